"""Faster than possible: are more cases handled in less than the least time they take than errors explain?

Of n cases handled by people, those shorter than the stated least time are K. Handled honestly there are none but
for errors (a wrong clock, a trial case), at most a tolerated share e: K ~ Bin(n, e), p = P(K or more), e = 1 %
unless set. The least time is a physical bound that somebody states, such as the seconds it takes to open and read a
case.

Services that answer at once by machine are no fault but a merit: cases without a named handler are left out, and so
are accounts that work in eighteen or more hours of the day.

Power .8 at the least n of 50: a share of 8.4 % of cases clicked through (three of 50 give p = .014).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assess.base.tails import binomial_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.clocks import on_the_minute, seconds_of_day
from assess.forensics.intervals import wilson
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, too_few
from assess.forensics.phrases import lead
from assess.forensics.telling import ASKS_BELOW, check, nothing, percent_of

TEST = "faster_than_possible"
LEAST = 50
MACHINE_HOURS = 18
_MINUTE = 60.0


def handling(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """Run the test on `time` (begun), `ended` and `person` (handler); the least time is the option `seconds`."""
    begun, ended, person = columns["time"], columns["ended"], columns["person"]
    named = ~np.isnat(begun) & ~np.isnat(ended) & (person != "")
    begun, ended, person = begun[named], ended[named], person[named]
    by_machine = machines(ended, person)
    begun, ended = begun[~by_machine], ended[~by_machine]
    n, least, tolerated = len(begun), options["seconds"], options["tolerated"]
    if n < LEAST:
        return too_few(TEST, n, LEAST)
    taken = (ended - begun) / np.timedelta64(1, "s")
    checks = _checks(begun, ended, taken, least, int(by_machine.sum()))
    if failed := first_failed(TEST, n, checks):
        return failed
    fast = int(np.sum((taken >= 0) & (taken < least)))
    p = binomial_tail(fast, n, tolerated)
    lo, hi = wilson(fast, n)
    told = (
        f"{n:,} 件由人办理的事项中，{fast:,} 件（{percent_of(fast / n)}）用时不到 {least:,.0f} 秒；差错可解释约 "
        f"{percent_of(tolerated)}。",
        f"Of {n:,} cases handled by people, {fast:,} ({percent_of(fast / n)}) took less than {least:,.0f} s; "
        f"errors explain about {percent_of(tolerated)}.",
    )
    if p <= ASKS_BELOW:
        words = lead(
            f"{told[0]}这些事项是看过再办的吗？", f"{told[1]} Were these cases read before they were closed?"
        )
    else:
        words = nothing(*told)
    return Outcome(
        test=TEST, n=n, p=p, checks=checks, words=words,
        effect=Effect(
            name=Text(zh="用时短于最短可能的占比", en="Share handled faster than possible"),
            value=fast / n, lo=lo, hi=hi, unit="share",
        ),
        figures={
            "cases": n, "faster_than_possible": fast, "least_seconds": least, "tolerated_share": tolerated,
            "left_out_by_machine": int(by_machine.sum()),
        },
    )  # fmt: skip


def machines(ended: Column, person: Column) -> Column:
    """Which rows belong to accounts that act in eighteen or more different hours of the day: no one person does."""
    if not len(person):
        return np.zeros(0, dtype=bool)
    codes = np.unique(person, return_inverse=True)[1]
    hour = (seconds_of_day(ended) // 3600).astype(np.int64)
    seen = np.zeros((codes.max() + 1, 24), dtype=bool)
    seen[codes, hour] = True
    rows: Column = (seen.sum(axis=1) >= MACHINE_HOURS)[codes]
    return rows


def _checks(begun: Column, ended: Column, taken: Column, least: float, left_out: int) -> tuple[Check, ...]:
    rounded = max(on_the_minute(begun), on_the_minute(ended)) > 0.25
    finest = _MINUTE if rounded else 1.0
    backwards = float(np.mean(taken < 0))
    return (
        check(
            least >= 2 * finest,
            ("时钟比最短用时细一倍以上", "The clock is at least twice as fine as the least time"),
            (
                f"时钟精确到 {finest:.0f} 秒，最短用时 {least:.0f} 秒；{left_out} 件由机器办理，未计",
                f"the clock tells {finest:.0f} s, the least time is {least:.0f} s; {left_out} handled by machine "
                "are left out",
            ),
        ),
        check(
            backwards <= 0.01,
            ("开始和结束用的是同一时钟", "Beginning and end are told by one clock"),
            (f"{percent_of(backwards)} 先结束后开始", f"{percent_of(backwards)} end before they begin"),
        ),
    )
