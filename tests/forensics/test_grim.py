"""GRIM says "impossible" only of what cannot be, and nothing where it has no power."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.forensics.grim import decimals_of, grim


@given(
    n=st.integers(1, 2000),
    share=st.floats(0, 1),
    decimals=st.integers(0, 3),
    rounding=st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_an_honest_percentage_is_always_possible(n, share, decimals, rounding):
    k = round(share * n)
    percent = (Decimal(100 * k) / Decimal(n)).quantize(Decimal(1).scaleb(-decimals), rounding)
    assert grim(float(percent), n, decimals).possible


@pytest.mark.parametrize(
    ("percent", "n", "decimals"),
    [(97.3, 20, 1), (33.0, 7, 0), (99.9, 120, 1), (12.34, 50, 2)],
)
def test_a_percentage_that_no_count_gives_is_impossible(percent, n, decimals):
    outcome = grim(percent, n, decimals)
    assert not outcome.possible
    assert not outcome.silent
    assert outcome.below < percent < outcome.above


def test_it_is_silent_where_every_value_is_possible():
    assert grim(97.3, 1000, 1).silent
    assert grim(50.0, 100, 0).silent
    assert not grim(97.3, 999, 1).silent


def test_a_number_of_cases_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="positive"):
        grim(50.0, 0, 0)


@pytest.mark.parametrize(("value", "decimals"), [(97.3, 1), (98.0, 0), (0.125, 3), (1e-07, 0)])
def test_decimals_are_those_of_the_shortest_form(value, decimals):
    assert decimals_of(value) == decimals
