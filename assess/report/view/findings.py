"""Findings in full, rules that could not be determined, and those whose condition does not hold."""

from __future__ import annotations

from collections.abc import Iterable

from assess.base.texts import Text
from assess.dossier.cases import STATES
from assess.findings import signalled
from assess.findings.model import Finding, SetAside
from assess.findings.told import REPLY, asked_of, blocks, settled_line
from assess.packs.vocabulary import CONFIDENCES, MANIFESTATIONS, SEVERITIES
from assess.report.headlines import say
from assess.report.messages import EFFECTS, MARKS, VERDICTS, name
from assess.report.security import anchor
from assess.report.view.evidence import Holdings
from assess.report.view.frame import Frame
from assess.report.view.links import evidence_links, fact_links, source_link
from assess.report.view.marks import Pair, Section
from assess.report.view.model import Block, Findings, FindingView, OpenRule, StepRow
from assess.report.view.notice import unpublished
from assess.report.view.signals import quiet_table, signal_table
from assess.snapshot import BodyResult

_ORDER = {"high": 0, "medium": 1, "low": 2}


def _urgency(finding: Finding) -> tuple[int, int, str]:
    return _ORDER[finding.severity], _ORDER[finding.confidence], finding.id


def held(body: BodyResult) -> list[Finding]:
    """Findings whose condition holds, the most urgent first, dropped ones last."""
    found = sorted((f for f in body.findings if f.verdict == "yes"), key=_urgency)
    return sorted(found, key=lambda f: f.state == "dropped")


def live(body: BodyResult) -> list[Finding]:
    """Findings that hold and were not dropped: what counts as a risk flag."""
    return [f for f in held(body) if f.state != "dropped"]


def undetermined(body: BodyResult) -> list[Finding]:
    """Rules that could not be determined, the most severe first."""
    return sorted((f for f in body.findings if f.verdict == "undetermined"), key=_urgency)


def findings_lead(frame: Frame, body: BodyResult) -> str:
    """How many rules were checked and how they came out."""
    told = {f.rule for f in body.findings}
    if not frame.rules and not told:
        return say("flags_no_rules", frame.lang)
    holding = {f.rule for f in live(body)}
    open_ = {f.rule for f in undetermined(body)} - holding
    covered, clear = _covered(frame, body), _clear(frame, body)
    dropped = told - holding - open_
    aside = {r.rule for r in body.set_aside}
    left = unpublished(frame, body)
    if left is not None:
        checked = len(set(frame.checks))
        return say("copy_findings", frame.lang, rules=checked, n=len(holding), unheard=left[0], open=left[1])
    lines = [
        say(
            "findings_some",
            frame.lang,
            rules=len(told | set(frame.rules)),
            n=len(holding),
            open=len(open_),
            no=len(clear),
        )
    ]
    lines += [say("covered", frame.lang, n=len(covered))] if covered else []
    lines += [say("set_aside", frame.lang, n=len(aside))] if aside else []
    lines += [say("dropped", frame.lang, n=len(dropped))] if dropped else []
    return ("" if frame.lang == "zh" else " ").join(lines)


def findings_section(frame: Frame, body: BodyResult, section: Section, evidence: Holdings) -> Findings:
    """The section of a body's report."""
    return Findings(
        quiet=quiet_table(frame, body),
        section=section,
        items=tuple(_finding(frame, body, f, n, evidence) for n, f in enumerate(held(body), 1)),
        open=tuple(_open(frame, f) for f in undetermined(body)),
        clear=_clear(frame, body),
        aside=tuple(
            Pair(
                r.rule, f"{frame.text(r.title)}{'：' if frame.lang == 'zh' else ': '}{_names(frame, r)}", code=True
            )
            for r in body.set_aside
        ),
        gone=_gone(frame, body),
        none=frame.t.no_findings if unpublished(frame, body) is None else say("copy_none", frame.lang),
    )


def _gone(frame: Frame, body: BodyResult) -> tuple[Block, ...]:
    """Findings that hold no more: since the period before, and those on which steps had been taken."""
    join = "：" if frame.lang == "zh" else ": "
    withdrawn = tuple(f"{frame.text(w.title)}{join}{frame.text(w.why)}" for w in body.withdrawn)
    settled = _texts(frame, [settled_line(s) for s in body.settled])
    parts = (Block(frame.t.settled, settled), Block(frame.t.withdrawn, withdrawn))
    return tuple(part for part in parts if part.lines)


def _names(frame: Frame, rule: SetAside) -> str:
    """Which of the indicators and layers that the rule names do not apply."""
    titles = [frame.name_of(n) for n in rule.away]
    if frame.lang == "zh":
        return f"{'、'.join(titles)}不适用"
    return f"{', '.join(titles)} {'does' if len(titles) == 1 else 'do'} not apply"


