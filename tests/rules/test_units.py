"""Units multiply, cancel and are told in words."""

from __future__ import annotations

import pytest

from assess.rules.units import PURE, Unit, common, product, unit_of, unit_title

DAYS, COUNT = unit_of("days"), unit_of("count")


def test_shares_and_ratios_are_the_same_pure_numbers() -> None:
    assert unit_of("share") == unit_of("ratio") == PURE


@pytest.mark.parametrize(
    ("factors", "expected"),
    [
        ([(None, 1), (None, -1)], None),
        ([(DAYS, 1), (None, 1)], DAYS),
        ([(DAYS, 1), (None, -1)], DAYS),
        ([(DAYS, 1), (DAYS, -1)], PURE),
        ([(PURE, 1), (DAYS, 1)], DAYS),
        ([(None, 1), (PURE, 1)], PURE),
        ([(COUNT, 1), (DAYS, -1)], (("count", 1), ("days", -1))),
        ([(COUNT, 1), (DAYS, -1), (DAYS, 1)], COUNT),
        ([(None, 1), (DAYS, -1)], (("days", -1),)),
    ],
)
def test_products_and_quotients(factors: list[tuple[Unit, int]], expected: Unit) -> None:
    assert product(factors) == expected


def test_plain_numbers_adapt() -> None:
    assert common([None, DAYS, None]) == DAYS
    assert common([None, None]) is None


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        (None, "纯数字", "a plain number"),
        (PURE, "比例", "a share or ratio"),
        (DAYS, "天", "days"),
        (product([(COUNT, 1), (DAYS, -1)]), "个数/天", "count/days"),
        (product([(COUNT, 1), (COUNT, 1)]), "个数^2", "count^2"),
        (product([(None, 1), (DAYS, -1)]), "1/天", "1/days"),
        (unit_of("mystery"), "mystery", "mystery"),
    ],
)
def test_titles(unit: Unit, zh: str, en: str) -> None:
    assert (unit_title(unit).zh, unit_title(unit).en) == (zh, en)
