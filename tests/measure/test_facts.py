"""Facts as rules see them: the most trusted voice, an answer that feeds them, or the dossier itself."""

from __future__ import annotations

import itertools
from typing import Any, get_args

import pytest

from assess.base.band import Band, point
from assess.dossier.entities import Measurement, Voice
from assess.measure.facts import TRUST, facts_of, previous_facts
from tests.mini import mini
from tests.scoring.states import measured, state


def _fact(name: str, *measurements: Measurement, **said: Any) -> Band | None:
    return facts_of(mini(), state(said, measurements=measurements))[name]


def test_every_fact_of_the_pack_is_there_known_or_not() -> None:
    facts = facts_of(mini(), state())
    assert facts.keys() == {f.id for f in mini().facts}
    assert facts["satisfied"] is None


def test_every_voice_has_its_place_in_the_order_of_trust() -> None:
    assert sorted(TRUST) == sorted(get_args(Voice))


@pytest.mark.parametrize(("more", "less"), list(itertools.combinations(TRUST, 2)))
def test_the_more_trusted_voice_is_heard(more: Voice, less: Voice) -> None:
    for order in ((more, less), (less, more)):
        values = [measured("satisfied", 80 if voice == more else 20, voice) for voice in order]
        assert _fact("satisfied", *values) == point(80)
        before = state(
            measurements=tuple(measured("satisfied", 80 if v == more else 20, v, previous=True) for v in order)
        )
        assert previous_facts(before) == {"satisfied": point(80)}


def test_a_trusted_voice_that_found_nothing_silences_the_others() -> None:
    assert _fact("satisfied", measured("satisfied", None, "verified"), measured("satisfied", 90, "claimed")) is None


def test_a_number_that_was_answered_feeds_its_fact() -> None:
    assert _fact("visits_a_month", visits=700.0) == point(700)
    assert _fact("visits_a_month", visits="!unknown") is None


def test_the_verified_answer_feeds_before_the_claimed_one() -> None:
    held = state({"visits": 700.0}, {"visits": 50.0})
    assert facts_of(mini(), held)["visits_a_month"] == point(50)


def test_a_measurement_goes_before_an_answer() -> None:
    assert _fact("visits_a_month", measured("visits_a_month", (3, 5)), visits=700.0) == Band(3, 5)


def test_last_year_is_kept_apart() -> None:
    held = state(measurements=(measured("satisfied", 50, previous=True),))
    assert facts_of(mini(), held)["satisfied"] is None
    assert previous_facts(held) == {"satisfied": point(50)}
    assert previous_facts(state()) == {}


def test_a_derived_fact_is_computed_and_not_to_be_overruled() -> None:
    assert _fact("bare_share", measured("bare_share", 0.0, "verified"), plan="done") == point(1)
