"""The evidence held for a body, in the order of the indicators, and when it needs an annex page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assess.dossier.entities import Evidence
from assess.packs.vocabulary import EVIDENCE_KINDS
from assess.report import files
from assess.report.format import size
from assess.report.headlines import say
from assess.report.messages import EVIDENCE_STATES, name
from assess.report.security import anchor, safe_url
from assess.report.view.frame import Frame
from assess.report.view.marks import Link, Pair, Section
from assess.report.view.model import EvidenceList, EvidenceRow
from assess.snapshot import BodyResult

MOST_ROWS = 150
"""Evidence rows that a report shows itself; more go to the annex."""
MOST_COMMENTS = 36_000
"""Bytes of comments that a report shows; with more, long ones are cut and stand in full in the annex."""
CUTS = (400, 240, 140, 80, 40, 20)
"""Characters of a long comment that a report may keep; the first that fits into `MOST_COMMENTS` is taken."""


@dataclass(frozen=True)
class Holdings:
    """A body's evidence in order, where each indicator's begins, and whether an annex carries it."""

    items: tuple[Evidence, ...]
    first: dict[str, str]
    counts: dict[str, int]
    rows_apart: bool
    cut: int | None

    @property
    def annex(self) -> bool:
        """Whether there is an annex page."""
        return self.rows_apart or self.cut is not None


def holdings(frame: Frame, body: BodyResult) -> Holdings:
    """The evidence sorted by indicator and id, with the decision about the annex."""
    last = len(frame.order)
    items = sorted(body.evidence, key=lambda e: (frame.order.get(e.indicator, last), e.indicator, e.id))
    first: dict[str, str] = {}
    for item in items:
        first.setdefault(item.indicator, anchor("e", item.id))
    return Holdings(
        items=tuple(items),
        first=first,
        counts=dict(Counter(e.indicator for e in items)),
        rows_apart=len(items) > MOST_ROWS,
        cut=_cut([a.comment for a in body.answers if a.comment]),
    )


def _cut(comments: list[str]) -> int | None:
    if sum(len(c.encode("utf-8", "replace")) for c in comments) <= MOST_COMMENTS:
        return None
    fitting = (n for n in CUTS if sum(len(c[:n].encode("utf-8", "replace")) for c in comments) <= MOST_COMMENTS)
    return next(fitting, CUTS[-1])


def annex_file(frame: Frame, body: BodyResult) -> str:
    """The name of the body's annex page."""
    return files.annex(frame.stems[body.body.id], frame.lang)


def evidence_lead(frame: Frame, body: BodyResult, held: Holdings) -> str:
    """How much evidence there is, how much of it is accepted, and how many scores rest on none."""
    bare = sum(
        s.state == "scored" and s.points is not None and s.points.lo > 0 and key not in held.counts
        for key, s in body.score.indicators.items()
    )
    accepted = sum(e.status == "accepted" for e in held.items)
    return say("evidence_lead", frame.lang, n=len(held.items), accepted=accepted, bare=bare)


def evidence_section(
    frame: Frame, body: BodyResult, section: Section, held: Holdings, *, on_annex: bool = False
) -> EvidenceList:
    """The list: with its rows on the page that carries them, with a link to the annex on the other."""
    carries = on_annex or not held.rows_apart
    report = files.link(files.page(frame.stems[body.body.id], frame.lang)) if on_annex else ""
    annex = annex_file(frame, body)
    by: Counter[str] = Counter(e.status for e in held.items)
    return EvidenceList(
        section=section,
        rows=tuple(_row(frame, e, report) for e in held.items) if carries else (),
        dates=any(e.captured for e in held.items),
        sizes=any(e.size for e in held.items),
        hashes=any(e.sha256 for e in held.items),
        annex=Link(text=annex, href=files.link(annex)) if held.rows_apart and not on_annex else None,
        counts=tuple(Pair(text.get(frame.lang), str(by[s])) for s, text in EVIDENCE_STATES.items() if by[s]),
    )


def _row(frame: Frame, item: Evidence, report: str) -> EvidenceRow:
    indicator = frame.indicators.get(item.indicator)
    title = item.title or item.locator or item.id
    note = item.note
    if item.count != 1:
        note = "；".join(n for n in (say("evidence_count", frame.lang, n=item.count), note) if n)
    return EvidenceRow(
        anchor=anchor("e", item.id),
        indicator=indicator.label if indicator else item.indicator,
        indicator_href=f"{report}#{anchor('i', indicator.id)}" if indicator else "",
        title=title,
        href=safe_url(item.locator),
        kind=name(EVIDENCE_KINDS, item.kind, frame.lang),
        status=name(EVIDENCE_STATES, item.status, frame.lang),
        captured=item.captured or "–",
        size=size(item.size) if item.size else "–",
        sha256=item.sha256,
        note=note,
    )
