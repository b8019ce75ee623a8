"""Identical time stamps: do more events share a second than chance and honest bursts explain?

Given how many events fall into each ten minutes (n of them in cell i), the pairs within one second are nearly
Poisson with mean sum C(n, 2)/600: the birthday problem (Diaconis & Mosteller 1989, *JASA* 84(408), 853-861) within
a profile as fine as the day is; the mean is raised by the tolerance 1.2 for clocks that are a little coarse. Bursts
of people within a minute (a class told to submit now) are no bulk entry, so the pairs of one second must also
exceed half the pairs that are 1 to 5 s apart, with the same tolerance: given both, same ~ Bin(same + near,
1.2/11.2). The p is the larger of the two.

Looked at first: whether the clock tells seconds; whether a queue wrote what had waited (ties no larger than the
silence before them would have brought, and ties that come back at the same minute of three days, are counted once);
how many records one action leaves (without accounts, two at least, or the most frequent size of a tie).

Power by simulation (`benchmarks/forensic_cases_times.py`): six of 300 records in one second are seen in four of
five cases where accounts are known and in half where they are not, 40 of 2,000 nearly always.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from assess.base.tails import binomial_tail, poisson_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.clocks import clock_check
from assess.forensics.intervals import wilson
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, too_few
from assess.forensics.phrases import lead
from assess.forensics.telling import ASKS_BELOW, check, nothing, percent_of

TEST = "identical_time_stamps"
LEAST = 50
CELL_S = 600
NEAR = 5
TOLERANCE = 1.2
JOB_DAYS = 3
_MOST_TIED = 0.5
_OFTEN = 3


class Ties(msgspec.Struct, frozen=True):
    """Pairs of one second (`same`), 1 to 5 s apart (`near`), their chance mean, and the sizes of the ties."""

    same: int
    near: int
    mean: float
    sizes: Column
    flushed: int
    n: int


def ties_of(seconds: Column, writes: int = 1) -> Ties:
    """Count pairs among whole `seconds` since any start; events of a queue that was written at once count once.

    `writes` is how many records one action may leave: a tie of m counts as one of m/writes, rounded up.
    """
    at, size = np.unique(seconds, return_counts=True)
    flush = _flushes(at, size)
    flushed = int((size[flush] - 1).sum())
    size = np.where(flush, 1, -(-size // writes))
    cells = np.bincount(np.unique(at // CELL_S, return_inverse=True)[1], weights=size)
    near = 0
    for lag in range(1, NEAR + 1):
        place = np.searchsorted(at, at + lag)
        found = (place < len(at)) & (at[np.minimum(place, len(at) - 1)] == at + lag)
        near += int((size[found] * size[place[found]]).sum())
    return Ties(
        same=int((size * (size - 1) // 2).sum()), near=near, mean=float((cells * (cells - 1) / 2).sum() / CELL_S),
        sizes=size, flushed=flushed, n=int(size.sum()),
    )  # fmt: skip


def _flushes(at: Column, size: Column) -> Column:
    # A tie is a flush when the silence before it, at the usual pace of its hours, would have brought as many.
    hours = np.unique(at // 3600, return_inverse=True)[1]
    pace = np.bincount(hours)[hours] / 3600
    # A failure may begin in one hour and end in another, quieter one.
    pace = np.maximum(pace, np.r_[pace[:1], pace[:-1]])
    gap = np.r_[0, np.diff(at)]
    # Twice what it would have brought, as a failure hides some of the hour's pace, and two standard deviations.
    most = 2 * gap * pace
    waited = (size <= 2 + most + 2 * np.sqrt(most)) & (most >= 4)
    large: Column = (size >= 3) & (waited | _scheduled(at, size))
    return large


def _scheduled(at: Column, size: Column) -> Column:
    # A job that sends what was collected comes back at the same minute of the day.
    minute, day = at // 60 % 1440, at // 86400
    seen = np.unique(np.stack([minute[size >= 3], day[size >= 3]]), axis=1)
    minutes, days = np.unique(seen[0], return_counts=True)
    back: Column = np.isin(minute, minutes[days >= JOB_DAYS])
    return back


def same_second(columns: Columns, _options: Mapping[str, float]) -> Outcome:
    """Run the test on `time`, and on `person` where known: one person's entries of one second count once."""
    time, known = columns["time"], ~np.isnat(columns["time"])
    whole = time[known].astype("datetime64[s]")
    persons = "person" in columns
    if persons:
        who = np.unique(columns["person"][known], return_inverse=True)[1]
        whole = whole[np.unique(np.stack([whole.astype(np.int64), who]), axis=1, return_index=True)[1]]
    n = len(whole)
    if n < LEAST:
        return too_few(TEST, n, LEAST)
    writes = 1 if persons else writes_of(whole)
    found = ties_of(whole.astype(np.int64), writes)
    checks = (clock_check(whole), _not_a_queue(whole, found), _one_an_action(writes, persons))
    if failed := first_failed(TEST, n, checks):
        return failed
    by_chance = poisson_tail(found.same, found.mean * TOLERANCE)
    beside = binomial_tail(found.same, found.same + found.near, TOLERANCE / (TOLERANCE + 2 * NEAR))
    return _told(found, max(by_chance, beside), writes, checks)


