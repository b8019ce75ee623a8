"""What the templates of the campaign's further pages may see."""

from __future__ import annotations

from assess.report.view.campaign_model import (
    Cell,
    KindRow,
    MatrixRow,
    NegativeRow,
    RankPlot,
    RobustRow,
    RuleRow,
    WorkRow,
)
from assess.report.view.marks import Link, Masthead, Pair, Section, Shown, View, Way
from assess.report.view.model import Method


class SitePage(View, frozen=True, kw_only=True):
    """What every page has; `pages` are the others that its table goes on over."""

    html_lang: str
    page_title: str
    masthead: Masthead
    pages: tuple[Way, ...] = ()


class Head(View, frozen=True):
    """The head of a column that leads to the order by it; `sort` says how the open one is sorted by it."""

    text: str
    href: str
    sort: str


class Line(View, frozen=True):
    """A body in every order."""

    body: Link
    total: Shown | None
    cells: tuple[Cell, ...]
    gap: str
    flags: str
    open: str
    beside: tuple[Link, ...]


class OrderRow(View, frozen=True):
    """A body in one order: its anchor if a letter leads to it, its place and its possible places."""

    anchor: str
    place: str
    possible: str
    plot: RankPlot | None
    line: Line


class Heads(View, frozen=True):
    """The heads of the columns; those of columns that there are not are None."""

    rank: Head
    body: Head | None
    total: Head | None
    layers: tuple[Head, ...]
    gap: Head | None
    flags: Head | None


class OrderPage(SitePage, frozen=True, kw_only=True):
    """The bodies in one order."""

    section: Section
    caption: str
    orders: tuple[Way, ...]
    letters: tuple[Link, ...]
    heads: Heads
    charted: bool
    beside: bool
    axis: tuple[tuple[str, str], ...]
    legend: tuple[Cell, ...]
    rows: tuple[OrderRow, ...]


class MissingRow(View, frozen=True):
    """Something not known, and how much waits for it."""

    title: str
    rules: str
    bodies: str


class FindingsPage(SitePage, frozen=True, kw_only=True):
    """The findings over all bodies; pages after the first go on with the matrix."""

    contents: tuple[Section, ...]
    rules: Section | None
    rule_rows: tuple[RuleRow, ...]
    kinds: Section | None
    kind_rows: tuple[KindRow, ...]
    missing: Section | None
    missing_rows: tuple[MissingRow, ...]
    matrix: Section | None
    matrix_heads: tuple[str, ...]
    matrix_rows: tuple[MatrixRow, ...]


class NegativePage(SitePage, frozen=True, kw_only=True):
    """The negative list."""

    section: Section
    rows: tuple[NegativeRow, ...]


class RaisedRow(View, frozen=True):
    """A body about which a rule holds."""

    body: Link
    total: Shown | None
    state: str
    confidence: str
    basis: str


class OpenRow(View, frozen=True):
    """A body about which a rule is undetermined, and what is missing for it."""

    body: Link
    missing: str


class RulePage(SitePage, frozen=True, kw_only=True):
    """A rule, and the bodies for which it holds or is undetermined."""

    section: Section
    facts: tuple[Pair, ...]
    texts: tuple[Pair, ...]
    sources: tuple[Link, ...]
    raised_head: str
    raised: tuple[RaisedRow, ...]
    open_head: str
    open: tuple[OpenRow, ...]


class AskedRow(View, frozen=True):
    """An indicator in the method: its anchor, what it is, and what it weighs."""

    label: str
    title: str
    layer: str
    weight: str


class MethodPage(SitePage, frozen=True, kw_only=True):
    """How the numbers arise."""

    method: Method
    varied: tuple[Pair, ...]
    asked: tuple[AskedRow, ...]


class LayerRanks(View, frozen=True):
    """A body's sampled ranks in each layer."""

    body: Link
    ranks: tuple[str, ...]


class RobustPage(SitePage, frozen=True, kw_only=True):
    """How sure the order is; pages after the first go on with the ranks."""

    contents: tuple[Section, ...]
    ranks: Section | None
    notes: tuple[str, ...]
    axis: tuple[tuple[str, str], ...]
    top: str
    rows: tuple[RobustRow, ...]
    work: Section | None
    work_rows: tuple[WorkRow, ...]
    work_notes: tuple[str, ...]
    layers: Section | None
    layer_heads: tuple[str, ...]
    layer_rows: tuple[LayerRanks, ...]


class FileLink(View, frozen=True):
    """A file to take along: what it is called, where it is, how large it is."""

    text: str
    href: str
    size: str


class TableRow(View, frozen=True):
    """A table for other programs: what it holds, how many rows, in which forms."""

    title: str
    says: str
    rows: str
    files: tuple[FileLink, ...]


class ColumnsOf(View, frozen=True):
    """The columns of a table with what they mean."""

    anchor: str
    title: str
    columns: tuple[Pair, ...]


class DataPage(SitePage, frozen=True, kw_only=True):
    """What can be taken along."""

    section: Section
    tables: tuple[TableRow, ...]
    others: tuple[TableRow, ...]
    columns: tuple[ColumnsOf, ...]
