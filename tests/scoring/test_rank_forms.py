"""Dense ranks and ranks of rounded scores."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.scoring.ranks import Rank, rank


def test_a_rounded_score_decides_the_rank() -> None:
    values = {"a": point(80.4), "b": point(79.5), "c": point(79.4), "d": point(12.0)}
    # Rounded: 80, 80, 79, 12. Open Data Barometer 2014 ranks in this way.
    assert {name: r.rank for name, r in rank(values, digits=0).items()} == {"a": 1, "b": 1, "c": 3, "d": 4}
    assert {name: r.rank for name, r in rank(values).items()} == {"a": 1, "b": 2, "c": 3, "d": 4}
    assert {name: r.rank for name, r in rank(values, "dense", 0).items()} == {"a": 1, "b": 1, "c": 2, "d": 3}


def test_a_half_spoilt_by_float_noise_is_rounded_up_all_the_same() -> None:
    values = {"a": point(0.3 / 0.6 - 1e-13), "b": point(0.9)}
    assert rank(values, digits=0)["a"].rank == 1


def test_bands_bound_a_dense_rank_from_both_sides() -> None:
    values = {"low": point(10.0), "x": Band(20.0, 40.0), "y": Band(30.0, 50.0), "z": Band(45.0, 60.0)}
    # Above `low` are three bands: y at 50 and z at 50 coincide, x cannot join them; or x and y meet at 35.
    assert rank(values, "dense")["low"] == Rank(rank=4, best=3, worst=4, of=4)
    # `z` may come below none but y, and y may equal it.
    assert rank(values, "dense")["z"] == Rank(rank=1, best=1, worst=2, of=4)


BANDS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=5)


@given(BANDS)
def test_every_possible_dense_rank_lies_between_best_and_worst(cases: list[tuple[int, int, int]]) -> None:
    bands = {str(n): Band(float(lo), float(lo + width)) for n, (lo, width, _) in enumerate(cases)}
    case = {str(n): point(float(lo + min(at, width))) for n, (lo, width, at) in enumerate(cases)}
    whole, real = rank(bands, "dense"), rank(case, "dense")
    for name in bands:
        assert whole[name].best <= real[name].rank <= whole[name].worst
