"""Punch-in regularity asks about accounts that are more regular than people, and about nobody else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.punch_in import P0, persons_of, punch_in, same_moment
from tests.forensics.times import DAY, MONDAY, at, on


def check_ins(away: np.ndarray, first: float = 8.1 * 3600) -> dict[str, np.ndarray]:
    """Rows of persons, columns of days; each person 97 s after the one before."""
    people, days = away.shape
    seconds = MONDAY + np.arange(days) * DAY + first + 97.0 * np.arange(people)[:, None] + away
    return {"time": at(seconds.ravel()), "person": np.repeat(np.arange(people).astype(str), days)}


def test_days_near_the_own_median_are_counted_without_the_medians_own_day() -> None:
    # Median 08:00:10; within 5 s of it are :05, :10, :10, :15, not :16 and not 08:04.
    clocks = ["08:00:05", "08:00:10", "08:00:10", "08:00:15", "08:00:16", "08:00:03", "08:00:04", "08:04:00"]
    times = at([on(day, clock) for day, clock in enumerate(clocks)])
    people = persons_of(times, np.repeat("a", 8))
    assert (people.n.tolist(), people.near.tolist(), people.median.tolist()) == ([8], [3], [8 * 3600 + 10])


def test_only_the_first_check_in_of_a_day_counts() -> None:
    times = [on(day, "08:00:10") for day in range(8)] + [on(day, "17:30:44") for day in range(8)]
    people = persons_of(at(times), np.repeat("a", 16))
    assert (people.n.tolist(), people.near.tolist()) == ([8], [7])


def test_p_is_the_binomial_tail_of_days_near_the_median() -> None:
    away = np.array([[0, 1, 2, 3, 40, 95, -60, -130, 200, -300]])
    found = punch_in(check_ins(away), {})
    # The median is the lower of the middle two, 1 s: near it 0, 2 and 3.
    assert found.p == pytest.approx(stats.binom.sf(3 - 1, 9, P0), rel=1e-12)
    assert pytest.approx(stats.norm.cdf(5.5 / 30) - stats.norm.cdf(-5.5 / 30), rel=1e-12) == P0


def test_one_robot_is_asked_about_after_eight_days() -> None:
    found = punch_in(check_ins(np.array([[0, 1, 2, 0, 1, 2, 1, 0]])), {})
    assert found.p == pytest.approx(P0**7)
    assert found.effect is not None
    assert found.effect.value == 1
    assert "question" in found.words.en
    assert "不是证明" in found.words.zh


def test_a_late_day_does_not_hide_a_robot() -> None:
    found = punch_in(check_ins(np.array([[0, 1, 2, 0, 1, 2, 1, 0, 1, 5400]])), {})
    assert found.p is not None
    assert found.p < 1e-5


def test_people_with_alarm_clocks_are_not_asked_about() -> None:
    rng = np.random.default_rng(7)
    away = np.where(rng.random((50, 40)) < 0.2, rng.exponential(600, (50, 40)), rng.normal(0, 60, (50, 40)))
    found = punch_in(check_ins(away), {})
    assert found.p is not None
    assert found.p > 0.05


def test_a_clock_that_tells_minutes_silences_the_test() -> None:
    columns = check_ins(np.random.default_rng(1).normal(0, 90, (10, 20)))
    columns["time"] = columns["time"].astype("datetime64[m]").astype("datetime64[us]")
    found = punch_in(columns, {})
    assert found.p is None
    assert found.silent is not None
    assert "100.0%" in found.silent.en


def test_persons_whose_device_tells_minutes_are_left_out_alone() -> None:
    robot = check_ins(np.array([[0, 1, 2, 0, 1, 2, 1, 0]]))
    minute = at([on(day, "09:00:00") for day in range(20)])
    found = punch_in(
        {"time": np.r_[robot["time"], minute], "person": np.r_[robot["person"], np.repeat("m", 20)]}, {}
    )
    assert found.n == 1
    assert found.figures["set_aside_on_the_minute"] == 1


def test_people_who_pass_one_gate_when_it_opens_are_set_aside() -> None:
    rng = np.random.default_rng(2)
    gate = at((MONDAY + np.arange(20) * DAY + 8 * 3600 + rng.uniform(0, 8, (30, 20))).ravel())
    others = check_ins(rng.normal(0, 120, (20, 20)))
    names = np.repeat([f"q{i}" for i in range(30)], 20)
    found = punch_in({"time": np.r_[gate, others["time"]], "person": np.r_[names, others["person"]]}, {})
    assert found.p is not None
    assert found.p > 0.05
    assert found.figures["set_aside_one_moment"] >= 25
    alone = punch_in({"time": gate, "person": names}, {})
    assert alone.p is None


def test_a_queue_in_the_same_order_every_day_is_set_aside_to_its_ends() -> None:
    assert same_moment(8 * 3600 + 4.0 * np.arange(30)).all()


def test_many_robots_spread_over_an_hour_are_no_queue() -> None:
    medians = 8 * 3600 + np.arange(0, 3600, 3.0)
    assert not same_moment(medians).any()
    assert same_moment(np.array([100.0, 104.0, 108.0])).all()


def test_fewer_than_eight_days_are_silent() -> None:
    found = punch_in(check_ins(np.zeros((3, 7))), {})
    assert found.silent is not None


def test_missing_times_and_persons_are_passed_over() -> None:
    columns = check_ins(np.array([[0, 1, 2, 0, 1, 2, 1, 0]]))
    more = {
        "time": np.r_[columns["time"], np.array(["NaT"], "datetime64[us]"), columns["time"][:1]],
        "person": np.r_[columns["person"], ["0"], [""]],
    }
    assert punch_in(more, {}).p == punch_in(columns, {}).p


@given(days=st.integers(0, 3000), seed=st.integers(0, 1000))
def test_neither_a_shift_by_days_nor_the_order_of_rows_changes_anything(days: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns = check_ins(rng.normal(0, 20, (4, 12)))
    order = rng.permutation(48)
    shifted = {"time": (columns["time"] + np.timedelta64(days, "D"))[order], "person": columns["person"][order]}
    assert punch_in(shifted, {}) == punch_in(columns, {})
