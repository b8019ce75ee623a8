"""Moves checked: possible from where things stand, and complete. Who may make them is checked in `rights.py`."""

from __future__ import annotations

import uuid
from typing import Final

from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.dossier.dates import check_date
from assess.dossier.edits import GiveRole, TakeWork
from assess.dossier.entities import BodyState
from assess.dossier.judging import as_verified
from assess.dossier.lookup import Look, Mark, Puts, find_indicator, known_body
from assess.dossier.workflow.claims import claims_basis, judged_of
from assess.dossier.workflow.signing import CAMPAIGN_DEADLINE
from assess.dossier.workflow.standing import BodyWork, body_work, said, steps_on
from assess.dossier.workflow.step import Grant, WorkStep
from assess.dossier.workflow.table import (
    ASSESSMENT_STATES,
    DISPUTE_STATES,
    INDICATOR_STATES,
    MOVES,
    QUERY_STATES,
    ROLES,
    Move,
)
from assess.packs.model import Pack

MOST_TEXT: Final = 20_000
_NEEDS: Final = {
    "text": Text(zh="理由或内容", en="a reason or a text"),
    "due": Text(zh="日期", en="a date"),
}
_STATES: Final = {
    "state": ASSESSMENT_STATES, "indicator": INDICATOR_STATES, "query": QUERY_STATES, "dispute": DISPUTE_STATES,
}  # fmt: skip


def take_work(edit: TakeWork, pack: Pack, look: Look, mark: Mark) -> Puts:
    """The move as a step in a slot of its own; InputError or NotFound says why not and what is possible instead."""
    move = MOVES[edit.move]
    _check_complete(edit, move)
    if not edit.body:
        return _campaign_deadline(edit, mark)
    state = known_body(edit.body, look)
    about = find_indicator(pack, edit.about).id if edit.about else ""
    work = body_work(pack, state)
    thread = _check_possible(edit, move, about, work)
    before = [s for s in steps_on(state, move.matter) if move.matter == "state" or not thread or _same(s, thread)]
    number = max((s.number for s in state.work if s.matter == move.matter), default=0) + 1
    step = WorkStep(
        id=uuid.uuid4().hex[:16],
        body=edit.body,
        matter=move.matter,
        number=number,
        move=edit.move,
        by=mark.author,
        at=mark.at,
        after=before[-1].id if before else "",
        about=about,
        thread=thread,
        text=edit.text.strip(),
        due=edit.due,
        basis=_basis(edit, pack, state, about, work),
        head=edit.head,
        role=edit.role,
    )
    return Puts(slots=((step.slot, step),))


def _same(step: WorkStep, thread: str) -> bool:
    return thread in (step.id, step.thread)


def _basis(edit: TakeWork, pack: Pack, state: BodyState, about: str, work: BodyWork) -> str:
    if edit.move == "raise":
        verified = as_verified(pack, state).answer(about, "verified") if about else None
        return said(verified) if verified else (work.since.id if work.since and not about else "")
    if edit.basis:
        return edit.basis
    return judged_of(pack, state, about) if about else claims_basis(pack, state)


def _campaign_deadline(edit: TakeWork, mark: Mark) -> Puts:
    if edit.move != "deadline":
        raise InputError(
            Text(zh="这一步要写明单位", en="this step needs a body"),
            Text(zh="整个活动只有期限（deadline set）。", en="The campaign as a whole has a deadline only."),
        )
    step = WorkStep(id=CAMPAIGN_DEADLINE, body="", matter="deadline", number=1, move="deadline", by=mark.author,
                    at=mark.at, text=edit.text.strip(), due=edit.due)  # fmt: skip
    return Puts(slots=((step.slot, step),))


def _check_complete(edit: TakeWork, move: Move) -> None:
    for name in move.needs:
        if not getattr(edit, name).strip():
            need = _NEEDS[name]
            raise InputError(
                Text(zh=f"“{move.name.zh}”需要{need.zh}", en=f"“{move.name.en.lower()}” needs {need.en}"),
                Text(zh="补上它。", en="Give it."),
            )
    if len(edit.text) > MOST_TEXT:
        raise InputError(Text(zh=f"文字超过 {MOST_TEXT} 字", en=f"the text is over {MOST_TEXT} letters"))
    check_date(edit.due, move.name)