def _clear(frame: Frame, body: BodyResult) -> tuple[Pair, ...]:
    if unpublished(frame, body) is not None:
        # What is not listed may be waiting for the body to be heard: it is not clear.
        return ()
    told = {f.rule for f in body.findings} | _covered(frame, body) | {r.rule for r in body.set_aside}
    return tuple(Pair(key, frame.text(r.title), code=True) for key, r in frame.rules.items() if key not in told)


def _covered(frame: Frame, body: BodyResult) -> set[str]:
    """Rules left out because a finding that holds speaks for them; they are not clear."""
    told = {f.rule for f in body.findings}
    beside = {a.rule for f in held(body) for a in f.also}
    return (beside | {key for f in held(body) for key in _supersedes(frame, f)}) - told


def _supersedes(frame: Frame, finding: Finding) -> tuple[str, ...]:
    rule = frame.rules.get(finding.rule)
    return tuple(key for key in rule.supersedes if key in frame.rules) if rule else ()


def _finding(frame: Frame, body: BodyResult, finding: Finding, n: int, evidence: Holdings) -> FindingView:
    lang, t = frame.lang, frame.t
    parts = blocks(finding, numbered=False)
    return FindingView(
        anchor=anchor("f", finding.id),
        number=str(n),
        title=frame.text(finding.title),
        level="dropped" if finding.state == "dropped" else finding.severity,
        severity=name(SEVERITIES, finding.severity, lang),
        mark=MARKS[finding.severity],
        tags=(
            Pair(t.manifestation, name(MANIFESTATIONS, finding.manifestation, lang)),
            Pair(t.confidence, name(CONFIDENCES, finding.confidence, lang)),
            Pair(t.state, name(STATES, finding.state, lang)),
            Pair(t.effect, name(EFFECTS, finding.effect, lang)),
            Pair(t.rule, finding.rule, code=True),
        ),
        basis=frame.text(finding.basis),
        steps=tuple(
            StepRow(s.expression, frame.text(s.working), name(VERDICTS, s.verdict, lang) if s.verdict else "")
            for s in finding.steps
        ),
        support=_texts(frame, finding.support),
        counter=_texts(frame, finding.counter),
        texts=(
            Pair(t.ask, frame.text(asked_of(finding))),
            Pair(t.may_be_wrong_if, frame.text(finding.may_be_wrong_if)),
            Pair(t.withdrawn_if, frame.text(finding.withdrawn_if)),
            Pair(t.remedy, frame.text(finding.remedy)),
            Pair(t.response if finding.state == "upheld" else t.if_upheld, frame.text(finding.response)),
        ),
        covers=_covers(frame, finding),
        changed=frame.text(finding.basis_changed),
        blocks=tuple(
            Block(frame.text(b.title), _texts(frame, b.lines), b.ordered) for b in parts if b.title is not REPLY
        ),
        reply=next((_texts(frame, b.lines) for b in parts if b.title is REPLY), ()) or (_unheard(frame, finding),),
        indicators=tuple(frame.indicator_link(i) for i in finding.indicators),
        facts=fact_links(frame, finding),
        evidence=evidence_links(frame, body, finding, evidence),
        sources=tuple(source_link(frame, s) for s in finding.sources),
        signals=signal_table(frame, anchor("t", finding.id), finding.signals, told=finding.rule == signalled.RULE),
    )


def _unheard(frame: Frame, finding: Finding) -> str:
    """That the body has not replied: because it was not asked, has time until a date, or said nothing."""
    if finding.state == "raised" and not finding.case.steps:
        return say("heard_raised", frame.lang)
    if finding.state == "put" and finding.case.due:
        return say("heard_due", frame.lang, due=finding.case.due)
    return say("heard_none", frame.lang)


def _covers(frame: Frame, finding: Finding) -> tuple[str, ...]:
    """Rules that it stands for; those that hold as well are told as signals of the same root."""
    beside = {a.rule for a in finding.also}
    return tuple(frame.text(frame.rules[key].title) for key in _supersedes(frame, finding) if key not in beside)


def _texts(frame: Frame, texts: Iterable[Text]) -> tuple[str, ...]:
    return tuple(frame.text(x) for x in texts)


def _open(frame: Frame, finding: Finding) -> OpenRule:
    return OpenRule(
        anchor=anchor("u", finding.id),
        title=frame.text(finding.title),
        level=finding.severity,
        severity=name(SEVERITIES, finding.severity, frame.lang),
        mark=MARKS[finding.severity],
        rule=finding.rule,
        missing=tuple(frame.name_of(m) for m in finding.missing) or (say("too_wide", frame.lang),),
        ask=frame.text(finding.ask),
    )
