"""Opens a returned workbook: whose it is, and what stands in its rows. Nothing is made of the cells here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from openpyxl.workbook.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.base.xlsx import open_xlsx
from assess.exchange.workbook import layout
from assess.exchange.workbook.layout import COLUMNS, FIRST, MORE_COLUMNS, PRINTED, Identity, columns_of, print_of

_MOST_ROWS: Final = 20_000
_WIDEST: Final = 40
FORMULA: Final = object()
"""Stands for a cell that holds a formula: its value is not the agency's own."""


class Cell(msgspec.Struct, frozen=True):
    """A cell that may be filled in: its sheet and address, and its value."""

    sheet: str
    at: str
    value: Any = None

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def text(self) -> str:
        """What was written, without spaces around it; nothing for a formula."""
        return "" if self.empty or self.value is FORMULA else str(self.value).strip()


class Row(msgspec.Struct, frozen=True):
    """A row of a form: its key, its cells by column, and whether its locked cells are as they were sent."""

    key: str
    cells: dict[str, Cell]
    intact: bool
    prefilled: bool


class Filled(msgspec.Struct, frozen=True):
    """A returned workbook."""

    name: str
    sha256: str
    identity: Identity
    rows: tuple[Row, ...]
    more: tuple[dict[str, Cell], ...]
    strangers: tuple[Cell, ...]
    """Filled cells in rows that were added."""


def read_filled(path: Path) -> Filled:
    """The workbook at `path`; InputError with a way out for whatever is none."""
    opened = open_xlsx(path)
    name = shown(path.name)
    if opened.macros:
        raise InputError(
            Text(zh=f"“{name}”含有宏，未读取", en=f"“{name}” holds macros and was not read"),
            Text(zh="请另存为“Excel 工作簿 (.xlsx)”。", en="Save it as “Excel Workbook (.xlsx)”."),
        )
    identity, prints = _identity(name, opened.book)
    formulas = _formulas(opened.formulas)
    rows: list[Row] = []
    strangers: list[Cell] = []
    columns = columns_of(identity.format, COLUMNS)
    more: list[dict[str, Cell]] = []
    for sheet in opened.book.worksheets:
        if sheet.title == identity.more:
            more += _further(sheet, columns_of(identity.format, MORE_COLUMNS), formulas)
        elif sheet.title != layout.IDENTITY:
            for row in _rows(sheet, columns, prints, formulas):
                if row.key in prints:
                    rows.append(row)
                else:
                    strangers += [c for c in row.cells.values() if not c.empty]
    return Filled(name, opened.sha256, identity, tuple(rows), tuple(more), tuple(strangers))


def _identity(name: str, book: Book) -> tuple[Identity, dict[str, str]]:
    if layout.IDENTITY not in book.sheetnames:
        raise InputError(
            Text(zh=f"“{name}”不是本程序发出的填报表", en=f"“{name}” is not a workbook that this program sent out"),
            Text(
                zh="请用 assess export workbook 发出的表填写；隐藏的工作表不能删。",
                en="Fill in the form that `assess export workbook` wrote; its hidden sheet must stay.",
            ),
        )
    sheet = book[layout.IDENTITY]
    try:
        identity = msgspec.json.decode(str(sheet.cell(1, 1).value or ""), type=Identity)
    except (msgspec.DecodeError, ValueError) as error:
        raise _altered(name) from error
    if not 1 <= identity.format <= layout.FORMAT:
        raise InputError(
            Text(
                zh=f"“{name}”是第 {identity.format} 版格式的填报表，这里最高能读第 {layout.FORMAT} 版",
                en=f"“{name}” is a workbook of format {identity.format}; this program reads up to {layout.FORMAT}",
            ),
            Text(
                zh="请用发出它的那个版本读入，或重新发表。",
                en="Read it with the version that wrote it, or send a new one.",
            ),
        )
    pairs = sheet.iter_rows(min_row=2, max_row=min(sheet.max_row, _MOST_ROWS), max_col=2, values_only=True)
    prints = {str(key): str(value) for key, value in pairs if key is not None and value is not None}
    if not prints:
        raise _altered(name)
    return identity, prints


def _altered(name: str) -> InputError:
    return InputError(
        Text(zh=f"“{name}”里的编号和摘要已被改动", en=f"the ids and digests in “{name}” were altered"),
        Text(zh="请在原表上重新填写后交回。", en="Fill in the original form again and return that."),
    )


def _formulas(book: Book | None) -> frozenset[tuple[str, str]]:
    if book is None:
        return frozenset()
    return frozenset(
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows(max_row=min(sheet.max_row, _MOST_ROWS), max_col=min(sheet.max_column, _WIDEST))
        for cell in row
        if cell.data_type == "f"
    )


def _rows(
    sheet: Worksheet, columns: tuple[str, ...], prints: dict[str, str], formulas: frozenset[tuple[str, str]]
) -> Iterator[Row]:
    for row in _cells(sheet, columns, formulas):
        key = str(row["key"].value or "").strip()
        printed = print_of(*(row[c].value for c in PRINTED))
        filled = {c: cell for c, cell in row.items() if c in layout.FILLED}
        yield Row(key, filled, prints.get(key) == printed, not row["origin"].empty)


def _further(
    sheet: Worksheet, columns: tuple[str, ...], formulas: frozenset[tuple[str, str]]
) -> Iterator[dict[str, Cell]]:
    for row in _cells(sheet, columns, formulas):
        if any(not cell.empty for cell in row.values()):
            yield row


def _cells(
    sheet: Worksheet, columns: tuple[str, ...], formulas: frozenset[tuple[str, str]]
) -> Iterator[dict[str, Cell]]:
    last = min(sheet.max_row, _MOST_ROWS)
    for row in sheet.iter_rows(min_row=FIRST, max_row=last, max_col=len(columns)):
        yield {
            name: Cell(sheet.title, c.coordinate, FORMULA if (sheet.title, c.coordinate) in formulas else c.value)
            for name, c in zip(columns, row, strict=True)
        }
