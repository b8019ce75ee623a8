"""Families of tests keep their false leads in hand; a body's tests make one p-value."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.combine import benjamini_hochberg, benjamini_yekutieli, cauchy

PS = st.lists(st.floats(0, 1), min_size=1, max_size=40)

# The p-values of the worked example of Benjamini & Hochberg (1995, section 4).
THROMBOLYSIS = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_worked_example_of_benjamini_and_hochberg_gives_four_leads():
    assert sum(q <= 0.05 for q in benjamini_hochberg(THROMBOLYSIS)) == 4


@given(PS)
def test_q_values_are_those_of_scipy(p):
    assert benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p, method="bh"), abs=1e-12)
    assert benjamini_yekutieli(p) == pytest.approx(stats.false_discovery_control(p, method="by"), abs=1e-12)


@given(PS)
def test_a_q_is_never_below_its_p_and_never_above_one(p):
    assert all(a - 1e-12 <= q <= 1 for a, q in zip(p, benjamini_hochberg(p), strict=True))


@given(PS, st.randoms())
def test_the_order_of_the_tests_does_not_matter(p, random):
    order = list(range(len(p)))
    random.shuffle(order)
    shuffled = benjamini_hochberg([p[i] for i in order])
    straight = benjamini_hochberg(p)
    assert shuffled == pytest.approx([straight[i] for i in order])


def test_no_tests_have_no_q_values():
    assert benjamini_hochberg([]) == []
    with pytest.raises(ValueError, match="weight"):
        cauchy([])


@given(st.floats(1e-12, 0.98))
def test_one_test_and_equal_tests_combine_to_themselves(p):
    assert cauchy([p]) == pytest.approx(p, rel=1e-9)
    assert cauchy([p, p, p]) == pytest.approx(p, rel=1e-9)


@given(st.lists(st.floats(1e-6, 0.98), min_size=2, max_size=12))
def test_the_combination_is_the_tail_of_a_cauchy_variable(p):
    t = float(np.mean(np.tan((0.5 - np.array(p)) * np.pi)))
    assert cauchy(p) == pytest.approx(stats.cauchy.sf(t), rel=1e-6)


def test_a_certain_result_stays_certain_and_a_harmless_one_does_not_hide_the_others():
    assert cauchy([0.0, 0.9]) == 0
    assert cauchy([1e-6, 1.0]) < 1e-5


def test_a_test_without_weight_has_no_say():
    assert cauchy([0.01, 0.0], [1, 0]) == pytest.approx(0.01)
    assert cauchy([0.01, 0.5], [3, 1]) < cauchy([0.01, 0.5], [1, 3])


@pytest.mark.parametrize("bad", [[-0.1], [1.1], [math.nan]])
def test_what_is_no_p_value_is_refused(bad):
    with pytest.raises(ValueError, match="p-value"):
        benjamini_hochberg(bad)
    with pytest.raises(ValueError, match="p-value"):
        cauchy(bad)


@pytest.mark.parametrize("weights", [[1.0], [0.0, 0.0], [-1.0, 2.0], [math.inf, 1.0]])
def test_weights_that_weigh_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        cauchy([0.1, 0.2], weights)


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.9])
def test_dependent_honest_tests_stay_near_their_level(rho):
    """Fisher's combination would reject .18 and more of these; ours at most .065 (three standard errors on top)."""
    rng = np.random.default_rng(7)
    shared = rng.standard_normal((4000, 1))
    z = math.sqrt(rho) * shared + math.sqrt(1 - rho) * rng.standard_normal((4000, 5))
    rejected = np.mean([cauchy([float(v) for v in row]) <= 0.05 for row in stats.norm.sf(z)])
    assert rejected <= 0.065 + 3 * 0.004
