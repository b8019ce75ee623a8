"""Evidence in a returned workbook: a new piece is attached, one that is held stays as it was judged.

Only dates that differ of a piece that came in a workbook too are taken over, and it is then judged again.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from assess.base.digest import digest
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.attachment import check_dates
from assess.dossier.entities import BodyState, Entity, Evidence
from assess.exchange.moments import moments
from assess.exchange.workbook.answers import plain
from assess.exchange.workbook.layout import DATES
from assess.exchange.workbook.read import FORMULA, Cell
from assess.exchange.workbook.told import Told, told_of
from assess.packs.model import Indicator
from assess.packs.vocabulary import EVIDENCE_KINDS

ORIGIN = "workbook"
_UNORDERED = Text(zh="{why}，日期都未读入", en="cannot be: {why}; no date was read")


def attached(indicator: Indicator, cells: Mapping[str, Cell], state: BodyState, told: list[Told]) -> list[Entity]:
    """The piece of evidence that `cells` name, none if they name none or it is held already."""
    kind, title, locator = (cells[c] for c in ("kind", "title", "locator"))
    if all(c.empty for c in (title, locator)):
        return []
    at = title if not title.empty else locator
    if FORMULA in (title.value, locator.value):
        why = Text(zh="是公式，未读入；请填写结果", en="is a formula and was not read; write its result")
        told.append(told_of(at, indicator.label, "refused", why))
        return []
    name, place = title.text or locator.text, locator.text
    for held in state.evidence.get(indicator.id, ()):
        if (held.title, held.locator) == (name, place):
            return _again(held, _dated(held, indicator, cells, told), indicator, at, told)
    found = _kind(kind, place)
    made = Evidence(
        id=digest([ORIGIN, indicator.id, name, place])[:16], body=state.body.id, indicator=indicator.id, kind=found,
        title=name, locator=place, origin=ORIGIN,
    )  # fmt: skip
    made = _dated(made, indicator, cells, told)
    note = None
    if kind.empty:
        words = EVIDENCE_KINDS[found]
        note = Text(zh=f"没有写种类，当作“{words.zh}”", en=f"has no kind and is taken as “{words.en}”")
    told.append(told_of(at, indicator.label, "new", note))
    return [made]


def _again(held: Evidence, dated: Evidence, indicator: Indicator, at: Cell, told: list[Told]) -> list[Entity]:
    if dated == held:
        told.append(told_of(at, indicator.label, "same"))
        return []
    if held.origin != ORIGIN:
        why = Text(zh="已在卷宗里，日期由登记人更正", en="is held already; whoever attached it corrects its dates")
        told.append(told_of(at, indicator.label, "ignored", why))
        return []
    why = Text(zh="日期有改动，须重新审核", en="has other dates and is judged again")
    told.append(told_of(at, indicator.label, "changed", why))
    return [msgspec.structs.replace(dated, status="attached", against="")]


def _dated(piece: Evidence, indicator: Indicator, cells: Mapping[str, Cell], told: list[Told]) -> Evidence:
    """`piece` with the dates that `cells` name; a form of version 1 has no cells for some of them."""
    read: dict[str, str] = {}
    for name, cell in ((c, cells[c]) for c in DATES if c in cells):
        date, why = _date(cell)
        if why is not None:
            told.append(told_of(cell, indicator.label, "refused", why))
        elif date:
            read[name] = date
    dated = msgspec.structs.replace(piece, **read)
    try:
        check_dates(dated)
    except InputError as error:
        last = next(cells[c] for c in reversed(DATES) if c in read)
        told.append(told_of(last, indicator.label, "refused", _UNORDERED.fill(why=error.message)))
        return piece
    return dated


def _kind(cell: Cell, place: str) -> str:
    said = "" if cell.empty else plain(cell.value).casefold()
    for kind, text in EVIDENCE_KINDS.items():
        if said and said in {kind, text.zh, text.en.casefold(), f"{text.zh} / {text.en}".casefold()}:
            return kind
    return "link" if place.casefold().startswith(("http://", "https://")) else "document"


def _date(cell: Cell) -> tuple[str, Text | None]:
    if cell.empty:
        return "", None
    moment = np.datetime64("NaT") if cell.value is FORMULA else moments([cell.value])[0]
    if np.isnat(moment):
        return "", Text(zh="不是日期，证据仍读入但不带日期", en="is no date; the evidence is read without one")
    return str(moment.astype("datetime64[D]")), None
