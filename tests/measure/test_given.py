"""The value that facts give an indicator: there only when every fact it rests on is known."""

from __future__ import annotations

import msgspec
import pytest

from assess.base.band import Band, point
from assess.measure.given import expressions, value_given
from assess.packs.model import Indicator, Pack
from tests.mini import mini


def _with(value_from: str) -> tuple[Pack, Indicator]:
    pack = mini()
    visits = next(i for i in pack.indicators if i.id == "visits")
    changed = msgspec.structs.replace(visits, value_from=value_from, feeds=None)
    indicators = tuple(changed if i.id == "visits" else i for i in pack.indicators)
    return msgspec.structs.replace(pack, indicators=indicators, digest=f"given {value_from}"), changed


def test_a_ratio_of_facts_becomes_the_value_as_a_band() -> None:
    pack, visits = _with("100 * ratio(results_effective, results_displayed)")
    assert set(expressions(pack)) == {"visits"}
    known: dict[str, Band | None] = {"results_effective": point(91.0), "results_displayed": Band(182.0, 213.0)}
    value = value_given(pack, visits, known, {})
    assert value is not None
    assert (round(value.lo, 2), round(value.hi, 2)) == (42.72, 50.0)


@pytest.mark.parametrize(
    "known", [{}, {"results_effective": point(1.0)}, {"results_effective": point(1.0), "results_displayed": None}]
)
def test_a_fact_that_is_missing_leaves_no_value(known: dict[str, Band | None]) -> None:
    pack, visits = _with("ratio(results_effective, results_displayed)")
    assert value_given(pack, visits, known, {}) is None


def test_last_year_is_needed_where_the_expression_names_it() -> None:
    pack, visits = _with("visits_a_month - prev(visits_a_month)")
    now: dict[str, Band | None] = {"visits_a_month": point(300.0)}
    assert value_given(pack, visits, now, {}) is None
    assert value_given(pack, visits, now, {"visits_a_month": point(100.0)}) == point(200.0)


def test_an_indicator_without_expression_is_given_nothing() -> None:
    pack = mini()
    assert all(value_given(pack, i, {"visits_a_month": point(1.0)}, {}) is None for i in pack.indicators)
