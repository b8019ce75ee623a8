"""Tables for spreadsheets as bytes: CSV and XLSX, the same bytes for the same rows, with nothing that would run.

Texts pass `escape`; numbers stay numbers, negative ones too. The workbook is written here and not by a library:
it needs a few plain parts only, a library takes minutes for half a million rows, and puts the time into the file.
"""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape as markup
from typing import Final, NamedTuple

Cell = str | int | float | None
Row = Sequence[Cell]

MOST_ROWS: Final = 1_048_576
"""Rows that a sheet holds; more go on to another sheet."""
MOST_CHARACTERS: Final = 16_000
"""Characters of a cell of a workbook, which takes 32,767 units of UTF-16; longer texts end in `…` there."""
LEADS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a text must not begin with where a spreadsheet program would run it."""
_BREAKS: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLAIN: Final = ' t="inlineStr"'
_BOLD: Final = ' s="1" t="inlineStr"'
_BATCH: Final = 1000
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class Sheet(NamedTuple):
    """A table: its name, its columns and its rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Row]


def escape(text: str) -> str:
    """Text no spreadsheet takes for a formula (OWASP, CSV Injection), without controls, which no cell takes."""
    if not text.isprintable():
        text = "".join(c for c in text if unicodedata.category(c)[0] != "C")
    return "'" + text if text.lstrip()[:1] in LEADS else text


def plain(value: Cell) -> Cell:
    """A cell as any spreadsheet may have it: texts on one line and escaped, no infinity, no NaN."""
    if isinstance(value, str):
        return _text(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value


@lru_cache(maxsize=1 << 16)
def _text(text: str) -> str:
    return escape(_BREAKS.sub(" ", text).strip())


def csv_bytes(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """CSV (RFC 4180) in UTF-8 with a byte-order mark, by which spreadsheet programs read Chinese."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([plain(c) for c in columns])
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with `sheets`; one with more rows than a sheet holds goes on in `name 2`, `name 3` …"""
    names: list[str] = []
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            for part, (start, end) in enumerate(_parts(len(sheet.rows)), 1):
                names.append(sheet.name if part == 1 else f"{sheet.name} {part}")
                with archive.open(entry(f"xl/worksheets/sheet{len(names)}.xml"), "w") as file:
                    for piece in _sheet(sheet.columns, sheet.rows[start:end]):
                        file.write(piece.encode())
        for name, text in _book(names):
            archive.writestr(entry(name), _DECLARED + text)
    return buffer.getvalue()


def _parts(rows: int) -> list[tuple[int, int]]:
    step = MOST_ROWS - 1
    return [(at, min(at + step, rows)) for at in range(0, rows, step)] or [(0, 0)]


def entry(name: str) -> zipfile.ZipInfo:
    """How an entry of a zip stands there, the same on every system and on every day."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # The same on every system.
    return info


def _sheet(columns: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    letters = [_letter(n) for n in range(len(columns))]
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{max(9, min(len(c) + 4, 30))}" customWidth="1"/>'
        for n, c in enumerate(columns, 1)
    )
    yield (
        f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        f'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{widths}</cols>'
        f"<sheetData>{_row(1, letters, columns, _BOLD)}"
    )
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        yield "".join(_row(n, letters, row, _PLAIN) for n, row in enumerate(batch, start + 2))
    yield f'</sheetData><autoFilter ref="A1:{letters[-1]}{len(rows) + 1}"/></worksheet>'


def _row(number: int, letters: list[str], row: Row, style: str) -> str:
    cells = [f'<row r="{number}">']
    for letter, cell in zip(letters, row, strict=True):
        if isinstance(cell, str):
            if cell:
                cells.append(f'<c r="{letter}{number}"{style}>{_inline(cell)}</c>')
        elif cell is not None and plain(cell) is not None:
            cells.append(f'<c r="{letter}{number}"><v>{cell!r}</v></c>')
    cells.append("</row>")
    return "".join(cells)


@lru_cache(maxsize=1 << 16)
def _inline(text: str) -> str:
    """A text within the cell. `_x0041_` would be read as a code, and is told not to be one."""
    text = _text(text)
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1] + "…"
    return f'<is><t xml:space="preserve">{markup(_CODED.sub("_x005F_", text), quote=False)}</t></is>'


def _letter(n: int) -> str:
    name = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return name


_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _book(names: list[str]) -> Iterator[tuple[str, str]]:
    """The parts around the sheets (ECMA-376, part 1, 12.3)."""
    numbers = range(1, len(names) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{parts}</Types>',
    )
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    )
    listed = "".join(
        f'<sheet name="{markup(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships">{links}<Relationship Id="rId{len(names) + 1}" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    )
    fill = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    yield (
        "xl/styles.xml",
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font>'
        f'</fonts><fills count="2">{fill}</fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/>'
        '<xf xfId="0" fontId="1" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    )
