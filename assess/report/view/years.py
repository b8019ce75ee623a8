"""Years: the total and the layers over the periods that were given, broken where definitions differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from assess.base.band import TIE, Band, subtract
from assess.report.format import DASH, decimal, score, short, signed
from assess.report.geometry import place
from assess.report.headlines import Move, layers_moved, moved, say, year_line
from assess.report.messages import MOVES, name
from assess.report.security import anchor
from assess.report.view.frame import Frame
from assess.report.view.marks import Section, Shown
from assess.report.view.years_model import (
    PeriodRow,
    Trend,
    TrendPoint,
    TrendRow,
    TrendStroke,
    TrendTick,
    Years,
)
from assess.scoring.periods import Apart
from assess.snapshot import BodyResult

TOP, DEEP = 12.0, 88.0
"""Pixels above the drawing's upper end, and from there to its base."""
LEFT, RIGHT = 14.0, 94.0
"""Per cent of the width between which periods stand; the numbers of the axis are left of them."""
_MOST_LABELS = 6
_SHORT = 5
_SIGNS: dict[Move, str] = {"up": "↑", "down": "↓", "same": "=", "open": "?", "apart": "≠", "none": ""}


class _Told(NamedTuple):
    """A total or layer over time: its scores, oldest first, and what sets each apart from the one after it."""

    key: str
    title: str
    bands: list[Band | None]
    apart: list[Apart | None]
    axis: tuple[float, float]
    bounds: tuple[float, ...]


def has_years(body: BodyResult) -> bool:
    """Whether any score of the body is known of an earlier period."""
    return any(p.total is not None or p.layers for p in body.past)


def years_lead(frame: Frame, body: BodyResult) -> str:
    """How the total and the layers moved since the period before."""
    if not has_years(body):
        return ""
    lead, *layers = _all(frame, body)
    before = body.past[0].period
    moves = [_last(x) for x in layers]
    lines = [_line(frame, lead, before), layers_moved(moves, before, frame.lang)]
    return ("" if frame.lang == "zh" else " ").join(x for x in lines if x)


def years_section(frame: Frame, body: BodyResult, section: Section) -> Years:
    """The section; only where `has_years`."""
    periods = _periods(frame, body)
    told = [x for x in _all(frame, body) if any(b is not None for b in x.bands)]
    trends = tuple(_trend(frame, x, periods) for x in told)
    return Years(
        section=section,
        trends=trends,
        periods=_assessed(frame),
        ranged=any(b is not None and b.width > TIE for x in told for b in x.bands),
        broken=any(trend.breaks for trend in trends),
        note=say("years_note", frame.lang),
    )


def _periods(frame: Frame, body: BodyResult) -> list[str]:
    return [*(p.period for p in reversed(body.past)), _now(frame)]


def _now(frame: Frame) -> str:
    return frame.snapshot.campaign.period or frame.snapshot.made[:10]


def _all(frame: Frame, body: BodyResult) -> list[_Told]:
    """The leading total, then the layers."""
    past, before = body.past[::-1], frame.snapshot.before[::-1]
    lead = frame.snapshot.pack.totals[0]
    total = _Told(
        lead.id,
        frame.text(lead.title),
        [*(p.total for p in past), frame.total(body)],
        [c.apart.get(lead.id) for c in before],
        frame.total_axis,
        frame.bounds,
    )
    layers = [
        _Told(
            key,
            frame.text(layer.title),
            [
                *(p.layers.get(key) for p in past),
                body.score.layers[key].score if key in body.score.layers else None,
            ],
            [c.apart.get(key) for c in before],
            frame.layer_axis,
            (100.0,),
        )
        for key, layer in frame.layers.items()
    ]
    return [total, *layers]


def _last(told: _Told) -> Move:
    return moved(told.bands[-2], told.bands[-1], apart=told.apart[-1] is not None)


def _line(frame: Frame, told: _Told, before: str) -> str:
    then, now = (None if b is None else score(b, bounds=told.bounds) for b in told.bands[-2:])
    return year_line(_last(told), told.title, then, now, before, frame.lang)


def _trend(frame: Frame, told: _Told, periods: Sequence[str]) -> Trend:
    low, high = _axis(told)
    xs = _across(periods)
    points = [None if b is None else _point(b, x, low, high) for b, x in zip(told.bands, xs, strict=True)]
    strokes = [
        TrendStroke(f"{a.x}%", a.y, f"{b.x}%", b.y)
        for n, (a, b) in enumerate(pairwise(points))
        if a and b and told.apart[n] is None
    ]
    at = [(float(xs[n]) + float(xs[n + 1])) / 2 for n, what in enumerate(told.apart) if what is not None]
    last = told.apart[-1]
    return Trend(
        anchor=anchor("year", told.key),
        title=told.title,
        line=_line(frame, told, periods[-2]),
        why=_why(frame, told, last) if last is not None and told.bands[-2] is not None else "",
        described=say("trend_drawn", frame.lang, n=len(periods), first=periods[0], last=periods[-1]),
        ends=(decimal(high), decimal((low + high) / 2), decimal(low)),
        ticks=_ticks(periods),
        points=tuple(p._replace(x=f"{p.x}%") for p in points if p),
        strokes=tuple(strokes),
        breaks=tuple(f"{x:.1f}%" for x in at),
        rows=_rows(frame, told, periods),
    )


