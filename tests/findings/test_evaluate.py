"""Rules over a body: three outcomes, caps before scoring and flags after it, and what speaks for and against."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.base.digest import digest
from assess.findings.evaluate import Judged, judge
from assess.findings.model import Finding
from assess.findings.reported import impossible_percentages
from tests.mini import mini
from tests.scoring.claims import claims, within
from tests.scoring.states import accepted, answer, measured, state

BUILT = {"plan": "done", "portal": "yes", "parts": ("a", "b", "c"), "team": "big", "lead": "yes"}


def _judged(*args: Any, **kwargs: Any) -> Judged:
    return judge(mini(), state(*args, **kwargs))


def _found(judged: Judged) -> dict[str, str]:
    return {f.rule: f.verdict for f in judged.findings}


def _finding(judged: Judged, rule: str) -> Finding:
    return next(f for f in judged.findings if f.rule == rule)


def _results(displayed: Any, effective: Any) -> Judged:
    return _judged(
        measurements=(measured("results_displayed", displayed), measured("results_effective", effective))
    )


def test_a_rule_that_holds_is_a_finding_with_its_working() -> None:
    found = _finding(_results(213, 91), "displayed")
    assert (found.verdict, found.severity, found.manifestation) == ("yes", "high", "decorative")
    for number in ("213", "91"):
        assert number in found.basis.zh
        assert number in found.basis.en
    assert any("0.427" in step.working.en for step in found.steps)
    assert found.missing == ()


def test_a_rule_that_does_not_hold_is_none() -> None:
    assert "displayed" not in _found(_results(213, 150))
    assert "displayed" not in _found(_results(9, None))


def test_a_rule_that_lacks_facts_is_undetermined_and_says_which() -> None:
    found = _finding(_results(213, None), "displayed")
    assert (found.verdict, found.missing) == ("undetermined", ("results_effective",))
    assert _found(_results((100, 300), (60, 200)))["displayed"] == "undetermined"


def test_last_years_value_is_missed_like_any_other() -> None:
    now = measured("visits_a_month", 5)
    assert _finding(_judged(measurements=(now,)), "shrinking").missing == ("visits_a_month",)
    before = measured("visits_a_month", 9, previous=True)
    assert _found(_judged(measurements=(now, before)))["shrinking"] == "yes"


def test_what_fired_stands_before_what_is_open_and_the_grave_before_the_slight() -> None:
    judged = _judged(
        BUILT,
        measurements=(
            measured("visits_a_month", 5), measured("visits_a_month", 9, previous=True),
            measured("results_displayed", 20), measured("results_effective", 2),
        ),
    )  # fmt: skip
    assert list(_found(judged).items()) == [
        ("dead_portal", "yes"), ("displayed", "yes"), ("unproven", "yes"), ("shrinking", "yes"),
        ("lopsided", "undetermined"),
    ]  # fmt: skip


def test_an_id_is_the_same_for_the_same_rule_and_body_and_for_no_other() -> None:
    found = _finding(_results(213, 91), "displayed")
    assert found.id == digest(["assess.finding.1", "b", "displayed"])[:16] == "b6f3c5dc1805791e"
    assert _finding(_results(213, None), "displayed").id == found.id, "whatever came out"
    ids = [f.id for f in _results(213, None).findings]
    assert len(set(ids)) == len(ids)


# Caps


def test_a_cap_comes_before_the_scores_that_flags_read() -> None:
    """The portal's points fall to 40 %, so the gap that would have been flagged is none."""
    claims = BUILT | {"visits": 5.0, "open_share": 0.5, "waiting": 5.0}
    judged = _judged(claims)
    assert judged.score.indicators["portal"].score == point(40)
    assert judged.score.indicators["portal"].notes[-1].en == "Capped at 40 by a rule"
    built = judged.score.layers["built"].score
    assert built == point(100 * (4 + 4 + 10 + 6 + 5) / 35)
    assert _found(judged)["dead_portal"] == "yes"
    uncapped = judge(mini(), state(claims | {"visits": 10.0}))
    assert uncapped.score.indicators["portal"].score == point(100)


def test_a_capping_rule_sees_scores_without_caps_so_that_nothing_loops() -> None:
    """After the cap the portal has 40, and the rule asks for more than 50: it still holds."""
    judged = _judged({"portal": "yes", "visits": 5.0})
    assert judged.score.indicators["portal"].score == point(40)
    assert _found(judged)["dead_portal"] == "yes"


def test_a_cap_on_a_layer_bounds_its_score_and_points() -> None:
    used = {"open_share": 1.0, "visits": 1000.0, "waiting": 2.0}
    dead = (measured("results_displayed", 100), measured("results_effective", 0))
    judged = _judged(used, measurements=dead)
    assert judged.score.layers["used"].score == point(30)
    assert judged.score.layers["used"].points == point(9)
    assert judged.score.indicators["visits"].score == point(100), "the answers stay what they are"


def test_a_cap_never_lifts_a_score() -> None:
    dead = (measured("results_displayed", 100), measured("results_effective", 0))
    judged = _judged({"open_share": 0.0, "visits": 0.0, "waiting": 12.0}, measurements=dead)
    assert judged.score.layers["used"].score == point(0)
    assert judge(mini(), state({"portal": "no", "visits": 5.0})).score.indicators["portal"].score == point(0)


def test_a_cap_that_is_not_decided_lowers_the_low_end_only() -> None:
    """Deciding it later, either way, must not leave the band."""
    judged = _judged({"portal": "yes", "visits": "!unknown"})
    found = judged.score.indicators["portal"]
    assert found.score == Band(40, 100)
    assert _found(judged)["dead_portal"] == "undetermined"


