"""The order of the list of bodies: as entered, by name, by how much is answered, by the total, by findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from assess.base.texts import Lang, Text
from assess.dossier.entities import Body
from assess.tui.initials import initials
from assess.tui.matching import folded
from assess.tui.summaries import Summary

COLUMNS: Final[dict[str, Text]] = {
    "id": Text(zh="代码", en="id"),
    "name": Text(zh="名称", en="name"),
    "answered": Text(zh="已答，少的在前", en="answered, least first"),
    "total": Text(zh="总分，高的在前", en="total, highest first"),
    "findings": Text(zh="线索，多的在前", en="findings, most first"),
}
"""What the list can be ordered by, in the order in which the key goes round."""
COMPUTED: Final = frozenset({"answered", "total", "findings"})
"""What has to be worked out for every body first."""


class Order(msgspec.Struct, frozen=True):
    """By what, and whether the other way round."""

    by: str = "id"
    reverse: bool = False

    @property
    def kept(self) -> str:
        """As it is remembered; "" for the usual order."""
        return "" if self == Order() else f"{self.by}{' reverse' if self.reverse else ''}"

    @property
    def mark(self) -> str:
        """The sign at the head of the column: whether what is in it grows or falls downwards."""
        grows = self.by in ("id", "name", "answered")
        return "" if self.by == "id" else "↑" if grows != self.reverse else "↓"

    def next(self) -> Order:
        """The next column, in its usual direction."""
        columns = list(COLUMNS)
        return Order(columns[(columns.index(self.by) + 1) % len(columns)])

    def turned(self) -> Order:
        """The other way round."""
        return Order(self.by, not self.reverse)


def kept_order(text: str) -> Order:
    """The order that was remembered as `text`; the usual one for anything else."""
    by, _, way = text.partition(" ")
    return Order(by, way == "reverse") if by in COLUMNS else Order()


def missing(bodies: Sequence[Body], known: Mapping[str, Summary], order: Order) -> list[str]:
    """The bodies about which too little is known to be put in `order`."""
    return [b.id for b in bodies if b.id not in known] if order.by in COMPUTED else []


def ordered(bodies: Sequence[Body], known: Mapping[str, Summary], order: Order, lang: Lang) -> list[Body]:
    """`bodies` in `order`; as they are while something about them is missing. Equal ones stay as they are."""
    if order.by == "id":
        return list(reversed(bodies)) if order.reverse else list(bodies)
    if order.by == "name":
        return sorted(bodies, key=lambda b: _spelling(b.name.get(lang)), reverse=order.reverse)
    if missing(bodies, known, order):
        return list(bodies)
    way = _WAYS[order.by]
    return sorted(bodies, key=lambda b: way(known[b.id]), reverse=order.reverse)


def _spelling(name: str) -> tuple[str, str]:
    # Chinese names by the initials of their Pinyin, as they are looked for.
    spelt = initials(name)
    return (spelt[0] if spelt else "", folded(name))


def _answered(one: Summary) -> tuple[float, float]:
    return one.done / one.of if one.of else 1.0, 0.0


def _total(one: Summary) -> tuple[float, float]:
    return (-one.total.lo, -one.total.hi) if one.total is not None else (1.0, 0.0)


def _findings(one: Summary) -> tuple[float, float]:
    return -one.raised, -one.undecided


_WAYS: Final[dict[str, Callable[[Summary], tuple[float, float]]]] = {
    "answered": _answered, "total": _total, "findings": _findings,
}  # fmt: skip
