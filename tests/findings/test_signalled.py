"""Findings from signals: one for each subject, joined to the rule about the same fact, never more than a question."""

from __future__ import annotations

from typing import Any

import msgspec

from assess.base.texts import same
from assess.dossier.step import FindingStep
from assess.findings.evaluate import judge
from assess.findings.model import Finding
from assess.forensics.cards import CARDS
from assess.forensics.verdicts import Judged, judge_signals
from tests.forensics.fake import signal
from tests.mini import mini
from tests.scoring.states import measured, state

GRIM = signal(0.0, test="grim", subject="satisfied", words=same("Two percentages cannot be."))
ROUND = signal(0.001, test="too_round", subject="satisfied", words=same("Many are round."))
DIGIT = signal(0.8, test="terminal_digit", subject="satisfied", words=same("Digits are even."))


def _signalled(*signals: Any, measurements: Any = ()) -> list[Finding]:
    judged: tuple[Judged, ...] = judge_signals(signals)
    found = judge(mini(), state(measurements=measurements), signals=judged).findings
    return [f for f in found if f.signals]


def test_several_tests_of_the_same_figures_are_one_finding() -> None:
    (found,) = _signalled(GRIM, ROUND, DIGIT)
    assert (found.rule, found.verdict, found.manifestation) == ("signals", "yes", "embellished")
    assert [s.expression for s in found.steps] == ["grim", "too_round"]
    assert found.basis.en == "Two percentages cannot be. Many are round."
    assert CARDS["grim"].ask.en in found.ask.en
    assert CARDS["too_round"].ask.zh in found.ask.zh
    assert [j.signal.test for j in found.signals] == ["grim", "too_round", "terminal_digit"]
    assert any(CARDS["terminal_digit"].title.zh in line.zh for line in found.counter)
    assert "not a proof" in found.support[0].en


def test_figures_on_other_subjects_are_findings_of_their_own() -> None:
    other = signal(0.0, test="grim", subject="response rate")
    assert len(_signalled(GRIM, other)) == 2


def test_signals_that_ask_nothing_raise_nothing() -> None:
    assert _signalled(DIGIT, signal(None, test="grim", subject="satisfied")) == []
    assert _signalled() == []


def test_a_finding_keeps_its_id_while_its_signals_change() -> None:
    (before,), (after,) = _signalled(GRIM), _signalled(GRIM, ROUND, DIGIT)
    assert before.id == after.id
    assert before.confidence == "medium"


def test_one_test_that_is_not_exact_is_a_lead_only() -> None:
    (found,) = _signalled(ROUND)
    assert found.confidence == "low"


def test_what_is_asked_about_the_same_fact_already_takes_the_signals() -> None:
    # 35 % of 3 cases cannot be: the figure on the dossier raises a finding of its own.
    (found,) = _signalled(ROUND, measurements=(measured("satisfied", 35.0, "users", n=3),))
    assert found.rule == "grim"
    assert "One forensic test asks" in found.support[-1].en


def test_a_rule_for_another_manifestation_does_not_take_them() -> None:
    about = signal(0.001, test="too_round", subject="results_displayed")
    found = _signalled(about, measurements=(measured("results_displayed", 213), measured("results_effective", 91)))
    assert [f.rule for f in found] == ["signals"]


def test_a_plan_that_was_changed_after_looking_speaks_against_the_finding() -> None:
    (found,) = _signalled(signal(0.0, test="grim", subject="satisfied", changed_from="e" * 64))
    assert "changed after it had been recorded" in found.counter[-1].en
    (fixed,) = _signalled(GRIM)
    assert fixed.counter == ()


def test_what_was_put_to_the_body_stays_a_finding_of_its_own() -> None:
    judged = judge_signals([ROUND])
    (alone,) = [f for f in judge(mini(), state(), signals=judged).findings if f.signals]
    put = FindingStep(id="s", body="b", finding=alone.id, number=1, move="put")
    now = state(measurements=(measured("satisfied", 35.0, "users", n=3),))
    followed = msgspec.structs.replace(now, steps={alone.id: (put,)})
    found = {f.rule: f for f in judge(mini(), followed, signals=judged).findings if f.verdict == "yes"}
    assert found["signals"].id == alone.id
    assert found["signals"].state == "put"
    assert found["grim"].signals == ()
