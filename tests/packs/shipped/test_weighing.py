"""The shipped rules weigh their causes: evidence for and against, beyond what the rule itself has looked at."""

from __future__ import annotations

import pytest

from assess.base.band import point
from assess.base.texts import Text
from assess.dossier.entities import Body, BodyState, Measurement
from assess.findings.evaluate import judge
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.packs.model import Pack, Rule
from assess.packs.names import rule_names
from assess.rules import Compiled, compile_rule

PACKS = ("digital-government", "government-apps", "data-sharing", "open-data", "gates", "service-rating")
UNWEIGHED = {
    "open-data": {"dates_all_alike", "numbers_do_not_fit", "login_for_open_data", "hard_to_convert"},
    "service-rating": {"rate_without_sample", "few_services_rated", "one_channel_speaks"},
}
"""Leads and slips whose causes nothing in the pack tells apart."""
PART_OF_THE_RULE = {
    ("displayed_not_effective", "vanity"),  # the same counts, a year before
    ("approval_without_data", "traces_unused"),  # which of the three answers was no
}


@pytest.fixture(scope="module", params=PACKS)
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(find_pack(request.param))


def _weighed(pack: Pack) -> list[Rule]:
    return [r for r in pack.rules if r.id not in UNWEIGHED.get(pack.id, set())]


def _named(compiled: Compiled) -> frozenset[str]:
    return frozenset(compiled.uses | compiled.uses_prev)


def test_every_rule_but_those_named_has_evidence_for_and_against(pack: Pack) -> None:
    assert [r.id for r in pack.rules if not r.weigh] == [r.id for r in pack.rules if r not in _weighed(pack)]
    assert [r.id for r in _weighed(pack) if {w.speaks for w in r.weigh} != {"for", "against"}] == []


def test_where_a_rule_names_several_causes_evidence_bears_on_two_of_them_at_least(pack: Pack) -> None:
    bearing = {r.id: {w.cause for w in r.weigh} for r in _weighed(pack)}
    assert {r.id for r in _weighed(pack) if len(bearing[r.id]) < min(2, len(r.causes))} == set()
    assert {r.id for r in _weighed(pack) if not bearing[r.id] <= set(r.causes)} == set()


def test_evidence_looks_at_something_the_rule_has_not_looked_at(pack: Pack) -> None:
    names = rule_names(pack.facts, pack.indicators, pack.layers)
    idle = {
        (rule.id, piece.cause)
        for rule in pack.rules
        for piece in rule.weigh
        if _named(compile_rule(piece.when, names)) <= _named(compile_rule(rule.when, names))
    }
    assert idle <= PART_OF_THE_RULE


def test_no_two_pieces_of_evidence_of_a_rule_say_the_same(pack: Pack) -> None:
    for rule in pack.rules:
        said = [(w.cause, w.when) for w in rule.weigh]
        assert len(said) == len(set(said)), rule.id


def _first_cause(pack: Pack, rule: str, **facts: float) -> str:
    """The cause ranked first in the finding of `rule` on a body of which `facts` were measured."""
    assert facts.keys() <= {f.id for f in pack.facts}
    seen = [Measurement("b", name, "measured", point(value)) for name, value in facts.items()]
    state = BodyState(
        body=Body("b", Text(zh="单位", en="Body")), measurements={f"{m.fact}/{m.voice}": m for m in seen}
    )
    finding = next(f for f in judge(pack, state).findings if f.rule == rule)
    assert finding.verdict == "yes"
    first, last = finding.weighed[0], finding.weighed[-1]
    assert first.balance > last.balance
    return first.cause


@pytest.mark.parametrize(
    ("rule", "holds", "one", "other"),
    [
        (
            "launched_unfinished", {"systems_launched": 9, "systems_launched_unfinished": 4},
            ("vanity", {"systems_for_a_date": 2}),
            ("low_capability", {"systems_for_a_date": 0, "skilled_departments_share": 0.1}),
        ),
        (
            "integration_is_links", {"links_only_share": 0.8},
            ("data_walls", {"data_request_days": 90, "submissions_per_matter": 1}),
            ("link_only_integration", {"data_request_days": 5, "submissions_per_matter": 2, "sharing_on_time_share": 0.9}),
        ),
        (
            "too_many_forms", {"forms_per_week": 45},
            ("data_walls", {"fields_already_held_share": 0.6}),
            ("no_top_level_design", {"fields_already_held_share": 0.02}),
        ),
        (
            "registered_not_active", {"registered_users": 48000, "active_users_30d": 12},
            ("vanity", {"quota_told_share": 0.4}),
            ("no_top_level_design", {"quota_told_share": 0}),
        ),
        (
            "deadline_too_short", {"days_given_for_task": 1, "days_needed_for_task": 4},
            ("no_top_level_design", {"tasks_assigned_week": 120, "task_minutes_least": 25}),
            ("low_capability", {"feasible_tasks_share": 0.3}),
        ),
        (
            "use_rises_for_the_visit",
            {"daily_actions_before": 40, "daily_actions_during": 620, "daily_actions_after": 55},
            ("vanity", {"quota_told_share": 0.3, "papers_dated": 40, "papers_made_late_share": 0.05}),
            ("judged_on_paper", {"quota_told_share": 0, "papers_dated": 40, "papers_made_late_share": 0.8}),
        ),
        (
            "rebuilds_what_is_shared", {"systems_bought": 20, "systems_rebuilding": 8},
            ("no_top_level_design", {"overlapping_systems_share": 0.4, "data_request_days": 5}),
            ("vanity", {"frontier_projects": 6, "frontier_with_case": 1}),
        ),
        (
            "decided_without_use", {"leader_decisions": 12, "leader_decisions_on_use": 1},
            ("low_capability", {"leaders_unaided_share": 0.1}),
            ("vanity", {"leaders_unaided_share": 0.9, "frontier_projects": 6, "frontier_with_case": 1}),
        ),
        (
            "listed_not_traded", {"products_listed": 600, "products_traded": 30},
            ("vanity", {"scenarios_alive_count": 0, "two_way_authorised_share": 0.9}),
            ("data_walls", {"scenarios_alive_count": 6, "two_way_authorised_share": 0.1}),
        ),
    ],
)  # fmt: skip
def test_what_else_is_known_of_a_body_ranks_the_causes(
    rule: str, holds: dict[str, float], one: tuple[str, dict[str, float]], other: tuple[str, dict[str, float]]
) -> None:
    base = load_pack(find_pack("digital-government"))
    for cause, facts in (one, other):
        assert _first_cause(base, rule, **holds, **facts) == cause
