"""Means other than the arithmetic one: values worked out by hand, and what holds for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.scoring.aggregate import mean
from assess.scoring.score import score_body
from tests.scoring.forms import body, indicator, layer, pack_of

TWO = layer("one") + layer("two") + indicator("a", "one") + indicator("b", "one") + indicator("c", "two")
BY_HAND = [
    # Layer one is (20 + 80) / 2 = 50, layer two is 72.
    ('layers = "geometric"\nfloor = 0', 60.0),  # √(50 · 72) = √3600
    ('layers = "harmonic"\nfloor = 1', 7200 / 122),  # 2 / (1/50 + 1/72) = 2 · 3600 / 122
    ('layers = "minimum"', 50.0),
    ('layers = "power"\npower = 2', (7684 / 2) ** 0.5),  # √((2500 + 5184) / 2)
    ("floor = 60", 71.0),  # layer one (60 + 80) / 2 = 70; (70 + 72) / 2
    ('indicators = "minimum"', 46.0),  # layer one 20; (20 + 72) / 2
    ('indicators = "geometric"\nfloor = 0', 56.0),  # √(20 · 80) = 40; (40 + 72) / 2
]


@pytest.mark.parametrize(("scoring", "wanted"), BY_HAND)
def test_a_mean_comes_out_as_worked_by_hand(tmp_path: Path, scoring: str, wanted: float) -> None:
    pack = pack_of(tmp_path, f"[scoring]\n{scoring}\n", TWO)
    score = score_body(pack, body({"a": 20.0, "b": 80.0, "c": 72.0}))
    value = score.totals["overall"].value
    assert value is not None
    assert (value.lo, value.hi) == pytest.approx((wanted, wanted), abs=1e-12)


def test_one_layer_may_have_a_mean_of_its_own(tmp_path: Path) -> None:
    parts = layer("one", 'aggregation = "minimum"') + layer("two")
    asked = {"income": "one", "visits": "one", "tenders": "two", "delays": "two"}
    items = "".join(indicator(*item) for item in asked.items())
    score = score_body(
        pack_of(tmp_path, parts, items), body({"income": 20.0, "visits": 80.0, "tenders": 20.0, "delays": 80.0})
    )
    assert (score.layers["one"].score, score.layers["two"].score) == (point(20.0), point(50.0))
    assert score.layers["one"].points == point(40.0)  # 20 % of the 200 that two weights of 100 make


def test_an_unanswered_indicator_widens_a_geometric_mean_to_its_ends(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, '[scoring]\nindicators = "geometric"\nfloor = 4\n', TWO)
    score = score_body(pack, body({"a": 25.0})).layers["one"].score
    assert score is not None
    assert (score.lo, score.hi) == pytest.approx((10.0, 50.0))  # √(25 · 4) and √(25 · 100)


METHODS = st.sampled_from(["arithmetic", "geometric", "harmonic", "power", "minimum"])
ITEMS = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(0.01, 50)), min_size=1, max_size=6)


@given(METHODS, ITEMS, st.sampled_from([-300.0, -2.0, 0.5, 3.0, 300.0]), st.sampled_from([0.0, 1.0, 30.0]))
def test_a_mean_lies_among_its_scores_and_its_band_holds_every_case(
    method: str, items: list[tuple[float, float, float]], power: float, floor: float
) -> None:
    bands = [Band(min(a, b), max(a, b)) for a, b, _ in items]
    weights = [w for _, _, w in items]
    whole = mean(bands, weights, method, power, floor)  # type: ignore[arg-type]
    inside = mean([point(a) for a, _, _ in items], weights, method, power, floor)  # type: ignore[arg-type]
    assert whole is not None
    assert inside is not None
    assert whole.lo - 1e-9 <= inside.lo <= whole.hi + 1e-9
    values = [max(a, floor) for a, _, _ in items]
    assert min(values) - 1e-9 <= inside.lo <= max(values) + 1e-9
