"""Whether somebody may write what they are about to write: by role, by how far the work has got, never their own.

Checked where slots are written, so that no way in (forms, imports, undo, settling a conflict) goes past it. Without
any role given everybody may write; nobody judges their own entry once a second person has written in the dossier.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import msgspec

from assess.base.errors import NotAllowed
from assess.base.texts import Text
from assess.dossier.author import same_person
from assess.dossier.cases import DECISIONS, WAYS
from assess.dossier.entities import Answer, BodyState, Entity, Evidence, Measurement
from assess.dossier.judgement import Adjudication, Judgement
from assess.dossier.step import FindingStep
from assess.dossier.waiver import Waiver
from assess.dossier.workflow.roles import Roles
from assess.dossier.workflow.standing import BodyWork
from assess.dossier.workflow.step import Grant, WorkStep
from assess.dossier.workflow.table import MOVES, PARTIES, RIGHTS, ROLES, Party

_CAMPAIGN: Final = ("campaign", "imprint", "body", "key", "grant", "erasure")
_OPEN: Final = ("draft", "returned")
"""States in which the body's side writes claims."""


NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})
"""The places of what was read from no file."""


class Acting(msgspec.Struct, frozen=True):
    """Who acts, and what has to be known of the journal to judge it.

    `alone`: nobody else has written in it. `work` and `state` look up a body (None: not there). The others give
    names: who ever entered a claim to an indicator ("": any) of a body, who first put something into a slot, who
    made the judgement that a dispute is about.
    """

    name: str
    roles: Roles
    alone: Callable[[], bool]
    work: Callable[[str], BodyWork | None]
    state: Callable[[str], BodyState | None]
    claimants: Callable[[str, str], Collection[str]]
    enterers: Callable[[str], Collection[str]]
    judged: Callable[[str, str], Collection[str]]


def check_rights(
    acting: Acting,
    slots: Mapping[str, Entity | None],
    held: Mapping[str, Entity],
    places: Mapping[str, str] = NOWHERE,
) -> None:
    """Raise NotAllowed when `acting` may not bring `slots` about, where `held` stood before.

    `places` tells by slot where in a file it was read, which the refusal then names.
    """
    imports = any(slot.startswith("import/") for slot in slots)
    leaving = {slot.split("/")[1] for slot, entity in slots.items() if slot.startswith("body/") and entity is None}
    for slot, after in slots.items():
        before = held.get(slot)
        if before == after:
            continue
        body = slot.split("/")[1] if "/" in slot else ""
        if acting.roles.in_force:
            if body in leaving:
                _check_role(acting, "campaign", "")
            else:
                _check_role(acting, _right(slot, before, after, imports=imports), body, _moved(before, after))
                _check_open(acting, slot, before, after)
        if body not in leaving:
            with _naming(places.get(slot, "")):
                _check_apart(acting, before, after, slot)
        if isinstance(before, WorkStep) and after is None and body not in leaving:
            _check_last(acting, before)


@contextlib.contextmanager
def _naming(place: str) -> Iterator[None]:
    """Have a refusal begin with the `place` that it is about."""
    try:
        yield
    except NotAllowed as error:
        if not place:
            raise
        message = Text(zh=f"{place}：{error.message.zh}", en=f"{place}: {error.message.en}")
        raise NotAllowed(message, error.hint) from error


def check_right(acting: Acting, right: str) -> None:
    """Raise NotAllowed when roles are in force and `acting` has none with `right`."""
    if acting.roles.in_force:
        mine = [g for g in acting.roles.grants if g.holder == acting.name]
        if not any(set(RIGHTS[right].roles) & set(g.roles) for g in mine if right == "other" or not g.bodies):
            _check_role(acting, right, "")


def check_lead(roles: Roles, slots: Mapping[str, Entity | None]) -> None:
    """Raise NotAllowed when the grants in `slots` would leave the campaign without a lead."""
    after = {g.slot: g for g in roles.grants}
    for slot, entity in slots.items():
        if isinstance(entity, Grant):
            after[slot] = entity
        else:
            after.pop(slot, None)
    if after and not Roles(roles.founder, tuple(after.values())).holders("lead"):
        raise _no_lead()


