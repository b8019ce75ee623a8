"""The score of one indicator: every kind of scale, the five things that are no score, and follow-up questions."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from assess.base.band import Band, point
from assess.dossier.entities import BodyState
from assess.packs.model import Pack
from assess.scoring.score import score_body
from tests.mini import mini
from tests.scoring.states import answer, near, score, scores, state

FULL = Band(0, 100)


@pytest.mark.parametrize(
    ("indicator", "value", "points"),
    [
        ("plan", "none", 0), ("plan", "draft", 2), ("plan", "done", 4),
        ("portal", "yes", 10), ("portal", "no", 0),
        ("parts", (), 0), ("parts", ("a",), 3), ("parts", ("b", "a"), 6), ("parts", ("a", "b", "c"), 10),
        ("team", "small", 3),
        ("open_share", 0.0, 0), ("open_share", 0.25, 3), ("open_share", 0.5, 6), ("open_share", 0.75, 8),
        ("open_share", 1.0, 10), ("open_share", 1, 10),
        ("visits", 0.0, 0), ("visits", 1.0, 0.01), ("visits", 1000.0, 10), ("visits", 999999.0, 10),
        ("waiting", 0.0, 10), ("waiting", 2.0, 10), ("waiting", 7.0, 5), ("waiting", 12.0, 0), ("waiting", 90.0, 0),
    ],
)  # fmt: skip
def test_each_kind_of_scale_gives_its_points(indicator: str, value: Any, points: float) -> None:
    found = score(indicator, {indicator: value, "portal": value if indicator == "portal" else "yes"})
    assert found.state == "scored"
    assert near(found.points, points)
    assert near(found.score, 100 * points / found.maximum)
    assert found.standing == "claimed"
    assert found.notes == ()


def test_not_answered_is_not_zero() -> None:
    found = score("plan")
    assert (found.state, found.standing, found.score, found.points) == ("unknown", None, FULL, Band(0, 4))
    assert found.voices == {}


@pytest.mark.parametrize("said", ["unknown", "error", "not-reviewed"])
def test_what_is_no_score_keeps_its_name_and_is_not_zero(said: str) -> None:
    found = score("plan", {"plan": f"!{said}"})
    assert (found.state, found.score) == (said, FULL)


def test_zero_is_a_score() -> None:
    found = score("plan", {"plan": "none"})
    assert (found.state, found.score) == ("scored", point(0))


def test_an_option_that_says_unknown_widens_the_band_from_its_points() -> None:
    found = score("portal", {"portal": "dk"})
    assert (found.state, found.points) == ("unknown", Band(0, 10))


def test_a_checklist_with_a_tick_at_not_sure_keeps_what_is_sure() -> None:
    found = score("parts", {"parts": ("a", "unsure")})
    assert (found.state, found.points) == ("unknown", Band(3, 10))


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        ("plan", "splendid"), ("plan", 3.0), ("plan", ("done",)), ("parts", "a"), ("parts", ("a", "z")),
        ("open_share", "all"), ("open_share", 1.5), ("visits", -1.0), ("visits", "many"), ("plan", None),
    ],
)  # fmt: skip
def test_an_answer_off_its_scale_is_an_error_and_no_score(indicator: str, value: Any) -> None:
    found = score(indicator, {indicator: value})
    assert (found.state, found.score) == ("error", FULL)
    assert found.notes[0].en == "The answer is not on the scale"


def test_what_is_collected_only_has_no_score() -> None:
    for indicator, value in (("remarks", "备注"), ("staff", 12.0), ("staff", None)):
        found = score(indicator, {indicator: value} if value else {})
        assert (found.state, found.score, found.points, found.voices) == ("unscored", None, None, {})


# Not applicable


def test_not_applicable_leaves_the_denominator() -> None:
    found = scores({"plan": "!not-applicable", "portal": "yes", "parts": ("c",), "team": "none"})
    assert (found.indicators["plan"].state, found.indicators["plan"].score) == ("not-applicable", None)
    assert found.layers["built"].maximum == 10 + 10 + 6 + 5
    assert near(found.layers["built"].score, 100 * 16 / 31)


def test_not_applicable_may_earn_full_marks() -> None:
    found = score("portal", {"portal": "!not-applicable"})
    assert (found.state, found.points) == ("not-applicable", point(10))


def test_an_option_not_applicable_earns_its_own_points() -> None:
    found = score("portal", {"portal": "na"})
    assert (found.state, found.points) == ("not-applicable", point(8))


def test_not_applicable_may_be_refused() -> None:
    found = score("team", {"portal": "yes", "team": "!not-applicable"})
    assert (found.state, found.points) == ("error", Band(0, 6))
    assert found.notes[0].zh == "该指标不接受“不适用”"


def _with_excuse_in_checklist() -> Pack:
    """The pack with a box "does not apply to us" among the parts, after two that score."""
    plan = mini().indicator("plan")
    parts = mini().indicator("parts")
    assert plan is not None
    assert parts is not None
    excuse = msgspec.structs.replace(parts.scale.options[3], code="none_of_it", state="not-applicable", points=7)
    scale = msgspec.structs.replace(parts.scale, options=(*parts.scale.options, excuse))
    changed = msgspec.structs.replace(parts, scale=scale, not_applicable="full-marks")
    indicators = tuple(changed if i.id == "parts" else i for i in mini().indicators)
    return msgspec.structs.replace(mini(), indicators=indicators, digest="with excuse")


def test_the_excuse_among_ticks_earns_its_own_points_not_those_of_another() -> None:
    found = score_body(_with_excuse_in_checklist(), state({"parts": ("a", "none_of_it")})).indicators["parts"]
    assert (found.state, found.points) == ("not-applicable", point(7))


# Points that a source states


@pytest.mark.parametrize(
    ("said", "stated", "points", "noted"),
    [
        ("draft", 2.0, point(2), False),
        ("draft", 4.0, Band(2, 4), True),
        ("done", 0.0, Band(0, 4), True),
        ("draft", 99.0, Band(2, 4), True),
        ("draft", -5.0, Band(0, 2), True),
        ("draft", 2.0000000001, point(2), False),
    ],
)  # fmt: skip
def test_other_points_at_the_source_make_a_hull(said: str, stated: float, points: Band, noted: bool) -> None:
    found = score("plan", answers=(answer("plan", said, stated_points=stated),))
    assert found.points == points
    assert [n.en for n in found.notes] == (
        [f"The source states {stated:g} points, which its answer does not earn"] if noted else []
    )


def test_points_stated_for_an_excuse_that_leaves_the_denominator_bring_nothing_back() -> None:
    found = score("plan", answers=(answer("plan", "!not-applicable", stated_points=4.0),))
    assert (found.state, found.points) == ("not-applicable", None)


def test_points_stated_within_an_unknown_are_no_contradiction() -> None:
    found = score("portal", answers=(answer("portal", "dk", stated_points=0.0),))
    assert (found.points, found.notes) == (Band(0, 10), ())


# Follow-up questions


def _team(**claimed: Any) -> tuple[str, Band | None]:
    found = score("team", claimed)
    return found.state, found.points


def test_a_follow_up_that_does_not_arise_earns_nothing_and_says_so() -> None:
    found = score("team", {"portal": "no"})
    assert (found.state, found.points) == ("scored", point(0))
    assert found.notes[0].en == "The follow-up does not arise from the answer before it and earns nothing"


def test_a_follow_up_of_a_question_without_answer_is_not_known() -> None:
    assert _team() == ("unknown", Band(0, 6))
    assert _team(portal="!unknown") == ("unknown", Band(0, 6))
    assert _team(portal="dk") == ("unknown", Band(0, 6))


def test_a_follow_up_that_arises_waits_for_its_answer() -> None:
    assert _team(portal="yes") == ("unknown", Band(0, 6))
    assert _team(portal="yes", team="big") == ("scored", point(6))


def test_a_follow_up_of_an_excused_question_does_not_arise() -> None:
    assert _team(portal="na") == ("scored", point(0))


def test_a_follow_up_of_a_follow_up_falls_with_the_first() -> None:
    for claimed in ({"portal": "no"}, {"portal": "yes", "team": "small"}):
        found = score("lead", claimed)
        assert (found.state, found.points) == ("scored", point(0)), claimed
    assert score("lead", {"portal": "yes", "team": "big"}).state == "unknown"
    assert score("lead", {"portal": "yes"}).state == "unknown"
    assert score("lead", {}).state == "unknown"


def test_the_verified_answer_decides_whether_a_follow_up_arises() -> None:
    assert score("team", {"portal": "yes"}, {"portal": "no"}).points == point(0)
    assert score("team", {"portal": "no"}, {"portal": "yes"}).state == "unknown"


# Voices


def test_the_score_rests_on_the_verified_answer_and_keeps_every_voice() -> None:
    said = (answer("plan", "done"), answer("plan", "none", "verified"), answer("plan", "draft", "users"))
    found = score("plan", answers=said)
    assert (found.standing, found.score) == ("verified", point(0))
    assert found.voices == {"claimed": point(100), "users": point(50), "verified": point(0)}


def test_what_users_or_the_tool_say_alone_is_no_score() -> None:
    found = score("plan", answers=(answer("plan", "done", "users"), answer("plan", "done", "measured")))
    assert (found.state, found.standing, found.score) == ("unknown", None, FULL)
    assert found.voices.keys() == {"users", "measured"}


def test_a_state_without_a_body_of_answers_scores_nothing() -> None:
    empty = BodyState(body=state().body)
    assert all(s.score in (FULL, None) for s in score_body(mini(), empty).indicators.values())
