"""Answers of an earlier period put before a body that answers the very same questions again.

A prefilled answer is nobody's claim yet: it says what was true then. Until the body confirms it, by giving the same
answer itself, it counts as not reviewed, and its score stays as wide as if there were none.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal

import msgspec

from assess.base.digest import digest
from assess.dossier.edits import PutImported, SetAnswer
from assess.dossier.entities import Answer, BodyState, Import
from assess.packs.model import Indicator, Pack

ORIGIN: Final = "prefill"
"""The `origin` of an answer that was carried over and not confirmed."""
_CARRIED: Final = ("answered", "not-applicable")

Fate = Literal["filled", "held", "changed", "gone"]


class Line(msgspec.Struct, frozen=True):
    """One earlier answer and what becomes of it: filled in; left, since there is an answer; its question changed
    since or is not asked any more."""

    indicator: str
    fate: Fate
    answer: Answer


class Prefill(msgspec.Struct, frozen=True):
    """What would be filled in for one body; `edit` is None where that is nothing."""

    body: str
    lines: tuple[Line, ...]
    edit: PutImported | None

    @property
    def counts(self) -> dict[str, int]:
        """Earlier answers by fate, those that occur."""
        return {f: n for f in ("filled", "held", "changed", "gone") if (n := sum(x.fate == f for x in self.lines))}


def is_prefilled(answer: Answer) -> bool:
    """Whether `answer` was carried over and not confirmed yet."""
    return answer.origin == ORIGIN


def prefill(pack: Pack, state: BodyState, earlier: BodyState, earlier_pack: Pack, name: str, head: str) -> Prefill:
    """What the claims of `earlier` fill in for the body in `state`.

    Only answers and reasoned “not applicable”, and only where question and scale are the same to the digest; an
    answer that the body has given stays. `name` and `head` are the file and journal head of the earlier dossier.
    """
    lines = []
    for (indicator_id, voice), answer in sorted(earlier.answers.items()):
        if voice != "claimed" or answer.state not in _CARRIED or is_prefilled(answer):
            continue
        indicator = pack.indicator(indicator_id)
        lines.append(Line(indicator_id, _fate(indicator, answer, state, earlier_pack), answer))
    filled = tuple(_again(x.answer, pack, state.body.id) for x in lines if x.fate == "filled")
    report = Import(
        id=f"{ORIGIN}-{digest([name, head])[:16]}",
        body=state.body.id,
        name=name,
        sha256="",
        read={"answers": len(lines), "filled": len(filled)},
    )
    edit = PutImported(entities=filled, report=report) if filled else None
    return Prefill(state.body.id, tuple(lines), edit)


def _fate(indicator: Indicator | None, answer: Answer, state: BodyState, earlier_pack: Pack) -> Fate:
    if indicator is None:
        return "gone"
    then = earlier_pack.indicator(indicator.id)
    meant = answer.definition or (then.digest if then is not None else "")
    if meant != indicator.digest:
        return "changed"
    return "held" if state.answer(indicator.id) is not None else "filled"


def _again(answer: Answer, pack: Pack, body: str) -> Answer:
    indicator = pack.indicator(answer.indicator)
    assert indicator is not None
    return Answer(
        body=body,
        indicator=answer.indicator,
        voice="claimed",
        state=answer.state,
        value=answer.value,
        comment=answer.comment,
        definition=indicator.digest,
        origin=ORIGIN,
    )


def waiting(state: BodyState) -> list[Answer]:
    """The answers of a body that were prefilled and wait to be confirmed, by indicator."""
    return [a for _, a in sorted(state.answers.items()) if is_prefilled(a)]


def confirming(state: BodyState, indicators: Collection[str] = ()) -> list[SetAnswer]:
    """The edits by which a body makes prefilled answers its own: those to `indicators`, or all."""
    return [
        SetAnswer(body=a.body, indicator=a.indicator, value=a.value, state=a.state, comment=a.comment)
        for a in waiting(state)
        if not indicators or a.indicator in indicators
    ]
