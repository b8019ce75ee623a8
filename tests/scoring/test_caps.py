"""Caps by another indicator, as the coverage elements 2 to 5 of the Open Data Inventory under element 1."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.band import Band, point
from assess.packs.model import Pack
from assess.scoring.score import score_body
from tests.scoring.forms import body, indicator, layer, pack_of

HALVES = '{ kind = "number", unit = "points", curve = [[0, 0], [1, 1]] }'


@pytest.fixture
def odin(tmp_path: Path) -> Pack:
    """Three elements of 0, ½ or 1 point; the first one bounds the second, the second the third."""
    return pack_of(
        tmp_path,
        layer("coverage"),
        indicator("third", "coverage", HALVES, 'caps = [{ by = "second" }]'),
        indicator("second", "coverage", HALVES, 'caps = [{ by = "first" }]'),
        indicator("first", "coverage", HALVES),
    )


def test_no_element_exceeds_the_one_that_caps_it(odin: Pack) -> None:
    """½, 1 and 1 count as ½, ½ and ½: 50 of 100."""
    score = score_body(odin, body({"first": 0.5, "second": 1.0, "third": 1.0}))
    assert [score.indicators[x].points for x in ("first", "second", "third")] == [point(0.5)] * 3
    assert score.layers["coverage"].score == point(50.0)
    assert [n.en for n in score.indicators["third"].notes] == ["The score may not exceed that of second"]
    assert score.indicators["third"].voices["claimed"] == point(100.0)


def test_a_cap_takes_nothing_from_what_is_below_it(odin: Pack) -> None:
    score = score_body(odin, body({"first": 1.0, "second": 0.5, "third": 0.0}))
    assert [score.indicators[x].points for x in ("first", "second", "third")] == [point(1), point(0.5), point(0)]
    assert not score.indicators["third"].notes


def test_a_cap_that_is_not_known_leaves_the_score_between_none_and_its_own(odin: Pack) -> None:
    score = score_body(odin, body({"second": 0.5, "third": 1.0}))
    assert score.indicators["second"].score == Band(0.0, 50.0)
    assert score.indicators["third"].score == Band(0.0, 50.0)


def test_an_indicator_that_does_not_apply_caps_nothing(odin: Pack) -> None:
    score = score_body(odin, body({"second": 0.5, "third": 0.5}, absent=("first",)))
    assert score.indicators["third"].score == point(50.0)
