"""Checks between the parts of a pack: ids that must differ, names that must exist, layers that must count."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from assess.base.texts import Text
from assess.packs.model import Fact, Scale
from assess.packs.parts import MAIN, Parts, asked, called, counted
from assess.packs.reading.fields import plain
from assess.packs.reading.items import Item
from assess.packs.reading.problems import Notes, Place, shown, suggestion
from assess.packs.tables import CALLED

_NAMED_BY_RULES = ("layers", "indicators", "facts", "rules")
Scales = Mapping[int, Scale | None]
"""The scale of each indicator, by its position among the indicators; None when it is wrong or missing."""


def check_links(notes: Notes, parts: Parts, scales: Scales, facts: Mapping[str, Fact]) -> None:
    """Check everything that one part of the pack says about another, except rules and tests."""
    check_ids(notes, parts)
    _check_whole(notes, parts)
    for item in parts.of("groups"):
        refer(notes, parts, item, "layers", "layer")
    for n, item in enumerate(parts.of("indicators")):
        _check_indicator(notes, parts, item, scales[n], facts)
    _check_feeds(notes, parts)
    _check_grades(notes, parts)


def check_ids(notes: Notes, parts: Parts) -> None:
    """Every id once; those that rules or golden tests name must differ across kinds too."""
    shared: dict[str, tuple[str, Item]] = {}
    for kind in _NAMED_BY_RULES:
        _check_unique(notes, parts, kind, shared)
    scored = {name: first for name, first in shared.items() if first[0] in ("layers", "indicators")}
    _check_unique(notes, parts, "totals", scored)
    for kind in ("sources", "grades", "groups", "scales", "profiles", "gates", "contradictions"):
        _check_unique(notes, parts, kind, {})
    _check_unique(notes, parts, "tests", {}, key="name")


def _check_unique(
    notes: Notes, parts: Parts, kind: str, seen: dict[str, tuple[str, Item]], key: str = "id"
) -> None:
    for item in parts.of(kind):
        name = item.get(key)
        if name is None:
            continue
        other, first = seen.setdefault(name, (kind, item))
        if first is item:
            continue
        what = CALLED[other]
        article = "an" if what.en[0] in "aeiou" else "a"
        message = Text(
            zh=f"`{shown(name)}` 已经是一个{what.zh}的{'编号' if key == 'id' else '名称'}",
            en=f"`{shown(name)}` is already the {key} of {article} {what.en}",
        )
        notes.add(item.at(key), message, Text(zh="请改名。", en="rename one of them"), first=first.at(key))


def refer(notes: Notes, parts: Parts, item: Item, kind: str, *steps: str | int) -> None:
    """Check that the name at `steps` of `item` (a key, maybe an index) is that of an element of `kind`."""
    name = item.get(str(steps[0]))
    for step in steps[1:]:
        name = name[step]
    if name is not None:
        check_name(notes, parts, item.at(*steps), name, kind)


def check_name(notes: Notes, parts: Parts, place: Place, name: str, kind: str) -> None:
    """Check that an element of `kind` is called `name`; silent when not all names could be read."""
    known = parts.by_id(kind)
    if name not in known and parts.surely(kind, name):
        note_missing(notes, place, name, known, CALLED[kind])
    elif kind == "indicators" and name in known:
        check_asked(notes, place, name, known[name])


def check_asked(notes: Notes, place: Place, name: str, item: Item, on: Literal["value", "key"] = "value") -> None:
    """Check that the indicator that is named is asked, neither retired nor future."""
    if not asked(item):
        status = {"retired": ("已停用", "retired"), "future": ("尚未启用", "future")}[item.get("status")]
        message = Text(
            zh=f"{called('indicators', name).zh} {status[0]}，不再询问" if status[1] == "retired"
            else f"{called('indicators', name).zh} {status[0]}，还不询问",
            en=f"the {called('indicators', name).en} is {status[1]} and not asked",
        )  # fmt: skip
        hint = Text(zh="换一个在用的指标，或删掉这一处。", en="name one that is asked, or remove this")
        notes.add(place, message, hint, on=on)


def note_missing(
    notes: Notes,
    place: Place,
    name: str,
    known: Collection[str],
    what: Text,
    on: Literal["value", "key"] = "value",
) -> None:
    """Note that nothing is called `name`, with the nearest name there is."""
    message = Text(zh=f"没有叫 `{shown(name)}` 的{what.zh}", en=f"there is no {what.en} `{shown(name)}`")
    hint = None if known else Text(zh="先声明它，或删掉这一处。", en="declare it first, or remove this")
    notes.add(place, message, hint or suggestion(name, known), on=on)


def refer_all(notes: Notes, parts: Parts, item: Item, kind: str, key: str) -> None:
    """Check every name in the list `key` of `item`."""
    for n, name in enumerate(item.get(key) or []):
        if name is not None:
            check_name(notes, parts, item.at(key, n), name, kind)


def _check_whole(notes: Notes, parts: Parts) -> None:
    if not parts.complete:
        return
    for kind in ("layers", "totals", "indicators"):
        if not parts.of(kind) and kind not in parts.unread:
            what = CALLED[kind]
            message = Text(zh=f"没有任何{what.zh}", en=f"the pack has no {what.en}")
            hint = Text(zh=f"至少要有一个 [[{kind}]]。", en=f"at least one [[{kind}]] is needed")
            notes.add(Place(MAIN), message, hint)
    if "indicators" in parts.unread or not parts.of("indicators"):
        return
    held = {item.get("layer") for item in parts.of("indicators") if counted(item)}
    for item in parts.of("layers"):
        name = item.get("id")
        if name is not None and name not in held:
            message = Text(zh=f"层 `{name}` 没有计分的指标", en=f"the layer `{name}` has no scored indicator")
            notes.add(
                item.at("id"),
                message,
                Text(zh="给它加上指标，或删掉这一层。", en="give it an indicator or remove the layer"),
            )


def _check_indicator(
    notes: Notes, parts: Parts, item: Item, scale: Scale | None, facts: Mapping[str, Fact]
) -> None:
    refer(notes, parts, item, "layers", "layer")
    refer(notes, parts, item, "groups", "group")
    refer(notes, parts, item, "facts", "feeds")
    refer_all(notes, parts, item, "sources", "sources")
    refer_all(notes, parts, item, "profiles", "profiles")
    if isinstance(item.get("scale"), str):
        refer(notes, parts, item, "scales", "scale")
    _check_group_layer(notes, parts, item)
    if not item.get("scored", True) and "weight" in item.values:
        message = Text(zh="不计分的指标不能有权重", en="an indicator that is not scored has no weight")
        notes.add(
            item.at("weight"),
            message,
            Text(zh="删掉 `weight`，或删掉 `scored = false`。", en="remove `weight` or `scored = false`"),
        )
    if scale is None:
        return
    plainly = "role" not in item.values and "role" not in item.wrong
    if plainly and item.get("scored", "scored" not in item.wrong) and scale.maximum <= 0:
        message = Text(
            zh="这个指标计分，它的量表却一分也没有",
            en="the indicator is scored but its scale earns no points",
        )
        notes.add(
            item.at("scale"),
            message,
            Text(zh="加上 `scored = false`，或给量表分数。", en="add `scored = false` or give the scale points"),
        )
    if fact := facts.get(item.get("feeds", "")):
        _check_feed(notes, item, scale, fact)


def _check_group_layer(notes: Notes, parts: Parts, item: Item) -> None:
    group = parts.by_id("groups").get(item.get("group", ""))
    if group is None:
        return
    own, its = item.get("layer"), group.get("layer")
    if own != its and {own, its} <= parts.by_id("layers").keys():
        message = Text(
            zh=f"分组 `{item.get('group')}` 属于层 `{shown(its)}`，不属于 `{shown(own)}`",
            en=f"the group `{item.get('group')}` belongs to the layer `{shown(its)}`, not to `{shown(own)}`",
        )
        notes.add(item.at("group"), message, Text(zh="换一个分组或层。", en="choose another group or layer"))


def _check_feed(notes: Notes, item: Item, scale: Scale, fact: Fact) -> None:
    name = fact.id
    if scale.kind not in ("share", "number"):
        message = Text(
            zh=f"`{scale.kind}` 量表的答案不是数，不能供给事实",
            en=f"the answer of a `{scale.kind}` scale is no number to feed a fact",
        )
        notes.add(
            item.at("feeds"),
            message,
            Text(
                zh="用 number 或 share 量表，或删掉 `feeds`。",
                en="use a number or share scale, or remove `feeds`",
            ),
        )
    elif scale.unit != fact.unit:
        message = Text(
            zh=f"量表的单位是 `{scale.unit}`，事实 `{name}` 的单位是 `{fact.unit}`",
            en=f"the unit of the scale is `{scale.unit}`, that of the fact `{name}` is `{fact.unit}`",
        )
        notes.add(item.at("feeds"), message, Text(zh="两处单位要一致。", en="make the two units the same"))
    if fact.derive is not None:
        message = Text(
            zh=f"事实 `{name}` 由档案自动算出，不能供给",
            en=f"the fact `{name}` is computed from the dossier and cannot be fed",
        )
        notes.add(item.at("feeds"), message, Text(zh="换一个事实。", en="feed another fact"))


def _check_feeds(notes: Notes, parts: Parts) -> None:
    fed: dict[str, Item] = {}
    for item in parts.of("indicators"):
        fact = item.get("feeds")
        if fact is not None and asked(item) and (first := fed.setdefault(fact, item)) is not item:
            message = Text(
                zh=f"已经有指标供给 `{shown(fact)}`", en=f"another indicator feeds `{shown(fact)}` already"
            )
            notes.add(
                item.at("feeds"),
                message,
                Text(zh="一个事实只由一个指标供给。", en="one fact is fed by one indicator"),
                first=first.at("feeds"),
            )


def scales_by_id(parts: Parts, scales: Scales) -> dict[str, Scale | None]:
    """The scale of each indicator by id, of two with the same id the first."""
    found: dict[str, Scale | None] = {}
    for n, item in enumerate(parts.of("indicators")):
        if "id" in item.values:
            found.setdefault(item.get("id"), scales[n])
    return found


def _check_grades(notes: Notes, parts: Parts) -> None:
    leading = next(iter(parts.of("totals")), None)
    before: float | None = None
    for item in parts.of("grades"):
        least = item.get("least")
        if least is None:
            continue
        if before is not None and least <= before:
            message = Text(
                zh=f"`least` {plain(least)} 不高于前一等的 {plain(before)}",
                en=f"`least` {plain(least)} is not above {plain(before)} of the grade before",
            )
            notes.add(item.at("least"), message, Text(zh="等级从低到高排列。", en="grades ascend"))
        if least > 100 and leading is not None and leading.get("method") == "layers-mean":
            message = Text(
                zh=f"`least` {plain(least)} 超出总分的 0 到 100",
                en=f"`least` {plain(least)} is beyond the 0 to 100 of the total",
            )
            notes.add(item.at("least"), message)
        before = least
