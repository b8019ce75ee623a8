"""What bodies committed themselves to, in this period and the one before, and whether it was kept: by rule.

A commitment goes with accepting a finding: what, by when, and who sees to it. It is kept when the finding no longer
holds; not kept when it still holds after the date; not due while the date lies ahead. Whatever leaves open whether
the finding holds leaves open whether the commitment was kept.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import msgspec

from assess.base.texts import Text
from assess.findings.model import Finding, Promise, Settled, Withdrawn

Outcome = Literal["not-kept", "open", "not-due", "kept"]
"""In the order in which they are told."""

Why = Literal["", "undetermined", "not-applicable", "no-rule", "rule-changed", "dropped"]
"""Why it is open: facts are missing, the rule does not apply, is gone or was changed, the finding was dropped."""

ORDER: tuple[Outcome, ...] = ("not-kept", "open", "not-due", "kept")


class Commitment(msgspec.Struct, frozen=True):
    """One commitment: to what, by when, who sees to it ("" when nobody is named), and what became of it.

    `finding` is the id of the finding it answers; `period` is when it was made.
    """

    finding: str
    rule: str
    title: Text
    what: str
    due: str
    who: str
    period: str
    outcome: Outcome
    why: Why = ""


def commitments(
    findings: Sequence[Finding],
    settled: Sequence[Settled],
    withdrawn: Sequence[Withdrawn],
    *,
    today: str,
    period: str,
    last: str,
    rules: Collection[str],
    apart: Collection[str],
) -> tuple[Commitment, ...]:
    """All commitments of a body, those not kept first.

    `today` is the day of the snapshot (YYYY-MM-DD), `period` and `last` what this period and the one before are
    called, `rules` are those of the pack and `apart` those that do not apply to the body. A commitment that stands
    in the dossier since the period before is told once.
    """
    found: dict[tuple[str, str, str], Commitment] = {}
    for f in findings:
        promise = f.persistence.promise if f.persistence else None
        if f.persistence is not None and promise is not None:
            outcome, why = _standing(f, promise.due, today, changed=f.persistence.changed)
            _add(found, f.id, f.rule, f.title, promise, last, outcome, why)
    for s in settled:
        if s.promise is not None:
            why = "rule-changed" if s.how == "settled" and s.changed else "" if s.how == "settled" else s.how
            _add(found, s.id, s.rule, s.title, s.promise, last, "open" if why else "kept", why)
    for f in findings:
        if (made := _own(f)) is not None:
            outcome, why = _standing(f, made.due, today, changed=False)
            _add(found, f.id, f.rule, f.title, made, period, outcome, why)
    for w in withdrawn:
        if (made := _own(w)) is not None:
            why = "not-applicable" if w.rule in apart else "" if w.rule in rules else "no-rule"
            _add(found, w.id, w.rule, w.title, made, period, "open" if why else "kept", why)
    return tuple(sorted(found.values(), key=lambda c: (ORDER.index(c.outcome), c.due, c.rule, c.finding)))


def _own(finding: Finding | Withdrawn) -> Promise | None:
    step = finding.case.commitment
    if step is None:
        return None
    return Promise(text=step.commitment, due=step.due, now="open", owner=step.owner or finding.case.owner)


def _standing(finding: Finding, due: str, today: str, *, changed: bool) -> tuple[Outcome, Why]:
    if finding.state == "dropped":
        return "open", "dropped"
    if today <= due:
        return "not-due", ""
    if finding.verdict != "yes":
        return "open", "undetermined"
    return ("open", "rule-changed") if changed else ("not-kept", "")


def _add(
    found: dict[tuple[str, str, str], Commitment],
    finding: str,
    rule: str,
    title: Text,
    promise: Promise,
    period: str,
    outcome: Outcome,
    why: Why,
) -> None:
    made = Commitment(finding, rule, title, promise.text, promise.due, promise.owner, period, outcome, why)
    found.setdefault((finding, promise.text, promise.due), made)
