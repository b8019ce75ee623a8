"""Batch closing asks what no staff could do by hand, and leaves scheduled jobs and moved cases alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.batch import batch_closing
from tests.forensics.times import DAY, MONDAY, at, on

OPTIONS = {"staff": 2.0, "seconds": 10.0, "minutes": 0.0}


def by_hand(seed: int, n: int = 400, days: int = 20) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return MONDAY + rng.integers(0, days, n) * DAY + rng.uniform(9 * 3600, 17 * 3600, n)


def test_p_of_a_batch_is_the_poisson_tail_times_the_minutes_looked_at() -> None:
    # 60 cases in minutes of their own and 30 in one: 61 minutes, 12 a minute being the most for two people.
    alone = [on(day, f"10:{2 * i:02}:30") for day in range(3) for i in range(20)]
    batch = [on(4, f"15:07:{i:02}") for i in range(30)]
    found = batch_closing({"time": at(alone + batch)}, OPTIONS)
    assert found.p == pytest.approx(61 * stats.poisson.sf(29, 12), rel=1e-9)
    assert found.effect is not None
    assert found.effect.value == pytest.approx(30 / 90)
    assert "one by one" in found.words.en


def test_many_closed_on_one_day_are_asked_about_where_the_work_a_case_takes_is_known() -> None:
    # 123 on one day by three people at 20 minutes a case, of which a day has room for 72.
    rng = np.random.default_rng(1)
    day = MONDAY + 5 * DAY + 9 * 3600 + 120.0 * np.arange(123)
    time = at(np.r_[MONDAY + rng.integers(0, 5, 90) * DAY + rng.uniform(9 * 3600, 17 * 3600, 90), day])
    options = {"staff": 3.0, "seconds": 10.0}
    assert batch_closing({"time": time}, options | {"minutes": 0.0}).p > 0.05
    found = batch_closing({"time": time}, options | {"minutes": 20.0})
    days = len(np.unique(time.astype("datetime64[D]")))
    assert found.p == pytest.approx(2 * days * stats.poisson.sf(122, 72), rel=1e-6)
    assert found.p < 0.001


def test_work_by_hand_is_not_asked_about_however_hard_the_day() -> None:
    # One person ticks off 300 cases at 12 s each.
    seconds = MONDAY + 16 * 3600 + 12.0 * np.arange(300)
    found = batch_closing({"time": at(seconds), "person": np.repeat("a", 300)}, OPTIONS)
    assert found.p == 1.0


def test_twelve_people_closing_one_each_are_no_batch() -> None:
    time = at([on(day, f"11:30:{5 * i:02}") for day in range(5) for i in range(12)])
    people = np.tile([f"p{i}" for i in range(12)], 5)
    assert batch_closing({"time": time, "person": people}, OPTIONS).p == 1.0
    assert batch_closing({"time": time}, OPTIONS | {"staff": 0.0}).silent is not None


def test_a_job_that_closes_at_the_same_minute_is_set_aside() -> None:
    job = [on(day, f"00:05:{s % 60:02}") for day in range(1, 6) for s in range(40)]
    found = batch_closing({"time": at(np.r_[by_hand(2), job])}, OPTIONS)
    assert found.p == 1.0
    assert found.figures["set_aside"] == 200


def test_cases_moved_in_on_the_first_day_are_set_aside() -> None:
    moved = MONDAY + 8 * 3600 + 0.1 * np.arange(300)
    found = batch_closing({"time": at(np.r_[by_hand(3), moved])}, OPTIONS)
    assert found.p == 1.0
    assert found.figures["set_aside"] == 300


def test_it_is_silent_where_most_cases_were_moved_in_or_times_are_dates() -> None:
    moved = MONDAY + 8 * 3600 + 0.1 * np.arange(300)
    assert batch_closing({"time": at(np.r_[by_hand(4, n=100), moved])}, OPTIONS).silent is not None
    dates = at(by_hand(5)).astype("datetime64[D]").astype("datetime64[us]")
    assert batch_closing({"time": dates}, OPTIONS).silent is not None
    assert batch_closing({"time": at(by_hand(6, n=49))}, OPTIONS).silent is not None


@given(days=st.integers(-500, 500), seed=st.integers(0, 50))
def test_neither_whole_days_nor_the_order_of_rows_change_anything(days: int, seed: int) -> None:
    seconds = np.r_[by_hand(seed), on(7, "10:00:00") + np.arange(35)]
    shifted = np.random.default_rng(seed).permutation(seconds) + days * DAY
    assert batch_closing({"time": at(shifted)}, OPTIONS) == batch_closing({"time": at(seconds)}, OPTIONS)
