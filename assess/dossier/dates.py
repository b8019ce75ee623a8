"""Dates as a dossier keeps them, and the period and the day that a campaign judges evidence by.

All dates are ISO days (2026-05-31) and compare as text. A period is read off what people write for it; one that
cannot be read holds nobody to anything.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata

import msgspec

from assess.base.errors import InputError
from assess.base.texts import Text


class Period(msgspec.Struct, frozen=True):
    """From one day to another, both of them in it; "" is an open end."""

    start: str = ""
    end: str = ""

    def covers(self, other: Period) -> bool:
        """Whether no day of `other` lies outside."""
        after = not self.start or (bool(other.start) and self.start <= other.start)
        return after and (not self.end or (bool(other.end) and other.end <= self.end))


class When(msgspec.Struct, frozen=True):
    """What a campaign judges evidence by: the period it is about, the day of the assessment; "" is not known."""

    period: Period | None = None
    on: str = ""


AT_NO_TIME = When()
"""Nothing expires and no period has to be covered."""


def when_of(period: str, assessed_on: str, created: str) -> When:
    """When a campaign is: the day it names, else the last day of its period, else the day it was made."""
    found = period_of(period)
    return When(period=found, on=assessed_on or (found.end if found else "") or created[:10])


def is_date(text: str) -> bool:
    """Whether `text` is a day that there is, written in full."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check_date(text: str, name: Text) -> None:
    """InputError, naming the date, unless `text` is a day or empty."""
    if text and not is_date(text):
        raise InputError(
            Text(zh=f"{name.zh}：日期 {text!r} 无法识别", en=f"{name.en}: {text!r} is not a date"),
            Text(zh="请写成 2026-05-31。", en="Write it like 2026-05-31."),
        )


def days_after(date: str, days: int) -> str:
    """The day `days` after `date`; "" where there is no such day."""
    try:
        return (dt.date.fromisoformat(date) + dt.timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""


_YEAR = r"([0-9]{4})"
_JOINT = r"\s*(?:\.\.|/|–|—|~|至|到)\s*"
_HALVES = {"上": 1, "下": 2, "1": 1, "2": 2}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def period_of(text: str) -> Period | None:
    """The days that `text` names: a year, half, quarter, month or day, or from one of these to another; else None.

    2026, 2026-H1, 2026Q3, 2026-05, 2026-05-31, 2026年上半年, 2025-2026 and 2025-07..2026-06 are read.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if years := re.fullmatch(_YEAR + r"\s*-\s*" + _YEAR, plain):
        plain = f"{years[1]}..{years[2]}"
    parts = re.split(_JOINT, plain)
    found = [_one(part) for part in parts]
    if len(found) > 2 or None in found:
        return None
    first, last = found[0], found[-1]
    if first is None or last is None or first.start > last.end:
        return None
    return Period(first.start, last.end)


def _one(text: str) -> Period | None:
    if is_date(text):
        return Period(text, text)
    if m := re.fullmatch(_YEAR + "年?", text):
        return _months(m[1], 1, 12)
    if m := re.fullmatch(_YEAR + r"(?:-?H([12])|年?([上下])半年)", text, re.IGNORECASE):
        half = _HALVES[m[2] or m[3]]
        return _months(m[1], 6 * half - 5, 6 * half)
    if m := re.fullmatch(_YEAR + r"(?:-?Q([1-4])|年?第?([一二三四1-4])季度)", text, re.IGNORECASE):
        quarter = _QUARTERS[m[2] or m[3]]
        return _months(m[1], 3 * quarter - 2, 3 * quarter)
    m = re.fullmatch(_YEAR + r"(?:-([0-9]{2})|年([0-9]{1,2})月)", text)
    month = int(m[2] or m[3]) if m else 0
    return _months(m[1], month, month) if m and 1 <= month <= 12 else None


def _months(year: str, first: int, last: int) -> Period | None:
    if not 1 <= int(year) <= 9999:
        return None
    return Period(f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(int(year), last)[1]:02}")
