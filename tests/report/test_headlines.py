"""Headlines follow the data: every sentence is the outcome of a rule, and an open question is said to be open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.report import headlines as say
from assess.report.messages import PROSE
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
    assert say.below_median(bands, peers, "zh") == "2 层中有 1 层低于同类中位数。"
    assert say.below_median({"c": point(1.0)}, peers, "zh") == ""


def test_a_campaign_counts_only_gaps_that_are_sure() -> None:
    gaps = [point(10.0), Band(5, 40), point(-10.0), point(0.0)]
    line = say.campaign_gaps(gaps, 4, "zh")
    assert "4 个单位中，1 个" in line
    assert "1 个肯定用多于建" in line
    assert _starts(say.campaign_gaps([], 0, "zh"), "index_none")
    assert "3 个" in say.campaign_gaps([], 3, "zh")


def test_a_campaign_names_its_lowest_layer_only_if_layers_differ() -> None:
    low, high = Spread(5, 0, 1, 30, 60, 90), Spread(5, 0, 1, 80, 90, 95)
    assert "“用”最低，为 30.0" in say.campaign_layers([("建", high), ("用", low)], "zh")
    assert say.campaign_layers([("建", low), ("用", low)], "zh") == ""
