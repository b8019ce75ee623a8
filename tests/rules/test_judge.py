"""What every operator and function means, for exact numbers, for bands and for what is not known."""

from __future__ import annotations

import itertools
import math
import pickle

import pytest

from assess.base.band import Band
from assess.rules import Verdict, compile_rule, evaluate, verdict

from .sample import FREE, NAMES, Value, judged, outcome

YES: Verdict = "yes"
NO: Verdict = "no"
OPEN: Verdict = "undetermined"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x + 2 == 5", YES),
        ("x - 2 == 1", YES),
        ("x * 2 == 6", YES),
        ("x / 2 == 1.5", YES),
        ("-x == 0 - 3", YES),
        ("- -x == 3", YES),
        ("--x == 3", YES),
        ("x < 3", NO),
        ("x <= 3", YES),
        ("x > 3", NO),
        ("x >= 3", YES),
        ("x == 3", YES),
        ("x != 3", NO),
        ("3 <= x", YES),
        ("ratio(x, 4) == 0.75", YES),
        ("min(x, 4, 2) == 2", YES),
        ("max(x, 4, 2) == 4", YES),
        ("abs(x - 10) == 7", YES),
        ("abs(x) == 3", YES),
        ("x < .5e1", YES),
        ("x * 1e-1 == 0.3", YES),
        ("x == 3E0", YES),
        ("x == 3\n  && x\t<\r\n 4", YES),
    ],
)
def test_each_operator_and_function_of_exact_numbers(source: str, expected: Verdict) -> None:
    assert judged(source, x=3) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x + 2 * 3 == 9", YES),
        ("(x + 2) * 3 == 15", YES),
        ("x - 2 - 1 == 0", YES),
        ("x - (2 - 1) == 2", YES),
        ("12 / x / 2 == 2", YES),
        ("12 / (x / 2) == 8", YES),
        ("12 / x * 2 == 8", YES),
        ("-x + 5 == 2", YES),
        ("-x * 2 == -6", YES),
        ("2 - -x == 5", YES),
        ("x + 1 < 5 - 0.5", YES),
        ("x == 3 || x == 4 && x == 5", YES),
        ("(x == 3 || x == 4) && x == 5", NO),
        ("x == 5 && x == 4 || x == 3", YES),
        ("x == 5 && (x == 4 || x == 3)", NO),
        ("!(x == 5) && x == 3", YES),
        ("!(x == 5 && x == 3)", YES),
        ("!!(x == 3)", YES),
    ],
)
def test_operators_bind_as_in_cel(source: str, expected: Verdict) -> None:
    assert judged(source, x=3) == expected


@pytest.mark.parametrize(
    ("source", "x", "expected"),
    [
        ("x < 5", (1, 4), YES),
        ("x < 5", (5, 9), NO),
        ("x < 5", (1, 5), OPEN),
        ("x <= 5", (1, 5), YES),
        ("x <= 5", (5, 6), OPEN),
        ("x <= 5", (5.1, 6), NO),
        ("x > 5", (6, 7), YES),
        ("x > 5", (4, 5), NO),
        ("x > 5", (4, 6), OPEN),
        ("x >= 5", (5, 6), YES),
        ("x >= 5", (4, 4.9), NO),
        ("x >= 5", (4, 5), OPEN),
        ("x == 5", (5, 5), YES),
        ("x == 5", (4, 6), OPEN),
        ("x == 5", (6, 7), NO),
        ("x != 5", (5, 5), NO),
        ("x != 5", (4, 6), OPEN),
        ("x != 5", (6, 7), YES),
        ("x * x >= 0", (-2, 3), OPEN),  # the two x are taken apart: an outer bound, never a wrong verdict
        ("x - x == 0", (1, 2), OPEN),
        ("-x < 0", (1, 2), YES),
        ("abs(x) <= 3", (-3, 2), YES),
        ("abs(x) > 1", (-3, -2), YES),
        ("min(x, 2) <= x", (-3, 1), OPEN),
        ("max(x, 2) > 3", (0, 3), NO),
        ("x / 2 <= 1", (-4, 2), YES),
        ("2 / x >= 1", (1, 2), YES),
        ("2 / x <= -1", (-2, -1), YES),
    ],
)
def test_bands_decide_only_what_holds_for_all_their_points(source: str, x: Value, expected: Verdict) -> None:
    assert judged(source, x=x) == expected


