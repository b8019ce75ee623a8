"""What the template of the section on years may see."""

from __future__ import annotations

from typing import NamedTuple

from assess.report.view.marks import Section, View


class TrendPoint(NamedTuple):
    """A score: where it stands across (per cent) and down (pixels), and how far its range reaches above it."""

    x: str
    y: str
    up: str
    height: str


class TrendStroke(NamedTuple):
    """The line between two scores that compare."""

    x1: str
    y1: str
    x2: str
    y2: str


class TrendRow(NamedTuple):
    """A period of the data table: score and range, what changed since the one before, and why it may not tell."""

    period: str
    score: str
    band: str
    sign: str
    change: str
    note: str


class TrendTick(NamedTuple):
    """A period written below the drawing."""

    x: str
    place: str
    text: str


class Trend(View, frozen=True):
    """A total or a layer over the periods."""

    anchor: str
    title: str
    line: str
    why: str
    described: str
    ends: tuple[str, str, str]
    ticks: tuple[TrendTick, ...]
    points: tuple[TrendPoint, ...]
    strokes: tuple[TrendStroke, ...]
    breaks: tuple[str, ...]
    rows: tuple[TrendRow, ...]


class PeriodRow(NamedTuple):
    """A period: what it was assessed by, and at which head of which dossier."""

    period: str
    campaign: str
    pack: str
    head: str
    whole: str


class Years(View, frozen=True):
    """All of them, with the periods they are of."""

    section: Section
    trends: tuple[Trend, ...]
    periods: tuple[PeriodRow, ...]
    ranged: bool
    broken: bool
    note: str
