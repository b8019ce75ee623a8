"""Findings over all bodies: by rule, and by body and manifestation."""

from __future__ import annotations

from collections import Counter

from assess.findings.model import Finding
from assess.packs.vocabulary import MANIFESTATIONS, SEVERITIES
from assess.report.headlines import say
from assess.report.messages import MARKS, name
from assess.report.security import anchor
from assess.report.view.campaign_model import MatrixCell, MatrixRow, RuleRow
from assess.report.view.findings import live, undetermined
from assess.report.view.frame import Frame
from assess.report.view.marks import Link
from assess.report.view.notice import is_public
from assess.report.view.site import Site
from assess.snapshot import BodyResult

_MOST_LINKS = 12


def manifestations(frame: Frame) -> list[str]:
    """The manifestations that any check is about, in the order of the vocabulary."""
    used = {r.manifestation for r in frame.checks.values()}
    return [m for m in MANIFESTATIONS if m in used]


def rule_rows(site: Site) -> tuple[RuleRow, ...]:
    """Every check over all bodies, those raised most often first."""
    frame = site.frame
    raised: dict[str, dict[str, Link]] = {}
    open_: Counter[str] = Counter()
    for body in site.ordered:
        for finding in live(body):
            of = raised.setdefault(finding.rule, {})
            of.setdefault(body.body.id, site.of(body, anchor("f", finding.id)))
        open_.update({f.rule for f in undetermined(body)})
    order = {"high": 0, "medium": 1, "low": 2}
    rows = sorted(
        frame.checks.items(),
        key=lambda x: (-len(raised.get(x[0], ())), order[x[1].severity], -open_[x[0]], x[0]),
    )
    return tuple(
        RuleRow(
            title=Link(frame.text(check.title), site.address(site.rule_pages[rule])),
            rule=rule,
            manifestation=name(MANIFESTATIONS, check.manifestation, frame.lang),
            level=check.severity,
            severity=name(SEVERITIES, check.severity, frame.lang),
            mark=MARKS[check.severity],
            raised=str(len(raised.get(rule, ()))),
            open="–" if is_public(frame) else str(open_[rule]),
            bodies=_some(list(raised.get(rule, {}).values()), site.address(site.rule_pages[rule])),
        )
        for rule, check in rows
    )


def _some(bodies: list[Link], rest: str) -> tuple[Link, ...]:
    more = len(bodies) - _MOST_LINKS
    return (*bodies[:_MOST_LINKS], Link(f"+{more}", rest)) if more > 0 else tuple(bodies)


def matrix_row(site: Site, body: BodyResult) -> MatrixRow:
    """What was found about a body, by manifestation."""
    frame = site.frame
    raised, open_ = live(body), undetermined(body)
    cells = (
        _matrix_cell(frame, [f for f in raised if f.manifestation == m], sum(f.manifestation == m for f in open_))
        for m in manifestations(frame)
    )
    return MatrixRow(site.of(body), tuple(cells))


def _matrix_cell(frame: Frame, raised: list[Finding], open_: int) -> MatrixCell:
    by: Counter[str] = Counter(f.severity for f in raised)
    if not raised and not open_:
        return MatrixCell("–", say("copy_none" if is_public(frame) else "none_clear", frame.lang))
    marks = "".join(mark * by[severity] for severity, mark in MARKS.items())
    text = say("cell_text", frame.lang, high=by["high"], medium=by["medium"], low=by["low"], open=open_)
    return MatrixCell(" ".join(x for x in (marks, f"?{open_}" if open_ else "") if x), text)
