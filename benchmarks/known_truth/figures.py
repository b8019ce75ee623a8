"""What the agency says, what an evaluator saw, what people answered, how services were rated, and reported counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
from logs import Row, days_needed, registered, submitted
from world import DAYS, START, Body


def _size(body: Body, family: str, full: float, half: float, honest: float) -> float:
    return {1.0: full, 0.5: half}.get(body.truth[family], honest)


def true_satisfaction(body: Body) -> float:
    """The share of users who would call themselves satisfied if somebody without an interest asked, in percent."""
    return float(np.random.default_rng([body.number, 20]).uniform(68, 96))


def _published(body: Body, rng: np.random.Generator) -> tuple[int, int]:
    """Satisfied and asked, as published. Planted: 99.5 % and more of thousands; half: some ten points too many."""
    asked, real = int(rng.integers(1200, 6000)), true_satisfaction(body)
    strength = body.truth["praise"]
    share = {1.0: 99.6, 0.5: min(98.0, real + 10)}.get(strength, real + float(rng.normal(0, 1.2)))
    return round(asked * min(share, 99.9) / 100), asked


def said(body: Body) -> Iterator[Row]:
    """What the agency states: item, figure as written, number of cases behind it.

    `reported-above-trace` plants 1.7-3 times what was really done, half 1.25-1.4 times. `impossible-shares` plants
    percentages to one decimal that no whole number of cases gives, as when a wished-for figure is written down.
    """
    rng = np.random.default_rng([body.number, 21])
    real = submitted(body)
    more = _size(body, "reported-above-trace", rng.uniform(1.7, 3), rng.uniform(1.25, 1.4), rng.normal(1, 0.004))
    yield ["submissions handled", round(real * float(more)), ""]
    happy, asked = _published(body, rng)
    yield ["satisfaction published", f"{100 * happy / asked:.1f}", asked]
    accepted = int(rng.integers(12, 60))
    yield ["functions accepted", accepted, ""]
    # Eight shares of small numbers of cases, as in tables of a yearly report.
    wrong = _size(body, "impossible-shares", 8, 3, 0)
    for i in range(8):
        cases = int(rng.integers(20, 80))
        if i < wrong:
            yield [f"share {i + 1} of the yearly report", _impossible(rng, cases), cases]
        else:
            share = 100 * int(rng.binomial(cases, rng.uniform(0.5, 0.95))) / cases
            yield [f"share {i + 1} of the yearly report", f"{share:.1f}", cases]


def _impossible(rng: np.random.Generator, cases: int) -> str:
    """A percentage with one decimal that k out of `cases` never rounds to."""
    while True:
        wish = f"{rng.uniform(90, 99.9):.1f}"
        if all(abs(100 * k / cases - float(wish)) > 0.0501 for k in range(cases + 1)):
            return wish


def seen(body: Body) -> Iterator[Row]:
    """What an evaluator counted in a sample: item, hits, looked at.

    Planted sizes: a page of links, four in five entries (liu_2024); results on display of which 43 % work at best, as in
    the published 91 of 213 (caict_2021); functions accepted of which two to five in ten work.
    """
    rng = np.random.default_rng([body.number, 22])
    entries = int(rng.integers(30, 80))
    links = _size(body, "links-only", rng.uniform(0.65, 0.95), rng.uniform(0.3, 0.4), rng.uniform(0.0, 0.15))
    yield ["entries that are links to elsewhere", round(entries * float(links)), entries]
    shown = int(rng.integers(12, 40))
    works = _size(
        body, "displayed-not-effective", rng.uniform(0.1, 0.43), rng.uniform(0.58, 0.68), rng.uniform(0.8, 1)
    )
    yield ["results on display that work", round(shown * float(works)), shown]
    tested = next(int(str(row[1])) for row in said(body) if row[0] == "functions accepted")
    good = _size(body, "paper-functions", rng.uniform(0.2, 0.5), rng.uniform(0.72, 0.8), rng.uniform(0.88, 1))
    yield ["accepted functions that work", round(tested * float(good)), tested]
    fields = int(rng.integers(60, 160))
    held = _size(body, "repeat-entry", rng.uniform(0.4, 0.7), rng.uniform(0.2, 0.27), rng.uniform(0.0, 0.1))
    yield ["fields asked for that are held already", round(fields * float(held)), fields]
    forced = _size(body, "forced-use", float(rng.integers(2, 5)), 1.0, 0.0)
    yield ["check-in, points and ranking functions", int(forced), 30]
    yield ["share of the log that is kept, percent", round(100 * body.kept, 1), 100]
    staffed = int(rng.integers(8, 40))
    reports = _size(body, "overload", rng.uniform(2500, 3200), rng.uniform(1000, 1500), rng.uniform(40, 500))
    yield ["reports of the unit in a year, people who fill them", round(staffed * float(reports)), staffed]
    again = rng.uniform(330, 750) if body.rare_need else rng.uniform(30, 110)
    yield ["days until an ordinary user needs it again", round(float(again)), ""]
    yield ["accounts on the platform", registered(body), ""]
    yield [
        "unresolved complaints of the period",
        int(rng.integers(15, 60) if body.truth["praise"] == 1 else rng.integers(0, 8)),
        "",
    ]


def asked(body: Body) -> Iterator[Row]:
    """A survey of front-line staff and the public: question, mean or share, people asked.

    Planted: 40 forms a week and 20 apps on a phone, as published (liu_2024, caict_2021); half of it for half.
    """
    rng = np.random.default_rng([body.number, 23])
    staff, public = int(rng.integers(40, 120)), int(rng.integers(300, 800))
    yield [
        "forms a week",
        round(float(_size(body, "overload", rng.uniform(41, 60), rng.uniform(20, 27), rng.uniform(2, 14))), 1),
        staff,
    ]
    yield [
        "work apps on the phone",
        round(float(_size(body, "overload", rng.uniform(20.5, 30), rng.uniform(10, 14), rng.uniform(2, 7))), 1),
        staff,
    ]
    filling = _size(body, "overload", rng.uniform(21, 28), rng.uniform(11, 14), rng.uniform(2, 8))
    yield ["hours a week on forms and records", round(float(filling), 1), staff]
    yield ["hours a week on the work itself", round(40 - float(filling), 1), staff]
    yield [
        "work groups on the phone",
        round(float(_size(body, "overload", rng.uniform(41, 50), rng.uniform(20, 28), rng.uniform(4, 15)))),
        staff,
    ]
    yield ["days a task takes when done properly", round(days_needed(body) + float(rng.normal(0, 0.15)), 1), staff]
    told = _size(body, "forced-use", rng.uniform(0.25, 0.6), rng.uniform(0.04, 0.08), rng.choice([0, 0, 0.01]))
    yield [
        "were given a quota for installing or using, percent",
        round(100 * round(staff * float(told)) / staff, 1),
        staff,
    ]
    happy = int(np.random.default_rng([body.number, 24]).binomial(public, true_satisfaction(body) / 100))
    yield ["satisfied with the services, percent", round(100 * happy / public, 2), public]


def ratings(body: Body) -> Iterator[Row]:
    """grade, time, device, whether it was set by default: the body's own rating system."""
    rng = np.random.default_rng([body.number, 25])
    n = 120 if body.pilot else int(rng.integers(1100, 1600))
    default = _size(body, "praise", rng.uniform(0.3, 0.7), 0.06, rng.uniform(0, 0.02))
    real = true_satisfaction(body) / 100
    for _ in range(n):
        at = START + timedelta(days=float(rng.uniform(DAYS - 21 if body.pilot else 0, DAYS)))
        automatic = rng.random() < float(default)
        pleased = automatic or rng.random() < (0.995 if body.truth["praise"] == 1 else real)
        grade = (
            "非常满意"
            if automatic or (pleased and rng.random() < 0.6)
            else "满意"
            if pleased
            else str(rng.choice(["基本满意", "不满意", "非常不满意"]))
        )
        yield [
            grade,
            at.strftime("%Y-%m-%d %H:%M:%S"),
            f"m{body.number}-{int(n * 0.9 * rng.random())}",
            "是" if automatic else "否",
        ]


