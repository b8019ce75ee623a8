"""Rules run over one body: caps before scoring, findings after it.

A capping rule sees facts and uncapped scores only, so nothing loops; a flagging rule sees the final scores. No
rule adds points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from assess.base.band import Band, minimum
from assess.base.digest import digest
from assess.base.texts import Text
from assess.dossier.carry import carried
from assess.dossier.entities import BodyState
from assess.findings.basis import counter_evidence, support
from assess.findings.causes import weighed
from assess.findings.facts import away, facts_of, previous_facts, score_values
from assess.findings.followed import with_case, withdrawn
from assess.findings.gates import GateDecision, decide
from assess.findings.merge import merged
from assess.findings.model import Finding, SetAside, Withdrawn
from assess.findings.reported import impossible_percentages
from assess.findings.signalled import signal_findings
from assess.forensics.verdicts import Judged as JudgedSignal
from assess.packs.model import Pack, Rule
from assess.packs.names import rule_names
from assess.packs.relative import ranges_of
from assess.packs.responses import UNDETERMINED, response
from assess.packs.vocabulary import SEVERITIES
from assess.rules import Compiled, NameInfo, Result, compile_rules, evaluate, in_words, ruling
from assess.scoring.norms import Norms
from assess.scoring.rescale import rescaled
from assess.scoring.result import BodyScore
from assess.scoring.score import norms_of, score_body

CAPPING = ("cap-indicator", "cap-layer")


class Judged(msgspec.Struct, frozen=True):
    """One body scored with its caps applied, the facts that were seen, and what the rules found."""

    score: BodyScore
    facts: dict[str, Band | None]
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...] = ()
    gates: tuple[GateDecision, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()


class RuleBook(msgspec.Struct, frozen=True):
    """The rules of a pack, compiled once, and the names they may use; `weigh` are conditions on causes, by rule."""

    rules: tuple[tuple[Rule, Compiled], ...]
    names: dict[str, NameInfo]
    weigh: dict[str, tuple[Compiled, ...]] = {}


_BOOKS: dict[str, RuleBook] = {}


def rule_book(pack: Pack) -> RuleBook:
    """The compiled rules of `pack`, kept by its digest."""
    if pack.digest not in _BOOKS:
        names = rule_names(pack.facts, pack.indicators, pack.layers, ranges_of(pack).named)
        _BOOKS[pack.digest] = RuleBook(
            rules=tuple(zip(pack.rules, compile_rules((r.when for r in pack.rules), names), strict=True)),
            names=dict(names),
            weigh=_weighing(pack, names),
        )
    return _BOOKS[pack.digest]


def _weighing(pack: Pack, names: Mapping[str, NameInfo]) -> dict[str, tuple[Compiled, ...]]:
    found = iter(compile_rules((w.when for r in pack.rules for w in r.weigh), names))
    return {r.id: tuple(next(found) for _ in r.weigh) for r in pack.rules}


class Scored(msgspec.Struct, frozen=True):
    """One body scored with its caps applied, the facts that were seen, now and one period before, and the capping
    rules that were not answered no (those that do not apply cap nothing)."""

    score: BodyScore
    facts: dict[str, Band | None]
    before: dict[str, Band | None]
    capping: tuple[tuple[Rule, Result], ...] = ()


def score_with_caps(pack: Pack, state: BodyState, norms: Norms | None = None) -> Scored:
    """Score the body in `state`, capping rules first; `norms` as in `score_body`."""
    norms = norms_of(pack, [state]) if norms is None else norms
    facts, before = facts_of(pack, state), previous_facts(state)
    score = score_body(pack, state, norms=norms)
    capping = [(r, c) for r, c in rule_book(pack).rules if r.effect in CAPPING]
    results = _run(capping, {**score_values(score), **facts}, before, away(score))
    if results:
        score = score_body(pack, state, _caps(results, "cap-indicator"), _caps(results, "cap-layer"), norms)
    return Scored(score=score, facts=facts, before=before, capping=tuple(results))


def score_together(pack: Pack, states: Sequence[BodyState]) -> dict[str, Scored]:
    """All bodies of a campaign scored by a pack in which each one's scores depend on the others, by body."""
    states = [carried(pack, state) for state in states]
    norms = norms_of(pack, states)
    alone = {state.body.id: score_with_caps(pack, state, norms) for state in states}
    scores = rescaled(pack, {body: scored.score for body, scored in alone.items()})
    return {body: msgspec.structs.replace(s, score=scores[body]) for body, s in alone.items()}


