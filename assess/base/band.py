"""Bands: closed intervals [lo, hi] in which a value is known to lie, and arithmetic on them.

A band is how the product keeps "not known" apart from "zero": an unanswered question widens the band,
it never counts as nothing. Interval arithmetic as in Moore, Kearfott & Cloud (2009), *Introduction to
Interval Analysis*, without outward rounding: results are exact to a few units in the last place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec

TIE = 1e-9
"""Two values nearer than this count as equal, so that float noise never decides a rank or a rule."""


class Band(msgspec.Struct, frozen=True, array_like=True):
    """A closed interval; `lo == hi` is a value known exactly, infinite ends are unknown ends."""

    lo: float
    hi: float

    def __post_init__(self) -> None:
        """Refuse NaN and reversed ends, so that no later step has to check again."""
        if math.isnan(self.lo) or math.isnan(self.hi) or self.lo > self.hi:
            raise ValueError(f"not a band: [{self.lo}, {self.hi}]")

    @property
    def exact(self) -> bool:
        """Whether the two ends are the same value."""
        return self.lo == self.hi

    @property
    def width(self) -> float:
        """How much is not known, in the unit of the value."""
        return self.hi - self.lo


UNBOUNDED = Band(-math.inf, math.inf)


def point(value: float) -> Band:
    """The band of a value known exactly."""
    return Band(value, value)


def hull(bands: Iterable[Band]) -> Band:
    """The smallest band that contains all of `bands`; raises ValueError when there is none."""
    items = list(bands)
    if not items:
        raise ValueError("the hull of no bands is not defined")
    return Band(min(b.lo for b in items), max(b.hi for b in items))


def add(a: Band, b: Band) -> Band:
    """a + b."""
    return Band(a.lo + b.lo, a.hi + b.hi)


def negate(a: Band) -> Band:
    """−a."""
    return Band(-a.hi, -a.lo)


def subtract(a: Band, b: Band) -> Band:
    """a − b."""
    return Band(a.lo - b.hi, a.hi - b.lo)


def _times(x: float, y: float) -> float:
    # 0 · ∞ is 0 here: an unknown factor cannot move an exact zero.
    return 0.0 if x == 0 or y == 0 else x * y


def multiply(a: Band, b: Band) -> Band:
    """a · b."""
    products = [_times(x, y) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    return Band(min(products), max(products))


def _over(x: float, y: float) -> float:
    # The quotient nears 0 as y grows; ∞ / ∞ adds nothing that the other ends do not bound.
    return 0.0 if math.isinf(y) else x / y


def divide(a: Band, b: Band) -> Band | None:
    """a / b, or None when b may be zero (nothing can be said then).

    The ends are divided directly: by way of 1 / b, 49 / 49 would come out below 1.
    """
    if b.lo <= 0 <= b.hi:
        return None
    quotients = [_over(x, y) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    return Band(min(quotients), max(quotients))


def absolute(a: Band) -> Band:
    """|a|."""
    if a.lo >= 0:
        return a
    if a.hi <= 0:
        return negate(a)
    return Band(0.0, max(-a.lo, a.hi))


def minimum(a: Band, b: Band) -> Band:
    """min(a, b)."""
    return Band(min(a.lo, b.lo), min(a.hi, b.hi))


def maximum(a: Band, b: Band) -> Band:
    """max(a, b)."""
    return Band(max(a.lo, b.lo), max(a.hi, b.hi))