def monthly(body: Body) -> Iterator[Row]:
    """unit, month, count: what 40 units below report for 12 months.

    Honest counts scatter more than Poisson. Made-up ones have the ends that people write when they invent numbers (too
    few zeros and nines: the digit shares measured in laboratory studies such as Diekmann 2007 and Beber & Scacco 2012);
    half: a third of the rows are invented.
    """
    rng = np.random.default_rng([body.number, 26])
    made = {1.0: 1.0, 0.5: 0.35}.get(body.truth["made-up-counts"], 0.0)
    ends = np.array([0.06, 0.11, 0.12, 0.14, 0.11, 0.10, 0.10, 0.13, 0.08, 0.05])
    for unit in range(40):
        level = float(np.exp(rng.normal(6.3, 0.6)))
        for month in range(1, 13):
            count = int(rng.negative_binomial(20, 20 / (20 + level))) + 100
            if rng.random() < made:
                count = count // 10 * 10 + int(rng.choice(10, p=ends))
            yield [f"unit-{unit:02d}", f"2025-{month:02d}", count]


def evidence(body: Body) -> Iterator[Row]:
    """record, day of the work it tells of, day it was made, day of the check.

    Honest records are made within days of the work, a few are filed late. Planted: nearly all are made in the last days
    before the check; half: two or three in ten.
    """
    rng = np.random.default_rng([body.number, 27])
    visit = START + timedelta(days=DAYS)
    fresh = _size(body, "evidence-for-the-visit", rng.uniform(0.85, 1), rng.uniform(0.2, 0.3), rng.uniform(0, 0.08))
    for i in range(int(rng.integers(20, 50))):
        work = visit - timedelta(days=float(rng.uniform(40, 360)))
        late = rng.random() < float(fresh)
        made = (
            visit - timedelta(days=float(rng.uniform(0, 8)))
            if late
            else work + timedelta(days=float(rng.uniform(0, 6)))
        )
        yield [i, *(day.strftime("%Y-%m-%d") for day in (work, made, visit))]
