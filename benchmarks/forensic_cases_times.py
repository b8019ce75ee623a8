"""Honest and fabricated points in time, series and traces for the tests that read them."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from forensic_cases import Case
from numpy.random import Generator

from assess.forensics.card import Columns

Array = np.ndarray[Any, np.dtype[Any]]
MONDAY = 1_767_571_200
"""Monday, 5 January 2026, midnight, in seconds since 1970."""
DAY = 86_400


def at(seconds: Array) -> Array:
    """Times from seconds since 1970, cut to whole seconds as clocks do."""
    times: Array = np.floor(seconds).astype(np.int64).astype("datetime64[s]").astype("datetime64[us]")
    return times


# Check-ins


def check_ins(
    rng: Generator, *, sd: float, days: int, people: int = 20, honest_days: float = 0.0, uniform: float = 0.0
) -> Columns:
    """Each person's own time between 7:30 and 9:00, spread by `sd` or evenly by `uniform` s; on some days as people."""
    own = rng.uniform(7.5 * 3600, 9 * 3600, (people, 1))
    away = rng.normal(0, sd, (people, days)) if not uniform else rng.uniform(-uniform, uniform, (people, days))
    human = rng.random((people, days)) < honest_days
    away = np.where(human, rng.normal(0, 300, (people, days)), away)
    seconds = MONDAY + np.arange(days) * DAY + own + away
    return {"time": at(seconds.ravel()), "person": np.repeat(np.arange(people).astype(str), days)}


def alarm_clocks(rng: Generator, *, days: int) -> Columns:
    """People who rise by an alarm: most days within a minute, one in five a late day."""
    own = rng.uniform(7.5 * 3600, 9 * 3600, (20, 1))
    late = rng.random((20, days)) < 0.2
    away = np.where(late, rng.exponential(600, (20, days)), rng.normal(0, 60, (20, days)))
    seconds = MONDAY + np.arange(days) * DAY + own + away
    return {"time": at(seconds.ravel()), "person": np.repeat(np.arange(20).astype(str), days)}


def to_the_minute(rng: Generator) -> Columns:
    """Honest people with a spread of two minutes and a clock that tells minutes."""
    drawn = check_ins(rng, sd=120, days=20)
    return {**drawn, "time": drawn["time"].astype("datetime64[m]").astype("datetime64[us]")}


def kiosk(rng: Generator, *, apart: float = 0.0) -> Columns:
    """Thirty people wait at a gate that opens at 8:00:00 and pass it within seconds; twenty others come as people."""
    place = apart * np.arange(30)[:, None]
    gate = MONDAY + np.arange(20) * DAY + 8 * 3600 + place + rng.uniform(0, 8, (30, 20))
    others = check_ins(rng, sd=120, days=20)
    names = np.repeat(np.char.add("q", np.arange(30).astype(str)), 20)
    return {"time": np.r_[at(gate.ravel()), others["time"]], "person": np.r_[names, others["person"]]}


def leaving(rng: Generator) -> Columns:
    """Fifty people who leave as soon as the clock strikes six."""
    seconds = MONDAY + np.arange(20) * DAY + 18 * 3600 + rng.exponential(40, (50, 20))
    return {"time": at(seconds.ravel()), "person": np.repeat(np.arange(50).astype(str), 20)}


def some_robots(rng: Generator, *, days: int = 20) -> Columns:
    """Five robots with a jitter of 2 s among 95 people."""
    robots, people = check_ins(rng, sd=2, days=days, people=5), check_ins(rng, sd=120, days=days, people=95)
    names = np.char.add("r", robots["person"])
    return {"time": np.r_[robots["time"], people["time"]], "person": np.r_[names, people["person"]]}


# Records in time