def check_lead_stays(roles: Roles, erased: str) -> None:
    """Raise NotAllowed when erasing the name `erased` would leave a campaign with roles without a lead."""
    if roles.in_force and erased and roles.holders("lead") == [erased]:
        raise _no_lead()


def _no_lead() -> NotAllowed:
    return NotAllowed(
        Text(zh="这样就没有负责人了", en="that would leave the campaign without a lead"),
        Text(zh="先把“负责人”授予另一个人。", en="Give the role of lead to somebody else first."),
    )


def _moved(before: Entity | None, after: Entity | None) -> str:
    step = after if isinstance(after, WorkStep) else before
    return step.move if isinstance(step, WorkStep) else ""


def _right(slot: str, before: Entity | None, after: Entity | None, *, imports: bool) -> str:
    """The right that writing the slot takes."""
    kind, entity = slot.partition("/")[0], after if after is not None else before
    if kind in _CAMPAIGN:
        return "import" if imports and kind == "body" else "campaign"
    if kind == "import" or (imports and kind in ("answer", "evidence", "measurement")):
        return "import"
    match entity:
        case Answer() | Measurement():
            own = entity.voice == "claimed"
            return "claim" if own else "judge" if entity.voice == "verified" else "measure"
        case Judgement():
            return "judge"
        case Adjudication() | Waiver():
            return "decide"
        case Evidence():
            return "judge" if judges(before, after) else "attach"
        case FindingStep():
            if entity.move in DECISIONS:
                return "decide-finding"
            return "answer-finding" if WAYS[entity.move].side == "body" else "follow-finding"
    return {"settlement": "settle", "series": "measure", "signal": "measure", "draw": "judge"}.get(kind, "other")


def judges(before: Entity | None, after: Entity | None) -> bool:
    """Whether a change of evidence is a judgement on it; correcting it, so that it is judged again, is none."""
    if not isinstance(before, Evidence) or not isinstance(after, Evidence):
        return False
    corrected = msgspec.structs.replace(before, status="attached", against="") != after
    if after.status == "attached" and corrected:
        return (before.note, before.independent) != (after.note, after.independent)
    return (before.status, before.note, before.independent) != (after.status, after.note, after.independent)


def _check_role(acting: Acting, right: str, body: str, move: str = "") -> None:
    mine = acting.roles.of(acting.name, body)
    needed = MOVES[move].roles if move else RIGHTS[right].roles
    if mine & set(needed):
        return
    what = MOVES[move].name if move else RIGHTS[right].name
    had = [ROLES[r] for r in ROLES if r in mine]
    here = Text(zh=f"（单位 {body}）", en=f" on {body}") if body else Text(zh="", en="")
    other = [n for role in needed for n in acting.roles.holders(role, body)]
    raise NotAllowed(
        Text(
            zh=f"“{what.zh}”由{'、'.join(ROLES[r].zh for r in needed)}来做；{acting.name}{here.zh}"
            f"{'是' + '、'.join(r.zh for r in had) if had else '没有角色'}",
            en=f"only the {_or([ROLES[r].en.lower() for r in needed])} may {what.en[:1].lower()}{what.en[1:]}; "
            f"{acting.name} is {', '.join(r.en.lower() for r in had) or 'without a role'}{here.en}",
        ),
        Text(
            zh=f"请{'、'.join(dict.fromkeys(other)) or '负责人'}来做，或由负责人授予角色（assess role grant）。",
            en=f"Ask {', '.join(dict.fromkeys(other)) or 'the lead'}, or have the lead give the role "
            "(assess role grant).",
        ),
    )


def _or(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]


