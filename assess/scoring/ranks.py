"""Ranks among peers: the place of the low end, and every place the bands leave possible."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

import msgspec

from assess.base.band import TIE, Band


class Rank(msgspec.Struct, frozen=True):
    """Competition rank of the low end (equal values share the better place), best and worst possible rank."""

    rank: int
    best: int
    worst: int
    of: int


def rank(values: Mapping[str, Band | None]) -> dict[str, Rank]:
    """Ranks of those that have a value, highest first.

    `best` counts only bodies that are above for certain, `worst` all that may be above; both are certified,
    not sampled, for bands that vary freely of one another.
    """
    known = {name: band for name, band in values.items() if band is not None}
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


def quantile(ordered: list[float], q: float) -> float:
    """The q-quantile of sorted values by linear interpolation (type 7 of Hyndman & Fan 1996)."""
    position = q * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)
