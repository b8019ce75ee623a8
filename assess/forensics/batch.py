"""Batch closing: are more cases closed in one minute, or in one day, than the staff could close by hand?

Whoever closes cases one by one needs at least `seconds` each. S people who do nothing else close, in one minute, at
most Poisson(S·60/seconds) cases; honest closing stays below that, so p of a minute with k closings is at most
P(Poisson(S·60/seconds) >= k), and of M minutes with closings the smallest times M (Bonferroni). Where `minutes` of
work per case are stated, a day is judged in the same way by Poisson(S·480/minutes). S is `staff`, or one where the
column `person` tells who closed the case. The bound holds whatever the profile of the day is; how many cases the
same minutes' hour usually sees is told beside it, never used as a proof: spikes over a profile are found in honest
offices.

Set aside first: batches that come back at the same minute of the day on three days or more (a scheduled job) and
those of the record's first day (cases moved in from an older system). Batch closing at month's end of work done
before is common; the test asks, and the answer may be that.

Power: a minute with three times the bound of one person, 18 closings at ten seconds each, is always seen among 50
cases.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec
import numpy as np

from assess.base.tails import poisson_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.clocks import seconds_of_day
from assess.forensics.intervals import wilson
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, silence, too_few
from assess.forensics.phrases import lead
from assess.forensics.telling import ASKS_BELOW, check, nothing, percent_of

TEST = "batch_closing"
LEAST = 50
DAY_MINUTES = 480
_JOB_DAYS = 3


class Batches(msgspec.Struct, frozen=True):
    """Groups of closings of one unit of time: `size`, the `span` (minute or day) and whose they are (`who`)."""

    size: Column
    span: Column
    who: Column


def batch_closing(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """Run the test on closing times `time`, with `person` (who closed) or the option `staff`."""
    known = ~np.isnat(columns["time"])
    if "person" in columns:
        known &= columns["person"] != ""
    time = columns["time"][known]
    n = len(time)
    by_person = "person" in columns
    staff = 1.0 if by_person else options["staff"]
    if not staff:
        why = Text(
            zh="不知道是谁或有多少人在办结，不作判断：一分钟十二件也可能是十二个人各办一件。",
            en="Neither who closes cases nor how many people do is known: twelve in a minute may be twelve people. "
            "Silent.",
        )
        return silence(TEST, n, why)
    if n < LEAST:
        return too_few(TEST, n, LEAST)
    who = np.unique(columns["person"][known], return_inverse=True)[1] if by_person else np.zeros(n, dtype=np.int64)
    minute = time.astype("datetime64[m]").astype(np.int64)
    bound = staff * 60 / options["seconds"]
    minutes = _grouped(minute, who)
    aside = _set_aside(minutes, bound, int(minute.min()) // 1440)
    checks = (_clock(time), _jobs(minutes, aside))
    if failed := first_failed(TEST, n, checks):
        return failed
    kept = Batches(size=minutes.size[~aside], span=minutes.span[~aside], who=minutes.who[~aside])
    p, limit = _least_p(kept.size, bound), bound
    looked = 1
    if options["minutes"]:
        # Days are counted again without the minutes that were set aside.
        days = _grouped(np.repeat(kept.span // 1440, kept.size), np.repeat(kept.who, kept.size))
        by_day = _least_p(days.size, staff * DAY_MINUTES / options["minutes"])
        p, looked = min(p, by_day), 2
    return _told(kept, min(1.0, p * looked), limit, _usual(minute, kept), checks, int(minutes.size[aside].sum()))


def _grouped(span: Column, who: Column) -> Batches:
    pairs, size = np.unique(np.stack([span, who]), axis=1, return_counts=True)
    return Batches(size=size, span=pairs[0], who=pairs[1])


def _least_p(size: Column, bound: float) -> float:
    return min(1.0, poisson_tail(int(size.max()), bound) * len(size)) if len(size) else 1.0


def _above(size: Column, bound: float) -> Column:
    # Twice the bound and ten: clearly no work by hand, whatever the bound's own error.
    above: Column = size >= max(10.0, 2 * bound)
    return above


def _set_aside(minutes: Batches, bound: float, first_day: int) -> Column:
    above = _above(minutes.size, bound)
    of_day, day = minutes.span % 1440, minutes.span // 1440
    seen = np.unique(np.stack([of_day[above], day[above]]), axis=1)
    at, days = np.unique(seen[0], return_counts=True)
    scheduled = above & np.isin(of_day, at[days >= _JOB_DAYS])
    moved: Column = above & (day == first_day)
    return scheduled | moved


def _usual(minute: Column, kept: Batches) -> float:
    # Cases a minute that the hour of day of the largest batch sees on all other days.
    if not len(kept.size):
        return math.nan
    top = int(kept.span[np.argmax(kept.size)])
    days = len(np.unique(minute // 1440))
    same_hour = (minute % 1440 // 60 == top % 1440 // 60) & (minute // 1440 != top // 1440)
    return float(same_hour.sum() / 60 / max(1, days - 1))


def _clock(time: Column) -> Check:
    hours = float(np.mean(seconds_of_day(time) % 3600 == 0))
    return check(
        hours <= 0.1,
        ("办结时刻写到分", "Closing times tell the minute"),
        (f"{percent_of(hours)} 只有日期或整点", f"{percent_of(hours)} are dates or whole hours"),
    )


def _jobs(minutes: Batches, aside: Column) -> Check:
    cases = int(minutes.size[aside].sum())
    share = cases / int(minutes.size.sum())
    return check(
        share <= 0.5,
        ("多数事项不是定时任务办结或旧系统迁入的", "Most cases are not closed by a scheduled job or moved in"),
        (
            f"{cases:,} 件（{percent_of(share)}）在固定时刻成批办结或在首日迁入，已搁置",
            f"{cases:,} ({percent_of(share)}) are closed at a fixed minute of several days or on the first day, "
            "and set aside",
        ),
    )


def _told(
    kept: Batches, p: float, bound: float, usual: float, checks: tuple[Check, ...], aside: int
) -> Outcome:  # fmt: skip
    n, largest = int(kept.size.sum()), int(kept.size.max()) if len(kept.size) else 0
    in_batches = int(kept.size[_above(kept.size, bound)].sum())
    lo, hi = wilson(in_batches, n)
    told = (
        f"一分钟内最多办结 {largest} 件，逐件办至多约 {bound:.0f} 件，其他日子同一小时平均每分钟 {usual:.1f} 件。",
        f"At most {largest} cases are closed within one minute; one by one about {bound:.0f} can be; the same hour "
        f"of other days sees {usual:.1f} a minute.",
    )
    if p <= ASKS_BELOW:
        words = lead(
            f"{told[0]}这些事项是此前分别办好再一起办结，还是没有逐件办理？",
            f"{told[1]} Had these cases been dealt with before and were closed together, or were they not dealt "
            "with one by one?",
        )
    else:
        words = nothing(*told)
    return Outcome(
        test=TEST, n=n, p=p, checks=checks, words=words,
        effect=Effect(
            name=Text(zh="一分钟内成批办结的占比", en="Share closed in batches of one minute"),
            value=in_batches / n if n else 0.0, lo=lo, hi=hi, unit="share",
        ),
        figures={
            "largest_in_a_minute": largest, "bound_a_minute": bound, "usual_a_minute": usual,
            "closed_in_batches": in_batches, "set_aside": aside,
        },
    )  # fmt: skip
