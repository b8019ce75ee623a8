"""Forms of the mini pack, filled in as an agency would."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assess.dossier.edits import AddBody
from assess.exchange.workbook.layout import COLUMNS, FIRST
from assess.exchange.workbook.propose import Proposal, check_fits, propose
from assess.exchange.workbook.read import read_filled
from assess.exchange.workbook.write import workbook_bytes
from assess.session import Session, open_session
from tests.mini import AUTHOR, mini, name, new_session

Change = Callable[[Workbook], None]


CLOCK = "2026-01-02T03:04:05Z"


@functools.cache
def _begun() -> bytes:
    """The file of a campaign of one body, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "d.assess"
        with new_session(path, clock=CLOCK) as session:
            session.apply(AddBody(id="east", name=name("East")))
        return path.read_bytes()


_first: dict[str, bytes] = {}
"""The plain form of a campaign as it was when it was sent out, by its head."""


def session_at(folder: Path) -> Session:
    """A campaign of one body."""
    (path := folder / "d.assess").write_bytes(_begun())
    return open_session(path, author=AUTHOR, pack=mini(), clock=lambda: CLOCK)


def sent(session: Session, path: Path, **options: Any) -> Path:
    """The form of the body as it is sent out."""
    data = None if options else _first.get(session.head)
    if data is None:
        data = workbook_bytes(session.pack, session.campaign, session.state("east"), session.head, **options)
        if not options and session.pack is mini():
            _first[session.head] = data
    path.write_bytes(data)
    return path


def filled(path: Path, cells: Mapping[tuple[str, str], object], change: Change | None = None) -> Path:
    """`path` with cells filled in by (label, column), then changed as a whole, saved again."""
    book = openpyxl.load_workbook(path)
    for (label, column), value in cells.items():
        cell_of(book, label, column).value = value
    if change:
        change(book)
    book.save(path)
    return path


def cell_of(book: Workbook, label: str, column: str) -> Any:
    """The cell of a question in a column of its form."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=FIRST, max_col=len(COLUMNS)):
            if isinstance(sheet, Worksheet) and row[0].value and row[1].value == label:
                return row[COLUMNS.index(column)]
    raise AssertionError(f"no question {label}")


def proposal(session: Session, path: Path) -> Proposal:
    """What reading the form would do."""
    form = read_filled(path)
    check_fits(form, session.campaign, session.pack)
    return propose(form, session.pack, session.state("east"))


def fates(found: Proposal) -> dict[str, str]:
    """What becomes of each filled cell, by the question's label."""
    return {c.label: c.fate for c in found.cells}


def whys(found: Proposal) -> dict[str, str]:
    """What is said first about cells, by the question's label."""
    return {c.label: c.why.en for c in reversed(found.cells) if c.why}
