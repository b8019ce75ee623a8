"""Values that bunch at a target: more of them just past it than the shape of the rest makes likely.

The values are counted in bins that begin at the target. A cubic in the logarithm of the counts is fitted by Poisson
regression to all bins but the first past the target and a zone short of it, from where values would have been
pulled over (Chetty, Friedman, Olsen & Pistaferri 2011, *Quarterly J. Economics* 126(2), 749–804; Kleven 2016,
*Annual Review of Economics* 8, 435–464). Where the target is a round number, the heaps at other round numbers of
its kind are fitted too, so that it is compared with them (Kleven & Waseem 2013, *Quarterly J. Economics* 128(2),
669–723).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from assess.base.tails import normal_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.digits import counts_of
from assess.forensics.intervals import Z95, possible
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, silence, too_few
from assess.forensics.phrases import chance, lead, times
from assess.forensics.poisson_fit import Fit, poisson_fit

BUNCHING = "bunching"
LEAST = 200
HOLE = 3
_REACH = 30
_DECIMALS = 6
_CUBIC = 4
_WIDEST = 30.0
"""Standard error of a logarithm beyond which nothing is known; keeps its exponential finite."""


class Binned(NamedTuple):
    """Counts of the bins by number, the bin that begins at the target being 0, and how wide they are."""

    number: Column
    held: Column
    width: float


class Excess(NamedTuple):
    """How many values lie in the first bin past the target, how many the rest lets expect, and how sure that is."""

    seen: float
    expected: float
    ratio: float
    lo: float
    hi: float
    p: float
    dispersion: float
    missing: float
    """Expected minus seen in the zone short of the target."""


def bunching(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """Do values bunch just past `target`, on the side that `side` says is the better one (1 above, -1 below)?

    p is that of the signed root of the likelihood ratio for the first bin, one-sided, divided by the square root of
    Pearson's dispersion where that is above 1. The effect is seen/expected in that bin. Silent below 200 values
    (power .8 where half of those within 3 points short of a round target, a third of a standard deviation, are
    pulled over it), where the target lies near the end of the values or hardly any are near it, and where the cubic
    does not fit.
    """
    side = 1.0 if options.get("side", 1) >= 0 else -1.0
    values = side * counts_of(columns["value"])
    target = side * options["target"]
    n = len(values)
    if n < LEAST:
        return too_few(BUNCHING, n, LEAST)
    binned = in_bins(values, target, options.get("width", 0))
    room = _room(binned)
    if not room.held:
        refused = first_failed(BUNCHING, n, (room,))
        assert refused is not None
        return refused
    excess = excess_at(binned, target)
    if excess is None:
        return silence(BUNCHING, n, _NO_FIT, (room,))
    checks = (room, *_fits(excess))
    if (refused := first_failed(BUNCHING, n, checks)) is not None:
        return refused
    return Outcome(
        test=BUNCHING,
        n=n,
        p=excess.p,
        effect=Effect(
            name=Text(zh="恰好达标一段的实有数是预期数的几倍", en="Seen over expected just past the target"),
            value=excess.ratio, lo=excess.lo, hi=excess.hi, unit="ratio",
        ),
        checks=checks,
        words=_words(n, side * target, binned.width, side, excess),
        figures={
            "seen": excess.seen, "expected": excess.expected, "missing_short_of_target": excess.missing,
            "bin_width": binned.width, "bins": float(len(binned.held)), "dispersion": excess.dispersion,
        },
    )  # fmt: skip


_NO_FIT = Text(
    zh="拟合不出平滑的分布，不作判断。", en="Silent, because no smooth shape could be fitted to the values."
)


def grid_of(values: Column) -> float:
    """The largest step that divides every difference of two values; 0 where there is none above 10^-6."""
    for decimals in range(_DECIMALS + 1):
        scaled = values * 10.0**decimals
        whole = np.round(scaled)
        if np.all(np.abs(scaled - whole) < 1e-6 + 1e-15 * np.abs(scaled)):
            steps = np.diff(np.unique(whole)).astype(np.int64)
            return float(np.gcd.reduce(steps)) / 10.0**decimals if len(steps) else 0.0
    return 0.0


def in_bins(values: Column, target: float, width: float = 0) -> Binned:
    """Bins [target + j·width, target + (j+1)·width) within thirty of the target, without those at the ends.

    Where `width` is 0 it is the sixtieth part of the middle 98 %, made round, and a multiple of the grid of the
    values: a bin that holds two points of a grid beside one that holds three would look like a heap.
    """
    grid = grid_of(values)
    if not width:
        low, high = np.quantile(values, [0.01, 0.99])
        ideal = float(high - low) / 60 or 1.0
        power = 10.0 ** math.floor(math.log10(ideal))
        width = min((power * m for m in (1, 2, 5, 10)), key=lambda w: abs(math.log(w / ideal)))
    if grid:
        width = grid * max(1, round(width / grid))
    number = np.floor((values - target) / width + 1e-9).astype(int)
    first, last = max(int(number.min()) + 1, -_REACH), min(int(number.max()) - 1, _REACH)
    span = np.arange(first, last + 1)
    return Binned(span, np.array([np.sum(number == j) for j in span], dtype=float), width)


def excess_at(binned: Binned, target: float) -> Excess | None:
    """Judge the bin at the target against the others; None where nothing can be fitted."""
    number, count = binned.number, binned.held
    zone = (number < 0) & (number >= -HOLE)
    first = number == 0
    used = ~zone & ~first
    design = _design(binned, target, used)
    free = poisson_fit(design[used], count[used])
    while free is not None and np.any(free.beta[_CUBIC:] < 0):
        # A round number can only attract values; a mark below zero is noise and would make the target look worse.
        design = np.delete(design, _CUBIC + int(np.argmin(free.beta[_CUBIC:])), axis=1)
        free = poisson_fit(design[used], count[used])
    bound = poisson_fit(design[~zone], count[~zone])
    if free is None or bound is None:
        return None
    scale = max(1.0, free.dispersion)
    row = design[first][0]
    seen, expected = float(count[first][0]), float(np.exp(row @ free.beta))
    root = math.sqrt(max(0.0, bound.deviance - free.deviance) / scale)
    root = root if seen > expected else -root
    spread = min(_WIDEST, math.sqrt(scale * (1 / max(seen, 0.5) + float(row @ free.cov @ row))))
    return Excess(
        seen=seen,
        expected=expected,
        ratio=seen / expected,
        lo=seen / expected * math.exp(-Z95 * spread),
        hi=max(seen, 0.5) / expected * math.exp(Z95 * spread),
        p=possible(normal_tail(root)),
        dispersion=free.dispersion,
        missing=float(np.sum(_means(design[zone], free) - count[zone])),
    )


def _means(design: Column, fit: Fit) -> Column:
    means: Column = np.exp(design @ fit.beta)
    return means


def _design(binned: Binned, target: float, used: Column) -> Column:
    """A cubic in the bin's number, and marks at round numbers of those kinds that the target is one of."""
    scaled = binned.number / max(1, int(np.max(np.abs(binned.number))))
    columns = [scaled**power for power in range(_CUBIC)]
    starts = target + binned.number * binned.width
    decade = 10.0 ** math.ceil(math.log10(binned.width) - 1e-9)
    for base in (decade, 5 * decade, 10 * decade):
        if not 4 * binned.width <= base <= 20 * binned.width or not _multiple(np.array([target]), base)[0]:
            continue
        marks = _holds_multiple(starts, binned.width, base)
        if np.sum(marks & used) >= 2 and np.sum(~marks & used) >= 2:
            columns.append(marks.astype(float))
    return np.column_stack(columns)


