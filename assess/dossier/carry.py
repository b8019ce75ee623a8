"""Answers that carry over to a pack that has changed: only those whose indicator still means the same."""

from __future__ import annotations

import msgspec

from assess.dossier.entities import Answer, BodyState
from assess.dossier.judging import as_verified
from assess.dossier.prefill import is_prefilled
from assess.dossier.workflow.claims import reviewed
from assess.packs.model import Indicator, Pack


def carries_over(answer: Answer, indicator: Indicator) -> bool:
    """Whether `answer` was given to this very question; one that does not say to which is taken at its word."""
    return answer.definition in ("", indicator.digest)


def carried(pack: Pack, state: BodyState) -> BodyState:
    """`state` as `pack` may count it: what answers a question that has changed since waits to be reviewed.

    So does an answer of an earlier period that was filled in and that nobody has confirmed for this one, and a
    verified answer whose claim has changed since it was judged. Where evaluators gave judgements, what these come
    to is the verified voice.

    Nothing is lost: the answer stays in the dossier, and saying it again makes it an answer to the new question, or
    a judgement on the new claim.
    """
    state = as_verified(pack, reviewed(pack, state))
    asked = {i.id: i for i in pack.indicators}
    stale = [
        key
        for key, a in state.answers.items()
        if a.indicator in asked and (is_prefilled(a) or not carries_over(a, asked[a.indicator]))
    ]
    if not stale:
        return state
    waiting = {
        key: msgspec.structs.replace(state.answers[key], state="not-reviewed", value=None, stated_points=None)
        for key in stale
    }
    return msgspec.structs.replace(state, answers={**state.answers, **waiting})
