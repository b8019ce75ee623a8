"""What the Word skeleton may see: a part of a body's report, in the same strings."""

from __future__ import annotations

from assess.report.view.marks import Pair, Section, Tile, View
from assess.report.view.model import Audit, Findings, FlagRow, Method
from assess.report.view.notice_model import SignRow


class WordLayer(View, frozen=True):
    """One layer: its score with its range in one text, and its mark on the axis as a bar of ten characters."""

    title: str
    score: str
    weight: str
    coverage: str
    median: str
    rank: str
    bar: str


class WordGap(View, frozen=True):
    """One supply layer against the utilization layer."""

    title: str
    built: str
    used: str
    gap: str


class WordView(View, frozen=True):
    """A body's report as a text document; sections are numbered for themselves, since it holds fewer."""

    html_lang: str
    title: str
    kicker: str
    mark: str
    copy: str
    subject: str
    engine: str
    digest: str
    facts: tuple[Pair, ...]
    verdict: Section
    lead: str
    sentences: tuple[str, ...]
    tiles: tuple[Tile, ...]
    layers: tuple[WordLayer, ...]
    layers_caption: str
    gap: Section
    gap_lead: str
    gap_rows: tuple[WordGap, ...]
    risks: Section
    findings: Findings | None
    flags: tuple[FlagRow, ...]
    silent_section: Section
    silent: tuple[str, ...]
    method_section: Section
    method: Method
    record: Section
    audit: Audit
    review: str
    signatories: tuple[SignRow, ...]
    rest: str
