"""Numbers are short, and never so short that different ones look alike."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band
from assess.rules.figures import band_figure, figure, telling_digits
from assess.rules.kleene import less


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (213.0, "213"),
        (48_000, "48,000"),
        (-1_234_567, "-1,234,567"),
        (91 / 213, "0.4272"),
        (0.00025, "0.00025"),
        (1 / 3e5, "0.000003333"),
        (2 / 3, "0.6667"),
        (14.2, "14.2"),
        (1_234.56789, "1,234.5679"),
        (1e20, "1e+20"),
        (123_456_789_012_345_678, "1.235e+17"),
        (1.5e-12, "1.5e-12"),
        (math.inf, "∞"),
        (-math.inf, "-∞"),
    ],
)
def test_a_number_has_separators_and_four_significant_decimals(value: float, text: str) -> None:
    assert figure(value) == text


def test_bands() -> None:
    assert band_figure(Band(3, 5)) == "[3–5]"
    assert band_figure(Band(3, math.inf)) == "[3–∞]"
    assert band_figure(Band(4, 4)) == "4"
    assert band_figure(Band(0.49999, 0.50001)) == "[0.49999–0.50001]"
    assert band_figure(None) == band_figure(Band(-math.inf, math.inf)) == "?"


@given(st.floats(-1e15, 1e15), st.floats(-1e15, 1e15))
def test_numbers_that_differ_by_more_than_a_tie_look_different_when_compared(a: float, b: float) -> None:
    digits = telling_digits(Band(a, a), Band(b, b))
    if less(a, b) or less(b, a):
        assert figure(a, digits) != figure(b, digits)


@given(st.floats(-1e307, 1e307))
def test_what_is_shown_is_the_number_to_four_significant_digits(value: float) -> None:
    shown = float(figure(value).replace(",", ""))
    assert shown == pytest.approx(value, rel=1e-3, abs=1e-320)
