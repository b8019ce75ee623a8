"""Quantities over time: lines that break where nothing was recorded, drawn in percent of the width."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from assess.dossier.entities import Series
from assess.report.format import decimal
from assess.report.geometry import place
from assess.report.headlines import say
from assess.report.messages import QUANTITIES, name
from assess.report.view.frame import Frame
from assess.report.view.marks import Stretch
from assess.report.view.use_model import UseHead, UseLine, UsePoint, UseSegment, UseTime

HEIGHT = 150
"""Pixels of the drawing between its top and its base."""
MOST_DRAWN = 62
"""Periods of a line: more than two months of days are drawn by week."""
SHAPES = ("ring", "square", "diamond")
_ACTIVE = ("active_by_day", "active_by_week", "active_by_month")


def finest(found: Sequence[Series]) -> list[Series]:
    """`found` without those of users by day, week and month that are not drawn: the finest readable one is kept."""
    held = [s for key in _ACTIVE for s in found if s.id == key]
    readable = [s for s in held if 2 <= len(s.rows) <= MOST_DRAWN]
    kept = readable[:1] or held[-1:]
    return [s for s in found if s.id not in _ACTIVE or s in kept]


def time_view(frame: Frame, series: Series, head: Callable[[Frame, Series, str], UseHead]) -> UseTime:
    """The drawing, its description and its table of values."""
    labels = [_label(frame, series.row_axis, row) for row in series.rows]
    names = [name(QUANTITIES, c, frame.lang) for c in series.columns]
    top = _top(max((v for row in series.values for v in row if v is not None), default=0.0))
    lines = tuple(
        _line(what, SHAPES[n % len(SHAPES)], [row[n] for row in series.values], top) for n, what in enumerate(names)
    )
    joined = ("；" if frame.lang == "zh" else "; ").join(names)
    return UseTime(
        head=head(frame, series, _says(frame, series, labels, names)),
        described=say("use_drawn", frame.lang, first=labels[0], last=labels[-1], top=decimal(top), lines=joined),
        lines=lines,
        gaps=_gaps(series),
        top=decimal(top),
        middle=decimal(top / 2),
        ticks=_ticks([row[:7] if series.row_axis == "month" else row for row in series.rows]),
        columns=tuple(names),
        rows=tuple(
            (label, tuple("–" if v is None else decimal(v) for v in row))
            for label, row in zip(labels, series.values, strict=True)
        ),
    )


def _says(frame: Frame, series: Series, labels: Sequence[str], names: Sequence[str]) -> str:
    told = []
    for n, what in enumerate(names):
        known = [(v, label) for row, label in zip(series.values, labels, strict=True) if (v := row[n]) is not None]
        if known:
            most, when = max(known, key=lambda found: found[0])
            told.append(
                say(
                    "use_span",
                    frame.lang,
                    column=_capital(what),
                    most=decimal(most),
                    when=when,
                    last=decimal(known[-1][0]),
                )
            )
    if gaps := sum(all(v is None for v in row) for row in series.values):
        told.append(say("use_gaps", frame.lang, n=gaps))
    return ("" if frame.lang == "zh" else " ").join(told)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _line(what: str, shape: str, values: Sequence[float | None], top: float) -> UseLine:
    points = [None if v is None else UsePoint(_x(n, len(values)), _y(v, top)) for n, v in enumerate(values)]
    strokes = tuple(UseSegment(a.x, a.y, b.x, b.y) for a, b in pairwise(points) if a and b)
    return UseLine(what, shape, strokes, tuple(p for p in points if p))


def _x(n: int, count: int) -> str:
    """Periods stand in the middle of equal parts of the width, so that none is on the edge."""
    return place(n + 0.5, 0, count)


def _y(value: float, top: float) -> str:
    return f"{HEIGHT * (1 - min(max(value / top, 0.0), 1.0)):.1f}"


def _top(most: float) -> float:
    """The upper end of the axis: 1, 2 or 5 times a power of ten, twice that at least."""
    if most <= 2:
        return 2.0
    unit = 10.0 ** math.floor(math.log10(most))
    return next(unit * n for n in (1, 2, 4, 5, 6, 8, 10) if unit * n >= most)


def _gaps(series: Series) -> tuple[Stretch, ...]:
    """Each run of periods without any record, as a stretch of the width."""
    empty = [all(v is None for v in row) for row in series.values]
    found, n = [], 0
    while n < len(empty):
        start = n
        while n < len(empty) and empty[n]:
            n += 1
        if n > start:
            found.append(Stretch(x=place(start, 0, len(empty)), width=f"{(n - start) / len(empty) * 100:.1f}%"))
        n += 1
    return tuple(found)


def _ticks(labels: Sequence[str]) -> tuple[tuple[str, str], ...]:
    last = len(labels) - 1
    ends = {0: "0%", last // 2: "50%", last: "100%"} if last > 1 else {0: "0%", last: "100%"}
    return tuple((at, labels[n]) for n, at in sorted(ends.items()))


def _label(frame: Frame, axis: str, row: str) -> str:
    if axis == "month":
        return row[:7]
    return say("use_week", frame.lang, day=row) if axis == "week" else row
