"""What the templates of a body's report may see, section by section."""

from __future__ import annotations

from typing import NamedTuple

from assess.report.view.commitments_model import Commitments, Errata
from assess.report.view.marks import Dumbbell, Link, Masthead, Pair, Plot, Section, Shown, Stretch, Tile, View
from assess.report.view.peers_model import Peers
from assess.report.view.signals_model import Families, SignalTable
from assess.report.view.use_model import Use
from assess.report.view.voices_model import Voices
from assess.report.view.workflow_model import WorkView
from assess.report.view.years_model import Years


class LayerRow(View, frozen=True):
    """One layer: its score, its place among peers and what it rests on."""

    title: str
    anchor: str
    score: Shown | None
    weight: str
    coverage: str
    points: str
    counts: str
    rank: str
    median: str
    quartiles: str
    difference: str
    plot: Plot


class FlagRow(View, frozen=True):
    """One manifestation: how many findings of each severity hold, and how many cannot be determined."""

    title: str
    high: str
    medium: str
    low: str
    undetermined: str


class Verdict(View, frozen=True):
    """The first page."""

    section: Section
    sentences: tuple[str, ...]
    tiles: tuple[Tile, ...]
    layers: tuple[LayerRow, ...]
    caption: str
    axis: tuple[tuple[str, str], ...]
    peers: bool
    flags: tuple[FlagRow, ...]
    top: tuple[FindingLine, ...]
    silent: tuple[str, ...]


class FindingLine(View, frozen=True):
    """A finding in one line."""

    href: str
    title: str
    level: str
    severity: str
    mark: str
    confidence: str
    manifestation: str


class Layers(View, frozen=True):
    """All layers against the peers."""

    section: Section
    rows: tuple[LayerRow, ...]
    peers: bool
    note: str


class GapRow(View, frozen=True):
    """One comparison of a supply layer, or their mean, with the utilization layer."""

    title: str
    built: Shown
    used: Shown
    gap: str
    plot: Dumbbell
    whole: bool


class Strip(View, frozen=True):
    """Where every body's gap stands on one axis; `own` is this body's."""

    axis: tuple[tuple[str, str], ...]
    zero: str
    ticks: tuple[str, ...]
    own: str
    own_range: Stretch | None


class Gap(View, frozen=True):
    """Built versus used."""

    section: Section
    rows: tuple[GapRow, ...]
    used: str
    strip: Strip | None
    place: str
    note: str


class StepRow(View, frozen=True):
    """One step of a rule's trace."""

    expression: str
    working: str
    verdict: str


class Block(View, frozen=True):
    """A part of a finding with a heading: causes weighed, the reply, what was done."""

    title: str
    lines: tuple[str, ...]
    ordered: bool = False


class FindingView(View, frozen=True):
    """A finding in full."""

    anchor: str
    number: str
    title: str
    level: str
    severity: str
    mark: str
    tags: tuple[Pair, ...]
    basis: str
    steps: tuple[StepRow, ...]
    support: tuple[str, ...]
    counter: tuple[str, ...]
    texts: tuple[Pair, ...]
    covers: tuple[str, ...]
    changed: str
    blocks: tuple[Block, ...]
    reply: tuple[str, ...]
    indicators: tuple[Link, ...]
    facts: tuple[Link, ...]
    evidence: tuple[Link, ...]
    sources: tuple[Link, ...]
    signals: SignalTable | None = None


class OpenRule(View, frozen=True):
    """A rule that could not be determined, and what is missing for it."""

    anchor: str
    title: str
    level: str
    severity: str
    mark: str
    rule: str
    missing: tuple[str, ...]
    ask: str


class Findings(View, frozen=True):
    """All findings, the undetermined rules, those whose condition does not hold and those that do not apply."""

    section: Section
    items: tuple[FindingView, ...]
    open: tuple[OpenRule, ...]
    clear: tuple[Pair, ...]
    aside: tuple[Pair, ...] = ()
    quiet: SignalTable | None = None
    gone: tuple[Block, ...] = ()
    none: str = ""
    """What stands where there are no findings."""


class FactRow(View, frozen=True):
    """One fact: its value and how it came about; `found` are the findings that read it."""

    anchor: str
    title: str
    value: str
    known: bool
    voice: str
    how: str
    period: str
    note: str
    found: tuple[Link, ...]