def records(
    rng: Generator, *, n: int, days: int = 5, bulk: float = 0.0, rounded: bool = False, lift: float = 1.0
) -> Columns:
    """`n` records in office hours with a peak at nine; a share in bulk at one second; maybe told to the minute."""
    hours = np.array([9, 10, 11, 14, 15, 16])
    p = np.array([3 * lift, 2, 1, 1, 1, 1])
    seconds = MONDAY + rng.integers(0, days, n) * DAY + rng.choice(hours, n, p=p / p.sum()) * 3600.0
    seconds += rng.uniform(0, 3600, n)
    inserted = round(bulk * n)
    seconds[:inserted] = seconds[0]
    if rounded:
        seconds = seconds // 60 * 60
    return {"time": at(seconds)}


def bulk_by_account(rng: Generator) -> Columns:
    """Six of 300 records of different accounts in one second."""
    return {**records(rng, n=300, bulk=0.02), "person": np.arange(300).astype(str)}


def classes(rng: Generator) -> Columns:
    """Honest bursts: groups of forty told to submit now, spread over some twenty seconds."""
    starts = MONDAY + rng.integers(0, 5, 12) * DAY + rng.uniform(9 * 3600, 16 * 3600, 12)
    seconds = np.repeat(starts, 40) + rng.normal(0, 10, 480)
    return {"time": at(seconds)}


def queue(rng: Generator, *, outages: int) -> Columns:
    """Honest records; during outages of ten minutes they wait and are written in the second when it ends."""
    seconds = np.sort(records(rng, n=1500)["time"].astype("datetime64[s]").astype(np.int64))
    for _ in range(outages):
        start = rng.choice(seconds)
        seconds[(seconds >= start) & (seconds < start + 600)] = start + 600
    return {"time": at(seconds)}


