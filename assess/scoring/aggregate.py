"""Means and sums of bands, exact to the last place and independent of order.

`math.fsum` rounds once (Shewchuk 1997, *Discrete & Computational Geometry* 18), so results are the same bytes
on every platform whatever the order of the indicators.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assess.base.band import Band
from assess.packs.model import Mean


def weighted_sum(bands: Sequence[Band], weights: Sequence[float]) -> Band:
    """Σ w·x, ends taken apart; weights must not be negative. The sum of nothing is 0."""
    pairs = list(zip(bands, weights, strict=True))
    return Band(math.fsum(w * b.lo for b, w in pairs), math.fsum(w * b.hi for b, w in pairs))


def weighted_mean(bands: Sequence[Band], weights: Sequence[float]) -> Band | None:
    """Σ w·x / Σ w; None when there is nothing to average."""
    total = math.fsum(weights)
    if not bands or total <= 0:
        return None
    sums = weighted_sum(bands, weights)
    return Band(sums.lo / total, sums.hi / total)


def mean(
    bands: Sequence[Band], weights: Sequence[float], method: Mean, power: float = 1.0, floor: float = 0.0
) -> Band | None:
    """The weighted mean of scores (0 or more) by `method`, None of nothing; lower scores are raised to `floor`.

    Every method is monotone in every score, so the ends of the band are those of the inputs, exactly.
    """
    if method == "arithmetic" and floor <= 0:
        return weighted_mean(bands, weights)
    if not bands or math.fsum(weights) <= 0:
        return None
    lows, highs = [max(b.lo, floor) for b in bands], [max(b.hi, floor) for b in bands]
    return Band(_mean(lows, weights, method, power), _mean(highs, weights, method, power))


def _mean(values: Sequence[float], weights: Sequence[float], method: Mean, power: float) -> float:
    least, most, total = min(values), max(values), math.fsum(weights)
    if method == "minimum" or least == most:
        return least
    if method == "arithmetic":
        return math.fsum(w * v for w, v in zip(weights, values, strict=True)) / total
    exponent = {"geometric": 0.0, "harmonic": -1.0}.get(method, power)
    if exponent <= 0 and least <= 0:
        return 0.0  # the limit as one score goes to zero
    if exponent == 0:
        found = math.exp(math.fsum(w * math.log(v) for w, v in zip(weights, values, strict=True)) / total)
    else:
        # Measured against one of them, no power of a score is too large for a float.
        unit = most if exponent > 0 else least
        powers = math.fsum(w * (v / unit) ** exponent for w, v in zip(weights, values, strict=True))
        found = unit * (powers / total) ** (1 / exponent)
    return min(max(found, least), most)
