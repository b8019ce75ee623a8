"""Writes questionnaires of the survey's layout from the committed facts, without any text of the questionnaires."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell

from assess.base.resources import shipped
from assess.exchange.odm_facts import read_facts
from assess.exchange.odm_model import Workbook
from assess.exchange.odm_words import label_key, survey_words
from assess.exchange.odm_workbook import read_workbook
from assess.packs.load import load_pack
from assess.packs.model import Pack

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "odm2023"
"""The published workbooks; there on some machines only, and no test fails without them."""

PARTS = ("id", "question", "answer", "justification", "guide", "comment", "comment 2", "mark", "score")
WORDS = {
    "id": "ID",
    "question": "Question",
    "answer": "Answer",
    "justification": "Justification",
    "guide": "Guide to Answering",
    "comment": "Reviewer 1 Comments",
    "comment 2": "Reviewer 2 Comments",
    "mark": "Mark Question",
    "score": "Score",
}
SURVEY_ORDER = ("policy", "impact", "portal", "quality")
RESPONDENT = {3: "Jane Secret", 4: "Head of Secrets", 5: "jane.secret@example.org"}


@functools.cache
def pack() -> Pack:
    return load_pack(shipped("indicators") / "open-data-maturity-2023")


@functools.cache
def facts() -> dict[str, Workbook]:
    return {b.country_code or "": b for b in read_facts(shipped("examples") / "odm2023", pack())}


class Form:
    """A questionnaire being written; `at` gives any of its cells for a test to spoil."""

    def __init__(self, parts: tuple[str, ...] = PARTS, first_column: int = 1, first_row: int = 1) -> None:
        self.book = openpyxl.Workbook()
        self.sheet: Any = self.book.active
        self.sheet.title = "Questionnaire"
        self.columns = {part: first_column + n for n, part in enumerate(parts) if part}
        self.line = first_row - 1
        self.rows: dict[str, int] = {}
        self.headings: dict[str, int] = {}

    def put(self, **parts: Any) -> int:
        """Write the next row; `None` leaves a cell empty."""
        self.line += 1
        for part, content in parts.items():
            if content is not None:
                self.sheet.cell(self.line, self.columns[part.replace("_", " ")], content)
        return self.line

    def head(self) -> None:
        self.put(**{p.replace(" ", "_"): w for p, w in WORDS.items() if p in self.columns})

    def at(self, label: str, part: str) -> SheetCell:
        """The cell of question `label` ("6a"), or of a heading ("policy", "1.1", "total")."""
        row = self.rows.get(label) or self.headings[label]
        return self.sheet.cell(row, self.columns[part])  # type: ignore[no-any-return]

    def save(self, path: Path) -> Path:
        self.book.save(path)
        return path

    def read(self, folder: Path, name: str = "FR_ODM 2023.xlsx") -> Workbook:
        return read_workbook(self.save(folder / name), pack())


def write(
    book: Workbook,
    number: Callable[[str], Any] = lambda key: int(key) if key.isdigit() else key,
    points: Callable[[float], Any] = lambda p: int(p) if p == int(p) else p,
    spoken: Callable[[str], str] = str,
    **layout: Any,
) -> Form:
    """The questionnaire of `book`; `number`, `points` and `spoken` say how ids, scores and answers are typed."""
    form = Form(**layout)
    form.head()
    form.headings["total"] = form.put(mark="Total Score:", score=book.stated_total)
    form.headings["unsure"] = form.put(mark="Unsure Score:", score=book.stated_unsure)
    form.headings["preliminary"] = form.put(
        mark="Preliminary Score: \n(Total - Unsure)   ", score=book.stated_preliminary
    )
    form.put(question="Respondent Information")
    form.put(question="0.1 Background information")
    form.head()
    form.headings["country"] = form.put(
        id=1, question="Country?", answer="N/A", justification=book.country, score="N/A"
    )
    for n in range(2, 11):
        form.put(id=n, question=f"Background {n}", answer="N/A", justification=RESPONDENT.get(n), score="N/A")
    said = {c.indicator: c for c in book.cells}
    for place, layer in enumerate(SURVEY_ORDER, 1):
        title = pack().layer(layer).title.en  # type: ignore[union-attr]
        form.headings[layer] = form.put(
            question=f"Dimension {place}: Open Data {title}", score=book.stated_layers[layer]
        )
        form.put(question="A paragraph about this dimension.")
        for group, cells in _by_group(book, layer):
            number_of = group.split()[0]
            subtotal = sum(c.stated_points or 0 for c in cells)
            if number_of == "2.3a":
                whole = sum(c.stated_points or 0 for g, cs in _by_group(book, layer) if g[:3] == "2.3" for c in cs)
                form.headings["2.3"] = form.put(question="2.3 Created", score=whole)
            form.headings[number_of] = form.put(question=group, score=subtotal)
            form.head()
            for cell in cells:
                indicator = pack().indicator(said[cell.indicator].indicator)
                assert indicator is not None
                key = label_key(cell.label) or ""
                links = " ".join(f"https://example.org/{key}/{n}" for n in range(cell.link_count))
                form.rows[key] = form.put(
                    id=number(key),
                    question=f"Question {key}",
                    answer=spoken(survey_words(cell.answer, indicator))
                    if cell.answer
                    else f"Select answer for Q{key}",
                    justification=f"Because. {links}" if cell.has_text else None,
                    comment=links if links and not cell.has_text else None,
                    mark="x" if cell.marked else None,
                    score="N/A" if cell.stated_points is None else points(cell.stated_points),
                )
    return form


def _by_group(book: Workbook, layer: str) -> Iterator[tuple[str, list[Any]]]:
    titles = {g.id: g.title.en for g in pack().groups}
    groups = {i.id: titles[i.group or ""] for i in pack().of_layer(layer)}
    cells = [c for c in book.cells if c.indicator in groups]
    for title, group in itertools.groupby(cells, key=lambda c: groups[c.indicator]):
        yield title, list(group)


def told(book: Workbook, severity: str = "contradiction") -> dict[str, str]:
    """where -> message (English) of the notices of one severity."""
    return {n.where: n.message.en for n in book.notices if n.severity == severity}
