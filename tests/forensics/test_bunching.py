"""Bunching: statsmodels' excess, seen where values were pulled over a target, silent or calm where heaps are honest."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.forensics.bunching import HOLE, bunching, grid_of, in_bins

TARGET = {"target": 80.0}


def normal(n: int = 400, seed: int = 0, mean: float = 78, sd: float = 10) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, sd, n)


def pulled(values: np.ndarray, target: float, share: float, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    moved = (values >= target - 3) & (values < target) & (rng.random(len(values)) < share)
    return np.where(moved, target + rng.random(len(values)) * 0.5, values)


def test_excess_and_interval_are_those_of_statsmodels():
    """At a target that is no round number nothing but the cubic and the dummies of the zone is fitted."""
    values = pulled(normal(600), 81.0, 0.4)
    outcome = bunching({"value": values}, {"target": 81.0})
    binned = in_bins(values, 81.0)
    scaled = binned.number / np.max(np.abs(binned.number))
    marks = [(binned.number == j).astype(float) for j in range(-HOLE, 1)]
    fit = sm.GLM(
        binned.held, np.column_stack([scaled**k for k in range(4)] + marks), family=sm.families.Poisson()
    ).fit()
    scale = max(1.0, fit.pearson_chi2 / fit.df_resid)
    assert outcome.effect.value == pytest.approx(np.exp(fit.params[-1]), rel=1e-4)
    half = 1.959964 * fit.bse[-1] * np.sqrt(scale)
    assert np.log(outcome.effect.hi / outcome.effect.value) == pytest.approx(half, rel=1e-3)
    assert np.log(outcome.effect.value / outcome.effect.lo) == pytest.approx(half, rel=1e-3)


@pytest.mark.parametrize("target", [80.0, 81.0])
def test_values_pulled_over_a_target_are_seen(target):
    outcome = bunching({"value": pulled(normal(), target, 0.6)}, {"target": target})
    assert outcome.p < 0.01
    assert outcome.effect.lo > 1
    assert "not a proof" in outcome.words.en


def test_a_target_to_be_kept_below_is_the_mirror_image():
    values = pulled(normal(), 80.0, 0.6)
    mirrored = bunching({"value": 200 - values}, {"target": 120.0, "side": -1})
    assert mirrored.p == pytest.approx(bunching({"value": values}, TARGET).p)
    assert bunching({"value": 200 - values}, {"target": 120.0, "side": 1}).p > 0.05
    assert "just below 120" in mirrored.words.en


@settings(max_examples=20)
@given(st.randoms())
def test_the_order_of_the_values_does_not_matter(random):
    values = list(pulled(normal(), 80.0, 0.3))
    straight = bunching({"value": np.array(values)}, TARGET).p
    random.shuffle(values)
    assert bunching({"value": np.array(values)}, TARGET).p == straight


def test_heaps_at_all_round_numbers_do_not_accuse_the_round_target():
    """A fifth of honest values rounded to tens: no lead at 80 beyond the level, though 80 stands out from 79 and 81."""
    leads, unlike = 0, 0
    for seed in range(40):
        values = np.round(normal(800, seed, sd=12))
        values = np.where(np.random.default_rng(seed + 100).random(800) < 0.2, np.round(values, -1), values)
        leads += (bunching({"value": values}, TARGET).p or 1) <= 0.05
        unlike += np.sum(values == 80) > 1.5 * np.mean([np.sum(values == v) for v in (78, 79, 81, 82)])
    assert leads <= 7  # binomial(40, .05) is above 7 in 1 of 1,000
    assert unlike >= 30


NASTY = {
    "percentages of few cases": (np.random.default_rng(4).binomial(20, 0.8, 3000) * 5.0 + np.where(np.arange(3000) % 7, 0, 1.7), 80.0),
    "two kinds of body": (np.concatenate([normal(400, 5, 60, 5), normal(600, 6, 85, 5)]), 80.0),
    "a target at the end of the scale": (np.minimum(normal(600, 7, 90, 8), 100.0), 99.0),
    "a target where nothing lies": (normal(600, 8, 50, 5), 80.0),
    "one value only": (np.full(300, 80.0), 80.0),
}  # fmt: skip


@pytest.mark.parametrize(("values", "target"), NASTY.values(), ids=NASTY)
def test_it_is_silent_with_a_reason_where_a_smooth_shape_cannot_be_expected(values, target):
    outcome = bunching({"value": values}, {"target": target})
    assert outcome.silent is not None
    assert outcome.p is None
    assert outcome.words.zh


def test_too_few_values_are_refused():
    assert bunching({"value": normal(199)}, TARGET).silent is not None


@pytest.mark.parametrize(
    ("values", "grid"),
    [([1, 3, 7], 2), ([0.5, 1.0, 2.0], 0.5), ([80.1, 80.4, 81.0], 0.3), ([np.pi, 1.0], 0), ([5.0, 5.0], 0)],
)
def test_the_grid_of_values_is_found(values, grid):
    assert grid_of(np.array(values, dtype=float)) == pytest.approx(grid)


def test_bins_hold_the_same_number_of_points_of_a_grid_and_begin_at_the_target():
    values = np.repeat(np.arange(0, 300, 3.0), 4)
    binned = in_bins(values, 150.0)
    assert binned.width % 3 == 0
    assert set(binned.held) == {4 * binned.width / 3}
    assert 0 in binned.number
