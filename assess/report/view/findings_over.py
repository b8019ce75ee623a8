"""Findings over all bodies: the pages by rule and by manifestation, of each rule, and of the negative list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from assess.dossier.cases import STATES
from assess.findings.model import Finding
from assess.packs.model import Rule
from assess.packs.vocabulary import CAUSES, CONFIDENCES, MANIFESTATIONS, SEVERITIES
from assess.report.headlines import say
from assess.report.messages import EFFECTS, HTML_LANG, name
from assess.report.security import anchor
from assess.report.view.campaign_model import KindRow
from assess.report.view.findings import held, live, undetermined
from assess.report.view.frame import Frame, number_sections
from assess.report.view.marks import Pair, Section
from assess.report.view.negative import negative_list
from assess.report.view.notice import is_public
from assess.report.view.overview import manifestations, matrix_row, rule_rows
from assess.report.view.site import Site, page_ways, parts, spans
from assess.report.view.site_model import (
    FindingsPage,
    MissingRow,
    NegativePage,
    OpenRow,
    RaisedRow,
    RulePage,
)
from assess.snapshot import BodyResult

_MOST_MISSING = 40


def findings_pages(site: Site) -> Iterator[FindingsPage]:
    """By rule, by manifestation, what is missing, and the matrix, which goes on over further pages."""
    frame, t = site.frame, site.frame.t
    cut = parts(len(site.ordered))
    s = _sections(frame)
    for number, (start, end) in enumerate(cut, 1):
        first = number == 1
        yield FindingsPage(
            html_lang=HTML_LANG[frame.lang],
            page_title=f"{t.all_findings} · {frame.text(frame.snapshot.campaign.title)}",
            masthead=site.head("findings", t.all_findings, number),
            pages=page_ways(site, "findings", spans(len(site.ordered)), number),
            contents=tuple(s.values()) if first else (),
            rules=s["rules"] if first else None,
            rule_rows=rule_rows(site) if first else (),
            kinds=s["kinds"] if first else None,
            kind_rows=kind_rows(frame) if first else (),
            missing=s.get("missing") if first else None,
            missing_rows=_missing(frame) if first else (),
            matrix=s["matrix"],
            matrix_heads=tuple(MANIFESTATIONS[m].get(frame.lang) for m in manifestations(frame)),
            matrix_rows=tuple(matrix_row(site, b) for b in site.ordered[start:end]),
        )


def _sections(frame: Frame) -> dict[str, Section]:
    t, lang = frame.t, frame.lang
    raised = len({f.rule for b in frame.snapshot.bodies for f in live(b)})
    named = [
        (
            "rules",
            t.by_rule,
            say(
                "copy_rules_lead" if is_public(frame) else "rules_lead",
                lang,
                rules=len(frame.checks),
                raised=raised,
            ),
        ),
        ("kinds", t.by_kind, say("not_proof", lang)),
        *([] if is_public(frame) else [("missing", t.missing_most, say("missing_lead", lang))]),
        ("matrix", t.matrix, ""),
    ]
    return number_sections(named, lang)


def kind_rows(frame: Frame) -> tuple[KindRow, ...]:
    """Each manifestation that a rule is about: how often it is raised, about how many bodies, how much is open."""
    by: Counter[tuple[str, str]] = Counter()
    bodies: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    for body in frame.snapshot.bodies:
        raised = live(body)
        by.update((f.manifestation, f.severity) for f in raised)
        bodies.update({f.manifestation for f in raised})
        open_.update(f.manifestation for f in undetermined(body))
    return tuple(
        KindRow(
            title=name(MANIFESTATIONS, m, frame.lang),
            high=str(by[m, "high"]),
            medium=str(by[m, "medium"]),
            low=str(by[m, "low"]),
            bodies=str(bodies[m]),
            open="–" if is_public(frame) else str(open_[m]),
        )
        for m in manifestations(frame)
    )


def _missing(frame: Frame) -> tuple[MissingRow, ...]:
    """What most undetermined rules wait for; the same thing missing for a body counts once."""
    rules: defaultdict[str, set[str]] = defaultdict(set)
    bodies: Counter[str] = Counter()
    for body in frame.snapshot.bodies:
        found: set[str] = set()
        for finding in undetermined(body):
            for key in finding.missing:
                rules[key].add(finding.rule)
                found.add(key)
        bodies.update(found)
    ordered = sorted(bodies, key=lambda key: (-bodies[key], -len(rules[key]), key))[:_MOST_MISSING]
    return tuple(MissingRow(frame.name_of(key), str(len(rules[key])), str(bodies[key])) for key in ordered)


def rule_pages(site: Site, key: str) -> Iterator[RulePage]:
    """A rule: what it asks, and the bodies it is raised about or undetermined for."""
    frame, t, lang = site.frame, site.frame.t, site.frame.lang
    check = frame.checks[key]
    raised = [(b, f) for b in site.ordered for f in held(b) if f.rule == key]
    open_ = [(b, f) for b in site.ordered for f in undetermined(b) if f.rule == key]
    page, title = site.rule_pages[key], frame.text(check.title)
    count = len(raised) + len(open_)
    for number, (start, end) in enumerate(parts(count), 1):
        first = number == 1
        yield RulePage(
            html_lang=HTML_LANG[lang],
            page_title=f"{title} · {frame.text(frame.snapshot.campaign.title)}",
            masthead=site.head(page, title, number),
            pages=page_ways(site, page, spans(count), number),
            section=Section("rule", "", t.the_rule, _rule_lead(frame, len(raised), len(open_))),
            facts=_facts(frame, key, check) if first else (),
            texts=_texts(frame, check) if first else (),
            sources=tuple(frame.source(x) for x in check.sources) if first else (),
            raised_head=say("rule_raised", lang, n=len(raised)) if raised else "",
            raised=tuple(_raised(site, b, f) for b, f in raised[start:end]),
            open_head="" if is_public(frame) or not open_ else say("rule_open", lang, n=len(open_)),
            open=tuple(
                _open(site, b, f) for b, f in open_[max(0, start - len(raised)) : max(0, end - len(raised))]
            ),
        )


def _rule_lead(frame: Frame, raised: int, open_: int) -> str:
    """How often the rule holds and is open; a public copy does not tell what is open."""
    if is_public(frame):
        return ""
    return say("rule_lead", frame.lang, raised=raised, open=open_)


def _facts(frame: Frame, key: str, check: Rule | Finding) -> tuple[Pair, ...]:
    t, lang = frame.t, frame.lang
    causes = ("；" if lang == "zh" else "; ").join(name(CAUSES, c, lang) for c in check.causes)
    pairs = (
        Pair(t.rule, key, code=True),
        Pair(t.manifestation, name(MANIFESTATIONS, check.manifestation, lang)),
        Pair(t.severity, name(SEVERITIES, check.severity, lang)),
        Pair(t.confidence, name(CONFIDENCES, check.confidence, lang)),
        Pair(t.effect, name(EFFECTS, check.effect, lang)),
        Pair(t.causes, causes),
        Pair(t.expression, check.when if isinstance(check, Rule) else "", code=True),
    )
    return tuple(p for p in pairs if p.value)


def _texts(frame: Frame, check: Rule | Finding) -> tuple[Pair, ...]:
    t = frame.t
    pairs = (
        Pair(t.ask, frame.text(check.ask)),
        Pair(t.may_be_wrong_if, frame.text(check.may_be_wrong_if)),
        Pair(t.withdrawn_if, frame.text(check.withdrawn_if)),
        Pair(t.remedy, frame.text(check.remedy)),
    )
    return tuple(p for p in pairs if p.value)


def _raised(site: Site, body: BodyResult, finding: Finding) -> RaisedRow:
    frame = site.frame
    return RaisedRow(
        body=site.of(body, anchor("f", finding.id)),
        total=frame.total_shown(body),
        state=name(STATES, finding.state, frame.lang),
        confidence=name(CONFIDENCES, finding.confidence, frame.lang),
        basis=frame.text(finding.basis),
    )


def _open(site: Site, body: BodyResult, finding: Finding) -> OpenRow:
    frame = site.frame
    missing = ("、" if frame.lang == "zh" else "; ").join(frame.name_of(m) for m in finding.missing)
    return OpenRow(site.of(body, anchor("u", finding.id)), missing or say("too_wide", frame.lang))


def negative_pages(site: Site) -> Iterator[NegativePage]:
    """The negative list over as many pages as it takes."""
    frame, t = site.frame, site.frame.t
    rows = negative_list(site)
    for number, (start, end) in enumerate(parts(len(rows)), 1):
        yield NegativePage(
            html_lang=HTML_LANG[frame.lang],
            page_title=f"{t.negative_page} · {frame.text(frame.snapshot.campaign.title)}",
            masthead=site.head("negative", t.negative_page, number),
            pages=page_ways(site, "negative", spans(len(rows)), number),
            section=Section("negative", "", t.negative, say("negative_lead", frame.lang, n=len(rows))),
            rows=rows[start:end],
        )
