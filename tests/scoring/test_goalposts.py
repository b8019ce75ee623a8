"""Goalposts: straight or logarithmic, in either direction; the Human Development Index as a pack."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.errors import InputError
from assess.packs.model import Pack
from assess.packs.scales import check_value, interpolate
from assess.scoring.score import score_body
from tests.scoring.forms import body, indicator, layer, pack_of


def posts(worst: float, best: float, unit: str, log: bool = False) -> str:
    tail = ", log = true" if log else ""
    return f'{{ kind = "number", unit = "{unit}", goalposts = [{worst}, {best}]{tail} }}'


@pytest.fixture
def hdi(tmp_path: Path) -> Pack:
    """The index as its technical notes define it: three dimensions, their goalposts, a geometric mean."""
    return pack_of(
        tmp_path,
        '[scoring]\nlayers = "geometric"\nfloor = 0\n',
        layer("health") + layer("education") + layer("income"),
        indicator("life", "health", posts(20, 85, "ratio")),
        indicator("expected", "education", posts(0, 18, "ratio")),
        indicator("mean_years", "education", posts(0, 15, "ratio")),
        indicator("gni", "income", posts(100, 75000, "yuan", log=True)),
    )


PUBLISHED = [
    # UNDP, Human Development Report 2021/22, table 1 and its data file, values for 2021.
    ("Switzerland", 83.987, 16.500, 13.860, 66_933, 0.962),
    ("Norway", 83.234, 18.185, 13.004, 64_660, 0.961),  # expected years are beyond the goalpost and count as 18
    ("Niger", 61.576, 6.957, 2.114, 1_240, 0.400),
]


@pytest.mark.parametrize(("name", "life", "expected", "mean_years", "gni", "wanted"), PUBLISHED)
def test_the_human_development_index_comes_out_as_published(
    hdi: Pack, name: str, life: float, expected: float, mean_years: float, gni: float, wanted: float
) -> None:
    state = body({"life": life, "expected": expected, "mean_years": mean_years, "gni": float(gni)})
    value = score_body(hdi, state).totals["overall"].value
    assert value is not None
    assert value.exact
    assert round(value.lo / 100, 3) == wanted


def test_each_dimension_of_the_index_comes_out_as_worked_by_hand(hdi: Pack) -> None:
    """Life (52.5 - 20) / 65 = 0.5; schooling (9/18 + 3/15) / 2 = 0.35; income at √(100 · 75,000) is half way."""
    state = body({"life": 52.5, "expected": 9.0, "mean_years": 3.0, "gni": math.sqrt(100 * 75_000)})
    score = score_body(hdi, state)
    found = [score.layers[x].score for x in ("health", "education", "income")]
    assert [b.lo for b in found if b] == pytest.approx([50, 35, 50])
    total = score.totals["overall"].value
    assert total is not None
    assert total.lo == pytest.approx(100 * (0.5 * 0.35 * 0.5) ** (1 / 3))


def test_what_is_not_known_of_one_dimension_leaves_the_index_between_none_and_the_best(hdi: Pack) -> None:
    value = score_body(hdi, body({"life": 85.0, "expected": 18.0, "mean_years": 15.0})).totals["overall"].value
    assert value is not None
    assert (value.lo, value.hi) == (0.0, 100.0)


def test_goalposts_may_fall(tmp_path: Path) -> None:
    """Days to close: 30 earn nothing, 5 earn all; 10 days are (30 - 10) / 25 = 0.8 of the way."""
    pack = pack_of(tmp_path, layer("one"), indicator("days", "one", posts(30, 5, "days")))
    for days, wanted in ((40, 0), (30, 0), (10, 80), (5, 100), (1, 100)):
        found = score_body(pack, body({"days": float(days)})).indicators["days"].score
        assert found is not None
        assert found.lo == pytest.approx(wanted)


def test_an_answer_without_a_logarithm_is_refused_with_the_reason(hdi: Pack) -> None:
    gni = hdi.indicator("gni")
    assert gni is not None
    with pytest.raises(InputError) as caught:
        check_value(gni, 0.0)
    assert caught.value.hint is not None
    assert "must be above 0" in caught.value.hint.en


@given(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6), st.floats(-1e7, 1e7))
def test_a_logarithm_keeps_points_within_the_goalposts_and_in_order(a: float, b: float, value: float) -> None:
    low, high = sorted((a, b))
    if high - low < 1e-6 * high:
        return
    curve = ((low, 0.0), (high, 100.0))
    found = interpolate(curve, value, log=True)
    assert -1e-9 <= found <= 100 + 1e-9
    assert interpolate(curve, value * 1.5 if value > 0 else value / 2, log=True) >= found - 1e-9
