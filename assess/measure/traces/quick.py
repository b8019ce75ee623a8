"""NCSA logs the fast way: lines that are regular in every respect are read here, the others handed on as they are.

DuckDB's CSV reader cuts lines at their quotes, with the quote as delimiter and nothing that quotes, so that no line
can swallow another. What stands before and behind the request is taken by its place, which costs a fraction of
splitting it at blanks. A line for which place and meaning could differ is not judged here: `ncsa` reads it, and
says whether it is a bad one. Typed rows go to Parquet at once, as a table of them would outgrow memory.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from assess.measure.traces import casts, meanings
from assess.measure.traces.literals import text
from assess.measure.traces.logs import filled
from assess.measure.traces.ncsa import site_first
from assess.measure.traces.sources import Source
from assess.measure.traces.tables import opening

if TYPE_CHECKING:
    import duckdb

_WIDTH: Final = 16
"""Parts between quotes that a line may have here, more if the first lines have more; a combined line has 7."""
_KNOWN: Final = 100_000
"""Lines at the beginning whose agents are judged once each instead of in every line."""
REFUSED: Final = 100_000
"""Lines with too many parts that are kept for the exact reading; with more of them it reads the whole file."""
_TRIED: Final = 10_000
"""Lines at the beginning of which half must be regular, as else reading twice would cost more than it saves."""
PARQUET: Final = "FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 2000"
"""Requests and addresses repeat too little for large dictionaries to be worth the time of making them."""
_TAIL: Final = 1 << 16
"""Bytes at the end of a log in which offsets from UTC are looked for."""
_ZONE: Final = re.compile(r"\[[^\[\]\s]{20} ([+-]\d{4})\] ")
_ZONES: Final = 4
_OPTIONS: Final = (
    "delim='\"', quote='', escape='', header=false, auto_detect=false, null_padding=true, nullstr='\n\n', "
    "max_line_size=16777216, buffer_size=33554432, ignore_errors=true"
)
_SLASH: Final = "chr(92)"
_BOT: Final = meanings.is_bot("nullif(agent, '')")


class Quick(msgspec.Struct, frozen=True):
    """SQL of the typed rows of the regular lines, and of all other `lines`, as `ncsa` takes them."""

    rows: str
    lines: str


def quick(db: duckdb.DuckDBPyConnection, source: Source, mark: str, folder: Path, zone: str | None) -> Quick | None:
    """Read `source` once, to a file in `folder`; None where its lines are of a sort that has to be read exactly.

    `mark` tells the tables of one file from those of another. Rows are without `bad` and `sample`: none is.
    """
    first = opening(source)
    most = max((line.count('"') + 1 for line in first.splitlines()[:100]), default=0)
    parts = [f"p{i}" for i in range(1, max(_WIDTH, most + 4) + 1)]
    columns = ", ".join(f"{text(p)}: 'VARCHAR'" for p in parts)
    site, regular = site_first(source), _regular(_zones(source, first))

    def cut(noted: str = "") -> str:
        return _cut(f"read_csv({text(str(source.usable))}, {_OPTIONS}{noted}, columns={{{columns}}})", parts, site)

    def typed(noted: str = "") -> str:
        joined = f"SELECT * FROM ({cut(noted)}) LEFT JOIN agents_{mark} ON agent = known"
        return _typed(joined, parts, regular, site, zone)

    agents = f"SELECT DISTINCT agent FROM (SELECT agent FROM ({cut()}) LIMIT {_KNOWN})"
    known = f"SELECT agent AS known, {_BOT} AS known_bot FROM ({agents}) WHERE agent IS NOT NULL"
    db.execute(f"CREATE TABLE agents_{mark} AS {known}")
    tried = f"SELECT count(rest) * 2 > count(*) FROM (SELECT rest FROM ({typed()}) LIMIT {_TRIED})"
    if db.execute(tried).fetchall() == [(True,)]:
        return None
    tables = f"rejects_table='refused_{mark}', rejects_scan='scans_{mark}'"
    noted = f", store_rejects=true, {tables}, rejects_limit={REFUSED}"
    file = text(str(folder / f"{mark}.parquet"))
    db.execute(f"COPY ({typed(noted)}) TO {file} ({PARQUET})")
    return None if _beyond(db, mark) else _staged(mark, file)


def _zones(source: Source, first: str) -> list[str]:
    """The offsets from UTC that are written at the beginning, and at the end: summer and winter differ."""
    last = ""
    if source.usable.suffix.lower() != ".gz":
        with source.usable.open("rb") as log:
            log.seek(max(0, log.seek(0, 2) - _TAIL))
            last = log.read().decode("utf-8", "replace")
    found = Counter(_ZONE.findall(first + last))
    return [zone for zone, _ in found.most_common(_ZONES)] or ["+0000"]


def _cut(read: str, parts: list[str], site: bool) -> str:
    """SQL of the parts of each line, and what is taken from them by its place.

    `agent` may hold escaped quotes and so lie in several parts; `closed` says that no quote was left open.
    """
    head = "substr(p1, instr(p1, ' ') + 1) AS head, left(p1, instr(p1, ' ') - 1) AS site" if site else "p1 AS head"
    behind = f"concat_ws('\"', {', '.join(parts[5:])})"
    more = f"p8 IS NOT NULL OR ends_with(p6, {_SLASH})"
    tail = f"CASE WHEN {more} THEN string_split(replace({behind}, '\\\"', chr(2)), '\"') END AS tail"
    whole = "p7 IS NOT NULL OR p4 IS NULL OR (p5 IS NOT NULL AND p6 IS NULL)"
    placed = (
        "instr(head, ' ') AS gap, substr(head, -28, 20) AS clock, substr(p3, 2, 3) AS code, "
        "nullif(substr(p3, 6), '- ') AS size, "
        "CASE WHEN tail IS NULL THEN p6 ELSE replace(tail[1], chr(2), '\"') END AS agent, "
        f"(tail IS NULL AND ({whole})) OR len(tail) % 2 = 0 AS closed"
    )
    return f"SELECT *, {placed} FROM (SELECT *, {head}, {tail} FROM {read})"


def _regular(zones: list[str]) -> str:
    """SQL of whether a line can be read by place; NULL counts as no.

    The head is `address - user [day/month/year:time zone] `, with a user of at least one character; a time that
    parses, has its first digit behind the bracket and no blank before the zone fills its 20 places. The request is
    followed by a blank, a code of three digits, a blank and a size; referer and agent by nothing but a blank. No
    quote before the agent is an escaped one.
    """
    ends = " OR ".join(f"ends_with(head, {text(f' {zone}] ')})" for zone in zones)
    blanks = " OR ".join(f"ends_with(head, {text(f'  {zone}] ')})" for zone in zones)
    return (
        f"ts IS NOT NULL AND ({ends}) AND NOT ({blanks}) AND substr(head, -30, 3) BETWEEN ' [0' AND ' [9' "
        "AND gap > 1 AND substr(head, gap, 3) = ' - ' AND length(head) > gap + 32 "
        "AND p3 LIKE ' ___ _%' AND status BETWEEN 100 AND 599 AND substr(code, 2, 1) BETWEEN '0' AND '9' "
        "AND (size IS NULL OR size = '-' OR (bytes IS NOT NULL AND size >= '!')) "
        f"AND closed AND NOT ends_with(p2, {_SLASH}) AND (p4 IS NULL OR (NOT ends_with(p3, {_SLASH}) "
        f"AND NOT ends_with(p4, {_SLASH}) AND (p5 = ' ' OR p6 IS NULL)))"
    )


def _typed(cut: str, parts: list[str], regular: str, site: bool, zone: str | None) -> str:
    """SQL of the typed rows; where `rest` holds a line, that line is to be read exactly and the row is none."""
    ts = "CAST(try_strptime(clock, '%d/%b/%Y:%H:%M:%S') AS TIMESTAMP)"
    if zone is not None:
        ts = casts.time_as("log", "moment", zone)
        cut = f"SELECT *, substr(head, -28, 26) AS moment FROM ({cut})"
    # Behind the size there may be more, of the server's own.
    sized = "coalesce(try_cast(size AS DOUBLE), try_cast(left(size, greatest(instr(size, ' ') - 1, 0)) AS DOUBLE))"
    valued = f"SELECT *, {ts} AS ts, try_cast(code AS DOUBLE) AS status, {sized} AS bytes FROM ({cut})"
    judged = f"SELECT *, coalesce({regular}, FALSE) AS regular FROM ({valued})"
    line = f"concat_ws('\"', {', '.join(parts)})"
    user = "nullif(substr(head, gap + 3, length(head) - gap - 32), '-')"
    platform = "nullif(regexp_replace(site, ':[0-9]+$', ''), '') AS platform, " if site else ""
    return (
        f"SELECT ts, coalesce({user}, left(head, gap - 1)) AS user_id, {platform}left(head, gap - 1) AS address, "
        f"status, bytes, nullif(p2, '') AS path, "
        f"CASE WHEN known IS NULL THEN {_BOT} ELSE known_bot END AS bot, "
        f"CASE WHEN NOT regular THEN {line} END AS rest FROM ({judged})"
    )


def _beyond(db: duckdb.DuckDBPyConnection, mark: str) -> bool:
    """Whether lines were refused for another reason than their many parts, or so many that some may not be kept."""
    asked = f"SELECT count(*), count(*) FILTER (error_type <> 'TOO MANY COLUMNS') FROM refused_{mark}"
    row = db.execute(asked).fetchone()
    assert row is not None
    return bool(row[0] >= REFUSED or row[1])


def _staged(mark: str, file: str) -> Quick:
    kept = f"SELECT * EXCLUDE (rest), 'use' AS act FROM read_parquet({file}) WHERE rest IS NULL"
    # A line is refused once for each part that it has too many, and begins with a line feed where ends are CR LF.
    once = f"SELECT DISTINCT scan_id, line, csv_line FROM refused_{mark}"
    refused = f"SELECT ltrim(csv_line, chr(10)) AS line FROM ({once})"
    rest = f"SELECT rest AS line FROM read_parquet({file}) WHERE rest IS NOT NULL UNION ALL {refused}"
    return Quick(kept, filled(rest))
