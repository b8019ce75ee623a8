"""The rules of a pack as its codebook shows them, and how many golden tests each has."""

from __future__ import annotations

from collections.abc import Mapping

from assess.base.lang import Lang
from assess.packs.model import Rule, Weigh
from assess.packs.names import rule_names
from assess.packs.vocabulary import CAUSES, CONFIDENCES, MANIFESTATIONS, SEVERITIES, SPEAKS, WEIGHTS
from assess.report.codebook_words import told
from assess.report.format import decimal
from assess.report.messages import EFFECTS, VERDICTS, name
from assess.report.security import anchor
from assess.report.view.codebook_model import RuleView, TestRow, WeighRow
from assess.report.view.frame import Frame
from assess.report.view.marks import Link, Pair
from assess.rules import compile_rule
from assess.rules.model import NameInfo
from assess.rules.phrase import condition_in_words


def rule_views(shared: Frame) -> tuple[RuleView, ...]:
    """Every rule with its condition in words and as written, and all it says."""
    pack = shared.snapshot.pack
    names = rule_names(pack.facts, pack.indicators, pack.layers)
    return tuple(_rule(shared, rule, names) for rule in pack.rules)


def _rule(shared: Frame, rule: Rule, names: Mapping[str, NameInfo]) -> RuleView:
    t, lang = shared.t, shared.lang
    compiled = compile_rule(rule.when, names)
    return RuleView(
        anchor=anchor("rule", rule.id),
        id=rule.id,
        title=shared.text(rule.title),
        level=rule.severity,
        tags=(
            Pair(t.manifestation, name(MANIFESTATIONS, rule.manifestation, lang)),
            Pair(t.severity, name(SEVERITIES, rule.severity, lang)),
            Pair(t.confidence, name(CONFIDENCES, rule.confidence, lang)),
            Pair(t.effect, _effect(shared, rule)),
        ),
        words=condition_in_words(compiled, names, lang),
        when=rule.when,
        names=tuple(_named(shared, key) for key in sorted(compiled.uses | compiled.uses_prev)),
        says=(
            Pair(t.ask, shared.text(rule.ask)),
            Pair(t.may_be_wrong_if, shared.text(rule.may_be_wrong_if)),
            Pair(t.withdrawn_if, shared.text(rule.withdrawn_if)),
            Pair(t.remedy, shared.text(rule.remedy)),
        ),
        causes=tuple(name(CAUSES, cause, lang) for cause in rule.causes),
        weighed=tuple(_weighed(entry, names, lang) for entry in rule.weigh),
        supersedes=tuple(
            Link(shared.text(shared.rules[key].title), f"#{anchor('rule', key)}") for key in rule.supersedes
        ),
        sources=tuple(
            Link(shared.source(key).text, f"#{anchor('s', key)}") for key in rule.sources if key in shared.sources
        ),
    )


def _weighed(entry: Weigh, names: Mapping[str, NameInfo], lang: Lang) -> WeighRow:
    speaks, weight = name(SPEAKS, entry.speaks, lang), name(WEIGHTS, entry.weight, lang)
    return WeighRow(
        cause=name(CAUSES, entry.cause, lang),
        speaks=f"{speaks}（{weight}）" if lang == "zh" else f"{speaks} ({weight})",
        says=entry.says.get(lang),
        words=condition_in_words(compile_rule(entry.when, names), names, lang),
    )


def _effect(shared: Frame, rule: Rule) -> str:
    effect = name(EFFECTS, rule.effect, shared.lang)
    if rule.target is None or rule.cap is None:
        return effect
    target = shared.name_of(rule.target)
    return told("capped", shared.lang, effect=effect, target=target, cap=decimal(rule.cap))


def _named(shared: Frame, key: str) -> Link:
    kind = "fact" if key in shared.facts else "i" if key in shared.indicators else "layer"
    return Link(shared.name_of(key), f"#{anchor(kind, key)}")


def test_rows(shared: Frame) -> tuple[tuple[str, ...], tuple[TestRow, ...]]:
    """The verdicts, and for each rule how many golden tests expect which."""
    pack = shared.snapshot.pack
    expected = {test.verdict for test in pack.tests}
    # Few packs expect of a rule that it does not apply; an empty column would say nothing.
    shown = [verdict for verdict in VERDICTS if verdict != "does-not-apply" or verdict in expected]
    rows = []
    for rule in pack.rules:
        verdicts = [test.verdict for test in pack.tests if test.rule == rule.id]
        counts = tuple(str(sum(v == verdict for v in verdicts)) for verdict in shown)
        rows.append(TestRow(shared.text(rule.title), counts, str(len(verdicts))))
    return tuple(name(VERDICTS, verdict, shared.lang) for verdict in shown), tuple(rows)
