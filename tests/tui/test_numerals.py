"""Numbers as they are typed in Chinese and English, and as they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.base.texts import Text
from assess.tui.numerals import outside, parse, parse_band, score_text, shown, shown_band, typed, typed_band


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12", "", 12), ("１２", "", 12), ("12.5", "", 12.5), ("12。5", "", 12.5), ("-3", "", -3), ("45%", "share", 0.45),
        ("45％", "share", 0.45), ("45%", "percent", 45), ("0.45", "share", 0.45), ("1.2万", "", 12000), ("3亿", "yuan", 3e8),
        ("12k", "", 12000), ("12,000", "", 12000), ("１２，０００", "", 12000), (" 7 ", "", 7), ("1e3", "", 1000), (".5", "", 0.5),
        ("7.", "", 7), ("14.3%", "share", 0.143),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(text: str, unit: str, value: float) -> None:
    assert parse(text, unit) == value


@pytest.mark.parametrize(
    "text", ["", "abc", "1 2", "12,00", "1.2.3", "--1", "一百", "%", "nan", "inf", "0x10", "1_000"]
)
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    assert isinstance(parse(text), Text)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("10-20", "", (10, 20)), ("10–20", "", (10, 20)), ("10～20", "", (10, 20)), ("10..20", "", (10, 20)),
        ("10至20", "", (10, 20)), ("10 到 20", "", (10, 20)), ("10-20%", "share", (0.1, 0.2)), ("1万-2万", "", (1e4, 2e4)),
        ("7-7", "", 7), ("-5", "", -5), ("-5..-2", "", (-5, -2)), ("12", "", 12),
    ],
)  # fmt: skip
def test_bands_are_read_in_every_usual_form(text: str, unit: str, value: object) -> None:
    assert parse_band(text, unit) == value


@pytest.mark.parametrize("text", ["20-10", "1-2-3", "a-b", "5-"])
def test_what_is_no_band_is_said_to_be_none(text: str) -> None:
    assert isinstance(parse_band(text), Text)


@given(st.floats(0, 1).map(lambda x: float(f"{x:.9g}")))
def test_a_share_reads_back_as_it_was_typed(value: float) -> None:
    assert parse(typed(value, "share"), "share") == pytest.approx(value, rel=1e-11, abs=1e-300)


@given(st.floats(-1e15, 1e15, allow_nan=False))
def test_a_number_reads_back_as_it_was_typed(value: float) -> None:
    assert parse(typed(value)) == value


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_band_reads_back_as_it_was_typed(a: int, b: int) -> None:
    low, high = sorted((float(a), float(b)))
    expected = low if low == high else (low, high)
    assert parse_band(typed_band(Band(low, high))) == expected


def test_out_of_range_names_the_range_and_what_was_meant() -> None:
    assert outside(0.5, 0, 1, "share") is None
    problem = outside(45, 0, 1, "share")
    assert problem is not None
    assert "45%" in problem.en
    assert "45%" in problem.zh
    low = outside(-1, 0, None)
    high = outside(9, None, 5)
    assert low is not None
    assert high is not None
    assert (low.en, high.en) == ("Must not be less than 0.", "Must not be more than 5.")


@given(st.floats(0, 100), st.integers(1, 20))
def test_rounding_never_lifts_a_score_to_where_a_class_may_begin(value: float, step: int) -> None:
    if value < 5 * step - 1e-9:
        assert float(score_text(point(value))) < 5 * step


def test_scores_and_values_for_reading() -> None:
    assert score_text(point(59.96)) == "59.9"
    assert score_text(Band(0, 100)) == "0–100"
    assert score_text(None) == "–"
    assert score_text(point(100 / 3)) == "33.3"
    assert (shown(340000), shown(0.5), shown(1234.56)) == ("340,000", "0.5", "1,234.6")
    assert shown(0.4273, "share") == "42.73%"
    assert shown_band(Band(10, 20)) == "10–20"
    assert shown_band(None, "", "-") == "-"
