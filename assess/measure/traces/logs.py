"""Access logs as relations of texts: NCSA common and combined, W3C extended.

Lines are read whole and split at their quotes. DuckDB's CSV reader with a space as delimiter is some tenth faster
from log to typed table, but a quote that is never closed makes it swallow the lines behind; split this way, a line
can spoil only itself and every bad line is there to be counted. A regular expression takes four times as long.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.measure.traces.literals import name, text
from assess.measure.traces.sources import Source
from assess.measure.traces.tables import LINES, Relation, opening

if TYPE_CHECKING:
    import duckdb

_W3C = {
    "c-ip": "address", "cs-username": "user_id", "cs-uri-stem": "path", "sc-status": "status", "sc-bytes": "bytes",
    "cs(user-agent)": "agent", "s-computername": "platform", "cs-host": "platform", "time-taken": "latency_s",
}  # fmt: skip


def form_of(source: Source) -> str:
    """Which form a log has, from its first line: "w3c", "json" or "ncsa"."""
    first = next((line for line in opening(source).splitlines() if line.strip()), "")
    return "w3c" if first.startswith("#") else "json" if first.startswith("{") else "ncsa"


def lines_of(source: Source) -> str:
    """SQL for the lines of a text file, as column `line`, without empty ones."""
    path = text(str(source.usable))
    read = f"read_csv({path}, {LINES}, columns={{'line': 'VARCHAR'}})"
    # Trimming looks at every character of a line and costs more than all the splitting: only where there is a need.
    bare = "CASE WHEN ends_with(line, chr(13)) THEN rtrim(line, chr(13)) ELSE line END"
    filled = "CASE WHEN ascii(line) > 32 THEN TRUE ELSE trim(line, ' ' || chr(13)) <> '' END"
    return f"SELECT {bare} AS line FROM {read} WHERE {filled}"


def ncsa(source: Source) -> Relation:
    """Common and combined log format, with whatever stands behind them; escaped quotes stay inside their field.

    Where the name of the site stands before the address, as `vhost_combined` of Apache has it, it is the platform.
    """
    at = 2 if _site_first(source) else 1
    # head "request" status bytes "referer" "agent" …: an odd number of parts, or a quote was never closed.
    split = f"SELECT line, string_split(replace(line, '\\\"', chr(2)), '\"') AS part FROM ({lines_of(source)})"
    fields = (
        "SELECT line, part, string_split(part[1], ' ') AS who, string_split(trim(part[3]), ' ') AS what, "
        f"len(part) % 2 = 1 AND len(part) >= 3 AS closed FROM ({split})"
    )
    # The head ends with "[day", "zone]" and nothing; a name of two words makes it longer.
    user = (
        f"CASE WHEN len(who) <= {at + 5} THEN who[{at + 2}] "
        f"ELSE array_to_string(list_slice(who, {at + 2}, len(who) - 3), ' ') END"
    )
    site = "regexp_replace(who[1], ':[0-9]+$', '') AS platform, " if at == 2 else ""
    found = (
        "SELECT line, "
        "CASE WHEN closed AND regexp_full_match(what[1], '[1-5][0-9][0-9]') THEN "
        "split_part(string_split(part[1], '[')[-1], ']', 1) END AS ts, "
        f"{site}who[{at}] AS address, nullif({user}, '-') AS user_id, part[2] AS path, what[1] AS status, "
        "nullif(what[2], '-') AS bytes, CASE WHEN len(part) >= 7 THEN replace(part[6], chr(2), '\"') END AS agent "
        f"FROM ({fields})"
    )
    head = ("ts", *(("platform",) if site else ()), "address", "user_id", "path", "status", "bytes", "agent")
    return Relation(head, found, found, lines=True, spelling="log")


def _site_first(source: Source) -> bool:
    """Whether most lines at the beginning have an address in their second place, where else the identity stands."""
    heads = [line.partition("[")[0].split() for line in opening(source).splitlines()[:100]]
    second = [head[1] for head in heads if len(head) >= 3]
    return sum(map(_is_address, second)) * 2 > len(second)


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True


def w3c(source: Source, db: duckdb.DuckDBPyConnection) -> Relation:
    """W3C extended format by its `#Fields` line, wherever in the file that stands; times are UTC by the standard.

    `time-taken` is in milliseconds, as IIS writes it, unless it has fractions: then in seconds, as the standard has
    it. Raises InputError where the fields change on the way, as that would shift every column unseen.
    """
    found = db.execute(f"SELECT DISTINCT line FROM ({lines_of(source)}) WHERE starts_with(line, '#Fields:')")
    heads = {tuple(line.partition(":")[2].split()) for (line,) in found.fetchall()}
    names = next(iter(heads), ())
    if len(heads) != 1 or "time" not in names or "date" not in names:
        said = shown(source.path.name)
        raise InputError(
            Text(
                zh=f"“{said}”应有且只有一种 #Fields 行，且含 date 和 time",
                en=f"“{said}” needs #Fields lines that are all alike and name date and time",
            ),
            Text(zh="字段变化处请拆成两个文件。", en="Split the file where its fields change."),
        )
    place = {field.lower(): i + 1 for i, field in enumerate(names)}
    columns = {mine: place[theirs] for theirs, mine in _W3C.items() if theirs in place}
    rows = [line for line in opening(source).splitlines() if line and not line.startswith("#")]
    between = "\t" if rows and rows[0].count("\t") >= len(names) - 1 else " "
    lines = f"SELECT line FROM ({lines_of(source)}) WHERE line NOT LIKE '#%'"
    cells = f"SELECT line, string_split(line, {text(between)}) AS part FROM ({lines})"
    chosen = {mine: f"nullif(part[{i}], '-')" for mine, i in columns.items()}
    if (taken := columns.get("latency_s")) and not any(_fraction(row.split(between), taken) for row in rows):
        # What is no number stays as it is, to be counted as bad.
        cell = chosen["latency_s"]
        chosen["latency_s"] = f"coalesce(CAST(try_cast({cell} AS DOUBLE) / 1000 AS VARCHAR), {cell})"
    listed = ", ".join(f"{sql} AS {name(mine)}" for mine, sql in chosen.items())
    # Lines with more or fewer cells than fields are bad ones.
    sql = (
        f"SELECT line, CASE WHEN len(part) = {len(names)} THEN part[{place['date']}] || ' ' || "
        f"part[{place['time']}] || 'Z' END AS ts, {listed} FROM ({cells})"
    )
    return Relation(("ts", *columns), sql, sql, lines=True, spelling="iso with offset")


def _fraction(cells: list[str], place: int) -> bool:
    return len(cells) >= place and "." in cells[place - 1]
