"""What the templates of the codebook may see: strings in one language, links and lists of them."""

from __future__ import annotations

from assess.report.view.marks import Link, Masthead, Pair, Section, View
from assess.report.view.model import Method


class OptionRow(View, frozen=True):
    """An answer: its points, its state where it is no score, and what must be seen before it is verified."""

    text: str
    code: str
    points: str
    state: str
    needs: tuple[str, ...]


class Condition(View, frozen=True):
    """An expression over facts: what it is for, in words, as written, and the facts it names."""

    label: str
    words: str
    written: str
    names: tuple[Link, ...]


class FieldRow(View, frozen=True):
    """A field of government: its indicators and their part of all weight."""

    title: str
    indicators: str
    weight: str


class ReservedRow(View, frozen=True):
    """An indicator that is not asked, or not yet."""

    id: str
    title: str
    layer: str
    status: str
    since: str
    until: str


class ItemView(View, frozen=True):
    """An indicator in full; `level` is that of its heading."""

    anchor: str
    level: str
    label: str
    title: str
    tags: tuple[Pair, ...]
    question: str
    guidance: str
    options: tuple[OptionRow, ...]
    needs: bool
    corners: tuple[Pair, ...]
    follows: Link | None
    answers: str
    caps: tuple[Link, ...]
    limits: tuple[Link, ...]
    conditions: tuple[Condition, ...]
    feeds: Link | None
    sources: tuple[Link, ...]


class GroupView(View, frozen=True):
    """A heading within a layer, empty for indicators of none, and its indicators."""

    title: str
    items: tuple[ItemView, ...]


class LayerView(View, frozen=True):
    """A layer with all its indicators."""

    section: Section
    description: str
    groups: tuple[GroupView, ...]


class FactRow(View, frozen=True):
    """A fact that rules may name."""

    anchor: str
    id: str
    title: str
    description: str
    unit: str
    admissible: str
    collector: str
    validity: str


class WeighRow(View, frozen=True):
    """Evidence on a cause: what it speaks for or against, in words, with its condition."""

    cause: str
    speaks: str
    says: str
    words: str


class RuleView(View, frozen=True):
    """A rule in full."""

    anchor: str
    id: str
    title: str
    level: str
    tags: tuple[Pair, ...]
    words: str
    when: str
    names: tuple[Link, ...]
    says: tuple[Pair, ...]
    causes: tuple[str, ...]
    weighed: tuple[WeighRow, ...]
    supersedes: tuple[Link, ...]
    sources: tuple[Link, ...]


class TestRow(View, frozen=True):
    """How many golden tests a rule has, by verdict."""

    title: str
    counts: tuple[str, ...]
    all: str


class CodebookView(View, frozen=True):
    """The whole page; sections that a pack has nothing for are None."""

    html_lang: str
    page_title: str
    masthead: Masthead
    contents: tuple[Section, ...]
    method: Method
    descent: tuple[str, ...]
    fields: Section | None
    field_rows: tuple[FieldRow, ...]
    fields_left_out: str
    profiles: Section | None
    profile_rows: tuple[Pair, ...]
    layers: tuple[LayerView, ...]
    reserved: Section | None
    reserved_rows: tuple[ReservedRow, ...]
    facts: Section | None
    fact_rows: tuple[FactRow, ...]
    rules: Section | None
    rule_items: tuple[RuleView, ...]
    tests: Section | None
    test_heads: tuple[str, ...]
    test_rows: tuple[TestRow, ...]
    scores_tested: str
