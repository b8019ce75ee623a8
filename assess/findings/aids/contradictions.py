"""The four contradictions: what a dossier says on either side of each, as scores with bands, and the findings.

The four are supply and demand, unified plan and local innovation, governance and institutions, security and use
(中国信通院, 2021-03-19). Which indicators tell of which side the pack says.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from assess.base.band import TIE, Band
from assess.base.texts import Text
from assess.findings.model import Finding
from assess.packs.model import Pack
from assess.scoring.aggregate import weighted_mean
from assess.scoring.result import BodyScore

Ahead = Literal["first", "second", "level", "undetermined"]

SIDES: Final[dict[str, tuple[Text, Text]]] = {
    "supply-demand": (
        Text(zh="供给：建了什么", en="Supply: what is there"),
        Text(zh="需求：好不好用、会不会用、落不落地", en="Demand: usable, mastered, put to use"),
    ),
    "plan-innovation": (
        Text(zh="统一规划：不重复、连得上", en="Unified plan: joined, nothing twice"),
        Text(zh="地方创新：基层用得上、减得了负", en="Local innovation: what the grass roots gain"),
    ),
    "governance-institutions": (
        Text(zh="治理：工具用起来了没有", en="Governance: tools put to work"),
        Text(zh="制度：规矩立住了没有", en="Institutions: rules that hold"),
    ),
    "security-use": (
        Text(zh="安全：管得住", en="Security: kept safe"),
        Text(zh="使用：敢用、会用", en="Use: dared and mastered"),
    ),
}
AHEAD: Final[dict[Ahead, Text]] = {
    "first": Text(zh="前一边领先", en="The first side is ahead"),
    "second": Text(zh="后一边领先", en="The second side is ahead"),
    "level": Text(zh="两边相当", en="Both sides are level"),
    "undetermined": Text(zh="区间重叠，未定", en="The bands overlap: undetermined"),
}


class Part(msgspec.Struct, frozen=True):
    """An indicator on a side, with its score; None where it leaves the denominator."""

    indicator: str
    label: str
    title: Text
    score: Band | None
    known: bool


class Side(msgspec.Struct, frozen=True):
    """One side: the mean of its indicators by their weights in the index, and the findings that tell of it.

    `flags` hold, `open` could not be determined; both are ids of rules.
    """

    title: Text
    score: Band | None
    parts: tuple[Part, ...]
    known: int
    flags: tuple[str, ...]
    open: tuple[str, ...]


class Opposed(msgspec.Struct, frozen=True):
    """A contradiction with both its sides; `ahead` only where the bands leave no doubt."""

    id: str
    first: Side
    second: Side
    ahead: Ahead


def contradictions(pack: Pack, score: BodyScore, findings: Sequence[Finding]) -> tuple[Opposed, ...]:
    """The contradictions that `pack` declares, for one body; empty when it declares none."""
    found = []
    for c in pack.contradictions:
        titles = SIDES[c.id]
        first = _side(pack, score, findings, titles[0], c.first, c.first_rules)
        second = _side(pack, score, findings, titles[1], c.second, c.second_rules)
        found.append(Opposed(c.id, first, second, _ahead(first.score, second.score)))
    return tuple(found)


def _side(
    pack: Pack,
    score: BodyScore,
    findings: Sequence[Finding],
    title: Text,
    names: Sequence[str],
    rules: Sequence[str],
) -> Side:
    indicators = [i for i in pack.indicators if i.id in names or i.layer in names]
    whole = {x.id: math.fsum(i.weight for i in pack.of_layer(x.id)) for x in pack.layers}
    weight_of = {x.id: x.weight for x in pack.layers}
    bands, weights, parts = [], [], []
    for i in indicators:
        scored = score.indicators[i.id]
        known = scored.state == "scored"
        parts.append(Part(i.id, i.label, i.title, scored.score, known))
        if scored.score is not None and i.weight > 0:
            bands.append(scored.score)
            weights.append(i.weight / whole[i.layer] * weight_of[i.layer])
    told = [f for f in findings if f.rule in rules and f.state != "dropped"]
    return Side(
        title=title,
        score=_mean(bands, weights),
        parts=tuple(parts),
        known=sum(p.known for p in parts),
        flags=tuple(f.rule for f in told if f.verdict == "yes"),
        open=tuple(f.rule for f in told if f.verdict != "yes"),
    )


def _mean(bands: Sequence[Band], weights: Sequence[float]) -> Band | None:
    """The weighted mean, kept between its ends: weights that are quotients would round 100 to a hair below."""
    mean = weighted_mean(bands, weights)
    if mean is None:
        return None
    los, his = [b.lo for b in bands], [b.hi for b in bands]
    return Band(min(max(mean.lo, min(los)), max(los)), min(max(mean.hi, min(his)), max(his)))


def _ahead(first: Band | None, second: Band | None) -> Ahead:
    if first is None or second is None:
        return "undetermined"
    if first.lo > second.hi + TIE:
        return "first"
    if second.lo > first.hi + TIE:
        return "second"
    exact = first.width <= TIE and second.width <= TIE
    return "level" if exact else "undetermined"


def table(found: Sequence[Opposed]) -> tuple[list[str], list[list[str | float | None]]]:
    """Head and rows for spreadsheets, two rows a contradiction."""
    head = ["contradiction", "side", "score_low", "score_high", "indicators", "known", "flags", "open", "ahead"]
    rows: list[list[str | float | None]] = []
    for c in found:
        for name, side in (("first", c.first), ("second", c.second)):
            band = side.score
            ends = [None, None] if band is None else [band.lo, band.hi]
            rows.append([c.id, name, *ends, float(len(side.parts)), float(side.known), " ".join(side.flags),
                         " ".join(side.open), c.ahead])  # fmt: skip
    return head, rows
