"""Ranks: ties share a place, and no choice of points within the bands leaves the ranks called possible."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.scoring.ranks import Rank, quantile, rank


def _ranks(**values: Band | float | None) -> dict[str, tuple[int, int, int]]:
    bands = {k: point(v) if isinstance(v, (int, float)) else v for k, v in values.items()}
    return {k: (r.rank, r.best, r.worst) for k, r in rank(bands).items()}


def test_points_are_ranked_highest_first() -> None:
    assert _ranks(a=10, b=30, c=20) == {"a": (3, 3, 3), "b": (1, 1, 1), "c": (2, 2, 2)}


def test_equals_share_the_better_place_and_the_next_is_left_out() -> None:
    assert _ranks(a=10, b=20, c=20, d=30) == {"d": (1, 1, 1), "b": (2, 2, 2), "c": (2, 2, 2), "a": (4, 4, 4)}


def test_noise_decides_no_place() -> None:
    assert _ranks(a=0.1 + 0.2, b=0.3)["a"] == _ranks(a=0.1 + 0.2, b=0.3)["b"] == (1, 1, 1)


def test_bands_leave_several_places_possible() -> None:
    assert _ranks(a=Band(10, 50), b=30, c=Band(40, 45)) == {"a": (3, 1, 3), "b": (2, 2, 3), "c": (1, 1, 2)}


def test_who_has_no_value_has_no_place_and_takes_none() -> None:
    assert _ranks(a=10, b=None) == {"a": (1, 1, 1)}
    assert rank({}) == {}
    assert rank({"a": None}) == {}


def test_touching_bands_may_tie() -> None:
    assert _ranks(a=Band(10, 20), b=Band(20, 30)) == {"a": (2, 1, 2), "b": (1, 1, 1)}


def test_the_number_of_the_ranked_goes_with_each() -> None:
    assert rank({"a": point(1), "b": Band(0, 5), "c": None})["a"] == Rank(rank=1, best=1, worst=2, of=2)


PLACES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=8)


@given(PLACES)
def test_the_true_rank_of_any_choice_lies_within_the_possible_ones(places: list[tuple[int, int, int]]) -> None:
    bands = {str(i): Band(lo, lo + width) for i, (lo, width, _) in enumerate(places)}
    chosen = {str(i): lo + width * share / 4 for i, (lo, width, share) in enumerate(places)}
    for who, found in rank(bands).items():
        true = 1 + sum(v > chosen[who] for v in chosen.values())
        assert found.best <= true <= found.worst
        assert found.best <= found.rank <= found.worst
        assert found.of == len(places)


@given(PLACES)
def test_the_best_and_worst_rank_are_each_reached_by_some_choice(places: list[tuple[int, int, int]]) -> None:
    bands = {str(i): Band(lo, lo + width) for i, (lo, width, _) in enumerate(places)}
    for who, found in rank(bands).items():
        at_best = 1 + sum(b.lo > bands[who].hi for k, b in bands.items() if k != who)
        at_worst = 1 + sum(b.hi > bands[who].lo for k, b in bands.items() if k != who)
        assert (found.best, found.worst) == (at_best, at_worst)


@given(PLACES, st.randoms())
def test_the_order_of_bodies_does_not_matter(places: list[tuple[int, int, int]], order: object) -> None:
    bands: dict[str, Band | None] = {str(i): Band(lo, lo + width) for i, (lo, width, _) in enumerate(places)}
    names = list(bands)
    order.shuffle(names)  # type: ignore[attr-defined]
    assert rank({n: bands[n] for n in names}) == rank(bands)


@pytest.mark.parametrize(
    ("values", "q", "found"),
    [([3.0], 0.25, 3.0), ([1.0, 2.0], 0.5, 1.5), ([1.0, 2.0, 3.0, 4.0], 0.25, 1.75), ([1.0, 2.0, 3.0, 4.0], 1, 4.0),
     ([0.0, 10.0], 0, 0.0)],
)  # fmt: skip
def test_quantiles_interpolate(values: list[float], q: float, found: float) -> None:
    assert math.isclose(quantile(values, q), found)
