"""Too little scatter: Mendel's peas as Fisher judged them, oracles, and silence where evenness is honest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.variance import brown_forsythe, pitman_morgan, variance_collapse, variance_drop

ANEW = {"drawn": 0.0}

# Mendel's seven first experiments (1866), dominant : recessive in the second generation, expected 3 : 1.
MENDEL = [(5474, 1850), (6022, 2001), (705, 224), (882, 299), (428, 152), (651, 207), (787, 277)]


def rates(n: int, seed: int = 0, spread: float | None = None) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    cases = rng.poisson(200, n).astype(float)
    hits = (
        rng.binomial(cases.astype(int), 0.85)
        if spread is None
        else np.round(cases * (0.85 + rng.uniform(-spread, spread, n)))
    )
    return {"count": hits.astype(float), "cases": cases}


def test_p_is_the_lower_tail_of_the_test_of_homogeneity():
    columns = rates(20)
    hits, cases = columns["count"], columns["cases"]
    table = stats.chi2_contingency(np.array([hits, cases - hits]), correction=False)
    outcome = variance_collapse(columns, ANEW)
    assert outcome.figures["x2"] == pytest.approx(table.statistic)
    assert outcome.p == pytest.approx(stats.chi2.cdf(table.statistic, 19), rel=1e-9)


def test_mendels_ratios_are_more_even_than_chance():
    """Fisher (1936, table V) gives the seven ratios of single characters X² = 2.1389 on 7 degrees of freedom against 3 : 1."""
    x2 = sum((a - 0.75 * (a + b)) ** 2 / (0.75 * 0.25 * (a + b)) for a, b in MENDEL)
    assert x2 == pytest.approx(2.1389, abs=5e-4)
    twice = {
        "count": np.array([a for a, _ in MENDEL] * 2, dtype=float),
        "cases": np.array([a + b for a, b in MENDEL] * 2, dtype=float),
    }
    assert variance_collapse(twice, ANEW).p < 0.05


def test_rates_made_up_within_two_points_are_seen():
    outcome = variance_collapse(rates(20, spread=0.02), ANEW)
    assert outcome.p < 0.001
    assert outcome.effect.hi < 1
    assert "not a proof" in outcome.words.en


def test_units_that_differ_are_no_lead():
    rng = np.random.default_rng(1)
    cases = rng.integers(100, 300, 30).astype(float)
    hits = rng.binomial(cases.astype(int), rng.uniform(0.6, 0.95, 30)).astype(float)
    assert variance_collapse({"count": hits, "cases": cases}, ANEW).p > 0.5


def _panel(n: int = 20) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(2)
    content = rng.random(60) < 0.7
    answered = rng.random((n, 60)) < 0.8
    return {"count": (answered & content).sum(axis=1).astype(float), "cases": answered.sum(axis=1).astype(float)}


def test_samples_from_a_fixed_set_are_refused_whether_that_is_said_or_only_seen():
    said = variance_collapse(_panel(), {"drawn": 0.8})
    seen = variance_collapse(_panel(), ANEW)
    assert said.silent is not None
    assert "fixed set" in said.silent.en
    assert seen.silent is not None
    assert "quota" in seen.silent.en


@pytest.mark.parametrize(
    "columns",
    [
        rates(9),
        {"count": np.full(20, 199.0), "cases": np.full(20, 200.0)},
        {"count": np.full(20, 85.5), "cases": np.random.default_rng(3).poisson(100, 20).astype(float)},
    ],
    ids=["too few", "hardly a case the other way", "not counts"],
)
def test_what_the_test_is_not_made_for_is_refused(columns):
    assert variance_collapse(columns, ANEW).silent is not None


def periods(before: np.ndarray, after: np.ndarray, units: bool = False) -> dict[str, np.ndarray]:
    columns = {
        "value": np.concatenate([before, after]),
        "period": np.array(["2023"] * len(before) + ["2024"] * len(after)),
    }
    if units:
        columns["unit"] = np.array([f"u{i}" for i in range(len(before))] * 2)
    return columns


def test_brown_and_forsythes_p_is_that_of_scipy():
    rng = np.random.default_rng(4)
    a, b = rng.normal(0, 2, 40), rng.normal(0, 1.4, 30)
    two_sided = stats.levene(a, b, center="median").pvalue
    assert brown_forsythe(a, b) == pytest.approx(two_sided / 2, rel=1e-9)
    assert brown_forsythe(b, a) == pytest.approx(1 - two_sided / 2, rel=1e-9)


def test_the_pairs_of_pitman_and_morgan_are_judged_by_signs():
    """Against all 2^12 ways of swapping the periods within pairs."""
    rng = np.random.default_rng(5)
    a = rng.normal(0, 1, 12)
    b = 0.7 * a + rng.normal(0, 0.4, 12)
    a, b = a - np.median(a), b - np.median(b)
    sums, signed = stats.rankdata(a + b), np.sign(a - b) * stats.rankdata(np.abs(a - b))
    sums = sums - sums.mean()
    flips = 1 - 2 * ((np.arange(2**12)[:, None] >> np.arange(12)) & 1)
    exact = np.mean((flips * np.abs(signed) * sums).sum(axis=1) >= (signed * sums).sum() - 1e-9)
    assert pitman_morgan(a, b) == pytest.approx(exact, abs=0.02)


@pytest.mark.parametrize("paired", [True, False])
def test_half_the_spread_is_seen(paired):
    rng = np.random.default_rng(6)
    before = rng.normal(80, 5, 50)
    after = 80 + 0.5 * (before - 80) * 0.6 + 0.5 * rng.normal(0, 4, 50)
    outcome = variance_drop(periods(before, after, paired), {})
    assert outcome.figures["paired"] == paired
    assert outcome.p < 0.01
    assert outcome.effect.lo < 0.55 < outcome.effect.hi + 0.1
    assert outcome.effect.hi < 1


@settings(max_examples=20)
@given(st.floats(0.1, 100), st.floats(-50, 50))
def test_other_units_of_measurement_change_nothing(factor, shift):
    rng = np.random.default_rng(7)
    before, after = rng.normal(0, 1, 30), rng.normal(0, 0.8, 30)
    straight = variance_drop(periods(before, after), {})
    scaled = variance_drop(periods(before * factor + shift, after * factor + shift), {})
    assert scaled.p == pytest.approx(straight.p, rel=1e-6)


def _near_the_top() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(8)
    return periods(rng.binomial(100, 0.8, 50).astype(float), rng.binomial(100, 0.95, 50).astype(float))


def test_a_spread_that_shrinks_because_the_level_rose_is_refused():
    assert "level" in variance_drop(_near_the_top(), {}).silent.en


@pytest.mark.parametrize(
    "columns",
    [
        periods(np.arange(19.0), np.arange(19.0)),
        {"value": np.arange(60.0), "period": np.array(["a", "b", "c"] * 20)},
        periods(np.minimum(np.arange(40.0), 20.0), np.minimum(np.arange(40.0), 20.0)),
        periods(np.full(30, 5.0), np.full(30, 5.0)),
    ],
    ids=["too few", "three periods", "piled up at an end", "no spread at all"],
)
def test_periods_that_cannot_be_compared_are_refused(columns):
    assert variance_drop(columns, {}).silent is not None