STATES: dict[Verdict, Value] = {YES: 1, NO: 9, OPEN: (1, 9)}
"""What makes `x < 5` come out so."""


def _both(a: Verdict, b: Verdict) -> Verdict:
    return NO if NO in (a, b) else OPEN if OPEN in (a, b) else YES


def _either(a: Verdict, b: Verdict) -> Verdict:
    return YES if YES in (a, b) else OPEN if OPEN in (a, b) else NO


@pytest.mark.parametrize(("a", "b"), itertools.product(STATES, repeat=2))
def test_and_or_follow_kleenes_tables(a: Verdict, b: Verdict) -> None:
    values = {"x": STATES[a], "y": STATES[b]}
    assert judged("x < 5 && y < 5", **values) == _both(a, b)
    assert judged("x < 5 || y < 5", **values) == _either(a, b)


@pytest.mark.parametrize(("a", "expected"), [(YES, NO), (NO, YES), (OPEN, OPEN)])
def test_not_follows_kleenes_table(a: Verdict, expected: Verdict) -> None:
    assert judged("!(x < 5)", x=STATES[a]) == expected


@pytest.mark.parametrize("needed", [1, 2, 3])
@pytest.mark.parametrize("states", itertools.product(STATES, repeat=3))
def test_at_least_counts_what_holds_and_what_may(needed: int, states: tuple[Verdict, ...]) -> None:
    values = dict(zip("xyz", (STATES[state] for state in states), strict=True))
    surely, maybe = states.count(YES), states.count(OPEN)
    expected = YES if surely >= needed else OPEN if surely + maybe >= needed else NO
    assert judged(f"at_least({needed}, x < 5, y < 5, z < 5)", **values) == expected


def test_true_and_false_may_switch_parts_of_a_rule_off() -> None:
    assert judged("x < 5 && true", x=1) == YES
    assert judged("at_least(1, false, x < 5)", x=9) == NO


@pytest.mark.parametrize("source", ["x < 5 && y / z > 1", "y / z > 1 && x < 5"])
def test_the_order_of_conditions_does_not_change_the_verdict(source: str) -> None:
    assert judged(source, x=9, y=1, z=0) == NO
    assert judged(source, x=1, y=1, z=0) == OPEN


def test_an_unknown_name_lies_in_its_declared_range() -> None:
    assert judged("open_share + 2 > x", x=1) == YES
    assert judged("platform - readiness < 30", platform=20) == YES
    assert judged("platform - readiness < 30", platform=40) == OPEN
    assert judged("platform - readiness < 30", platform=40, readiness=None) == OPEN


@pytest.mark.parametrize(
    "source", ["x / y > 1", "ratio(x, y) > 1", "ratio(x, y) <= 1", "x / y == x / y", "-(x / y) != 3"]
)
@pytest.mark.parametrize("y", [0, (0, 1), (-1, 1), (-1, 0), None])
def test_dividing_by_what_may_be_zero_is_undetermined_and_no_error(source: str, y: Value) -> None:
    assert judged(source, x=5, y=y) == OPEN


@pytest.mark.parametrize(
    "source", ["max(x / y, 3) >= 3", "abs(x / y) >= 0", "x / y * 0 == 0", "min(1, x / y) <= 1"]
)
def test_a_number_that_does_not_exist_decides_nothing(source: str) -> None:
    assert judged(source, x=5, y=0) == OPEN


def test_prev_reads_the_value_of_the_year_before() -> None:
    rule = compile_rule("displayed > 2 * prev(displayed)", NAMES)
    now = {"displayed": Band(30, 30)}
    assert verdict(rule, now, {"displayed": Band(10, 10)}) == YES
    assert verdict(rule, now, {"displayed": Band(20, 20)}) == NO
    assert verdict(rule, now, {"displayed": Band(10, 20)}) == OPEN
    assert verdict(rule, now) == verdict(rule, now, {"displayed": None}) == OPEN


