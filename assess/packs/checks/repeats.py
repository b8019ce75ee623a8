"""Checks of questions asked twice: the same fact, or nearly the same words. Whoever fills in answers each once."""

from __future__ import annotations

from typing import Final

from assess.base.texts import Text
from assess.packs.likeness import repeated, wordings
from assess.packs.parts import Parts, asked, called
from assess.packs.reading.items import Item
from assess.packs.reading.problems import Notes

HINT: Final = Text(
    zh='只问一次；确须再问，就在 `repeats = { zh = "…", en = "…" }` 里写明理由。',
    en='ask it once; if it has to be asked again, give the reason in `repeats = { zh = "…", en = "…" }`',
)


def check_repeats(notes: Notes, parts: Parts) -> None:
    """Check that no indicator that is asked repeats an earlier one without giving its reason."""
    items = [i for i in parts.of("indicators") if asked(i)]
    told = _same_fact(notes, items)
    questions = [i for i in items if i.get("question") is not None]
    for earlier, later in repeated([wordings(i.get("question")) for i in questions]):
        first, item = questions[earlier], questions[later]
        if excused(first, item) or id(item) in told:
            continue
        message = Text(
            zh=f"和{_name(first).zh} 问的是同一件事：措辞几乎一样",
            en=f"asks the same as the {_name(first).en}, in nearly the same words",
        )
        notes.add(item.at("question"), message, HINT, first=first.at("question"))


def excused(first: Item, item: Item) -> bool:
    """Whether either of two says why what it asks is asked twice; a reason that could not be read counts."""
    return any("repeats" in x.values or "repeats" in x.wrong for x in (first, item))


def _same_fact(notes: Notes, items: list[Item]) -> set[int]:
    """Note indicators whose value is a fact that another one's is; that two feed one fact is noted elsewhere."""
    told: set[int] = set()
    fed = {i.get("feeds"): i for i in items if i.get("feeds") is not None}
    drawn: dict[str, Item] = {}
    for item in items:
        value = "".join((item.get("value_from") or "").split())
        if not value:
            continue
        first = fed.get(value) or drawn.setdefault(value, item)
        if first is item or excused(first, item):
            continue
        message = Text(
            zh=f"和{_name(first).zh} 问的是同一个事实", en=f"asks for the same fact as the {_name(first).en}"
        )
        key = "feeds" if fed.get(value) is first else "value_from"
        notes.add(item.at("value_from"), message, HINT, first=first.at(key))
        told.add(id(item))
    return told


def _name(item: Item) -> Text:
    return called("indicators", item.get("id", ""))
