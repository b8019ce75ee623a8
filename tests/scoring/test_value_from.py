"""Values worked out from facts: the measured voice, what stands beside a claim, and how far apart they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.band import Band, point
from assess.packs.model import Pack
from assess.scoring.score import score_body
from tests.scoring.forms import body, fact, indicator, layer, pack_of

SHARE = '{ kind = "share", goalposts = [0, 1] }'


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return pack_of(
        tmp_path,
        layer("one"),
        indicator("closed", "one", SHARE, 'value_from = "ratio(done, asked)"'),
        fact("done"),
        fact("asked"),
    )


def test_facts_give_an_unanswered_indicator_its_score(pack: Pack) -> None:
    found = score_body(pack, body(facts={"done": 91, "asked": 364})).indicators["closed"]
    assert (found.score, found.standing, found.state) == (point(25.0), "measured", "scored")
    assert found.voices == {"measured": point(25.0)}
    assert found.notes == ()


def test_a_measured_value_stands_before_a_claim_which_is_kept_with_the_gap(pack: Pack) -> None:
    found = score_body(pack, body({"closed": 0.9}, {"done": 91, "asked": 364})).indicators["closed"]
    assert (found.score, found.standing) == (point(25.0), "measured")
    assert found.voices == {"claimed": point(90.0), "measured": point(25.0)}
    assert [n.en for n in found.notes] == ["The claim scores 65.0 points above what was measured"]
    modest = score_body(pack, body({"closed": 0.2}, {"done": 91, "asked": 364})).indicators["closed"]
    assert [n.zh for n in modest.notes] == ["自报得分比实测低 5.0 分"]


def test_a_verified_answer_stands_before_a_measured_value(pack: Pack) -> None:
    state = body({"closed": 0.9}, {"done": 91, "asked": 364}, verified={"closed": 0.3})
    found = score_body(pack, state).indicators["closed"]
    assert (found.score, found.standing) == (point(30.0), "verified")
    assert found.voices["measured"] == point(25.0)


def test_a_claim_stands_while_a_fact_is_missing(pack: Pack) -> None:
    found = score_body(pack, body({"closed": 0.9}, {"done": 91})).indicators["closed"]
    assert (found.score, found.standing) == (point(90.0), "claimed")
    assert "measured" not in found.voices


def test_a_fact_known_within_bounds_gives_a_band_and_no_gap_where_the_claim_may_be_right(pack: Pack) -> None:
    found = score_body(pack, body({"closed": 0.5}, {"done": (40, 60), "asked": 100})).indicators["closed"]
    assert found.score == Band(40.0, 60.0)
    assert found.notes == ()


def test_nothing_asked_gives_no_share_and_leaves_the_claim(pack: Pack) -> None:
    found = score_body(pack, body({"closed": 0.9}, {"done": 0, "asked": 0})).indicators["closed"]
    assert (found.score, found.standing) == (point(90.0), "claimed")
