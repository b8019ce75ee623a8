"""Outcomes read as sentences in both languages, with titles, units and what is still to be found out."""

from __future__ import annotations

import random
import re

import msgspec
import pytest

from assess.base.band import Band
from assess.base.texts import Lang
from assess.rules import Result, RuleErrors, compile_rule, evaluate, in_words
from assess.rules.functions import FUNCTIONS
from assess.rules.wording import FUNCTION_WORDS

from .sample import FREE, NAMES, Value, Writer, info, outcome

PAPER = "displayed >= 10 && ratio(effective, displayed) < 0.5"


def said(lang: Lang, source: str, **values: Value) -> str:
    return in_words(outcome(source, **values), NAMES | FREE, lang)


def test_a_rule_that_holds_is_told_in_english() -> None:
    assert said("en", PAPER, displayed=213, effective=91) == (
        "All the conditions hold: “Results displayed” is 213, which is at least 10; the ratio of “Effective "
        "results” (91) to “Results displayed” (213) is 0.4272, which is less than 0.5."
    )


def test_a_rule_that_holds_is_told_in_chinese() -> None:
    assert said("zh", PAPER, displayed=213, effective=91) == (
        "各项条件均成立：“展示成果数”为 213，不低于 10；"
        "“有效成果数”（91）与“展示成果数”（213）之比为 0.4272，低于 0.5。"
    )


def test_a_rule_that_does_not_hold_says_what_failed() -> None:
    assert said("en", PAPER, displayed=3) == (
        "A condition that must hold does not: “Results displayed” is 3, which is less than 10."
    )
    assert said("zh", PAPER, displayed=3) == "有一项必要条件不成立：“展示成果数”为 3，低于 10。"


def test_an_undetermined_rule_says_what_is_missing() -> None:
    assert said("en", PAPER, displayed=213) == (
        "It cannot be decided whether all the conditions hold: “Results displayed” is 213, which is at least 10; "
        "the ratio of “Effective results” (not known) to “Results displayed” (213) is not known, so it cannot be "
        "said whether it is less than 0.5. Still to be found out: “Effective results”."
    )
    assert said("zh", PAPER, displayed=213) == (
        "无法判定各项条件是否都成立：“展示成果数”为 213，不低于 10；"
        "“有效成果数”（未知）与“展示成果数”（213）之比未知，无法判定是否低于 0.5。尚待查明：“有效成果数”。"
    )


def test_what_is_unknown_in_a_decided_rule_is_told() -> None:
    assert said("en", "users > 5 && displayed > 5", displayed=1).endswith(" Not known: “Registered users”.")
    assert said("zh", "users > 5 && displayed > 5", displayed=1).endswith("。未知：“注册用户数”。")


