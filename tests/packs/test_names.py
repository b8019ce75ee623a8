"""What the names of a pack stand for in rules: units, ranges, and which have none."""

from __future__ import annotations

import math
from pathlib import Path

from assess.base.texts import same
from assess.packs.load import load_pack
from assess.packs.model import Fact
from assess.packs.names import rule_names
from assess.packs.vocabulary import UNITS
from tests.packs.sample import write_pack


def _fact(unit: str, **rest: object) -> Fact:
    return Fact(id="x", title=same("x"), unit=unit, collector="tool", **rest)  # type: ignore[arg-type]


def test_facts_indicators_and_layers_are_names_and_unscored_indicators_are_not(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path))
    names = rule_names(pack.facts, pack.indicators, pack.layers)
    scored = {"has_plan", "plan_state", "online_share", "channels", "built", "used"}
    assert names.keys() == scored | {"visits", "open_share", "claimed"}
    assert {(n.unit, n.lowest, n.highest) for name, n in names.items() if name in scored} == {("score", 0, 100)}
    assert names["built"].title == pack.layers[0].title


def test_a_fact_without_a_range_has_that_of_its_unit() -> None:
    found = {unit: rule_names([_fact(unit)], [], [])["x"] for unit in UNITS}
    assert (found["share"].lowest, found["share"].highest) == (0, 1)
    assert (found["percent"].lowest, found["percent"].highest) == (0, 100)
    assert {u for u, n in found.items() if n.lowest == 0} == set(UNITS) - {"points", "grade"}
    assert {u for u, n in found.items() if n.highest == math.inf} == set(UNITS) - {"share", "percent"}
    assert found["grade"].lowest == -math.inf


def test_a_fact_with_a_range_keeps_it() -> None:
    info = rule_names([_fact("yuan", lowest=-5.0, highest=5.0)], [], [])["x"]
    assert (info.lowest, info.highest) == (-5, 5)


def test_a_difference_of_points_is_never_negative() -> None:
    assert rule_names([_fact("points", derive="stated-points-difference")], [], [])["x"].lowest == 0
