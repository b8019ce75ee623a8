"""The life of a finding in words, the same on the command line, in the terminal app and in reports."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from assess.base.texts import Text, same
from assess.dossier.cases import STATES, WAYS, Case
from assess.dossier.step import FindingStep
from assess.findings.model import Finding, Promise, Settled, WeighedCause
from assess.packs.responses import INTENTS
from assess.packs.vocabulary import CAUSES, SPEAKS, WEIGHTS

NO_EVIDENCE = Text(zh="没有支持或反对的证据", en="no evidence either way")


DOUBTS = Text(zh="把握为何降低", en="Why it is less sure than the rule")
ALSO = Text(zh="同一根源的其他线索", en="Signals of the same root")
CAUSES_OF_IT = Text(zh="若成立，可能的成因", en="Probable causes, if it holds")
RANKED = Text(zh="可能的成因，按本单位的证据排序", en="Probable causes, by the evidence here")
UNRANKED = Text(
    zh="可能的成因（本单位还没有支持或反对的证据，不分先后）",
    en="Possible causes, in no order (no evidence yet)",
)
REPLY = Text(zh="被评估单位的答复", en="The body’s reply")
RECORD = Text(zh="处理经过", en="What was said and done")
BESIDE = Text(zh="与往期比较", en="Beside earlier periods")
SETTLED = {
    "settled": Text(zh="上期成立，本期不成立", en="held before, does not now"),
    "not-applicable": Text(zh="上期成立，本期不适用", en="held before, does not apply now"),
    "no-rule": Text(zh="上期成立，指标包已无此规则", en="held before; the pack has no such rule now"),
}


class Block(msgspec.Struct, frozen=True):
    """A part of a finding: its heading and its lines."""

    title: Text
    lines: tuple[Text, ...]
    ordered: bool = False
    """Whether the order of the lines says something."""


def blocks(finding: Finding, *, numbered: bool = True) -> list[Block]:
    """What became of a finding and how it is weighed, in reading order; parts without content are left out.

    Lines in order are `numbered` unless whoever shows them sets the numbers.
    """
    beside = persistence_line(finding)
    parts = [
        Block(REPLY, tuple(step_line(s) for s in finding.case.steps if WAYS[s.move].side == "body")),
        _causes(finding, numbered),
        Block(DOUBTS, finding.doubts),
        Block(ALSO, tuple(a.title for a in finding.also)),
        Block(RECORD, tuple(case_lines(finding))),
        Block(BESIDE, () if beside is None else (beside,)),
    ]
    return [part for part in parts if part.lines]


def _causes(finding: Finding, numbered: bool) -> Block:
    if finding.verdict == "yes":
        lines = tuple(cause_lines(finding, numbered=numbered))
        return Block(RANKED, lines, ordered=True) if ranked(finding) else Block(UNRANKED, lines)
    return Block(CAUSES_OF_IT, tuple(named(CAUSES, c) for c in finding.causes))


def ranked(finding: Finding) -> bool:
    """Whether any evidence of this body speaks for or against a cause; else the order is only the pack's."""
    return any(cause.told for cause in finding.weighed)


def settled_line(gone: Settled) -> Text:
    """A finding of the period before that does not hold any more, with its promise."""
    how = SETTLED[gone.how]
    line = Text(zh=f"{gone.title.zh}（{gone.period}）：{how.zh}", en=f"{gone.title.en} ({gone.period}): {how.en}")
    if gone.promise is None:
        return line
    promised = promise_line(gone.promise)
    return Text(zh=f"{line.zh}；{promised.zh}", en=f"{line.en}; {promised.en}")


def named(table: Mapping[str, Text], key: str) -> Text:
    """What `table` calls `key`; the key itself where it knows no name for it."""
    return table.get(key) or same(key)


def asked_of(finding: Finding) -> Text:
    """The question to the body: as it was put to it, else as the rule words it."""
    put = next((s for s in reversed(finding.case.steps) if s.move == "put" and s.text), None)
    return Text(zh=put.text, en=put.text) if put else finding.ask


def cause_lines(finding: Finding, *, numbered: bool = True) -> list[Text]:
    """Each cause with what speaks for and against it here, the best supported first."""
    weighed = finding.weighed or tuple(WeighedCause(c) for c in finding.causes)
    lines = []
    for n, cause in enumerate(weighed, 1):
        name = named(CAUSES, cause.cause)
        told = piece_lines(cause)
        zh, en = "；".join(x.zh for x in told), "; ".join(x.en for x in told)
        at = f"{n}. " if numbered and ranked(finding) else ""
        lines.append(Text(zh=f"{at}{name.zh}：{zh}", en=f"{at}{name.en}: {en}"))
    return lines


