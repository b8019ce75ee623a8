"""Causes weighed by the facts of one body: two findings of one rule rank them differently."""

from __future__ import annotations

from assess.findings.evaluate import judge
from assess.findings.model import Finding
from assess.findings.told import blocks
from assess.packs.model import Pack
from tests.scoring.states import measured, state

from .weighing import entry, rule, with_rules

WHEN = "results_displayed >= 10 && ratio(results_effective, results_displayed) < 0.5"
RULE = rule(
    "displayed", WHEN,
    causes=("vanity", "low_capability", "data_walls"),
    weigh=(
        entry("vanity", "visits_a_month < 100", weight="strong"),
        entry("low_capability", "satisfied < 30"),
        entry("low_capability", "visits_a_month >= 1000", weight="strong"),
        entry("vanity", "visits_a_month >= 1000", "against"),
    ),
)  # fmt: skip
RESULTS = (measured("results_displayed", 213), measured("results_effective", 91))


def _found(pack: Pack, *more: object) -> Finding:
    return next(f for f in judge(pack, state(measurements=(*RESULTS, *more))).findings)  # type: ignore[arg-type]


def test_two_bodies_with_one_finding_rank_its_causes_by_their_own_facts() -> None:
    pack = with_rules(RULE)
    empty = _found(pack, measured("visits_a_month", 40), measured("satisfied", 80))
    busy = _found(pack, measured("visits_a_month", 5000), measured("satisfied", 20))
    assert empty.causes == ("vanity", "low_capability", "data_walls")
    assert [(c.cause, c.balance) for c in empty.weighed] == [
        ("vanity", 2), ("low_capability", 0), ("data_walls", 0),
    ]  # fmt: skip
    assert busy.causes == ("low_capability", "data_walls", "vanity")
    assert [(c.cause, c.balance) for c in busy.weighed] == [
        ("low_capability", 3), ("data_walls", 0), ("vanity", -1),
    ]  # fmt: skip


def test_evidence_is_told_with_its_working() -> None:
    found = _found(with_rules(RULE), measured("visits_a_month", 40), measured("satisfied", 80))
    (piece,) = found.weighed[0].told
    assert (piece.speaks, piece.weight, piece.open) == ("for", "strong", False)
    assert "40" in piece.basis.en
    assert "100" in piece.basis.zh


def test_what_is_not_known_speaks_neither_way_and_says_what_would_tell() -> None:
    found = _found(with_rules(RULE))
    assert found.causes == RULE.causes
    assert [c.balance for c in found.weighed] == [0, 0, 0]
    assert all(c.told == () for c in found.weighed)
    assert {name for c in found.weighed for p in c.pieces for name in p.missing} == {"visits_a_month", "satisfied"}


def test_a_condition_that_does_not_hold_is_no_evidence_of_the_opposite() -> None:
    found = _found(with_rules(RULE), measured("visits_a_month", 500), measured("satisfied", 80))
    assert [c.pieces for c in found.weighed] == [(), (), ()]


def test_the_causes_of_what_is_undetermined_are_not_weighed_yet() -> None:
    held = state(measurements=(RESULTS[0], measured("visits_a_month", 40)))
    (found,) = judge(with_rules(RULE), held).findings
    assert (found.verdict, found.weighed, found.causes) == ("undetermined", (), RULE.causes)
    (causes,) = [b for b in blocks(found) if "causes" in b.title.en]
    assert len(causes.lines) == 3
    assert not any("evidence" in line.en for line in causes.lines)
