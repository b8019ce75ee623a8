"""What the template of the campaign's page may see."""

from __future__ import annotations

from assess.report.view.commitments_model import CampaignErrata
from assess.report.view.marks import Link, Masthead, Plot, Section, Shown, Stretch, Tile, View, Way


class LeagueRow(View, frozen=True):
    """A body in the league table."""

    rank: str
    possible: str
    body: Link
    score: Shown | None
    grade: str
    coverage: str
    gap: str
    flags: str
    open: str
    plot: Plot
    beside: tuple[Link, ...] = ()


class LeagueGroup(View, frozen=True):
    """Bodies whose possible ranks overlap: their order is not settled."""

    number: str
    rows: tuple[LeagueRow, ...]


class Cell(View, frozen=True):
    """A cell of the heat map: its class, text and range."""

    cls: str
    text: str
    range: str


class HeatRow(View, frozen=True):
    """A body in the heat map."""

    body: Link
    cells: tuple[Cell, ...]


class BinRow(View, frozen=True):
    """A bar of the distribution."""

    label: str
    count: str
    bar: Stretch | None


class RobustRow(View, frozen=True):
    """A body in the table of ranks that hold when scores are varied."""

    rank: str
    body: Link
    likely: str
    certain: str
    median: str
    first: str
    top: str
    ahead: str
    groups: str
    plot: Plot


class WorkRow(View, frozen=True):
    """A layer beside what it does for the total."""

    layer: str
    weight: str
    does: str
    correlation: str
    alpha: str


class RuleRow(View, frozen=True):
    """A rule over all bodies."""

    title: Link
    rule: str
    manifestation: str
    level: str
    severity: str
    mark: str
    raised: str
    open: str
    bodies: tuple[Link, ...]


class MatrixCell(View, frozen=True):
    """What was found about a body under one manifestation."""

    marks: str
    text: str


class MatrixRow(View, frozen=True):
    """A body in the findings matrix."""

    body: Link
    cells: tuple[MatrixCell, ...]


class NegativeRow(View, frozen=True):
    """An upheld finding: whose, what, how the body replied, when and why it was upheld, and the response."""

    body: Link
    title: str
    mark: str
    severity: str
    level: str
    reply: tuple[str, ...]
    upheld: str
    response: str


class Standout(View, frozen=True):
    """A line of what stands out."""

    title: str
    items: tuple[Link, ...]


class RankPlot(View, frozen=True):
    """Ranks on one axis: the body's own, those its band leaves possible, those nine draws in ten hold."""

    mark: str | None
    possible: Stretch | None
    likely: Stretch | None


class KindRow(View, frozen=True):
    """A manifestation over all bodies."""

    title: str
    high: str
    medium: str
    low: str
    bodies: str
    open: str


class IntervalRow(View, frozen=True):
    """A body in the chart of rank intervals."""

    rank: str
    body: Link
    possible: str
    likely: str
    plot: RankPlot | None


class IndexView(View, frozen=True):
    """The campaign's first page. Of many bodies it shows the first in the tables; `more` leads to all of them."""

    html_lang: str
    page_title: str
    masthead: Masthead
    contents: tuple[Section, ...]
    verdict: Section
    sentences: tuple[str, ...]
    tiles: tuple[Tile, ...]
    standouts: tuple[Standout, ...]
    league: Section
    total_title: str
    axis: tuple[tuple[str, str], ...]
    groups: tuple[LeagueGroup, ...]
    gaps: bool
    grades: bool
    grade_head: str
    extras: bool
    cut: str
    orders: tuple[Way, ...]
    more: tuple[Way, ...]
    letters: tuple[Link, ...]
    ranks: Section
    rank_axis: tuple[tuple[str, str], ...]
    rank_rows: tuple[IntervalRow, ...]
    sampled: bool
    heat: Section
    layer_heads: tuple[Link, ...]
    heat_rows: tuple[HeatRow, ...]
    heat_legend: tuple[Cell, ...]
    spread: Section
    bins: tuple[BinRow, ...]
    errata: CampaignErrata | None
    risks: Section | None
    kinds: tuple[KindRow, ...]
    pages: Section
    files: tuple[Link, ...]
