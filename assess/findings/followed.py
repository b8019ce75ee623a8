"""Findings with what became of them: their case, the response it calls for, and whether their basis has changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from assess.base.digest import digest
from assess.base.texts import Text
from assess.dossier.cases import STATES, Case, case_of
from assess.dossier.entities import BodyState
from assess.findings.confidence import doubts_about, settled
from assess.findings.model import Finding, Withdrawn
from assess.packs.model import Pack, Rule
from assess.packs.responses import measures, response


def with_case(pack: Pack, state: BodyState, finding: Finding) -> Finding:
    """`finding` with its steps, its confidence settled, and the response its manifestation and intent call for."""
    case = case_of(state.steps.get(finding.id, ()))
    declared = finding.declared or finding.confidence
    names = [name.removeprefix("prev ") for name in finding.rests_on]
    doubts = doubts_about(pack, state, names, finding.weighed, case)
    rests = finding.rests or digest(["assess.basis.1", finding.verdict, finding.basis.zh])
    return msgspec.structs.replace(
        finding,
        case=case,
        state=case.state,
        declared=declared,
        doubts=doubts,
        confidence=settled(declared, doubts),
        rests=rests,
        measures=measures(finding.manifestation, case.intent, finding.severity),
        response=response(finding.manifestation, case.intent, finding.severity),
        basis_changed=_changed(case, rests),
    )


def _changed(case: Case, rests: str) -> Text | None:
    """That what the finding rests on is not what the body replied to, or what the decision was made on."""
    step, zh, en = case.decision, "作出决定", "it was decided"
    if step is None:
        step, zh, en = case.reply, "被评估单位答复", "the body replied"
    if step is None:
        step = next((s for s in reversed(case.steps) if s.move == "put"), None)
        zh, en = "送被评估单位", "it was put to the body"
    if step is None or not step.basis or step.basis == rests:
        return None
    return Text(zh=f"{step.at[:10]} {zh}之后，依据有变", en=f"The basis changed since {en} on {step.at[:10]}")


def withdrawn(
    state: BodyState, findings: Sequence[Finding], rules: Mapping[str, Rule], away: Collection[str]
) -> tuple[Withdrawn, ...]:
    """Findings on which steps were taken and that are no more; `away` are rules that do not apply to the body."""
    here = {f.id for f in findings}
    out = []
    for finding, steps in state.steps.items():
        if finding in here or not steps:
            continue
        case = case_of(steps)
        last = case.steps[-1]
        rule = rules.get(last.rule)
        out.append(
            Withdrawn(
                id=finding,
                body=state.body.id,
                rule=last.rule,
                title=rule.title if rule else last.title,
                why=_why(last.rule, rule, away, case),
                case=case,
            )
        )
    return tuple(sorted(out, key=lambda w: (w.rule, w.id)))


def _why(name: str, rule: Rule | None, away: Collection[str], case: Case) -> Text:
    was = STATES[case.state]
    before = Text(zh=f"此前的状态是“{was.zh}”。", en=f"It was “{was.en.lower()}” before.")
    if name in away:
        why = Text(zh="规则不再适用于本单位。", en="The rule does not apply to the body any more. ")
    elif rule is None and case.steps[-1].verdict:
        why = Text(
            zh="指标包里已没有这条规则，或原来的数字已改。",
            en="The pack has no such rule any more, or the figure it was about was changed. ",
        )
    else:
        why = Text(zh="按现在的事实，规则的条件不成立。", en="By the facts of today its condition does not hold. ")
    return Text(zh=why.zh + before.zh, en=why.en + before.en)
