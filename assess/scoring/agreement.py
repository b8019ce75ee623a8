"""How far evaluators agree: Krippendorff's alpha with its band, and percent agreement beside it.

Alpha is 1 − D_observed / D_expected over the coincidences of pairable values (K. Krippendorff, “Computing
Krippendorff's Alpha-Reliability”, 2011). It takes any number of evaluators and missing values. Its band comes from
drawing the deviations of the pairs again (A. F. Hayes and K. Krippendorff, “Answering the Call for a Standard
Reliability Measure for Coding Data”, Communication Methods and Measures 1, 2007). Where nothing varies, or fewer
than two values can be paired, there is no alpha, and none is made up.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from assess.base.band import Band

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Why = Literal["", "too-few", "no-variation"]
Floats = NDArray[np.float64]

DRAWS: Final = 2000
_LOW, _HIGH = 2.5, 97.5


class Agreement(msgspec.Struct, frozen=True):
    """Alpha with its 95 % band, None where `why` says that there is none.

    `units` are those with two values or more, `values` the values in them, `percent` the share (0 to 1) of the
    pairs within units that are equal, each unit counting alike; None without such units.
    """

    alpha: float | None
    band: Band | None
    units: int
    values: int
    percent: float | None
    why: Why = ""


def agreement(
    units: Sequence[Sequence[Hashable]], metric: Metric = "nominal", *, draws: int = DRAWS, seed: int = 1
) -> Agreement:
    """The agreement within `units`, each the values that evaluators gave it, missing ones left out.

    Values are numbers but for the nominal metric; on the ordinal one their order counts alone, ratio wants values
    of 0 and more. ValueError for a number that is not finite, or negative under ratio.
    """
    pairable = [list(u) for u in units if len(u) >= 2]
    n = sum(map(len, pairable))
    if not pairable:
        return Agreement(None, None, 0, 0, None, "too-few")
    found: list[Hashable] = sorted({v for u in pairable for v in u}, key=_order)
    at = {v: i for i, v in enumerate(found)}
    counts = np.zeros((len(pairable), len(found)))
    for row, unit in enumerate(pairable):
        for value in unit:
            counts[row, at[value]] += 1
    percent = _percent(counts)
    if len(found) == 1:
        return Agreement(None, None, len(pairable), n, percent, "no-variation")
    delta = _delta(found, counts.sum(axis=0), metric)
    expected = _expected(counts.sum(axis=0), delta)
    observed = _observed(counts, delta)
    alpha = float(1.0 - observed.sum() / n / expected)
    return Agreement(alpha, _band(counts, delta, expected, draws, seed), len(pairable), n, percent)


def _order(value: Hashable) -> tuple[int, float, str]:
    number = isinstance(value, int | float)
    return (0, float(value), "") if number else (1, 0.0, str(value))  # type: ignore[arg-type]


def _percent(counts: Floats) -> float:
    sizes = counts.sum(axis=1)
    equal = (counts * (counts - 1)).sum(axis=1) / (sizes * (sizes - 1))
    return float(equal.mean())


def _delta(values: Sequence[Hashable], totals: Floats, metric: Metric) -> Floats:
    """The squared differences between values."""
    if metric == "nominal":
        return 1.0 - np.eye(len(values))
    if metric == "ordinal":
        middle = np.cumsum(totals) - totals / 2
        return np.asarray(np.subtract.outer(middle, middle) ** 2)
    numbers = np.array([float(v) for v in values])  # type: ignore[arg-type]
    if not np.isfinite(numbers).all() or (metric == "ratio" and (numbers < 0).any()):
        raise ValueError(f"values that the {metric} metric cannot compare")
    gaps = np.subtract.outer(numbers, numbers)
    if metric == "interval":
        return np.asarray(gaps**2)
    sums = np.add.outer(numbers, numbers)
    return np.asarray(np.divide(gaps, sums, out=np.zeros_like(gaps), where=sums > 0) ** 2)


def _expected(totals: Floats, delta: Floats) -> float:
    n = totals.sum()
    # Equal values differ by nothing, so that the pairs of a value with itself need not be taken out.
    return float(totals @ delta @ totals / (n * (n - 1)))


def _observed(counts: Floats, delta: Floats) -> Floats:
    """What each unit adds: the differences of its pairs, over one less than its values."""
    sizes = counts.sum(axis=1)
    return np.asarray(np.einsum("ui,ij,uj->u", counts, delta, counts) / (sizes - 1))


def _band(counts: Floats, delta: Floats, expected: float, draws: int, seed: int) -> Band | None:
    """The middle 95 % of alphas whose observed pairs are drawn again; the expected difference stays."""
    if draws < 1:
        return None
    chances: dict[float, float] = {}
    total = 0
    for row in counts:
        used = np.flatnonzero(row)
        size = int(row.sum())
        total += size * (size - 1) // 2
        for at, i in enumerate(used):
            for j in used[at:]:
                pairs = row[i] * (row[i] - 1) / 2 if i == j else row[i] * row[j]
                if pairs:
                    gap = float(delta[i, j])
                    chances[gap] = chances.get(gap, 0.0) + 2 * pairs / (size - 1)
    # Pairs of the same difference are drawn together: how many of them come is all that matters.
    gaps, weights = np.array(list(chances)), np.array(list(chances.values()))
    # The stream of this source is frozen for good (NEP 19): a snapshot comes out the same with every numpy.
    source = np.random.RandomState(seed)
    drawn = np.array([source.multinomial(total, weights / weights.sum()) @ gaps for _ in range(draws)])
    alphas = 1.0 - drawn / total / expected
    low, high = np.percentile(np.clip(alphas, -1.0, 1.0), [_LOW, _HIGH])
    return Band(float(low), float(high))


def per_item(sets: Sequence[Sequence[frozenset[str]]], items: Sequence[str]) -> Mapping[str, list[list[Hashable]]]:
    """Checklists as sets, made units by item: in each, whether each evaluator ticked it."""
    return {item: [[item in chosen for chosen in unit] for unit in sets] for item in items}
