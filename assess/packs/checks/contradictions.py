"""Checks of contradictions: that what stands on either side is there, and on one side only."""

from __future__ import annotations

from assess.base.texts import Text
from assess.packs.checks.links import check_name, note_missing, refer_all
from assess.packs.parts import Parts
from assess.packs.reading.items import Item
from assess.packs.reading.problems import Notes, shown
from assess.packs.tables import CALLED


def check_contradictions(notes: Notes, parts: Parts) -> None:
    """Check `[[contradictions]]`: sides name indicators or layers, rules exist, nothing stands on both sides."""
    for item in parts.of("contradictions"):
        for key in ("first", "second"):
            for n, name in enumerate(item.get(key) or ()):
                _check_side(notes, parts, item, key, n, name)
        refer_all(notes, parts, item, "rules", "first_rules")
        refer_all(notes, parts, item, "rules", "second_rules")
        for one, other in (("first", "second"), ("first_rules", "second_rules")):
            _check_apart(notes, item, one, other)


def _check_side(notes: Notes, parts: Parts, item: Item, key: str, n: int, name: str | None) -> None:
    if name is None or name in parts.by_id("layers"):
        return
    if name in parts.by_id("indicators"):
        check_name(notes, parts, item.at(key, n), name, "indicators")
    elif parts.surely("indicators", name) and parts.surely("layers", name):
        known = [*parts.by_id("layers"), *parts.by_id("indicators")]
        note_missing(notes, item.at(key, n), name, known, CALLED["indicators"])


def _check_apart(notes: Notes, item: Item, one: str, other: str) -> None:
    first = set(item.get(one) or ())
    for n, name in enumerate(item.get(other) or ()):
        if name in first:
            message = Text(
                zh=f"`{shown(name)}` 两边都有", en=f"`{shown(name)}` stands on both sides of the contradiction"
            )
            notes.add(item.at(other, n), message, Text(zh="只留一边。", en="leave it on one side"))