def _not_a_queue(whole: Column, found: Ties) -> Check:
    sizes = np.unique(whole, return_counts=True)[1]
    tied = float(sizes[sizes >= 3].sum() / len(whole))
    return check(
        tied <= _MOST_TIED,
        ("时刻是逐条写下的，不是排队后一起写的", "Times are written one by one, not by a queue at once"),
        (
            f"{percent_of(tied)} 的记录三条以上同一秒；{found.flushed} 条像是积压后一起写入，未计",
            f"{percent_of(tied)} of records share a second with two or more; {found.flushed} look like a backlog "
            "written at once and are not counted",
        ),
    )


def writes_of(whole: Column) -> int:
    """How many records one action may leave, where accounts are not known: the most frequent size of a tie.

    Two at least, as any action may have been sent twice; more only for a size that comes three times or more.
    """
    sizes, times = np.unique(np.unique(whole, return_counts=True)[1], return_counts=True)
    times = np.where(sizes >= 2, times, 0)
    return int(sizes[np.argmax(times)]) if times.max() >= _OFTEN else 2


def _one_an_action(writes: int, persons: bool) -> Check:
    return check(
        True,
        ("一次操作算一条", "One record an action"),
        ("按账号去重", "rows of one account and second count once")
        if persons
        else (
            f"没有账号列，一次操作可能写下 {writes} 条，已按此折算",
            f"without accounts, one action may have been written {writes} times, which is allowed for",
        ),
    )


def _told(found: Ties, p: float, writes: int, checks: tuple[Check, ...]) -> Outcome:
    n, largest = found.n, int(found.sizes.max())
    tied = int(found.sizes[found.sizes >= 3].sum())
    lo, hi = wilson(tied, n)
    told = (
        f"{n:,} 条记录中，同一秒的有 {found.same:,} 对，偶然约 {found.mean:,.1f} 对；同一秒最多 {largest} 条。",
        f"Among {n:,} records, {found.same:,} pairs share a second, about {found.mean:,.1f} by chance; the largest "
        f"tie has {largest}.",
    )
    if p <= ASKS_BELOW:
        words = lead(
            f"{told[0]}这些记录是人逐条办的，还是批量写入的？",
            f"{told[1]} Were these entered one by one, or in bulk?",
        )
    else:
        words = nothing(*told)
    return Outcome(
        test=TEST, n=n, p=p, checks=checks, words=words,
        effect=Effect(
            name=Text(zh="三条以上同一秒的记录占比", en="Share of records that share a second with two or more "
            "others"),
            value=tied / n, lo=lo, hi=hi, unit="share",
        ),
        figures={
            "pairs_of_one_second": found.same, "pairs_by_chance": found.mean, "pairs_1_to_5_s_apart": found.near,
            "largest_tie": largest, "written_from_a_queue": found.flushed, "records_an_action": writes,
        },
    )  # fmt: skip