def piece_lines(cause: WeighedCause) -> list[Text]:
    """What speaks for and against a cause, and what is not known; “no evidence either way” where nothing speaks."""
    lines = []
    for piece in cause.told:
        speaks, weight = SPEAKS[piece.speaks], WEIGHTS[piece.weight]
        lines.append(
            Text(zh=f"{speaks.zh}（{weight.zh}）{piece.says.zh}", en=f"{speaks.en} ({weight.en}): {piece.says.en}")
        )
    asked = [p.says for p in cause.pieces if p.open]
    lines = lines or [NO_EVIDENCE]
    return [*lines, *(Text(zh=f"尚不清楚：{x.zh}", en=f"not known: {x.en}") for x in asked)]


def case_lines(finding: Finding) -> list[Text]:
    """Where the finding stands, and every step on it, the oldest first."""
    case = finding.case
    if not case.steps:
        return []
    return [standing(case), *(step_line(s) for s in case.steps), *notes(case)]


def standing(case: Case) -> Text:
    """State, what is due by when, owner and intent in one line."""
    state = STATES[case.state]
    zh, en = [f"状态：{state.zh}"], [f"State: {state.en.lower()}"]
    if case.due:
        what = (
            Text(zh="答复期限", en="reply due") if case.due_for == "reply" else Text(zh="整改期限", en="remedy due")
        )
        zh.append(f"{what.zh} {case.due}")
        en.append(f"{what.en} {case.due}")
    if case.owner:
        zh.append(f"责任人 {case.owner}")
        en.append(f"owner {case.owner}")
    if case.intent_step is not None:
        zh.append(named(INTENTS, case.intent).zh)
        en.append(f"intent: {named(INTENTS, case.intent).en.lower()}")
    return Text(zh="，".join(zh), en="; ".join(en))


def step_line(step: FindingStep) -> Text:
    """One step: when, what, by whom, and what was said."""
    name = WAYS[step.move].name
    due = Text(zh=f"，期限 {step.due}", en=f"; by {step.due}") if step.due else same("")
    zh = f"{step.at[:10]} {name.zh}（{step.by}{due.zh}）"
    en = f"{step.at[:10]} {name.en} ({step.by}{due.en})"
    said = [same(x) for x in (step.text, step.commitment, step.owner) if x]
    if step.intent:
        said.insert(0, named(INTENTS, step.intent))
    if said:
        zh, en = f"{zh}：{'；'.join(x.zh for x in said)}", f"{en}: {'; '.join(x.en for x in said)}"
    if step.evidence:
        ids = ", ".join(step.evidence)
        zh, en = f"{zh}（证据 {ids}）", f"{en} (evidence {ids})"
    return Text(zh=zh, en=en)


def notes(case: Case) -> list[Text]:
    """What is out of order in the steps, as it can happen when copies of a dossier are united."""
    found = []
    if case.at_once:
        found.append(
            Text(
                zh="有两步同时登记，以后登记的为准，请核对。",
                en="Two steps were taken at once; the later counts. Check them.",
            )
        )
    if case.gap:
        found.append(
            Text(
                zh="其中一步后来撤销了，后面的步骤是在它之后作出的。",
                en="A step was taken back that later ones followed.",
            )
        )
    return found


def persistence_line(finding: Finding) -> Text | None:
    """How the finding compares with earlier periods; None where none was given."""
    p = finding.persistence
    if p is None:
        return None
    if p.kind == "new":
        return Text(zh="与上一期相比：新出现", en="Beside the period before: new")
    if p.kind == "untold":
        line = Text(
            zh=f"自 {p.since} 起成立，本期无法判定", en=f"It held since {p.since}; this time it cannot be told"
        )
    else:
        line = Text(
            zh=f"连续 {p.periods} 期成立，自 {p.since} 起",
            en=f"It has held for {p.periods} periods, since {p.since}",
        )
    if p.state and p.state != "raised":
        was = named(STATES, p.state)
        line = Text(zh=f"{line.zh}；上期：{was.zh}", en=f"{line.en}; then: {was.en.lower()}")
    if p.changed:
        line = Text(
            zh=f"{line.zh}；规则已改，不可直接比较",
            en=f"{line.en}; the rule was changed, so the two do not compare",
        )
    if p.promise is not None:
        promised = promise_line(p.promise)
        line = Text(zh=f"{line.zh}；{promised.zh}", en=f"{line.en}; {promised.en}")
    return line


def promise_line(promise: Promise) -> Text:
    """What was promised, by when, and whether the risk is gone."""
    now = {
        "gone": Text(zh="风险已消除", en="the risk is gone"),
        "holds": Text(zh="风险仍在", en="the risk still holds"),
        "open": Text(zh="是否兑现无法判定", en="whether it was kept cannot be told"),
    }[promise.now]
    return Text(
        zh=f"曾承诺在 {promise.due} 前：{promise.text}；{now.zh}",
        en=f"promised by {promise.due}: {promise.text}; {now.en}",
    )
