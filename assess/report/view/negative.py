"""The negative list: findings upheld after the body was heard, published beside the scores with its reply."""

from __future__ import annotations

from assess.dossier.cases import WAYS
from assess.findings.model import Finding
from assess.findings.told import step_line
from assess.packs.vocabulary import SEVERITIES
from assess.report.messages import MARKS, name
from assess.report.security import anchor
from assess.report.view.campaign_model import NegativeRow
from assess.report.view.findings import live
from assess.report.view.site import Site
from assess.snapshot import BodyResult


def negative_list(site: Site) -> tuple[NegativeRow, ...]:
    """Upheld findings of all bodies, by body; nothing that is still a question is on it."""
    return tuple(
        _row(site, body, finding)
        for body in site.frame.snapshot.bodies
        for finding in live(body)
        if finding.state == "upheld"
    )


def _row(site: Site, body: BodyResult, finding: Finding) -> NegativeRow:
    frame, decision = site.frame, finding.case.decision
    return NegativeRow(
        body=site.of(body, anchor("f", finding.id)),
        title=frame.text(finding.title),
        mark=MARKS[finding.severity],
        severity=name(SEVERITIES, finding.severity, frame.lang),
        level=finding.severity,
        reply=tuple(frame.text(step_line(s)) for s in finding.case.steps if WAYS[s.move].side == "body"),
        upheld=frame.text(step_line(decision)) if decision is not None else "",
        response=frame.text(finding.response),
    )
