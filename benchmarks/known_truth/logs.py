"""Events, tickets and tasks: what systems record by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
from world import DAYS, START, Body

Row = list[object]
SYSTEMS = ("gov-app", "grid", "hotline", "forms")
DEPARTMENTS = tuple(f"dept-{i:02d}" for i in range(8))


def _hours(rng: np.random.Generator, n: int) -> np.ndarray:
    """Hours of the day at which people act: two humps of a working day, a tail in the evening."""
    kind = rng.random(n)
    return np.clip(
        np.where(kind < 0.45, rng.normal(10, 1.2, n), np.where(kind < 0.85, rng.normal(15.5, 1.4, n), rng.uniform(7, 22, n))),
        0, 23.99,
    )  # fmt: skip


def _days(rng: np.random.Generator, body: Body, n: int) -> np.ndarray:
    """Days since START: fewer at week ends; where a month's end is busy by nature, a fifth to a half more in its last days."""
    span = 21 if body.pilot else DAYS
    days = np.arange(DAYS - span, DAYS)
    dates = [START + timedelta(days=int(d)) for d in days]
    weight = np.array([0.35 if d.weekday() >= 5 else 1.0 for d in dates])
    if body.month_end:
        last = np.array([(d + timedelta(days=3)).month != d.month for d in dates])
        weight = weight * np.where(last, 1.0 + rng.uniform(0.2, 0.5), 1.0)
    return rng.choice(days, n, p=weight / weight.sum())


def registered(body: Body) -> int:
    """How many accounts the platform counts. Ornaments register whole units in batches: tens of thousands."""
    rng = np.random.default_rng([body.number, 11])
    if body.truth["ornamental"]:
        return int(rng.integers(20_000, 80_000))
    return int(rng.integers(300, 900)) if body.pilot else int(rng.integers(1_000, 2_500))


def active_share(body: Body) -> float:
    """The share of accounts that do something in a month.

    Honest: 10-60 %, a need of once in years 4-9 %. Planted: a platform without users (liu_2024), one in a thousand or
    so; half-size lies between on a log scale, about 2 %.
    """
    rng = np.random.default_rng([body.number, 12])
    if body.truth["ornamental"] == 1.0:
        return float(rng.uniform(0.0005, 0.004))
    if body.truth["ornamental"] == 0.5:
        return float(rng.uniform(0.015, 0.03))
    if body.rare_need:
        return float(rng.uniform(0.04, 0.09))
    return float(rng.uniform(0.1, 0.6))


