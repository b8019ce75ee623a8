"""Punch-in regularity: do check-ins fall closer to a person's own usual second than people can keep to?

Per person the first check-in of each day is compared with that person's median time of day. With people's time of
day spread by 30 s or more (standard deviation), the number of days within 5 s of the median, the median's own day
left out, is at most K ~ Bin(n - 1, p0) with p0 = P(|Z| <= 5.5/30) = 0.145 (clocks cut fractions off, so within 5 s
means within 5.5); p = P(K or more). Nobody leaves home with a spread of 30 s: people who live by an alarm clock are
still spread by a minute or more. Over persons the smallest Benjamini-Hochberg q is the p of the body (Simes 1986,
*Biometrika* 73(3), 751-754), and persons with q <= 0.05 are counted. Counting near the median is not upset by one
late day, as a variance would be. That regularity marks machines is the idea of Goh & Barabasi 2008 (*EPL* 81,
48002); their burstiness B is not used: weekends decide it.

Power by simulation (`benchmarks/forensic_cases_times.py`): a robot with a jitter of 2 s is seen from eight days on
in all cases, one of 15 s in nine of ten after 20 days, one that varies by minutes never.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import msgspec
import numpy as np

from assess.base.tails import binomial_tail, poisson_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.clocks import days_of, seconds_of_day
from assess.forensics.combine import benjamini_hochberg
from assess.forensics.intervals import wilson
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, silence
from assess.forensics.phrases import lead
from assess.forensics.telling import ASKS_BELOW, check, nothing, percent_of

TEST = "punch_in_regularity"
LEAST_DAYS = 8
NEAR_S = 5.0
HUMAN_SD_S = 30.0
P0 = math.erf((NEAR_S + 0.5) / HUMAN_SD_S / math.sqrt(2))
_MINUTE_SHARE = 0.5
_MOMENTS = ((10.0, 2), (30.0, 5), (60.0, 5))
"""Seconds on both sides that make a moment, and how many others it takes at least."""
_AROUND_S = 600.0


class Persons(msgspec.Struct, frozen=True):
    """Of each person with enough days: `n`, days `near` the own `median` (seconds of the day), `on_minute`."""

    n: Column
    near: Column
    median: Column
    on_minute: Column


def persons_of(time: Column, person: Column, least: int = LEAST_DAYS) -> Persons:
    """The first check-in of each person's each day, brought together by person; order of rows does not matter."""
    known = ~np.isnat(time) & (person != "")
    time, codes = time[known], np.unique(person[known], return_inverse=True)[1]
    order = np.lexsort((time, codes))
    time, codes = time[order], codes[order]
    day, s = days_of(time), seconds_of_day(time)
    first = np.ones(len(time), dtype=bool)
    first[1:] = (codes[1:] != codes[:-1]) | (day[1:] != day[:-1])
    codes, s = codes[first], s[first]
    order = np.lexsort((s, codes))
    codes, s = codes[order], s[order]
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if len(codes) else np.zeros(0, dtype=np.int64)
    n = np.diff(np.r_[starts, len(codes)])
    median = s[starts + (n - 1) // 2] if len(starts) else s
    near = np.abs(s - np.repeat(median, n)) <= NEAR_S
    minute = np.floor(s) % 60 == 0
    if not len(starts):
        return Persons(n=n, near=n, median=median, on_minute=median)
    enough = n >= least
    return Persons(
        n=n[enough],
        near=(np.add.reduceat(near, starts) - 1)[enough],
        median=median[enough],
        on_minute=(np.add.reduceat(minute, starts) / n)[enough],
    )


def punch_in(columns: Columns, _options: Mapping[str, float]) -> Outcome:
    """Run the test on check-ins: `time` and `person`. Silent where a clock or a queue explains regularity."""
    people = persons_of(columns["time"], columns["person"])
    tested = people.on_minute < _MINUTE_SHARE
    m = int(tested.sum())
    if not len(people.n):
        why = Text(
            zh=f"没有人有至少 {LEAST_DAYS} 天的打卡记录，不作判断。",
            en=f"Nobody has check-ins on {LEAST_DAYS} days or more; silent.",
        )
        return silence(TEST, 0, why)
    clock = _clock(tested)
    if failed := first_failed(TEST, len(people.n), (clock,)):
        return failed
    p = np.array([_tail(int(k), int(n)) for k, n in zip(people.near[tested], people.n[tested], strict=True)])
    medians = people.median[tested]
    regular = np.array(benjamini_hochberg(p.tolist())) <= ASKS_BELOW
    together = np.zeros(m, dtype=bool)
    together[regular] = same_moment(medians)[regular]
    kept = ~together
    checks = (clock, _queue(int(together.sum()), m))
    if failed := first_failed(TEST, m, checks):
        return failed
    q = np.array(benjamini_hochberg(p[kept].tolist()))
    shares = people.near[tested][kept] / (people.n[tested][kept] - 1)
    return _told(q, shares, checks, aside=int(together.sum()), rounded=int((~tested).sum()))


def same_moment(medians: Column) -> Column:
    """Which persons share a moment of the day beyond chance.

    A gate that opens at eight, a kiosk's queue, the end of work at six or one scheduled import makes many people
    regular at the same time. Four times as many others within 10 s, or five and more within 30 or 60 s, as the
    persons within ten minutes would put there (Poisson, 0.1 %) are such a moment; so is a row of persons at most
    10 s apart most of whom are in one. The records cannot tell it from one script for many accounts.
    """
    order = np.argsort(medians, kind="stable")
    ordered = medians[order]
    crowd = np.zeros(len(ordered), dtype=bool)
    around = _others(ordered, _AROUND_S)
    for width, least in _MOMENTS:
        close = _others(ordered, width)
        expected = np.maximum(around - close, 1) * width / (_AROUND_S - width)
        for i in np.flatnonzero((close >= least) & (close >= 4 * expected) & ~crowd):
            crowd[i] = poisson_tail(int(close[i]), float(expected[i])) < 1e-3
    rows = np.cumsum(np.r_[0, np.diff(ordered) > _MOMENTS[0][0]]) if len(ordered) else np.zeros(0, dtype=np.int64)
    mostly = np.bincount(rows, weights=crowd) > 0.5 * np.bincount(rows)
    found = np.zeros(len(medians), dtype=bool)
    found[order] = crowd | mostly[rows]
    return found


def _others(ordered: Column, width: float) -> Column:
    upto = np.searchsorted(ordered, ordered + width, "right")
    within: Column = upto - np.searchsorted(ordered, ordered - width, "left") - 1
    return within


@lru_cache(maxsize=100_000)
def _tail(near: int, days: int) -> float:
    return binomial_tail(near, days - 1, P0)


def _clock(tested: Column) -> Check:
    rounded = 1 - float(tested.mean())
    return check(
        rounded <= 0.5,
        ("时钟精确到秒", "The clock tells seconds"),
        (
            f"{percent_of(rounded)} 的人的打卡时刻多为整分",
            f"the check-ins of {percent_of(rounded)} of persons are mostly on the minute",
        ),
    )


def _queue(aside: int, m: int) -> Check:
    return check(
        aside < m,
        ("规律的人不是在同一时刻一起打卡", "Regular persons do not check in at one moment together"),
        (
            f"{m:,} 人中 {aside:,} 人与他人同在一刻（开门、排队或统一导入），已搁置",
            f"{aside:,} of {m:,} share a moment with others (a gate, a queue, an import) and are set aside",
        ),
    )


def _told(q: Column, shares: Column, checks: tuple[Check, ...], aside: int, rounded: int) -> Outcome:
    m, asked = len(q), int((q <= ASKS_BELOW).sum())
    lo, hi = wilson(asked, m)
    usual = float(np.mean(shares[q <= ASKS_BELOW])) if asked else float(np.mean(shares))
    if asked:
        words = lead(
            f"{m:,} 个账号中，{asked:,} 个在其余日子里有 {percent_of(usual)} 打卡落在自己惯常时刻的前后 5 秒内，"
            f"人通常不到 {percent_of(P0)}。这些卡是谁、用什么打的？",
            f"Of {m:,} accounts, {asked:,} check in within 5 s of their own usual time on {percent_of(usual)} of "
            f"other days; people stay below {percent_of(P0)}. Who or what made these check-ins?",
        )
    else:
        words = nothing(
            f"{m:,} 个账号的打卡时刻都没有比人能做到的更整齐。",
            f"None of {m:,} accounts checks in more regularly than people can.",
        )
    if aside:
        more = _set_aside(aside)
        words = Text(zh=words.zh + more.zh, en=words.en + more.en)
    name = Text(zh="比人能做到的更整齐的账号占比", en="Share of accounts more regular than people can be")
    return Outcome(
        test=TEST, n=m, p=float(q.min()), checks=checks, words=words,
        effect=Effect(name=name, value=asked / m, lo=lo, hi=hi, unit="share"),
        figures={
            "accounts": m, "regular": asked, "share_within_5_s": usual, "p0": P0,
            "set_aside_one_moment": aside, "set_aside_on_the_minute": rounded,
        },
    )  # fmt: skip


def _set_aside(aside: int) -> Text:
    return Text(
        zh=f"另有 {aside:,} 个账号也一样整齐，但都在同一时刻打卡，本检验没有判断：开门、排队、统一导入和一个程序"
        "替多人打卡，从记录上分不开，请看那一刻的设备记录。",
        en=f" {aside:,} more accounts are as regular but share one moment, and were not judged: from records, a "
        "gate, a queue or an import cannot be told from one program that checks in for many. Look at device logs "
        "of that moment.",
    )
