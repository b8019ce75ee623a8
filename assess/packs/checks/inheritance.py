"""Checks of what a pack removes from its base: nothing that stays may still name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from assess.base.texts import Text
from assess.packs.inheritance.flatten import Heritage, Removal
from assess.packs.inheritance.override_tables import SELECTORS
from assess.packs.parts import called
from assess.packs.reading.items import Item
from assess.packs.reading.problems import Notes, Place, shown
from assess.packs.tables import CALLED

_WORD: Final = r"[A-Za-z_][A-Za-z0-9_]*"
_NAMED_IN_RULES: Final = ("facts", "indicators", "layers")
_SCORED: Final = ("indicators", "layers", "totals")
_HERE: Final = Text(zh="用在", en="it is used at")
_GONE: Final = Text(zh="删除写在", en="it was removed at")


class Reference(NamedTuple):
    """A name within a part: where it stands, what it may name, and its stretch within an expression."""

    place: Place
    kinds: tuple[str, ...]
    name: str
    key: str
    on_key: bool = False
    span: tuple[int, int] | None = None


def check_removed(notes: Notes, heritage: Heritage, own_files: set[str]) -> set[Place]:
    """Note every use of a removed part, with both places; the places of those uses, which need no other word."""
    told: set[Place] = set()
    parts = heritage.parts
    for kind in ("groups", "indicators", "rules", "tests"):
        for item in parts.of(kind):
            for use in references(kind, item):
                removal = next((r for k in use.kinds if (r := heritage.removals.get((k, use.name)))), None)
                if removal is None or any(use.name in parts.by_id(k) for k in use.kinds):
                    continue
                told.add(use.place)
                if use.place.file in own_files:
                    _note_own(notes, use, removal)
                else:
                    _note_inherited(notes, kind, item, use, removal)
    return told


def _gone(use: Reference, removal: Removal) -> tuple[str, Text]:
    kind, named = removal.named
    if named == use.name and kind in use.kinds:
        return kind, Text(zh="", en="")
    # It goes with its layer.
    other = next(k for k in use.kinds if k in ("indicators", "groups"))
    return other, Text(zh=f"（随层 `{named}` 一起删除）", en=f" (it goes with the layer `{named}`)")


def _note_own(notes: Notes, use: Reference, removal: Removal) -> None:
    kind, with_layer = _gone(use, removal)
    what = called(kind, use.name)
    message = Text(
        zh=f"{what.zh} 已被本包删除{with_layer.zh}", en=f"this pack removes the {what.en}{with_layer.en}"
    )
    hint = Text(zh="换一个，或不要删除它。", en="name another one, or do not remove it")
    on = "key" if use.on_key else "value"
    notes.add(use.place, message, hint, on=on, first=removal.place, span=use.span, relation=_GONE)  # type: ignore[arg-type]


def _note_inherited(notes: Notes, kind: str, item: Item, use: Reference, removal: Removal) -> None:
    gone, with_layer = _gone(use, removal)
    name = item.get("name" if kind == "tests" else "id", "")
    user, what = _user(kind, name), called(gone, use.name)
    message = Text(
        zh=f"继承来的{user.zh} 的 `{use.key}` 还在用{what.zh}{with_layer.zh}",
        en=f"`{use.key}` of the inherited {user.en} still uses the {what.en}{with_layer.en}",
    )
    selector = next((s for s, k in SELECTORS.items() if k == kind), None)
    hint = Text(
        zh=f"也删除它，或用 [[override]] 改它的 `{use.key}`，或保留 `{use.name}`。",
        en=f"remove that too, change its `{use.key}` with [[override]], or keep `{use.name}`",
    )
    if selector is None:
        hint = Text(zh="也删除它。", en="remove that too")
    notes.add(removal.place, message, hint, first=use.place, relation=_HERE)


def _user(kind: str, name: str) -> Text:
    return called(kind, name) if kind != "tests" else Text(
        zh=f"{CALLED[kind].zh}“{shown(name)}”", en=f"{CALLED[kind].en} “{shown(name)}”"
    )  # fmt: skip


def references(kind: str, item: Item) -> Iterator[Reference]:
    """Every name of another part within an element of `kind`."""
    for key, target in _PLAIN.get(kind, {}).items():
        if isinstance(value := item.get(key), str):
            yield Reference(item.at(key), target, value, key)
    for key, target in _LISTS.get(kind, {}).items():
        for n, name in enumerate(item.get(key) or ()):
            if name is not None:
                yield Reference(item.at(key, n), target, name, key)
    for key in _EXPRESSIONS.get(kind, ()):
        for word in re.finditer(_WORD, item.get(key) or ""):
            span = (word.start(), len(word[0]))
            yield Reference(item.at(key), _NAMED_IN_RULES, word[0], key, span=span)
    for key, target in _KEYS.get(kind, {}).items():
        for name in item.get(key) or ():
            bare = re.sub(r"^prev\((.*)\)$", r"\1", name)
            yield Reference(item.at(key, name), target, bare, key, on_key=True)
    if (follow := item.get("follows")) is not None and follow.get("indicator"):
        yield Reference(follow.at("indicator"), ("indicators",), follow.get("indicator"), "follows")
    for entry in item.get("weigh") or ():
        for word in re.finditer(_WORD, (entry.get("when") or "") if entry is not None else ""):
            span = (word.start(), len(word[0]))
            yield Reference(entry.at("when"), _NAMED_IN_RULES, word[0], "weigh", span=span)
    for cap in item.get("caps") or ():
        if cap is not None and cap.get("by"):
            yield Reference(cap.at("by"), ("indicators",), cap.get("by"), "caps")


_PLAIN: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "groups": {"layer": ("layers",)},
    "indicators": {"layer": ("layers",), "group": ("groups",), "scale": ("scales",), "feeds": ("facts",)},
    "rules": {"target": ("indicators", "layers")},
    "gates": {"layer": ("layers",)},
    "tests": {"rule": ("rules",), "source": ("sources",), "kind": ("profiles",), "grade": ("grades",)},
}
_LISTS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "indicators": {"sources": ("sources",), "profiles": ("profiles",)},
    "rules": {"sources": ("sources",), "supersedes": ("rules",)},
    "gates": {"blocking": ("indicators",), "stop_rules": ("rules",), "condition_rules": ("rules",)},
    "contradictions": {
        "first": ("indicators", "layers"),
        "second": ("indicators", "layers"),
        "first_rules": ("rules",),
        "second_rules": ("rules",),
    },
    "tests": {"vetoes": ("indicators",), "not_applicable": ("indicators", "layers")},
}
_EXPRESSIONS: Final = {"indicators": ("applies_when", "value_from"), "rules": ("when",)}
_KEYS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "tests": {"given": _NAMED_IN_RULES, "answers": ("indicators",), "scores": _SCORED, "facts": ("facts",)},
}
