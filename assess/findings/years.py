"""Findings beside those of earlier periods: new, persisting for so many periods, or settled; and promises kept.

An earlier period is read from its snapshot, of which only what is compared is looked at. A finding has the same id
in every dossier as long as body and rule are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

import msgspec

from assess.base.copying import CopyOf
from assess.base.texts import Text
from assess.dossier.cases import Case
from assess.dossier.entities import Body
from assess.findings.model import Finding, Persistence, Promise, Settled
from assess.scoring.periods import PastPack, PastRule, PastScores

EarlierRule = PastRule
EarlierPack = PastPack


class EarlierCampaign(msgspec.Struct, frozen=True):
    """The campaign of an earlier period."""

    title: Text
    period: str = ""


class EarlierFinding(msgspec.Struct, frozen=True):
    """A finding as it was."""

    id: str
    rule: str
    verdict: str
    title: Text
    severity: str
    state: str = "raised"
    case: Case = Case()
    persistence: Persistence | None = None


class EarlierBody(msgspec.Struct, frozen=True):
    """A body as it was."""

    body: Body
    findings: tuple[EarlierFinding, ...] = ()
    score: PastScores = PastScores()


class Earlier(msgspec.Struct, frozen=True):
    """What is read of the snapshot of an earlier period."""

    made: str
    head: str
    campaign: EarlierCampaign
    pack: EarlierPack
    bodies: tuple[EarlierBody, ...]
    copy: CopyOf | None = None
    """What it is a copy of, if it is one: a copy may leave out findings, and so says nothing of what is new."""
    engine: str = ""

    @property
    def period(self) -> str:
        """The period by name, or the day of the snapshot."""
        return self.campaign.period or self.made[:10]


class Beside(msgspec.Struct, frozen=True):
    """The findings of a body with their persistence, and those that are settled."""

    findings: tuple[Finding, ...]
    settled: tuple[Settled, ...]


def earlier_of(snapshot: msgspec.Struct | Any) -> Earlier:
    """What is compared of a snapshot, be it a struct or its JSON as plain data."""
    return msgspec.convert(msgspec.to_builtins(snapshot), Earlier)


def in_time(before: Sequence[Earlier]) -> list[Earlier]:
    """Earlier periods, the latest first."""
    return sorted(before, key=lambda e: (e.campaign.period, e.made), reverse=True)


def beside(
    body: str,
    findings: Sequence[Finding],
    before: Sequence[Earlier],
    rules: Mapping[str, str],
    period: str,
    apart: Collection[str] = (),
) -> Beside:
    """`findings` of `body` beside the periods in `before`; `rules` are the conditions of the pack by rule.

    `period` is what the present one is called, `apart` are the rules that do not apply to the body now.
    """
    past = [(e, _of(e, body)) for e in in_time(before)]
    if not past:
        return Beside(tuple(findings), ())
    told = tuple(_with(f, past, rules, period) for f in findings)
    here = {f.id for f in findings} | {_id_of(past, a.rule) for f in findings for a in f.also}
    last, held = past[0]
    gone = [f for f in held.values() if _held(f) and f.id not in here]
    settled = tuple(_settled(f, last, rules, apart) for f in sorted(gone, key=lambda f: (f.rule, f.id)))
    return Beside(told, settled)


def _of(earlier: Earlier, body: str) -> dict[str, EarlierFinding]:
    found = next((b for b in earlier.bodies if b.body.id == body), None)
    return {f.id: f for f in found.findings} if found else {}


def _id_of(past: Sequence[tuple[Earlier, Mapping[str, EarlierFinding]]], rule: str) -> str:
    return next((f.id for f in past[0][1].values() if f.rule == rule), "")


def _held(finding: EarlierFinding | None) -> bool:
    """Whether it counted as a risk then: it held, and was not dropped."""
    return finding is not None and finding.verdict == "yes" and finding.state != "dropped"


def _with(
    finding: Finding,
    past: Sequence[tuple[Earlier, Mapping[str, EarlierFinding]]],
    rules: Mapping[str, str],
    period: str,
) -> Finding:
    last, held = past[0]
    before = held.get(finding.id)
    if before is None or not _held(before):
        new = Persistence(kind="new", periods=1, since=period) if finding.verdict == "yes" else None
        return msgspec.structs.replace(finding, persistence=new)
    row = 0
    since, first = last.period, before
    for earlier, findings in past:
        if not _held(findings.get(finding.id)):
            break
        row, since, first = row + 1, earlier.period, findings[finding.id]
    if row == len(past) and first.persistence is not None and first.persistence.kind == "persisting":
        # The oldest that was given had been compared itself: its own count goes on.
        row, since = row + first.persistence.periods - 1, first.persistence.since
    holds = finding.verdict == "yes"
    persistence = Persistence(
        kind="persisting" if holds else "untold",
        periods=row + holds,
        since=since,
        state=before.state,
        changed=_changed(finding.rule, last, rules),
        promise=_promise(before, "holds" if holds else "open"),
    )
    return msgspec.structs.replace(finding, persistence=persistence)


def _settled(finding: EarlierFinding, last: Earlier, rules: Mapping[str, str], apart: Collection[str]) -> Settled:
    known = {r.id for r in last.pack.rules}
    how: Literal["settled", "not-applicable", "no-rule"] = "settled"
    if finding.rule in apart:
        how = "not-applicable"
    elif finding.rule in known and finding.rule not in rules:
        how = "no-rule"
    return Settled(
        id=finding.id,
        rule=finding.rule,
        title=finding.title,
        severity=finding.severity,
        period=last.period,
        state=finding.state,
        how=how,
        promise=_promise(finding, "gone" if how == "settled" else "open"),
        changed=_changed(finding.rule, last, rules),
    )


def _promise(finding: EarlierFinding, now: Literal["gone", "holds", "open"]) -> Promise | None:
    step = finding.case.commitment
    if step is None:
        return None
    return Promise(text=step.commitment, due=step.due, now=now, owner=step.owner or finding.case.owner)


def _changed(rule: str, last: Earlier, rules: Mapping[str, str]) -> bool:
    was = next((r.when for r in last.pack.rules if r.id == rule), None)
    now = rules.get(rule)
    return was is not None and now is not None and "".join(was.split()) != "".join(now.split())
