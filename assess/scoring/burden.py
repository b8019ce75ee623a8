"""How long a body still has to fill in: which questions arise, and which are filled in and only to be checked."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from assess.base.band import Band
from assess.dossier.carry import carries_over
from assess.dossier.entities import BodyState
from assess.dossier.prefill import is_prefilled
from assess.packs.burden import CHECK, minutes_of, put_to
from assess.packs.model import Indicator, Pack
from assess.scoring.applies import applies, measured, seen
from assess.scoring.indicator import arises


class Burden(msgspec.Struct, frozen=True):
    """What filling in asks of a body, in questions and minutes.

    `questions` that may arise, of which `answered` are answered by the body itself; `measured` have a value from
    what was measured and `earlier` the answer of an earlier period, neither yet confirmed. `minutes` is for all
    questions when nothing is filled in beforehand, `left` for what is still to be done now; both are bands where it
    is not known whether a question arises. `over` says by how much `minutes` may be over the pack's `budget`.
    """

    body: str
    questions: int
    answered: int
    measured: int
    earlier: int
    minutes: Band
    left: Band
    budget: float | None
    over: float

    @property
    def prefilled(self) -> int:
        """Questions that were filled in for the body."""
        return self.measured + self.earlier


def burden_of(pack: Pack, state: BodyState) -> Burden:
    """The burden of filling in `pack` for the body in `state`."""
    sight = seen(pack, state)
    counts = {"answered": 0, "measured": 0, "earlier": 0}
    whole, left = (0.0, 0.0), (0.0, 0.0)
    questions = 0
    for indicator in put_to(pack, state.body.kind):
        applying = applies(pack, indicator, state, sight)
        arising = arises(pack, indicator, state)
        if applying == "no" or arising is False:
            continue
        questions += 1
        sure = applying == "yes" and arising is True
        how = _filled(indicator, state, measured(pack, indicator, sight))
        if how:
            counts[how] += 1
        minutes = minutes_of(indicator)
        todo = {"": minutes, "answered": 0.0}.get(how, min(CHECK, minutes))
        whole = (whole[0] + minutes * sure, whole[1] + minutes)
        left = (left[0] + todo * sure, left[1] + todo)
    budget = pack.burden.minutes
    return Burden(
        body=state.body.id,
        questions=questions,
        minutes=Band(*whole),
        left=Band(*left),
        budget=budget,
        over=max(0.0, whole[1] - budget) if budget is not None else 0.0,
        **counts,
    )


def _filled(indicator: Indicator, state: BodyState, value: Band | None) -> str:
    """How a question is filled in: by the body, from an earlier period, from what was measured, or not ("")."""
    answer = state.answer(indicator.id)
    if answer is not None and answer.state != "not-reviewed" and carries_over(answer, indicator):
        return "earlier" if is_prefilled(answer) else "answered"
    return "measured" if value is not None else ""


def minutes_left(pack: Pack, state: BodyState, indicators: Iterable[Indicator]) -> float:
    """The most minutes that `indicators` may still take; for the headings of a tree."""
    asked = {i.id for i in indicators}
    some = msgspec.structs.replace(pack, indicators=tuple(i for i in pack.indicators if i.id in asked))
    return burden_of(some, state).left.hi
