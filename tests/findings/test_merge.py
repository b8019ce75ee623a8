"""One root, one finding: what rests on the same facts is told once, and nothing that was put to a body vanishes."""

from __future__ import annotations

import msgspec

from assess.dossier.entities import BodyState
from assess.dossier.step import FindingStep
from assess.findings.evaluate import judge
from assess.packs.model import Rule
from tests.scoring.states import measured, state

from .weighing import rule, with_rules

HELD = (
    measured("results_displayed", 213), measured("results_effective", 0), measured("visits_a_month", 5),
    measured("visits_a_month", 9, previous=True),
)  # fmt: skip
BOTH = rule("both", "ratio(results_effective, results_displayed) < 0.5", severity="high")
FEW = rule("few", "results_effective < 3", severity="medium")
VISITS = rule("visits", "visits_a_month < 10", severity="low")


def _found(*rules: Rule, held: BodyState | None = None) -> dict[str, list[str]]:
    """The findings, each with the rules that are told with it."""
    judged = judge(with_rules(*rules), held or state(measurements=HELD))
    return {f.rule: [a.rule for a in f.also] for f in judged.findings if f.verdict == "yes"}


def test_the_strongest_of_rules_over_the_same_facts_keeps_the_others_beside_it() -> None:
    assert _found(FEW, BOTH, VISITS) == {"both": ["few"], "visits": []}
    assert _found(BOTH, FEW) == {"both": ["few"]}, "in whatever order the pack has them"


def test_a_rule_that_reads_more_than_the_stronger_one_stays() -> None:
    assert _found(msgspec.structs.replace(FEW, severity="high"), rule("wide", BOTH.when, severity="low")) == {
        "few": [], "wide": [],
    }  # fmt: skip


def test_last_periods_value_is_another_fact() -> None:
    shrinking = rule("shrinking", "visits_a_month < prev(visits_a_month)", severity="low")
    wide = rule("wide", "visits_a_month < 10 && results_displayed > 100", severity="high")
    assert _found(shrinking, wide) == {"wide": [], "shrinking": []}


def test_another_manifestation_is_another_question() -> None:
    assert _found(BOTH, msgspec.structs.replace(FEW, manifestation="embellished")) == {"both": [], "few": []}


def test_what_a_rule_supersedes_is_told_with_it_down_the_line() -> None:
    top = msgspec.structs.replace(VISITS, supersedes=("both",))
    assert _found(BOTH, FEW, top) == {"visits": ["both", "few"]}
    ring = msgspec.structs.replace(BOTH, supersedes=("visits",))
    assert len(_found(ring, top)) == 1, "two that supersede each other do not both vanish"


def test_an_undetermined_finding_gives_way_to_what_supersedes_it() -> None:
    waits = rule("waits", "satisfied < 10")
    top = msgspec.structs.replace(VISITS, supersedes=("waits",))
    judged = judge(with_rules(top, waits), state(measurements=HELD))
    assert [(f.rule, f.also) for f in judged.findings] == [("visits", ())]


def test_a_finding_that_was_put_to_the_body_stays_one_of_its_own() -> None:
    held = state(measurements=HELD)
    few = next(f for f in judge(with_rules(FEW), held).findings)
    step = FindingStep(id="s", body="b", finding=few.id, number=1, move="put", due="2026-06-01")
    held = msgspec.structs.replace(held, steps={few.id: (step,)})
    assert _found(FEW, BOTH, held=held) == {"both": [], "few": []}
