"""The life of a finding: its states, the moves between them, who may make which, and what all moves have come to.

A risk that a rule raises is a question. It becomes more only after the body was heard: it is put to the body with a
date, the body explains, accepts or contests, and somebody who did not write the reply upholds or drops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec

from assess.base.texts import Text
from assess.dossier.step import FindingStep
from assess.packs.responses import UNDETERMINED

State = Literal["raised", "put", "explained", "accepted", "contested", "upheld", "dropped"]
Side = Literal["evaluator", "body"]

STATES: Final[dict[str, Text]] = {
    "raised": Text(zh="已提出", en="Raised"),
    "put": Text(zh="已送被评估单位", en="Put to the body"),
    "explained": Text(zh="已作说明", en="Explained"),
    "accepted": Text(zh="已接受", en="Accepted"),
    "contested": Text(zh="有异议", en="Contested"),
    "upheld": Text(zh="维持", en="Upheld"),
    "dropped": Text(zh="不予认定", en="Dropped"),
    "withdrawn": Text(zh="因事实变化而撤回", en="Withdrawn: the facts changed"),
}
"""All states; “withdrawn” is nobody's decision: the rule no longer holds."""

REPLIES: Final = ("explain", "accept", "contest")
"""Moves by which the body takes a position."""


class Way(msgspec.Struct, frozen=True):
    """A move: from which states, to which (None: the state stays), by whom, and what it cannot do without."""

    name: Text
    sources: tuple[str, ...]
    to: State | None
    side: Side
    needs: tuple[str, ...] = ()


_OPEN: Final = ("raised", "put", "explained", "accepted", "contested")
_ANY: Final = (*_OPEN, "upheld", "dropped")

WAYS: Final[dict[str, Way]] = {
    "put": Way(Text(zh="送被评估单位", en="Put to the body"), _OPEN, "put", "evaluator", ("due",)),
    "reply": Way(Text(zh="来函（不表态）", en="Reply without a position"), _ANY, None, "body", ("text",)),
    "explain": Way(Text(zh="作出说明", en="Explain"), _OPEN, "explained", "body", ("text",)),
    "accept": Way(Text(zh="接受", en="Accept"), _OPEN, "accepted", "body"),
    "contest": Way(Text(zh="提出异议", en="Contest"), _OPEN, "contested", "body", ("text",)),
    "uphold": Way(Text(zh="维持", en="Uphold"), ("put", *_OPEN[2:]), "upheld", "evaluator", ("text",)),
    "drop": Way(Text(zh="不予认定", en="Drop"), (*_OPEN, "upheld"), "dropped", "evaluator", ("text",)),
    "reopen": Way(Text(zh="重新提出", en="Reopen"), ("upheld", "dropped"), "raised", "evaluator", ("text",)),
    "intent": Way(Text(zh="登记意图", en="Record the intent"), _ANY[:-1], None, "evaluator", ("intent", "text")),
    "owner": Way(Text(zh="指定责任人", en="Name the owner"), _ANY[:-1], None, "evaluator", ("owner",)),
}
"""Every move by name. What is put may be upheld only when its date has passed without a position being taken."""

DECISIONS: Final = ("uphold", "drop", "intent")
"""Moves that nobody makes on a finding to which they entered the reply."""


class Case(msgspec.Struct, frozen=True):
    """What all steps on a finding have come to.

    `due` is the date the present state waits for, `due_for` what is due by it; `reply` is the last step by which
    the body took a position, `decision` the one that upheld or dropped it. `at_once` says that two steps
    followed the same one, as happens when copies of a dossier are united; `gap` that a step was taken back later.
    """

    state: State = "raised"
    steps: tuple[FindingStep, ...] = ()
    owner: str = ""
    due: str = ""
    due_for: Literal["", "reply", "remedy"] = ""
    intent: str = UNDETERMINED
    intent_step: FindingStep | None = None
    reply: FindingStep | None = None
    decision: FindingStep | None = None
    commitment: FindingStep | None = None
    at_once: bool = False
    gap: bool = False


def in_order(steps: Iterable[FindingStep]) -> tuple[FindingStep, ...]:
    """The steps of a finding as they followed each other; the same on every machine."""
    return tuple(sorted(steps, key=lambda s: (s.number, s.at, s.id)))


def case_of(steps: Iterable[FindingStep]) -> Case:
    """The case that `steps`, all on one finding, amount to."""
    ordered = in_order(steps)
    case = Case(steps=ordered)
    for step in ordered:
        case = _after(case, step)
    ids = {s.id for s in ordered}
    before = [s.after for s in ordered]
    return msgspec.structs.replace(
        case, at_once=len(set(before)) < len(before), gap=any(b and b not in ids for b in before)
    )


def _after(case: Case, step: FindingStep) -> Case:
    changes: dict[str, object] = {}
    if (to := WAYS[step.move].to) is not None:
        changes["state"] = to
        changes.update(due="", due_for="")
    if step.due:
        changes.update(due=step.due, due_for="reply" if step.move == "put" else "remedy")
    if step.owner:
        changes["owner"] = step.owner
    if step.move == "intent":
        shown = step.intent != UNDETERMINED
        changes.update(intent=step.intent, intent_step=step if shown else None)
    if step.move in REPLIES:
        changes.update(reply=step, decision=None)
    if step.move in ("uphold", "drop"):
        changes["decision"] = step
    if step.move == "reopen":
        changes["decision"] = None
    if step.commitment:
        changes["commitment"] = step
    return msgspec.structs.replace(case, **changes)


def possible(case: Case, by: str = "", today: str = "") -> list[str]:
    """The moves that `by` may make on `case` now, in the order of `WAYS`."""
    return [move for move in WAYS if obstacle(case, move, by, today) is None]


def obstacle(case: Case, move: str, by: str, today: str) -> Text | None:
    """Why `move` cannot be made now by `by`, or None."""
    way = WAYS[move]
    if case.state not in way.sources:
        if move == "uphold" and case.state == "raised":
            return Text(
                zh="还没有送被评估单位，不能维持：先听取意见",
                en="it cannot be upheld before it was put to the body: hear the body first",
            )
        state = STATES[case.state]
        return Text(
            zh=f"这条线索现为“{state.zh}”，不能“{way.name.zh}”",
            en=f"the finding is “{state.en.lower()}”: “{way.name.en.lower()}” is not possible",
        )
    if move == "uphold" and case.state == "put" and not (case.due and today > case.due):
        return Text(
            zh=f"答复期限 {case.due} 未过，被评估单位还没有表态",
            en=f"the body has until {case.due} to reply and has not taken a position",
        )
    if move in DECISIONS and by and any(WAYS[s.move].side == "body" and s.by == by for s in case.steps):
        return Text(
            zh=f"{by} 登记了这条线索的答复，不能再对它作决定",
            en=f"{by} entered the reply to this finding and cannot decide on it as well",
        )
    return None


def ways_out(case: Case, by: str, today: str) -> Text:
    """What can be done instead, as a hint."""
    moves: Sequence[str] = possible(case, by, today)
    return Text(
        zh=f"现在可以：{'、'.join(f'{WAYS[m].name.zh}（{m}）' for m in moves)}。",
        en=f"Possible now: {', '.join(moves)}.",
    )
