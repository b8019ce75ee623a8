"""Commitments by rule: kept, not kept, not due yet, or not to be judged and why."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from assess.base.texts import same
from assess.dossier.cases import Case
from assess.dossier.step import FindingStep
from assess.findings.commitments import Commitment, commitments
from assess.findings.evaluate import judge
from assess.findings.model import Finding, Persistence, Promise, Settled, Withdrawn
from tests.mini import mini
from tests.scoring.states import measured, state

DUE = "2026-06-30"
PROMISE = Promise(text="Merge them", due=DUE, now="holds", owner="Data office")
(FINDING,) = (
    f
    for f in judge(
        mini(), state(measurements=(measured("results_displayed", 213), measured("results_effective", 91)))
    ).findings
    if f.rule == "displayed"
)


def _told(today: str, findings: tuple[Finding, ...] = (), **more: Any) -> tuple[Commitment, ...]:
    given: dict[str, Any] = {"settled": (), "withdrawn": (), "rules": {"displayed"}, "apart": set(), **more}
    return commitments(findings, today=today, period="2026", last="2025", **given)


def _held(**changes: Any) -> Finding:
    beside = Persistence("persisting", 2, "2025", changed=changes.pop("changed", False), promise=PROMISE)
    return msgspec.structs.replace(FINDING, persistence=beside, **changes)


@pytest.mark.parametrize(
    ("today", "finding", "outcome", "why"),
    [
        ("2026-07-01", _held(), "not-kept", ""),
        ("2026-06-30", _held(), "not-due", ""),
        ("2026-07-01", _held(verdict="undetermined"), "open", "undetermined"),
        ("2026-06-30", _held(verdict="undetermined"), "not-due", ""),
        ("2026-07-01", _held(changed=True), "open", "rule-changed"),
        ("2026-07-01", _held(state="dropped"), "open", "dropped"),
    ],
)
def test_while_the_finding_is_there_the_date_and_the_verdict_decide(
    today: str, finding: Finding, outcome: str, why: str
) -> None:
    (told,) = _told(today, (finding,))
    assert (told.outcome, told.why) == (outcome, why)
    assert (told.what, told.due, told.who, told.period) == ("Merge them", DUE, "Data office", "2025")


@pytest.mark.parametrize(
    ("how", "changed", "outcome", "why"),
    [
        ("settled", False, "kept", ""),
        ("settled", True, "open", "rule-changed"),
        ("not-applicable", False, "open", "not-applicable"),
        ("no-rule", True, "open", "no-rule"),
    ],
)
def test_a_finding_that_is_gone_keeps_it_unless_the_rule_is_not_the_same(
    how: Any, changed: bool, outcome: str, why: str
) -> None:
    gone = Settled(FINDING.id, "displayed", same("Title"), "high", "2025", "accepted", how, PROMISE, changed)
    (told,) = _told("2026-01-01", settled=(gone,))
    assert (told.outcome, told.why) == (outcome, why)


STEP = FindingStep("s", "b", FINDING.id, 1, "accept", commitment="Merge them", due=DUE)
CASE = Case(state="accepted", steps=(STEP,), commitment=STEP, owner="The mayor")


@pytest.mark.parametrize(
    ("rules", "apart", "outcome", "why"),
    [
        ({"displayed"}, set(), "kept", ""),
        (set(), set(), "open", "no-rule"),
        ({"displayed"}, {"displayed"}, "open", "not-applicable"),
    ],
)
def test_one_made_in_this_period_is_kept_when_the_facts_changed(
    rules: set[str], apart: set[str], outcome: str, why: str
) -> None:
    gone = Withdrawn(FINDING.id, "b", "displayed", same("Title"), same("Why"), CASE)
    (told,) = _told("2026-05-01", withdrawn=(gone,), rules=rules, apart=apart)
    assert (told.outcome, told.why, told.who, told.period) == (outcome, why, "The mayor", "2026")


def test_one_that_stands_in_the_dossier_since_last_year_is_told_once() -> None:
    held = _held(case=CASE)
    assert [(c.period, c.outcome) for c in _told("2026-07-01", (held,))] == [("2025", "not-kept")]


def test_those_not_kept_come_first() -> None:
    other = msgspec.structs.replace(STEP, commitment="Count them", due="2027-01-01")
    own = msgspec.structs.replace(FINDING, id="another", case=msgspec.structs.replace(CASE, commitment=other))
    assert [c.outcome for c in _told("2026-07-01", (own, _held()))] == ["not-kept", "not-due"]


def test_without_any_there_is_none() -> None:
    assert _told("2026-07-01", (FINDING,)) == ()
