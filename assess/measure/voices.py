"""Derived facts that set the body's claims against what was verified, measured or told by users.

Only what both voices said counts. A claim is compared as it was made and a verified answer as the evaluator gave
it; what evidence carries is a matter of the score. Differences are bands: what is known in part stays so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec

from assess.base.band import TIE, Band, point, subtract
from assess.base.errors import InputError
from assess.dossier.carry import carries_over
from assess.dossier.entities import Answer, BodyState, Voice
from assess.measure.given import expressions, value_given
from assess.measure.spoken import previous_facts, said_of, trusted
from assess.packs.model import Fact, Indicator, Pack
from assess.packs.scales import check_value, chosen, earned, points_between, points_of

APART = 0.1
"""Two figures for the same fact differ when they are further apart than this share of the larger; our own limit."""


class Pair(msgspec.Struct, frozen=True):
    """An indicator on which two voices spoke: its score by the claim and by the other, 0 to 100."""

    indicator: Indicator
    claim: Band
    other: Band


class Figures(msgspec.Struct, frozen=True):
    """A fact for which the body gave a figure and `voice` another, in the fact's unit."""

    fact: Fact
    own: Band
    voice: Voice
    other: Band

    @property
    def apart(self) -> bool:
        """Whether they surely differ by more than a tenth of the larger."""
        largest = max(abs(end) for band in (self.own, self.other) for end in (band.lo, band.hi))
        return _between(self.own, self.other) > APART * largest + TIE


def pairs(pack: Pack, state: BodyState, voice: Voice) -> list[Pair]:
    """The scored indicators on which the body and `voice` both gave an answer that scores."""
    found = []
    for indicator in pack.indicators:
        if not indicator.scored or indicator.scale.normalise is not None:
            continue
        claimed = state.answer(indicator.id)
        other = None if claimed is None else _heard(pack, indicator, state, voice)
        claim = None if other is None else _score(indicator, claimed)
        if claim is not None and other is not None:
            found.append(Pair(indicator, claim, other))
    return found


def _heard(pack: Pack, indicator: Indicator, state: BodyState, voice: Voice) -> Band | None:
    found = _by_facts(pack, indicator, state) if voice == "measured" else None
    return found if found is not None else _score(indicator, state.answer(indicator.id, voice))


def _by_facts(pack: Pack, indicator: Indicator, state: BodyState) -> Band | None:
    """What facts make of `indicator`, the body's own figures left aside: they are no measurement."""
    if indicator.value_from is None:
        return None
    uses = expressions(pack)[indicator.id].uses
    facts = {name: m.band for name in uses if (m := trusted(name, state.measurements)) and m.voice != "claimed"}
    value = value_given(pack, indicator, facts, previous_facts(state))
    if value is None:
        return None
    return _percent(indicator, earned(indicator, points_between(indicator.scale, value)))


def _score(indicator: Indicator, answer: Answer | None) -> Band | None:
    """The score of an answer on the scale; None for what is no score or no longer fits the indicator."""
    if answer is None or answer.state != "answered" or not carries_over(answer, indicator):
        return None
    try:
        check_value(indicator, answer.value)
    except InputError:
        return None
    options = chosen(indicator.scale, answer.value) if indicator.scale.options else []
    if any(o.state != "scored" for o in options):
        return None
    return _percent(indicator, earned(indicator, points_of(indicator.scale, answer.value)))


def _percent(indicator: Indicator, points: Band) -> Band:
    return Band(100 * points.lo / indicator.scale.maximum, 100 * points.hi / indicator.scale.maximum)


def gap(both: Sequence[Pair]) -> Band | None:
    """By how many points claims lie above the other voice, a mean by weight; None without any pair."""
    whole = math.fsum(p.indicator.weight for p in both)
    if whole <= 0:
        return None
    apart = [(p.indicator.weight, subtract(p.claim, p.other)) for p in both]
    return Band(math.fsum(w * d.lo for w, d in apart) / whole, math.fsum(w * d.hi for w, d in apart) / whole)


def count(both: Sequence[Pair]) -> Band | None:
    """On how many indicators both spoke."""
    return point(float(len(both)))


def lowered_share(both: Sequence[Pair]) -> Band | None:
    """The share of claims that the other voice surely lowers."""
    lowered = sum(1 for p in both if p.claim.lo - p.other.hi > TIE)
    return point(lowered / len(both)) if both else None


FROM_PAIRS: dict[str, tuple[Voice, Callable[[Sequence[Pair]], Band | None]]] = {
    "claim-minus-verified": ("verified", gap),
    "claim-minus-measured": ("measured", gap),
    "claim-minus-users": ("users", gap),
    "verified-pairs": ("verified", count),
    "measured-pairs": ("measured", count),
    "users-pairs": ("users", count),
    "claims-lowered-share": ("verified", lowered_share),
}
"""The derivations that rest on pairs: with which voice, and what is made of them."""


def widest(both: Sequence[Pair], most: int) -> list[Pair]:
    """The pairs in which the claim surely lies above the other voice, widest first, at most so many."""
    above = [p for p in both if p.claim.lo - p.other.hi > TIE]
    return sorted(above, key=lambda p: p.other.hi - p.claim.lo)[:most]


def figures(pack: Pack, state: BodyState) -> list[Figures]:
    """The facts for which the body gave a figure and somebody else did too."""
    others: tuple[Voice, ...] = ("verified", "measured", "users")
    found = []
    for fact in pack.facts:
        own = said_of(fact.id, "claimed", state)
        heard = ((v, b) for v in others if (b := said_of(fact.id, v, state)) is not None)
        if own is not None and (other := next(heard, None)) is not None:
            found.append(Figures(fact, own, *other))
    return found


def compared(pack: Pack, state: BodyState) -> Band | None:
    """How many facts the body gave a figure for and somebody else did too."""
    return point(float(len(figures(pack, state))))


def apart_share(pack: Pack, state: BodyState) -> Band | None:
    """Of those facts, the share in which the two figures surely differ by more than a tenth of the larger."""
    both = figures(pack, state)
    return point(sum(1 for f in both if f.apart) / len(both)) if both else None


def _between(own: Band, other: Band) -> float:
    return max(own.lo - other.hi, other.lo - own.hi)
