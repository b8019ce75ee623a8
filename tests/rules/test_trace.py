"""The working of a rule can be followed by hand: every step, in order, with what is known and what is not."""

from __future__ import annotations

import pytest

from assess.base.band import Band
from assess.rules import Result, compile_rule, evaluate

from .sample import NAMES, Value, outcome


def workings(result: Result) -> list[tuple[str, str, str | None]]:
    return [(step.expression, step.working.en, step.verdict) for step in result.steps]


def test_the_published_213_of_which_91_effective_is_worked_out() -> None:
    """R2: provincial platforms displayed 213 results of which 91 were effective (CAICT, 2021)."""
    rule = "displayed >= 10 && ratio(effective, displayed) < 0.5"
    assert workings(outcome(rule, displayed=213, effective=91)) == [
        ("displayed >= 10", "213 ≥ 10", "yes"),
        ("ratio(effective, displayed) < 0.5", "91 / 213 = 0.4272 < 0.5", "yes"),
        (rule, "yes and yes → yes", "yes"),
    ]


@pytest.mark.parametrize(
    ("source", "values", "working"),
    [
        (
            "ratio(effective, displayed) < 0.02",
            {"effective": 12, "displayed": 48_000},
            "12 / 48,000 = 0.00025 < 0.02",
        ),
        ("displayed < 5", {"displayed": 7}, "7 ≥ 5"),
        ("displayed <= 5", {"displayed": 7}, "7 > 5"),
        ("displayed > 5", {"displayed": 3}, "3 ≤ 5"),
        ("displayed >= 5", {"displayed": 3}, "3 < 5"),
        ("displayed == 5", {"displayed": 3}, "3 ≠ 5"),
        ("displayed == 5", {"displayed": 5}, "5 = 5"),
        ("displayed != 5", {"displayed": 5}, "5 = 5"),
        ("displayed != 5", {"displayed": 6}, "6 ≠ 5"),
        ("displayed > 5", {"displayed": (3, 8)}, "[3–8] > 5, undetermined"),
        ("displayed > 5", {"displayed": (6, 8)}, "[6–8] > 5"),
        ("displayed > 5", {}, "? > 5, undetermined"),
        ("ratio(effective, displayed) > 1", {"effective": 5}, "5 / ? = ? > 1, undetermined"),
        ("effective / displayed > 1", {"effective": 5, "displayed": 0}, "5 / 0 = ? > 1, undetermined"),
        ("change < -3", {"change": -4}, "-4 < -3"),
        ("change - 2 - change < -3", {"change": -4}, "-4 - 2 - (-4) = -2 ≥ -3"),
        ("-change > 3", {"change": -4}, "4 > 3"),
        ("change * 2 > change * 0 + change", {"change": 5}, "5 × 2 = 10 > 5 = 0 + 5"),
        ("min(platform, readiness, 50) < 40", {"platform": 70, "readiness": 30}, "min(70, 30, 50) = 30 < 40"),
        ("abs(change) > 2", {"change": -4}, "abs(-4) = 4 > 2"),
        ("platform + 10 > readiness", {"readiness": 5}, "? + 10 = [10–110] > 5"),
        ("readiness < platform", {"platform": 150}, "[0–100] < 150"),
        ("open_share < 0.5", {"open_share": 0.49999999}, "0.49999999 < 0.5"),
        ("open_share < 0.5", {"open_share": (0.49999999, 0.6)}, "[0.49999999–0.6] < 0.5, undetermined"),
        ("users > 1000.5", {"users": 123_456.789}, "123,456.789 > 1,000.5"),
        ("known(users)", {"users": 3}, "known (3)"),
        ("known(users)", {}, "not known"),
    ],
)
def test_a_step_shows_the_numbers_and_what_holds(source: str, values: dict[str, Value], working: str) -> None:
    assert outcome(source, **values).steps[-1].working.en == working


def test_operations_within_operations_get_steps_of_their_own() -> None:
    result = outcome("(x + y) / 2 < abs(y * -3)", x=60, y=30)
    assert workings(result) == [
        ("x + y", "60 + 30 = 90", None),
        ("y * -3", "30 × (-3) = -90", None),
        ("(x + y) / 2 < abs(y * -3)", "90 / 2 = 45 < 90 = abs(-90)", "yes"),
    ]


def test_chinese_workings() -> None:
    steps = outcome("displayed > 5 && !(known(users)) || at_least(1, open_share > 0.5)", displayed=9, users=4).steps
    assert [step.working.zh for step in steps] == [
        "9 > 5",
        "已知（4）",
        "非 是 → 否",
        "是 且 否 → 否",
        "? > 0.5，无法判定",
        "1 项中 0 项成立，1 项无法判定，须 1 项 → 无法判定",
        "否 或 无法判定 → 无法判定",
    ]


def test_combinations_say_how_they_were_decided() -> None:
    assert outcome("displayed > 5 && users > 5", displayed=1).steps[-1].working.en == "no and … → no"
    assert outcome("displayed > 5 || users > 5", displayed=9).steps[-1].working.en == "yes or … → yes"
    assert outcome("!(displayed > 5)").steps[-1].working.en == "not undetermined → undetermined"
    counted = outcome("at_least(2, displayed > 5, users > 5, days_open > 5)", displayed=9, users=1)
    assert counted.steps[-1].working.en == "1 of 3 hold, 1 undetermined, 2 needed → undetermined"


def test_parts_that_no_longer_matter_are_neither_shown_nor_counted_as_unknown() -> None:
    result = outcome("displayed > 5 && users > 5", displayed=1)
    assert len(result.steps) == 2
    assert result.unknown == ()
    assert outcome("users > 5 && displayed > 5", displayed=1).unknown == ("users",)


def test_unknown_names_are_told_once_and_those_of_the_year_before_apart() -> None:
    rule = compile_rule("displayed > prev(displayed) && displayed > users && displayed > prev(users)", NAMES)
    result = evaluate(rule, {"users": Band(3, 4)}, {"users": None})
    assert result.unknown == ("displayed",)
    assert result.unknown_previous == ("displayed", "users")


def test_an_expression_is_shown_on_one_line_with_its_parentheses() -> None:
    result = outcome("((platform)\n + readiness) / 2 < (40)", platform=10, readiness=10)
    assert [step.expression for step in result.steps] == [
        "(platform) + readiness",
        "((platform) + readiness) / 2 < (40)",
    ]
