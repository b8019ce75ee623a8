"""Findings as lines of text: in short for the list, in full for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assess.base.texts import Text
from assess.cli.output import echo, say
from assess.cli.words import t
from assess.findings.told import asked_of, case_lines, cause_lines, persistence_line, promise_line
from assess.forensics.told import signal_line
from assess.packs.vocabulary import CONFIDENCES, MANIFESTATIONS, SEVERITIES

if TYPE_CHECKING:
    from assess.findings.model import Finding, Settled, Withdrawn


def print_finding(name: str, f: Finding) -> None:
    """A finding in a few lines."""
    _head(name, f)
    _lines(say(f.basis).splitlines())
    if f.verdict == "yes":
        wrong = t("可能有误：", "May be wrong if: ")
        _lines([t("问：", "Ask: ") + say(asked_of(f)), wrong + say(f.may_be_wrong_if)])
    beside = persistence_line(f)
    _lines(say(line) for line in (*case_lines(f)[:1], *([] if beside is None else [beside])))
    if f.also:
        names = t("、", ", ").join(say(a.title) for a in f.also)
        _lines([f"{t('同一根源的其他线索：', 'Other signals of the same root: ')}{names}"])
    echo("")


def _head(name: str, f: Finding) -> None:
    from assess.dossier.cases import STATES

    mark = "▲" if f.verdict == "yes" else "?"
    tags = [say(SEVERITIES[f.severity]), say(CONFIDENCES[f.confidence]), f.rule, f.id[:8]]
    if f.state != "raised":
        tags.insert(2, say(STATES[f.state]))
    echo(f"{mark} {name}  ·  {say(f.title)}  [{' · '.join(tags)}]")
    echo(f"    {say(MANIFESTATIONS[f.manifestation])}")


def print_in_full(name: str, f: Finding) -> None:
    """Everything about one finding: basis, both sides of the evidence, causes, what was said and done."""
    _head(name, f)
    _part(t("依据", "Basis"), [f.basis, *([f.basis_changed] if f.basis_changed else ())])
    _part(t("支持的证据", "Evidence for"), f.support)
    _part(t("相反的证据", "Evidence against"), f.counter)
    _part(
        t("数字检验（要问的问题，不是证明）", "Forensic tests (questions, not proof)"), map(signal_line, f.signals)
    )
    _part(t("把握为何降低", "Why it is less sure than the rule says"), f.doubts)
    _part(t("同一根源的其他线索", "Other signals of the same root"), [a.title for a in f.also])
    _part(t("可能的成因，按本单位的证据排序", "Probable causes, by the evidence in this body"), cause_lines(f))
    _part(t("问", "Ask"), [asked_of(f)])
    _part(t("可能有误", "May be wrong if"), [f.may_be_wrong_if])
    _part(t("怎样撤销", "Withdrawn if"), [f.withdrawn_if])
    _part(t("对策", "Remedy"), [f.remedy])
    _part(t("处置建议", "Proposed response"), [f.response])
    _part(t("处理经过", "What was said and done"), case_lines(f))
    if (line := persistence_line(f)) is not None:
        _part(t("与往期比较", "Beside earlier periods"), [line])


def print_withdrawn(name: str, gone: Iterable[Withdrawn]) -> None:
    """Findings that no longer hold, with why."""
    for w in gone:
        echo(f"– {name}  ·  {say(w.title)}  [{t('因事实变化而撤回', 'withdrawn: the facts changed')} · {w.rule}]")
        _lines([say(w.why), ""])


def print_settled(name: str, gone: Iterable[Settled]) -> None:
    """Findings of the period before that do not hold any more."""
    words = {
        "settled": t("上期有，本期已不成立", "held before, does not now"),
        "not-applicable": t("上期有，本期不适用", "held before, does not apply now"),
        "no-rule": t("上期有，指标包已无此规则", "held before; the pack has no such rule now"),
    }
    for s in gone:
        echo(f"✓ {name}  ·  {say(s.title)}  [{words[s.how]} · {s.period} · {s.rule}]")
        _lines([say(promise_line(s.promise))] if s.promise else [])
        echo("")


def _part(title: str, texts: Iterable[Text]) -> None:
    lines = [line for text in texts for line in say(text).splitlines() if line.strip()]
    if lines:
        echo(f"\n  {title}")
        _lines(lines)


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        echo(f"    {line}".rstrip())
