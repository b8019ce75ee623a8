"""Derived facts that set claims against other voices: only what both said counts, and unknown stays unknown."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.dossier.entities import BodyState, Measurement, Voice
from assess.measure.derived import derive
from assess.packs.model import Pack
from tests.mini import mini
from tests.scoring.states import answer, near, state

# The sample pack: plan (weight 4: none 0, draft 50, done 100), portal (10: no 0, yes 100, na, dk),
# parts (10: a 30, b 30, c 60), team (6), open_share (10: 0.5 earns 60, 1 earns 100).


def _derived(name: str, *args: Any, **kwargs: Any) -> Band | None:
    return derive(name, mini(), state(*args, **kwargs))


def test_the_gap_is_the_mean_by_weight_over_what_both_said() -> None:
    claims, found = {"plan": "done", "portal": "yes", "open_share": 1.0}, {"plan": "draft", "portal": "no"}
    # plan: 100 - 50, weight 4; portal: 100 - 0, weight 10: (200 + 1000) / 14.
    assert near(_derived("claim-minus-verified", claims, found), 1200 / 14)
    assert _derived("verified-pairs", claims, found) == point(2)
    assert near(_derived("claims-lowered-share", claims, found), 1)


def test_a_claim_below_what_was_found_counts_against_the_gap() -> None:
    assert near(_derived("claim-minus-verified", {"plan": "draft"}, {"plan": "done"}), -50)
    assert near(_derived("claims-lowered-share", {"plan": "draft"}, {"plan": "done"}), 0)


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        ({}, {}),
        ({"plan": "done"}, {}),
        ({}, {"plan": "none"}),
        ({"plan": "done"}, {"portal": "no"}),
        ({"plan": "!unknown"}, {"plan": "none"}),
        ({"plan": "done"}, {"plan": "!unknown"}),
        ({"portal": "na"}, {"portal": "no"}),
        ({"portal": "dk"}, {"portal": "no"}),
        ({"remarks": "fine"}, {"remarks": "not fine"}),
    ],
)
def test_where_a_voice_is_missing_the_gap_is_unknown_and_never_zero(
    claims: dict[str, Any], found: dict[str, Any]
) -> None:
    assert _derived("claim-minus-verified", claims, found) is None
    assert _derived("claims-lowered-share", claims, found) is None
    assert _derived("verified-pairs", claims, found) == point(0)


def test_an_answer_to_a_question_that_has_changed_is_no_voice() -> None:
    old = (answer("plan", "done", definition="of another edition"),)
    assert _derived("claim-minus-verified", None, {"plan": "none"}, answers=old) is None


def test_users_are_set_against_the_claim_apart_from_the_evaluator() -> None:
    answers = (answer("plan", "done"), answer("plan", "none", voice="users"))
    assert near(_derived("claim-minus-users", answers=answers), 100)
    assert _derived("users-pairs", answers=answers) == point(1)
    assert _derived("claim-minus-verified", answers=answers) is None


def _measuring(value_from: str) -> Pack:
    """The sample pack whose indicator “visits” (0 earns 0, 1,000 earn full marks) takes its value from facts."""
    pack = mini()
    indicators = tuple(
        msgspec.structs.replace(i, value_from=value_from, feeds=None) if i.id == "visits" else i
        for i in pack.indicators
    )
    return msgspec.structs.replace(pack, indicators=indicators, digest=f"measuring {value_from}")


def _told(*said: tuple[str, Voice, Band | None], claims: dict[str, Any] | None = None) -> BodyState:
    held = [Measurement("b", fact, voice, band) for fact, voice, band in said]
    return msgspec.structs.replace(state(claims or {}), measurements={f"{m.fact}/{m.voice}": m for m in held})


def test_what_facts_give_an_indicator_is_its_measured_voice_as_a_band() -> None:
    pack = _measuring("visits_a_month")
    claims = {"visits": 800.0}
    known = _told(("visits_a_month", "measured", point(300.0)), claims=claims)
    assert near(derive("claim-minus-measured", pack, known), 50)
    partly = _told(("visits_a_month", "measured", Band(300.0, 900.0)), claims=claims)
    gap = derive("claim-minus-measured", pack, partly)
    assert gap is not None
    assert (round(gap.lo, 9), round(gap.hi, 9)) == (-10, 50)
    assert derive("measured-pairs", pack, _told(claims=claims)) == point(0)


def test_the_own_figure_of_the_body_measures_nothing() -> None:
    own = _told(("visits_a_month", "claimed", point(300.0)), claims={"visits": 800.0})
    assert derive("claim-minus-measured", _measuring("visits_a_month"), own) is None


def test_figures_are_apart_when_they_differ_by_more_than_a_tenth_of_the_larger() -> None:
    apart = _told(
        ("visits_a_month", "claimed", point(1000.0)), ("visits_a_month", "measured", point(899.0)),
        ("results_displayed", "claimed", point(100.0)), ("results_displayed", "verified", point(90.0)),
        ("results_effective", "claimed", point(91.0)),
        ("satisfied", "users", point(78.0)),
    )  # fmt: skip
    assert derive("own-figures-compared", mini(), apart) == point(2)
    assert near(derive("own-figures-apart-share", mini(), apart), 0.5)


def test_figures_that_may_be_the_same_are_not_apart() -> None:
    maybe = _told(("satisfied", "claimed", point(99.0)), ("satisfied", "users", Band(60.0, 95.0)))
    assert near(derive("own-figures-apart-share", mini(), maybe), 0)
    unsaid = _told(("satisfied", "claimed", point(99.0)), ("satisfied", "users", None))
    assert derive("own-figures-apart-share", mini(), unsaid) is None


shares = st.floats(0, 1)


@given(st.floats(0, 1), shares, shares)
def test_a_gap_lies_within_what_its_ends_allow_and_turns_round_with_the_voices(
    a: float, b: float, c: float
) -> None:
    claims, found = {"open_share": a, "plan": "done"}, {"open_share": b, "plan": "done"}
    there = _derived("claim-minus-verified", claims, found)
    back = _derived("claim-minus-verified", found, claims)
    assert there is not None
    assert back is not None
    assert -100 <= there.lo <= there.hi <= 100
    assert math.isclose(there.lo, -back.hi, abs_tol=1e-9)
    with_more = _derived("claim-minus-verified", {**claims, "portal": "yes", "waiting": 12 * c}, found)
    assert with_more == there, "what only one voice said changes nothing"
