"""Findings from signals: one for each body and subject, however many tests ask about it.

A rule of the pack that already holds about the same fact, for the same manifestation, takes the signals as further
evidence instead. Tests that were run on the same figures and ask nothing are told as evidence against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from assess.base.digest import digest
from assess.base.texts import Text
from assess.dossier.entities import BodyState
from assess.findings.model import Finding
from assess.forensics.told import effect_words, signal_words, small
from assess.forensics.verdicts import NOT_PROOF, Judged
from assess.packs.model import Pack
from assess.packs.responses import UNDETERMINED, response
from assess.packs.vocabulary import CAUSES
from assess.rules import Step

if TYPE_CHECKING:
    from assess.forensics.card import Card

RULE: Final = "signals"
TITLE: Final = Text(zh="对上报数字的检验", en="Forensic tests of reported figures")


def signal_findings(
    pack: Pack, state: BodyState, judged: Sequence[Judged], findings: Sequence[Finding]
) -> list[Finding]:
    """`findings` with the body's signals: taken up by one about the same figures, or as findings of their own."""
    out = list(findings)
    if not any(j.verdict == "asks" for j in judged):
        return out
    for (subject, family), group in _groups(judged).items():
        if all(j.verdict != "asks" for j in group):
            continue
        at = next((n for n, f in enumerate(out) if _takes(f, subject, family)), None)
        # What was put to the body already stays a finding of its own.
        if at is None or state.steps.get(_id(state, subject, family)):
            out.append(_finding(pack, state, subject, family, group))
        else:
            out[at] = _taken_up(out[at], group)
    return out


def _groups(judged: Iterable[Judged]) -> dict[tuple[str, str], list[Judged]]:
    """Signals by subject and manifestation; a silent one stands with those that its subject has."""
    groups: dict[tuple[str, str], list[Judged]] = {}
    for j in judged:
        card = _card(j)
        groups.setdefault((j.signal.subject, card.family if card else "embellished"), []).append(j)
    return groups


def _card(j: Judged) -> Card | None:
    from assess.forensics.cards import CARDS

    return CARDS.get(j.signal.test)


def _takes(finding: Finding, subject: str, family: str) -> bool:
    return finding.verdict == "yes" and finding.manifestation == family and subject in finding.rests_on


def _taken_up(finding: Finding, group: Sequence[Judged]) -> Finding:
    asks, others = _split(group)
    tests = len(asks)
    who = "One forensic test asks" if tests == 1 else f"{tests} forensic tests ask"
    line = Text(
        zh=f"另有 {tests} 项检验就同一数字发问，见检验表。",
        en=f"{who} about the same figures; see the table of tests.",
    )
    return msgspec.structs.replace(
        finding,
        support=(*finding.support, line),
        counter=(*finding.counter, *_clear_lines(others), *_changed_lines(asks)),
        signals=(*finding.signals, *group),
    )


def _finding(pack: Pack, state: BodyState, subject: str, family: str, group: Sequence[Judged]) -> Finding:
    asks, others = _split(group)
    cards = [card for j in asks if (card := _card(j)) is not None]
    about = asks[0].signal.about
    fact = pack.fact(subject)
    exact = any(j.signal.p == 0 for j in asks)
    return Finding(
        id=_id(state, subject, family),
        body=state.body.id,
        rule=RULE,
        verdict="yes",
        manifestation=family,
        severity="medium",
        confidence="medium" if exact or len(asks) > 1 else "low",
        title=Text(zh=f"“{about.zh}”的数字有待说明", en=f"The figures on “{about.en}” call for an explanation"),
        basis=_lines([signal_words(j) for j in asks]),
        steps=tuple(_step(j) for j in asks),
        missing=(),
        indicators=(),
        ask=_lines([c.ask for c in cards]),
        may_be_wrong_if=_lines([c.may_be_wrong_if for c in cards]),
        withdrawn_if=_lines([c.withdrawn_if for c in cards]),
        remedy=_lines([c.remedy for c in cards]),
        response=response(family, UNDETERMINED, "medium"),
        causes=tuple(cause for cause in CAUSES if any(cause in c.causes for c in cards)),
        effect="needs-review",
        support=(_origin(asks),),
        counter=(*_clear_lines(others), *_changed_lines(asks)),
        rests_on=(fact.id,) if fact else (),
        signals=tuple(group),
    )


def _id(state: BodyState, subject: str, family: str) -> str:
    return digest(["assess.finding.1", state.body.id, RULE, family, subject])[:16]


def _split(group: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    asks = sorted((j for j in group if j.verdict == "asks"), key=lambda j: (j.q, j.signal.test))
    return asks, [j for j in group if j.verdict != "asks"]


def _step(j: Judged) -> Step:
    def told(effect: Callable[[], str], n: str, of: str) -> str:
        return f"{n} = {j.signal.n:,}; {effect()}; p = {small(j.signal.p)}, q = {small(j.q)} ({of} {j.of:,})"

    working = Text(
        zh=told(lambda: effect_words(j.signal.effect, "zh"), "n", "检验数"),
        en=told(lambda: effect_words(j.signal.effect, "en"), "n", "tests:"),
    )
    return Step(expression=j.signal.test, working=working, verdict="yes")


def _origin(asks: Sequence[Judged]) -> Text:
    signal = asks[0].signal
    period = f" {signal.period}" if signal.period else ""
    return Text(
        zh=f"检验方案“{signal.plan}”{period}，事先定下，共 {asks[0].of:,} 项检验作了判断；{NOT_PROOF.zh}",
        en=f"The plan “{signal.plan}”{period}, fixed beforehand, with {asks[0].of:,} tests that said anything. "
        f"{NOT_PROOF.en}",
    )


def _clear_lines(others: Sequence[Judged]) -> tuple[Text, ...]:
    clear = [j for j in others if j.verdict == "clear"]
    if not clear:
        return ()
    names = [card.title if (card := _card(j)) else Text(zh=j.signal.test, en=j.signal.test) for j in clear]
    zh, en = "、".join(dict.fromkeys(n.zh for n in names)), ", ".join(dict.fromkeys(n.en for n in names))
    return (
        Text(
            zh=f"就同一数字所做的其他检验没有要问的：{zh}",
            en=f"Other tests of the same figures have nothing to ask: {en}",
        ),
    )


def _changed_lines(asks: Sequence[Judged]) -> tuple[Text, ...]:
    if not any(j.signal.changed_from for j in asks):
        return ()
    return (
        Text(
            zh="检验方案登记之后改过，误报率不再是原来的那样",
            en="The plan of the tests was changed after it had been recorded; its error rate no longer holds",
        ),
    )


def _lines(texts: Sequence[Text]) -> Text:
    zh, en = (list(dict.fromkeys(t.get(lang) for t in texts)) for lang in ("zh", "en"))
    return Text(zh="".join(zh), en=" ".join(en))
