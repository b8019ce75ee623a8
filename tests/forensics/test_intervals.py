"""Intervals against scipy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.intervals import chi2_quantile, cramer_v, dispersion, wilson


@given(st.integers(0, 300), st.integers(1, 300))
def test_the_interval_of_a_share_is_wilsons(k, n):
    k = min(k, n)
    expected = stats.binomtest(k, n).proportion_ci(0.95, "wilson")
    assert wilson(k, n) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_no_cases_say_nothing():
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.floats(0.001, 0.999), st.integers(1, 200))
def test_quantiles_of_chi_square_are_those_of_scipy(tail, df):
    assert chi2_quantile(tail, df) == pytest.approx(stats.chi2.isf(tail, df), rel=1e-7, abs=1e-9)


def test_the_interval_of_a_variance_ratio_covers_its_estimate():
    lo, hi = dispersion(4.2, 12)
    assert lo == pytest.approx(4.2 / stats.chi2.isf(0.025, 12), rel=1e-7)
    assert hi == pytest.approx(4.2 / stats.chi2.isf(0.975, 12), rel=1e-7)


@pytest.mark.parametrize(("x2", "df", "n"), [(30.0, 9, 300), (9.0, 9, 250), (500.0, 9, 1000), (0.5, 9, 300)])
def test_the_ends_of_cramers_v_are_where_x2_stands_at_its_tails(x2, df, n):
    lo, hi = (v * v * n * 9 for v in cramer_v(x2, df, n, 9))
    if lo > 0:
        assert stats.ncx2.sf(x2, df, lo) == pytest.approx(0.025, abs=1e-5)
    else:
        assert stats.chi2.sf(x2, df) > 0.025
    if hi > 0:
        assert stats.ncx2.sf(x2, df, hi) == pytest.approx(0.975, abs=1e-5)
    else:
        assert stats.chi2.sf(x2, df) > 0.975