@pytest.mark.parametrize(
    ("source", "values", "en", "zh"),
    [
        ("days_open > 10", {"days_open": 12}, "is 12 days, which is more than 10 days", "为 12 天，超过 10 天"),
        ("days_open > 0.5", {"days_open": 1}, "is 1 day, which is more than 0.5 days", "为 1 天，超过 0.5 天"),
        ("10 < days_open", {"days_open": 12}, "is 12 days, which is more than 10 days", "为 12 天，超过 10 天"),
        ("days_open > 10", {"days_open": 3}, "is 3 days, which is at most 10 days", "为 3 天，不超过 10 天"),
        ("hours_open == 2", {"hours_open": 2}, "is 2 hours, which is equal to 2 hours", "为 2 小时，等于 2 小时"),
        ("hours_open == 2", {"hours_open": 3}, "which is different from 2 hours", "不等于 2 小时"),
        ("praise >= 99", {"praise": 99.5}, "is 99.5%, which is at least 99%", "为 99.5%，不低于 99%"),
        ("platform < 60", {"platform": (40, 50)}, "between 40 and 50 points, which", "为 40 至 50 分，低于 60 分"),
        (
            "platform < 60",
            {},
            "“Platform” is not known (between 0 and 100 points), so it cannot be said whether it is less",
            "“平台层”未知（0 至 100 分），无法判定是否低于 60 分",
        ),
        (
            "days_open > 10",
            {"days_open": (3, float("inf"))},
            "is at least 3 days, so",
            "至少为 3 天，无法判定是否超过 10 天",
        ),
        (
            "change > 10",
            {"change": (-float("inf"), 30)},
            "is at most 30 points, so",
            "至多为 30 分，无法判定是否超过 10 分",
        ),
        (
            "platform - readiness > 20",
            {"platform": 80, "readiness": 40},
            "“Platform” (80 points) minus “Readiness” (40 points) is 40 points, which is more than 20 points",
            "“平台层”（80 分）减“准备度”（40 分）为 40 分，超过 20 分",
        ),
        (
            "(platform + readiness) / 2 < 60",
            {"platform": 80, "readiness": 50},
            "the mean of “Platform” (80 points) and “Readiness” (50 points) is 65 points, which is at least 60",
            "“平台层”（80 分）、“准备度”（50 分）的平均值为 65 分，不低于 60 分",
        ),
        (
            "displayed / days_open > 2 * 3",
            {"displayed": 8, "days_open": 4},
            "“Results displayed” (8) divided by “Days to close” (4 days) is 2, which is at most 2",
            "“展示成果数”（8）除以“办结天数”（4 天）为 2，不超过 3 的 2 倍，即 6",
        ),
        (
            "effective / displayed < open_share",
            {"effective": 1, "displayed": 4, "open_share": 0.5},
            "“Effective results” (1) to “Results displayed” (4) is 0.25, which is less than “Share open” (0.5)",
            "“有效成果数”（1）与“展示成果数”（4）之比为 0.25，低于“开放占比”（0.5）",
        ),
        (
            "min(platform, readiness, 50) < 40",
            {"platform": 70, "readiness": 30},
            "the smallest of “Platform” (70 points), “Readiness” (30 points) and 50 is 30 points",
            "“平台层”（70 分）、“准备度”（30 分）、50 中的最小值为 30 分",
        ),
        (
            "(platform + readiness) / 3 < 60",
            {"platform": 80, "readiness": 70},
            "(“Platform” (80 points) plus “Readiness” (70 points)) divided by 3 is 50 points",
            "（“平台层”（80 分）加“准备度”（70 分））除以 3 为 50 分",
        ),
        (
            "days_open < 0.5 * prev(days_open)",
            {"days_open": 9},
            "less than 0.5 times “Days to close” one year earlier (not known).",
            "低于上一年的“办结天数”（未知）的 0.5 倍。",
        ),
        (
            "displayed < 1.5 * effective",
            {"displayed": 9, "effective": 4},
            "which is at least 1.5 times “Effective results” (4), that is 6.",
            "不低于“有效成果数”（4）的 1.5 倍，即 6。",
        ),
        (
            "abs(change) > 2",
            {"change": -4},
            "the absolute value of “Change in points” (-4 points) is",
            "（-4 分）的绝对值为 4 分",
        ),
        (
            "-change > 2",
            {"change": -4},
            "minus “Change in points” (-4 points) is 4",
            "负的“得分变化”（-4 分）为 4 分",
        ),
        (
            "displayed > 2 * prev(displayed)",
            {"displayed": 9},
            "“Results displayed” one year earlier (not known)",
            "上一年的“展示成果数”（未知）",
        ),
        (
            "ratio(effective, displayed) > 2",
            {"effective": 9, "displayed": 0},
            "cannot be worked out",
            "之比无法计算",
        ),
        ("known(users) && !known(praise)", {"users": 9}, "“Registered users” is known", "“注册用户数”已知"),
        ("known(praise) || users > 30", {"users": 9}, "“Praise” is not known", "“好评率”未知"),
        (
            "!(users > 3)",
            {"users": 9},
            "The condition does not hold: “Registered users” is 9, which is more than 3.",
            "条件不成立：“注册用户数”为 9，超过 3。",
        ),
        (
            "!(users > 3)",
            {"users": 1},
            "The condition holds: “Registered users” is 1, which is at most 3.",
            "条件成立：“注册用户数”为 1，不超过 3。",
        ),
        (
            "!!!known(users)",
            {},
            "The condition holds: “Registered users” is not known.",
            "条件成立：“注册用户数”未知。",
        ),
        (
            "!(users > 3 && displayed > 3)",
            {"users": 9, "displayed": 8},
            "The excluded case arises: all the conditions hold (“Registered users” is 9",
            "存在排除情形：各项条件均成立（“注册用户数”为 9",
        ),
        (
            "!!(users > 3 && displayed > 3)",
            {"users": 9, "displayed": 8},
            "All the conditions hold: “Registered users” is 9",
            "各项条件均成立：“注册用户数”为 9",
        ),
        (
            "!!!(users > 3 || displayed > 3) && days_open > 1",
            {"users": 1, "displayed": 1, "days_open": 2},
            "All the conditions hold: the excluded case does not arise (none of the conditions holds (“Registered",
            "各项条件均成立：排除情形不存在（各项条件均不成立（“注册用户数”为 1",
        ),
        (
            "!(users > 3 || displayed > 3)",
            {"users": 1},
            "It cannot be decided whether the excluded case arises: ",
            "无法判定排除情形是否存在：",
        ),
        (
            "users > 3 || displayed > 3",
            {"users": 9},
            "One of the conditions holds, which is enough",
            "有一项条件成立，即已足够",
        ),
        (
            "users > 3 || displayed > 3",
            {"users": 1, "displayed": 1},
            "None of the conditions holds",
            "各项条件均不成立",
        ),
        (
            "at_least(2, users > 3, displayed > 3, effective > 3)",
            {"users": 9, "displayed": 9},
            "At least 2 of the 3 conditions hold",
            "3 项条件中至少有 2 项成立",
        ),
        (
            "at_least(2, users > 3, displayed > 3)",
            {"users": 1},
            "Fewer than 2 of the 2",
            "2 项条件中成立的不足 2 项",
        ),
        (
            "users > 3 && (displayed > 3 || effective > 3)",
            {"users": 9, "displayed": 9, "effective": 1},
            "; one of the conditions holds, which is enough (“Results",
            "；有一项条件成立，即已足够（“展示成果数”",
        ),
    ],
)
def test_every_part_has_its_words(source: str, values: dict[str, Value], en: str, zh: str) -> None:
    assert en in said("en", source, **values)
    assert zh in said("zh", source, **values)