def judge(
    pack: Pack, state: BodyState, scored: Scored | None = None, signals: Sequence[JudgedSignal] = ()
) -> Judged:
    """Score the body in `state` and raise its findings, on the answers that carry over to `pack`.

    `scored` is what `score_together` found for it; without, the body is taken to be alone in its campaign.
    `signals` are its forensic signals, judged beside those of the campaign.
    """
    state = carried(pack, state)
    if scored is None:
        scored = score_together(pack, [state])[state.body.id] if pack.relative else score_with_caps(pack, state)
    book = rule_book(pack)
    score, facts, before = scored.score, scored.facts, scored.before
    seen = _Seen({**score_values(score), **facts}, before, away(score))
    results = list(scored.capping)
    flagging = [(r, c) for r, c in book.rules if r.effect not in CAPPING]
    results += _run(flagging, seen.values, before, seen.away)
    aside = tuple(_set_aside(state, rule, res, book) for rule, res in results if res.verdict == "does-not-apply")
    apart = {rule.rule for rule in aside}
    findings = [_finding(pack, state, rule, result, book, seen) for rule, result in results if rule.id not in apart]
    rules = {rule.id: rule for rule in pack.rules}
    findings = merged([*findings, *impossible_percentages(pack, state)], rules, state.steps)
    findings = [with_case(pack, state, f) for f in signal_findings(pack, state, signals, findings)]
    gone = withdrawn(state, findings, rules, apart)
    return Judged(
        score=score,
        facts=facts,
        findings=tuple(sorted(findings, key=_order)),
        set_aside=aside,
        gates=decide(pack, state, score, book.rules, {rule.id: result for rule, result in results}, book.names),
        withdrawn=gone,
    )


class _Seen(msgspec.Struct, frozen=True):
    """What rules that run after scoring look at: values now and one period before, and what does not apply."""

    values: dict[str, Band | None]
    before: dict[str, Band | None]
    away: frozenset[str]


def _run(
    rules: list[tuple[Rule, Compiled]],
    values: Mapping[str, Band | None],
    previous: Mapping[str, Band | None],
    apart: frozenset[str],
) -> list[tuple[Rule, Result]]:
    # Most rules do not hold, and their working is never shown: judge first, work out the trace for the others.
    return [
        (rule, evaluate(compiled, values, previous, apart))
        for rule, compiled in rules
        if ruling(compiled, values, previous, apart) != "no"
    ]


def _caps(results: list[tuple[Rule, Result]], effect: str) -> dict[str, Band]:
    """The cap of each target: exact where a rule holds, up to 100 where none is sure to."""
    caps: dict[str, Band] = {}
    for rule, result in results:
        if rule.effect == effect and rule.target is not None and rule.cap is not None:
            if result.verdict == "does-not-apply":
                continue
            cap = Band(rule.cap, rule.cap if result.verdict == "yes" else 100.0)
            caps[rule.target] = minimum(cap, caps.get(rule.target, cap))
    return caps


def _order(finding: Finding) -> tuple[bool, int, str]:
    return (finding.verdict != "yes", tuple(SEVERITIES).index(finding.severity), finding.rule)


def _set_aside(state: BodyState, rule: Rule, result: Result, book: RuleBook) -> SetAside:
    basis = Text(zh=in_words(result, book.names, "zh"), en=in_words(result, book.names, "en"))
    return SetAside(body=state.body.id, rule=rule.id, title=rule.title, basis=basis, away=result.away)


def _finding(pack: Pack, state: BodyState, rule: Rule, result: Result, book: RuleBook, seen: _Seen) -> Finding:
    compiled = next(c for r, c in book.rules if r is rule)
    # Why something came to be is asked once it is there: of an undetermined finding the causes are not weighed.
    holds = result.verdict == "yes"
    entries = book.weigh[rule.id]
    causes = weighed(rule, entries, book.names, seen.values, seen.before, seen.away) if holds else ()
    names = sorted(compiled.uses | compiled.uses_prev)
    indicators = tuple(i.id for i in pack.indicators if i.id in names)
    return Finding(
        id=digest(["assess.finding.1", state.body.id, rule.id])[:16],
        body=state.body.id,
        rule=rule.id,
        verdict="yes" if result.verdict == "yes" else "undetermined",
        manifestation=rule.manifestation,
        severity=rule.severity,
        confidence=rule.confidence,
        title=rule.title,
        basis=Text(zh=in_words(result, book.names, "zh"), en=in_words(result, book.names, "en")),
        steps=result.steps,
        missing=tuple(dict.fromkeys((*result.unknown, *result.unknown_previous))),
        indicators=indicators,
        ask=rule.ask,
        may_be_wrong_if=rule.may_be_wrong_if,
        withdrawn_if=rule.withdrawn_if,
        remedy=rule.remedy,
        response=response(rule.manifestation, UNDETERMINED, rule.severity),
        causes=tuple(c.cause for c in causes) or rule.causes,
        effect=rule.effect,
        support=support(pack, state, names),
        counter=counter_evidence(pack, state, names),
        sources=rule.sources,
        declared=rule.confidence,
        weighed=causes,
        rests_on=(*sorted(compiled.uses), *(f"prev {name}" for name in sorted(compiled.uses_prev))),
        rests=_rests(compiled, result, seen),
    )


def _rests(compiled: Compiled, result: Result, seen: _Seen) -> str:
    """A digest of the condition and of every value it read: the same as long as the basis is."""
    values = {name: _ends(seen.values.get(name)) for name in sorted(compiled.uses)}
    before = {name: _ends(seen.before.get(name)) for name in sorted(compiled.uses_prev)}
    return digest(["assess.basis.1", "".join(compiled.source.split()), result.verdict, values, before])


def _ends(band: Band | None) -> list[str]:
    # As texts: the end of a band may be infinite, which has no canonical form as a number.
    return [] if band is None else [repr(band.lo), repr(band.hi)]
