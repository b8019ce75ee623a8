"""Evidence in a returned workbook: a new piece is attached, one that is held stays as it was judged."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assess.base.digest import digest
from assess.base.texts import Text
from assess.dossier.entities import BodyState, Entity, Evidence
from assess.exchange.moments import moments
from assess.exchange.workbook.answers import plain
from assess.exchange.workbook.read import FORMULA, Cell
from assess.exchange.workbook.told import Told, told_of
from assess.packs.model import Indicator
from assess.packs.vocabulary import EVIDENCE_KINDS

ORIGIN = "workbook"


def attached(indicator: Indicator, cells: Mapping[str, Cell], state: BodyState, told: list[Told]) -> list[Entity]:
    """The piece of evidence that `cells` name, none if they name none or it is held already."""
    kind, title, locator, captured = (cells[c] for c in ("kind", "title", "locator", "captured"))
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
            told.append(told_of(at, indicator.label, "same"))
            return []
    date, why_date = _date(captured)
    if why_date is not None:
        told.append(told_of(captured, indicator.label, "refused", why_date))
    found = _kind(kind, place)
    made = Evidence(
        id=digest([ORIGIN, indicator.id, name, place])[:16], body=state.body.id, indicator=indicator.id, kind=found,
        title=name, locator=place, captured=date, origin=ORIGIN,
    )  # fmt: skip
    note = None
    if kind.empty:
        words = EVIDENCE_KINDS[found]
        note = Text(zh=f"没有写种类，当作“{words.zh}”", en=f"has no kind and is taken as “{words.en}”")
    told.append(told_of(at, indicator.label, "new", note))
    return [made]


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
