"""GRIM over lists: published examples, certain of what it says, silent where a denominator or a rule explains it."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.forensics.grim_many import grim_means, grim_percentages, read_figure


def columns(*pairs: tuple[str, float]) -> dict[str, np.ndarray]:
    return {"text": np.array([p[0] for p in pairs]), "cases": np.array([p[1] for p in pairs], dtype=float)}


@pytest.mark.parametrize(
    ("mean", "n", "impossible"),
    [("5.19", 28, 1), ("5.18", 28, 0), ("5.21", 28, 0), ("3.48", 20, 1), ("3.45", 20, 0)],
)
def test_means_of_the_published_examples(mean, n, impossible):
    """5.19 of 28 whole ratings: Brown & Heathers (2017); 3.48 of 20 dice: the usual classroom example."""
    outcome = grim_means(columns((mean, n)), {"items": 1})
    assert outcome.effect.value == impossible
    assert outcome.p == (0.0 if impossible else 1.0)


def test_a_mean_of_several_questions_can_be_finer():
    assert grim_means(columns(("3.48", 20)), {"items": 1}).p == 0
    assert grim_means(columns(("3.48", 20)), {"items": 3}).p == 1  # 209/60 = 3.4833


def test_a_trailing_zero_that_was_written_counts():
    """1 of 3 is 33.3 % or 33.33 %, never 33.30 %."""
    assert grim_percentages(columns(("33.3%", 3)), {}).p == 1
    assert grim_percentages(columns(("33.30%", 3)), {}).p == 0


@pytest.mark.parametrize("text", ["12.5", "12.4", "62.5"])
def test_a_half_may_be_rounded_either_way(text):
    """1/8 and 5/8 are exact; 12.45 % of 2,000 may be written 12.4 by rounding to even, and 12.5 by rounding up."""
    cases = 2000 if text == "12.4" else 8
    outcome = grim_percentages(columns((text, cases), ("50.0", 8)), {})
    assert outcome.p == 1


@given(
    st.lists(
        st.tuples(st.integers(1, 3000), st.floats(0, 1), st.integers(0, 3)), min_size=1, max_size=8
    ),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN]),
)  # fmt: skip
def test_honest_percentages_are_never_impossible_and_those_cut_off_never_accused(rows, rounding):
    pairs = [
        (str((Decimal(100 * round(s * n)) / Decimal(n)).quantize(Decimal(1).scaleb(-d), rounding)), n)
        for n, s, d in rows
    ]
    assert grim_percentages(columns(*pairs), {}).p in (None, 1.0)


@pytest.mark.parametrize(
    "pairs",
    [
        [("97.3", 1000)],
        [("97", 100)],
        [("97.3", float("nan"))],
        [("97.3", 12.5)],
        [("106.3", 20)],
        [("about 97", 20)],
        [("", 20)],
    ],
)
def test_it_is_silent_where_nothing_can_be_judged(pairs):
    outcome = grim_percentages(columns(*pairs), {})
    assert outcome.silent is not None
    assert outcome.p is None
    assert outcome.effect is None


def test_decimals_cut_off_throughout_are_a_reason_for_silence_and_one_more_wrong_figure_is_not():
    cut = [("66.6", 3), ("33.3", 3), ("28.5", 7), ("83.3", 6)]
    assert grim_percentages(columns(*cut), {}).silent is not None
    found = grim_percentages(columns(*cut, ("47.1", 7)), {})
    assert found.p == 0
    assert found.effect.value >= 2


def test_figures_unrelated_to_their_cases_raise_the_question_of_the_cases():
    pairs = [(f"{v:.1f}", 20) for v in (91.3, 92.7, 88.1, 87.4, 93.9)]
    outcome = grim_percentages(columns(*pairs), {})
    assert outcome.effect.value == 5
    assert outcome.figures["impossible_if_unrelated"] == pytest.approx(5 * 0.98)
    assert "the cases may be others" in outcome.words.en
    assert "分母不对" in outcome.words.zh


def test_the_words_name_an_impossible_figure_and_end_in_a_question():
    words = grim_percentages(columns(("97.3%", 20), ("95.0%", 20)), {}).words
    assert "97.3%" in words.en
    assert "1 of 2" in words.en
    assert "not a proof" in words.en
    assert "不是证明" in words.zh


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("97.30%", "97.3", 2),
        ("９７．３％", "97.3", 1),
        ("1,234.5", "1234.5", 1),
        (" 88 ", "88", 0),
        ("-0.5", "-0.5", 1),
    ],
)
def test_figures_are_read_as_written(text, value, decimals):
    figure = read_figure(text)
    assert figure.decimals == decimals
    assert Decimal(str(float(figure.value))) == Decimal(value)


@pytest.mark.parametrize("text", ["1e3", "about 3", "", "%", ".", "3/4", "nan", "²", "97.3²"])
def test_what_is_no_plain_number_is_not_read(text):
    assert read_figure(text) is None
