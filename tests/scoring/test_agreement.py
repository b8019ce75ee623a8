"""Krippendorff's alpha: the published example, the definition by brute force, and cases that have none."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.base.band import Band
from assess.scoring.agreement import Agreement, Metric, agreement, per_item
from assess.scoring.evaluators import allows

_ = None
# Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), example D: 4 observers, 12 units.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
UNITS = [[o[n] for o in OBSERVERS if o[n] is not None] for n in range(12)]


@pytest.mark.parametrize(
    ("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_published_example_comes_out(metric: Metric, alpha: float) -> None:
    found = agreement(UNITS, metric)
    assert found.alpha is not None
    assert round(found.alpha, 3) == alpha
    assert (found.units, found.values) == (11, 40)
    assert found.band is not None
    assert found.band.lo <= found.alpha <= found.band.hi
    assert found == agreement(UNITS, metric)


def brute(units: list[list[int]], metric: Metric) -> float | None:
    """Alpha by its definition: the mean difference of pairs within units against that of all pairs."""
    kept = [u for u in units if len(u) > 1]
    every = [v for u in kept for v in u]

    def delta(a: int, b: int) -> float:
        if metric == "nominal":
            return float(a != b)
        if metric == "ordinal":
            low, high = sorted((a, b))
            return (sum(low <= v <= high for v in every) - (every.count(a) + every.count(b)) / 2) ** 2
        if metric == "interval":
            return (a - b) ** 2
        return ((a - b) / (a + b)) ** 2 if a + b else 0.0

    expected = [delta(a, b) for a, b in itertools.permutations(every, 2)]
    if not expected or not any(expected):
        return None
    observed = sum(sum(delta(a, b) for a, b in itertools.permutations(u, 2)) / (len(u) - 1) for u in kept)
    return 1 - observed / len(every) / (sum(expected) / len(expected))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 4), max_size=4), max_size=7),
    st.sampled_from(["nominal", "ordinal", "interval", "ratio"]),
)
def test_alpha_is_what_its_definition_says(units: list[list[int]], metric: Metric) -> None:
    found, want = agreement(units, metric, draws=0).alpha, brute(units, metric)
    assert (found is None) == (want is None)
    assert want is None or found == pytest.approx(want, abs=1e-9)


def test_without_pairs_or_variation_there_is_no_alpha() -> None:
    none = agreement([[1], [], [2]])
    assert (none.alpha, none.percent, none.why) == (None, None, "too-few")
    same = agreement([[1, 1], [1, 1, 1]])
    assert (same.alpha, same.percent, same.why) == (None, 1.0, "no-variation")


def test_full_agreement_is_one_and_percent_counts_equal_pairs() -> None:
    assert agreement([["a", "a"], ["b", "b"]]).alpha == 1
    # Two units: one pair equal; of three pairs one equal.
    assert agreement([["a", "a"], ["a", "a", "b"]]).percent == pytest.approx((1 + 1 / 3) / 2)


def test_numbers_that_a_metric_cannot_compare_are_refused() -> None:
    with pytest.raises(ValueError, match="ratio"):
        agreement([[-1.0, 2.0], [1.0, 1.0]], "ratio")
    with pytest.raises(ValueError, match="interval"):
        agreement([[float("inf"), 2.0]], "interval")


def test_checklists_are_compared_item_by_item() -> None:
    found = per_item([[frozenset("ab"), frozenset("a")]], ["a", "b"])
    assert found == {"a": [[True, True]], "b": [[True, False]]}


@pytest.mark.parametrize(
    ("low", "high", "units", "says"),
    [
        (0.8, 0.9, 20, "reliable"),
        (0.799, 0.9, 20, "tentative"),
        (0.667, 0.7, 20, "tentative"),
        (0.666, 0.9, 20, "open"),
        (0.2, 0.666, 20, "unreliable"),
        (0.9, 1.0, 19, "few"),
    ],
)
def test_alpha_is_read_by_the_low_end_of_its_band_and_not_at_all_of_few_units(
    low: float, high: float, units: int, says: str
) -> None:
    assert allows(Agreement((low + high) / 2, Band(low, high), units, 2 * units, 0.5)) == says
