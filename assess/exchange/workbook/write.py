"""Writes a body's workbook: instructions, a sheet a layer, further evidence, a hidden sheet of ids and digests.

The bytes are the same for the same dossier: the time that a library puts into the file is taken out again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

import msgspec
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from assess.base.sheets import entry
from assess.base.texts import LANGS, Lang, Text
from assess.dossier.entities import Answer, BodyState, Campaign
from assess.exchange.workbook import layout, words
from assess.exchange.workbook.form import Form, evidence_sheet, layer_sheet
from assess.exchange.workbook.layout import Identity, asked, beside, said
from assess.exchange.workbook.look import dressed, guide_look, put_text
from assess.packs.burden import CHECK, minutes_of
from assess.packs.model import Pack

_CORE: Final = "docProps/core.xml"
_SHEET_NAME: Final = 28


class Given(msgspec.Struct, frozen=True):
    """What is already known when the form is written: `earlier` are answers of the period before, by indicator."""

    earlier: Mapping[str, Answer] = {}
    due: str = ""


def workbook_bytes(
    pack: Pack,
    campaign: Campaign,
    state: BodyState,
    head: str,
    languages: tuple[Lang, ...] = LANGS,
    given: Given | None = None,
) -> bytes:
    """The form of one body as .xlsx; `languages` are one or both, `head` is the journal head it was made at."""
    given = given or Given()
    questions = asked(pack, state.body.kind)
    form = Form(pack=pack, state=state, languages=languages, earlier=dict(given.earlier))
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)
    taken: set[str] = set()
    guide.title = _name(words.GUIDE_SHEET, languages, taken)
    for layer in pack.layers:
        mine = [i for i in questions if i.layer == layer.id]
        if mine:
            sheet = book.create_sheet(_name(layer.title, languages, taken))
            layer_sheet(sheet, form, layer, mine)
    more = book.create_sheet(_name(words.MORE_SHEET, languages, taken))
    evidence_sheet(more, form, [i.label for i in questions])
    identity = Identity(
        format=layout.FORMAT, campaign=campaign.id, body=state.body.id, pack=pack.id, pack_version=pack.version,
        pack_digest=pack.digest, head=head, languages=languages, more=more.title,
        digests={i.id: i.digest for i in questions},
    )  # fmt: skip
    _hidden(book, identity, form)
    _guide(guide, form, campaign, given, len(questions))
    book.properties.creator = "assess"
    book.security = WorkbookProtection(lockStructure=True)
    return _settled(book)


def _guide(sheet: Worksheet, form: Form, campaign: Campaign, given: Given, questions: int) -> None:
    rows: list[tuple[Text, str]] = [
        (words.BODY, said(form.state.body.name, form.languages)),
        (words.CAMPAIGN, said(campaign.title, form.languages)),
        (words.PERIOD, campaign.period),
        (words.PACK, f"{said(form.pack.title, form.languages)} {form.pack.version}"),
        (words.QUESTIONS, str(questions)),
        (words.PREFILLED, str(form.prefilled)),
        (words.MINUTES, said(_minutes(form), form.languages)),
        (words.DUE, given.due),
    ]
    cells = [(beside(words.TITLE, form.languages), ""), ("", "")]
    cells += [(beside(label, form.languages), value) for label, value in rows if value]
    cells += [("", ""), *((f"{n}.", said(step, form.languages)) for n, step in enumerate(words.GUIDE, 1))]
    for row, pair in enumerate(cells, 1):
        for column, value in enumerate(pair, 1):
            if value:
                put_text(sheet.cell(row, column), value)
    guide_look(sheet)


def _minutes(form: Form) -> Text:
    """How long the form takes: what it fills in already is only looked through."""
    questions = asked(form.pack, form.state.body.kind)
    whole = sum(map(minutes_of, questions))
    left = sum(min(CHECK, minutes_of(i)) if i.id in form.known else minutes_of(i) for i in questions)
    return words.ABOUT.fill(left=f"{left:.0f}", whole=f"{whole:.0f}")


def _hidden(book: Workbook, identity: Identity, form: Form) -> None:
    """Ids and digests, the prints of locked rows, and the lists that drop-downs choose from."""
    sheet = book.create_sheet(layout.IDENTITY)
    put_text(sheet.cell(1, 1), msgspec.json.encode(identity).decode())
    for row, (key, print_) in enumerate(form.prints.items(), 2):
        put_text(sheet.cell(row, 1), key)
        put_text(sheet.cell(row, 2), print_)
    for column, (name, values) in enumerate(form.lists.items(), 5):
        letter = get_column_letter(column)
        for row, value in enumerate(values, 1):
            put_text(sheet.cell(row, column), value)
        book.defined_names[name] = DefinedName(
            name, attr_text=f"'{layout.IDENTITY}'!${letter}$1:${letter}${len(values)}"
        )
    sheet.sheet_state = "veryHidden"
    dressed(sheet)


def _name(title: Text, languages: tuple[Lang, ...], taken: set[str]) -> str:
    """A sheet's name: no mark that Excel refuses, at most 31 characters, and none twice."""
    base = "".join(c for c in title.get(languages[0]) if c not in "[]:*?/\\'")[:_SHEET_NAME].strip() or "sheet"
    name, n = base, 2
    while name.casefold() in taken | {layout.IDENTITY, "history"}:
        name, n = f"{base} {n}", n + 1
    taken.add(name.casefold())
    return name


def _settled(book: Workbook) -> bytes:
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in given.namelist():
            data = given.read(name)
            if name == _CORE:
                data = _timeless(data)
            kept.writestr(entry(name), data)
    return out.getvalue()


def _timeless(core: bytes) -> bytes:
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", core)