def events(body: Body) -> Iterator[Row]:
    """time, account, system, department, action, content: one row an event that the log still holds."""
    rng = np.random.default_rng([body.number, 13])
    months = 1 if body.pilot else 3
    acting = max(3, round(registered(body) * active_share(body)))
    # In each month everybody who is active comes once, and some of them again.
    n = int(acting * months * rng.uniform(1.2, 1.5))
    who = np.where(np.arange(n) < acting * months, np.arange(n) % acting, (acting * rng.random(n) ** 2).astype(int))
    system = rng.integers(0, len(SYSTEMS), n)
    # Actions follow each other in short visits: a log-in, then one to four things done.
    day, hour = _days(rng, body, n), _hours(rng, n)
    if not body.pilot:
        # The first visits of all fall into the last month, those of the next round into the one before.
        month = np.minimum(np.arange(n) // acting, months - 1)
        day = np.where(np.arange(n) < acting * months, DAYS - 1 - month * 30 - day % 30, day)
    again = {1.0: rng.uniform(0.4, 0.7), 0.5: rng.uniform(0.2, 0.28)}.get(
        body.truth["repeat-entry"], rng.uniform(0.01, 0.08)
    )
    for i in range(n):
        at = START + timedelta(days=int(day[i]), hours=float(hour[i]))
        account, home, department = f"u{body.number}-{who[i]}", SYSTEMS[system[i]], DEPARTMENTS[int(who[i]) % 8]
        yield from _kept(rng, body, [_clock(body, at), account, home, department, "login", ""])
        content = f"c{body.number}-{who[i]}-{i}"
        for step, action in enumerate(("view", "start", "submit")[: rng.integers(1, 4) if i % 3 else 3]):
            said = content if action == "submit" else ""
            when = at + timedelta(seconds=40 + 75 * step + float(rng.uniform(0, 30)))
            yield from _kept(rng, body, [_clock(body, when), account, home, department, action, said])
            if action == "submit" and rng.random() < again:
                other = SYSTEMS[(system[i] + 1 + int(rng.integers(0, 3))) % 4]
                later = when + timedelta(minutes=float(rng.uniform(5, 300)))
                yield from _kept(rng, body, [_clock(body, later), account, other, department, "submit", said])
    yield from _check_ins(rng, body)


def _kept(rng: np.random.Generator, body: Body, row: Row) -> Iterator[Row]:
    if rng.random() < body.kept:
        yield row


def _check_ins(rng: np.random.Generator, body: Body) -> Iterator[Row]:
    """Staff who record the start of their day: people, some with an alarm clock; planted, programs at a fixed second."""
    strength = body.truth["check-in-robots"]
    robots = {1.0: 30, 0.5: 8}.get(strength, 0)
    span = 21 if body.pilot else 60
    for person in range(45):
        robot = person < robots
        usual = rng.uniform(8.0, 9.0) * 3600
        jitter = 1.2 if robot else float(rng.choice([35.0, 90.0, 300.0], p=[0.2, 0.4, 0.4]))
        for day in range(DAYS - span, DAYS):
            date = START + timedelta(days=day)
            if date.weekday() < 5 and rng.random() < 0.93:
                at = date + timedelta(seconds=float(usual + rng.normal(0, jitter)))
                yield from _kept(
                    rng, body, [_clock(body, at), f"s{body.number}-{person}", "grid", "dept-00", "checkin", ""]
                )


def _clock(body: Body, at: datetime) -> str:
    if body.minute_clock:
        return at.strftime("%Y-%m-%d %H:%M:00")
    return at.strftime("%Y-%m-%d %H:%M:%S")


def tickets(body: Body) -> Iterator[Row]:
    """received, first answer, closed, department, channel.

    Planted: nobody looks for two months and more, as in the published case of a request to cancel (caict_2021); half:
    about four weeks.
    """
    rng = np.random.default_rng([body.number, 14])
    strength = body.truth["nobody-answers"]
    middle = {1.0: rng.uniform(65, 110), 0.5: rng.uniform(22, 32)}.get(strength, rng.uniform(0.5, 8))
    n = 40 if body.pilot else int(rng.integers(150, 500))
    for day, hour in zip(_days(rng, body, n), _hours(rng, n), strict=True):
        received = (
            START + timedelta(days=int(day), hours=float(hour)) - timedelta(days=DAYS if strength == 1.0 else 0)
        )
        answered = received + timedelta(days=float(middle * rng.lognormal(0, 0.5)))
        closed = answered + timedelta(days=float(rng.exponential(2)))
        end = START + timedelta(days=DAYS)
        yield [
            received.strftime("%Y-%m-%d %H:%M:%S"),
            answered.strftime("%Y-%m-%d %H:%M:%S") if answered < end else "",
            closed.strftime("%Y-%m-%d %H:%M:%S") if closed < end else "",
            DEPARTMENTS[int(rng.integers(0, 8))],
            str(rng.choice(["网站", "电话", "窗口", "小程序"], p=[0.5, 0.2, 0.1, 0.2])),
        ]


def days_needed(body: Body) -> float:
    """How many days those who do the tasks say one takes, done properly."""
    return float(np.random.default_rng([body.number, 15]).uniform(4, 8))


def tasks(body: Body) -> Iterator[Row]:
    """assigned, deadline, done, person, reminders.

    Planted: the system gives a quarter to a half of the days it takes, and nine in ten close in the last hours (tasks
    that cannot be done in the time set, liu_2024); half: just about the days it takes, half of them at the end.
    """
    rng = np.random.default_rng([body.number, 16])
    strength, needed = body.truth["impossible-deadlines"], days_needed(body)
    given = needed * {1.0: rng.uniform(0.25, 0.5), 0.5: rng.uniform(0.9, 1.0)}.get(strength, rng.uniform(1.6, 3.5))
    at_the_end = {1.0: 0.88, 0.5: 0.5}.get(strength, rng.uniform(0.05, 0.25))
    n = int(rng.integers(120, 260))
    for day in _days(rng, body, n):
        assigned = START + timedelta(days=int(day), hours=float(rng.uniform(8.5, 11)))
        deadline = assigned + timedelta(days=float(given))
        rush = rng.random() < at_the_end
        used = (
            deadline - timedelta(hours=float(rng.uniform(0.05, 2)))
            if rush
            else assigned + timedelta(days=float(given * rng.beta(3, 3.5)))
        )
        yield [
            assigned.strftime("%Y-%m-%d %H:%M:%S"), deadline.strftime("%Y-%m-%d %H:%M:%S"),
            used.strftime("%Y-%m-%d %H:%M:%S"), f"t{body.number}-{rng.integers(0, 12)}",
            int(rng.poisson(1.5 if strength else 0.3)),
        ]  # fmt: skip


def submitted(body: Body) -> int:
    """How many submissions there really were, whether or not the log still holds them."""
    return sum(1 for row in events(_whole(body)) if row[4] == "submit")


def _whole(body: Body) -> Body:
    from dataclasses import replace

    return replace(body, kept=1.0)
