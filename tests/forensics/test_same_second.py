"""Identical time stamps ask about bulk entries, and are silent where a clock or a queue makes ties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.same_second import same_second, ties_of
from tests.forensics.times import DAY, MONDAY, at


def honest(seed: int, n: int = 600) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return MONDAY + rng.integers(0, 5, n) * DAY + 9 * 3600 + rng.uniform(0, 7 * 3600, n)


def test_pairs_and_their_mean_are_those_worked_out_by_hand() -> None:
    # One cell of ten minutes: 0, 0, 0, 2, 7, and another: 700, 700.
    found = ties_of(np.array([0, 0, 0, 2, 7, 700, 700]))
    assert found.same == 3 + 1
    # 0-2 three times and 2-7 once; 0-7 are too far apart.
    assert found.near == 4
    assert found.mean == pytest.approx((10 + 1) / 600)


def test_p_is_the_larger_of_the_two_tails() -> None:
    seconds = np.r_[honest(1), np.repeat(honest(1)[50], 15)]
    found = same_second({"time": at(seconds), "person": np.arange(615).astype(str)}, {})
    pairs, mean, near = (
        found.figures[name] for name in ("pairs_of_one_second", "pairs_by_chance", "pairs_1_to_5_s_apart")
    )
    chance = stats.poisson.sf(pairs - 1, 1.2 * mean)
    beside = stats.binom.sf(pairs - 1, pairs + near, 1.2 / 11.2)
    assert found.p == pytest.approx(max(chance, beside), rel=1e-9)
    assert found.p < 0.001
    assert found.figures["largest_tie"] == 16


def test_honest_records_are_not_asked_about() -> None:
    found = same_second({"time": at(honest(2, 3000))}, {})
    assert found.p is not None
    assert found.p > 0.05


def test_honest_bursts_of_people_are_not_asked_about() -> None:
    rng = np.random.default_rng(3)
    starts = MONDAY + rng.integers(0, 5, 20) * DAY + rng.uniform(9 * 3600, 16 * 3600, 20)
    found = same_second({"time": at(np.repeat(starts, 40) + rng.normal(0, 10, 800))}, {})
    assert found.p is not None
    assert found.p > 0.05
    assert found.figures["pairs_of_one_second"] > 2 * found.figures["pairs_by_chance"]


@pytest.mark.parametrize("step", [60, 30, 10, 5])
def test_a_rounded_clock_silences_the_test(step: int) -> None:
    found = same_second({"time": at(honest(4) // step * step)}, {})
    assert found.silent is not None
    assert f"multiples of {step} s" in found.silent.en


def test_a_queue_that_writes_everything_at_once_silences_the_test() -> None:
    found = same_second({"time": at(honest(5, 2000) // 600 * 600 + 7)}, {})
    assert found.silent is not None


def test_what_waited_for_an_outage_to_end_counts_once() -> None:
    seconds = np.sort(honest(6, 2000))
    start = seconds[900]
    seconds[(seconds >= start) & (seconds < start + 900)] = start + 901
    found = same_second({"time": at(seconds)}, {})
    assert found.p is not None
    assert found.p > 0.05
    assert found.figures["written_from_a_queue"] > 5


def test_what_a_nightly_job_sends_counts_once() -> None:
    nights = np.repeat(MONDAY + np.arange(5) * DAY + 2 * 3600 + 13.0, 30)
    found = same_second({"time": at(np.r_[honest(7), nights])}, {})
    assert found.p is not None
    assert found.p > 0.05
    assert found.figures["written_from_a_queue"] == 5 * 29


@pytest.mark.parametrize(("n", "more"), [(12, 1), (200, 1), (60, 3)])
def test_actions_written_several_times_are_not_asked_about(n: int, more: int) -> None:
    time = at(honest(8))
    found = same_second({"time": np.r_[time, np.repeat(time[:n], more)]}, {})
    assert found.p is not None
    assert found.p > 0.05
    assert found.figures["records_an_action"] == more + 1


def test_rows_of_one_account_and_second_count_once() -> None:
    time, person = at(honest(8)), np.array([f"u{i}" for i in range(600)])
    known = same_second({"time": np.r_[time, time[:200]], "person": np.r_[person, person[:200]]}, {})
    assert known.n == 600
    assert known.p is not None
    assert known.p > 0.05


def test_a_tie_counts_for_as_many_actions_as_it_must_hold() -> None:
    # Five records of at most two an action are three actions at least, so three pairs.
    assert ties_of(np.array([0, 0, 0, 0, 0, 100]), 2).same == 3


def test_fewer_than_fifty_records_are_silent() -> None:
    assert same_second({"time": at(honest(9, 49))}, {}).silent is not None


@given(days=st.integers(-2000, 2000), seed=st.integers(0, 100))
def test_neither_whole_days_nor_the_order_of_rows_change_anything(days: int, seed: int) -> None:
    seconds = honest(seed, 120)
    seconds[:6] = seconds[0]
    shuffled = np.random.default_rng(seed).permutation(seconds) + days * DAY
    assert same_second({"time": at(shuffled)}, {}) == same_second({"time": at(seconds)}, {})