def _check_possible(edit: TakeWork, move: Move, about: str, work: BodyWork) -> str:
    """The thread that the move belongs to; InputError when it is not possible from where things stand."""
    if move.matter == "state":
        _check_source(move, work.under)
        if edit.move in ("verify", "close"):
            _check_nothing_open(move, work)
    elif move.matter == "indicator":
        _check_source(move, work.indicators[about].state if about else "")
    elif move.matter in ("query", "dispute") and move.sources != ("",):
        return _thread(edit, move, work)
    elif edit.move == "raise":
        _check_disputable(about, work)
    elif edit.move == "extend" and work.due and edit.due <= work.due:
        raise InputError(
            Text(
                zh=f"{edit.due} 不晚于现在的期限 {work.due}", en=f"{edit.due} is not after the deadline {work.due}"
            ),
            Text(zh="延期只能往后；改期限用“deadline set”。", en="Extend to a later date, or set it anew."),
        )
    return ""


def _check_disputable(about: str, work: BodyWork) -> None:
    if work.open_disputes(about):
        raise InputError(
            Text(zh="这里已有一个待裁决的异议", en="a dispute on this is open already"),
            Text(zh="等它裁决，或先撤回。", en="Wait for its decision, or withdraw it first."),
        )
    judged = (
        work.indicators[about].state in ("verified", "settled") if about else work.under in ("verified", "closed")
    )
    if not judged:
        raise InputError(
            Text(zh="还没有核实结论，无从提出异议", en="nothing was judged here yet that could be disputed"),
            Text(zh="答复提问，或改正填报。", en="Reply to queries, or correct the claim."),
        )


def _check_source(move: Move, state: str) -> None:
    if state not in move.sources:
        names = _STATES[move.matter]
        said_now = names.get(state, Text(zh="没有这一项", en="not there"))
        ways = [m for m, w in MOVES.items() if w.matter == move.matter and state in w.sources]
        raise InputError(
            Text(zh=f"现为“{said_now.zh}”，不能“{move.name.zh}”",
                 en=f"it is “{said_now.en.lower()}”: “{move.name.en.lower()}” is not possible"),
            Text(zh=f"现在可以：{'、'.join(f'{MOVES[m].name.zh}（{m}）' for m in ways) or '无'}。",
                 en=f"Possible now: {', '.join(ways) or 'nothing'}."),
        )  # fmt: skip


def _check_nothing_open(move: Move, work: BodyWork) -> None:
    queries = [q for q in work.queries if q.state != "closed"]
    disputes = work.open_disputes()
    if queries or disputes:
        raise InputError(
            Text(zh=f"还有未结束的提问 {len(queries)} 个、待裁决的异议 {len(disputes)} 个，不能“{move.name.zh}”",
                 en=f"“{move.name.en.lower()}” is not possible with open queries ({len(queries)}) or disputes "
                 f"({len(disputes)})"),
            Text(zh="先结束提问（query close），裁决异议（dispute uphold、amend）。",
                 en="Close the queries (query close) and have the disputes decided (dispute uphold, amend) first."),
        )  # fmt: skip


def _thread(edit: TakeWork, move: Move, work: BodyWork) -> str:
    """The id of the query or dispute named by its id or a beginning of it, or the only one that can be meant."""
    held = (
        {q.id: q.state for q in work.queries} if move.matter == "query" else {d.id: d.state for d in work.disputes}
    )
    found = [i for i in held if i.startswith(edit.thread)] if edit.thread else [
        i for i, state in held.items() if state in move.sources
    ]  # fmt: skip
    if len(found) != 1:
        thing = Text(zh="提问", en="query") if move.matter == "query" else Text(zh="异议", en="dispute")
        raise NotFound(
            Text(zh=f"没有（或不止一个）{thing.zh} {edit.thread}".strip(),
                 en=f"there is no {thing.en} {edit.thread}, or more than one".replace(" ,", ",")),
            Text(zh=f"用“assess {thing.en} list”查看编号。", en=f"“assess {thing.en} list” shows their ids."),
        )  # fmt: skip
    _check_source(move, held[found[0]])
    return found[0]


def give_role(edit: GiveRole, look: Look) -> Puts:
    """The grant in its slot; without roles the slot is emptied."""
    name = " ".join(edit.name.split())
    if not name:
        raise InputError(Text(zh="要写明是谁", en="a role is given to a name"))
    for role in edit.roles:
        if role not in ROLES:
            raise InputError(
                Text(zh=f"没有角色 {role!r}", en=f"there is no role {role!r}"),
                Text(zh="可选：" + "、".join(ROLES), en="Choose from: " + ", ".join(ROLES)),
            )
    for body in edit.bodies:
        known_body(body, look)
    grant = Grant(id=edit.id or uuid.uuid4().hex[:16], holder=name, roles=edit.roles, bodies=edit.bodies)
    return Puts(slots=((grant.slot, grant if edit.roles else None),))
