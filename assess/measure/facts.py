"""The facts of one body: from its most trusted voice, from an answer that feeds them, or from the dossier."""

from __future__ import annotations

from collections.abc import Mapping

from assess.base.band import Band, point
from assess.dossier.entities import BodyState, Measurement, Voice
from assess.measure.derived import derive
from assess.packs.model import Fact, Pack

TRUST: tuple[Voice, ...] = ("verified", "measured", "users", "claimed")
"""Whose word on a fact is taken first."""


def facts_of(pack: Pack, state: BodyState) -> dict[str, Band | None]:
    """Every fact of the pack for the body in `state`; None where it is not known."""
    return {f.id: fact_value(pack, f, state) for f in pack.facts}


def previous_facts(state: BodyState) -> dict[str, Band | None]:
    """Facts one period earlier, as far as they were recorded."""
    found = (_trusted(fact, state.previous) for fact in sorted({m.fact for m in state.previous.values()}))
    return {m.fact: m.band for m in found if m is not None}


def fact_value(pack: Pack, fact: Fact, state: BodyState) -> Band | None:
    """One fact: derived, or as the most trusted voice has it, or as an answer feeds it."""
    if fact.derive:
        return derive(fact.derive, pack, state)
    measured = spoken(fact.id, state)
    if measured is not None:
        return measured.band
    for indicator in pack.indicators:
        if indicator.feeds == fact.id:
            answer = state.answer(indicator.id, "verified") or state.answer(indicator.id)
            if answer is not None and isinstance(answer.value, (int, float)):
                return point(float(answer.value))
    return None


def spoken(fact: str, state: BodyState) -> Measurement | None:
    """The measurement of `fact` by the most trusted voice that has one."""
    return _trusted(fact, state.measurements)


def _trusted(fact: str, held: Mapping[str, Measurement]) -> Measurement | None:
    return next((m for v in TRUST if (m := held.get(f"{fact}/{v}")) is not None), None)
