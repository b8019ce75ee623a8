"""The evidence held for a body, in the order of the indicators, and when it needs an annex page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from assess.dossier.entities import Evidence
from assess.dossier.evidence_states import Stale, evidence_state
from assess.packs.vocabulary import EVIDENCE_KINDS
from assess.report import files
from assess.report.format import size
from assess.report.headlines import say
from assess.report.messages import EVIDENCE_STATES, STALE_REASONS, name
from assess.report.security import anchor, safe_url
from assess.report.view import gating
from assess.report.view.frame import Frame
from assess.report.view.marks import Link, Pair, Section
from assess.report.view.model import EvidenceList, EvidenceRow
from assess.snapshot import BodyResult

MOST_ROWS = 150
"""Evidence rows that a report shows itself; more go to the annex."""
A_PERIOD = 3_000
"""Bytes that an earlier period takes among the years; comments give way, so that the report keeps to its size."""
MOST_COMMENTS = 36_000
"""Bytes of comments that a report shows; with more, long ones are cut and stand in full in the annex."""
MOST_BYTES = 180_000
"""Of a report of 250 kB, what its indicators and its rows of evidence may take together; with more, rows go too."""
INDICATOR_BYTES, ROW_BYTES = 900, 420
"""What one of each takes, as measured on a long questionnaire."""
ROWS_A_PAGE = 1_500
"""Evidence rows on one page of the annex: under a megabyte, which browsers open at once."""
CUTS = (400, 240, 140, 80, 40, 20)
"""Characters of a long comment that a report may keep; the first that fits into `MOST_COMMENTS` is taken."""


@dataclass(frozen=True)
class Holdings:
    """A body's evidence in order, where each indicator's begins, and whether an annex carries it.

    `parts` names the page of the annex on which an indicator's evidence begins.
    """

    items: tuple[Evidence, ...]
    first: dict[str, str]
    parts: dict[str, int]
    counts: dict[str, int]
    states: dict[str, int]
    dates: bool
    sizes: bool
    hashes: bool
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
    parts: dict[str, int] = {}
    for n, item in enumerate(items):
        if item.indicator not in first:
            first[item.indicator] = anchor("e", item.id)
            parts[item.indicator] = 1 + n // ROWS_A_PAGE
    return Holdings(
        items=tuple(items),
        first=first,
        parts=parts,
        counts=dict(Counter(e.indicator for e in items)),
        states=dict(Counter(evidence_state(e, body.stale.get(e.id, ())) for e in items)),
        dates=any(e.captured for e in items),
        sizes=any(e.size for e in items),
        hashes=any(e.sha256 for e in items),
        rows_apart=len(items) > MOST_ROWS or _bytes(frame, len(items)) > MOST_BYTES,
        cut=_cut([a.comment for a in body.answers if a.comment], MOST_COMMENTS - A_PERIOD * len(body.past)),
    )


def _bytes(frame: Frame, rows: int) -> int:
    return len(frame.indicators) * INDICATOR_BYTES + rows * ROW_BYTES


def _cut(comments: list[str], room: int) -> int | None:
    if sum(len(c.encode("utf-8", "replace")) for c in comments) <= room:
        return None
    fitting = (n for n in CUTS if sum(len(c[:n].encode("utf-8", "replace")) for c in comments) <= room)
    return next(fitting, CUTS[-1])


def annex_file(frame: Frame, body: BodyResult, part: int = 1) -> str:
    """The name of the body's annex page, the first or the one numbered `part`."""
    return files.annex(frame.stems[body.body.id], frame.lang, part)


def annex_slices(held: Holdings) -> list[tuple[int, int]]:
    """From which row up to which each page of the annex goes; one page without rows for comments alone."""
    rows = len(held.items) if held.rows_apart else 0
    return [(n, min(n + ROWS_A_PAGE, rows)) for n in range(0, rows, ROWS_A_PAGE)] or [(0, 0)]


def annex_contents(frame: Frame, body: BodyResult, held: Holdings, part: int) -> tuple[Link, ...]:
    """The pages of a long annex by the rows they hold, all but `part` linked; none when one page is all."""
    slices = annex_slices(held)
    if len(slices) < 2:
        return ()
    return tuple(
        Link(
            text=say("annex_rows", frame.lang, first=f"{low + 1:,}", last=f"{high:,}"),
            href=files.link(annex_file(frame, body, n)) if n != part else "",
        )
        for n, (low, high) in enumerate(slices, 1)
    )


def evidence_lead(frame: Frame, body: BodyResult, held: Holdings) -> str:
    """How much evidence there is, how much of it is accepted, and how many scores rest on none."""
    bare = sum(
        s.state == "scored" and s.points is not None and s.points.lo > 0 and key not in held.counts
        for key, s in body.score.indicators.items()
    )
    accepted = held.states.get("accepted", 0)
    return say("evidence_lead", frame.lang, n=f"{len(held.items):,}", accepted=f"{accepted:,}", bare=bare)


def evidence_section(
    frame: Frame, body: BodyResult, section: Section, held: Holdings, *, rows: tuple[int, int] | None = None
) -> EvidenceList:
    """The list in the report, or the annex's page of it that goes from one row up to another."""
    on_annex = rows is not None
    low, high = rows or ((0, 0) if held.rows_apart else (0, len(held.items)))
    report = files.link(files.page(frame.stems[body.body.id], frame.lang)) if on_annex else ""
    annex = annex_file(frame, body)
    return EvidenceList(
        section=section,
        rows=tuple(_row(frame, e, report, body.stale.get(e.id, ())) for e in held.items[low:high]),
        dates=held.dates,
        sizes=held.sizes,
        hashes=held.hashes,
        annex=Link(text=annex, href=files.link(annex)) if held.rows_apart and not on_annex else None,
        counts=tuple(
            Pair(text.get(frame.lang), f"{n:,}") for s, text in EVIDENCE_STATES.items() if (n := held.states.get(s))
        ),
    )


def _row(frame: Frame, item: Evidence, report: str, stale: tuple[Stale, ...]) -> EvidenceRow:
    indicator = frame.indicators.get(item.indicator)
    title = item.title or item.locator or item.id
    about = [say("evidence_count", frame.lang, n=item.count)] if item.count != 1 else []
    about += [name(STALE_REASONS, reason, frame.lang) for reason in stale]
    about += [*gating.dates(item, frame.lang), *([item.note] if item.note else [])]
    return EvidenceRow(
        anchor=anchor("e", item.id),
        indicator=indicator.label if indicator else item.indicator,
        indicator_href=f"{report}#{anchor('i', indicator.id)}" if indicator else "",
        title=title,
        href=safe_url(item.locator),
        kind=name(EVIDENCE_KINDS, item.kind, frame.lang),
        status=name(EVIDENCE_STATES, evidence_state(item, stale), frame.lang),
        captured=item.captured or "–",
        size=size(item.size) if item.size else "–",
        sha256=item.sha256,
        note=("；" if frame.lang == "zh" else "; ").join(about),
    )
