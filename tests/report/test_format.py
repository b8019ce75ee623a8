"""Numbers as people read them: rounded once, never over a boundary, the same text everywhere."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.report import format as shape

SCORES = st.floats(0, 100)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (98.25, "98.3"), (98.24, "98.2"), (0.0, "0.0"), (100.0, "100.0"), (-4.0, "−4.0"), (12.35, "12.4"),
        (99.97, "99.9"), (0.04, "0.1"), (99.9999999999, "100.0"), (1652.75, "1,652.8"),
    ],
)  # fmt: skip
def test_one_decimal_rounds_half_up_but_never_to_full_marks_or_to_zero(value: float, text: str) -> None:
    assert shape.fixed(value) == text


def test_rounding_never_lifts_a_value_into_a_grade() -> None:
    assert shape.fixed(74.96, bounds=(75.0, 100.0)) == "74.9"
    assert shape.fixed(75.0, bounds=(75.0, 100.0)) == "75.0"
    assert shape.fixed(74.9999999999, bounds=(75.0, 100.0)) == "75.0"


@given(value=SCORES, bound=st.integers(1, 1000).map(lambda n: n / 10))
def test_a_shown_value_reaches_a_boundary_exactly_when_the_value_does(value: float, bound: float) -> None:
    text = shape.fixed(value, bounds=(bound, 100.0))
    assert (float(text) >= bound) == (value >= bound - 1e-9)
    assert abs(float(text) - value) <= 0.1 + 1e-9


@given(low=SCORES, width=st.floats(0, 50))
def test_a_band_is_shown_by_its_low_end_and_only_an_exact_one_goes_without_range(low: float, width: float) -> None:
    band = Band(low, low + width)
    got = shape.score(band)
    assert got.text == shape.fixed(low)
    if band.width <= 1e-9:
        assert got.band == ""
    else:
        first, last = got.band.split("–")
        assert first == got.text
        assert float(last) >= float(first)


def test_a_narrow_band_still_reads_as_a_range() -> None:
    assert shape.score(Band(98.31, 98.32)).band == "98.3–98.4"


def test_a_difference_keeps_its_sign_and_a_range_of_differences_is_in_words() -> None:
    assert shape.signed(point(-4.04), "zh") == "−4.0"
    assert shape.signed(Band(-5.5, 3.7), "zh") == "−5.5 至 3.7"
    assert shape.signed(Band(-5.5, 3.7), "en") == "−5.5 to 3.7"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2540, "2,540"),
        (0.00025, "0.00025"),
        (1.0, "1"),
        (26.55, "26.55"),
        (26.556, "26.56"),
        (-0.5, "−0.5"),
        (0, "0"),
    ],
)
def test_plain_numbers_lose_their_trailing_zeros(value: float, text: str) -> None:
    assert shape.decimal(value) == text


@pytest.mark.parametrize(
    ("share", "text"), [(1.0, "100%"), (0.996, "99%"), (0.5, "50%"), (0.003, "<1%"), (0.0, "0%"), (0.255, "26%")]
)
def test_a_share_never_reads_as_everything_or_nothing_before_it_is(share: float, text: str) -> None:
    assert shape.percent(share) == text


@pytest.mark.parametrize(
    ("band", "unit", "zh", "en"),
    [
        (point(48_000.0), "count", "48,000", "48,000"),
        (Band(0.031, 0.047), "share", "3.1% – 4.7%", "3.1% – 4.7%"),
        (point(12.5), "days", "12.5 天", "12.5 days"),
        (point(62.0), "percent", "62%", "62%"),
        (Band(3.0, math.inf), "count", "≥ 3", "≥ 3"),
        (Band(-math.inf, 3.0), "points", "≤ 3 分", "≤ 3 points"),
    ],
)
def test_facts_carry_their_unit(band: Band, unit: str, zh: str, en: str) -> None:
    assert shape.quantities(band, unit, "zh") == zh
    assert shape.quantities(band, unit, "en") == en


def test_nothing_known_about_a_fact_is_no_text() -> None:
    assert shape.quantities(None, "count", "zh") is None
    assert shape.quantities(Band(-math.inf, math.inf), "count", "zh") is None


def test_points_read_as_a_share_of_the_maximum() -> None:
    assert shape.ratio(point(628.0), 640) == "628 / 640"
    assert shape.ratio(Band(600, 628), 640) == "600–628 / 640"
    assert shape.ratio(None, 640) == "– / 640"


def test_times_are_given_in_utc_and_other_text_is_left_alone() -> None:
    assert shape.moment("2026-03-05T08:30:00.000Z", "zh") == "2026年3月5日 08:30 UTC"
    assert shape.moment("2026-03-05T08:30:00+08:00", "en") == "5 March 2026, 00:30 UTC"
    assert shape.moment("last spring", "en") == "last spring"


def test_sections_are_numbered_as_each_language_does() -> None:
    assert [shape.numeral(n, "zh") for n in (1, 2, 10, 11, 20, 21)] == [
        "一、",
        "二、",
        "十、",
        "十一、",
        "二十、",
        "二十一、",
    ]
    assert shape.numeral(11, "en") == "11"


@given(st.floats(-1e6, 1e6))
def test_no_number_is_written_with_an_exponent_or_a_hyphen(value: float) -> None:
    for text in (shape.decimal(value), shape.fixed(value)):
        assert re.fullmatch(r"−?[\d,]+(\.\d+)?", text), text


def test_sizes_and_ranks_and_digests_are_short() -> None:
    assert [shape.size(n) for n in (7, 248_320, 3_500_000)] == ["7 B", "248.3 kB", "3.5 MB"]
    assert shape.ranks(3, 3) == "3"
    assert shape.ranks(2, 5) == "2–5"
    assert shape.short("0123456789abcdef") == "0123456789ab"
