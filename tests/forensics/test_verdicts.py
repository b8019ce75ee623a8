"""Signals judged together: q over the whole family, silent ones apart, and never more than a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from assess.base.texts import Text, same
from assess.forensics.outcome import Effect
from assess.forensics.told import effect_words, signal_line, signal_words, skeleton, small, together
from assess.forensics.verdicts import combined, judge_signals
from tests.forensics.fake import signal

# Table 1 of Benjamini & Hochberg 1995: fifteen p-values, of which the first four are rejected at .05.
BH_1995 = (0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
           0.7590, 1.0)  # fmt: skip


def test_the_first_four_of_the_published_family_ask() -> None:
    judged = judge_signals([signal(p, test=str(n)) for n, p in enumerate(BH_1995)])
    assert [j.verdict for j in judged] == ["asks"] * 4 + ["clear"] * 11
    assert {j.of for j in judged} == {15}


def test_silent_tests_do_not_count_in_the_family() -> None:
    judged = judge_signals([signal(0.04), signal(None, test="u"), signal(None, test="v")])
    assert [(j.verdict, j.q, j.of) for j in judged] == [("asks", 0.04, 1), ("silent", None, 1), ("silent", None, 1)]


def test_picking_one_body_out_of_a_run_does_not_make_it_stronger() -> None:
    alone = judge_signals([signal(0.01, tests=10)])
    assert (alone[0].verdict, alone[0].q, alone[0].of) == ("clear", pytest.approx(0.1), 10)


def test_runs_of_one_plan_are_one_family_and_plans_and_periods_are_apart() -> None:
    judged = judge_signals([
        signal(0.01, body="a", run="1"), signal(0.5, body="b", run="2"),
        signal(0.01, body="a", run="3", family="g" * 64), signal(0.01, body="a", run="4", period="2023"),
    ])  # fmt: skip
    assert [(j.q, j.of) for j in judged] == [(0.02, 2), (0.5, 2), (0.01, 1), (0.01, 1)]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_q_values_are_those_of_scipy(p: list[float]) -> None:
    judged = judge_signals([signal(x, test=str(n)) for n, x in enumerate(p)])
    assert [j.q for j in judged] == pytest.approx(list(false_discovery_control(p)), abs=1e-12)


def test_a_body_has_one_p_over_its_tests_and_the_campaign_none() -> None:
    judged = judge_signals([
        signal(0.5, body="a"), signal(0.5, body="a", test="u"), signal(0.5, body="b"), signal(None, body="c"), signal(0.001, body=""),
    ])  # fmt: skip
    found = {c.body: c for c in combined(judged)}
    assert set(found) == {"a", "b"}
    assert (found["a"].tests, found["a"].p) == (2, pytest.approx(0.5))
    assert combined(judge_signals([signal(0.2, body="")]))[0].p == pytest.approx(0.2)


def test_a_departure_that_does_not_outlive_the_family_is_not_told_as_a_lead() -> None:
    judged = judge_signals([signal(0.04, words=same("a lead")), *(signal(0.9, test=str(n)) for n in range(5))])
    assert "not followed up" in signal_words(judged[0]).en
    assert "p = 0.04" in signal_words(judged[0]).zh
    asking = judge_signals([signal(0.001, words=same("a lead"))])
    assert signal_words(asking[0]).en == "a lead"
    assert signal_words(judge_signals([signal(None)])[0]).en == "too few"


@pytest.mark.parametrize(("p", "text"), [(None, "–"), (0.0, "0"), (1e-9, "< 0.001"), (0.0404, "0.04"), (1.0, "1")])
def test_probabilities_for_people(p: float | None, text: str) -> None:
    assert small(p) == text


def test_effects_for_people() -> None:
    share = Effect(name=same("s"), value=0.25, lo=0.2, hi=0.3125, unit="share")
    assert effect_words(share, "en") == "25.0% [20.0%, 31.2%]"
    assert effect_words(Effect(name=same("r"), value=1.5, lo=1.2, unit="ratio"), "zh") == "1.5 倍 [1.2, …]"
    assert effect_words(None, "en") == "–"


def test_reasons_that_differ_in_figures_only_are_told_together() -> None:
    few = [
        Text(zh=f"只有 {n} 个数，少于 1,000 个时不作判断。", en=f"Only {n} values; silent below 1,000.")
        for n in (12, 3, 7)
    ]
    assert len({skeleton(w) for w in few}) == 1
    assert together(few) == Text(
        zh="只有 3–12 个数，少于 1,000 个时不作判断。", en="Only 3–12 values; silent below 1,000."
    )
    assert skeleton(few[0]) != skeleton(same("Nobody said so."))


def test_a_signal_in_one_line_names_test_n_effect_q_and_family() -> None:
    share = Effect(name=Text(zh="占比", en="Share"), value=0.25, lo=0.2, hi=0.3, unit="share")
    asks, clear, silent = judge_signals(
        [signal(0.0, test="grim", effect=share), signal(0.5, test="u"), signal(None, test="v")]
    )
    assert signal_line(asks).en == (
        "Impossible percentages (GRIM): asks (n = 10; Share 25.0% [20.0%, 30.0%]; q = 0 over 2 tests of the family)"
    )
    assert signal_line(asks).zh == (
        "凑不出来的百分比（GRIM）：需要问一问（n = 10；占比 25.0% [20.0%, 30.0%]；q = 0，同族 2 项检验）"
    )
    assert signal_line(clear).en == "u: nothing to ask (n = 10; q = 0.5 over 2 tests of the family)"
    assert signal_line(silent).en == "v: silent. too few"
