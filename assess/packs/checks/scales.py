"""Checks of scales and facts, each on its own: what the kind allows, order, ranges; sound ones are built."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from assess.base.texts import Text, same
from assess.packs import vocabulary as words
from assess.packs.checks.goalposts import check_goalposts, corners
from assess.packs.model import EvidenceNeed, Fact, Option, Scale
from assess.packs.names import BOUNDED
from assess.packs.reading.fields import plain
from assess.packs.reading.items import Item
from assess.packs.reading.problems import Notes
from assess.packs.relative import spec_of

_WITH_OPTIONS = ("levels", "choice", "yes-no", "checklist")
_WITH_CURVE = ("share", "number")
_KEYS: Final = {
    **{kind: {"options", "maximum"} for kind in _WITH_OPTIONS},
    **{
        kind: {
            "curve",
            "goalposts",
            "log",
            "normalise",
            "less_is_better",
            "maximum",
            "unit",
            "lowest",
            "highest",
        }
        for kind in _WITH_CURVE
    },
    "text": set[str](),
}


def make_scale(notes: Notes, item: Item, points: bool = True) -> Scale | None:
    """Check one scale; the scale, or None when anything in it is wrong. Without `points`, answers need none."""
    kind = item.get("kind")
    if kind is None:
        return None
    before = len(notes)
    for key in item.values.keys() - _KEYS[kind] - {"id", "kind"}:
        notes.add(
            item.at(key),
            Text(zh=f"`{kind}` 量表没有 `{key}`", en=f"a `{kind}` scale has no `{key}`"),
            Text(zh="删掉它，或换一种 kind。", en="remove it or choose another kind"),
            on="key",
        )
    if kind in _WITH_OPTIONS:
        _check_options(notes, item, kind, points)
    if kind in _WITH_CURVE:
        _check_number(notes, item, kind)
    highest = _highest(item)
    maximum = item.get("maximum")
    if maximum is not None and highest is not None and maximum < highest:
        notes.add(
            item.at("maximum"),
            Text(
                zh=f"满分 {plain(maximum)} 低于最高的分 {plain(highest)}",
                en=f"the maximum {plain(maximum)} is below the highest points {plain(highest)}",
            ),
            Text(
                zh=f"删掉 `maximum`，或至少写 {plain(highest)}。",
                en=f"remove `maximum` or write at least {plain(highest)}",
            ),
        )
    if len(notes) > before or not item.sound:
        return None
    return _build(item, kind)


def _options(item: Item) -> list[tuple[int, Item]]:
    return [(n, option) for n, option in enumerate(item.get("options") or []) if option is not None]


def _scored(options: list[tuple[int, Item]]) -> list[tuple[int, Item]]:
    return [(n, option) for n, option in options if option.get("state", "scored") == "scored"]


def _check_options(notes: Notes, item: Item, kind: str, points: bool) -> None:
    if "options" not in item.values:
        if item.sound:
            message = Text(zh=f"`{kind}` 量表缺少 `options`", en=f"a `{kind}` scale needs `options`")
            notes.add(
                item.at("options"),
                message,
                Text(zh="用 [[…options]] 列出每个选项。", en="list each answer"),
                on="key",
            )
        return
    options = _options(item)
    seen: dict[str, int] = {}
    for n, option in options:
        code = option.get("code")
        if code is not None and seen.setdefault(code, n) != n:
            message = Text(zh=f"选项 `{code}` 重复了", en=f"the option `{code}` is there twice")
            notes.add(option.at("code"), message, first=item.at("options", seen[code], "code"))
        scored = points and option.get("state", "scored") == "scored"
        if scored and "points" not in option.values and option.sound:
            message = Text(zh="缺少 `points`", en="`points` is missing")
            notes.add(option.at("points"), message, Text(zh="加上 `points = 0`。", en="add `points = 0`"), on="key")
    if options and not _scored(options):
        message = Text(zh="没有一个选项计分", en="none of the answers is a score")
        notes.add(
            item.at("options"),
            message,
            Text(
                zh="至少要有一个 state 为 scored 的选项。",
                en="at least one option must have the state scored",
            ),
            on="key",
        )
    whole = all("code" in option.values for _, option in options) and len(options) == len(item.get("options"))
    if kind == "yes-no" and whole:
        for code in ("yes", "no"):
            if code not in seen:
                message = Text(zh=f"yes-no 量表缺少选项 `{code}`", en=f"a yes-no scale needs the option `{code}`")
                notes.add(
                    item.at("options"),
                    message,
                    Text(zh="补上它，或改用 choice。", en="add it or use `choice`"),
                    on="key",
                )
    if kind == "levels":
        _check_levels(notes, _scored(options))


def _check_levels(notes: Notes, options: list[tuple[int, Item]]) -> None:
    ranked = [option for _, option in options if "points" in option.values]
    for below, above in pairwise(ranked):
        if above.get("points") < below.get("points"):
            low, high = plain(below.get("points")), plain(above.get("points"))
            notes.add(
                above.at("points"),
                Text(zh=f"分数从 {low} 降到了 {high}", en=f"the points fall from {low} to {high}"),
                Text(
                    zh="等级要从低到高排列；无序的答案用 choice。",
                    en="levels ascend; use `choice` for answers without an order",
                ),
            )


def _check_number(notes: Notes, item: Item, kind: str) -> None:
    curve = item.get("curve")
    if curve is not None and None not in curve:
        _check_curve(notes, item, curve)
    check_goalposts(notes, item)
    if not item.values.keys() & {"curve", "goalposts"} and "maximum" in item.values:
        message = Text(zh="没有 `curve` 就没有满分", en="without a `curve` there are no points to have a maximum")
        notes.add(
            item.at("maximum"),
            message,
            Text(zh="加上 `curve`，或删掉 `maximum`。", en="add a `curve` or remove `maximum`"),
            on="key",
        )
    unit = item.get("unit")
    if kind == "number" and unit is None and item.sound:
        message = Text(zh="number 量表缺少 `unit`", en="a number scale needs a `unit`")
        notes.add(
            item.at("unit"),
            message,
            Text(zh='加上 `unit = "count"` 之类。', en='add `unit = "count"` or the like'),
            on="key",
        )
    if kind == "share" and unit not in (None, "share"):
        message = Text(zh=f"share 量表的单位不能是 `{unit}`", en=f"the unit of a share scale cannot be `{unit}`")
        notes.add(
            item.at("unit"),
            message,
            Text(zh="删掉 `unit`，或改用 number。", en="remove `unit` or use `number`"),
        )
    unit = "share" if kind == "share" else unit
    check_range(notes, item, unit)
    low, high = BOUNDED.get(unit or "", (None, None))
    for n, at in enumerate(curve or []):
        if at is not None and low is not None and high is not None and not low <= at[0] <= high:
            message = Text(
                zh=f"{plain(at[0])} 不在 {plain(low)} 到 {plain(high)} 之间",
                en=f"{plain(at[0])} is not between {plain(low)} and {plain(high)}",
            )
            notes.add(item.at("curve", n, 0), message, _runs(unit, low, high))
    for n, end in enumerate(item.get("goalposts") or ()):
        if low is not None and high is not None and not low <= end <= high:
            message = Text(
                zh=f"{plain(end)} 不在 {plain(low)} 到 {plain(high)} 之间",
                en=f"{plain(end)} is not between {plain(low)} and {plain(high)}",
            )
            notes.add(item.at("goalposts", n), message, _runs(unit, low, high))


def _check_curve(notes: Notes, item: Item, curve: list[tuple[float, float]]) -> None:
    direction = 0.0
    for n, (before, after) in enumerate(pairwise(curve), start=1):
        place = item.at("curve", n)
        if after[0] <= before[0]:
            same_x = after[0] == before[0]
            notes.add(
                place,
                Text(
                    zh=f"曲线的值 {plain(after[0])} {'与前一个相同' if same_x else '小于前一个'}",
                    en=f"the value {plain(after[0])} {'equals' if same_x else 'is below'} the one before",
                ),
                Text(zh="各角的值要依次增大。", en="the values must increase from corner to corner"),
            )
        step = after[1] - before[1]
        if step * direction < 0:
            notes.add(
                place,
                Text(zh="曲线时升时降", en="the curve both rises and falls"),
                Text(zh="得分只能一路上升或一路下降。", en="the points may only rise or only fall"),
            )
        direction = direction or step


def check_range(notes: Notes, item: Item, unit: str | None) -> None:
    """Check `lowest` and `highest` of a scale or a fact against each other and against the unit."""
    lowest, highest = item.get("lowest"), item.get("highest")
    if lowest is not None and highest is not None and lowest >= highest:
        message = Text(
            zh=f"`highest` {plain(highest)} 应大于 `lowest` {plain(lowest)}",
            en=f"`highest` {plain(highest)} must be greater than `lowest` {plain(lowest)}",
        )
        notes.add(item.at("highest"), message)
    if unit not in BOUNDED:
        return
    low, high = BOUNDED[unit]
    for key, value in (("lowest", lowest), ("highest", highest)):
        if value is not None and not low <= value <= high:
            message = Text(
                zh=f"`{key}` {plain(value)} 不在 {plain(low)} 到 {plain(high)} 之间",
                en=f"`{key}` {plain(value)} is not between {plain(low)} and {plain(high)}",
            )
            notes.add(item.at(key), message, _runs(unit, low, high))


def _runs(unit: str | None, low: float, high: float) -> Text:
    return Text(
        zh=f"单位 {unit} 只取 {plain(low)} 到 {plain(high)}。",
        en=f"the unit {unit} runs from {plain(low)} to {plain(high)}",
    )


def _highest(item: Item) -> float | None:
    """The highest points any single answer earns."""
    points = [option.get("points", 0.0) for _, option in _options(item)]
    points += [corner[1] for corner in item.get("curve") or [] if corner is not None]
    return max(points, default=None)


def _build(item: Item, kind: Any) -> Scale:
    options = [option for _, option in _options(item)]
    goalposts = item.get("goalposts")
    normalise = spec_of(item.get("normalise"))
    full = 100.0 if goalposts else _highest(item) or 0.0
    if kind == "checklist":
        full = max(full, sum(option.get("points", 0.0) for _, option in _scored(_options(item))))
    # Without a curve a number is collected and earns nothing, whatever it is.
    flat = ((0.0, 0.0),) if kind in _WITH_CURVE else ()
    return Scale(
        kind=kind,
        maximum=item.get("maximum", full),
        options=tuple(_build_option(option) for option in options),
        curve=corners(goalposts, item.get("maximum", full)) if goalposts else tuple(item.get("curve") or flat),
        unit="share" if kind == "share" else item.get("unit", ""),
        lowest=item.get("lowest"),
        highest=item.get("highest"),
        goalposts=goalposts,
        log=item.get("log", False),
        normalise=normalise,
        less_is_better=item.get("less_is_better", False),
    )


def _build_option(option: Item) -> Option:
    needs = option.get("evidence") or []
    return Option(
        code=option.get("code"),
        text=option.get("text"),
        points=option.get("points", 0.0),
        state=option.get("state", "scored"),
        evidence=tuple(EvidenceNeed(**need.values) for need in needs),
    )


def make_fact(notes: Notes, item: Item) -> Fact | None:
    """Check one fact; the fact, or None when id, unit or range is wrong (a wrong title is no hindrance)."""
    before = len(notes)
    unit, derive = item.get("unit"), item.get("derive")
    check_range(notes, item, unit)
    if derive is not None and unit is not None:
        needed = words.DERIVED_UNITS.get(derive, "share")
        if unit != needed:
            message = Text(zh=f"`{derive}` 的单位是 `{needed}`", en=f"the unit of `{derive}` is `{needed}`")
            notes.add(
                item.at("unit"),
                message,
                Text(zh=f'写 `unit = "{needed}"`。', en=f'write `unit = "{needed}"`'),
            )
    name = item.get("id")
    if len(notes) > before or name is None or unit is None:
        return None
    rest = {key: value for key, value in item.values.items() if key not in ("title", "collector")}
    return Fact(title=item.get("title") or same(name), collector=item.get("collector", "agency"), **rest)
