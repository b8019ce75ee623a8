"""Layers, totals, coverage and grades; what more knowledge may do to a score; and that order does nothing to it."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.dossier.entities import Body, BodyState
from assess.packs.model import Indicator, Pack
from assess.scoring.aggregate import weighted_mean, weighted_sum
from assess.scoring.result import BodyScore
from assess.scoring.score import grade_of, score_body
from tests.mini import mini, name
from tests.scoring.claims import claims, within
from tests.scoring.states import answer, near, scores, state

BUILT = {"plan": "done", "portal": "yes", "parts": ("a", "c"), "team": "small", "lead": "no"}
USED = {"open_share": 0.25, "visits": 500.0, "waiting": 7.0}


def test_a_layer_is_the_weighted_mean_of_its_indicators() -> None:
    found = scores(BUILT)
    layer = found.layers["built"]
    assert (layer.points, layer.maximum) == (point(4 + 10 + 9 + 3 + 0), 35)
    assert near(layer.score, 100 * 26 / 35)
    assert layer.coverage == 1
    assert layer.counts == {"scored": 5}, "a follow-up that does not arise is scored"


def test_a_layer_without_answers_is_open_from_end_to_end() -> None:
    layer = scores().layers["used"]
    assert (layer.score, layer.points, layer.coverage) == (Band(0, 100), Band(0, 30), 0)
    assert layer.counts == {"unknown": 3, "unscored": 2}


def test_a_layer_in_which_nothing_applies_has_no_score() -> None:
    found = scores(dict.fromkeys(USED, "!not-applicable") | BUILT)
    assert found.layers["used"].score is None
    assert (found.layers["used"].points, found.layers["used"].maximum) == (point(0), 0)
    assert found.totals["overall"].value == found.layers["built"].score, "the other layers carry the total"
    assert (found.totals["sum"].value, found.totals["sum"].maximum) == (point(26), 35)


def test_the_totals_are_the_mean_of_layers_by_weight_and_the_sum_of_points() -> None:
    found = scores(BUILT | USED)
    assert near(found.totals["overall"].value, (100 * 26 / 35 + 3 * 100 * 13 / 30) / 4)
    assert near(found.totals["sum"].value, 26 + 13)
    assert (found.totals["overall"].maximum, found.totals["sum"].maximum) == (100, 65)


def test_whole_points_stay_whole() -> None:
    found = scores(BUILT | {"open_share": 1.0, "visits": 1000.0, "waiting": 2.0})
    assert found.totals["sum"].value == point(56)


def test_coverage_is_the_share_of_weight_with_a_known_score() -> None:
    found = scores({"plan": "done", "portal": "na", "open_share": 1.0, "visits": "!unknown", "waiting": "!error"})
    assert found.layers["built"].coverage == pytest.approx((4 + 10 + 6 + 5) / 35)
    assert found.layers["used"].coverage == pytest.approx(10 / 30)
    assert found.coverage == pytest.approx(35 / 65)


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (Band(80, 90), "high"), (Band(75, 75), "high"), (Band(75 - 1e-10, 75), "high"), (Band(74.9, 100), "mid"),
        (Band(50, 80), "mid"), (Band(0, 100), "low"), (None, None),
    ],
)  # fmt: skip
def test_a_grade_is_awarded_on_the_low_end(value: Band | None, grade: str | None) -> None:
    assert grade_of(mini().grades, value) == grade


def test_below_the_lowest_grade_there_is_none() -> None:
    assert grade_of(mini().grades[1:], Band(0, 100)) is None


def test_there_is_no_grade_before_anything_is_known() -> None:
    assert scores().grade is None
    assert scores({"visits": "!unknown"}).grade is None
    assert scores({"visits": 1000.0}).grade == "low"
    assert scores(BUILT | {"open_share": 1.0, "visits": 1000.0, "waiting": 2.0}).grade == "high"


def test_means_and_sums_refuse_what_cannot_be() -> None:
    assert weighted_mean([], []) is None
    assert weighted_sum([], []) == point(0)
    assert weighted_mean([point(3)], [0]) is None
    with pytest.raises(ValueError, match="zip"):
        weighted_sum([point(1)], [1, 2])


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.001, 50)), min_size=1, max_size=30), st.randoms())
def test_a_mean_is_the_same_to_the_last_bit_in_any_order(pairs: list[tuple[float, float]], order: Any) -> None:
    one = weighted_mean([point(v) for v, _ in pairs], [w for _, w in pairs])
    order.shuffle(pairs)
    assert weighted_mean([point(v) for v, _ in pairs], [w for _, w in pairs]) == one
    assert one is not None
    exact = math.fsum(v * w for v, w in pairs) / math.fsum(w for _, w in pairs)
    assert one.lo == pytest.approx(exact)


# What more knowledge does


@given(claims())
def test_answering_what_was_open_never_leaves_the_earlier_band(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    before, after = scores(pair[0]), scores(pair[1])
    for indicator, found in after.indicators.items():
        assert within(found.points, before.indicators[indicator].points), indicator
    for layer, score in after.layers.items():
        assert within(score.score, before.layers[layer].score)
    for total, value in after.totals.items():
        assert within(value.value, before.totals[total].value)
    assert after.coverage >= before.coverage


@given(claims())
def test_a_score_in_which_everything_is_known_is_exact(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    found = scores(pair[1])
    assert found.coverage == 1
    assert all(s.score is None or s.score.exact for s in found.layers.values())
    assert found.totals["overall"].value is not None
    assert found.totals["overall"].value.exact


# Order


def _turned_round(pack: Pack) -> Pack:
    return msgspec.structs.replace(pack, indicators=pack.indicators[::-1], layers=pack.layers[::-1])


def _bytes(score: BodyScore) -> bytes:
    return msgspec.json.encode(score, order="deterministic")


@given(claims())
def test_the_order_of_indicators_and_layers_does_not_change_a_byte(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    held = state(pair[0])
    assert _bytes(score_body(_turned_round(mini()), held)) == _bytes(score_body(mini(), held))


def test_many_small_weights_sum_without_drift() -> None:
    plan = mini().indicator("visits")
    assert plan is not None
    indicators = tuple(
        msgspec.structs.replace(plan, id=f"i{n}", weight=0.1, feeds=None, digest=f"{n}") for n in range(1000)
    )
    pack = msgspec.structs.replace(mini(), indicators=indicators, digest="many")
    held = BodyState(
        body=Body(id="b", name=name("B")),
        answers={(i.id, "claimed"): answer(i.id, 500.0) for i in indicators},
    )
    used = score_body(pack, held).layers["used"]
    assert used.maximum == 100
    assert used.score == point(50)


def _indicator(id: str) -> Indicator:
    found = mini().indicator(id)
    assert found is not None
    return found


def test_a_weight_apart_from_full_marks_scales_the_points() -> None:
    heavy = msgspec.structs.replace(_indicator("plan"), weight=20)
    pack = msgspec.structs.replace(
        mini(), indicators=tuple(heavy if i.id == "plan" else i for i in mini().indicators), digest="heavy"
    )
    found = score_body(pack, state(BUILT | {"plan": "draft"})).layers["built"]
    assert found.points == point(10 + 10 + 9 + 3 + 0)
    assert found.maximum == 51