@given(claims(), st.booleans())
def test_answering_what_was_open_never_leaves_the_band_whatever_rules_cap(
    pair: tuple[dict[str, Any], dict[str, Any]], dead: bool
) -> None:
    results = (measured("results_displayed", 100), measured("results_effective", 0 if dead else 5))
    before, after = _judged(pair[0]), _judged(pair[1], measurements=results)
    for layer, found in after.score.layers.items():
        assert within(found.score, before.score.layers[layer].score)
    for total, value in after.score.totals.items():
        assert within(value.value, before.score.totals[total].value)
    settled = {f.rule for f in after.findings if f.verdict == "yes"}
    open_before = {f.rule for f in before.findings}
    assert settled <= open_before, "a no that became a yes"


# For and against


def test_support_says_where_each_value_came_from() -> None:
    judged = _judged(
        measurements=(
            measured("results_displayed", 213, method="crawl", period="2026-03"),
            measured("results_effective", 91, "verified", n=1200),
        ),
    )
    found = _finding(judged, "displayed")
    assert [s.en for s in found.support] == [
        "“Results displayed”: measured (crawl, 2026-03)",
        "“Effective results”: verified (n = 1,200)",
    ]
    assert [s.zh for s in found.support] == [
        "“展示的成果数”：实测（crawl，2026-03）",
        "“有效的成果数”：核实（n = 1,200）",
    ]
    assert found.counter == ()


def test_support_names_the_answer_that_feeds_a_fact_and_the_evidence_held() -> None:
    claims = {"visits": 5.0, "portal": "yes"}
    judged = _judged(claims, evidence={"portal": accepted("portal", "link")})
    found = _finding(judged, "dead_portal")
    assert [s.en for s in found.support] == [
        "“Visits a month” is taken from the answer to U2",
        "Indicators with evidence: R2",
    ]
    assert found.indicators == ("portal",)
    assert [c.en for c in found.counter] == ["The answers it rests on have not been verified"]


def test_that_a_figure_asked_of_the_body_is_its_own_weakens_nothing() -> None:
    pack = mini()
    facts = tuple(
        msgspec.structs.replace(f, collector="agency") if f.id == "results_displayed" else f for f in pack.facts
    )
    own = (measured("results_displayed", 213, "claimed"), measured("results_effective", 91))
    judged = judge(msgspec.structs.replace(pack, facts=facts, digest="agency"), state(measurements=own))
    assert _finding(judged, "displayed").counter == ()


def test_what_weakens_a_finding_is_said() -> None:
    judged = _judged(
        measurements=(
            measured("results_displayed", 213, "claimed"),
            measured("results_effective", 91, coverage=0.425),
        ),
    )
    assert [c.en for c in _finding(judged, "displayed").counter] == [
        "“Results displayed” is the body's own figure and was not measured",
        "“Effective results” covers 42% only",
    ]


def test_a_verified_answer_is_no_weakness() -> None:
    said = (answer("portal", "yes"), answer("portal", "yes", "verified"))
    judged = _judged({"visits": 5.0}, answers=said, evidence={"portal": accepted("portal", "link")})
    assert _finding(judged, "dead_portal").counter == ()


def test_a_derived_fact_says_that_the_dossier_gave_it() -> None:
    found = _finding(_judged({"plan": "done"}), "unproven")
    assert [s.en for s in found.support] == ["“Share of claims without evidence” is computed from the dossier"]
    assert found.effect == "needs-review"


def test_every_finding_speaks_both_languages() -> None:
    judged = _judged(BUILT | {"visits": 5.0})
    assert judged.findings
    for f in judged.findings:
        for text in (f.title, f.basis, f.ask, f.may_be_wrong_if, f.withdrawn_if, f.remedy, f.response):
            assert text.zh.strip()
            assert text.en.strip()
            assert text.zh != text.en


# Percentages that cannot be


@pytest.mark.parametrize(
    ("value", "n", "fires"),
    [
        (33.3, 3, False),
        (35.0, 3, True),
        (50.0, 10, False),
        (99.7, 12, True),
        (85.5, 100_000, False),
        (85.5, None, False),
    ],
)
def test_a_percentage_that_its_number_of_cases_rules_out_is_a_lead(
    value: float, n: int | None, fires: bool
) -> None:
    judged = _judged(measurements=(measured("satisfied", value, "users", n=n),))
    assert ("grim" in _found(judged)) is fires


@pytest.mark.parametrize(("hits", "n"), [(6, 78), (4, 115), (50, 232), (3, 7), (1, 3)])
def test_a_quotient_that_nobody_rounded_is_not_called_impossible(hits: int, n: int) -> None:
    judged = _judged(measurements=(measured("satisfied", 100 * hits / n, "users", n=n),))
    assert "grim" not in _found(judged)


@pytest.mark.parametrize("voice", ["measured", "verified"])
def test_what_the_tool_or_an_evaluator_counted_is_no_claim_to_be_doubted(voice: str) -> None:
    judged = _judged(measurements=(measured("satisfied", 35.0, voice, n=3),))
    assert "grim" not in _found(judged)


def test_a_percentage_that_is_no_part_of_its_cases_is_not_held_against_their_number() -> None:
    pack = mini()
    part = pack.fact("satisfied")
    assert part is not None
    margin = msgspec.structs.replace(part, id="margin", of_cases=False)
    facts = state(measurements=(measured("margin", 2.7, "users", n=680),))
    for fact, told in ((margin, 0), (msgspec.structs.replace(margin, of_cases=True), 1)):
        assert len(impossible_percentages(msgspec.structs.replace(pack, facts=(*pack.facts, fact)), facts)) == told


def test_a_band_is_no_reported_percentage() -> None:
    judged = _judged(measurements=(measured("satisfied", (30, 40), "users", n=3),))
    assert "grim" not in _found(judged)