def _axis(told: _Told) -> tuple[float, float]:
    """The axis of the report, widened where an earlier score lies beyond it."""
    known = [b for b in told.bands if b is not None]
    return min(told.axis[0], *(b.lo for b in known)), max(told.axis[1], *(b.hi for b in known))


def _across(periods: Sequence[str]) -> list[str]:
    """Where periods stand: by their years where all are years that grow, else in equal steps."""
    years = [int(p) for p in periods if re.fullmatch(r"\d{4}", p)]
    grows = len(years) == len(periods) and all(a < b for a, b in pairwise(years))
    steps = [float(y) for y in years] if grows else [float(n) for n in range(len(periods))]
    width = steps[-1] - steps[0]
    return [f"{LEFT + (RIGHT - LEFT) * (s - steps[0]) / width:.1f}" for s in steps]


def _ticks(periods: Sequence[str]) -> tuple[TrendTick, ...]:
    """The first and the last period: right under their marks where that is room enough."""
    first, last = periods[0], periods[-1]
    if max(len(first), len(last)) <= _SHORT:
        return TrendTick(f"{LEFT:.1f}%", "middle", first), TrendTick(f"{RIGHT:.1f}%", "middle", last)
    return TrendTick("0%", "start", first), TrendTick("100%", "end", last)


def _point(band: Band, x: str, low: float, high: float) -> TrendPoint:
    down, reach = (float(place(v, low, high)[:-1]) / 100 * DEEP for v in (band.lo, band.hi))
    wide = band.width > TIE
    height = max(reach - down, 1.0)
    return TrendPoint(
        x, f"{TOP + DEEP - down:.1f}", f"{-height:.1f}" if wide else "", f"{height:.1f}" if wide else ""
    )


def _rows(frame: Frame, told: _Told, periods: Sequence[str]) -> tuple[TrendRow, ...]:
    rows = []
    for n, (period, band) in enumerate(zip(periods, told.bands, strict=True)):
        shown = Shown(DASH) if band is None else score(band, bounds=told.bounds)
        what = told.apart[n - 1] if n else None
        then = told.bands[n - 1] if n else None
        move: Move = moved(then, band, apart=what is not None)
        told_by = name(MOVES, move, frame.lang) if n and move != "none" else ""
        if then is not None and band is not None and move in ("up", "down", "open"):
            told_by = f"{told_by} {signed(subtract(band, then), frame.lang)}"
        note = _why(frame, told, what) if what is not None else ""
        rows.append(TrendRow(period, shown.text, shown.band, _SIGNS[move], told_by, note))
    return tuple(rows)


def _why(frame: Frame, told: _Told, what: Apart) -> str:
    """What changed, in a line."""
    total = told.key == frame.snapshot.pack.totals[0].id
    kind = "layers" if total else "indicators"
    parts = [
        say(f"apart_{how}_{kind}", frame.lang, n=len(found), which=_which(frame, found))
        for how, found in (("added", what.added), ("dropped", what.dropped), ("changed", what.changed))
        if found
    ]
    flags = (("weights", what.weights), ("method", what.method), ("caps", what.caps))
    parts += [say(f"apart_{key}", frame.lang) for key, is_so in flags if is_so]
    parts += [say("apart_relative", frame.lang)] if what.relative else []
    parts += [say("apart_gone", frame.lang)] if what.gone else []
    return ("；" if frame.lang == "zh" else "; ").join(parts)


def _which(frame: Frame, found: Sequence[str]) -> str:
    names = [frame.text(frame.layers[x].title) if x in frame.layers else x for x in found[:_MOST_LABELS]]
    more = ["…"] if len(found) > _MOST_LABELS else []
    return ("、" if frame.lang == "zh" else ", ").join([*names, *more])


def _assessed(frame: Frame) -> tuple[PeriodRow, ...]:
    snapshot = frame.snapshot
    past = [
        PeriodRow(c.period, frame.text(c.title), c.pack_version, short(c.head), c.head)
        for c in reversed(snapshot.before)
    ]
    now = PeriodRow(
        _now(frame), frame.text(snapshot.campaign.title), snapshot.pack.version, short(snapshot.head), snapshot.head
    )
    return (*past, now)
