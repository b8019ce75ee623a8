"""Tables of units from files: CSV, Excel, Parquet and JSON records, as the method's columns and nothing else.

Every cell that is no number is told, with its row and column, before anything is computed.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from assess.base.decoding import decode
from assess.base.digest import sha256_hex
from assess.base.errors import InputError
from assess.base.files import read_whole
from assess.base.lang import Lang
from assess.base.texts import Text
from assess.exchange.cells import Cells, Remark
from assess.packs.methods.model import Method
from assess.packs.reading.problems import shown
from assess.scoring.table import Table, make_table, missing_column

MAX_FILE = 256_000_000
"""Largest file read, in bytes."""
_TOO_LARGE = Text(zh="请改用 Parquet，或拆开。", en="Use Parquet, or split it.")
_SHOWN = 30


class Raw(NamedTuple):
    """A file's head and rows as they stand, with the row of the file that each comes from."""

    head: list[str]
    rows: list[Sequence[Any]]
    numbers: list[int]
    encoding: str = ""
    guessed: bool = False
    comma_is_decimal: bool = False


class ReadTable(NamedTuple):
    """A table, the SHA-256 of its file, what was concluded about its encoding, and remarks on its cells."""

    table: Table
    sha256: str
    encoding: str
    guessed: bool
    remarks: tuple[Remark, ...]


class TableErrors(InputError):
    """Cells of a table cannot be used; all of them are in `remarks` and nothing was computed."""

    def __init__(self, path: Path, remarks: Iterable[Remark]) -> None:
        self.path, self.remarks = path, tuple(remarks)
        count = len(self.remarks)
        name = shown(path.name)
        super().__init__(
            Text(
                zh=f"“{name}”有 {count} 个单元格不能用，没有计算任何内容。",
                en=f"{count} cell{'' if count == 1 else 's'} of “{name}” cannot be used; nothing was computed",
            )
        )

    def lines(self, lang: Lang) -> list[str]:
        """The summary, then a line for each of the first cells."""
        told = [remark_line(self.path.name, remark, lang) for remark in self.remarks[:_SHOWN]]
        rest = len(self.remarks) - len(told)
        more = [f"… +{rest}"] if rest else []
        return [self.message.get(lang), *told, *more]


def remark_line(file: str, remark: Remark, lang: Lang) -> str:
    """`file:row: column: “cell” what about it`."""
    said = remark.message.get(lang)
    quoted = f"“{remark.text}”" if remark.text else ""
    return f"{file}:{remark.row}: {remark.column}: {quoted}{' ' if lang == 'en' else ''}{said}"


def read_table(path: Path, method: Method, encoding: str | None = None) -> ReadTable:
    """The table that `method` speaks of, from `path` (.csv, .tsv, .txt, .xlsx, .parquet, .json).

    Raises NotFound for a file, column or unit that is not there, TableErrors with every unusable cell, and
    InputError for a file of another kind or encoding.
    """
    raw, sha256 = read_raw(path, encoding)
    return _build(path, raw, method, sha256)


def read_raw(path: Path, encoding: str | None = None) -> tuple[Raw, str]:
    """Head and rows of the table at `path` as they stand, and the SHA-256 of its bytes; errors as `read_table`."""
    data = read_whole(path, MAX_FILE, _TOO_LARGE)
    kind = path.suffix.lower()
    if kind not in _READERS:
        raise InputError(
            Text(zh=f"不认识表格格式 {kind or path.name!r}", en=f"unknown kind of table {kind or path.name!r}"),
            Text(zh="请用 .csv、.xlsx、.parquet 或 .json。", en="Use .csv, .xlsx, .parquet or .json."),
        )
    return _READERS[kind](path, data, encoding), sha256_hex(data)


def _csv(path: Path, data: bytes, encoding: str | None) -> Raw:
    decoded = decode(path.name, data, encoding)
    lines = io.StringIO(decoded.text, newline="")
    first = decoded.text.lstrip().partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[Sequence[Any]] = []
    numbers: list[int] = []
    at = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(cells)
                numbers.append(at)
            at = reader.line_num + 1
    except csv.Error as error:
        raise _damaged(path, str(error)) from error
    head = [str(cell).strip() for cell in rows[0]] if rows else []
    return Raw(head, rows[1:], numbers[1:], decoded.encoding, decoded.guessed, delimiter == ";")


def _xlsx(path: Path, _data: bytes, _encoding: str | None) -> Raw:
    from assess.base.xlsx import open_xlsx

    sheet = open_xlsx(path).book.worksheets[0]
    rows, numbers = [], []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if any(cell is not None and str(cell).strip() for cell in cells):
            rows.append(cells)
            numbers.append(number)
    head = ["" if cell is None else str(cell).strip() for cell in rows[0]] if rows else []
    return Raw(head, list(rows[1:]), numbers[1:])


