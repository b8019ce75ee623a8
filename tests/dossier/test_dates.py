"""Periods are read off what people write, and strictly: what cannot be read holds nobody to anything."""

from __future__ import annotations

import pytest

from assess.dossier.dates import Period, When, days_after, is_date, period_of, when_of

READ = {
    "2026": ("2026-01-01", "2026-12-31"),
    "２０２６年": ("2026-01-01", "2026-12-31"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2023年2月": ("2023-02-01", "2023-02-28"),
    "2026-H2": ("2026-07-01", "2026-12-31"),
    "2026h1": ("2026-01-01", "2026-06-30"),
    "2026年上半年": ("2026-01-01", "2026-06-30"),
    "2026Q3": ("2026-07-01", "2026-09-30"),
    "2026年第四季度": ("2026-10-01", "2026-12-31"),
    "2026-05-31": ("2026-05-31", "2026-05-31"),
    "2025-2026": ("2025-01-01", "2026-12-31"),
    "2025-07..2026-06": ("2025-07-01", "2026-06-30"),
    "2025-07-15/2026-Q1": ("2025-07-15", "2026-03-31"),
    "2025年7月至2026年6月": ("2025-07-01", "2026-06-30"),
}


@pytest.mark.parametrize("text", READ)
def test_a_period_is_read_as_people_write_it(text: str) -> None:
    assert period_of(text) == Period(*READ[text])


@pytest.mark.parametrize(
    "text", ["", "spring", "2026-13", "2026-02-30", "2026..2025", "2026..2027..2028", "26", "0000"]
)
def test_what_names_no_days_is_no_period(text: str) -> None:
    assert period_of(text) is None


@pytest.mark.parametrize("text", ["20260531", "2026-W01-1", "2026-5-31", "2026-02-29", "2026-05-31T00:00", ""])
def test_a_date_is_a_day_written_in_full(text: str) -> None:
    assert not is_date(text)
    assert is_date("2024-02-29")


def test_a_period_covers_another_when_no_day_of_it_lies_outside() -> None:
    year = Period("2026-01-01", "2026-12-31")
    assert year.covers(year)
    assert year.covers(Period("2026-02-01", "2026-12-30"))
    assert not year.covers(Period("2025-12-31", "2026-12-31"))
    assert not year.covers(Period("2026-01-01", "2027-01-01"))
    assert Period("2020-01-01", "").covers(year)
    assert Period("", "2026-12-31").covers(year)
    assert not Period("", "2026-12-30").covers(year)
    assert not year.covers(Period("2026-01-01", "")), "an end that is open lies outside"


def test_the_day_of_the_assessment_is_the_one_named_or_the_last_of_the_period_or_when_the_campaign_was_made() -> (
    None
):
    assert when_of("2026-H1", "2026-08-01", "2026-01-05T00:00:00Z").on == "2026-08-01"
    assert when_of("2026-H1", "", "2026-01-05T00:00:00Z").on == "2026-06-30"
    assert when_of("spring", "", "2026-01-05T00:00:00Z") == When(period=None, on="2026-01-05")


def test_days_are_counted_over_leap_years_and_to_the_end_of_time() -> None:
    assert days_after("2024-02-28", 2) == "2024-03-01"
    assert days_after("2023-02-28", 2) == "2023-03-02"
    assert days_after("9999-12-31", 1) == ""
    assert days_after("", 1) == ""
