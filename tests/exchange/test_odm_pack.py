"""The pack of the survey against what was published: weights, options, totals, rules."""

from __future__ import annotations

import pytest

from assess.base.texts import Text
from assess.dossier.entities import Answer, Body, BodyState, Evidence
from assess.exchange.odm_model import Workbook
from assess.exchange.odm_published import published
from assess.golden import run_golden_tests
from assess.scoring.score import score_body
from assess.snapshot import result_of

from .odm_sheets import facts, pack

# What the survey says of itself (data.europa.eu, 2023).
MAXIMA = {"policy": 640, "portal": 650, "quality": 650, "impact": 600}
NOT_APPLICABLE = "q2 q4 q10a q10b q10c q11a q12 q14 q15 q32 q77 q93b q93c q110 q113 q114"
UNSCORED = "q11b q13 q22b q24a q27b q69b q83 q90b q93a q94b q104b"


def _state(book: Workbook) -> BodyState:
    body = Body(id=(book.country_code or "").lower(), name=Text(zh=book.country, en=book.country))
    answers = {
        (c.indicator, "claimed"): Answer(
            body=body.id,
            indicator=c.indicator,
            voice="claimed",
            state="answered",
            value=c.answer,
            stated_points=c.stated_points,
        )
        for c in book.cells
        if c.answer
    }
    evidence = {
        c.indicator: (
            Evidence(
                id=c.indicator, body=body.id, indicator=c.indicator, kind="citation", title="", count=c.link_count
            ),
        )
        for c in book.cells
        if c.link_count
    }
    stated = {f"{m.fact}/{m.voice}": m for m in published(book, pack(), body.id)}
    return BodyState(body=body, answers=answers, evidence=evidence, measurements=stated)  # type: ignore[arg-type]


def test_there_are_172_rows_and_2540_points() -> None:
    assert len(pack().indicators) == 172
    assert {x.id: sum(i.weight for i in pack().of_layer(x.id)) for x in pack().layers} == MAXIMA
    assert {i.id for i in pack().indicators if not i.scored} == {*UNSCORED.split()}
    assert all(i.weight == i.scale.maximum for i in pack().indicators if i.scored)


def test_not_applicable_earns_full_marks_on_sixteen_questions() -> None:
    generous = {
        i.id
        for i in pack().indicators
        for o in i.scale.options
        if i.scored and o.state == "not-applicable" and o.points == i.scale.maximum
    }
    assert generous == {*NOT_APPLICABLE.split()}
    assert all(i.not_applicable == "full-marks" for i in pack().indicators if i.id in generous)


def test_every_published_pair_of_answer_and_points_is_what_the_pack_gives() -> None:
    wrong = {
        (book.country_code, cell.indicator, cell.stated_points)
        for book in facts().values()
        for cell in book.cells
        if (indicator := pack().indicator(cell.indicator)) and indicator.scored
        for option in [indicator.scale.option(cell.answer or "")]
        if cell.stated_points != (option.points if option else 0)
    }
    assert wrong == {("AL", "q10a", 0)}


@pytest.mark.parametrize("code", sorted(facts()))
def test_the_low_end_of_what_a_country_answered_is_its_published_points(code: str) -> None:
    book = facts()[code]
    score = score_body(pack(), _state(book))
    points = score.totals["points"].value
    assert points is not None
    assert points.lo == pytest.approx(book.stated_total, abs=1e-9)
    for layer, most in MAXIMA.items():
        band = score.layers[layer].score
        assert band is not None
        assert band.lo == pytest.approx(100 * book.stated_layers[layer] / most, abs=1e-9)


def test_the_golden_tests_of_the_pack_pass() -> None:
    outcomes = run_golden_tests(pack())
    assert len(outcomes) > 40
    assert [o for o in outcomes if not o.passed] == []


def test_stated_dimensions_are_facts_with_their_source() -> None:
    book = facts()["RO"]
    found = {m.fact: m for m in published(book, pack(), "RO")}
    assert {name: round(m.band.lo, 4) for name, m in found.items() if m.band} == {
        "published_policy": 73.4375,
        "published_portal": 85.3846,
        "published_quality": 60.4615,
        "published_impact": 39.1667,
    }
    assert all(m.inputs == (book.sha256,) and m.voice == "claimed" for m in found.values())


def test_rules_fire_where_the_answers_of_2023_call_for_them() -> None:
    raised: dict[tuple[str, str], set[str]] = {}
    for code, book in facts().items():
        for finding in result_of(pack(), _state(book)).findings:
            raised.setdefault((finding.rule, finding.verdict), set()).add(code)
    # Albania answers "I don't know" to 320 of 600 impact points; its gap of 32.2 is that of the published points.
    assert raised["build_use_gap_wide", "yes"] == {"AL", "RO"}
    assert raised["build_use_gap", "yes"] == {"BE", "LV"}
    assert not [code for (rule, verdict), code in raised.items() if "gap" in rule and verdict == "undetermined"]
    assert raised["stated_points_differ", "yes"] == {"AL"}
    assert raised["full_marks_not_applicable", "yes"] == {"AL", "CH", "ME", "RS"}
    assert raised["claims_without_evidence", "yes"] == {"AL", "ME", "RS"}
    assert raised["requests_without_outcome", "yes"] == {"PT", "RS", "SE"}
    assert raised["traces_not_used", "yes"] == {"AL", "CH", "DK", "HU", "PT", "SK"}
