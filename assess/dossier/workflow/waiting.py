"""What waits for whom: one thing a line, read off the same states as `status`, for lists of work.

Pure: it takes what a body holds and how far the work on it has got.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from assess.base.texts import Text
from assess.dossier.author import same_person
from assess.dossier.entities import BodyState
from assess.dossier.judging import standing, undecided
from assess.dossier.workflow.roles import Roles
from assess.dossier.workflow.standing import GRANTED, BodyWork
from assess.dossier.workflow.status import by_role
from assess.dossier.workflow.table import MOVES, RIGHTS
from assess.packs.model import Pack

Task = Literal[
    "reply", "correct", "mend", "submit", "resolve", "anew", "second", "review", "decide", "adjudicate", "sign",
    "close",
]  # fmt: skip
TASKS: Final[dict[str, Text]] = {
    "reply": Text(zh="待答复的提问", en="Queries to reply to"),
    "correct": Text(zh="退回待改的指标", en="Returned, to be corrected"),
    "mend": Text(zh="证据不充分或未采信", en="Evidence that was not accepted"),
    "submit": Text(zh="待填报、提交", en="To answer and submit"),
    "resolve": Text(zh="已有答复，待结束的提问", en="Replied to, queries to close"),
    "anew": Text(zh="异议成立，待重新判断", en="Dispute granted, to be judged anew"),
    "second": Text(zh="待第二人复核", en="To review a second time"),
    "review": Text(zh="待核实", en="To review and verify"),
    "decide": Text(zh="待裁决的异议", en="Disputes to decide"),
    "adjudicate": Text(zh="评判不一，待裁定", en="Judgements that differ, to decide"),
    "sign": Text(zh="待签署", en="To sign off"),
    "close": Text(zh="待办结", en="To close"),
}
"""Kinds of things that wait, the body's first, in words."""
_ROLES: Final[dict[str, tuple[str, ...]]] = {
    "reply": MOVES["reply"].roles, "correct": RIGHTS["claim"].roles, "mend": RIGHTS["claim"].roles,
    "submit": MOVES["submit"].roles, "resolve": MOVES["resolve"].roles, "anew": RIGHTS["judge"].roles,
    "second": RIGHTS["judge"].roles, "review": MOVES["review"].roles, "decide": MOVES["uphold"].roles,
    "adjudicate": RIGHTS["decide"].roles, "sign": MOVES["sign"].roles, "close": MOVES["close"].roles,
}  # fmt: skip


class Waiting(msgspec.Struct, frozen=True):
    """One thing that waits: on an indicator (`about`), with words and a date where there are some.

    `n` counts what it comprises (0: it is one thing); `holder` is the person it is meant for, `not_by` are those
    who may not do it.
    """

    task: Task
    body: str
    about: str = ""
    text: str = ""
    due: str = ""
    late: bool = False
    n: int = 0
    holder: str = ""
    not_by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from the others of a list."""
        return f"{self.task}/{self.body}/{self.about}/{self.text}"


def waiting_on(pack: Pack, state: BodyState, work: BodyWork, signed: int, today: str) -> list[Waiting]:
    """All that waits on one body; `signed` counts the sign-offs that hold, `today` is ISO."""
    body = state.body.id
    found = [
        Waiting("reply", body, q.about, q.asked.text, q.asked.due, q.overdue(today)) for q in work.open_queries()
    ]
    found += [
        Waiting("resolve", body, q.about, q.replies[-1].text, holder=q.asked.by)
        for q in work.queries
        if q.state == "answered"
    ]
    found += [Waiting("decide", body, d.about, d.raised.text, not_by=(d.raised.by,)) for d in work.open_disputes()]
    for name, own in work.indicators.items():
        if own.state == "returned":
            found.append(Waiting("correct", body, name, own.step.text if own.step else ""))
        elif own.note is GRANTED:
            found.append(Waiting("anew", body, name, own.step.text if own.step else ""))
    found += _evidence(state)
    found += [
        Waiting("adjudicate", body, i.id, not_by=tuple(j.by for j in standing(i, state)))
        for i in undecided(pack, state)
    ]
    return [*found, *_whole(state.body.id, work, signed, today)]


def _evidence(state: BodyState) -> list[Waiting]:
    """Pieces that were not accepted, an indicator a line."""
    found = []
    for name, pieces in state.evidence.items():
        faults = [p for p in pieces if p.status in ("insufficient", "rejected")]
        if faults:
            found.append(Waiting("mend", state.body.id, name, faults[0].note or faults[0].title, n=len(faults)))
    return found


def _whole(body: str, work: BodyWork, signed: int, today: str) -> list[Waiting]:
    """What waits on all of a body: by the state of its assessment, as `status` counts it."""
    if work.under in ("draft", "returned"):
        late = bool(work.due) and today > work.due
        return [Waiting("submit", body, due=work.due, late=late)]
    if work.under in ("submitted", "in-review"):
        taken = work.since.by if work.since is not None and work.under == "in-review" else ""
        return [Waiting("review", body, n=work.count("answered", "in-review"), holder=taken)]
    if work.under == "verified":
        return [Waiting("close" if signed else "sign", body)]
    return []


def mine(found: Iterable[Waiting], name: str, roles: Roles) -> list[Waiting]:
    """Those of `found` that `name` can do: by role, meant for them, and not barred to them as one of two sides.

    What others have the role for waits for them, not for the lead, who may do it as well.
    """
    own = [g for g in roles.grants if g.holder == name]
    lead = [g for g in own if "lead" in g.roles] if own else []
    founder = not own and name == roles.founder
    holders = by_role(roles) if roles.in_force else {}

    def by_right(one: Waiting) -> bool:
        if not roles.in_force:
            return True
        needed = set(_ROLES[one.task])
        if any((needed - {"lead"}) & set(g.roles) for g in own if not g.bodies or one.body in g.bodies):
            return True
        leads = founder or any(not g.bodies or one.body in g.bodies for g in lead)
        others = any((r, "") in holders or (r, one.body) in holders for r in needed - {"lead"})
        return leads and "lead" in needed and not others

    return [
        one
        for one in found
        if not same_person(name, one.not_by)
        and (not one.holder or same_person(name, [one.holder]))
        and by_right(one)
    ]


def in_order(found: Iterable[Waiting]) -> list[Waiting]:
    """Kind by kind as in `TASKS`, what is late first, then what is due soonest."""
    place = {task: n for n, task in enumerate(TASKS)}
    return sorted(found, key=lambda w: (place[w.task], not w.late, w.due or "9999", w.body, w.about))
