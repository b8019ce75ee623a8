"""What a pack that extends another may write: `[[override]]` and `[remove]`, made from the tables they change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from assess.base.texts import Text
from assess.packs.reading.fields import list_of, string
from assess.packs.reading.items import Field, Item, Table, read_table
from assess.packs.reading.problems import Notes, Place, shown, suggestion
from assess.packs.tables import BURDEN, KINDS, SCORING, UNCERTAINTY

SELECTORS: Final[Mapping[str, str]] = {
    "indicator": "indicators",
    "rule": "rules",
    "fact": "facts",
    "group": "groups",
    "layer": "layers",
    "scale": "scales",
    "total": "totals",
    "grade": "grades",
    "profile": "profiles",
    "gate": "gates",
    "contradiction": "contradictions",
    "source": "sources",
}
"""What an override names, with the kind it belongs to. Of several that stand in one override the first counts,
so that `indicator = "x"` with `layer = "y"` moves the indicator."""

ONCE: Final[Mapping[str, Table]] = {"scoring": SCORING, "uncertainty": UNCERTAINTY, "burden": BURDEN}
"""The tables of a pack that are inherited key by key."""

UNSET: Final = "unset"

REMOVE: Final[Table] = {
    **{kind: Field(list_of(string, least=1)) for kind in KINDS},
    **{name: Field(list_of(string, least=1)) for name in ONCE},
}


def override_table(selector: str) -> Table:
    """The keys of an override of one kind: what it names, what it takes away, and every key but the id."""
    keys = {key: Field(field.read) for key, field in KINDS[SELECTORS[selector]].items() if key != "id"}
    return {selector: Field(string, '"…"'), UNSET: Field(list_of(string, least=1)), **keys}


OVERRIDES: Final[Mapping[str, Table]] = {selector: override_table(selector) for selector in SELECTORS}


class Override:
    """One `[[override]]`: the element it names and the keys it says anew."""

    __slots__ = ("id", "item", "kind", "selector")

    def __init__(self, item: Item, selector: str) -> None:
        self.item, self.selector = item, selector
        self.kind: str = SELECTORS[selector]
        self.id: str = item.get(selector)

    @property
    def keys(self) -> list[str]:
        """The keys it says anew, as far as they could be read."""
        return [key for key in self.item.values if key not in (self.selector, UNSET)]


def read_overrides(notes: Notes, place: Place, value: Any) -> Iterator[Override | None]:
    """Each `[[override]]` of a file; None for one that does not say what it overrides."""
    if not isinstance(value, list):
        message = Text(zh="`override` 应为一组表", en="`override` should be an array of tables")
        hint = Text(
            zh="表头写成 [[override]]，用两层方括号。", en="write the header as [[override]], with two brackets"
        )
        notes.add(place, message, hint)
        return
    for n, element in enumerate(value):
        yield _read(notes, place.at(n), element)


def _read(notes: Notes, place: Place, value: Any) -> Override | None:
    if not isinstance(value, dict):
        read_table(notes, place, value, {})
        return None
    named = [selector for selector in SELECTORS if selector in value]
    if not named:
        _note_nothing_named(notes, place, value)
        return None
    first = named[0]
    table = OVERRIDES[first]
    for other in named[1:]:
        if other not in table:
            message = Text(
                zh=f"一处 [[override]] 只改一个元素，这里写了 `{first}` 又写了 `{other}`",
                en=f"an [[override]] changes one thing; here are `{first}` and `{other}`",
            )
            hint = Text(zh="拆成两个 [[override]]。", en="make two of it")
            notes.add(place.at(other), message, hint, on="key")
    if "id" in value:
        message = Text(zh="继承来的编号不能改", en="an inherited id cannot be changed")
        hint = Text(
            zh=f"用 `{first}` 指明要改的是哪一个，删掉 `id`。",
            en=f"`{first}` says which one is changed; remove `id`",
        )
        notes.add(place.at("id"), message, hint, on="key")
    own = {key: part for key, part in value.items() if key != "id" and (key in table or key not in named)}
    item = read_table(notes, place, own, table)
    return Override(item, first) if item is not None and first in item.values else None


def _note_nothing_named(notes: Notes, place: Place, value: Mapping[str, Any]) -> None:
    message = Text(zh="没有说明要改哪一个元素", en="the override does not say what it changes")
    near = next((hint for key in value if (hint := _meant(key))), None)
    hint = near or Text(
        zh='写上 `indicator = "…"`、`rule = "…"` 之类。', en='write `indicator = "…"`, `rule = "…"` or the like'
    )
    notes.add(place, message, hint, on="key")


def _meant(key: str) -> Text | None:
    kinds = {kind: selector for selector, kind in SELECTORS.items()}
    if key in kinds:
        return Text(zh=f"把 `{shown(key)}` 写成 `{kinds[key]}`。", en=f"write `{kinds[key]}` for `{shown(key)}`")
    return suggestion(key, SELECTORS) if len(key) > 3 and key not in KINDS["indicators"] else None
