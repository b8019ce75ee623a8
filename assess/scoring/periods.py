"""What of an index was otherwise in an earlier period, so that scores of then and now do not compare.

An earlier pack is read from its snapshot, and of it only what bears on scores: how indicators are asked, weighted
and turned into points, the means, and the rules that cap. How something is worded breaks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from assess.base.band import TIE, Band

CAPPING = ("cap-indicator", "cap-layer")


class PastRule(msgspec.Struct, frozen=True):
    """A rule as it was."""

    id: str
    when: str
    effect: str = "flag"
    target: str | None = None
    cap: float | None = None


class PastIndicator(msgspec.Struct, frozen=True):
    """An indicator as it was; its digest covers question, scale and conditions, the rest stands here."""

    id: str
    layer: str
    label: str = ""
    weight: float = 0.0
    digest: str = ""
    applies_when: str | None = None
    value_from: str | None = None
    profiles: tuple[str, ...] = ()
    role: str | None = None
    each: float | None = None
    unqualified_on: tuple[str, ...] = ()
    unqualified_from: float | None = None
    unqualified_above: float | None = None
    unqualified_below: float | None = None


class PastLayer(msgspec.Struct, frozen=True):
    """A layer as it was."""

    id: str
    weight: float = 1.0
    aggregation: str | None = None


class PastTotal(msgspec.Struct, frozen=True):
    """A total as it was."""

    id: str
    method: str = ""
    start: float = 100.0
    pass_mark: float | None = None
    bonus_above: float | None = None
    bonus_most: float | None = None
    scale_up: bool = True


class PastFact(msgspec.Struct, frozen=True):
    """A fact as it was."""

    id: str
    unit: str = ""
    collector: str = ""
    lowest: float | None = None
    highest: float | None = None
    max_age_days: int | None = None
    derive: str | None = None


class PastScoring(msgspec.Struct, frozen=True):
    """How scores were put together; ranking is no part of it."""

    layers: str = "arithmetic"
    indicators: str = "arithmetic"
    power: float = 1.0
    floor: float = 0.0
    normalise: dict[str, Any] | None = None
    rescale: str | None = None
    rescale_layers: str | None = None


class PastPack(msgspec.Struct, frozen=True):
    """A pack as it was, as far as scores and findings go."""

    id: str
    version: str
    rules: tuple[PastRule, ...] = ()
    digest: str = ""
    layers: tuple[PastLayer, ...] = ()
    indicators: tuple[PastIndicator, ...] = ()
    totals: tuple[PastTotal, ...] = ()
    facts: tuple[PastFact, ...] = ()
    scoring: PastScoring = PastScoring()


class Apart(msgspec.Struct, frozen=True):
    """Why the scores of one layer or total do not compare with those of the period after.

    `added`, `dropped` and `changed` are indicators by label (layers by id, in a total); `weights`, `method` and
    `caps` say that those differ; `relative` that scores are made from the bodies assessed, which makes those of two
    periods two different scales. `gone` says that there was no such layer or total.
    """

    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    weights: bool = False
    method: bool = False
    caps: bool = False
    relative: bool = False
    gone: bool = False


def past_pack(pack: msgspec.Struct) -> PastPack:
    """What a pack comes to here, be it of now or of then."""
    return msgspec.convert(msgspec.to_builtins(pack), PastPack)


def apart(then: PastPack, now: PastPack, relative: Iterable[str] = ()) -> dict[str, Apart]:
    """By layer and total of `now`, why its scores do not compare with those of `then`; what compares is left out.

    `relative` names the layers and totals whose scores are made from all bodies of a period.
    """
    relative = set(relative)
    same = then.digest == now.digest != ""
    found = {
        layer.id: what for layer in now.layers if (what := _layer(layer, then, now, layer.id in relative, same))
    }
    broken = [x for x in now.layers if x.id in found]
    for total in now.totals:
        # Only a mean of layers has nothing from a layer without weight.
        below = tuple(x.id for x in broken if x.weight > 0 or total.method != "layers-mean")
        if what := _total(total, then, now, below, relative, same):
            found[total.id] = what
    return found


def _layer(layer: PastLayer, then: PastPack, now: PastPack, relative: bool, same: bool) -> Apart | None:
    if same:
        return Apart(relative=True) if relative else None
    old = next((x for x in then.layers if x.id == layer.id), None)
    if old is None:
        return Apart(gone=True)
    before = {i.id: i for i in then.indicators if i.layer == layer.id and _counts(i)}
    after = {i.id: i for i in now.indicators if i.layer == layer.id and _counts(i)}
    both = [(before[key], i) for key, i in after.items() if key in before]
    shared = (then.scoring, now.scoring)
    found = Apart(
        added=_labels(i for key, i in after.items() if key not in before),
        dropped=_labels(i for key, i in before.items() if key not in after),
        changed=_labels(i for old_, i in both if _made(old_, then) != _made(i, now)),
        weights=any(abs(old_.weight - i.weight) > TIE for old_, i in both),
        method=old.aggregation != layer.aggregation or _within(shared[0]) != _within(shared[1]),
        caps=_caps(then, layer.id, before) != _caps(now, layer.id, after),
        relative=relative,
    )
    return found if found != Apart() else None


def _total(
    total: PastTotal, then: PastPack, now: PastPack, broken: tuple[str, ...], relative: set[str], same: bool
) -> Apart | None:
    turned = total.id in relative
    if same:
        return Apart(changed=broken, relative=turned) if broken or turned else None
    old = next((x for x in then.totals if x.id == total.id), None)
    if old is None:
        return Apart(gone=True)
    before, after = ({x.id: x.weight for x in p.layers if x.weight > 0} for p in (then, now))
    added = tuple(key for key in after if key not in before)
    mean = total.method == "layers-mean"  # Other totals know neither the mean nor the weights of layers.
    found = Apart(
        added=added,
        dropped=tuple(key for key in before if key not in after),
        changed=tuple(key for key in broken if key not in added),
        weights=mean and any(abs(before[key] - w) > TIE for key, w in after.items() if key in before),
        method=old != total or (mean and _above(then.scoring) != _above(now.scoring)),
        relative=turned,
    )
    return found if found != Apart() else None


def _counts(indicator: PastIndicator) -> bool:
    """Whether it bears on a score: by its weight, or as a veto, a deduction or a bonus."""
    return indicator.weight > 0 or indicator.role is not None


def _labels(indicators: Iterable[PastIndicator]) -> tuple[str, ...]:
    return tuple(i.label or i.id for i in indicators)


def _made(indicator: PastIndicator, pack: PastPack) -> tuple[PastIndicator, tuple[PastFact, ...]]:
    """What makes its score, weight and words aside, with the facts that it reads."""
    named = set(re.findall(r"[A-Za-z_]\w*", f"{indicator.value_from or ''} {indicator.applies_when or ''}"))
    facts = tuple(f for f in pack.facts if f.id in named)
    return msgspec.structs.replace(indicator, label="", weight=0.0), facts


def _within(scoring: PastScoring) -> tuple[object, ...]:
    """What bears on layers."""
    return scoring.indicators, scoring.power, scoring.floor, scoring.normalise, scoring.rescale_layers


def _above(scoring: PastScoring) -> tuple[object, ...]:
    """What bears on totals beside the layers."""
    return scoring.layers, scoring.power, scoring.floor, scoring.rescale


def _caps(pack: PastPack, layer: str, indicators: Iterable[str]) -> list[tuple[object, ...]]:
    aims = {layer, *indicators}
    found = [r for r in pack.rules if r.effect in CAPPING and r.target in aims]
    return sorted((r.id, "".join(r.when.split()), r.effect, r.target or "", r.cap or 0.0) for r in found)


class PastScore(msgspec.Struct, frozen=True):
    """A layer's or a total's score as it was; a layer calls it `score`, a total `value`."""

    score: Band | None = None
    value: Band | None = None
    maximum: float = 100.0


class PastScores(msgspec.Struct, frozen=True):
    """The scores of a body as they were."""

    layers: dict[str, PastScore] = {}
    totals: dict[str, PastScore] = {}
    coverage: float = 0.0