class Facts(View, frozen=True):
    """The facts that rules look at."""

    section: Section
    rows: tuple[FactRow, ...]
    hows: bool
    periods: bool
    finds: bool


class Said(NamedTuple):
    """One voice's answer: who, what, the score it gives, and a comment.

    Rows that come in hundreds are named tuples: a template unpacks them at once, which costs it no look-ups.
    """

    voice: str
    value: str
    score: str
    comment: str
    more: str


class IndicatorView(NamedTuple):
    """One indicator with its drill-down; `low` is the width of its bar, `start` and `width` its range."""

    anchor: str
    label: str
    title: str
    score: str
    band: str
    state: str
    low: str
    start: str
    width: str
    points: str
    question: str
    said: tuple[Said, ...]
    notes: tuple[str, ...]
    evidence: str
    evidence_href: str
    found: tuple[Link, ...]


class IndicatorGroup(View, frozen=True):
    """Indicators under one heading of the pack."""

    title: str
    items: tuple[IndicatorView, ...]


class IndicatorLayer(View, frozen=True):
    """Indicators of one layer."""

    anchor: str
    weight_href: str
    title: str
    score: Shown | None
    groups: tuple[IndicatorGroup, ...]


class Indicators(View, frozen=True):
    """All indicators."""

    section: Section
    layers: tuple[IndicatorLayer, ...]


class EvidenceRow(NamedTuple):
    """One piece of evidence; empty addresses mean text only."""

    anchor: str
    indicator: str
    indicator_href: str
    title: str
    href: str
    kind: str
    status: str
    captured: str
    size: str
    sha256: str
    note: str


class EvidenceList(View, frozen=True):
    """The evidence held; the rows are empty when they stand on an annex page."""

    section: Section
    rows: tuple[EvidenceRow, ...]
    dates: bool
    sizes: bool
    hashes: bool
    annex: Link | None
    counts: tuple[Pair, ...]


class WeightRow(View, frozen=True):
    """A layer in the method: its weight and what it holds."""

    anchor: str
    href: str
    title: str
    base: str
    weight: str
    share: str
    indicators: str
    points: str


class SourceRow(View, frozen=True):
    """A publication the pack cites."""

    anchor: str
    title: Link
    publisher: str
    date: str
    cited: tuple[Link, ...]


class Method(View, frozen=True):
    """How the numbers arise."""

    section: Section
    summary: str
    facts: tuple[Pair, ...]
    layers: tuple[WeightRow, ...]
    grades: tuple[Pair, ...]
    notes: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    cited: bool
    families: Families | None = None


class RemarkRow(View, frozen=True):
    """One thing an import noticed."""

    severity: str
    mark: str
    where: str
    message: str


class ImportView(View, frozen=True):
    """One file that was read."""

    name: str
    facts: tuple[Pair, ...]
    remarks: tuple[RemarkRow, ...]
    rest: str


class Imports(View, frozen=True):
    """The import report."""

    section: Section
    files: tuple[ImportView, ...]


class Audit(View, frozen=True):
    """Where the numbers come from and whether the assessed body replied."""

    section: Section
    facts: tuple[Pair, ...]
    voices: tuple[Pair, ...]
    reply: str
    recompute: str
    work: WorkView | None = None


class GateLine(View, frozen=True):
    """A gate as the report tells it, in a line."""

    title: str
    ruling: str
    lead: str


class BodyView(View, frozen=True):
    """A body's report."""

    html_lang: str
    page_title: str
    masthead: Masthead
    contents: tuple[Section, ...]
    verdict: Verdict
    gates: tuple[GateLine, ...]
    gate_link: Link | None
    layers: Layers
    gap: Gap | None
    findings: Findings | None
    facts: Facts | None
    years: Years | None
    peers: Peers | None
    use: Use | None
    voices: Voices | None
    indicators: Indicators
    evidence: EvidenceList
    method: Method
    imports: Imports | None
    audit: Audit
    errata: Errata | None = None
    commitments: Commitments | None = None


class CommentView(View, frozen=True):
    """A comment too long for the report, in full."""

    anchor: str
    label: str
    title: str
    voice: str
    text: str
    back: str


class AnnexView(View, frozen=True):
    """The annex of a body's report: the whole evidence list and the long comments."""

    html_lang: str
    page_title: str
    masthead: Masthead
    evidence: EvidenceList | None
    comments: tuple[CommentView, ...]
    contents: tuple[Link, ...] = ()
    """The pages of a long list, this one without an address."""
