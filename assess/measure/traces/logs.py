"""Access logs as relations of texts: NCSA common and combined, W3C extended.

Lines are read whole and split at their quotes. DuckDB's CSV reader with a space as delimiter is some tenth faster
from log to typed table, but a quote that is never closed makes it swallow the lines behind; split this way, a line
can spoil only itself and every bad line is there to be counted. A regular expression takes four times as long.
"""

from __future__ import annotations

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.measure.traces.literals import name, text
from assess.measure.traces.sources import Source
from assess.measure.traces.tables import LINES, Relation, opening

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
    return f"SELECT rtrim(line, chr(13)) AS line FROM {read} WHERE trim(line, ' ' || chr(13)) <> ''"


def ncsa(source: Source) -> Relation:
    """Common and combined log format, with whatever stands behind them; escaped quotes stay inside their field."""
    # head "request" status bytes "referer" "agent" …: an odd number of parts, or a quote was never closed.
    split = f"SELECT line, string_split(replace(line, '\\\"', chr(2)), '\"') AS part FROM ({lines_of(source)})"
    fields = (
        "SELECT line, part, string_split(part[1], ' ') AS who, string_split(trim(part[3]), ' ') AS what, "
        f"len(part) % 2 = 1 AND len(part) >= 3 AS closed FROM ({split})"
    )
    found = (
        "SELECT line, "
        "CASE WHEN closed AND regexp_full_match(what[1], '[1-5][0-9][0-9]') THEN "
        "trim(string_split(part[1], '[')[2], ' ]') END AS ts, "
        "who[1] AS address, nullif(who[3], '-') AS user_id, part[2] AS path, what[1] AS status, "
        "nullif(what[2], '-') AS bytes, CASE WHEN len(part) >= 7 THEN replace(part[6], chr(2), '\"') END AS agent "
        f"FROM ({fields})"
    )
    return Relation(
        ("ts", "address", "user_id", "path", "status", "bytes", "agent"), found, found, lines=True, spelling="log"
    )


def w3c(source: Source) -> Relation:
    """W3C extended format by its `#Fields` line; times are UTC by the standard, `time-taken` is in milliseconds."""
    heads = {line for line in opening(source).splitlines() if line.startswith("#Fields:")}
    names = next(iter(heads), "").partition(":")[2].split()
    if len(heads) != 1 or "time" not in names or "date" not in names:
        said = shown(source.path.name)
        raise InputError(
            Text(
                zh=f"“{said}”应有且只有一种 #Fields 行，且含 date 和 time",
                en=f"“{said}” needs one #Fields line that names date and time",
            ),
            Text(zh="字段变化处请拆成两个文件。", en="Split the file where its fields change."),
        )
    place = {field.lower(): i + 1 for i, field in enumerate(names)}
    columns = {mine: place[theirs] for theirs, mine in _W3C.items() if theirs in place}
    cells = f"SELECT line, string_split(line, ' ') AS part FROM ({lines_of(source)}) WHERE line NOT LIKE '#%'"
    chosen = ", ".join(f"nullif(part[{i}], '-') AS {name(mine)}" for mine, i in columns.items())
    # A later line of fields that differs would shift every column, so lines of another length are bad ones.
    found = (
        f"SELECT line, CASE WHEN len(part) = {len(names)} THEN part[{place['date']}] || ' ' || "
        f"part[{place['time']}] || 'Z' END AS ts, {chosen} FROM ({cells})"
    )
    return Relation(("ts", *columns), found, found, lines=True, spelling="iso with offset")
