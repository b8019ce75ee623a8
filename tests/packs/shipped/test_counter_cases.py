"""What is not formalism must not be called so: published successes and honest bodies raise no finding."""

from __future__ import annotations

import pytest

from assess.base.band import Band, point
from assess.base.texts import Text
from assess.dossier.entities import Answer, Body, BodyState, Measurement, Voice
from assess.findings.evaluate import judge
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.packs.model import Pack

Figure = float | tuple[float, float]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(find_pack("digital-government"))


def _state(now: dict[str, Figure], before: dict[str, Figure] | None = None, **answers: str | float) -> BodyState:
    body = Body("b", Text(zh="单位", en="Body"))

    def held(figures: dict[str, Figure], previous: bool) -> dict[str, Measurement]:
        bands = {n: Band(*v) if isinstance(v, tuple) else point(v) for n, v in figures.items()}
        seen = [Measurement(body.id, n, "measured", band, previous=previous) for n, band in bands.items()]
        return {f"{m.fact}/{m.voice}": m for m in seen}

    return BodyState(
        body=body,
        answers=_said("verified", **answers),
        measurements=held(now, False),
        previous=held(before or {}, True),
    )


def _said(voice: Voice, **answers: str | float) -> dict[tuple[str, Voice], Answer]:
    return {(i, voice): Answer("b", i, voice, "answered", value) for i, value in answers.items()}


def _rules(pack: Pack, state: BodyState, verdict: str = "yes") -> set[str]:
    facts = {m.fact for m in (*state.measurements.values(), *state.previous.values())}
    assert facts <= {f.id for f in pack.facts}
    return {f.rule for f in judge(pack, state).findings if f.verdict == verdict}


def test_a_district_health_code_in_its_first_weeks_raises_nothing(pack: Pack) -> None:
    """Built in days for one district's need, outside any plan, unfinished on the first day, and used at once.

    14 million codes and 21.7 million uses on one day by mid-March 2020 (浙江新闻客户端, 2020-03-16); the other
    figures are made up, and on the unkind side.
    """
    code: dict[str, Figure] = {
        "registered_users": 14_000_000, "active_users_30d": (1_085_000, 14_000_000),
        "login_without_action_share": 0.1, "requests_unanswered_days": 3, "median_response_days": 1,
        "end_to_end_share": 1, "online_completion_share": 0.9, "functions_accepted": 4, "functions_working": 3,
        "systems_launched": 1, "systems_launched_unfinished": 1, "systems_for_a_date": 1, "public_apps": 1,
        "stale_apps_share": 0, "mean_cpu_share": 0.7, "links_only_share": 0, "trace_events_month": 600_000_000,
        "daily_actions_before": 0, "daily_actions_during": 9_000_000, "daily_actions_after": 21_700_000,
        "frontier_projects": 0, "emergency_success_share": 0.95, "personal_fields": 12,
        "fields_without_purpose_share": 0, "work_apps_required": 3, "forms_per_week": 8,
    }  # fmt: skip
    assert _rules(pack, _state(code, one_plan="l0", approval_gate="l0")) == set()


@pytest.mark.parametrize(("before", "now"), [(204.0, 127.0), (157.0, 57.0)])
def test_a_form_list_cut_that_saved_time_raises_nothing(pack: Pack, before: float, now: float) -> None:
    cut: dict[str, Figure] = {"forms_listed": now, "hours_filling": 8, "hours_doing": 26, "forms_per_week": 9}
    assert _rules(pack, _state(cut, {"forms_listed": before, "hours_filling": 13})) == set()


def test_a_form_list_cut_that_saved_no_time_is_asked_about(pack: Pack) -> None:
    cut: dict[str, Figure] = {"forms_listed": 127, "hours_filling": 13, "hours_doing": 26, "forms_per_week": 9}
    assert _rules(pack, _state(cut, {"forms_listed": 204, "hours_filling": 13})) == {"forms_cut_on_paper"}


def test_a_service_needed_once_in_years_is_not_called_decoration(pack: Pack) -> None:
    """Adoption papers, say: 40,000 registered, 120 acted in a month; once in fifteen years makes 0.0055."""
    rare: dict[str, Figure] = {
        "registered_users": 40_000, "active_users_30d": 120, "login_without_action_share": 0.2,
    }  # fmt: skip
    assert _rules(pack, _state({**rare, "expected_active_share": 0.0055})) == set()
    assert "registered_not_active" in _rules(pack, _state(rare), "undetermined"), "the cycle has to be asked for"
    assert _rules(pack, _state({**rare, "expected_active_share": 1})) == {"registered_not_active"}


def test_a_young_data_market_with_few_users_raises_nothing(pack: Pack) -> None:
    """One large user whose share falls, fair prices, six listings and a small trade within a group; no chief officer."""
    young: dict[str, Figure] = {
        "outside_users": 6, "users_on_terms_share": 1, "largest_user_share": 0.8, "two_way_authorised_share": 0.5,
        "products_listed": 6, "products_traded": 1, "data_firms": 4, "data_firms_active": 1, "trade_yuan": 500_000,
        "trade_related_yuan": 400_000, "chief_officers": 0, "projects_approved": 9, "projects_officer_seen": 0,
        "leader_decisions": 6, "leader_decisions_on_use": 2, "leaders_unaided_share": 0.5,
    }  # fmt: skip
    assert _rules(pack, _state(young, {"largest_user_share": 0.85})) == set()


LEVELS = ("one_plan", "approval_gate", "launch_gate", "appraisal_by_use", "procurement_on_use", "one_entry")


def _levels(claimed: str, verified: str) -> BodyState:
    """A body that claims one level on each of six scales of five levels; the evaluator saw another."""
    said = {
        **_said("claimed", **dict.fromkeys(LEVELS, claimed)),
        **_said("verified", **dict.fromkeys(LEVELS, verified)),
    }
    return BodyState(body=Body("b", Text(zh="单位", en="Body")), answers=said)


def test_a_body_that_claims_less_than_is_found_raises_nothing(pack: Pack) -> None:
    assert _rules(pack, _levels("l1", "l2")) == set()


def test_a_body_whose_claims_fall_when_verified_is_asked_about_them(pack: Pack) -> None:
    found = judge(pack, _levels("l4", "l1")).findings
    finding = next(f for f in found if f.rule == "claims_fall_when_verified")
    assert finding.verdict == "yes"
    assert "75" in finding.basis.en, "three of four levels on each"


def test_nothing_known_accuses_nobody(pack: Pack) -> None:
    assert _rules(pack, _state({})) == set()
