"""Confidence is moved down by a stated rule, one step for each reason, and says why."""

from __future__ import annotations

import msgspec
import pytest

from assess.base.texts import same
from assess.dossier.step import FindingStep
from assess.findings.confidence import settled
from assess.findings.evaluate import judge
from assess.findings.model import Finding
from tests.mini import mini
from tests.scoring.states import accepted, measured, state

from .weighing import entry, rule, with_rules


def _displayed(displayed: object, effective: object) -> Finding:
    judged = judge(mini(), state(measurements=(displayed, effective)))  # type: ignore[arg-type]
    return next(f for f in judged.findings if f.rule == "displayed")


def test_measured_in_full_the_confidence_is_that_of_the_rule() -> None:
    found = _displayed(measured("results_displayed", 213), measured("results_effective", 91, coverage=1.0))
    assert (found.declared, found.confidence, found.doubts) == ("medium", "medium", ())


def test_what_only_the_body_says_is_a_lead() -> None:
    found = _displayed(measured("results_displayed", 213, "claimed"), measured("results_effective", 91, "claimed"))
    assert (found.declared, found.confidence) == ("medium", "low")
    assert [d.en for d in found.doubts] == ["it rests on what the body itself says only"]


def test_one_measured_value_is_more_than_a_claim() -> None:
    found = _displayed(measured("results_displayed", 213, "claimed"), measured("results_effective", 91))
    assert found.confidence == "medium"


def test_partial_coverage_is_named_with_its_fact() -> None:
    found = _displayed(measured("results_displayed", 213), measured("results_effective", 91, coverage=0.4))
    assert found.confidence == "low"
    assert [d.en for d in found.doubts] == ["covered in part only: Effective results"]


@pytest.mark.parametrize(("status", "confidence"), [("accepted", "low"), ("attached", "medium")])
def test_evidence_given_with_the_reply_counts_once_it_is_accepted(status: str, confidence: str) -> None:
    held = state(
        measurements=(measured("results_displayed", 213), measured("results_effective", 91)),
        evidence={"plan": tuple(msgspec.structs.replace(e, status=status) for e in accepted("plan", "log"))},
    )
    first = next(f for f in judge(mini(), held).findings if f.rule == "displayed")
    step = FindingStep(
        id="s", body="b", finding=first.id, number=1, move="contest", text="See the log", evidence=("plan0",)
    )
    held = msgspec.structs.replace(held, steps={first.id: (step,)})
    found = next(f for f in judge(mini(), held).findings if f.rule == "displayed")
    assert found.confidence == confidence
    assert found.state == "contested"


def test_facts_against_every_cause_are_a_reason_to_doubt() -> None:
    one = rule(
        "displayed", "results_displayed >= 10", causes=("vanity",),
        weigh=(entry("vanity", "visits_a_month >= 1000", "against"),),
    )  # fmt: skip
    held = (measured("results_displayed", 213), measured("visits_a_month", 5000))
    (found,) = judge(with_rules(one), state(measurements=held)).findings
    assert found.confidence == "low"
    assert "every cause" in found.doubts[0].en


def test_there_is_nothing_below_a_lead() -> None:
    assert settled("high", (same("a"), same("b"), same("c"))) == "low"
    assert settled("high", (same("a"),)) == "medium"
