"""Samples for second review: every chance is what it is said to be, and the band holds the truth."""

from __future__ import annotations

import itertools
from collections import Counter
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from assess.base.digest import sha256_hex
from assess.scoring.sampling import Seen, Unit, allot, error_rate, sample


def units(*sizes: int) -> list[Unit]:
    """Strata by risk alone, of these sizes and of weight 1, 2, 3 …"""
    return [
        Unit(f"{k}-{i}", {"layer": "x", "level": "low", "risk": str(k)}, k + 1.0)
        for k, size in enumerate(sizes)
        for i in range(size)
    ]


def test_the_same_seed_draws_the_same_and_another_seed_another() -> None:
    many = units(30, 20)
    drawn = [p.drawn for p in sample(many, 10, "a")]
    assert drawn == [p.drawn for p in sample(list(reversed(many)), 10, "a")]
    assert drawn != [p.drawn for p in sample(many, 10, "b")]


def test_every_unit_is_drawn_as_often_as_its_chance_says(monkeypatch: pytest.MonkeyPatch) -> None:
    # In place of a hash, every order of the five units in turn: all that chance can do.
    names = [u.id for u in units(3, 2)]
    often: Counter[str] = Counter()
    for order in itertools.permutations(range(5)):
        keys = {f"s\0{name}".encode(): str(place) for name, place in zip(names, order, strict=True)}
        monkeypatch.setattr("assess.scoring.sampling.sha256_hex", keys.__getitem__)
        parts = sample(units(3, 2), 4, "s")
        often.update(x for p in parts for x in p.drawn)
    assert [(len(p.drawn), len(p.units)) for p in parts] == [(2, 3), (2, 2)]
    assert [often[n] for n in names] == [80, 80, 80, 120, 120]
    assert parts[0].chance == 80 / 120


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 3)), min_size=1, max_size=8), st.integers(1, 60))
def test_chances_add_up_to_the_sample_and_no_stratum_is_left_out(strata: list[tuple[int, int]], n: int) -> None:
    sizes = [size for size, _ in strata]
    counts = allot(sizes, [size * weight for size, weight in strata], n)
    assert sum(counts) == min(n, sum(sizes))
    assert all(0 <= c <= size for c, size in zip(counts, sizes, strict=True))
    assert n < len(sizes) or min(counts) >= 1


def test_risk_weighs_in_proportion() -> None:
    # 100 of weight 1, 100 of weight 3: a quarter and three quarters of forty.
    assert allot([100, 100], [100, 300], 40) == [10, 30]


def test_strata_are_coarser_in_small_samples() -> None:
    frame = [
        Unit(f"{x}{y}{z}", {"layer": x, "level": y, "risk": z}) for x in "ab" for y in "lmh" for z in "012"
    ]  # fmt: skip
    assert [len(sample(frame, n, "s")) for n in (36, 35, 12, 11, 6, 5)] == [18, 6, 6, 3, 3, 1]
    assert sample(frame, 12, "s")[0].cells == {"layer": "a", "risk": "0"}
    assert [p.cells for p in sample(frame, 5, "s")] == [{}]


def test_the_estimate_weighs_strata_by_their_size() -> None:
    # 1 of 2 in a stratum of 10, none of 5 in one of 90: 0.1 × 1/2 + 0.9 × 0.
    found = error_rate([Seen(10, 2, 1), Seen(90, 5, 0)])
    assert found.rate == pytest.approx(0.05)
    assert (found.done, found.errors, found.covered) == (7, 1, 1.0)
    assert found.band.lo < 0.05 < found.band.hi


def test_averaged_over_every_sample_the_estimate_is_the_truth() -> None:
    strata = ((5, 3, 2), (8, 2, 1))
    mean = 0.0
    for seen in itertools.product(range(4), range(3)):
        chance = 1.0
        for (size, done, wrong), k in zip(strata, seen, strict=True):
            chance *= comb(wrong, k) * comb(size - wrong, done - k) / comb(size, done) if k <= wrong else 0
        if chance:
            parts = [Seen(size, done, k) for (size, done, _), k in zip(strata, seen, strict=True)]
            mean += chance * (error_rate(parts).rate or 0.0)
    assert mean == pytest.approx(3 / 13)


def test_whatever_the_truth_the_band_misses_it_in_fewer_than_one_in_twenty_samples() -> None:
    sizes, done = (5, 8), (3, 2)
    bands = {
        seen: error_rate([Seen(n, d, k) for n, d, k in zip(sizes, done, seen, strict=True)]).band
        for seen in itertools.product(range(4), range(3))
    }
    for truth in itertools.product(range(6), range(9)):
        held = 0.0
        for seen, band in bands.items():
            chance = 1.0
            for size, n, wrong, k in zip(sizes, done, truth, seen, strict=True):
                chance *= comb(wrong, k) * comb(size - wrong, n - k) / comb(size, n)
            held += chance if band.lo <= sum(truth) / 13 + 1e-9 and sum(truth) / 13 <= band.hi + 1e-9 else 0.0
        assert held >= 0.95, truth


@pytest.mark.parametrize("errors", [0, 1, 5, 20, 40])
def test_in_one_large_stratum_the_band_encloses_the_exact_one(errors: int) -> None:
    band = error_rate([Seen(10**6, 40, errors)]).band
    low = beta.ppf(0.025, errors, 41 - errors) if errors else 0.0
    high = beta.ppf(0.975, errors + 1, 40 - errors) if errors < 40 else 1.0
    assert band.lo <= low + 1e-6
    assert band.hi >= high - 1e-6
    assert band.hi - band.lo < 1.3 * (high - low)


def test_without_errors_the_band_ends_where_the_exact_one_does() -> None:
    assert error_rate([Seen(10**6, 40, 0)]).band.hi == pytest.approx(1 - 0.025 ** (1 / 40), abs=1e-6)


def test_what_was_reviewed_whole_is_known_and_what_was_not_is_open() -> None:
    known = error_rate([Seen(4, 4, 1)]).band
    assert (known.lo, known.hi) == pytest.approx((0.25, 0.25))
    half = error_rate([Seen(4, 4, 1), Seen(4, 0, 0)])
    assert (half.rate, half.covered) == (0.25, 0.5)
    assert (half.band.lo, half.band.hi) == pytest.approx((0.125, 0.625))
    none = error_rate([Seen(4, 0, 0)])
    assert (none.rate, none.band.lo, none.band.hi) == (None, 0.0, 1.0)


def test_nothing_to_draw_or_estimate_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        sample(units(3), 0, "s")
    with pytest.raises(ValueError, match="no items"):
        error_rate([])


def test_the_order_of_a_draw_can_be_repeated_by_anybody_with_sha256() -> None:
    (part,) = sample(units(9), 2, "1\0head")
    by_hand = sorted((u.id for u in units(9)), key=lambda x: sha256_hex(b"1\0head\0" + x.encode()))
    assert part.drawn == tuple(by_hand[:2])
