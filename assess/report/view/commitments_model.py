"""What the templates may see of commitments and of a corrected edition."""

from __future__ import annotations

from assess.report.view.marks import Link, Section, View


class CommitmentRow(View, frozen=True):
    """One commitment; `finding` leads to the finding where it is in the report."""

    finding: Link
    what: str
    who: str
    due: str
    period: str
    outcome: str
    level: str
    why: str


class Commitments(View, frozen=True):
    """All commitments of a body."""

    section: Section
    rows: tuple[CommitmentRow, ...]


class ErratumRow(View, frozen=True):
    """One number that was corrected."""

    title: str
    was: str
    now: str


class ErratumBody(View, frozen=True):
    """A body with corrected numbers: how many, and its total before and after where that is another one."""

    body: Link
    count: str
    was: str
    now: str


class CampaignErrata(View, frozen=True):
    """On the campaign's page: which edition this is, why, and whose numbers changed."""

    section: Section
    line: str
    reason: str
    was: str
    now: str
    bodies: tuple[ErratumBody, ...]
    shared: tuple[ErratumRow, ...]
    cut: str


class Errata(View, frozen=True):
    """That the report is a corrected edition, why, and every number that changed."""

    section: Section
    line: str
    reason: str
    rows: tuple[ErratumRow, ...]
    shared: tuple[ErratumRow, ...]
