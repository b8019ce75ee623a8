"""Scores of both sides in lines, broken wherever the two were not measured alike."""

from __future__ import annotations

import msgspec

from assess.base.band import TIE, Band
from assess.comparing.model import Broken, Change, Line
from assess.packs.model import Indicator, Pack
from assess.snapshot import BodyResult


def changed(before: Band | None, after: Band | None, broken: Broken) -> Change:
    """How two bands compare: surely only where they do not touch."""
    if broken.any:
        return "broken"
    if before is None or after is None:
        return "unknown"
    if after.lo > before.hi + TIE:
        return "higher"
    if after.hi < before.lo - TIE:
        return "lower"
    if abs(after.lo - before.lo) > TIE or abs(after.hi - before.hi) > TIE:
        return "open"
    return "equal" if before.width <= TIE else "alike"


def broken_in(before: Pack, after: Pack, layer: str | None = None) -> Broken:
    """Where the scored indicators of two packs, or of one layer of them, do not mean the same.

    An indicator means the same as long as its digest does; text and weights have no part in it.
    """
    then, now = _scored(before, layer), _scored(after, layer)
    return Broken(
        changed=tuple(key for key, i in now.items() if key in then and then[key].digest != i.digest),
        added=tuple(key for key in now if key not in then),
        removed=tuple(key for key in then if key not in now),
    )


def _scored(pack: Pack, layer: str | None) -> dict[str, Indicator]:
    # A veto has no weight and still decides.
    counts = (i for i in pack.indicators if i.weight > 0 or i.role is not None)
    return {i.id: i for i in counts if layer in (None, i.layer)}


def total_lines(packs: tuple[Pack, Pack], sides: tuple[BodyResult, BodyResult]) -> tuple[Line, ...]:
    """The totals that the later pack has, the leading one with the place among peers."""
    broken = broken_in(*packs)
    lines = []
    for n, total in enumerate(packs[1].totals):
        before, after = (side.score.totals.get(total.id) for side in sides)
        known = any(t.id == total.id for t in packs[0].totals)
        line = _line(total.id, before.value if before else None, after.value if after else None, broken)
        if known and before and after and abs(before.maximum - after.maximum) > TIE:
            line = msgspec.structs.replace(line, change="broken")
        maximum = max((side.maximum for side in (before, after) if side), default=100.0)
        line = msgspec.structs.replace(line, maximum=maximum)
        standing = (sides[0].standing, sides[1].standing) if n == 0 else (None, None)
        lines.append(_titled(line, total.title, standing=standing))
    return tuple(lines)


def layer_lines(packs: tuple[Pack, Pack], sides: tuple[BodyResult, BodyResult]) -> tuple[Line, ...]:
    """The layers of the later pack, then those that only the earlier one has."""
    weights = tuple({x.id: x.weight for x in pack.layers} for pack in packs)
    titles = {x.id: x.title for pack in packs for x in pack.layers}
    ids = dict.fromkeys(x.id for pack in reversed(packs) for x in pack.layers)
    lines = []
    for key in ids:
        before, after = (side.score.layers.get(key) for side in sides)
        line = _line(
            key, before.score if before else None, after.score if after else None, broken_in(*packs, layer=key)
        )
        both = key in weights[0] and key in weights[1]
        standing = (sides[0].layer_standings.get(key), sides[1].layer_standings.get(key))
        titled = _titled(line, titles[key], standing=standing)
        weight = (weights[0][key], weights[1][key]) if both else None
        lines.append(msgspec.structs.replace(titled, weight=weight))
    return tuple(lines)


def indicator_lines(packs: tuple[Pack, Pack], sides: tuple[BodyResult, BodyResult]) -> tuple[Line, ...]:
    """The scored indicators in the order of the later pack, then those that only the earlier one has."""
    whole = broken_in(*packs)
    then, now = _scored(packs[0], None), _scored(packs[1], None)
    lines = []
    for key, indicator in {**now, **{k: i for k, i in then.items() if k not in now}}.items():
        before, after = (side.score.indicators.get(key) for side in sides)
        broken = Broken(
            *(tuple(x for x in part if x == key) for part in (whole.changed, whole.added, whole.removed))
        )
        line = _line(key, before.score if before else None, after.score if after else None, broken)
        weight = (then[key].weight, indicator.weight) if key in then and key in now else None
        lines.append(msgspec.structs.replace(line, title=indicator.title, weight=weight))
    return tuple(lines)


def _line(key: str, before: Band | None, after: Band | None, broken: Broken) -> Line:
    from assess.base.texts import same

    return Line(key, same(key), before, after, changed(before, after, broken), broken)


def _titled(line: Line, title: object, standing: tuple[object, object]) -> Line:
    return msgspec.structs.replace(line, title=title, before_standing=standing[0], after_standing=standing[1])
