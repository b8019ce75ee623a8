"""Whose word on a fact is taken: the most trusted voice that spoke, even when it could not say how much."""

from __future__ import annotations

from assess.base.band import point
from assess.measure.spoken import TRUST, previous_facts, said_of, spoken
from tests.scoring.states import measured, state


def test_the_evaluator_is_heard_before_tools_users_and_the_body() -> None:
    assert TRUST == ("verified", "measured", "users", "claimed")
    for n, voice in enumerate(TRUST):
        held = state(measurements=tuple(measured("satisfied", 10.0 * k, v) for k, v in enumerate(TRUST) if k >= n))
        found = spoken("satisfied", held)
        assert found is not None
        assert (found.voice, found.band) == (voice, point(10.0 * n))


def test_a_trusted_voice_that_does_not_know_is_not_passed_over() -> None:
    held = state(measurements=(measured("satisfied", None, "verified"), measured("satisfied", 99.0, "claimed")))
    found = spoken("satisfied", held)
    assert found is not None
    assert found.band is None


def test_each_voice_can_be_asked_alone_and_silence_is_none() -> None:
    held = state(measurements=(measured("satisfied", 99.0, "claimed"), measured("satisfied", 78.0, "users")))
    assert said_of("satisfied", "claimed", held) == point(99.0)
    assert said_of("satisfied", "users", held) == point(78.0)
    assert said_of("satisfied", "measured", held) is None


def test_earlier_values_are_kept_apart_from_present_ones() -> None:
    held = state(measurements=(measured("satisfied", 99.0), measured("satisfied", 90.0, previous=True)))
    assert previous_facts(held) == {"satisfied": point(90.0)}
    assert spoken("satisfied", state(measurements=(measured("satisfied", 90.0, previous=True),))) is None
