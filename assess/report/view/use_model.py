"""What the template of the section on use evidence may see."""

from __future__ import annotations

from typing import NamedTuple

from assess.report.view.marks import Section, Stretch, View


class UseCell(NamedTuple):
    """A cell of a heat table: its class and text."""

    cls: str
    text: str


class UseRow(NamedTuple):
    """A row of a heat table, with its sum."""

    label: str
    cells: tuple[UseCell, ...]
    sum: str


class UseHead(View, frozen=True):
    """What every chart has: anchor, title, definition, what it shows in a sentence, remarks, and its source."""

    anchor: str
    title: str
    says: str
    line: str
    note: str
    source: str


class UseGrid(View, frozen=True):
    """Offices or topics by hour, weekday or month."""

    head: UseHead
    axis: str
    columns: tuple[str, ...]
    rows: tuple[UseRow, ...]
    legend: tuple[UseCell, ...]


class UseBar(NamedTuple):
    """A bar: its label, number and share; `limit` marks the last bar before the deadline."""

    label: str
    value: str
    share: str
    bar: Stretch | None
    limit: bool


class UseBars(View, frozen=True):
    """A funnel, or a histogram around a deadline."""

    head: UseHead
    axis: str
    quantity: str
    bars: tuple[UseBar, ...]


class UsePoint(NamedTuple):
    """A mark of a line: percent of the width, pixels from the top."""

    x: str
    y: str


class UseSegment(NamedTuple):
    """A stroke of a line between two neighbouring periods."""

    x1: str
    y1: str
    x2: str
    y2: str


class UseLine(NamedTuple):
    """One quantity over time: its name, the shape of its marks, its strokes, its marks."""

    name: str
    shape: str
    segments: tuple[UseSegment, ...]
    points: tuple[UsePoint, ...]


class UseTime(View, frozen=True):
    """Quantities over time, with the stretches in which nothing was recorded."""

    head: UseHead
    described: str
    lines: tuple[UseLine, ...]
    gaps: tuple[Stretch, ...]
    top: str
    middle: str
    ticks: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


class Use(View, frozen=True):
    """The section on use evidence."""

    section: Section
    times: tuple[UseTime, ...]
    grids: tuple[UseGrid, ...]
    bars: tuple[UseBars, ...]