def test_every_function_has_words() -> None:
    assert FUNCTION_WORDS.keys() == {*FUNCTIONS, "mean"}


def test_a_decided_combination_tells_what_decided_it() -> None:
    assert said("en", "displayed > 5 && users > 5 && days_open > 5", displayed=9, users=1) == (
        "A condition that must hold does not: “Registered users” is 1, which is at most 5."
    )
    assert said("en", "displayed > 5 || users > 5", displayed=1, users=9) == (
        "One of the conditions holds, which is enough: “Registered users” is 9, which is more than 5."
    )
    counted = said("zh", "at_least(2, displayed > 5, users > 5, days_open > 5)", displayed=9, users=1, days_open=8)
    assert counted == "3 项条件中至少有 2 项成立：“展示成果数”为 9，超过 5；“办结天数”为 8 天，超过 5 天。"


def test_quotation_marks_within_titles_become_inner_ones() -> None:
    names = {"a": info("count", 0, 9, "“不适用”的项数", "Items “not applicable”")}
    result = evaluate(compile_rule("a > 3", names), {"a": Band(5, 5)})
    assert in_words(result, names, "zh") == "条件成立：“‘不适用’的项数”为 5，超过 3。"
    assert (
        in_words(result, names, "en") == "The condition holds: “Items ‘not applicable’” is 5, which is more than 3."
    )


def test_titles_with_braces_or_percent_signs_are_shown_as_they_are() -> None:
    names = {"a": info("count", 0, 9, "甲{b}%s", "A {b} %s {}")}
    result = evaluate(compile_rule("a > 3", names), {"a": Band(5, 5)})
    assert "“A {b} %s {}” is 5" in in_words(result, names, "en")
    assert "“甲{b}%s”为 5" in in_words(result, names, "zh")


def test_a_name_without_title_stands_as_its_id() -> None:
    assert (
        in_words(outcome("users > 3", users=9), {}, "en")
        == "The condition holds: “users” is 9, which is more than 3."
    )


def test_an_outcome_read_back_from_json_reads_the_same() -> None:
    result = outcome(PAPER, displayed=213)
    again = msgspec.json.decode(msgspec.json.encode(result), type=Result)
    assert again == result
    assert in_words(again, NAMES, "zh") == in_words(result, NAMES, "zh")


@pytest.mark.parametrize("seed", range(4))
def test_random_outcomes_keep_the_punctuation_of_their_language(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(80):
        try:
            rule = compile_rule(Writer(rng, depth=2, known=True).rule().ours, FREE)
        except RuleErrors:
            continue
        values = {name: rng.choice([None, Band(1, 1), Band(-1, 2), Band(-3, -3), Band(2, 3)]) for name in FREE}
        result = evaluate(rule, values)
        zh, en = in_words(result, FREE, "zh"), in_words(result, FREE, "en")
        assert zh.endswith("。")
        assert not re.search(
            r"[\u4e00-\u9fff][,;:?!(]|[\u4e00-\u9fff]-?[0-9]|[0-9][\u4e00-\u9fff]", re.sub("“[^”]*”", "“”", zh)
        )
        assert en.endswith(".")
        assert en[0].isupper() or en[0] == "“"
        assert not re.search(r"[\u4e00-\u9fff，。；：（）]", en)
        for text in (zh, en):
            assert "{" not in text
            assert "  " not in text
            assert text.count("（") == text.count("）")
            assert text.count("(") == text.count(")")


def test_scores_are_told_with_the_one_decimal_that_the_report_shows() -> None:
    assert said("en", "platform - readiness >= 30", platform=73.4375, readiness=39.1667) == (
        "The condition holds: “Platform” (73.4 points) minus “Readiness” (39.2 points) is 34.3 points, which is "
        "at least 30 points."
    )


def test_percentages_are_told_with_the_two_decimals_of_the_table_of_facts() -> None:
    assert "is 32.24%, which is at least 30%" in said("en", "praise >= 30", praise=32.2428)


def test_a_score_just_under_what_it_is_held_against_is_told_with_the_decimals_that_tell_them_apart() -> None:
    assert "is 29.9 points, which is less than 30 points" in said("en", "platform >= 30", platform=29.96)
    assert "is 30.04 points, which is more than 30 points" in said("en", "platform > 30", platform=30.04)


@pytest.mark.parametrize(
    ("value", "told"), [(74.96, "74.9"), (62.25, "62.3"), (0.5, "0.5"), (75.04, "75"), (60, "60")]
)
def test_a_score_is_rounded_half_up_and_never_onto_a_mark_it_has_not_reached(value: float, told: str) -> None:
    assert f"({told} points)" in said("en", "platform - readiness > 10", platform=value, readiness=0)