def flushed(rng: Generator) -> Columns:
    """A queue that writes everything every ten minutes."""
    seconds = records(rng, n=1500)["time"].astype("datetime64[s]").astype(np.int64)
    return {"time": at(seconds // 600 * 600 + 607)}


def doubled(rng: Generator, *, n: int = 1000, share: float = 0.3, more: int = 1) -> Columns:
    """Honest records of which a share is written once or more times more in the same second."""
    time = records(rng, n=n)["time"]
    return {"time": np.r_[time, np.repeat(time[rng.random(n) < share], more)]}


def opening(rng: Generator) -> Columns:
    """Honest records, and three hundred people who wait for bookings to open."""
    time = records(rng, n=1000)["time"]
    return {"time": np.r_[time, at(MONDAY + 2 * DAY + 9 * 3600 + rng.exponential(20, 300))]}


# Cases closed and handled


def closings(rng: Generator, *, batches: int = 0, size: int = 60, nightly: bool = False, moved: int = 0) -> Columns:
    """Six people close about fifty cases a day; batches within a minute, a nightly job, cases moved in."""
    seconds = [records(rng, n=1000, days=20)["time"].astype("datetime64[s]").astype(np.int64)]
    for _ in range(batches):
        start = MONDAY + DAY * rng.integers(1, 20) + rng.integers(9 * 3600, 17 * 3600)
        seconds.append(start // 60 * 60 + rng.integers(0, 60, size))
    if nightly:
        seconds += [MONDAY + DAY * d + rng.integers(0, 60, 40) for d in range(1, 20)]
    if moved:
        seconds.append(MONDAY + 7 * 3600 + rng.integers(0, 60, moved))
    return {"time": at(np.concatenate(seconds))}


def diligent(rng: Generator) -> Columns:
    """An honest evening of ticking off: three people, twelve seconds a case on average, for two hours."""
    gaps = np.maximum(10, rng.gamma(4, 3, (3, 600)))
    seconds = MONDAY + 16 * 3600 + np.cumsum(gaps, axis=1)
    return {"time": at(seconds.ravel()), "person": np.repeat(np.array(["a", "b", "c"]), 600)}


def handled(rng: Generator, *, fast: float, clock: int = 1, machine: bool = False) -> Columns:
    """400 cases of about an hour, a share clicked through in seconds; the fast ones maybe by a machine, day and night."""
    begun = MONDAY + rng.integers(0, 20, 400) * DAY + rng.uniform(9 * 3600, 16 * 3600, 400)
    quick = rng.random(400) < fast
    if machine:
        begun = np.where(quick, MONDAY + rng.uniform(0, 20 * DAY, 400), begun)
    taken = np.where(quick, rng.uniform(1, 20, 400), 60 + rng.gamma(2, 1800, 400))
    person = np.where(quick & machine, "m", rng.choice(["a", "b", "c"], 400))
    ended = (begun + taken) // clock * clock
    return {"time": at(begun // clock * clock), "ended": at(ended), "person": person}


def sightings(rng: Generator, *, unchanged: float, moved_once: bool = False) -> Columns:
    """Forty datasets seen monthly for a year and redated each month; a share of moves without a change."""
    unit, month = np.repeat(np.arange(40).astype(str), 12), np.tile(np.arange(12), 40)
    same = rng.random(480) < unchanged
    edition = np.cumsum(~same)
    stated = MONDAY + (month * 30 + rng.integers(0, 28, 480)) * DAY
    if moved_once:
        at_six = month == 6
        same = np.where(at_six, True, same)
        edition, stated = np.cumsum(~same), np.where(at_six, MONDAY + 200 * DAY, stated)
    return {
        "unit": unit, "seen": at(MONDAY + (month * 30 + 29) * DAY), "time": at(stated), "digest": edition.astype(str),
    }  # fmt: skip


# Series of days


def counts(rng: Generator, mean: Array, size: float) -> Array:
    """Poisson counts, or negative binomial ones of `size` (the smaller, the rougher)."""
    drawn: Array = rng.poisson(mean * rng.gamma(size, 1 / size, mean.shape) if size else mean).astype(float)
    return drawn


def months(
    rng: Generator,
    *,
    periods: int,
    natural: float = 1.0,
    lift: float = 1.0,
    size: float = 0.0,
    compare: bool = True,
) -> Columns:
    """Months of 30 days of about 20; a natural month's end in all offices, and a rush of this body alone."""
    day = np.arange(30 * periods)
    mean = np.full(30 * periods, 20.0)
    mean[day % 30 >= 27] *= natural
    own = mean.copy()
    own[day % 30 >= 27] *= lift
    columns = {
        "period": (day // 30).astype(str), "time": at(MONDAY + day * float(DAY)), "count": counts(rng, own, size),
    }  # fmt: skip
    return {**columns, "expected": counts(rng, mean * 10, size)} if compare else columns


def days(rng: Generator, *, n: int, ar: float = 0.0, rise: float = 0.0, stays: bool = False) -> Columns:
    """A series with autocorrelation, weekends at a third, and a week that rises by so many sd; maybe it stays."""
    noise = rng.normal(0, 1, n)
    for i in range(1, n):
        noise[i] = ar * noise[i - 1] + np.sqrt(1 - ar**2) * noise[i]
    start = int(rng.integers(14, n - 21))
    marked = np.zeros(n)
    marked[start : start + 7] = 1
    noise[start : n if stays else start + 7] += rise
    weekend = np.where(np.arange(n) % 7 >= 5, 1 / 3, 1)
    return {"time": at(MONDAY + np.arange(n) * float(DAY)), "count": (100 + 10 * noise) * weekend, "marked": marked}


# Reported, traced and peers


def report(rng: Generator, *, n: int, times: float, coverage: float = 0.97, said: float | None = None) -> Columns:
    """`n` true events, traces that keep a share of them, and a report of `times` as many."""
    traced = rng.binomial(n, coverage)
    told = coverage if said is None else said
    return {"reported": np.array([n * times]), "traced": np.array([float(traced)]), "coverage": np.array([told])}


def peers(rng: Generator, *, n: int = 60, tau: float, inflated: float = 0.0, times: float = 1.8) -> Columns:
    """Bodies that differ by `tau`; a share reports `times` as much."""
    expected = rng.uniform(100, 2000, n)
    factor = np.where(np.arange(n) < inflated * n, times, 1.0)
    observed = rng.poisson(expected * np.exp(rng.normal(0, tau, n)) * factor).astype(float)
    return {"unit": np.arange(n).astype(str), "count": observed, "expected": expected}


PUNCH, SECOND, BATCH = "punch_in_regularity", "identical_time_stamps", "batch_closing"
FAST, FRESH, RUSH = "faster_than_possible", "freshness_theatre", "period_end_rush"
STORM, RATIO, FUNNEL = "storm_and_fall_back", "trace_ratio", "peer_funnel"
SAME = {"same_unit": 1}

CASES: tuple[Case, ...] = (
    *(
        Case(PUNCH, f"people, spread {sd} s, {n} days", True, partial(check_ins, sd=sd, days=n))
        for sd, n in ((30, 8), (30, 60), (60, 20), (300, 60))
    ),
    Case(PUNCH, "alarm clocks, 60 days", True, partial(alarm_clocks, days=60)),
    Case(PUNCH, "clock told to the minute", True, to_the_minute, expect_silent=True),
    Case(PUNCH, "thirty people at a gate that opens at eight", True, kiosk),
    Case(PUNCH, "a queue in the same order every day, 4 s each", True, partial(kiosk, apart=4.0)),
    Case(PUNCH, "fifty people leave after six, half within 28 s", True, leaving),
    Case(PUNCH, "one robot, 2 s, 8 days", False, partial(check_ins, sd=2, days=8, people=1)),
    Case(PUNCH, "robots, 2 s on 80 % of 8 days", False, partial(check_ins, sd=2, days=8, honest_days=0.2)),
    Case(PUNCH, "robots, 2 s on 80 % of 20 days", False, partial(check_ins, sd=2, days=20, honest_days=0.2)),
    Case(PUNCH, "5 robots among 95 people, 20 days", False, some_robots),
    Case(PUNCH, "robots, 15 s, 20 days", False, partial(check_ins, sd=15, days=20)),
    Case(PUNCH, "robots, evenly within 5 min (cannot be "
    "seen)", False, partial(check_ins, sd=0, days=20, uniform=300)),
    *(Case(SECOND, f"honest, n = {n}", True, partial(records, n=n)) for n in (50, 300, 2000)),
    Case(SECOND, "honest, steep peak, n = 2000", True, partial(records, n=2000, lift=5)),
    Case(SECOND, "classes told to submit now", True, classes),
    Case(SECOND, "clock told to the minute", True, partial(records, n=300, rounded=True), expect_silent=True),
    Case(SECOND, "queue flushed every ten minutes", True, flushed, expect_silent=True),
    Case(SECOND, "three outages of ten minutes", True, partial(queue, outages=3)),
    Case(SECOND, "three in ten written twice", True, doubled),
    Case(SECOND, "one in fifty written twice, n = 3000", True, partial(doubled, n=3000, share=0.02)),
    Case(SECOND, "one in ten written four times", True, partial(doubled, n=600, share=0.1, more=3)),
    Case(SECOND, "bookings open at nine, half within 14 s", True, opening),
    Case(SECOND, "2 % in one second, n = 300", False, partial(records, n=300, bulk=0.02)),
    Case(SECOND, "2 % in one second, n = 300, accounts known", False, bulk_by_account),
    Case(SECOND, "2 % in one second, n = 2000", False, partial(records, n=2000, bulk=0.02)),
    Case(BATCH, "six people by hand", True, closings, {"staff": 6}),
    Case(BATCH, "three people tick off for two hours, 12 s each", True, diligent),
    Case(BATCH, "staff unknown", True, closings, expect_silent=True),
    Case(BATCH, "a job closes forty every midnight", True, partial(closings, nightly=True), {"staff": 1}),
    Case(BATCH, "500 moved in on the first day", True, partial(closings, moved=500), {"staff": 6}),
    Case(BATCH, "one batch of 60 in a minute, 1 person", False, partial(closings, batches=1), {"staff": 1}),
    Case(BATCH, "one batch of 123 in a minute, 6 "
    "people", False, partial(closings, batches=1, size=123), {"staff": 6}),
    Case(FAST, "honest, errors 0.5 %", True, partial(handled, fast=0.005), {"seconds": 30}),
    Case(FAST, "honest, errors 1 %", True, partial(handled, fast=0.01), {"seconds": 30}),
    Case(FAST, "four in ten by a machine at once", True, partial(handled, fast=0.4, machine=True), {"seconds": 30}),
    Case(FAST, "clock told to the minute", True, partial(handled, fast=0.0, clock=60), {"seconds": 30}, True),
    Case(FAST, "5 % clicked through", False, partial(handled, fast=0.05), {"seconds": 30}),
    Case(FRESH, "5 % reviewed without change", True, partial(sightings, unchanged=0.05)),
    Case(FRESH, "10 % reviewed without change", True, partial(sightings, unchanged=0.1)),
    Case(FRESH, "all redated once by a new portal", True, partial(sightings, unchanged=0.05, moved_once=True)),
    Case(FRESH, "20 % only redated", False, partial(sightings, unchanged=0.2)),
    Case(RUSH, "natural month ends, nothing to "
    "compare", True, partial(months, periods=6, natural=1.2, compare=False),
         expect_silent=True),
    *(
        Case(RUSH, f"natural +{natural - 1:.0%}, size {size}, {n} months", True,
             partial(months, periods=n, natural=natural, size=size), runs=200)
        for natural, size, n in ((1.0, 0, 3), (1.2, 0, 6), (1.2, 10, 6), (2.0, 10, 12), (2.0, 3, 12))
    ),
    *(
        Case(RUSH, f"rush +{lift - 1:.0%}, size {size}, {n} months", False,
             partial(months, periods=n, natural=1.2, lift=lift, size=size), runs=200)
        for lift, size, n in ((1.5, 0, 3), (1.5, 10, 3), (1.5, 10, 6), (1.5, 10, 12), (1.2, 0, 6))
    ),
    *(
        Case(STORM, f"nothing, AR {ar}, {n} days", True, partial(days, n=n, ar=ar))
        for ar, n in ((0.0, 180), (0.5, 180), (0.8, 180), (0.5, 365))
    ),
    Case(STORM, "90 days", True, partial(days, n=90), expect_silent=True),
    Case(STORM, "lasting improvement of 2 sd, AR 0.5, 365 "
    "days", True, partial(days, n=365, ar=0.5, rise=2, stays=True)),
    *(
        Case(STORM, f"a week of +{rise} sd, AR {ar}, {n} days", False, partial(days, n=n, ar=ar, rise=rise))
        for rise, ar, n in ((1, 0.0, 365), (2, 0.0, 180), (2, 0.5, 180), (2, 0.5, 365), (3, 0.5, 180))
    ),
    *(
        Case(RATIO, f"honest, n = {n}", True, partial(report, n=n, times=1.0), SAME) for n in (150, 1000, 10000)
    ),
    Case(RATIO, "honest, 3 % lost and unknown", True, partial(report, n=10000, times=1.0, said=1.0), SAME),
    Case(RATIO, "honest, 8 % over", True, partial(report, n=1000, times=1.08), SAME),
    Case(RATIO, "nobody says what is counted", True, partial(report, n=1000, times=1.5), expect_silent=True),
    Case(RATIO, "20 % over, n = 150", False, partial(report, n=150, times=1.2), SAME),
    Case(RATIO, "20 % over, n = 1000", False, partial(report, n=1000, times=1.2), SAME),
    *(Case(FUNNEL, f"honest, tau {tau}, {n} bodies", True, partial(peers, n=n, tau=tau))
      for tau, n in ((0.0, 30), (0.1, 30), (0.2, 60), (0.4, 300))),
    Case(FUNNEL, "half of the bodies at twice (cannot be "
    "seen)", False, partial(peers, tau=0.05, inflated=0.5, times=2)),
    *(Case(FUNNEL, f"one in ten at 1.8 times, tau {tau}", False, partial(peers, tau=tau, inflated=0.1))
      for tau in (0.0, 0.1, 0.2)),
)  # fmt: skip
