"""Caps by another indicator: what one earns may not exceed what another earns, as the elements of ODIN."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from assess.base.band import Band, minimum
from assess.base.texts import Text
from assess.packs.model import Indicator, Pack
from assess.scoring.result import IndicatorScore


def capped(pack: Pack, scores: Mapping[str, IndicatorScore]) -> dict[str, IndicatorScore]:
    """The scores with the caps among indicators applied, each after those that cap it; a pack has no rings."""
    waiting = {i.id: i for i in pack.indicators if i.caps}
    done = {name: score for name, score in scores.items() if name not in waiting}
    while waiting:
        ready = [i for i in waiting.values() if not any(cap.by in waiting for cap in i.caps)]
        for indicator in ready:
            done[indicator.id] = _under(pack, indicator, scores[indicator.id], done)
            del waiting[indicator.id]
    return {i.id: done[i.id] for i in pack.indicators}


def _under(
    pack: Pack, indicator: Indicator, own: IndicatorScore, done: Mapping[str, IndicatorScore]
) -> IndicatorScore:
    """`own` under its caps; an indicator that does not apply caps nothing."""
    for cap in indicator.caps:
        limit = done[cap.by].score if cap.by in done else None
        if own.score is None or own.points is None or limit is None:
            continue
        score = minimum(own.score, limit)
        if score == own.score:
            continue
        most = Band(limit.lo / 100 * own.maximum, limit.hi / 100 * own.maximum)
        by = pack.indicator(cap.by)
        label = by.label if by else cap.by
        note = Text(zh=f"得分不得高于指标 {label}", en=f"The score may not exceed that of {label}")
        own = msgspec.structs.replace(own, score=score, points=minimum(own.points, most), notes=(*own.notes, note))
    return own
