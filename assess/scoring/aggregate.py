"""Means and sums of bands, exact to the last place and independent of order.

`math.fsum` rounds once (Shewchuk 1997, *Discrete & Computational Geometry* 18), so results are the same bytes
on every platform whatever the order of the indicators.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assess.base.band import Band


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
