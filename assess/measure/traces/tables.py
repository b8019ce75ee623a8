"""Tables as relations of texts: CSV, JSON lines, Excel and Parquet, each with its head and the SQL to read it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.measure.traces.literals import name, text
from assess.measure.traces.sources import Source

if TYPE_CHECKING:
    import duckdb

_HEAD = 1 << 18
"""Characters from the start of a file on which delimiter and head rest."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
LINES = (
    "delim='\x01\x02\x03', quote='', escape='', header=false, auto_detect=false, "
    "max_line_size=16777216, buffer_size=33554432"
)
"""How DuckDB's fast reader is made to hand out whole lines: by a delimiter that no text holds."""


class Relation(msgspec.Struct, frozen=True):
    """A file's columns and the SQL of its rows; `counted` is the same SQL with refused lines kept for counting.

    `native` says that values have types of their own already (Parquet) instead of being texts, `lines` that every
    row also has its `line` as it stood, `spelling` how times are spelt where the form of the file says so.
    """

    head: tuple[str, ...]
    sql: str
    counted: str
    native: bool = False
    lines: bool = False
    spelling: str = ""


def relation(source: Source, db: duckdb.DuckDBPyConnection, temporary: Path) -> Relation:
    """The table in `source`; InputError for a form that is not known or a file without a head."""
    suffix = source.suffix
    if suffix in (".csv", ".tsv", ".txt"):
        return _csv(source)
    if suffix in (".jsonl", ".ndjson", ".json", ".log"):
        return _json_lines(source)
    if suffix == ".xlsx":
        return _csv(msgspec.structs.replace(source, usable=_unfold(source, temporary)))
    if suffix == ".parquet":
        found = f"SELECT * FROM read_parquet({text(str(source.usable))})"
        head = tuple(str(column[0]) for column in db.execute(f"DESCRIBE {found}").fetchall())
        return Relation(head, found, found, native=True)
    said = shown(source.path.name)
    raise InputError(
        Text(zh=f"“{said}”的格式不认识", en=f"the form of “{said}” is not known"),
        Text(
            zh="可用 .csv、.tsv、.jsonl、.xlsx、.parquet，以及它们的 .gz；日志请用 --kind access-log。",
            en="Use .csv, .tsv, .jsonl, .xlsx, .parquet or one of these as .gz; for logs, --kind access-log.",
        ),
    )


def opening(source: Source) -> str:
    """The first characters of a text file."""
    path = source.usable
    if path.suffix.lower() == ".gz":
        with gzip.open(path, "rb") as file:
            data = file.read(_HEAD)
    else:
        with path.open("rb") as file:
            data = file.read(_HEAD)
    return data.decode("utf-8", "replace").removeprefix("\ufeff")


def _csv(source: Source) -> Relation:
    start = opening(source)
    first = start.lstrip("\r\n").partition("\n")[0]
    bare = _QUOTED.sub("", first)
    delimiter = max(",;\t|", key=bare.count)
    rows = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    head = [cell.strip() for cell in next(rows, [])]
    if not any(head):
        said = shown(source.path.name)
        raise InputError(Text(zh=f"“{said}”没有表头", en=f"“{said}” has no head"))
    # Names that occur twice are told apart as spreadsheet readers do; nothing maps to an empty one.
    head = [h if head.index(h) == i else f"{h}_{i + 1}" for i, h in enumerate(head)]
    columns = ", ".join(f"{text(h or f'column {i + 1}')}: 'VARCHAR'" for i, h in enumerate(head))
    options = (
        f"delim={text(delimiter)}, quote='\"', escape='\"', header=true, auto_detect=false, ignore_errors=true, "
        f"max_line_size=16777216, columns={{{columns}}}"
    )
    path = text(str(source.usable))
    plain = f"SELECT * FROM read_csv({path}, {options})"
    return Relation(tuple(head), plain, f"SELECT * FROM read_csv({path}, {options}, store_rejects=true)")


def _json_lines(source: Source) -> Relation:
    """Top-level names of the records at the start, `a.b` for objects in them; other lines read as empty rows."""
    head: dict[str, str] = {}
    tops: dict[str, None] = {}
    # All of the start: a name that only some records have may come late.
    for line in opening(source).splitlines():
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            tops |= dict.fromkeys(record)
            head |= dict(_leaves(record))
    if not head:
        said = shown(source.path.name)
        raise InputError(
            Text(zh=f"“{said}”不是 JSON lines（每行一个对象）", en=f"“{said}” is not JSON lines, one object a line")
        )
    columns = ", ".join(f"{text(t)}: 'JSON'" for t in tops)
    path = text(str(source.usable))
    chosen = ", ".join(f"{sql} AS {name(n)}" for n, sql in head.items())
    read = f"read_json({path}, format='newline_delimited', ignore_errors=true, columns={{{columns}}})"
    found = f"SELECT {chosen} FROM {read}"
    return Relation(tuple(head), found, found)


def _leaves(record: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    for top, value in record.items():
        if isinstance(value, dict):
            found += [(f"{top}.{k}", f"json_extract_string({name(top)}, {text('/' + _pointer(k))})") for k in value]
        else:
            found.append((top, f"json_extract_string({name(top)}, '$')"))
    return found


def _pointer(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _unfold(source: Source, temporary: Path) -> Path:
    """The first sheet of an Excel file as CSV; times as ISO 8601."""
    from assess.base.xlsx import open_xlsx

    sheet = open_xlsx(source.path).book.worksheets[0]
    path = temporary / f"{source.sha256[:16]}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for cells in sheet.iter_rows(values_only=True):
            if any(c is not None and str(c).strip() for c in cells):
                writer.writerow([c.isoformat(" ") if isinstance(c, datetime) else c for c in cells])
    return path
