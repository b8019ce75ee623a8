"""Expressions for a number: the same checks as rules, and a band that holds every case."""

from __future__ import annotations

import pytest

from assess.base.band import Band, point
from assess.rules import RuleErrors, compile_number, number
from assess.rules.tree import Quantity
from assess.rules.units import PURE
from tests.rules.sample import NAMES


def test_a_number_is_worked_out_with_its_unit() -> None:
    share = compile_number("ratio(effective, displayed)", NAMES)
    assert isinstance(share.tree, Quantity)
    assert share.tree.unit == PURE
    assert share.uses == {"effective", "displayed"}
    assert number(share, {"effective": point(91), "displayed": point(213)}) == point(91 / 213)
    assert number(share, {"effective": Band(20, 30), "displayed": Band(40, 60)}) == Band(20 / 60, 30 / 40)


def test_a_number_may_look_a_year_back() -> None:
    change = compile_number("users - prev(users)", NAMES)
    assert number(change, {"users": point(70)}, {"users": point(50)}) == point(20)
    assert (change.uses, change.uses_prev) == ({"users"}, {"users"})


def test_there_is_no_number_where_one_would_divide_by_zero() -> None:
    share = compile_number("effective / displayed", NAMES)
    assert number(share, {"effective": point(1), "displayed": Band(0, 3)}) is None


def test_what_is_not_known_lies_in_its_range() -> None:
    assert number(compile_number("1 - open_share", NAMES), {}) == Band(0, 1)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("open_share > 0.5", "is a condition where a number is needed"),
        ("true", "is a condition where a number is needed"),
        ("0.5 + 1", "this names nothing and is always the same"),
        ("users + open_share", "unlike units"),
        ("users / 0", "divides by what is always zero"),
        ("usrs", "no fact, indicator or layer is called usrs"),
        ("users +", ""),
    ],
)
def test_what_is_no_number_is_told(source: str, said: str) -> None:
    with pytest.raises(RuleErrors) as caught:
        compile_number(source, NAMES)
    assert said in caught.value.problems[0].message.en
    assert caught.value.problems[0].message.zh
