"""The report of the cells of a returned workbook."""

from __future__ import annotations

from typing import Literal

import msgspec

from assess.base.shown import shown
from assess.base.texts import Text
from assess.exchange.workbook.read import FORMULA, Cell

Fate = Literal["new", "changed", "cleared", "same", "refused", "ignored"]


class Told(msgspec.Struct, frozen=True):
    """One cell of the report: where it is, which question, what it says, and what becomes of it."""

    sheet: str
    at: str
    label: str
    says: str
    fate: Fate
    why: Text | None = None


def told_of(cell: Cell, label: str, fate: Fate, why: Text | None = None) -> Told:
    """The line of the report about `cell`."""
    says = "" if cell.empty else "=…" if cell.value is FORMULA else shown(str(cell.value))
    return Told(cell.sheet, cell.at, label, says, fate, why)
