"""What the body committed itself to, and whether it was kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from assess.findings.commitments import ORDER, Commitment, commitments
from assess.report.format import day
from assess.report.headlines import say
from assess.report.messages import OUTCOMES, REASONS, name
from assess.report.security import anchor
from assess.report.view.commitments_model import CommitmentRow, Commitments
from assess.report.view.frame import Frame
from assess.report.view.marks import Link, Section
from assess.snapshot import BodyResult

_LEVELS = {"not-kept": "high", "open": "medium"}


def held_commitments(frame: Frame, body: BodyResult) -> tuple[Commitment, ...]:
    """The commitments of a body on the day of the snapshot, those not kept first."""
    snapshot = frame.snapshot
    return commitments(
        body.findings,
        body.settled,
        body.withdrawn,
        today=snapshot.made[:10],
        period=snapshot.campaign.period or snapshot.made[:10],
        last=snapshot.before[0].period if snapshot.before else "",
        rules=frame.rules,
        apart={r.rule for r in body.set_aside},
    )


def commitments_lead(frame: Frame, body: BodyResult) -> str:
    """How many commitments there are and how they came out; empty where there are none."""
    by = Counter(c.outcome for c in held_commitments(frame, body))
    if not by:
        return ""
    counts = {key.replace("-", "_"): by[key] for key in ORDER}
    return say("commitments_line", frame.lang, n=by.total(), **counts)


def commitments_section(frame: Frame, body: BodyResult, section: Section) -> Commitments:
    """The section of a body's report."""
    there = {f.id for f in body.findings if f.verdict == "yes"}
    return Commitments(
        section=section, rows=tuple(commitment_row(frame, c, there) for c in held_commitments(frame, body))
    )


def commitment_row(frame: Frame, held: Commitment, linked: set[str]) -> CommitmentRow:
    """A commitment in words; its finding is a link where it is one of `linked`."""
    href = f"#{anchor('f', held.finding)}" if held.finding in linked else ""
    return CommitmentRow(
        finding=Link(frame.text(held.title), href),
        what=held.what,
        who=held.who or "–",
        due=_date(held.due, frame),
        period=held.period or "–",
        outcome=name(OUTCOMES, held.outcome, frame.lang),
        level=_LEVELS.get(held.outcome, "low"),
        why=name(REASONS, held.why, frame.lang) if held.why else "",
    )


def _date(text: str, frame: Frame) -> str:
    try:
        return day(dt.date.fromisoformat(text), frame.lang)
    except ValueError:
        return text or "–"
