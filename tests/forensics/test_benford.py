"""Benford's law: right where it can hold, silent where it would accuse honest bodies."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.benford import benford_first, benford_second, digits_at, law


def wide(n: int = 1000, spread: float = 2.0, seed: int = 3) -> np.ndarray:
    return np.exp(np.random.default_rng(seed).normal(9, spread, n))


def test_the_laws_are_the_published_ones():
    """Benford (1938), as printed to three decimals in every account of the law."""
    assert law(1) == pytest.approx([0.301, 0.176, 0.125, 0.097, 0.079, 0.067, 0.058, 0.051, 0.046], abs=5e-4)
    assert law(2) == pytest.approx([0.120, 0.114, 0.109, 0.104, 0.100, 0.097, 0.093, 0.090, 0.088, 0.085], abs=5e-4)


@given(st.integers(1, 9), st.integers(0, 9), st.integers(-6, 12))
def test_digits_are_those_that_are_written(first, second, exponent):
    value = np.array([float(f"{first}.{second}e{exponent}")])
    assert digits_at(value, 1)[0] == first
    assert digits_at(value, 2)[0] == second


@settings(max_examples=200)
@given(st.integers(10, 10**9))
def test_digits_of_whole_numbers_are_those_that_are_written(value):
    assert digits_at(np.array([float(value)]), 1)[0] == int(str(value)[0])
    assert digits_at(np.array([float(value)]), 2)[0] == int(str(value)[1])


@pytest.mark.parametrize(("run", "place"), [(benford_first, 1), (benford_second, 2)])
def test_p_is_that_of_scipy_and_d_is_the_distance_of_cho_and_gaines(run, place):
    values = wide()
    outcome = run({"value": values}, {})
    kept = values[values >= 10] if place == 2 else values
    seen = np.bincount([int(f"{v:.10e}".replace(".", "")[place - 1]) for v in kept], minlength=10)[
        1 if place == 1 else 0 :
    ]
    expected = stats.chisquare(seen, law(place) * len(kept))
    assert outcome.p == pytest.approx(expected.pvalue, rel=1e-9)
    assert outcome.effect.value == pytest.approx(math.dist(seen / len(kept), law(place)))


@settings(max_examples=20)
@given(st.floats(1, 1000))
def test_other_units_of_measurement_do_not_make_honest_values_suspect(factor):
    """Benford's law is the one law of digits that does not depend on the unit."""
    assert benford_first({"value": wide(4000) * factor}, {}).p > 1e-4


def test_a_power_of_ten_and_the_order_of_values_change_nothing():
    values = wide()
    p = benford_first({"value": values}, {}).p
    assert benford_first({"value": values * 1000}, {}).p == pytest.approx(p)
    assert benford_first({"value": values[::-1]}, {}).p == pytest.approx(p)


def test_even_first_digits_are_seen():
    rng = np.random.default_rng(4)
    values = wide(900)
    made = rng.random(900) < 0.5
    power = 10 ** np.floor(np.log10(values))
    values = np.where(made, (rng.integers(1, 10, 900) + rng.random(900)) * power, values)
    assert benford_first({"value": values}, {}).p < 0.001


def _counts(k: float, mean: float, n: int = 1500) -> np.ndarray:
    rng = np.random.default_rng(5)
    return rng.poisson(rng.gamma(k, mean / k, n)).astype(float)


NASTY = {
    "counts around 300 (negative binomial)": _counts(5, 300),
    "counts around 300, more scattered": _counts(1, 300),
    "many tiny counts": _counts(0.4, 300),
    "hardly spread": wide(1500, 0.6),
    "capped": np.minimum(wide(1500), 9999.0),
    "three classes of size": np.exp(np.random.default_rng(6).choice([2, 7, 12], 1500, p=[0.2, 0.6, 0.2]) + np.random.default_rng(7).normal(0, 0.3, 1500)),
    "evenly spread logarithms that end somewhere": 10 ** np.random.default_rng(8).uniform(1, 4.5, 1500),
    "one value only": np.full(1500, 77.0),
}  # fmt: skip


@pytest.mark.parametrize("values", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("run", [benford_first, benford_second])
def test_values_that_do_not_follow_the_law_by_nature_are_refused(run, values):
    outcome = run({"value": values}, {})
    assert outcome.silent is not None
    assert outcome.p is None


def test_too_few_values_are_refused():
    assert benford_first({"value": wide(449)}, {}).silent is not None
    assert benford_second({"value": wide(799)}, {}).silent is not None


def test_a_longer_list_is_not_more_suspect_only_for_being_short_or_long():
    """Nigrini's cut-off on the mean absolute deviation flags most honest lists of 500; p does not."""
    shares = [benford_first({"value": wide(500, seed=s)}, {}).p <= 0.05 for s in range(100)]
    assert sum(shares) <= 13  # binomial(100, .05) is above 13 in 1 of 2,000
