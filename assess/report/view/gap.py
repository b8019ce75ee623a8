"""Built versus used: each supply layer and their mean against the utilization layer."""

from __future__ import annotations

from assess.base.band import TIE, Band, subtract
from assess.report.format import decimal, score, signed
from assess.report.geometry import interval, place, stretch
from assess.report.headlines import LEVEL, WIDE, gap_line, say
from assess.report.view.frame import Frame
from assess.report.view.marks import Dumbbell, Section
from assess.report.view.model import Gap, GapRow, Strip
from assess.scoring.aggregate import weighted_mean
from assess.snapshot import BUILT, BodyResult

_STEP = 20.0


def gap_lead(frame: Frame, body: BodyResult) -> str:
    """The sentence of the section."""
    return gap_line(body.gap, frame.lang) if body.gap is not None else ""


def gap_section(frame: Frame, body: BodyResult, section: Section) -> Gap | None:
    """The section; None when the pack does not map its layers or scores are missing."""
    used = _used(frame, body)
    if body.gap is None or used is None:
        return None
    rows = [_row(frame, body, key, used[1]) for key in _built(frame, body)]
    # The mean is read back from the gap, so that the two can never disagree.
    mean = Band(min(body.gap.lo + used[1].hi, 100.0), max(min(body.gap.hi + used[1].lo, 100.0), 0.0))
    whole = _comparison(frame, frame.t.supply_mean, mean, used[1], body.gap, whole=True)
    return Gap(
        section=section,
        rows=(*(r for r in rows if r is not None), whole),
        used=used[0],
        strip=_strip(frame, body),
        place=_place(frame, body),
        note=say("gap_note", frame.lang, least=decimal(LEVEL), much=decimal(WIDE)),
    )


def _built(frame: Frame, body: BodyResult) -> list[str]:
    """The layers of what was built: the highest, and with it the widest gap, first."""
    held = [key for key, layer in frame.layers.items() if layer.base_layer in BUILT and key in body.score.layers]
    scores = {key: band for key in held if (band := body.score.layers[key].score) is not None}
    return sorted(scores, key=lambda key: (-scores[key].lo, -scores[key].hi))


def _used(frame: Frame, body: BodyResult) -> tuple[str, Band] | None:
    """The utilization layer by name and score; where a pack has several, their plain mean as in the snapshot."""
    titles, bands = [], []
    for key, layer in frame.layers.items():
        use = body.score.layers.get(key)
        if layer.base_layer == "utilization" and use is not None and use.score is not None:
            titles.append(frame.text(layer.title))
            bands.append(use.score)
    mean = weighted_mean(bands, [1.0] * len(bands))
    return None if mean is None else (("、" if frame.lang == "zh" else ", ").join(titles), mean)


def _row(frame: Frame, body: BodyResult, layer: str, used: Band) -> GapRow | None:
    built = body.score.layers.get(layer)
    if built is None or built.score is None:
        return None
    name = frame.text(frame.layers[layer].title)
    return _comparison(frame, name, built.score, used, subtract(built.score, used), whole=False)


def _comparison(frame: Frame, title: str, built: Band, used: Band, gap: Band, *, whole: bool) -> GapRow:
    return GapRow(
        title=title,
        built=score(built),
        used=score(used),
        gap=signed(gap, frame.lang),
        plot=Dumbbell(
            built=place(built.lo),
            used=place(used.lo),
            link=stretch(min(built.lo, used.lo), max(built.lo, used.lo)),
            built_range=interval(built),
            used_range=interval(used),
        ),
        whole=whole,
    )


def _others(frame: Frame, body: BodyResult) -> list[Band]:
    return [b.gap for b in frame.snapshot.bodies if b.gap is not None and b.body.id != body.body.id]


def _place(frame: Frame, body: BodyResult) -> str:
    others, own = _others(frame, body), body.gap
    if own is None or not others:
        return ""
    above = sum(g.lo > own.hi + TIE for g in others)
    below = sum(g.hi < own.lo - TIE for g in others)
    return say("gap_place", frame.lang, of=len(others) + 1, above=above, below=below)


def _strip(frame: Frame, body: BodyResult) -> Strip | None:
    others, own = _others(frame, body), body.gap
    if own is None or not others:
        return None
    ends = [0.0, own.lo, own.hi, *(g.lo for g in others), *(g.hi for g in others)]
    low = min(ends) // _STEP * _STEP
    high = -(-max(ends) // _STEP) * _STEP
    high = max(high, low + _STEP)
    steps = round((high - low) / _STEP)
    axis = [low + _STEP * n for n in range(steps + 1)]
    return Strip(
        axis=tuple((place(v, low, high), signed(Band(v, v), frame.lang).removesuffix(".0")) for v in axis),
        zero=place(0.0, low, high),
        ticks=tuple(place((g.lo + g.hi) / 2, low, high) for g in others),
        own=place((own.lo + own.hi) / 2, low, high),
        own_range=interval(own, low, high),
    )
