"""Access logs as relations of texts: which form a log has, its lines, and the W3C extended format."""

from __future__ import annotations

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
    return filled(f"SELECT line FROM read_csv({path}, {LINES}, columns={{'line': 'VARCHAR'}})")


def filled(rows: str) -> str:
    """SQL for the lines in `rows` without what ends them on some systems, and without empty ones."""
    # Trimming looks at every character of a line and costs more than all the splitting: only where there is a need.
    bare = "CASE WHEN ends_with(line, chr(13)) THEN rtrim(line, chr(13)) ELSE line END"
    any_ = "CASE WHEN ascii(line) > 32 THEN TRUE ELSE trim(line, ' ' || chr(13)) <> '' END"
    return f"SELECT {bare} AS line FROM ({rows}) WHERE {any_}"


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
