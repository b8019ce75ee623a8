"""Clocks that round are told from clocks that tell seconds."""

from __future__ import annotations

import numpy as np
import pytest

from assess.forensics.clocks import clock_check, days_of, on_the_minute, seconds_of_day
from tests.forensics.times import MONDAY, at, on


def test_seconds_and_days_of_a_time() -> None:
    times = at([on(0, "00:00:00"), on(1, "23:59:59")])
    assert seconds_of_day(times).tolist() == [0, 86399]
    assert np.diff(days_of(times)).tolist() == [1]


def test_a_clock_that_tells_seconds_passes() -> None:
    times = at(MONDAY + np.random.default_rng(1).uniform(0, 86400, 5000))
    assert clock_check(times).held
    assert on_the_minute(times) == pytest.approx(1 / 60, abs=0.01)


@pytest.mark.parametrize("step", [2, 5, 10, 15, 20, 30, 60, 3600])
def test_a_clock_that_rounds_does_not_pass(step: int) -> None:
    seconds = MONDAY + np.random.default_rng(2).uniform(0, 86400, 500)
    assert not clock_check(at(seconds // step * step)).held


def test_one_device_in_five_that_rounds_does_not_pass_either() -> None:
    seconds = MONDAY + np.random.default_rng(3).uniform(0, 86400, 500)
    seconds[:100] = seconds[:100] // 60 * 60
    assert not clock_check(at(seconds)).held
