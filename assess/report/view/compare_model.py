"""What the templates of a comparison may see."""

from __future__ import annotations

from typing import NamedTuple

from assess.report.view.marks import Dumbbell, Masthead, Pair, Section, Shown, View


class LineRow(View, frozen=True):
    """A score on both sides; `plot` is None where a side has none."""

    title: str
    before: Shown | None
    after: Shown | None
    change: str
    why: str
    rank: str
    plot: Dumbbell | None
    strong: bool


class IndicatorRow(NamedTuple):
    """An indicator on both sides, in few words: a pack may have hundreds."""

    label: str
    title: str
    before: str
    after: str
    change: str


class PartRow(View, frozen=True):
    """How much of a difference one cause brought."""

    title: str
    score: str
    rank: str


class ShiftRow(View, frozen=True):
    """A finding on both sides."""

    title: str
    mark: str
    severity: str
    level: str
    shift: str
    before: str
    after: str
    note: str


class EvidenceRow(View, frozen=True):
    """A piece of evidence that is not the same on both sides."""

    indicator: str
    title: str
    shift: str
    before: str
    after: str


class SideColumn(View, frozen=True):
    """What identifies one side."""

    title: str
    facts: tuple[Pair, ...]


class CompareView(View, frozen=True):
    """Two sides of one body, or two bodies."""

    html_lang: str
    page_title: str
    masthead: Masthead
    contents: tuple[Section, ...]
    headline: str
    sentences: tuple[str, ...]
    names: tuple[str, str]
    axis: tuple[tuple[str, str], ...]
    sections: dict[str, Section]
    totals: tuple[LineRow, ...]
    layers: tuple[LineRow, ...]
    parts: tuple[PartRow, ...]
    split: str
    findings: tuple[ShiftRow, ...]
    evidence: tuple[EvidenceRow, ...]
    kept: str
    indicators: tuple[IndicatorRow, ...]
    alike: str
    sides: tuple[SideColumn, SideColumn]


class BodyRow(View, frozen=True):
    """One body of a table of all."""

    title: str
    before: Shown | None
    after: Shown | None
    change: str
    own: str
    others: str
    method: str
    ranks: tuple[str, str]
    new: str
    remain: str
    gone: str
    plot: Dumbbell | None


class CampaignsView(View, frozen=True):
    """Two snapshots, body by body."""

    html_lang: str
    page_title: str
    masthead: Masthead
    headline: str
    sentences: tuple[str, ...]
    names: tuple[str, str]
    axis: tuple[tuple[str, str], ...]
    split: bool
    rows: tuple[BodyRow, ...]
    sides: tuple[SideColumn, SideColumn]
