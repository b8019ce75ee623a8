"""Headlines follow the data: every sentence is the outcome of a rule, and an open question is said to be open."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.report import headlines as say
from assess.report.messages import PROSE
from assess.report.view.marks import Shown
from assess.report.view.ranked import Ranked
from assess.scoring.ranks import rank, rounded
from assess.snapshot import Spread, Standing


def _starts(sentence: str, key: str, lang: str = "zh") -> bool:
    return sentence.startswith(getattr(PROSE[key], lang).split("{")[0])


@pytest.mark.parametrize(
    ("gap", "key"),
    [
        (point(20.0), "far_ahead"), (point(19.99), "ahead"), (point(10.0), "ahead"), (point(9.99), "level"),
        (point(0.0), "level"), (point(-9.99), "level"), (point(-10.0), "behind"), (Band(5, 15), "gap_open"),
        (Band(-30, 30), "gap_open"), (Band(12, 60), "ahead"), (Band(-40, -10), "behind"),
        (Band(-15, -5), "gap_open"),
    ],
)  # fmt: skip
def test_the_gap_decides_only_with_its_whole_band(gap: Band, key: str) -> None:
    assert _starts(say.gap_line(gap, "zh"), key)


def test_a_reversed_gap_is_told_as_a_positive_number() -> None:
    assert "12.0 至 30.0" in say.gap_line(Band(-30, -12), "zh")
    assert "−" not in say.gap_line(point(-12.0), "en")


def test_without_a_score_there_is_no_verdict() -> None:
    assert _starts(say.verdict(None, 1.0, point(50.0), "zh"), "no_score")


def test_with_less_than_half_the_weight_known_nothing_is_concluded() -> None:
    line = say.verdict("12.0", 0.499, point(50.0), "zh")
    assert "49%" in line
    assert "建得多" not in line
    assert _starts(say.verdict("12.0", 0.5, point(50.0), "zh"), "far_ahead")


def test_a_pack_without_mapped_layers_gets_its_total_as_headline() -> None:
    assert say.verdict("71.6", 1.0, None, "en") == "The total is 71.6."


def test_the_rank_comes_with_its_range_unless_it_is_sure() -> None:
    assert "可能名次 2–3" in say.rank_line("71.6", Standing(2, 2, 3, 5), "zh")
    assert "可能名次" not in say.rank_line("71.6", Standing(2, 2, 2, 5), "zh")
    assert "列第" not in say.rank_line("71.6", Standing(1, 1, 1, 1), "zh")


@given(undetermined=st.integers(1, 50), rules=st.integers(1, 50))
def test_undetermined_is_never_told_as_clear(undetermined: int, rules: int) -> None:
    for lang in ("zh", "en"):
        line = say.flag_line(0, 0, undetermined, rules, lang)  # type: ignore[arg-type]
        assert str(undetermined) in line
        assert "不能据此排除" in line or "not ruled out" in line


def test_even_when_no_rule_holds_formalism_is_not_ruled_out() -> None:
    assert "不等于没有形式主义" in say.flag_line(0, 0, 0, 11, "zh")
    assert "does not rule formalism out" in say.flag_line(0, 0, 0, 11, "en")


def test_flags_are_counted_with_the_severe_and_the_open_ones() -> None:
    line = say.flag_line(5, 2, 3, 11, "zh")
    assert ("5 条" in line, "2 条" in line, "3 条" in line) == (True, True, True)
    assert "未定" not in say.flag_line(5, 2, 0, 11, "zh")


def test_a_pack_without_rules_says_so() -> None:
    assert say.flag_line(0, 0, 0, 0, "en") == PROSE["flags_no_rules"].en


def test_the_lowest_layer_is_named_only_when_it_surely_is() -> None:
    sure = say.lowest_layer([("甲", point(80.0)), ("乙", Band(20, 40)), ("丙", point(41.0))], "zh")
    assert "“乙”最低，为 20.0" in sure
    assert "“甲”最高，为 80.0" in sure
    assert _starts(say.lowest_layer([("甲", point(80.0)), ("乙", Band(20, 80))], "zh"), "layers_overlap")
    assert _starts(say.lowest_layer([("甲", point(80.0)), ("乙", point(80.0))], "zh"), "layers_even")
    assert _starts(say.lowest_layer([("甲", None)], "zh"), "layers_none")


def test_layers_below_the_median_are_counted_only_where_there_are_peers() -> None:
    peers = {"a": Spread(5, 0, 40, 50, 60, 90), "b": Spread(5, 0, 40, 50, 60, 90), "c": Spread(1, 9, 9, 9, 9, 9)}
    bands = {"a": point(49.9), "b": point(50.0), "c": point(1.0)}
    assert say.below_median(bands, peers, "zh") == "2 层中有 1 层肯定低于同类中位数。"
    assert say.below_median({"c": point(1.0)}, peers, "zh") == ""
    assert say.below_median({"a": Band(49, 51)}, peers, "en") == "Layers surely below the peers’ median: 0 of 1."


def test_a_campaign_counts_only_gaps_that_are_sure() -> None:
    gaps = [point(10.0), Band(5, 40), point(-10.0), point(0.0)]
    line = say.campaign_gaps(gaps, 4, "zh")
    assert "4 个单位中，建与用之差肯定达到 10 分的：建多于用 1 个" in line
    assert "用多于建 1 个" in line
    assert _starts(say.campaign_gaps([], 0, "zh"), "index_none")
    assert "3 个" in say.campaign_gaps([], 3, "zh")


def test_a_campaign_names_its_lowest_layer_only_if_layers_differ() -> None:
    low, high = Spread(5, 0, 1, 30, 60, 90), Spread(5, 0, 1, 80, 90, 95)
    assert "“用”最低，为 30.0" in say.campaign_layers([("建", high), ("用", low)], "zh")
    assert say.campaign_layers([("建", low), ("用", low)], "zh") == ""


@pytest.mark.parametrize(
    ("then", "now", "apart", "move"),
    [
        (point(60.0), point(60.1), False, "up"), (point(60.0), point(59.9), False, "down"),
        (point(60.0), point(60.0), False, "same"), (Band(50, 60), Band(60, 70), False, "open"),
        (Band(50, 60), Band(60.1, 70), False, "up"), (Band(50, 60), Band(40, 49.9), False, "down"),
        (Band(50, 60), Band(50, 60), False, "open"), (point(10.0), point(90.0), True, "apart"),
        (None, point(1.0), False, "none"), (point(1.0), None, True, "none"),
    ],
)  # fmt: skip
def test_a_score_moved_only_when_the_ranges_have_nothing_in_common(
    then: Band | None, now: Band | None, apart: bool, move: str
) -> None:
    assert say.moved(then, now, apart=apart) == move


def test_what_does_not_compare_is_never_told_as_a_rise_or_a_fall() -> None:
    line = say.year_line("apart", "总分", Shown("10.0"), Shown("90.0"), "2024", "zh")
    assert "不可比" in line
    assert not re.search("上升|下降", line)
    assert "none compares" in say.layers_moved(["apart", "apart", "none"], "2024", "en")
    assert say.layers_moved(["up", "apart", "open", "none"], "2024", "zh") == (
        "3 层之中：肯定上升 1 层，说不准 1 层，不可比 1 层。"
    )
    assert say.layers_moved(["none"], "2024", "zh") == ""


def test_a_score_not_known_then_or_now_is_not_compared() -> None:
    assert "无从比较" in say.year_line("none", "总分", None, Shown("9.0"), "2024", "zh")
    assert "has no score now" in say.year_line("none", "Total", Shown("9.0"), None, "2024", "en")


def test_a_range_is_told_as_a_range_in_what_moved() -> None:
    line = say.year_line("open", "总分", Shown("60.0", "60.0–70.0"), Shown("65.0", "65.0–66.0"), "2024", "zh")
    assert "当时 60.0–70.0，现在 65.0–66.0" in line


def test_a_place_among_others_is_settled_only_when_no_order_is_open() -> None:
    assert say.among(3, 5, 2, "zh") == "11 个单位之中：肯定落后于 3 个，肯定领先 5 个，与其余 2 个分不出先后。"
    assert "its place is settled" in say.among(0, 5, 0, "en")
    assert say.among(0, 0, 4, "zh") == "5 个单位之中，与其余各个都分不出先后。"


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 15)), min_size=2, max_size=12),
    st.sampled_from([None, 0, 1]),
)
def test_how_many_are_surely_above_and_below_agrees_with_the_ranks(
    ends: list[tuple[int, int]], digits: int | None
) -> None:
    bands = [Band(low / 4, (low + wide) / 4) for low, wide in ends]
    ready = [rounded(b, digits) for b in bands]
    lows, highs = sorted(b.lo for b in ready), sorted(b.hi for b in ready)
    placed = Ranked((), {}, tuple(lows), tuple(highs), digits)
    found = rank({str(n): b for n, b in enumerate(bands)}, digits=digits)
    for n, band in enumerate(bands):
        above, below, open_ = placed.around(band)
        assert above == found[str(n)].best - 1
        assert below <= len(bands) - found[str(n)].worst, "equal scores share a place and are not surely below"
        assert above + below + open_ == len(bands) - 1


@pytest.mark.parametrize(
    ("claim", "other", "how"),
    [
        (point(50.0), point(49.9), "higher"), (point(50.0), point(50.1), "lower"), (point(50.0), point(50.0), "level"),
        (Band(40, 60), point(60.0), "open"), (Band(40, 60), point(60.1), "lower"), (Band(40, 60), point(39.9), "higher"),
    ],
)  # fmt: skip
def test_a_claim_stands_higher_only_with_its_whole_range(claim: Band, other: Band, how: str) -> None:
    assert say.stands(claim, other) == how


def test_claims_without_another_voice_are_not_told_as_agreeing() -> None:
    assert (
        say.voices_line([], [], "en") == "More than one voice spoke, but there is no claim to hold against another."
    )
