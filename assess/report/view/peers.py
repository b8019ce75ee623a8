"""The body among the others: the places that are possible for it and its neighbours, and how their layers stand."""

from __future__ import annotations

from collections.abc import Sequence

from assess.packs.relative import MARKS
from assess.report.format import DASH, ranks, score
from assess.report.geometry import place, stretch
from assess.report.headlines import among, say
from assess.report.view.frame import Frame
from assess.report.view.heat import heat_class, heat_legend
from assess.report.view.marks import Section
from assess.report.view.peers_model import PeerHeat, PeerRow, Peers
from assess.report.view.robust import places
from assess.snapshot import BodyResult

_NEAR = 5
"""Neighbours shown on either side."""


def has_rank(frame: Frame, body: BodyResult) -> bool:
    """Whether the body has a place among others that may be shown: a body's own copy names no others."""
    return len(frame.snapshot.bodies) > 1 and body.standing is not None and body.standing.of > 1


def peers_lead(frame: Frame, body: BodyResult) -> str:
    """How many bodies it is surely behind, how many it is surely ahead of, and with how many the order is open."""
    total, standing = frame.total(body), body.standing
    if total is None or standing is None or standing.of < 2:
        return ""
    return among(*frame.ranked.around(total), frame.lang)


def peers_section(frame: Frame, body: BodyResult, section: Section) -> Peers:
    """The section; only where `has_rank`."""
    ordered = frame.ranked.ordered
    at = frame.ranked.index[body.body.id]
    shown = _shown(at, len(ordered))
    near = [ordered[n] for n in shown]
    sampled = places(frame)
    return Peers(
        section=section,
        axis=_axis(len(ordered)),
        rows=tuple(_row(frame, ordered[n], n == at, _skipped(frame, shown, k)) for k, n in enumerate(shown)),
        drawn=bool(sampled),
        caption=say("peers_table", frame.lang, total=frame.text(frame.snapshot.pack.totals[0].title)),
        heads=tuple(frame.text(x.title) for x in frame.layers.values()),
        heat=tuple(_heat(frame, b, b is ordered[at]) for b in near),
        legend=tuple((c.cls, c.text) for c in heat_legend(frame)) if frame.layer_axis == MARKS else (),
        note=_note(frame),
    )


def _shown(at: int, count: int) -> list[int]:
    """Positions of the first, the median, the last and those next to `at`, which is among them."""
    near = range(max(at - _NEAR, 0), min(at + _NEAR + 1, count))
    return sorted({0, (count - 1) // 2, count - 1, *near})


def _skipped(frame: Frame, shown: Sequence[int], k: int) -> str:
    between = shown[k] - shown[k - 1] - 1 if k else 0
    return say("peers_between", frame.lang, n=between) if between > 0 else ""


def _axis(count: int) -> tuple[tuple[str, str], ...]:
    """The first and the last place; the axis begins and ends half a place beyond them."""
    ends = (0.5, count + 0.5)
    return ((place(1, *ends), "1"), (place(count, *ends), str(count)))


def _row(frame: Frame, body: BodyResult, own: bool, skip: str) -> PeerRow:
    standing, total = body.standing, frame.total_shown(body)
    assert standing is not None
    assert total is not None
    held = places(frame).get(body.body.id)
    ends = (0.5, len(frame.ranked.ordered) + 0.5)
    draws = stretch(held.low - 0.5, held.high + 0.5, *ends) if held and held.low < held.high else None
    return PeerRow(
        cls="own" if own else "",
        skip=skip,
        rank=str(standing.rank),
        name=frame.text(body.body.name),
        total=total.text,
        band=total.band,
        possible=ranks(standing.best, standing.worst),
        sampled=ranks(held.low, held.high) if held else DASH,
        left=place(standing.best, *ends) if standing.best < standing.worst else "",
        right=place(standing.worst, *ends) if standing.best < standing.worst else "",
        start=draws.x if draws else "",
        width=draws.width if draws else "",
        mark=place(standing.rank, *ends),
    )


def _heat(frame: Frame, body: BodyResult, own: bool) -> PeerHeat:
    marked = frame.layer_axis == MARKS
    cells = []
    for key in frame.layers:
        layer = body.score.layers.get(key)
        band = layer.score if layer else None
        value = score(band) if band is not None else None
        cls = heat_class(band) if marked else "h0"
        cells.append((cls, value.text if value else DASH, value.band if value else ""))
    return PeerHeat("own" if own else "", frame.text(body.body.name), tuple(cells))


def _note(frame: Frame) -> str:
    held = frame.snapshot.robustness
    drawn = [say("peers_drawn", frame.lang, draws=held.draws)] if held and places(frame) else []
    return ("" if frame.lang == "zh" else " ").join([say("peers_possible", frame.lang), *drawn])
