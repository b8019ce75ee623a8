"""Times for the tests of forensic tests, made by hand or from a seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MONDAY = int(np.datetime64("2026-01-05", "s").astype(np.int64))
DAY = 86_400


def at(seconds: Sequence[float] | np.ndarray) -> np.ndarray:
    """Times from seconds since 1970, fractions cut off."""
    return np.floor(np.asarray(seconds, float)).astype(np.int64).astype("datetime64[s]").astype("datetime64[us]")


def on(day: int, clock: str) -> float:
    """The seconds since 1970 of `clock` (HH:MM:SS) on a day counted from Monday, 5 January 2026."""
    h, m, s = (int(part) for part in clock.split(":"))
    return MONDAY + day * DAY + 3600 * h + 60 * m + s
