"""Storm and fall back sees a week that stands out and falls back, not an improvement and not autocorrelated noise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.storm import marked, storm, storm_of
from tests.forensics.times import DAY, MONDAY, at


def noise(seed: int, n: int, ar: float = 0.0) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(0, 1, n)
    for i in range(1, n):
        drawn[i] = ar * drawn[i - 1] + np.sqrt(1 - ar**2) * drawn[i]
    return drawn


def days(y: np.ndarray, start: int, width: int = 7) -> dict[str, np.ndarray]:
    inside = np.zeros(len(y))
    inside[start : start + width] = 1
    return {"time": at(MONDAY + np.arange(len(y)) * float(DAY)), "count": y, "marked": inside}


def test_means_are_of_the_window_and_of_twice_its_length_on_both_sides() -> None:
    y = np.ones(60)
    y[16:20], y[20:22], y[22:26] = 2.0, 9.0, 3.0
    found = storm_of(y, 20, 2)
    assert (found.before, found.within, found.after) == (2, 9, 3)
    # 51 windows have room; those that start at 15 … 25 touch the real one's surroundings.
    assert found.placebo == (60 - 10 + 1) - 11


def test_p_is_the_larger_of_rank_and_t_over_both_contrasts() -> None:
    y = noise(3, 200)
    y[100:107] += 1.2
    found = storm_of(y, 100, 7)
    expected = 0.0
    for sides in ((-14, 0), (7, 21)):
        contrast = {s: y[s : s + 7].mean() - y[s + sides[0] : s + sides[1]].mean() for s in range(14, 200 - 21 + 1)}
        placebo = np.array([t for s, t in contrast.items() if abs(s - 100) >= 21])
        rank = (1 + np.sum(placebo >= contrast[100])) / (1 + len(placebo))
        away = (contrast[100] - placebo.mean()) / placebo.std(ddof=1)
        expected = max(expected, rank, stats.t.sf(away, len(placebo) / 7 - 1))
    assert found.p == pytest.approx(expected, rel=1e-9)


def test_a_week_that_rises_and_falls_back_is_asked_about() -> None:
    y = 100 + 10 * noise(4, 365, 0.5)
    y[200:207] += 40
    found = storm(days(y, 200), {})
    assert found.p is not None
    assert found.p < 0.05
    assert found.effect is not None
    assert found.effect.value == pytest.approx(0.4, abs=0.15)
    assert found.figures["share_of_the_rise_that_fell_back"] == pytest.approx(1, abs=0.4)


def test_an_improvement_that_stays_is_not_asked_about() -> None:
    y = 100 + 10 * noise(5, 365)
    y[200:] += 40
    found = storm(days(y, 200), {})
    assert found.p is not None
    assert found.p > 0.05


def test_autocorrelated_noise_is_not_asked_about_more_often_than_stated() -> None:
    leads = sum(storm_of(noise(seed, 180, 0.8), 80, 7).p <= 0.05 for seed in range(200))
    assert leads <= 20  # 10 expected at most; 20 or more happen by chance with probability 0.003


def test_weekends_and_closed_days_are_no_storm() -> None:
    y = 100 + 10 * noise(6, 365)
    weekday = np.arange(365) % 7
    y = np.where(weekday == 5, y / 3, np.where(weekday == 6, 0, y))
    quiet = storm(days(y, 196, 5), {})
    assert quiet.p is not None
    assert quiet.p > 0.05
    assert quiet.n == 365 - 52


def test_what_peers_do_too_is_no_storm() -> None:
    y = 100 + 5 * noise(7, 365)
    season = np.ones(365)
    season[196:203] = 2.0
    assert storm(days(y * season, 196), {}).p < 0.05
    found = storm(days(y * season, 196) | {"expected": 1000 * season}, {})
    assert found.p is not None
    assert found.p > 0.05


@pytest.mark.parametrize(
    ("n", "start", "width", "reason"),
    [
        (119, 60, 3, "long enough"),
        (180, 5, 7, "before and after"),
        (180, 170, 7, "before and after"),
        (180, 90, 8, "long enough"),
        (180, 90, 1, "One window"),
        (180, 90, 0, "One window"),
    ],
)
def test_it_is_silent_where_placebo_windows_are_too_few_or_the_window_unclear(
    n: int, start: int, width: int, reason: str
) -> None:
    found = storm(days(100 + noise(8, n), start, width), {})
    assert found.silent is not None
    assert reason in found.silent.en


def test_two_windows_or_a_flat_series_silence_the_test() -> None:
    two = days(100 + noise(9, 200), 50)
    two["marked"][120:127] = 1
    assert storm(two, {}).silent is not None
    assert storm(days(np.full(200, 5.0), 90), {}).silent is not None


def test_words_mark_a_window_too() -> None:
    assert marked(np.array(["检查", "", "否", "no", "1", "0"])).tolist() == [True, False, False, False, True, False]


@settings(max_examples=30)
@given(scale=st.floats(0.01, 100), weeks=st.integers(-200, 200), seed=st.integers(0, 50))
def test_neither_scale_nor_shift_by_weeks_nor_order_of_rows_change_p(scale: float, weeks: int, seed: int) -> None:
    columns = days(100 + 10 * noise(seed, 180), 90)
    order = np.random.default_rng(seed).permutation(180)
    other = {name: column[order] for name, column in columns.items()}
    other["count"] = other["count"] * scale
    other["time"] = other["time"] + np.timedelta64(7 * weeks, "D")
    assert storm(other, {}).p == pytest.approx(storm(columns, {}).p, rel=1e-6)
