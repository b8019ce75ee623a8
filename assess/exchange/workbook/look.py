"""How the sheets look and what of them is locked: A4 across, heads that stay, cells to fill in shaded."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assess.base.sheets import LEADS
from assess.exchange.workbook.layout import DATES, FIRST

_WIDTHS: Final = {
    "key": 4, "label": 9, "question": 44, "help": 40, "answer": 24, "state": 12, "comment": 30, "origin": 14,
    "kind": 14, "title": 24, "locator": 28, "captured": 12,
    "received": 12, "effective_from": 12, "effective_to": 12,
}  # fmt: skip
_FILL: Final = PatternFill("solid", start_color="FFFBE9", end_color="FFFBE9")
_HEAD: Final = PatternFill("solid", start_color="E4E9EE", end_color="E4E9EE")
_LINE: Final = Border(*(Side("thin", color="C9D1D9"),) * 4)
_WRAP: Final = Alignment(wrap_text=True, vertical="top")
_OPEN: Final = Protection(locked=False)
_TEXT: Final = "@"
_LONGEST: Final = 16_000
_LINE_HEIGHT: Final = 15.0
_HIGHEST: Final = 400.0
"""In points; a row cannot be higher than 409."""


def fit(text: str) -> str:
    """`text` as a cell can hold it: line ends stay, other controls go, at most what Excel takes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    whole = "\n".join("".join(c for c in line if unicodedata.category(c)[0] != "C") for line in lines)
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"


def put_text(cell: Any, value: str) -> None:
    """Write `value` as text, whatever it begins with: no program runs it, not even after it was edited."""
    cell.value = fit(value)
    cell.data_type = "s"
    if value.lstrip()[:1] in LEADS:
        cell.number_format, cell.quotePrefix = _TEXT, True


def row_look(sheet: Worksheet, row: int, columns: Sequence[str], open_: Sequence[str]) -> None:
    """Shade and unlock the cells `open_` of a row, and let all of them wrap."""
    for number, name in enumerate(columns, 1):
        cell = sheet.cell(row, number)
        cell.alignment, cell.border = _WRAP, _LINE
        if name in open_:
            cell.fill, cell.protection = _FILL, _OPEN
            if name in ("comment", "title", "locator", *DATES):
                cell.number_format = _TEXT  # Else a file name such as 2024-1 would become a date.


def heighten(sheet: Worksheet, row: int, widths: Sequence[float]) -> None:
    """Make a row as high as its texts need: not every program works that out when it opens a file."""
    most = 1
    for number, width in enumerate(widths, 1):
        value = sheet.cell(row, number).value
        if isinstance(value, str):
            lines = (max(1, math.ceil(_breadth(line) * 1.08 / width)) for line in value.split("\n"))
            most = max(most, sum(lines))
    sheet.row_dimensions[row].height = min(_HIGHEST, most * _LINE_HEIGHT + 3)


def _breadth(text: str) -> int:
    """Columns of a cell's width that `text` takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def heads_look(sheet: Worksheet, columns: Sequence[str]) -> None:
    """Widths, heads that stay in sight and are printed on every page, locked labels."""
    for number, name in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[name]
        head = sheet.cell(FIRST - 1, number)
        head.font, head.fill, head.alignment, head.border = Font(bold=True), _HEAD, _WRAP, _LINE
    sheet.cell(1, 2 if columns[0] == "key" else 1).alignment = Alignment(wrap_text=False)
    sheet.cell(1, 2 if columns[0] == "key" else 1).font = Font(bold=True, size=14)
    if columns[0] == "key":
        sheet.column_dimensions["A"].hidden = True
        sheet.freeze_panes = f"D{FIRST}"
    else:
        sheet.freeze_panes = f"A{FIRST}"
    widths = [_WIDTHS[name] for name in columns]
    for row in range(FIRST - 1, sheet.max_row + 1):
        heighten(sheet, row, widths)
    sheet.print_title_rows = f"{FIRST - 1}:{FIRST - 1}"
    dressed(sheet)


def guide_look(sheet: Worksheet) -> None:
    """The sheet of instructions."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 90
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = _WRAP
    for at in range(2, sheet.max_row + 1):
        heighten(sheet, at, (26, 90))
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(vertical="center")
    sheet.row_dimensions[1].height = 28
    dressed(sheet)


def dressed(sheet: Worksheet) -> None:
    """Printed on A4 across, one page wide; locked against slips, without a password that could be lost."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
