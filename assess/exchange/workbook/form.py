"""The sheets that are filled in: rows, drop-downs, and what is known already."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.cell import Cell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assess.base.texts import Lang
from assess.dossier.entities import Answer, BodyState, Evidence
from assess.dossier.prefill import is_prefilled
from assess.exchange.workbook import layout, words
from assess.exchange.workbook.layout import COLUMNS, DATES, FIRST, PIECE, Line, beside, print_of, said
from assess.exchange.workbook.lines import evidence_kinds, lines_of, states
from assess.exchange.workbook.look import fit, heads_look, put_text, row_look
from assess.packs.model import Indicator, Layer, Pack
from assess.packs.vocabulary import EVIDENCE_KINDS

_AT = {name: n for n, name in enumerate(COLUMNS, 1)}


@dataclass
class Form:
    """A workbook in the making: what it is of, and what its hidden sheet will have to hold."""

    pack: Pack
    state: BodyState
    languages: tuple[Lang, ...]
    earlier: dict[str, Answer]
    prints: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    @property
    def prefilled(self) -> int:
        """Questions that have an answer already."""
        return len(self.known)

    def list_name(self, values: tuple[str, ...]) -> str:
        """The name under which drop-downs reach `values`, which stand on the hidden sheet once."""
        found = next((name for name, held in self.lists.items() if held == values), None)
        if found is None:
            found = f"assess_list_{len(self.lists) + 1}"
            self.lists[found] = values
        return found


def layer_sheet(sheet: Worksheet, form: Form, layer: Layer, questions: list[Indicator]) -> None:
    """One sheet of questions."""
    heads = [""] + [beside(words.HEADS[c], form.languages) for c in COLUMNS[1:]]
    sheet.append(["", beside(layer.title, form.languages)])
    sheet.append(heads)
    drops: dict[str, DataValidation] = {}
    row = FIRST
    for indicator in questions:
        for line in lines_of(form.pack, indicator, form.languages):
            _put(sheet, form, row, line, indicator, drops)
            row += 1
    for drop in drops.values():
        sheet.add_data_validation(drop)
    heads_look(sheet, COLUMNS)


def evidence_sheet(sheet: Worksheet, form: Form, labels: list[str]) -> None:
    """The sheet for the second and further pieces of evidence of a question."""
    columns = layout.MORE_COLUMNS
    sheet.append([said(words.MORE_TITLE, form.languages)])
    sheet.append([beside(words.HEADS[c], form.languages) for c in columns])
    last = FIRST + layout.MORE_ROWS - 1
    for column, values in (("label", tuple(labels)), ("kind", evidence_kinds(form.languages))):
        letter = "ABCDE"[columns.index(column)]
        drop = _drop(form, values)
        drop.add(f"{letter}{FIRST}:{letter}{last}")
        sheet.add_data_validation(drop)
    for row in range(FIRST, last + 1):
        row_look(sheet, row, columns, columns)
    rest = [e for group in form.state.evidence.values() for e in _own(group)[1:]]
    names = {i.id: i.label for i in form.pack.indicators}
    for row, e in enumerate(rest[: layout.MORE_ROWS], FIRST):
        cells = (names.get(e.indicator, ""), *_piece(form, e))
        for number, value in enumerate(cells, 1):
            _text(sheet, row, number, value)
    heads_look(sheet, columns)


def _put(
    sheet: Worksheet, form: Form, row: int, line: Line, indicator: Indicator, drops: dict[str, DataValidation]
) -> None:
    printed = {c: fit(getattr(line, c)) for c in layout.PRINTED}
    form.prints[line.key] = print_of(*printed.values())
    _text(sheet, row, _AT["key"], line.key)
    for column, value in printed.items():
        _text(sheet, row, _AT[column], value)
    whole = not line.option
    open_ = ["answer"] if line.choices or whole else []
    if whole:
        open_ += ["state", "comment", *PIECE]
        if indicator.scale.kind == "checklist":
            open_.remove("answer")
        _choose(form, drops, "state", states(indicator, form.languages), sheet, row)
        _choose(form, drops, "kind", evidence_kinds(form.languages), sheet, row)
    if line.choices:
        _choose(form, drops, "answer", line.choices, sheet, row)
    row_look(sheet, row, COLUMNS, tuple(open_))
    _known(sheet, form, row, line, indicator)


def _known(sheet: Worksheet, form: Form, row: int, line: Line, indicator: Indicator) -> None:
    """Fill in what the dossier holds, or what the period before answered to the very same question."""
    held = form.state.answer(indicator.id, "claimed")
    answer = held or form.earlier.get(indicator.id)
    if answer is None or answer.definition not in ("", indicator.digest):
        answer = None
    if answer is not None:
        cell = sheet.cell(row, _AT["answer"])
        assert isinstance(cell, Cell)
        if answer.state == "answered":
            value = cell_value(line, indicator, answer, form.languages)
            if isinstance(value, str):
                put_text(cell, value)
            elif value is not None:
                cell.value = value
            if indicator.scale.kind == "share":
                cell.number_format = "0.0##%"
        if not line.option:
            if answer.state in words.STATES:
                _text(sheet, row, _AT["state"], beside(words.STATES[answer.state], form.languages))
            if answer.state == "answered" or answer.state in words.STATES:
                form.known.add(indicator.id)
                said_by = words.FROM_DOSSIER if held and not is_prefilled(held) else words.FROM_EARLIER
                _text(sheet, row, _AT["origin"], beside(said_by, form.languages))
            _text(sheet, row, _AT["comment"], answer.comment)
    elif indicator.scale.kind == "share" and not line.option:
        sheet.cell(row, _AT["answer"]).number_format = "0.0##%"
    own = _own(form.state.evidence.get(indicator.id, ()))
    if own and not line.option:
        for column, text in zip(PIECE, _piece(form, own[0]), strict=True):
            _text(sheet, row, _AT[column], text)


def cell_value(line: Line, indicator: Indicator, answer: Answer, languages: tuple[Lang, ...]) -> str | float | None:
    """What the answer's cell shows for `answer`: the text of an option, yes or no, a number, a text."""
    value, scale = answer.value, indicator.scale
    if scale.kind == "checklist":
        if not line.option:
            return None
        chosen = isinstance(value, tuple) and line.option in value
        return beside(words.TICKS["yes" if chosen else "no"], languages)
    if scale.options:
        at = next((n for n, o in enumerate(scale.options) if o.code == value), None)
        return None if at is None else line.choices[at]
    return value if isinstance(value, str | int | float) else None


