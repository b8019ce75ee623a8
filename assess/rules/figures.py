"""Numbers as people read them in workings: thousands separators, few decimals, bands as [lo–hi]."""

from __future__ import annotations

import math
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

from assess.base.band import Band
from assess.rules.kleene import less

UNKNOWN = "?"
DIGITS = (4, 8, 12)
"""How many significant decimals are shown: the first, unless different numbers would then look alike."""
SCORE = 1
"""Decimals of a score in a sentence, as everywhere in a report; the working beside it shows more."""
PERCENT = 2
"""Decimals of a percentage in a sentence, as in the report's table of facts."""


@lru_cache(4096)  # one working writes the same number several times
def figure(value: float, digits: int = DIGITS[0]) -> str:
    """`value` with thousands separators and at most `digits` significant decimals."""
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    value = float(value)
    size = abs(value)
    if value == 0:
        return "0"
    if size >= 1e15 or size < 1e-9:
        return f"{value:.{digits}g}"
    if value.is_integer():
        return f"{value:,.0f}"
    decimals = digits if size >= 1 else digits - 1 - math.floor(math.log10(size))
    text = f"{_rounded(value, decimals):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: float, decimals: int) -> Decimal:
    exact, step = Decimal(repr(value)), Decimal(1).scaleb(-decimals)
    near = exact.quantize(step, ROUND_HALF_UP)
    # Grades begin at multiples of five: none is said to be reached that is not.
    return exact.quantize(step, ROUND_FLOOR) if decimals == SCORE and exact < near and near % 5 == 0 else near


def ends(band: Band, digits: int = DIGITS[0]) -> tuple[str, str]:
    """The two ends of `band`, with more digits where they would otherwise look alike."""
    lo, hi = figure(band.lo, digits), figure(band.hi, digits)
    for finer in (SCORE, PERCENT, *DIGITS):
        if lo == hi and not band.exact and finer > digits:
            lo, hi = figure(band.lo, finer), figure(band.hi, finer)
    return lo, hi


def bounded(band: Band | None) -> bool:
    """Whether anything is known of the number beyond its not being negative."""
    return band is not None and (math.isfinite(band.hi) or (math.isfinite(band.lo) and band.lo != 0))


def band_figure(band: Band | None, digits: int = DIGITS[0]) -> str:
    """`band` as one number, as [lo–hi], or as “?” when nothing is known."""
    if band is None or (math.isinf(band.lo) and math.isinf(band.hi)):
        return UNKNOWN
    lo, hi = ends(band, digits)
    return lo if lo == hi else f"[{lo}–{hi}]"


def telling_digits(*bands: Band | None, least: int = DIGITS[0]) -> int:
    """The fewest digits from `least` on at which ends of `bands` more than a tie apart do not look the same."""
    values = sorted({end for band in bands if band for end in (band.lo, band.hi) if math.isfinite(end)})
    for digits in (least, *DIGITS):
        if all(figure(x, digits) != figure(y, digits) for x, y in pairwise(values) if less(x, y)):
            return digits
    return DIGITS[-1]