def _check_open(acting: Acting, slot: str, before: Entity | None, after: Entity | None) -> None:
    """Refuse to change claims that are with the evaluators, and anything of what is closed."""
    entity = after if after is not None else before
    body = slot.split("/")[1] if "/" in slot else ""
    work = acting.work(body) if body else None
    if work is None or isinstance(entity, WorkStep):
        return
    if work.under == "closed":
        raise NotAllowed(
            Text(zh=f"{body} 的评估已办结", en=f"the assessment of {body} is closed"),
            Text(zh="要改动，由负责人重新核实（assess step reopen）。",
                 en="To change it, the lead reopens it (assess step reopen)."),
        )  # fmt: skip
    claims = isinstance(entity, (Answer, Measurement)) and entity.voice == "claimed"
    if isinstance(before, Evidence) and not judges(before, after):
        # Evidence may be added at any time; what lies before the evaluators is not taken away from under them.
        claims = not acting.roles.of(acting.name, body) & set(RIGHTS["judge"].roles)
    if not claims or work.under in _OPEN:
        return
    about = entity.indicator if isinstance(entity, Answer | Evidence) else ""
    if about and work.indicators.get(about) and work.indicators[about].state == "returned":
        return
    raise NotAllowed(
        Text(zh=f"{body} 已经提交，填报内容不能再改", en=f"{body} was submitted: its claims stand as they are"),
        Text(zh="请评估人退回整份或这一项（assess step return），或答复提问（assess query reply）。",
             en="Ask for it, or this indicator, to be returned (assess step return), or reply to a query "
             "(assess query reply)."),
    )  # fmt: skip


def check_settled(acting: Acting, slots: Mapping[str, Entity | None]) -> None:
    """Nobody settles a conflict between judgements of their own entry: choosing one is judging."""
    for slot, entity in slots.items():
        if isinstance(entity, Evidence) and entity.status != "attached":
            _refuse(acting, "attacher", acting.enterers(slot), RIGHTS["judge"].name)
        elif not isinstance(entity, WorkStep):
            _check_apart(acting, None, entity, slot)


def _check_apart(acting: Acting, before: Entity | None, after: Entity | None, slot: str) -> None:
    """Nobody judges their own entry, and a dispute is decided by neither side of it."""
    answer = after if after is not None else before
    if isinstance(answer, Answer) and answer.voice == "verified" and answer.state != "not-reviewed":
        # Taking a judgement away is no more theirs than giving it.
        _refuse(acting, "claimant", acting.claimants(answer.body, answer.indicator), MOVES["verify"].name)
    elif isinstance(answer, Judgement | Adjudication | Waiver):
        name = RIGHTS["judge" if isinstance(answer, Judgement) else "decide"].name
        _refuse(acting, "claimant", acting.claimants(answer.body, answer.indicator), name)
    elif isinstance(after, Evidence) and judges(before, after) and after.status != "attached":
        # Whoever carries in a file has no hand in what it attaches, but what they attached themselves stays theirs.
        _refuse(acting, "attacher", acting.enterers(slot), RIGHTS["judge"].name)
    elif isinstance(after, WorkStep):
        for party in MOVES[after.move].apart:
            _refuse(acting, party, _party(acting, after, party), MOVES[after.move].name)


def _party(acting: Acting, step: WorkStep, party: Party) -> Collection[str]:
    if party == "claimant":
        return acting.claimants(step.body, step.about)
    if party == "raiser":
        return acting.enterers(f"work/{step.body}/dispute/{step.thread}")
    return acting.judged(step.body, step.thread)


def _refuse(acting: Acting, party: Party, names: Collection[str], what: Text) -> None:
    if same_person(acting.name, names) and (acting.roles.in_force or not acting.alone()):
        who = PARTIES[party]
        raise NotAllowed(
            Text(
                zh=f"{acting.name} 是{who.zh}，“{what.zh}”要由另一个人来做",
                en=f"{acting.name} is the one {who.en}; another person has to {what.en[:1].lower()}{what.en[1:]}",
            ),
            Text(
                zh="请另一个人来做；各人用自己的名字（--author）。",
                en="Ask somebody else, each under their own name (--author).",
            ),
        )


def _check_last(acting: Acting, step: WorkStep) -> None:
    """A step that others were built on is not taken back: they would hang in the air."""
    state = acting.state(step.body)
    if state is not None and any(step.id in (s.after, s.thread) for s in state.work if s.id != step.id):
        raise NotAllowed(
            Text(zh="这一步之后又有了别的步骤，不能撤销", en="other steps were taken after this one: it stays"),
            Text(zh="用新的一步改变状态。", en="Change the state by a new step."),
        )
