"""Freshness theatre counts dates that move while contents stay, and forgives one move of a whole portal."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.freshness import freshness, moves_of
from tests.forensics.times import DAY, MONDAY, at

OPTIONS = {"tolerated": 0.1}


def sightings(unchanged: set[tuple[int, int]], things: int = 10, months: int = 6) -> dict[str, np.ndarray]:
    """Things seen monthly, each dated anew every month on a day of its own; (thing, month) pairs did not change."""
    rows = [(thing, month) for thing in range(things) for month in range(months)]
    changed = [0 if row in unchanged else 1 for row in rows]
    return {
        "unit": np.array([f"d{thing}" for thing, _ in rows]),
        "seen": at([MONDAY + (30 * month + 29) * DAY for _, month in rows]),
        "time": at([MONDAY + (30 * month + thing) * DAY for thing, month in rows]),
        "digest": np.cumsum(changed).astype(str),
    }  # fmt: skip


def test_a_move_is_a_later_date_at_the_next_sighting_of_the_same_thing() -> None:
    day = MONDAY + np.array([0, 0, 5, 5, 9]) * float(DAY)
    found = moves_of(
        np.array(["a", "a", "a", "b", "b"]),
        at(MONDAY + np.arange(5) * float(DAY)),
        at(day),
        np.array(list("xxxyz")),
    )
    assert found.same.tolist() == [True, False]


def test_p_is_the_binomial_tail_of_unchanged_moves() -> None:
    found = freshness(sightings({(thing, 1 + thing % 5) for thing in range(9)} | {(0, 3), (1, 4)}), OPTIONS)
    assert found.n == 50
    assert found.p == pytest.approx(stats.binom.sf(10, 50, 0.1), rel=1e-9)
    assert found.p < 0.05
    assert "What was updated?" in found.words.en


def test_reviews_without_change_are_let_pass_up_to_the_stated_share() -> None:
    assert freshness(sightings({(thing, 2) for thing in range(4)}), OPTIONS).p > 0.05


def test_one_date_for_everything_counts_once() -> None:
    columns = sightings({(thing, 3) for thing in range(10)})
    moved = np.array([i for i in range(60) if i % 6 == 3])
    columns["time"][moved] = at([MONDAY + 110 * DAY])[0]
    found = freshness(columns, OPTIONS)
    assert found.figures["dated_at_once"] == 10
    assert (found.n, found.figures["unchanged"]) == (41, 1)
    assert found.p is not None
    assert found.p > 0.05


def test_few_moves_and_missing_digests_are_silent() -> None:
    assert freshness(sightings(set(), things=3), OPTIONS).silent is not None
    columns = sightings(set())
    columns["digest"][:] = ""
    assert freshness(columns, OPTIONS).silent is not None


@given(seed=st.integers(0, 200))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    columns = sightings({(1, 2), (2, 3)})
    order = np.random.default_rng(seed).permutation(60)
    assert freshness({n: c[order] for n, c in columns.items()}, OPTIONS) == freshness(columns, OPTIONS)
