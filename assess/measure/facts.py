"""The facts of one body: from its most trusted voice, from an answer that feeds them, or from the dossier."""

from __future__ import annotations

from assess.base.band import Band, point
from assess.dossier.entities import BodyState, Voice
from assess.measure.derived import derive
from assess.measure.spoken import TRUST, previous_facts, spoken
from assess.measure.voices import Pair
from assess.packs.model import Fact, Pack

__all__ = ["TRUST", "fact_value", "facts_of", "previous_facts", "spoken"]


def facts_of(pack: Pack, state: BodyState) -> dict[str, Band | None]:
    """Every fact of the pack for the body in `state`; None where it is not known."""
    heard: dict[Voice, list[Pair]] = {}
    return {f.id: fact_value(pack, f, state, heard) for f in pack.facts}


def fact_value(
    pack: Pack, fact: Fact, state: BodyState, heard: dict[Voice, list[Pair]] | None = None
) -> Band | None:
    """One fact: derived (`heard` as in `derive`), or as the most trusted voice has it, or as an answer feeds it."""
    if fact.derive:
        return derive(fact.derive, pack, state, heard)
    measured = spoken(fact.id, state)
    if measured is not None:
        return measured.band
    for indicator in pack.indicators:
        if indicator.feeds == fact.id:
            answer = state.answer(indicator.id, "verified") or state.answer(indicator.id)
            if answer is not None and isinstance(answer.value, (int, float)):
                return point(float(answer.value))
    return None
