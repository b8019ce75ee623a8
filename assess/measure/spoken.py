"""Whose word on a fact is taken first, and what each voice said of it."""

from __future__ import annotations

from collections.abc import Mapping

from assess.base.band import Band
from assess.dossier.entities import BodyState, Measurement, Voice

TRUST: tuple[Voice, ...] = ("verified", "measured", "users", "claimed")
"""Whose word on a fact is taken first."""


def trusted(fact: str, held: Mapping[str, Measurement]) -> Measurement | None:
    """What the most trusted voice in `held` says of `fact`."""
    return next((m for v in TRUST if (m := held.get(f"{fact}/{v}")) is not None), None)


def spoken(fact: str, state: BodyState) -> Measurement | None:
    """The measurement of `fact` by the most trusted voice that has one."""
    return trusted(fact, state.measurements)


def previous_facts(state: BodyState) -> dict[str, Band | None]:
    """Facts one period earlier, as far as they were recorded."""
    found = (trusted(fact, state.previous) for fact in sorted({m.fact for m in state.previous.values()}))
    return {m.fact: m.band for m in found if m is not None}


def said_of(fact: str, voice: Voice, state: BodyState) -> Band | None:
    """The figure that `voice` gave for `fact`; None where it gave none."""
    measurement = state.measurements.get(f"{fact}/{voice}")
    return None if measurement is None else measurement.band
