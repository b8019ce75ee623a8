"""Findings as lines of text: in short for the list, in full for one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from assess.base.texts import Text
from assess.cli.output import echo, say
from assess.cli.words import t
from assess.findings.told import asked_of, blocks, case_lines, persistence_line, settled_line
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

    mark = "?" if f.verdict != "yes" else "–" if f.state == "dropped" else "▲"
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
    _part(t("问", "Ask"), [asked_of(f)])
    _part(t("可能有误", "May be wrong if"), [f.may_be_wrong_if])
    _part(t("撤回的条件", "Withdrawn if"), [f.withdrawn_if])
    _part(t("对策", "Remedy"), [f.remedy])
    _part(t("处置建议", "Proposed response"), [f.response])
    for block in blocks(f):
        _part(say(block.title), block.lines)


def print_withdrawn(name: str, gone: Iterable[Withdrawn]) -> None:
    """Findings that no longer hold, with why."""
    for w in gone:
        echo(f"– {name}  ·  {say(w.title)}  [{t('因事实变化而撤回', 'withdrawn: the facts changed')} · {w.rule}]")
        _lines([say(w.why), ""])


def print_settled(name: str, gone: Iterable[Settled]) -> None:
    """Findings of the period before that do not hold any more."""
    for s in gone:
        echo(f"✓ {name}  ·  {say(settled_line(s))}  [{s.rule}]\n")


def _part(title: str, texts: Iterable[Text]) -> None:
    lines = [line for text in texts for line in say(text).splitlines() if line.strip()]
    if lines:
        echo(f"\n  {title}")
        _lines(lines)


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        echo(f"    {line}".rstrip())
