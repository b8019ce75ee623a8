"""What the template of the section on other bodies may see."""

from __future__ import annotations

from typing import NamedTuple

from assess.report.view.marks import Section, View


class PeerRow(NamedTuple):
    """A body by rank: the places that its band leaves possible, those that nine draws in ten hold, and its score.

    `cls` marks the body that the report is about, `skip` says how many stand between it and the row
    before. The last five are the marks of the chart in per cent of its width; empty where there is nothing to draw.
    """

    cls: str
    skip: str
    rank: str
    name: str
    total: str
    band: str
    possible: str
    sampled: str
    left: str
    right: str
    start: str
    width: str
    mark: str


class PeerHeat(NamedTuple):
    """A body's layers: class, score and range of each."""

    cls: str
    name: str
    cells: tuple[tuple[str, str, str], ...]


class Peers(View, frozen=True):
    """The body among the others."""

    section: Section
    axis: tuple[tuple[str, str], ...]
    rows: tuple[PeerRow, ...]
    drawn: bool
    caption: str
    heads: tuple[str, ...]
    heat: tuple[PeerHeat, ...]
    legend: tuple[tuple[str, str], ...]
    note: str
