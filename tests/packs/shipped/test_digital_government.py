"""The base pack keeps the shape it promises: four full layers, mostly numbers that can be measured, all causes."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from assess.base.band import point
from assess.base.texts import Text
from assess.dossier.entities import Body, BodyState, Measurement
from assess.findings.evaluate import judge
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.packs.model import Indicator, Pack
from assess.packs.vocabulary import BASE_LAYERS, CAUSES, MANIFESTATIONS

FIELDS = {
    "services": "end_to_end_services",
    "market supervision": "risk_led_inspections",
    "social governance": "dispatch_right",
    "city management and environment": "alerts_acted_on",
    "internal operation": "paper_double",
    "emergencies": "emergency_success",
}
"""A field of government and an indicator that looks at it alone."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(find_pack("digital-government"))


def _fact_of(indicator: Indicator) -> set[str]:
    return set(re.findall(r"[a-z][a-z0-9_]*", f"{indicator.feeds or ''} {indicator.value_from or ''}"))


def test_each_of_the_four_layers_has_fifteen_to_twenty_indicators_in_groups(pack: Pack) -> None:
    assert {layer.base_layer for layer in pack.layers} == set(BASE_LAYERS)
    sizes = {layer.id: len(pack.of_layer(layer.id)) for layer in pack.layers}
    assert all(15 <= size <= 20 for size in sizes.values()), sizes
    assert sum(sizes.values()) >= 60
    assert all(i.group for i in pack.indicators)
    assert {g.id for g in pack.groups} == {i.group for i in pack.indicators}


def test_layer_weights_put_use_first(pack: Pack) -> None:
    assert {x.id: x.weight for x in pack.layers} == {
        "readiness": 20, "platform": 20, "data": 25, "utilization": 35,
    }  # fmt: skip


def test_at_most_a_quarter_of_the_questions_are_yes_or_no(pack: Pack) -> None:
    asked = [i for i in pack.indicators if i.scale.kind == "yes-no"]
    assert len(asked) * 4 <= len(pack.indicators)


def test_at_least_half_of_the_indicators_are_numbers_with_a_measured_or_users_fact(pack: Pack) -> None:
    measured = {f.id for f in pack.facts if f.collector in ("tool", "users")}
    numeric = [i for i in pack.indicators if i.scale.kind in ("share", "number")]
    given = [i for i in numeric if i.value_from and _fact_of(i) & measured]
    assert 2 * len(given) >= len(pack.indicators)
    assert all(_fact_of(i) for i in numeric), "every number is a fact that rules may read"
    assert all(i.guidance for i in numeric), "a number says in words what must be shown"


def test_every_answer_that_earns_points_says_what_an_evaluator_must_see(pack: Pack) -> None:
    bare = [f"{i.id}.{o.code}" for i in pack.indicators for o in i.scale.options if o.points > 0 and not o.evidence]
    assert bare == []


def test_every_field_of_government_has_an_indicator_of_its_own(pack: Pack) -> None:
    assert {name for name in FIELDS.values() if pack.indicator(name) is None} == set()


def test_the_four_manifestations_and_seven_causes_are_each_named_by_several_rules(pack: Pack) -> None:
    shown = Counter(r.manifestation for r in pack.rules)
    named = Counter(cause for r in pack.rules for cause in r.causes)
    assert {m: shown[m] for m in MANIFESTATIONS if shown[m] < 3} == {}
    assert {c: named[c] for c in CAUSES if named[c] < 3} == {}
    assert 40 <= len(pack.rules) <= 60


def test_no_number_of_things_built_earns_points(pack: Pack) -> None:
    """Systems, datasets, apps and servers are counted for rules; having more of them must not raise a score."""
    rising = {
        i.feeds or i.value_from
        for i in pack.indicators
        if i.scale.unit == "count" and i.scale.curve and i.scale.curve[-1][1] > i.scale.curve[0][1]
    }
    assert rising == {"results_effective", "scenarios_alive_count"}


def test_the_base_pack_serves_every_row_but_the_one_with_its_own_pack(pack: Pack) -> None:
    served = {row for i in pack.indicators for row in i.serves} | {row for r in pack.rules for row in r.serves}
    assert {f"R{n}" for n in range(1, 33)} - served == {"R3"}


def _raised(pack: Pack, **facts: float) -> set[str]:
    """The rules that hold for a body of which `facts` were measured and nothing else is known."""
    body = Body("b", Text(zh="单位", en="Body"))
    assert facts.keys() <= {f.id for f in pack.facts}
    seen = [Measurement(body.id, name, "measured", point(value)) for name, value in facts.items()]
    found = judge(pack, BodyState(body=body, measurements={f"{m.fact}/{m.voice}": m for m in seen})).findings
    return {f.rule for f in found if f.verdict == "yes"}


def test_praise_that_a_survey_contradicts_is_one_finding(pack: Pack) -> None:
    praise = {"reported_satisfaction": 100.0, "rating_count": 12000.0, "complaints_open": 25.0}
    assert _raised(pack, **praise) == {"implausible_praise"}
    assert _raised(pack, **praise, surveyed_satisfaction=78.0) == {"satisfaction_gap"}


def test_papers_carried_by_hand_stand_for_the_page_of_links(pack: Pack) -> None:
    assert _raised(pack, links_only_share=0.8) == {"integration_is_links"}
    assert _raised(pack, links_only_share=0.8, submissions_per_matter=4.0) == {"joined_matter_by_hand"}


@pytest.mark.parametrize(
    ("cause", "facts"),
    [
        ("deadline_too_short", {"days_given_for_task": 1.0, "days_needed_for_task": 4.0}),
        ("more_tasks_than_hours", {"tasks_assigned_week": 120.0, "task_minutes_least": 25.0}),
    ],
)
def test_the_rush_to_a_deadline_is_left_out_where_its_cause_is_found(
    pack: Pack, cause: str, facts: dict[str, float]
) -> None:
    rush = {"tasks_closed": 400.0, "deadline_window_share": 0.83}
    assert _raised(pack, **rush) == {"deadline_rush"}
    assert _raised(pack, **rush, **facts) == {cause}
