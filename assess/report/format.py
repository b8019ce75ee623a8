"""Numbers, bands, ranks, dates and sizes as people read them. The report rounds here and nowhere else.

Rounding is half up on the decimal form, and never lifts a value over a boundary: 74.96 reads 74.9 where a grade
begins at 75, and a value above zero never reads 0.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from decimal import ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from functools import lru_cache
from typing import Final

from assess.base.band import TIE, Band
from assess.base.texts import Lang, Text
from assess.report.view.marks import Shown

DASH: Final = "–"
MINUS: Final = "−"
_NUMERALS: Final = "〇一二三四五六七八九"
_UNITS: Final = {
    "points": Text(zh=" 分", en=" points"),
    "days": Text(zh=" 天", en=" days"),
    "hours": Text(zh=" 小时", en=" hours"),
    "minutes": Text(zh=" 分钟", en=" minutes"),
    "seconds": Text(zh=" 秒", en=" seconds"),
    "yuan": Text(zh=" 元", en=" yuan"),
    "percent": Text(zh="%", en="%"),
}


def _snap(value: float, bounds: Iterable[float]) -> float:
    """Float noise at a boundary is the boundary: 74.9999999999 counts as 75."""
    return next((b for b in bounds if abs(value - b) <= TIE), value)


def _quantized(value: float, digits: int, bounds: tuple[float, ...]) -> Decimal:
    value = _snap(value, (0.0, *bounds))
    exact, step = Decimal(repr(value)), Decimal(1).scaleb(-digits)
    shown = exact.quantize(step, ROUND_HALF_UP)
    if shown == 0 != exact:
        shown = exact.quantize(step, ROUND_UP)
    if any(exact < Decimal(repr(b)) <= shown for b in bounds):
        return exact.quantize(step, ROUND_FLOOR)
    return shown


def _plain(value: Decimal) -> str:
    return f"{value:,f}".replace("-", MINUS)


STEPS: Final = tuple(float(n) for n in range(5, 101, 5))
"""Bounds where the grades of a pack are not at hand: no value reads as a multiple of five it has not reached."""


def brief(value: float, digits: int = 1) -> str:
    """`value` for a terminal: rounded as the report does, without a trailing ".0"."""
    text = fixed(value, digits, STEPS)
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=8192)
def fixed(value: float, digits: int = 1, bounds: tuple[float, ...] = (100.0,)) -> str:
    """`value` with `digits` decimals; `bounds` are values that rounding must not reach from below."""
    return _plain(_quantized(value, digits, bounds))


def score(band: Band, digits: int = 1, bounds: tuple[float, ...] = (100.0,)) -> Shown:
    """A score band as its low end, on which it ranks, and the range; the range is empty when it is exact."""
    low = fixed(band.lo, digits, bounds)
    if band.width <= TIE:
        return Shown(text=low)
    high = fixed(band.hi, digits, bounds)
    if high == low:
        step = Decimal(1).scaleb(-digits)
        high = _plain(Decimal(repr(band.hi)).quantize(step, ROUND_UP))
    return Shown(text=low, band=f"{low}{DASH}{high}")


def shown(band: Band | None, digits: int = 1, bounds: tuple[float, ...] = (100.0,)) -> Shown | None:
    """`score` of a band, or None when there is none."""
    return None if band is None else score(band, digits, bounds)


def signed(band: Band, lang: Lang) -> str:
    """A difference: `36.8`, `−4.0`, or a range in words, since its ends may have different signs."""
    low = fixed(band.lo, bounds=())
    if band.width <= TIE:
        return low
    return low + (" 至 " if lang == "zh" else " to ") + fixed(band.hi, bounds=())


@lru_cache(maxsize=8192)
def decimal(value: float, most: int = 2) -> str:
    """A plain number with at most `most` decimals, fewer when they are zeros; small ones keep three digits."""
    exact = Decimal(repr(float(value)))
    if exact == 0:
        return "0"
    small = abs(exact) < 1
    text = _plain(Decimal(f"{exact:.3g}") if small else exact.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP))
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float, digits: int = 0) -> str:
    """A share (0 to 1) in per cent; below one unit it reads `<1%`, and half or all only when it is."""
    if 0 < share < 10 ** (-2 - digits):
        return f"<{decimal(10**-digits)}%"
    return fixed(share * 100, digits, (50.0, 100.0)) + "%"


def quantity(value: float, unit: str, lang: Lang) -> str:
    """A fact's value with its unit; shares are shown in per cent."""
    if unit == "share":
        return decimal(value * 100) + "%"
    suffix = _UNITS.get(unit)
    return decimal(value) + (suffix.get(lang) if suffix else "")


def quantities(band: Band | None, unit: str, lang: Lang) -> str | None:
    """A fact's band with its unit; None when nothing is known about it."""
    if band is None or (math.isinf(band.lo) and math.isinf(band.hi)):
        return None
    if math.isinf(band.hi):
        return "≥ " + quantity(band.lo, unit, lang)
    if math.isinf(band.lo):
        return "≤ " + quantity(band.hi, unit, lang)
    if band.width <= TIE:
        return quantity(band.lo, unit, lang)
    return f"{quantity(band.lo, unit, lang)} {DASH} {quantity(band.hi, unit, lang)}"


def ratio(points: Band | None, maximum: float) -> str:
    """Points out of the maximum, `628 / 640`, or `600–628 / 640` for a band."""
    if points is None:
        return f"{DASH} / {decimal(maximum)}"
    low, high = decimal(points.lo), decimal(points.hi)
    return f"{low if low == high else low + DASH + high} / {decimal(maximum)}"


def ranks(best: int, worst: int) -> str:
    """The possible ranks: `3` or `2–5`."""
    return str(best) if best == worst else f"{best}{DASH}{worst}"


def size(count: int) -> str:
    """A file size in kB or MB of 1,000."""
    if count < 1000:
        return f"{count} B"
    return f"{decimal(count / 1000, 1)} kB" if count < 1_000_000 else f"{decimal(count / 1e6, 1)} MB"


def moment(stamp: str, lang: Lang) -> str:
    """An RFC 3339 time as a date with the time of day in UTC; text that is no time is given back as it is."""
    try:
        when = dt.datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    if when.tzinfo is not None:
        when = when.astimezone(dt.UTC)
    return f"{day(when.date(), lang)}{' ' if lang == 'zh' else ', '}{when:%H:%M} UTC"


@lru_cache(maxsize=256)
def day(when: dt.date, lang: Lang) -> str:
    """A date as it is written out: `2026年11月22日`, `22 November 2026`."""
    from babel.dates import format_date  # Only reports write dates out; a score in a terminal need not wait for it.

    return format_date(when, "y年M月d日" if lang == "zh" else "d MMMM y", locale="zh_CN" if lang == "zh" else "en")


def numeral(n: int, lang: Lang) -> str:
    """The number of a section, 1 to 99: `三、` in Chinese, `3` in English."""
    if lang == "en":
        return str(n)
    tens, ones = divmod(n, 10)
    head = ("" if tens == 1 else _NUMERALS[tens]) + "十" if tens else ""
    return head + (_NUMERALS[ones] if ones or not tens else "") + "、"


def short(digest: str, length: int = 12) -> str:
    """The first digits of a digest, enough to compare by eye."""
    return digest[:length]
