"""Gates: what stops a project, what is a condition, and that nothing unknown ever passes."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.base.band import Band
from assess.base.resources import shipped
from assess.base.texts import same
from assess.dossier.entities import Answer, Body, BodyState, Evidence, Measurement
from assess.findings.evaluate import judge
from assess.findings.gates import GateDecision
from assess.packs.load import load_pack
from assess.packs.model import Pack

PACK = load_pack(shipped("indicators") / "gates")
FACTS = {
    "functions_listed": 10.0, "functions_tested_real": 10.0, "functions_failed": 0.0, "functions_reported_passed": 10.0,
    "days_planned": 200.0, "days_estimated": 180.0, "days_in_use": 0.0, "users_asked_minutes": 5.0,
    "users_saved_minutes": 20.0,
}  # fmt: skip
"""Facts by which no rule holds."""
YES = {i.id: "yes" for i in PACK.indicators}


def state(
    answers: Mapping[str, str],
    facts: Mapping[str, float] = FACTS,
    bare: frozenset[str] = frozenset(),
    pack: Pack = PACK,
) -> BodyState:
    """A project: its answers as claims, with all the papers that each asks for but those of `bare`."""
    papers = {}
    for name, code in answers.items():
        item = pack.indicator(name)
        option = item.scale.option(code) if item else None
        needs = option.evidence if option and name not in bare else ()
        papers[name] = tuple(
            Evidence(
                id=f"{name}{n}",
                body="p",
                indicator=name,
                kind=x.kind,
                title="",
                count=x.count,
                independent=x.independent,
            )
            for n, x in enumerate(needs)
        )
    return BodyState(
        body=Body(id="p", name=same("P")),
        answers={
            (name, "claimed"): Answer(
                body="p", indicator=name, voice="claimed", state="answered", value=code, definition=item.digest
            )
            for name, code in answers.items()
            if (item := pack.indicator(name))
        },
        evidence=papers,
        measurements={
            f"{name}/measured": Measurement(body="p", fact=name, voice="measured", band=Band(v, v))
            for name, v in facts.items()
        },
    )


def decided(project: BodyState, pack: Pack = PACK) -> dict[str, GateDecision]:
    return {g.gate: g for g in judge(pack, project).gates}


def why(gate: GateDecision) -> list[tuple[str, str, str]]:
    return [(r.id, r.why, r.weight) for r in gate.reasons]


def test_all_shown_and_no_rule_holding_passes_both_gates() -> None:
    for gate in decided(state(YES)).values():
        assert (gate.ruling, gate.reasons, gate.items, gate.met) == ("pass", (), 12, 12)


def test_a_no_on_a_blocking_item_stops_by_its_rule_and_says_what_lifts_it() -> None:
    gate = decided(state({**YES, "data_sources": "no"}))["approval"]
    assert (gate.ruling, gate.held) == ("stop", False)
    assert why(gate) == [("approval_without_data", "rule", "stop")]
    (reason,) = gate.reasons
    assert reason.items == ("data_sources",)
    assert reason.basis.en == "A8 Where the data comes from is sorted out: no"
    assert reason.lifted_if == next(r for r in PACK.rules if r.id == "approval_without_data").withdrawn_if


@pytest.mark.parametrize("name", sorted(i for g in PACK.gates for i in g.blocking))
def test_no_blocking_item_can_be_a_no_or_unshown_and_let_a_project_through(name: str) -> None:
    item = PACK.indicator(name)
    assert item is not None
    for code, held in (("no", False), ("not-shown", True)):
        gate = decided(state({**YES, name: code}))[item.layer]
        assert (gate.ruling, gate.held) == ("stop", held), code
    without = {k: v for k, v in YES.items() if k != name}
    assert decided(state(without))[item.layer].ruling == "stop"


def test_not_shown_is_told_apart_from_a_no() -> None:
    gate = decided(state({**YES, "data_use": "not-shown"}))["approval"]
    assert why(gate) == [("data_use", "not-shown", "stop")]
    assert gate.reasons[0].lifted_if.en == "Shown: Written confirmation by the user of the results"


def test_a_no_on_another_item_is_a_condition() -> None:
    gate = decided(state({**YES, "no_overlap": "no"}))["approval"]
    assert (gate.ruling, why(gate)) == ("conditional", [("approval_duplicate", "rule", "condition")])


def test_a_no_that_no_rule_speaks_of_is_a_condition_by_itself() -> None:
    gate = decided(state({**YES, "exit_rule": "no"}))["approval"]
    assert (gate.ruling, why(gate)) == ("conditional", [("exit_rule", "no", "condition")])


def test_an_item_not_shown_that_does_not_block_is_a_condition() -> None:
    gate = decided(state({**YES, "desk_answers": "not-shown"}))["launch"]
    assert (gate.ruling, why(gate)) == ("conditional", [("desk_answers", "not-shown", "condition")])


def test_a_yes_without_its_papers_is_a_condition_and_papers_lift_it() -> None:
    gate = decided(state(YES, bare=frozenset({"data_sources"})))["approval"]
    assert (gate.ruling, gate.met) == ("conditional", 11)
    assert why(gate) == [("data_sources", "unsupported", "condition")]


def test_rejected_papers_do_not_count() -> None:
    project = state(YES)
    rejected = tuple(msgspec.structs.replace(e, status="rejected") for e in project.evidence["feasible"])
    project = msgspec.structs.replace(project, evidence={**project.evidence, "feasible": rejected})
    assert why(decided(project)["approval"]) == [("feasible", "unsupported", "condition")]


def test_a_stopping_rule_on_measured_facts_overrides_what_is_claimed() -> None:
    gate = decided(state(YES, {**FACTS, "functions_tested_real": 7.0, "functions_reported_passed": 7.0}))["launch"]
    assert (gate.ruling, gate.held) == ("stop", False)
    assert why(gate) == [("launch_untested", "rule", "stop")]
    assert "7" in gate.reasons[0].basis.en
    assert "10" in gate.reasons[0].basis.en


def test_facts_never_recorded_leave_conditions_and_no_pass() -> None:
    gates = decided(state(YES, {}))
    assert {g.ruling for g in gates.values()} == {"conditional"}
    assert {r.why for g in gates.values() for r in g.reasons} == {"rule-open"}
    missing = next(r for r in gates["approval"].reasons if r.id == "schedule_compressed").missing
    assert set(missing) == {"days_planned", "days_estimated"}


def test_a_rule_that_sets_a_condition_does_so() -> None:
    gate = decided(state(YES, {**FACTS, "days_planned": 90.0}))["approval"]
    assert (gate.ruling, why(gate)) == ("conditional", [("schedule_compressed", "rule", "condition")])


def test_a_gate_whose_items_are_not_due_decides_nothing_yet() -> None:
    later = {n: "not-due" if i.layer == "launch" else "yes" for n in YES if (i := PACK.indicator(n))}
    gates = decided(state(later, {}))
    assert (gates["launch"].ruling, gates["launch"].reasons, gates["launch"].not_due) == ("not-due", (), 12)
    assert gates["approval"].ruling == "conditional"


def test_a_verified_no_stands_over_a_claimed_yes() -> None:
    project = state(YES)
    said = project.answers["filed", "claimed"]
    no = msgspec.structs.replace(said, voice="verified", value="no")
    shot = Evidence(id="x", body="p", indicator="filed", kind="screenshot", title="", status="accepted")
    project = msgspec.structs.replace(
        project,
        answers={**project.answers, ("filed", "verified"): no},
        evidence={**project.evidence, "filed": (shot,)},
    )
    assert ("launch_unfiled", "rule", "stop") in why(decided(project)["launch"])


def test_where_proof_is_verification_a_claim_with_papers_is_not_enough() -> None:
    strict = msgspec.structs.replace(
        PACK, digest="strict", gates=tuple(msgspec.structs.replace(g, proof="verified") for g in PACK.gates)
    )
    assert {g.ruling for g in judge(strict, state(YES)).gates} == {"conditional"}
    lax = msgspec.structs.replace(
        PACK, digest="lax", gates=tuple(msgspec.structs.replace(g, proof="answer") for g in PACK.gates)
    )
    bare = state(YES, bare=frozenset(YES))
    assert {g.ruling for g in judge(lax, bare).gates} == {"pass"}


ORDER = {"stop": 0, "conditional": 1, "pass": 2}
CODES = st.sampled_from(["yes", "no", "not-shown", None])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(YES)), CODES), st.sampled_from(sorted(YES)))
def test_showing_a_yes_never_makes_a_gate_harder(changes: dict[str, str | None], shown: str) -> None:
    answers = {k: v for k, v in {**YES, **changes}.items() if v is not None}
    before = decided(state(answers))
    after = decided(state({**answers, shown: "yes"}))
    for name, gate in before.items():
        assert ORDER[after[name].ruling] >= ORDER[gate.ruling]
        assert (gate.ruling == "pass") == (gate.met == gate.items and not gate.reasons)


def test_packs_without_gates_decide_nothing() -> None:
    other = load_pack(shipped("indicators") / "data-sharing")
    assert judge(other, BodyState(body=Body(id="p", name=same("P")))).gates == ()
