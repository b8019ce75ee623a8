"""Ranks among peers: the place of the low end, and every place the bands leave possible."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

import msgspec

from assess.base.band import TIE, Band


class Rank(msgspec.Struct, frozen=True):
    """Rank of the low end (equal values share the better place), best and worst possible rank.

    Competition ranks count the bodies above (1, 2, 2, 4), dense ranks the different values above (1, 2, 2, 3).
    """

    rank: int
    best: int
    worst: int
    of: int


def rank(
    values: Mapping[str, Band | None],
    method: Literal["competition", "dense"] = "competition",
    digits: int | None = None,
) -> dict[str, Rank]:
    """Ranks of those that have a value, highest first; with `digits`, of values rounded to so many decimals.

    `best` counts only bodies that are above for certain, `worst` all that may be above; both are certified,
    not sampled, for bands that vary freely of one another.
    """
    known = {name: rounded(band, digits) for name, band in values.items() if band is not None}
    if method == "dense":
        return _dense(known)
    lows = sorted(b.lo for b in known.values())
    highs = sorted(b.hi for b in known.values())
    n = len(known)
    result = {}
    for name, band in known.items():
        above_for_sure = n - bisect_right(lows, band.hi + TIE)
        maybe_above = n - bisect_right(highs, band.lo + TIE) - (1 if band.hi > band.lo + TIE else 0)
        place = n - bisect_right(lows, band.lo + TIE) + 1
        result[name] = Rank(rank=place, best=above_for_sure + 1, worst=maybe_above + 1, of=n)
    return result


def rounded(band: Band, digits: int | None) -> Band:
    """Both ends rounded half up: rounding keeps order, so whatever is possible within the band stays within."""
    if digits is None:
        return band
    step = Decimal(1).scaleb(-digits)
    # Float noise is taken off first, so that a half is a half.
    lo, hi = (float(Decimal(repr(round(x, 9))).quantize(step, ROUND_HALF_UP)) for x in (band.lo, band.hi))
    return Band(lo, hi)


def _dense(known: Mapping[str, Band]) -> dict[str, Rank]:
    """Dense ranks; at best all that are above coincide where they can, at worst all that may differ do."""
    result = {}
    for name, band in known.items():
        others = [b for other, b in known.items() if other != name]
        surely = [b for b in others if b.lo > band.hi + TIE]
        maybe = [b for b in others if b.hi > band.lo + TIE]
        open_ones = [b for b in maybe if b.hi > b.lo + TIE]
        fixed = [b.lo for b in maybe if b.hi <= b.lo + TIE]
        place = _different([b.lo for b in others if b.lo > band.lo + TIE])
        result[name] = Rank(
            rank=place + 1,
            best=_fewest(surely) + 1,
            worst=_different(fixed) + len(open_ones) + 1,
            of=len(known),
        )
    return result


def _different(values: Sequence[float]) -> int:
    """How many different values there are, ties taken as one."""
    ordered = sorted(values)
    return sum(1 for n, v in enumerate(ordered) if n == 0 or v > ordered[n - 1] + TIE)


def _fewest(bands: Sequence[Band]) -> int:
    """The fewest different values that bands can take together: points that pierce them all, chosen greedily."""
    count, at = 0, float("-inf")
    for band in sorted(bands, key=lambda b: b.hi):
        if band.lo > at + TIE:
            count, at = count + 1, band.hi
    return count


def quantile(ordered: list[float], q: float) -> float:
    """The q-quantile of sorted values by linear interpolation (type 7 of Hyndman & Fan 1996)."""
    position = q * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)
