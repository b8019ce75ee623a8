"""What a clock can tell: seconds of the day, and whether its times are rounded.

Times rounded to the minute make honest records look identical and honest people look regular, so every test that
reads seconds looks at the clock first.
"""

from __future__ import annotations

import math

import numpy as np

from assess.base.texts import Text
from assess.forensics.card import Column
from assess.forensics.outcome import Check

_STEPS = (60, 30, 20, 15, 10, 5, 2)
_EXCESS = 0.05
"""Beyond chance, the share of rounded times that is still taken for a clock that tells seconds."""


def seconds_of_day(times: Column) -> Column:
    """Seconds since midnight, fractions kept; NaN where the time is missing."""
    seconds: Column = (times - times.astype("datetime64[D]")) / np.timedelta64(1, "s")
    return seconds


def days_of(times: Column) -> Column:
    """The calendar day of each time, as whole days since 1970."""
    days: Column = times.astype("datetime64[D]").astype(np.int64)
    return days


def on_the_minute(times: Column) -> float:
    """The share of times whose seconds are 00; about 1/60 where the clock tells seconds."""
    return _share_on(times, 60)


def clock_check(times: Column) -> Check:
    """Whether the clock tells seconds: multiples of 60, 30, … 2 s are no more frequent than by chance.

    Five percentage points beyond chance and four standard errors are let pass.
    """
    n = len(times)
    worst, worst_excess = 60, -1.0
    for step in _STEPS:
        chance = 1 / step
        allowed = _EXCESS + 4 * math.sqrt(chance * (1 - chance) / n)
        excess = (_share_on(times, step) - chance) / allowed
        if excess > worst_excess:
            worst, worst_excess = step, excess
    seen = _share_on(times, worst)
    return Check(
        what=Text(zh="时钟精确到秒", en="The clock tells seconds"),
        held=worst_excess <= 1,
        seen=Text(
            zh=f"{seen:.1%} 的时刻落在 {worst} 秒的整数倍上，偶然约为 {1 / worst:.1%}",
            en=f"{seen:.1%} of times are multiples of {worst} s, about {1 / worst:.1%} by chance",
        ),
    )


def _share_on(times: Column, step: int) -> float:
    # Whole seconds: fractions of a second are cut off, as a clock that shows seconds would.
    seconds = np.floor(seconds_of_day(times))
    return float(np.mean(seconds % step == 0)) if len(times) else math.nan
