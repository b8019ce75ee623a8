"""Indicators that apply to some bodies only: by profile, by a condition over facts, or not any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.band import Band, point
from assess.golden import run_golden_tests
from assess.packs.model import Pack
from assess.scoring.applies import DOES_NOT_APPLY, MAY_NOT_APPLY
from assess.scoring.score import score_body
from tests.scoring.forms import body, fact, indicator, layer, pack_of

PROFILES = "".join(
    f'[[profiles]]\nid = "{x}"\ntitle = {{ zh = "类别", en = "Profile" }}\n' for x in ("county", "ministry")
)


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return pack_of(
        tmp_path,
        PROFILES,
        layer("one"),
        indicator("always", "one"),
        indicator("portal", "one", extra='applies_when = "portals >= 1"'),
        indicator("villages", "one", extra='profiles = ["county"]'),
        indicator("old", "one", extra='status = "retired"\nuntil = "2023"'),
        indicator("next", "one", extra='status = "future"\nsince = "2027"'),
        fact("portals"),
        """
[[tests]]
name = "a county with one portal: (60 + 30 + 0) / 3"
answers = { always = 60, portal = 30, villages = 0 }
facts = { portals = 1 }
kind = "county"
scores = { one = 30, portal = 30 }
[[tests]]
name = "a ministry without portals: 60 alone"
answers = { always = 60, portal = 30, villages = 0 }
facts = { portals = 0 }
kind = "ministry"
scores = { one = 60 }
[[tests]]
name = "a ministry with perhaps a portal: 60 with 0 to 100"
answers = { always = 60, portal = 30, villages = 0 }
facts = { portals = [0, 4] }
kind = "ministry"
scores = { one = [30, 80] }
""",
    )


ANSWERS: dict[str, str | float | tuple[str, ...]] = {"always": 60.0, "portal": 30.0, "villages": 0.0}


def test_golden_tests_may_give_facts_and_a_profile(pack: Pack) -> None:
    assert [(o.name, o.got) for o in run_golden_tests(pack) if not o.passed] == []


def test_an_indicator_of_another_profile_leaves_the_denominator(pack: Pack) -> None:
    score = score_body(pack, body(ANSWERS, {"portals": 2}, kind="ministry"))
    assert score.layers["one"].score == point(45.0)
    assert score.layers["one"].maximum == 200
    assert (score.indicators["villages"].state, score.indicators["villages"].score) == ("not-applicable", None)
    assert score.indicators["villages"].notes == (DOES_NOT_APPLY,)
    assert score.indicators["villages"].voices == {"claimed": point(0.0)}, "what was said is kept and shown"


@pytest.mark.parametrize("kind", ["", "province"])
def test_a_kind_that_is_no_profile_takes_every_indicator(pack: Pack, kind: str) -> None:
    assert score_body(pack, body(ANSWERS, {"portals": 2}, kind=kind)).layers["one"].score == point(30.0)


def test_a_condition_that_is_not_known_gives_a_band_that_holds_both_cases(pack: Pack) -> None:
    score = score_body(pack, body(ANSWERS, kind="ministry"))
    band = score.layers["one"].score
    assert band == Band(30.0, 80.0)
    assert score.indicators["portal"].notes == (MAY_NOT_APPLY,)
    assert score.indicators["portal"].state == "unknown"
    for portals in (0, 1):
        case = score_body(pack, body(ANSWERS, {"portals": portals}, kind="ministry")).layers["one"].score
        assert case is not None
        assert band.lo <= case.lo <= band.hi


def test_retired_and_future_indicators_are_neither_asked_nor_scored(pack: Pack) -> None:
    assert [i.id for i in pack.indicators] == ["always", "portal", "villages"]
    assert [(i.id, i.status, i.since, i.until) for i in pack.reserved] == [
        ("old", "retired", "", "2023"),
        ("next", "future", "2027", ""),
    ]
    assert pack.indicator("old") is None
    assert "old" not in score_body(pack, body({**ANSWERS, "old": 100.0})).indicators
