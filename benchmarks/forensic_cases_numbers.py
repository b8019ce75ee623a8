"""Honest and fabricated numbers for the tests that read reported numbers.

The ways of making numbers up are assumptions: digits as people choose them, rounding, percentages drawn instead of
computed. Real ones differ.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from forensic_cases import Case
from forensic_cases_shapes import SHAPES

Rng = np.random.Generator
Values = np.ndarray[Any, np.dtype[Any]]

HUMAN_DIGITS = [0.06, 0.11, 0.12, 0.14, 0.11, 0.10, 0.10, 0.13, 0.08, 0.05]
"""Last digits as people might make them up: few 0, 9 and 5, many 3 and 7."""


def _one(role: str, draw: Callable[[Rng], Values]) -> Callable[[Rng], dict[str, Values]]:
    return lambda rng: {role: draw(rng)}


# Counts and their last digits


def counts(n: int) -> Callable[[Rng], Values]:
    """Honest monthly counts from about 150 to some thousands."""
    return lambda rng: np.round(np.exp(rng.normal(6.5, 0.5, n)) + 100)


def rounded(n: int, share: float) -> Callable[[Rng], Values]:
    """Counts of which a share was rounded to tens."""

    def draw(rng: Rng) -> Values:
        values = counts(n)(rng)
        return np.where(rng.random(n) < share, np.round(values, -1), values)

    return draw


def invented(n: int, share: float) -> Callable[[Rng], Values]:
    """Counts of which a share got its last digit from a person's head."""

    def draw(rng: Rng) -> Values:
        values = counts(n)(rng)
        made = 10 * np.floor(values / 10) + rng.choice(10, n, p=HUMAN_DIGITS)
        return np.where(rng.random(n) < share, made, values)

    return draw


def rates(n: int) -> Callable[[Rng], Values]:
    """Percentages with one decimal of 10 to 50 cases."""

    def draw(rng: Rng) -> Values:
        cases = rng.integers(10, 51, n)
        return np.round(100 * rng.binomial(cases, 0.8) / cases, 1)

    return draw


def scattered(n: int, k: float, mean: float) -> Callable[[Rng], Values]:
    """Negative binomial counts."""
    return lambda rng: rng.poisson(rng.gamma(k, mean / k, n)).astype(float)


_LAST: list[Case] = []
for _test, _n in (("too_round", 100), ("terminal_digit", 300)):
    _LAST += [
        Case(_test, f"{_n} log-normal counts", True, _one("count", counts(_n))),
        Case(_test, f"{_n} counts, negative binomial, mean 900", True, _one("count", lambda r, n=_n: 100 + scattered(n, 4, 800)(r))),
        Case(_test, f"{_n} small counts, Poisson(8)", True, _one("count", lambda r, n=_n: r.poisson(8, n).astype(float)), expect_silent=True),
        Case(_test, f"{_n} percentages of 10–50 cases", True, _one("count", rates(_n)), expect_silent=True),
        Case(_test, f"{_n} counts around 500 ± 3", True, _one("count", lambda r, n=_n: np.round(r.normal(500, 3, n))), expect_silent=True),
        Case(_test, f"{_n} counts, a quota of 350 met by a quarter", True, _one("count", lambda r, n=_n: np.where(r.random(n) < 0.25, 350.0, counts(n)(r))), expect_silent=True),
        Case(_test, f"{_n} counts all reported in tens", True, _one("count", lambda r, n=_n: np.round(counts(n)(r) * 10, -1)), expect_silent=True),
    ]  # fmt: skip
_LAST += [
    Case("too_round", "40 counts, a fifth rounded", False, _one("count", rounded(40, 0.2))),
    Case("too_round", "100 counts, a tenth rounded", False, _one("count", rounded(100, 0.1))),
    Case("too_round", "400 counts, a twentieth rounded", False, _one("count", rounded(400, 0.05))),
    Case("terminal_digit", "220 counts, all invented", False, _one("count", invented(220, 1))),
    Case("terminal_digit", "300 counts, half invented", False, _one("count", invented(300, 0.5))),
    Case("terminal_digit", "850 counts, half invented", False, _one("count", invented(850, 0.5))),
]


# GRIM


def _written(percent: Decimal, decimals: int, rounding: str) -> str:
    return str(percent.quantize(Decimal(1).scaleb(-decimals), rounding))


def percentages(
    n: int, low: int, high: int, decimals: int, made_up: float, rounding: str = ""
) -> Callable[[Rng], dict[str, Values]]:
    """Percentages of known numbers of cases, a share of them not computed but drawn."""

    def draw(rng: Rng) -> dict[str, Values]:
        cases = rng.integers(low, high + 1, n)
        texts = []
        for m in cases:
            exact = Decimal(100 * int(rng.binomial(m, 0.85))) / Decimal(int(m))
            if rng.random() < made_up:
                exact = Decimal(str(rng.uniform(70, 99)))
            how = rounding or str(rng.choice([ROUND_HALF_UP, ROUND_HALF_EVEN]))
            texts.append(_written(exact, decimals, how))
        return {"text": np.array(texts), "cases": cases.astype(float)}

    return draw