def _parquet(path: Path, _data: bytes, _encoding: str | None) -> Raw:
    import duckdb

    try:
        with duckdb.connect() as db:
            found = db.execute("SELECT * FROM read_parquet(?)", [str(path)])
            head = [str(column[0]) for column in found.description or ()]
            rows = found.fetchall()
    except duckdb.Error as error:
        raise _damaged(path, str(error).partition("\n")[0]) from error
    return Raw(head, list(rows), list(range(1, len(rows) + 1)))


def _json(path: Path, data: bytes, encoding: str | None) -> Raw:
    decoded = decode(path.name, data, encoding)
    try:
        records = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, str(error)) from error
    if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
        raise InputError(
            Text(zh=f"“{path.name}”应是记录的列表", en=f"“{path.name}” should be a list of records"),
            Text(zh='写成 [{"id": "a", "x": 1}, …]。', en='Write [{"id": "a", "x": 1}, …].'),
        )
    head = list(dict.fromkeys(str(key) for record in records for key in record))
    rows = [[record.get(key) for key in head] for record in records]
    return Raw(head, list(rows), list(range(1, len(rows) + 1)), decoded.encoding, decoded.guessed)


_READERS: Final = {
    ".csv": _csv, ".tsv": _csv, ".txt": _csv, ".xlsx": _xlsx, ".xlsm": _xlsx, ".parquet": _parquet, ".json": _json,
}  # fmt: skip


def _damaged(path: Path, reason: str) -> InputError:
    return InputError(
        Text(zh=f"“{path.name}”已损坏：{shown(reason)}", en=f"“{path.name}” is damaged: {shown(reason)}"),
        Text(zh="请重新导出。", en="Export it again."),
    )


def _build(path: Path, raw: Raw, method: Method, sha256: str) -> ReadTable:
    if not raw.rows:
        raise InputError(
            Text(zh=f"“{path.name}”里没有单位", en=f"“{path.name}” holds no units"),
            Text(zh="第一行写列名，以下每个单位一行。", en="Names of columns first, then a row for each unit."),
        )
    source = method.table
    cells = Cells(raw.comma_is_decimal)
    _check_head(cells, raw)
    units = [cell_text(v) for v in _column(raw, source.id)]
    times = cells.column(source.time, _column(raw, source.time), raw.numbers) if source.time else []
    _check_ids(cells, raw, source.id, units, source.time, times)
    wanted = list(dict.fromkeys([*(c.column or c.id for c in method.columns),
                                 *(c.denominator for c in method.columns if c.denominator)]))  # fmt: skip
    values = [cells.column(name, _column(raw, name), raw.numbers) for name in wanted]
    errors = [remark for remark in cells.remarks if remark.error]
    if errors:
        raise TableErrors(path, sorted(errors, key=lambda r: r.row))
    table = make_table(
        units,
        wanted,
        [list(row) for row in zip(*values, strict=True)],
        names=[cell_text(v) for v in _column(raw, source.name)] if source.name else (),
        groups={g: [cell_text(v) or None for v in _column(raw, g)] for g in source.groups},
        times=times,
    )
    return ReadTable(table, sha256, raw.encoding, raw.guessed, tuple(cells.remarks))


def _column(raw: Raw, name: str) -> list[Any]:
    if name not in raw.head:
        raise missing_column(name, raw.head)
    at = raw.head.index(name)
    return [row[at] if at < len(row) else None for row in raw.rows]


def cell_text(value: Any) -> str:
    """A cell as text without space around it; whole numbers without their .0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _check_head(cells: Cells, raw: Raw) -> None:
    for at, name in enumerate(raw.head):
        if name and name in raw.head[:at]:
            cells.note(1, name, name, Text(zh="这一列出现了两次", en="this column occurs twice"))
    for number, row in zip(raw.numbers, raw.rows, strict=True):
        if len(row) > len(raw.head) and any(str(c or "").strip() for c in row[len(raw.head) :]):
            message = Text(zh=f"有 {len(row)} 格，列名只有 {len(raw.head)} 个",
                           en=f"the row has {len(row)} cells for {len(raw.head)} columns")  # fmt: skip
            cells.note(number, raw.head[-1], "", message)


def _check_ids(cells: Cells, raw: Raw, column: str, units: list[str], time: str | None, times: list[float]) -> None:
    """No id is empty or, in one period, there twice."""
    seen: dict[object, int] = {}
    for at, (number, unit) in enumerate(zip(raw.numbers, units, strict=True)):
        if not unit:
            cells.note(number, column, "", Text(zh="没有单位编号", en="there is no id"))
            continue
        if times and math.isnan(times[at]):
            if not any(r.row == number and r.column == time and r.error for r in cells.remarks):
                cells.note(number, time or "", "", Text(zh="没有时期", en="there is no period"))
            continue
        first = seen.setdefault((unit, times[at]) if times else unit, number)
        if first != number:
            message = Text(zh=f"与第 {first} 行重复", en=f"is there twice; first in row {first}")
            cells.note(number, column, unit, message)