def _multiple(values: Column, base: float) -> Column:
    parts: Column = np.abs(values / base - np.round(values / base)) < 1e-6
    return parts


def _holds_multiple(starts: Column, width: float, base: float) -> Column:
    marks: Column = np.ceil(starts / base - 1e-6) * base < starts + width - 1e-6 * base
    return marks


def _room(binned: Binned) -> Check:
    short = int(np.sum(binned.number < -HOLE))
    past = int(np.sum(binned.number > 0))
    return Check(
        what=Text(
            zh="目标值两侧都有足够多的数，不在数据的边上",
            en="The target has enough values on both sides and is not at their end",
        ),
        held=short >= 5 and past >= 4 and 0 in binned.number,
        seen=Text(
            zh=f"每档宽 {binned.width:g}，目标之前 {short} 档、之后 {past} 档",
            en=f"bins of {binned.width:g}: {short} short of it, {past} past it",
        ),
    )


def _fits(excess: Excess) -> tuple[Check, Check]:
    return (
        Check(
            what=Text(zh="目标值附近有足够多的数", en="There are enough values near the target"),
            held=excess.expected >= 3,
            seen=Text(
                zh=f"恰好达标一段预期有 {excess.expected:.1f} 个", en=f"{excess.expected:.1f} expected just past it"
            ),
        ),
        Check(
            what=Text(
                zh="其余的数分布平滑（小分母的百分比会成堆，请用 GRIM 检验）",
                en="The other values are spread smoothly (percentages of few cases heap; use GRIM there)",
            ),
            held=excess.dispersion <= 2,
            seen=Text(
                zh=f"离散系数 {excess.dispersion:.2f}，不得大于 2",
                en=f"dispersion {excess.dispersion:.2f}, at most 2",
            ),
        ),
    )


def _words(n: int, target: float, width: float, side: float, excess: Excess) -> Text:
    zh_side, en_side = ("以上", "above") if side > 0 else ("以下", "below")
    seen = (
        f"{n:,} 个数中，刚到 {target:g} {zh_side}（{width:g} 以内）的有 {excess.seen:.0f} 个，"
        f"按其余数的分布约应有 {excess.expected:.1f} 个（{times(excess.ratio)} 倍），"
    )
    return lead(
        zh=f"{seen}碰巧多出这么多的可能性为 {chance(excess.p)}。刚好达标的这些数是怎样核定的？",
        en=f"Of {n:,} values, {excess.seen:.0f} lie just {en_side} {target:g} (within {width:g}); the shape of the "
        f"others lets expect {excess.expected:.1f} ({times(excess.ratio)} times). Chance gives as many with "
        f"probability {chance(excess.p)}. How were those that just meet the target established?",
    )