def test_uses_tells_current_names_from_those_of_the_year_before() -> None:
    rule = compile_rule("displayed > 2 * prev(displayed) || known(users) || prev(effective) > 1", NAMES)
    assert rule.uses == {"displayed", "users"}
    assert rule.uses_prev == {"displayed", "effective"}


def test_known_asks_whether_a_value_says_more_than_the_declaration() -> None:
    assert judged("known(x)", x=3) == judged("known(x)", x=(1, 2)) == YES
    assert judged("known(x)") == judged("known(x)", x=None) == judged("known(x)", x=(-math.inf, math.inf)) == NO
    assert judged("known(platform)", platform=(0, 100)) == NO
    assert judged("known(platform)", platform=(0, 99)) == YES
    rule = compile_rule("known(prev(x)) && !known(x)", FREE)
    assert verdict(rule, {}, {"x": Band(1, 1)}) == YES


def test_float_noise_decides_nothing() -> None:
    assert judged("x + y == 0.3", x=0.1, y=0.2) == YES
    assert judged("x + y > 0.3", x=0.1, y=0.2) == NO
    assert judged("x + y <= 0.3", x=0.1, y=0.2) == YES
    assert judged("x < 1e12", x=1e12 - 100) == NO  # a tie relative to the size
    assert judged("x < 1e12", x=1e12 - 10_000) == YES


@pytest.mark.parametrize("n", [3, 7, 49, 93, 98, 103, 1e-300, 5e-324])
def test_a_number_divided_by_itself_is_exactly_one(n: float) -> None:
    (step,) = outcome("ratio(x, y) == 1", x=n, y=n).steps
    assert step.working.en.endswith(" = 1 = 1")


@pytest.mark.parametrize("x", [math.inf, -math.inf, 1.7e308, -1.7e308, 5e-324, 0])
@pytest.mark.parametrize("y", [math.inf, -math.inf, 1.7e308, 0, (-math.inf, math.inf)])
@pytest.mark.parametrize(
    "expression",
    [
        "x + y",
        "x - y",
        "x * y",
        "x / y",
        "y / x",
        "ratio(x, y)",
        "x * 1e308 * y",
        "x - y - x",
        "min(x, y) - max(x, y)",
    ],
)
def test_no_extreme_value_raises_or_decides_by_overflow(x: Value, y: Value, expression: str) -> None:
    assert judged(f"{expression} < 1 || {expression} >= 1", x=x, y=y) in (YES, OPEN)
    result = outcome(f"{expression} == z - z", x=x, y=y, z=math.inf)
    assert result.verdict in (NO, OPEN)
    assert result.steps


def test_what_overflows_is_large_but_not_equal() -> None:
    assert judged("x * 10 == x * 20", x=1.7e308) == OPEN
    assert judged("x * 10 > 1e308", x=1.7e308) == YES
    assert judged("x * 10 - x * 20 < 0", x=1.7e308) == OPEN


def test_whole_numbers_are_as_good_as_floats() -> None:
    rule = compile_rule("x * x * x > 1", FREE)
    assert evaluate(rule, {"x": Band(10**200, 10**200)}).verdict == YES


def test_the_quick_verdict_is_that_of_the_full_evaluation() -> None:
    for x in (1, 9, (1, 9), None):
        assert judged("x < 5 || known(y)", x=x) == outcome("x < 5 || known(y)", x=x).verdict


def test_a_compiled_rule_survives_pickling() -> None:
    rule = compile_rule("ratio(effective, displayed) < 0.5 && at_least(1, known(users))", NAMES)
    copy = pickle.loads(pickle.dumps(rule))
    assert copy == rule
    assert verdict(copy, {"effective": Band(1, 1), "displayed": Band(3, 3), "users": Band(1, 1)}) == YES
