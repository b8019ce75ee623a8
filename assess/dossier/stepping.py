"""Steps on findings checked: possible from where the finding stands, complete, and resting on evidence held."""

from __future__ import annotations

import datetime as dt
import uuid

from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.dossier.cases import WAYS, Case, case_of, obstacle, ways_out
from assess.dossier.edits import StepFinding
from assess.dossier.entities import BodyState
from assess.dossier.lookup import Mark, Puts, nearest
from assess.dossier.step import FindingStep
from assess.packs.responses import INTENTS, UNDETERMINED

_NEEDS = {
    "text": Text(zh="理由或内容", en="a reason or a text"),
    "due": Text(zh="期限", en="a date by which it is due"),
    "owner": Text(zh="责任人", en="an owner"),
    "intent": Text(zh="意图", en="an intent"),
}


def take_step(edit: StepFinding, state: BodyState, mark: Mark) -> Puts:
    """The step as an entity in a slot of its own; InputError says why not and what is possible instead."""
    case = case_of(state.steps.get(edit.finding, ()))
    today = mark.at[:10]
    why = obstacle(case, edit.move, mark.author, today)
    if why is not None:
        raise InputError(why, ways_out(case, mark.author, today))
    _check_complete(edit, today)
    _check_evidence(edit, state)
    step = FindingStep(
        id=uuid.uuid4().hex[:16],
        body=edit.body,
        finding=edit.finding,
        number=max((s.number for s in case.steps), default=0) + 1,
        move=edit.move,
        by=mark.author,
        at=mark.at,
        after=case.steps[-1].id if case.steps else "",
        text=edit.text.strip(),
        evidence=edit.evidence,
        due=edit.due,
        owner=edit.owner.strip(),
        intent=edit.intent,
        commitment=edit.commitment.strip(),
        rule=edit.rule,
        title=edit.title,
        verdict=edit.verdict,
        basis=edit.basis,
    )
    _check_verdict(step, case)
    return Puts(slots=((step.slot, step),))


def _check_complete(edit: StepFinding, today: str) -> None:
    way = WAYS[edit.move]
    for name in way.needs:
        if not getattr(edit, name).strip():
            need = _NEEDS[name]
            raise InputError(
                Text(zh=f"“{way.name.zh}”需要{need.zh}", en=f"“{way.name.en.lower()}” needs {need.en}"),
                Text(zh=f"补上 --{name}。", en=f"Give it with --{name}."),
            )
    if edit.due:
        _check_date(edit.due, today if edit.move == "put" else "")
    if edit.intent and edit.intent not in INTENTS:
        raise InputError(
            Text(zh=f"没有意图 {edit.intent!r}", en=f"there is no intent {edit.intent!r}"),
            Text(zh="可选：" + "、".join(INTENTS), en="Choose from: " + ", ".join(INTENTS)),
        )
    if edit.commitment and edit.move != "accept":
        raise InputError(
            Text(zh="只有接受线索时才写承诺", en="a commitment goes with accepting the finding"),
            Text(zh="用“接受”登记它。", en="Record it with “accept”."),
        )
    if edit.commitment and not edit.due:
        raise InputError(
            Text(zh="承诺要有兑现的日期", en="a commitment needs a date to keep it by"),
            Text(zh="补上 --due，例如 2027-03-31。", en="Add --due, e.g. 2027-03-31."),
        )


def _check_date(text: str, today: str) -> None:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            Text(zh=f"日期 {text!r} 无法识别", en=f"{text!r} is not a date"),
            Text(zh="请写成 2026-05-31。", en="Write it like 2026-05-31."),
        ) from None
    if today and text <= today:
        raise InputError(
            Text(zh=f"答复期限 {text} 不在今天之后", en=f"{text} leaves no time to reply"),
            Text(zh="给出今天以后的日期。", en="Give a date after today."),
        )


def _check_evidence(edit: StepFinding, state: BodyState) -> None:
    held = {e.id for items in state.evidence.values() for e in items}
    for name in edit.evidence:
        if name not in held:
            hint = nearest(name, held) or Text(
                zh="先用“assess attach”附上，再引用它的编号（assess evidence list）。",
                en="Attach it first with “assess attach”, then name its id (assess evidence list).",
            )
            raise NotFound(Text(zh=f"没有证据 {name}", en=f"there is no evidence {name}"), hint)
    if edit.move == "intent" and edit.intent != UNDETERMINED and not edit.evidence:
        raise InputError(
            Text(zh="登记意图须有证据", en="an intent is recorded with the evidence that shows it"),
            Text(
                zh="补上 --evidence 编号；没有证据，意图就是“未查明”。",
                en="Add --evidence ID; without evidence the intent stays undetermined.",
            ),
        )


def _check_verdict(step: FindingStep, case: Case) -> None:
    if step.move == "uphold" and step.verdict != "yes":
        raise InputError(
            Text(
                zh="事实不足，规则未定，不能维持",
                en="an undetermined finding cannot be upheld: facts are missing",
            ),
            Text(zh="先补齐事实，或不予认定。", en="Add the facts that are missing, or drop the finding."),
        )
    if step.move == "uphold" and case.reply is not None and case.reply.basis != step.basis:
        raise InputError(
            Text(
                zh="被评估单位答复之后依据有变，不能就这样维持",
                en="the basis changed since the body replied: it cannot be upheld on what the body has not seen",
            ),
            Text(zh="再送一次，并给出期限。", en="Put it to the body again, with a date."),
        )
