"""End-of-period rush compares with peers, and says nothing of month ends when there is nobody to compare with."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.forensics.rush import rush, rush_of
from tests.forensics.times import DAY, MONDAY, at

OPTIONS = {"window": 3.0, "tolerance": 1.1}


def months(
    seed: int, periods: int = 6, natural: float = 1.0, lift: float = 1.0, mean: float = 50.0
) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    day = np.arange(30 * periods)
    usual = mean * np.where(day % 7 >= 5, 0.4, 1.0) * np.where(day % 30 >= 27, natural, 1.0)
    own = usual * np.where(day % 30 >= 27, lift, 1.0)
    return {
        "period": np.char.add("m", (day // 30).astype(str)), "time": at(MONDAY + day * float(DAY)),
        "count": rng.poisson(own).astype(float), "expected": rng.poisson(usual * 20).astype(float),
    }  # fmt: skip


def test_p_agrees_with_every_rotation_written_out() -> None:
    rng = np.random.default_rng(1)
    own = [rng.poisson(40, 12).astype(float) for _ in range(3)]
    own[0][-2:] += 9
    own[1][-2:] += 12
    expected = [np.full(12, 400.0) for _ in range(3)]
    seen, placebo = 0.0, []
    for o, e in zip(own, expected, strict=True):
        e = e * o[:-2].sum() / e[:-2].sum()
        raised = np.r_[e[:-2], 1.1 * e[-2:]]
        seen += ((o - raised) / np.sqrt(e))[-2:].sum()
        residuals = np.minimum((o - e) / np.sqrt(e), np.r_[np.full(10, np.inf), ((o - raised) / np.sqrt(e))[-2:]])
        placebo.append([np.roll(residuals, -s)[:2].sum() for s in range(12)])
    exact = np.mean([sum(turn) >= seen - 1e-9 for turn in product(*placebo)])
    # 9,999 random rotations of 1,728: the standard error of the share is at most 0.005.
    assert rush_of(own, expected, 2, 1.1).p == pytest.approx(exact, abs=0.015)


def test_a_rush_that_peers_do_not_have_is_asked_about() -> None:
    found = rush(months(2, natural=1.2, lift=1.5), OPTIONS)
    assert found.p is not None
    assert found.p < 0.01
    assert found.effect is not None
    assert found.effect.lo < 1.5 < found.effect.hi
    assert "deadlines" in found.words.en


@pytest.mark.parametrize("natural", [1.2, 2.0])
def test_a_natural_month_end_is_not_asked_about(natural: float) -> None:
    for seed in range(5):
        found = rush(months(seed, natural=natural, periods=12), OPTIONS)
        assert found.p is not None
        assert found.p > 0.05


def test_without_a_comparison_it_is_silent_and_says_why() -> None:
    columns = months(3, natural=1.2)
    del columns["expected"]
    found = rush(columns, OPTIONS)
    assert found.p is None
    assert found.silent is not None
    assert "natural peak" in found.silent.en
    assert "自然的月末高峰" in found.silent.zh


def test_too_few_or_too_short_periods_are_silent() -> None:
    assert rush(months(4, periods=2), OPTIONS).silent is not None
    assert rush(months(4), OPTIONS | {"window": 8.0}).silent is not None
    assert rush(months(4, mean=0.3, periods=3), OPTIONS).silent is not None
    columns = months(4)
    columns["expected"][27:30] = 0
    assert rush(columns, OPTIONS).silent is not None


@settings(max_examples=20)
@given(scale=st.floats(0.1, 50), days=st.integers(-900, 900), seed=st.integers(0, 40))
def test_neither_the_scale_of_peers_nor_dates_nor_the_order_of_rows_change_p(
    scale: float, days: int, seed: int
) -> None:
    columns = months(seed, periods=3)
    order = np.random.default_rng(seed).permutation(90)
    other = {name: column[order] for name, column in columns.items()}
    other["expected"] = other["expected"] * scale
    other["time"] = other["time"] + np.timedelta64(days, "D")
    assert rush(other, OPTIONS).p == pytest.approx(rush(columns, OPTIONS).p, abs=0.002)
