"""Points in time as tables write them: ISO 8601, 2024/1/5 8:30, 2024年1月5日 8时30分, Excel's own dates."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_DATE: Final = r"(?P<y>\d{4})(?:[-/.年])(?P<m>\d{1,2})(?:[-/.月])(?P<d>\d{1,2})日?"
_TIME: Final = r"(?P<H>\d{1,2})[:时点](?P<M>\d{1,2})(?:分?|:(?P<S>\d{1,2})(?P<f>[.,]\d{1,9})?|分(?P<S2>\d{1,2})秒?)"
_ZONE: Final = r"(?P<z>Z|[+-]\d{2}:?\d{2})?"
_MOMENT: Final = re.compile(rf"(?:{_DATE})?[T\s]*(?:{_TIME})?\s*{_ZONE}", re.ASCII)
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?", re.ASCII)
_NO_DAY: Final = (1970, 1, 1)
"""The day of a time of day that stands without one."""


def moments(cells: Sequence[Any]) -> NDArray[np.datetime64]:
    """The cells as datetime64[us], as the clock on the wall showed; NaT where a cell is no point in time.

    An offset from UTC is dropped: what people did at half past eight is the same in every office.
    """
    out = np.full(len(cells), np.datetime64("NaT", "us"), dtype="datetime64[us]")
    for at, cell in enumerate(cells):
        if (moment := _moment(cell)) is not None:
            out[at] = moment
    return out


def _moment(cell: Any) -> np.datetime64 | None:
    if isinstance(cell, dt.datetime):
        return np.datetime64(cell.replace(tzinfo=None), "us")
    if isinstance(cell, dt.date):
        return np.datetime64(cell, "us")
    if isinstance(cell, dt.time):
        return np.datetime64(dt.datetime.combine(dt.date(*_NO_DAY), cell.replace(tzinfo=None)), "us")
    if not isinstance(cell, str):
        return None
    text = cell.strip()
    if _ISO.fullmatch(text):
        return _made(text)
    found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None or not text or (found["y"] is None and found["H"] is None):
        return None
    year, month, day = (int(found[k]) for k in "ymd") if found["y"] else _NO_DAY
    hour, minute = (int(found[k]) if found[k] else 0 for k in "HM")
    second = found["S"] or found["S2"] or "0"
    part = (found["f"] or ".0")[1:7]
    return _made(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{int(second):02}.{part}")


def _made(text: str) -> np.datetime64 | None:
    try:
        return np.datetime64(text, "us")
    except ValueError:
        return None  # The 31st of February, or half past twenty-five.
