"""Facts about the dossier itself: how much is claimed, backed and answered, and what others say of the claims.

They measure the assessment, not the body, and so need no collector: a value is None where there is nothing to
divide by, and exact unless the answers it rests on are known in part only.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from assess.base.band import Band, point
from assess.dossier.entities import Answer, BodyState, Voice
from assess.measure import voices
from assess.packs.model import Indicator, Pack
from assess.packs.scales import chosen, earned, points_of


def derive(
    name: str, pack: Pack, state: BodyState, heard: dict[Voice, list[voices.Pair]] | None = None
) -> Band | None:
    """The derived fact `name` (a key of `vocabulary.DERIVATIONS`) for the body in `state`.

    `heard` keeps what the voices said, for whoever derives several facts of one body.
    """
    if name not in voices.FROM_PAIRS:
        return _DERIVATIONS[name](pack, state)
    voice, made = voices.FROM_PAIRS[name]
    heard = {} if heard is None else heard
    if voice not in heard:
        heard[voice] = voices.pairs(pack, state, voice)
    return made(heard[voice])


def claims(pack: Pack, state: BodyState) -> list[tuple[Indicator, Answer, float]]:
    """(indicator, claimed answer, points claimed for certain, on the scale of weights) for scored indicators."""
    found = []
    for indicator in pack.indicators:
        answer = state.answer(indicator.id)
        # Where all bodies make the score, a claim is a value and claims no points of its own.
        if indicator.scored and answer is not None and indicator.scale.normalise is None:
            points = _points(indicator, answer) * indicator.weight / indicator.scale.maximum
            found.append((indicator, answer, points))
    return found


def _points(indicator: Indicator, answer: Answer) -> float:
    """Points claimed for certain; answering “not applicable” claims what the indicator's policy gives."""
    if is_not_applicable(indicator, answer) and indicator.not_applicable != "full-marks":
        return 0.0
    if answer.state == "not-applicable":
        return indicator.scale.maximum
    said = earned(indicator, points_of(indicator.scale, answer.value))
    return said.lo if answer.state == "answered" else 0.0


def has_evidence(state: BodyState, indicator: str) -> bool:
    """Whether anything that was not rejected is attached to `indicator`."""
    return any(e.status != "rejected" and e.count > 0 for e in state.evidence.get(indicator, ()))


def is_not_applicable(indicator: Indicator, answer: Answer) -> bool:
    """Whether the answer says that the indicator does not apply."""
    options = chosen(indicator.scale, answer.value) if indicator.scale.options else []
    return answer.state == "not-applicable" or any(o.state == "not-applicable" for o in options)


def _claimed(pack: Pack, state: BodyState) -> Band | None:
    whole = math.fsum(i.weight for i in pack.indicators if i.scale.normalise is None)
    return _share(math.fsum(p for _, _, p in claims(pack, state)), whole)


def _unsupported(pack: Pack, state: BodyState) -> Band | None:
    made = [(i, p) for i, a, p in claims(pack, state) if p > 0 and not is_not_applicable(i, a)]
    bare = math.fsum(p for i, p in made if not has_evidence(state, i.id))
    return _share(bare, math.fsum(p for _, p in made))


def _answered(pack: Pack, state: BodyState) -> Band | None:
    scored = [i for i in pack.indicators if i.scored]
    answered = sum(1 for i in scored if (a := state.answer(i.id)) and a.state in ("answered", "not-applicable"))
    return _share(float(answered), float(len(scored)))


def _not_applicable(pack: Pack, state: BodyState) -> Band | None:
    made = claims(pack, state)
    excused = math.fsum(p for i, a, p in made if is_not_applicable(i, a))
    return _share(excused, math.fsum(p for _, _, p in made))


def _stated_difference(pack: Pack, state: BodyState) -> Band | None:
    stated = [
        abs(a.stated_points - (points_of(i.scale, a.value).lo if a.value is not None else 0.0))
        for i in pack.indicators
        if (a := state.answer(i.id)) is not None and a.stated_points is not None and i.scale.normalise is None
    ]
    return point(math.fsum(stated)) if stated else None


def _share(part: float, whole: float) -> Band | None:
    return point(part / whole) if whole > 0 else None


_DERIVATIONS: dict[str, Callable[[Pack, BodyState], Band | None]] = {
    "claimed-points-share": _claimed,
    "unsupported-claims-share": _unsupported,
    "answered-share": _answered,
    "not-applicable-share": _not_applicable,
    "stated-points-difference": _stated_difference,
    "own-figures-compared": voices.compared,
    "own-figures-apart-share": voices.apart_share,
}