_GRIM = [
    Case(
        "grim",
        "40 percentages, one decimal, 10–700 cases, rounded either way",
        True,
        percentages(40, 10, 700, 1, 0),
    ),
    Case("grim", "40 percentages, no decimals, 10–90 cases", True, percentages(40, 10, 90, 0, 0)),
    Case(
        "grim",
        "40 percentages, decimals cut off",
        True,
        percentages(40, 10, 700, 1, 0, ROUND_DOWN),
        expect_silent=True,
    ),
    Case("grim", "1 invented percentage, one decimal, 50 cases", False, percentages(1, 50, 50, 1, 1)),
    Case("grim", "1 invented percentage, one decimal, 300 cases", False, percentages(1, 300, 300, 1, 1)),
    Case("grim", "1 invented percentage, no decimals, 50 cases", False, percentages(1, 50, 50, 0, 1)),
    Case("grim", "20 percentages, one in ten invented, 50–300 cases", False, percentages(20, 50, 300, 1, 0.1)),
]


def means(n: int, made_up: float) -> Callable[[Rng], dict[str, Values]]:
    """Means of 20 to 80 whole ratings of 1 to 5, to two decimals."""

    def draw(rng: Rng) -> dict[str, Values]:
        cases = rng.integers(20, 81, n)
        exact = [Decimal(int(rng.choice([3, 4, 4, 5, 5], m).sum())) / int(m) for m in cases]
        drawn = [Decimal(str(rng.uniform(3.5, 4.9))) if rng.random() < made_up else e for e in exact]
        return {"text": np.array([_written(v, 2, ROUND_HALF_UP) for v in drawn]), "cases": cases.astype(float)}

    return draw


_GRIM += [
    Case("grim_mean", "20 means of 20–80 ratings", True, means(20, 0)),
    Case("grim_mean", "20 means, one in ten invented", False, means(20, 0.1)),
]


# Benford


def wide(n: int, spread: float) -> Callable[[Rng], Values]:
    """Log-normal amounts."""
    return lambda rng: np.exp(rng.normal(9, spread, n))


def flat_digits(n: int, share: float, place: int) -> Callable[[Rng], Values]:
    """Wide amounts of which a share has its first or second digit drawn evenly."""

    def draw(rng: Rng) -> Values:
        values = wide(n, 2.0)(rng)
        power = 10 ** np.floor(np.log10(values))
        first = np.floor(values / power)
        made = (
            rng.integers(1, 10, n) + rng.random(n)
            if place == 1
            else first + (rng.integers(0, 10, n) + rng.random(n)) / 10
        )
        return np.where(rng.random(n) < share, made * power, values)

    return draw


def classes(n: int) -> Callable[[Rng], Values]:
    """Three classes of size, as villages, counties and provinces are."""
    return lambda rng: np.exp(rng.choice([3, 7, 11], n, p=[0.2, 0.6, 0.2]) + rng.normal(0, 0.4, n))


_BENFORD: list[Case] = []
for _test, _place in (("benford_first", 1), ("benford_second", 2)):
    _narrow = 0.8 if _place == 1 else 0.4
    _BENFORD += [
        Case(_test, "1,000 amounts, sd of ln 1.6", True, _one("value", wide(1000, 1.6))),
        Case(_test, "1,000 amounts, sd of ln 2.5", True, _one("value", wide(1000, 2.5))),
        Case(_test, f"1,000 amounts, sd of ln {_narrow}", True, _one("value", wide(1000, _narrow)), expect_silent=True),
        Case(_test, "1,000 counts, negative binomial, mean 300, k = 2", True, _one("value", scattered(1000, 2, 300)), expect_silent=True),
        Case(_test, "1,000 counts, negative binomial, mean 300, k = 0.5", True, _one("value", scattered(1000, 0.5, 300)), expect_silent=True),
        Case(_test, "1,000 amounts capped at 10,000", True, _one("value", lambda r: np.minimum(wide(1000, 2)(r), 10_000)), expect_silent=True),
        Case(_test, "1,000 amounts in three classes of size", True, _one("value", classes(1000)), expect_silent=True),
        Case(_test, "1,000 amounts, logarithms even over 3.5 decades", True, _one("value", lambda r: 10 ** r.uniform(1, 4.5, 1000)), expect_silent=True),
    ]  # fmt: skip
_BENFORD += [
    Case(
        "benford_first", "450 amounts, half with even first digits", False, _one("value", flat_digits(450, 0.5, 1))
    ),
    Case(
        "benford_first",
        "1,300 amounts, three tenths with even first digits",
        False,
        _one("value", flat_digits(1300, 0.3, 1)),
    ),
    Case(
        "benford_first",
        "1,000 amounts, all inflated by 1.3",
        False,
        _one("value", lambda r: 1.3 * wide(1000, 2)(r)),
    ),
    Case(
        "benford_second",
        "850 amounts, half with even second digits",
        False,
        _one("value", flat_digits(850, 0.5, 2)),
    ),
    Case(
        "benford_second",
        "2,400 amounts, three tenths with even second digits",
        False,
        _one("value", flat_digits(2400, 0.3, 2)),
    ),
]


CASES: tuple[Case, ...] = (*_GRIM, *_LAST, *_BENFORD, *SHAPES)
