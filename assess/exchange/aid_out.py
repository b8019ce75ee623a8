"""Results of an aid as a table for spreadsheets: CSV or XLSX, no cell of which acts as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from assess.base.errors import InputError
from assess.base.files import write_atomically
from assess.base.sheets import escape
from assess.base.texts import Text

Cell = str | float | int | None


def write_rows(path: Path, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write `rows` to `path`, whose ending (.csv or .xlsx) chooses the form; InputError for another."""
    ending = path.suffix.lower()
    if ending == ".csv":
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows([_cell(c) for c in row] for row in rows)
        # The byte-order mark lets spreadsheet programs read Chinese names.
        write_atomically(path, out.getvalue().encode("utf-8-sig"))
    elif ending == ".xlsx":
        write_atomically(path, _workbook(head, rows))
    else:
        name = path.suffix or path.name
        raise InputError(
            Text(zh=f"不认识表格格式 {name!r}", en=f"unknown kind of table {name!r}"),
            Text(zh="请用 .csv 或 .xlsx 结尾。", en="End the name in .csv or .xlsx."),
        )


def _cell(value: Cell) -> Cell:
    if isinstance(value, str):
        return escape(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _workbook(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("results")
    sheet.freeze_panes = "A2"
    sheet.append(list(head))
    for row in rows:
        sheet.append([_cell(c) for c in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
