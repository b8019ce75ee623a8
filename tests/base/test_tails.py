"""Tail probabilities against scipy and against printed tables."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assess.base.tails import binomial_tail, chi2_tail, f_tail, normal_tail, poisson_tail, t_tail


@given(st.floats(0.0, 700), st.integers(1, 200))
def test_chi_square_tail_is_that_of_scipy(x: float, df: int) -> None:
    assert chi2_tail(x, df) == pytest.approx(stats.chi2.sf(x, df), rel=1e-10, abs=1e-290)


def test_chi_square_tail_gives_the_printed_five_percent_points() -> None:
    assert [round(chi2_tail(x, df), 3) for x, df in ((3.841, 1), (11.070, 5), (18.307, 10))] == [0.05, 0.05, 0.05]
    assert math.isnan(chi2_tail(1.0, 0))


@given(st.floats(0, 1e5), st.floats(-6, 6))
def test_poisson_tail_is_that_of_scipy(mean: float, away: float) -> None:
    k = round(mean + away * math.sqrt(mean))
    assert poisson_tail(k, mean) == pytest.approx(stats.poisson.sf(k - 1, mean), rel=1e-7, abs=1e-14)


@given(st.integers(0, 10**6), st.floats(0, 1), st.floats(-6, 6))
def test_binomial_tail_is_that_of_scipy(n: int, p: float, away: float) -> None:
    k = min(n + 1, round(n * p + away * math.sqrt(n * p * (1 - p))))
    assert binomial_tail(k, n, p) == pytest.approx(stats.binom.sf(k - 1, n, p), rel=1e-7, abs=1e-14)


@given(st.floats(-40, 40), st.floats(1, 1e4))
def test_t_tail_is_that_of_scipy(t: float, df: float) -> None:
    assert t_tail(t, df) == pytest.approx(stats.t.sf(t, df), rel=1e-7, abs=1e-14)


@given(st.floats(0, 1e3), st.integers(1, 200), st.integers(1, 2000))
def test_f_tail_is_that_of_scipy(f: float, df1: int, df2: int) -> None:
    assert f_tail(f, df1, df2) == pytest.approx(stats.f.sf(f, df1, df2), rel=1e-7, abs=1e-14)


def test_normal_tail_gives_the_printed_points() -> None:
    assert [round(normal_tail(z), 3) for z in (1.645, 1.960, 2.576, 0, -1.645)] == [0.05, 0.025, 0.005, 0.5, 0.95]


@pytest.mark.parametrize("wrong", [(-1, 0.5), (5, -0.1), (5, 1.1)])
def test_a_binomial_distribution_that_cannot_be_is_refused(wrong: tuple[int, float]) -> None:
    with pytest.raises(ValueError, match="no binomial"):
        binomial_tail(1, *wrong)


def test_a_negative_poisson_mean_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        poisson_tail(1, -0.5)
