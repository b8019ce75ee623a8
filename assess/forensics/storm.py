"""Storm and fall back: does activity rise in a window (a visit, an assessment) and fall back after it?

With W days in the window, T1 is the window's mean less the mean of the 2W days before, T2 less that of the 2W days
after. Both must be unusual, so that an improvement that stays is not asked about: p = max(p1, p2). The same
contrasts are computed for every window of the series whose surroundings do not touch the real one (placebo windows,
as in Bertrand, Duflo & Mullainathan 2004, *Quarterly Journal of Economics* 119(1), 249-275), and each p is the
larger of the share of placebo windows that reach T, (1 + #)/(1 + m), and the tail of a t of m/W - 1 degrees of
freedom at T's distance from the placebo mean in placebo standard deviations; the second knows that windows which
overlap are not independent. Placebo windows carry the series' own autocorrelation, which regressions on an
interrupted series would take for proof.

Days of the week are made comparable first, by their means outside the window; with `expected` (peers, last year)
the series is taken relative to it.

Power by simulation (`benchmarks/forensic_cases_times.py`), 180 days with AR .5: a week raised by 2 sd is seen in 77
% of cases, by 3 sd in 97 %.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from assess.base.tails import t_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.clocks import days_of
from assess.forensics.outcome import Check, Effect, Outcome, first_failed
from assess.forensics.phrases import lead
from assess.forensics.telling import ASKS_BELOW, check, nothing

TEST = "storm_and_fall_back"
LEAST = 120
WINDOWS = 25
"""The series must be at least this many windows long."""


class Storm(msgspec.Struct, frozen=True):
    """Means `before`, `within` and `after`, `p`, how many `placebo` windows there are and their `spread`."""

    p: float
    before: float
    within: float
    after: float
    placebo: int
    spread: float


def storm_of(y: Column, start: int, width: int) -> Storm:
    """The test on a daily series `y` with the window at `start`; at least 2·width days on both sides."""
    sums = np.r_[0.0, np.cumsum(y)]
    starts = np.arange(2 * width, len(y) - 3 * width + 1)

    def mean(first: Column, days: int) -> Column:
        means: Column = (sums[first + days] - sums[first]) / days
        return means

    before, within, after = (
        mean(starts - 2 * width, 2 * width),
        mean(starts, width),
        mean(starts + width, 2 * width),
    )
    here = start - 2 * width
    others = np.abs(starts - start) >= 3 * width
    p, spread = 0.0, 0.0
    for contrast in (within - before, within - after):
        placebo = contrast[others]
        p = max(p, _placebo_p(float(contrast[here]), placebo, width))
        spread = max(spread, float(placebo.std(ddof=1)))
    return Storm(
        p=p, before=float(before[here]), within=float(within[here]), after=float(after[here]),
        placebo=int(others.sum()), spread=spread,
    )  # fmt: skip


def _placebo_p(t: float, placebo: Column, width: int) -> float:
    m = len(placebo)
    by_rank = (1 + int(np.sum(placebo >= t - 1e-12))) / (1 + m)
    spread = float(placebo.std(ddof=1))
    distance = (t - float(placebo.mean())) / spread if spread > 0 else 0.0
    return max(by_rank, t_tail(distance, max(1.0, m / width - 1)))


def storm(columns: Columns, _options: Mapping[str, float]) -> Outcome:
    """Run the test on rows of days: `time`, `count`, `marked` (1 or a word inside the window), maybe `expected`."""
    y, inside = _series(columns)
    places = np.flatnonzero(inside)
    n, width = len(y), len(places)
    checks = _checks(n, places, y)
    if failed := first_failed(TEST, n, checks):
        return failed
    found = storm_of(y, int(places[0]), width)
    return _told(found, n, width, checks)


def marked(column: Column) -> Column:
    """Which rows are marked: a number other than 0, or a word other than no (否, 无, 不, no, false, 0)."""
    if column.dtype.kind in "fiub":
        numbers: Column = np.nan_to_num(column.astype(float)) != 0
        return numbers
    words: Column = ~np.isin(
        np.char.lower(np.char.strip(column.astype(str))), ["", "0", "否", "无", "不", "no", "false"]
    )
    return words


def _series(columns: Columns) -> tuple[Column, Column]:
    time, y, inside = columns["time"], columns["count"].astype(float), marked(columns["marked"])
    expected = columns["expected"].astype(float) if "expected" in columns else np.ones(len(y))
    usable = ~np.isnat(time) & np.isfinite(y) & np.isfinite(expected) & (expected > 0)
    order = np.argsort(time[usable], kind="stable")
    time, y, inside = (column[usable][order] for column in (time, y / np.where(expected > 0, expected, 1), inside))
    if not len(y) or inside.all():
        return y, inside
    weekday = (days_of(time) + 3) % 7
    outside = float(y[~inside].mean())
    level = np.array(
        [y[~inside & (weekday == d)].mean() if (~inside & (weekday == d)).any() else 0 for d in range(7)]
    )
    # Days of the week on which next to nothing happens (closed) are no days of this series.
    level = level / outside if outside > 0 else np.ones(7)
    works = level[weekday] > 0.05
    scaled: Column = y[works] / level[weekday[works]] / (outside if outside > 0 else 1)
    return scaled, inside[works]


def _checks(n: int, places: Column, y: Column) -> tuple[Check, ...]:
    width = len(places)
    whole = width > 0 and int(places[-1] - places[0]) == width - 1
    room = whole and places[0] >= 2 * width and places[-1] < n - 2 * width
    least = max(LEAST, WINDOWS * width)
    return (
        check(
            whole and width >= 2,
            ("只有一段连续的时段，至少两天", "One window without gaps, of two days or more"),
            (f"标出 {width} 天", f"{width} days are marked"),
        ),
        check(
            room,
            ("时段前后各有两倍长度的日子", "Twice the window's length before and after it"),
            (f"共 {n} 天", f"{n} days in all"),
        ),
        check(
            n >= least,
            ("序列足够长，有足够多的对照时段", "The series is long enough for placebo windows"),
            (f"{n} 天，需要 {least} 天", f"{n} days, {least} needed"),
        ),
        check(
            n > 0 and float(y.std()) > 0,
            ("数值有变化", "The figures vary"),
            ("有" if n and y.std() > 0 else "全部相同", "they do" if n and y.std() > 0 else "all are equal"),
        ),
    )


def _told(found: Storm, n: int, width: int, checks: tuple[Check, ...]) -> Outcome:
    around = max(found.before, found.after)
    rise = (found.within - around) / around if around > 0 else 0.0
    fell = (found.within - found.after) / (found.within - found.before) if found.within > found.before else 0.0
    spread = 1.96 * found.spread / (around if around > 0 else 1)
    told = (
        f"所问 {width} 天的日均数比前后较高的一边高 {rise:+.0%}；{found.placebo} 个对照时段中约有 {found.p:.1%} "
        "会这样。",
        f"The mean of the {width} days is {rise:+.0%} against the higher of before and after; about {found.p:.1%} "
        f"of {found.placebo} placebo windows would do so.",
    )
    if found.p <= ASKS_BELOW:
        words = lead(
            f"{told[0]}那几天发生了什么，之后为何落回？",
            f"{told[1]} What happened on those days, and why did it fall back?",
        )
    else:
        words = nothing(*told)
    return Outcome(
        test=TEST, n=n, p=found.p, checks=checks, words=words,
        effect=Effect(
            name=Text(zh="时段内高出前后的比例", en="Rise in the window over its surroundings"),
            value=rise, lo=rise - spread, hi=rise + spread, unit="share",
        ),
        figures={
            "window_days": width, "placebo_windows": found.placebo, "before": found.before,
            "within": found.within, "after": found.after, "share_of_the_rise_that_fell_back": fell,
        },
    )  # fmt: skip
