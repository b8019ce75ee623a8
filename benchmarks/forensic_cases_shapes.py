"""Honest and fabricated figures for the tests of how figures lie together: at a target, in their spread, as copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from forensic_cases import Case

Rng = np.random.Generator
Values = np.ndarray[Any, np.dtype[Any]]


def _one(role: str, draw: Callable[[Rng], Values]) -> Callable[[Rng], dict[str, Values]]:
    return lambda rng: {role: draw(rng)}


# Bunching at a target of 80


def normal(n: int, mean: float = 78, sd: float = 10) -> Callable[[Rng], Values]:
    """Scores around the target."""
    return lambda rng: rng.normal(mean, sd, n)


def pulled(n: int, share: float) -> Callable[[Rng], Values]:
    """Scores of which a share of those within 3 points short of 80 was moved to between 80 and 80.5."""

    def draw(rng: Rng) -> Values:
        values = normal(n)(rng)
        moved = (values >= 77) & (values < 80) & (rng.random(n) < share)
        return np.where(moved, 80 + rng.random(n) * 0.5, values)

    return draw


def heaped(n: int, base: float, share: float) -> Callable[[Rng], Values]:
    """Whole scores of which a share was rounded to multiples of `base`."""

    def draw(rng: Rng) -> Values:
        values = np.round(normal(n, sd=12)(rng))
        return np.where(rng.random(n) < share, np.round(values / base) * base, values)

    return draw


def percent_of(n: int, low: int, high: int) -> Callable[[Rng], Values]:
    """Percentages of numbers of cases between the two."""

    def draw(rng: Rng) -> Values:
        cases = rng.integers(low, high + 1, n)
        return 100 * rng.binomial(cases, rng.beta(20, 5, n)) / cases

    return draw


def two_kinds(n: int) -> Callable[[Rng], Values]:
    """Two kinds of body, far apart."""
    return lambda rng: np.where(rng.random(n) < 0.4, rng.normal(60, 5, n), rng.normal(85, 5, n))


_EIGHTY = {"target": 80.0}
_BUNCHING = [
    Case("bunching", "300 scores, normal", True, _one("value", normal(300)), _EIGHTY),
    Case("bunching", "1,000 scores, normal", True, _one("value", normal(1000)), _EIGHTY),
    Case("bunching", "1,000 whole scores", True, _one("value", lambda r: np.round(normal(1000)(r))), _EIGHTY),
    Case("bunching", "1,000 scores capped at 100, target 90", True, _one("value", lambda r: 100 * r.beta(8, 2, 1000)), {"target": 90.0}),
    Case("bunching", "1,000 waiting times, exponential (steep), target 30", True, _one("value", lambda r: r.exponential(20, 1000)), {"target": 30.0}),
    Case("bunching", "800 scores, a tenth rounded to tens", True, _one("value", heaped(800, 10, 0.1)), _EIGHTY),
    Case("bunching", "800 scores, a quarter rounded to fives", True, _one("value", heaped(800, 5, 0.25)), _EIGHTY),
    Case("bunching", "1,000 percentages of 200–400 cases", True, _one("value", percent_of(1000, 200, 400)), _EIGHTY),
    Case("bunching", "300 percentages of 10–50 cases", True, _one("value", percent_of(300, 10, 50)), _EIGHTY),
    Case("bunching", "3,000 percentages of 10–50 cases", True, _one("value", percent_of(3000, 10, 50)), _EIGHTY, expect_silent=True, runs=100),
    Case("bunching", "1,000 scores of two kinds of body", True, _one("value", two_kinds(1000)), _EIGHTY, expect_silent=True, runs=200),
    Case("bunching", "200 scores, half pulled over 80", False, _one("value", pulled(200, 0.5)), _EIGHTY),
    Case("bunching", "300 scores, a quarter pulled over 80", False, _one("value", pulled(300, 0.25)), _EIGHTY),
    Case("bunching", "1,000 scores, a quarter pulled over 80", False, _one("value", pulled(1000, 0.25)), _EIGHTY),
    Case("bunching", "2,000 scores, a tenth pulled over 80", False, _one("value", pulled(2000, 0.1)), _EIGHTY, runs=200),
]  # fmt: skip


# Rates and their spread


def satisfied(n: int, spread: float = 0.0, within: float | None = None) -> Callable[[Rng], dict[str, Values]]:
    """Satisfied out of about 200 a unit; true rates differ by `spread`, or figures are made up `within` .85 ± that."""

    def draw(rng: Rng) -> dict[str, Values]:
        cases = rng.poisson(200, n)
        rate = np.clip(rng.normal(0.85, spread, n), 0, 1) if spread else np.full(n, 0.85)
        hits = (
            rng.binomial(cases, rate)
            if within is None
            else np.round(cases * (0.85 + rng.uniform(-within, within, n)))
        )
        return {"count": hits.astype(float), "cases": cases.astype(float)}

    return draw


def panel(n: int, people: int, answer: float) -> Callable[[Rng], dict[str, Values]]:
    """The same people asked again and again, each of whom answers with that probability."""

    def draw(rng: Rng) -> dict[str, Values]:
        content = rng.random(people) < 0.7
        answered = rng.random((n, people)) < answer
        return {
            "count": (answered & content).sum(axis=1).astype(float),
            "cases": answered.sum(axis=1).astype(float),
        }

    return draw


_ANEW = {"drawn": 0.0}
_SPREAD = [
    Case("variance_collapse", "10 units of 200 cases, one rate", True, satisfied(10), _ANEW, runs=1000),
    Case("variance_collapse", "50 units of 200 cases, one rate", True, satisfied(50), _ANEW, runs=1000),
    Case("variance_collapse", "20 units whose rates differ by 2 points", True, satisfied(20, 0.02), _ANEW, runs=1000),
    Case("variance_collapse", "20 months, the same 60 people, said to be drawn", True, panel(20, 60, 0.8), {"drawn": 0.8}, expect_silent=True, runs=1000),
    Case("variance_collapse", "20 months, the same 60 people, wrongly said to arise anew", True, panel(20, 60, 0.8), _ANEW, expect_silent=True, runs=1000),
    Case("variance_collapse", "20 months, 30% of the same 200 people, wrongly said to arise anew", True, panel(20, 200, 0.3), _ANEW, runs=1000),
    Case("variance_collapse", "10 units made up within ±2 points", False, satisfied(10, within=0.02), _ANEW, runs=1000),
    Case("variance_collapse", "10 units made up within ±2.5 points", False, satisfied(10, within=0.025), _ANEW, runs=1000),
    Case("variance_collapse", "20 units made up within ±2.5 points", False, satisfied(20, within=0.025), _ANEW, runs=1000),
]  # fmt: skip


def two_periods(
    n: int, ratio: float, paired: bool, noise: Callable[[Rng, int], Values]
) -> Callable[[Rng], dict[str, Values]]:
    """Values of n units in two periods, the second with `ratio` times the spread; pairs correlate at .6."""

    def draw(rng: Rng) -> dict[str, Values]:
        before, after = noise(rng, n), noise(rng, n)
        if paired:
            after = 0.6 * before + 0.8 * after
        columns = {
            "value": np.concatenate([80 + 5 * before, 80 + 5 * ratio * after]),
            "period": np.array(["1"] * n + ["2"] * n),
        }
        return columns | ({"unit": np.array([str(i) for i in range(n)] * 2)} if paired else {})

    return draw


def _gauss(rng: Rng, n: int) -> Values:
    return rng.normal(size=n)


def _heavy(rng: Rng, n: int) -> Values:
    return rng.standard_t(3, n) / np.sqrt(3)


def _skewed(rng: Rng, n: int) -> Values:
    return rng.exponential(size=n) - 1


def _near_the_top(rng: Rng) -> dict[str, Values]:
    values = np.concatenate([rng.binomial(100, 0.8, 50), rng.binomial(100, 0.95, 50)])
    return {"value": values.astype(float), "period": np.array(["1"] * 50 + ["2"] * 50)}


for _name, _noise in (("normal", _gauss), ("heavy-tailed (t, 3 df)", _heavy), ("skewed (exponential)", _skewed)):
    for _pairs in (True, False):
        _how = "paired" if _pairs else "unpaired"
        _SPREAD.append(
            Case("variance_drop", f"30 units, {_name}, {_how}", True, two_periods(30, 1, _pairs, _noise), runs=1000)
        )
_SPREAD += [
    Case("variance_drop", "50 rates rising from 80% towards 95%", True, _near_the_top, expect_silent=True),
    Case(
        "variance_drop",
        "20 units, unpaired, half the spread",
        False,
        two_periods(20, 0.5, False, _gauss),
        runs=1000,
    ),
    Case(
        "variance_drop", "20 units, paired, half the spread", False, two_periods(20, 0.5, True, _gauss), runs=1000
    ),
    Case(
        "variance_drop",
        "50 units, unpaired, two thirds of the spread",
        False,
        two_periods(50, 0.67, False, _gauss),
        runs=1000,
    ),
]


# Rows of answers


def forms(
    items: int, levels: int = 5, people: float = 1.0, differ: float = 0.0, copies: int = 0, lift: float = 0.7
) -> Callable[[Rng], dict[str, Values]]:
    """Eight units of 40 rows; people, questions and perhaps units differ; one row of the last unit copied."""

    def draw(rng: Rng) -> dict[str, Values]:
        unit = np.repeat(np.arange(8), 40)
        taste = (
            lift
            + rng.normal(0, 1, items)
            + rng.normal(0, people, (320, 1))
            + rng.normal(0, differ, (8, items))[unit]
        )
        said = taste + rng.logistic(0, 1, (320, items))
        answers = (
            (said > 0).astype(float)
            if levels == 2
            else np.clip(np.round((said + 4) / 8 * (levels - 1)), 0, levels - 1)
        )
        answers[280 : 281 + copies] = answers[280]
        return {f"answer.{i + 1}": answers[:, i] for i in range(items)} | {"unit": unit.astype(str)}

    return draw


_FEW_DRAWS = {"draws": 199.0}
_ROWS = [
    Case("near_duplicates", "30 questions of 5 grades", True, forms(30), _FEW_DRAWS, runs=30),
    Case("near_duplicates", "20 yes/no questions", True, forms(20, 2), _FEW_DRAWS, runs=30),
    Case("near_duplicates", "12 questions that nearly all answer alike", True, forms(12, people=0.3, lift=2.5), _FEW_DRAWS, runs=30),
    Case("near_duplicates", "30 questions, units differ a little", True, forms(30, differ=0.3), _FEW_DRAWS, runs=30),
    Case("near_duplicates", "30 questions, units differ", True, forms(30, differ=0.7), _FEW_DRAWS, runs=30),
    Case("near_duplicates", "30 questions, units differ much", True, forms(30, differ=1.5), _FEW_DRAWS, expect_silent=True, runs=30),
    Case("near_duplicates", "30 questions, 2 copies in 40 rows", False, forms(30, copies=2), _FEW_DRAWS, runs=30),
    Case("near_duplicates", "30 questions, 20 copies in 40 rows", False, forms(30, copies=20), _FEW_DRAWS, runs=30),
    Case("near_duplicates", "20 yes/no questions, 4 copies in 40 rows", False, forms(20, 2, copies=4), _FEW_DRAWS, runs=30),
]  # fmt: skip


# Views and downloads


def portal(n: int, through_page: bool, inflated: float) -> Callable[[Rng], dict[str, Values]]:
    """A portal's counters; where downloads do not pass through the page, many entries have more of them than views."""

    def draw(rng: Rng) -> dict[str, Values]:
        views = np.floor(np.exp(rng.normal(5, 1.5, n)))
        downloads = rng.binomial(views.astype(int), rng.beta(2, 5, n)).astype(float)
        if not through_page:
            downloads += rng.poisson(np.exp(rng.normal(4.5, 2, n)))
        downloads = np.where(rng.random(n) < inflated, views + rng.poisson(500, n), downloads)
        return {"views": views, "downloads": downloads}

    return draw


_DOWNLOADS = [
    Case("downloads_over_views", "300 entries, one file each, downloads only from pages", True, portal(300, True, 0), {"per_view": 1.0}),
    Case("downloads_over_views", "300 entries, links past the page (wrongly said to pass through it)", True, portal(300, False, 0), {"per_view": 1.0}, expect_silent=True),
    Case("downloads_over_views", "300 entries, one in a hundred inflated", False, portal(300, True, 0.01), {"per_view": 1.0}),
]  # fmt: skip


SHAPES: tuple[Case, ...] = (*_BUNCHING, *_SPREAD, *_ROWS, *_DOWNLOADS)
