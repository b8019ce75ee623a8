from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assess.scoring.statistics.special import average_ranks, t_two_sided


@given(st.floats(-60, 60), st.integers(1, 5000))
def test_the_t_probability_agrees_with_scipy(t: float, df: int) -> None:
    found = t_two_sided(np.array([t]), np.array([float(df)]))[0]
    # Next to 0, SciPy is the less exact: with one degree of freedom the answer is 1 - 2 atan(t) / pi.
    assert found == pytest.approx(2 * stats.t.sf(abs(t), df), rel=1e-8, abs=1e-290)


def test_the_t_probability_of_what_is_unknown_is_unknown_and_of_infinity_is_zero() -> None:
    found = t_two_sided(np.array([np.nan, np.inf, 1.0]), np.array([5.0, 5.0, 0.0]))
    assert np.isnan(found[0])
    assert found[1] == 0
    assert np.isnan(found[2])


@given(st.lists(st.sampled_from([1.0, 2.0, 2.5, 7.0, float("nan")]), min_size=0, max_size=12))
def test_equal_values_share_the_mean_of_their_places(values: list[float]) -> None:
    found = average_ranks(np.array(values))
    known = [v for v in values if not math.isnan(v)]
    expected = iter(stats.rankdata(known))
    assert [math.isnan(f) or f == next(expected) for f in found] == [True] * len(values)
    assert np.isnan(found).sum() == len(values) - len(known)