def _own(evidence: tuple[Evidence, ...]) -> list[Evidence]:
    """What the body itself attached and may change; what was counted in a publication is not a thing to fill in."""
    return [e for e in evidence if e.kind != "citation"]


def _piece(form: Form, e: Evidence) -> tuple[str, ...]:
    """What the cells `PIECE` hold of a piece of evidence."""
    return (_kind(form, e.kind), e.title, e.locator, *(getattr(e, name)[:10] for name in DATES))


def _kind(form: Form, kind: str) -> str:
    return beside(EVIDENCE_KINDS[kind], form.languages) if kind in EVIDENCE_KINDS else ""


def _text(sheet: Worksheet, row: int, column: int, value: str) -> None:
    if value:
        put_text(sheet.cell(row, column), value)


def _choose(
    form: Form, drops: dict[str, DataValidation], column: str, values: tuple[str, ...], sheet: Worksheet, row: int
) -> None:
    name = form.list_name(values)
    if name not in drops:
        drops[name] = _drop(form, values)
    drops[name].add(sheet.cell(row, _AT[column]))


def _drop(form: Form, values: tuple[str, ...]) -> DataValidation:
    drop = DataValidation(
        type="list", formula1=f"={form.list_name(values)}", allow_blank=True, showErrorMessage=True
    )
    drop.error, drop.errorTitle = beside(words.PICK, form.languages), beside(words.BAD_PICK, form.languages)
    return drop
