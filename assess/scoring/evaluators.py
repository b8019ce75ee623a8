"""What several evaluators judged, gathered for agreement: by indicator, by layer, by body."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Final, Literal

import msgspec

from assess.base.texts import Text
from assess.dossier.entities import Answer, BodyState
from assess.dossier.judgement import Judgement
from assess.dossier.judging import decision, differ, standing
from assess.packs.model import Indicator, Pack
from assess.scoring.agreed import Says
from assess.scoring.agreement import Agreement, Metric, agreement, per_item
from assess.scoring.indicator import hear

By = Literal["layer", "body", "indicator"]
RELIABLE: Final = 0.8
TENTATIVE: Final = 0.667
"""Krippendorff's own customary bounds (Content Analysis, 2nd edition, 2004, p. 241): from .800 on one may rely on
the data; between them only tentative conclusions hold."""
FEW: Final = 20
"""Fewer units are not read as anything: their band, drawn from few pairs, is too narrow. An assumption."""
_METRICS: Final[Mapping[str, Metric]] = {"levels": "ordinal", "share": "interval", "number": "interval"}


class Group(msgspec.Struct, frozen=True):
    """The agreement of a layer, a body or an indicator, by which metric, and what it allows one to say."""

    id: str
    metric: Metric
    found: Agreement
    says: Text


class Dispute(msgspec.Struct, frozen=True):
    """An indicator on which evaluators differ: how far apart, in per cent of full marks, and whether decided."""

    body: str
    indicator: str
    judgements: int
    apart: float | None
    decided: bool


def groups(pack: Pack, states: Sequence[BodyState], by: By) -> list[Group]:
    """Agreement by layer, body or indicator, as far as two evaluators judged anything there.

    An indicator is compared on its own scale: levels by their order, numbers by their distance, choices by being
    the same, checklists item by item. A layer or a body mixes scales, so that there the points earned are compared,
    in per cent of full marks. “Not applicable” and “unknown” are missing values.
    """
    found: dict[str, list[list[Hashable]]] = {}
    for indicator in pack.indicators:
        for state in states:
            said = standing(indicator, state)
            if len(said) < 2:
                continue
            key = {"layer": indicator.layer, "body": state.body.id, "indicator": indicator.id}[by]
            units = _own(indicator, said) if by == "indicator" else [_points(indicator, said, state)]
            found.setdefault(key, []).extend(units)
    scales = {i.id: i.scale.kind for i in pack.indicators}
    out = []
    for key, units in found.items():
        metric = _METRICS.get(scales[key], "nominal") if by == "indicator" else "interval"
        result = agreement(units, metric)
        out.append(Group(id=key, metric=metric, found=result, says=reading(result)))
    return out


def _own(indicator: Indicator, said: Iterable[Judgement]) -> list[list[Hashable]]:
    answered = [j.value for j in said if j.state == "answered"]
    scale = indicator.scale
    if scale.kind == "checklist":
        sets = [frozenset(v) for v in answered if isinstance(v, tuple)]
        return [unit for units in per_item([sets], [o.code for o in scale.options]).values() for unit in units]
    scored = [o.code for o in scale.options if o.state == "scored"]
    if not scale.options:
        return [list(answered)]
    kept = [v for v in answered if v in scored]
    return [[scored.index(str(v)) for v in kept] if scale.kind == "levels" else list(kept)]


def _points(indicator: Indicator, said: Iterable[Judgement], state: BodyState) -> list[Hashable]:
    return [p for j in said if (p := _percent(indicator, j, state)) is not None]


def _percent(indicator: Indicator, said: Judgement, state: BodyState) -> float | None:
    """The points of a judgement in per cent of full marks, before evidence is asked for; None without a score."""
    if said.state != "answered" or indicator.scale.maximum <= 0:
        return None
    answer = Answer(
        body=said.body, indicator=said.indicator, voice="claimed", state="answered", value=said.value,
        definition=said.definition,
    )  # fmt: skip
    heard = hear(indicator, answer, state)
    if heard.state != "scored" or heard.points is None or not heard.points.exact:
        return None
    return 100 * heard.points.lo / indicator.scale.maximum


def disputes(pack: Pack, states: Sequence[BodyState]) -> list[Dispute]:
    """Where evaluators differ, those who are furthest apart first."""
    out = []
    for state in states:
        for indicator in pack.indicators:
            said = standing(indicator, state)
            if not differ(said):
                continue
            points = [p for j in said if (p := _percent(indicator, j, state)) is not None]
            apart = max(points) - min(points) if len(points) > 1 else None
            decided = decision(indicator, state) is not None
            out.append(Dispute(state.body.id, indicator.id, len(said), apart, decided))
    return sorted(out, key=lambda d: (d.apart is None, -(d.apart or 0.0), d.body, d.indicator))


_SAYS: Final[Mapping[Says, Text]] = {
    "too-few": Text(zh="不足两份可比的评判", en="fewer than two judgements that can be compared"),
    "no-variation": Text(
        zh="评判全都相同，没有变化，α 无从计算", en="all the same: without variation there is no alpha"
    ),
    "few": Text(zh="可比的评判太少，不作解读", en="too few to read anything into it"),
    "reliable": Text(zh="一致程度可靠", en="reliable"),
    "tentative": Text(zh="只宜作初步结论", en="for tentative conclusions only"),
    "unreliable": Text(zh="不够一致，不宜据以下结论", en="not reliable enough to conclude from"),
    "open": Text(zh="尚难断定：区间跨过 0.667", en="open: the band crosses .667"),
}


def allows(found: Agreement) -> Says:
    """What an agreement allows one to say, on the low end of its band."""
    if found.why == "too-few":
        return "too-few"
    if found.alpha is None or found.band is None:
        return "no-variation"
    if found.units < FEW:
        return "few"
    if found.band.lo >= RELIABLE:
        return "reliable"
    if found.band.lo >= TENTATIVE:
        return "tentative"
    return "unreliable" if found.band.hi < TENTATIVE else "open"


def reading(found: Agreement) -> Text:
    """`allows` in words."""
    return _SAYS[allows(found)]
