"""How sure the order is: where each body stood when what is uncertain about its score was varied."""

from __future__ import annotations

from collections.abc import Mapping

from assess.report.format import decimal, percent, ranks
from assess.report.geometry import place, stretch
from assess.report.headlines import say
from assess.report.view.campaign_model import RobustRow
from assess.report.view.frame import Frame
from assess.report.view.marks import Plot
from assess.report.view.site import Site
from assess.scoring.robustness import Place, Robustness
from assess.snapshot import BodyResult


def places(frame: Frame) -> Mapping[str, Place]:
    """Where the bodies stood at the leading total; empty where nothing was varied."""
    held, totals = frame.snapshot.robustness, frame.snapshot.pack.totals
    return held.nodes.get(totals[0].id, {}) if held and totals else {}


def robust_lead(frame: Frame) -> str:
    """How many bodies could move, and how far."""
    found = places(frame)
    if not found:
        return say("robust_none", frame.lang)
    moved = [p for p in found.values() if p.low < p.high]
    if not moved:
        return say("robust_settled", frame.lang, n=len(found))
    widest = max(p.high - p.low for p in moved)
    return say("robust_moved", frame.lang, n=len(found), moved=len(moved), widest=widest)


def robust_rows(site: Site, start: int, end: int) -> tuple[RobustRow, ...]:
    """The bodies ranked from `start` to `end`, with the ranks that nine draws in ten hold."""
    found = places(site.frame)
    return tuple(_row(site, b, found[b.body.id], len(found)) for b in site.ordered[start:end] if b.body.id in found)


def _row(site: Site, body: BodyResult, at: Place, of: int) -> RobustRow:
    axis = (0.5, of + 0.5)
    span = stretch(at.low - 0.5, at.high + 0.5, *axis) if at.low < at.high else None
    return RobustRow(
        rank=str(body.standing.rank) if body.standing else "–",
        body=site.of(body),
        likely=ranks(at.low, at.high),
        certain=ranks(at.best, at.worst) if at.best and at.worst else "–",
        median=decimal(at.median),
        first=percent(at.first),
        top=percent(at.top),
        ahead=percent(at.ahead) if at.ahead is not None else "–",
        groups=ranks(at.groups[0], at.groups[-1]) if at.groups else "–",
        plot=Plot(mark=place(at.median, *axis), range=span),
    )


def robust_axis(frame: Frame) -> tuple[tuple[str, str], ...]:
    """The first and the last rank, where they stand on the axis."""
    of = len(places(frame))
    return ((place(1, 0.5, of + 0.5), "1"), (place(of, 0.5, of + 0.5), str(of))) if of else ()


def robust_notes(frame: Frame) -> tuple[str, ...]:
    """What was varied, how often, and what the columns mean."""
    held = frame.snapshot.robustness
    if held is None:
        return ()
    return (
        say("robust_drawn", frame.lang, draws=held.draws, seed=held.seed),
        *_sources(frame, held),
        say("robust_certain", frame.lang),
        say("robust_groups", frame.lang),
        *([say("robust_ahead", frame.lang)] if any(p.ahead is not None for p in places(frame).values()) else []),
        say("robust_not", frame.lang),
    )


def _sources(frame: Frame, held: Robustness) -> tuple[str, ...]:
    said = frame.snapshot.pack.uncertainty
    share, evidence = percent(held.weights), percent(said.evidence)
    return tuple(say(f"varied_{source}", frame.lang, share=share, evidence=evidence) for source in held.sources)


def rank_sampled(frame: Frame, body: BodyResult) -> str:
    """The ranks that nine draws in ten hold, in a sentence; empty where nothing was varied."""
    at, held = places(frame).get(body.body.id), frame.snapshot.robustness
    if at is None or held is None:
        return ""
    key = "sampled_sure" if at.low == at.high else "sampled"
    return say(key, frame.lang, draws=held.draws, ranks=ranks(at.low, at.high))
