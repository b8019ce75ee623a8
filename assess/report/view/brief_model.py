"""What the template of the one-page brief may see."""

from __future__ import annotations

from assess.report.view.commitments_model import CommitmentRow
from assess.report.view.marks import Masthead, Pair, Tile, View
from assess.report.view.model import LayerRow


class BriefFinding(View, frozen=True):
    """A finding in as few words as can be fair to the body: with its reply and what would withdraw it."""

    title: str
    level: str
    severity: str
    mark: str
    state: str
    reply: str
    withdrawn_if: str


class BriefView(View, frozen=True):
    """One page about a body."""

    html_lang: str
    page_title: str
    masthead: Masthead
    edition: str
    headline: str
    sentences: tuple[str, ...]
    tiles: tuple[Tile, ...]
    layers: tuple[LayerRow, ...]
    layers_rest: str
    caption: str
    axis: tuple[tuple[str, str], ...]
    peers: bool
    gap: str
    findings: tuple[BriefFinding, ...]
    findings_rest: str
    commitments: tuple[CommitmentRow, ...]
    commitments_lead: str
    silent: tuple[str, ...]
    where: tuple[Pair, ...]
    report: str
