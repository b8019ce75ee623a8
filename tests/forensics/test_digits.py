"""Last digits: scipy's figures, and silence on every kind of number whose last digits are uneven by nature."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.digits import terminal_digit, too_round

# How people choose last digits when they make counts up; the model of the benchmark.
HUMAN = [0.06, 0.11, 0.12, 0.14, 0.11, 0.10, 0.10, 0.13, 0.08, 0.05]


def rng() -> np.random.Generator:
    return np.random.default_rng(20)


def honest(n: int) -> np.ndarray:
    return np.round(np.exp(rng().normal(6.5, 0.5, n)) + 100)


def test_p_and_effect_of_last_digits_are_those_of_scipy():
    values = honest(400)
    outcome = terminal_digit({"count": values}, {})
    expected = stats.chisquare(np.bincount((values % 10).astype(int), minlength=10))
    assert outcome.p == pytest.approx(expected.pvalue, rel=1e-9)
    assert outcome.figures["x2"] == pytest.approx(expected.statistic)
    assert outcome.effect.value == pytest.approx(np.sqrt(expected.statistic / (9 * 400)))
    assert outcome.effect.lo <= outcome.effect.value <= outcome.effect.hi


def test_p_and_interval_of_round_numbers_are_those_of_scipy():
    values = np.concatenate([honest(80), np.arange(200, 400, 10.0)])
    outcome = too_round({"count": values}, {})
    test = stats.binomtest(int(np.sum(values % 10 == 0)), 100, 0.1, alternative="greater")
    assert outcome.p == pytest.approx(test.pvalue, rel=1e-9)
    both_sides = stats.binomtest(test.k, 100).proportion_ci(0.95, "wilson")
    assert (outcome.effect.lo + 0.1, outcome.effect.hi + 0.1) == pytest.approx(tuple(both_sides))


def test_digits_as_people_make_them_up_are_seen():
    values = 10.0 * rng().integers(20, 200, 600) + rng().choice(10, 600, p=HUMAN)
    assert terminal_digit({"count": values}, {}).p < 0.001


def test_rounding_a_fifth_of_the_counts_is_seen_and_asks_whether_they_were_estimated():
    values = honest(100)
    values[:20] = np.round(values[:20], -1)
    outcome = too_round({"count": values}, {})
    assert outcome.p < 0.01
    assert outcome.effect.lo > 0
    assert "estimated" in outcome.words.en
    assert "估计" in outcome.words.zh


NASTY = {
    "small counts (Poisson 8)": np.random.default_rng(1).poisson(8, 500).astype(float),
    "percentages with one decimal": np.round(100 * np.random.default_rng(2).binomial(30, 0.8, 500) / 30, 1),
    "whole percentages": np.round(100 * np.random.default_rng(3).binomial(200, 0.6, 500) / 200),
    "large but hardly spread": np.round(np.random.default_rng(4).normal(500, 3, 500)),
    "a quota met again and again": np.where(np.arange(500) % 4 == 0, 350.0, np.arange(500) + 200.0),
    "all reported in tens": np.round(np.random.default_rng(5).normal(5000, 900, 500), -1),
    "negative balances": np.round(np.random.default_rng(6).normal(0, 900, 500)),
}


@pytest.mark.parametrize("values", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("test", [terminal_digit, too_round])
def test_numbers_with_uneven_last_digits_by_nature_are_refused_with_the_reason(test, values):
    outcome = test({"count": values}, {})
    assert outcome.silent is not None
    assert outcome.p is None
    failed = next(c for c in outcome.checks if not c.held)
    assert failed.what.en in outcome.words.en
    assert failed.seen.zh in outcome.words.zh


def test_too_few_counts_are_refused():
    assert too_round({"count": honest(39)}, {}).silent is not None
    assert terminal_digit({"count": honest(219)}, {}).silent is not None


def test_unknown_values_do_not_count():
    values = np.append(honest(39), [np.nan] * 10)
    assert too_round({"count": values}, {}).n == 39


@settings(max_examples=25)
@given(st.randoms())
def test_the_order_of_the_counts_does_not_matter(random):
    values = list(honest(300))
    straight = [test({"count": np.array(values)}, {}).p for test in (too_round, terminal_digit)]
    random.shuffle(values)
    assert [test({"count": np.array(values)}, {}).p for test in (too_round, terminal_digit)] == straight


def test_a_chance_too_small_for_a_float_is_not_called_impossible():
    values = np.concatenate([honest(3000), 10.0 * np.arange(100, 6100), [99_999.0]])
    for test in (too_round, terminal_digit):
        outcome = test({"count": values}, {})
        assert 0 < outcome.p < 1e-200
        assert "<1e-6" in outcome.words.en


def test_what_comes_by_the_dozen_is_not_judged() -> None:
    values = np.random.default_rng(4).integers(20, 200, 300) * 12.0
    for test in (too_round, terminal_digit):
        silent = test({"count": values}, {}).silent
        assert silent is not None
        assert "12" in silent.en


def test_large_figures_rounded_by_a_rule_are_not_judged() -> None:
    values = np.floor(np.random.default_rng(5).lognormal(6.6, 0.8, 300)) + 60
    values = np.where(values > 2000, np.floor(values / 10) * 10, values)
    silent = too_round({"count": values}, {}).silent
    assert silent is not None
    assert "significant" in silent.en
