"""Findings over all bodies: by rule, and by body and manifestation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from assess.findings.model import Finding
from assess.packs.vocabulary import MANIFESTATIONS, SEVERITIES
from assess.report.headlines import say
from assess.report.messages import MARKS, name
from assess.report.view.campaign_model import MatrixCell, MatrixRow, RuleRow
from assess.report.view.findings import live, undetermined
from assess.report.view.frame import Frame
from assess.report.view.league import body_link
from assess.report.view.marks import Link
from assess.report.view.notice import is_public
from assess.snapshot import BodyResult

_MOST_LINKS = 40


def manifestations(frame: Frame) -> list[str]:
    """The manifestations that any check is about, in the order of the vocabulary."""
    used = {r.manifestation for r in frame.checks.values()}
    return [m for m in MANIFESTATIONS if m in used]


def rule_rows(frame: Frame, links: Mapping[str, str]) -> tuple[RuleRow, ...]:
    """Every check over all bodies, those raised most often first."""
    raised: dict[str, list[BodyResult]] = {}
    open_: Counter[str] = Counter()
    for body in frame.snapshot.bodies:
        for rule in sorted({f.rule for f in live(body)}):
            raised.setdefault(rule, []).append(body)
        open_.update({f.rule for f in undetermined(body)})
    order = {"high": 0, "medium": 1, "low": 2}
    rows = sorted(
        frame.checks.items(),
        key=lambda x: (-len(raised.get(x[0], ())), order[x[1].severity], -open_[x[0]], x[0]),
    )
    return tuple(
        RuleRow(
            title=frame.text(check.title),
            rule=rule,
            manifestation=name(MANIFESTATIONS, check.manifestation, frame.lang),
            level=check.severity,
            severity=name(SEVERITIES, check.severity, frame.lang),
            mark=MARKS[check.severity],
            raised=str(len(raised.get(rule, ()))),
            open="–" if is_public(frame) else str(open_[rule]),
            bodies=_some(frame, raised.get(rule, []), links),
        )
        for rule, check in rows
    )


def _some(frame: Frame, bodies: list[BodyResult], links: Mapping[str, str]) -> tuple[Link, ...]:
    named = [body_link(frame, b, links) for b in bodies[:_MOST_LINKS]]
    return (*named, Link("…")) if len(bodies) > _MOST_LINKS else tuple(named)


def matrix_row(frame: Frame, body: BodyResult, links: Mapping[str, str]) -> MatrixRow:
    """What was found about a body, by manifestation."""
    raised, open_ = live(body), undetermined(body)
    cells = (
        _matrix_cell(frame, [f for f in raised if f.manifestation == m], sum(f.manifestation == m for f in open_))
        for m in manifestations(frame)
    )
    return MatrixRow(body_link(frame, body, links), tuple(cells))


def _matrix_cell(frame: Frame, raised: list[Finding], open_: int) -> MatrixCell:
    by: Counter[str] = Counter(f.severity for f in raised)
    if not raised and not open_:
        return MatrixCell("–", say("copy_none" if is_public(frame) else "none_clear", frame.lang))
    marks = "".join(mark * by[severity] for severity, mark in MARKS.items())
    text = say("cell_text", frame.lang, high=by["high"], medium=by["medium"], low=by["low"], open=open_)
    return MatrixCell(" ".join(x for x in (marks, f"?{open_}" if open_ else "") if x), text)
