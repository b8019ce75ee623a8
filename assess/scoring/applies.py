"""What facts say of an indicator: whether it applies to a body, and which value they give it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from assess.base.band import Band
from assess.base.texts import Text
from assess.dossier.entities import BodyState
from assess.measure.facts import facts_of, previous_facts
from assess.measure.given import value_given
from assess.packs.model import Indicator, Pack
from assess.packs.names import rule_names
from assess.rules import Compiled, Verdict, compile_rule, verdict

DOES_NOT_APPLY = Text(zh="不适用于该单位，不计入分母", en="Does not apply to this body and leaves the denominator")
MAY_NOT_APPLY = Text(
    zh="是否适用于该单位尚不能确定，得分取最宽的区间",
    en="Whether it applies to this body is not known; the score is as wide as can be",
)


class Seen(msgspec.Struct, frozen=True):
    """The facts of one body, now and one period before; empty when the pack's forms name none."""

    facts: Mapping[str, Band | None] = {}
    previous: Mapping[str, Band | None] = {}


_CONDITIONS: dict[str, dict[str, Compiled]] = {}


def conditions(pack: Pack) -> dict[str, Compiled]:
    """The conditions of `pack` by indicator, compiled once and kept by its digest."""
    if pack.digest not in _CONDITIONS:
        names = rule_names(pack.facts, (), ())
        _CONDITIONS[pack.digest] = {
            i.id: compile_rule(i.applies_when, names) for i in pack.indicators if i.applies_when
        }
    return _CONDITIONS[pack.digest]


def measured(pack: Pack, indicator: Indicator, sight: Seen) -> Band | None:
    """The value that facts give `indicator`; None unless every fact it rests on is known."""
    return value_given(pack, indicator, sight.facts, sight.previous)


def seen(pack: Pack, state: BodyState) -> Seen:
    """What there is to see of the body in `state`, looked up only when the pack asks for it."""
    if not any(i.applies_when or i.value_from for i in pack.indicators):
        return Seen()
    return Seen(facts=facts_of(pack, state), previous=previous_facts(state))


def applies(pack: Pack, indicator: Indicator, state: BodyState, sight: Seen) -> Verdict:
    """Whether `indicator` applies; a kind of body that is no profile of the pack takes all indicators."""
    kind = state.body.kind
    if indicator.profiles and kind not in indicator.profiles and any(p.id == kind for p in pack.profiles):
        return "no"
    if indicator.applies_when is None:
        return "yes"
    return verdict(conditions(pack)[indicator.id], sight.facts, sight.previous)
