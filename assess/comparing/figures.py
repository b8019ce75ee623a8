"""Every number that a body's report shows, by what it is: what errata are read off."""

from __future__ import annotations

from assess.base.band import Band, point
from assess.snapshot import BodyResult, Snapshot, Spread, Standing

Key = tuple[str, str]
"""What kind of number, and of which layer, total, indicator, fact or rule."""

SHARED = ("median", "quartiles", "total-median")
"""Numbers about all bodies."""


def shared_figures(snapshot: Snapshot) -> dict[Key, Band | None]:
    """The peers' medians and quartiles."""
    found: dict[Key, Band | None] = {}
    for layer, spread in snapshot.layer_spreads.items():
        found["median", layer] = point(spread.median)
        found["quartiles", layer] = _quartiles(spread)
    if snapshot.total_spread:
        found["total-median", ""] = point(snapshot.total_spread.median)
    return found


def figures(snapshot: Snapshot, body: BodyResult) -> dict[Key, Band | None]:
    """The numbers of one body: scores, ranks, coverage, points, facts, and how many findings and pieces it has."""
    score = body.score
    found: dict[Key, Band | None] = {("total", key): s.value for key, s in score.totals.items()}
    found.update({("rank", ""): None, ("ranks", ""): None, ("gap", ""): body.gap})
    if body.standing is not None:
        found["rank", ""], found["ranks", ""] = point(float(body.standing.rank)), _ranks(body.standing)
    found["coverage", ""] = point(score.coverage)
    for key, layer in score.layers.items():
        found["layer", key], found["layer-points", key] = layer.score, layer.points
        found["layer-coverage", key] = point(layer.coverage)
    found.update({("layer-ranks", key): _ranks(s) for key, s in body.layer_standings.items()})
    for key, indicator in score.indicators.items():
        found["indicator", key], found["points", key] = indicator.score, indicator.points
    found.update({("fact", key): band for key, band in body.facts.items()})
    held = [f for f in body.findings if f.verdict == "yes" and f.state != "dropped"]
    found.update({("finding", f.rule): None for f in body.findings})
    found.update({("finding", f.rule): point(1.0) for f in held})
    found["findings", ""] = point(float(len(held)))
    found["undetermined", ""] = point(float(sum(f.verdict == "undetermined" for f in body.findings)))
    found["evidence", ""] = point(float(len(body.evidence)))
    found["answers", ""] = point(float(len(body.answers)))
    place = _sampled(snapshot, body)
    return {**found, ("sampled", ""): place} if place else found


def _sampled(snapshot: Snapshot, body: BodyResult) -> Band | None:
    if snapshot.robustness is None or not snapshot.pack.totals:
        return None
    at = snapshot.robustness.nodes.get(snapshot.pack.totals[0].id, {}).get(body.body.id)
    return Band(float(at.low), float(at.high)) if at else None


def _ranks(standing: Standing) -> Band:
    return Band(float(standing.best), float(standing.worst))


def _quartiles(spread: Spread) -> Band:
    return Band(spread.lower, spread.upper)
