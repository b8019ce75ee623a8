"""Sampling for a second review, and what it says of the whole: strata, chances, an error rate with a sound band.

Within a stratum every item has the same chance, drawn / size, without replacement. Risk shifts how many are drawn
from a stratum, never which of its items, so that no draw is biased and every chance is known.

The band inverts an exponential bound on the stratified mean, at its worst over every way in which errors may be
spread over the strata. W. Hoeffding, “Probability Inequalities for Sums of Bounded Random Variables”, Journal of
the American Statistical Association 58 (1963), gives both halves: the method of the bound (theorem 1), and that
drawing without replacement spreads no wider than with (theorem 4). It holds for any sample size; it is wider than
need be, never narrower.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from assess.base.band import Band
from assess.base.digest import sha256_hex

Floats = NDArray[np.float64]
FORMS: Final = (("layer", "level", "risk"), ("layer", "risk"), ("risk",), ())
"""By what strata are told apart, the finest first; the first form with two draws to a stratum is taken."""
_STEPS, _SPLITS = 40, 50


class Unit(msgspec.Struct, frozen=True):
    """What can be drawn: a name that no other has, its cell on each side of `FORMS`, its weight of risk."""

    id: str
    cells: Mapping[str, str]
    weight: float = 1.0


class Part(msgspec.Struct, frozen=True):
    """A stratum: its cells, the ids of all its units, and of those drawn."""

    cells: dict[str, str]
    units: tuple[str, ...]
    drawn: tuple[str, ...] = ()

    @property
    def chance(self) -> float:
        """The chance of each of its units to be drawn."""
        return len(self.drawn) / len(self.units)


class Seen(msgspec.Struct, frozen=True):
    """A stratum as reviewed: of `size` items `done` were judged twice, `errors` of them otherwise."""

    size: int
    done: int
    errors: int


class Estimate(msgspec.Struct, frozen=True):
    """The share of first judgements that a second one does not confirm, over all items that could be drawn.

    `rate` is the stratified estimate over the strata of which anything was reviewed, which hold `covered` (0 to 1)
    of all items, None without any; `band` holds the share among all with at least the confidence asked for.
    """

    rate: float | None
    band: Band
    covered: float
    done: int
    errors: int


def sample(units: Sequence[Unit], n: int, seed: str) -> list[Part]:
    """`n` of `units` (all when there are fewer), by stratum: at least one of each, more where they weigh more.

    Anybody can repeat it: a stratum's units are taken in the order of SHA-256 of `seed` and their id. ValueError
    for `n` below one.
    """
    if n < 1:
        raise ValueError("a sample of nothing")
    strata = _strata(units, n)
    weights = [sum(u.weight for u in held) for held in strata]
    counts = allot([len(held) for held in strata], weights, n)
    found = []
    for held, count in zip(strata, counts, strict=True):
        order = sorted((u.id for u in held), key=lambda x: sha256_hex(f"{seed}\0{x}".encode()))
        found.append(Part(cells=_shared(held), units=tuple(u.id for u in held), drawn=tuple(order[:count])))
    return found


def _strata(units: Sequence[Unit], n: int) -> list[list[Unit]]:
    by: dict[tuple[str, ...], list[Unit]] = {}
    for form in FORMS:
        by = {}
        for unit in units:
            by.setdefault(tuple(unit.cells[side] for side in form), []).append(unit)
        if 2 * len(by) <= n:
            break
    return [held for _, held in sorted(by.items())]


def _shared(held: Sequence[Unit]) -> dict[str, str]:
    """The cells that all of `held` have."""
    return {k: v for k, v in held[0].cells.items() if all(u.cells[k] == v for u in held)}


def allot(sizes: Sequence[int], weights: Sequence[float], n: int) -> list[int]:
    """How many to draw of each stratum: `n` in all, each at least one, none more than it has, by weight.

    `weights` are sums over a stratum's units. Draws are handed out one by one to the stratum that is furthest
    behind (the divisors of Webster and Sainte-Laguë). With fewer draws than strata the heaviest are served.
    """
    counts = [0] * len(sizes)
    heap = [(-weight / 0.5, at) for at, weight in enumerate(weights)]
    if n >= len(sizes):
        counts = [1] * len(sizes)
        heap = [(-weight / 1.5, at) for at, weight in enumerate(weights)]
    heap = [(behind, at) for behind, at in heap if counts[at] < sizes[at]]
    heapq.heapify(heap)
    for _ in range(min(n, sum(sizes)) - sum(counts)):
        _, at = heapq.heappop(heap)
        counts[at] += 1
        if counts[at] < sizes[at]:
            heapq.heappush(heap, (-weights[at] / (counts[at] + 0.5), at))
    return counts


def error_rate(strata: Sequence[Seen], confidence: float = 0.95) -> Estimate:
    """What the reviewed part of a sample says of all items; ValueError without items.

    Where a stratum has not been reviewed at all, the band leaves it open from none to all.
    """
    total = sum(s.size for s in strata)
    if not total:
        raise ValueError("no items to estimate anything of")
    seen = [s for s in strata if s.done]
    covered = sum(s.size for s in seen)
    rate = sum(s.size * s.errors / s.done for s in seen) / covered if seen else None
    risk = (1 - confidence) / 2
    high = _most(strata, risk)
    low = 1 - _most([Seen(s.size, s.done, s.done - s.errors) for s in strata], risk)
    done, errors = sum(s.done for s in strata), sum(s.errors for s in strata)
    return Estimate(rate, Band(min(low, high), high), covered / total, done, errors)


def _most(strata: Sequence[Seen], risk: float) -> float:
    """The largest share of errors that leaves what was seen, or less, a bound of at least `risk` to happen."""
    total = sum(s.size for s in strata)
    # What was reviewed whole is known, what was not reviewed may be all wrong; chance is in the others.
    known = sum(s.errors if s.done == s.size else s.size for s in strata if s.done in (0, s.size))
    drawn = [s for s in strata if 0 < s.done < s.size]
    if not drawn:
        return known / total
    bound = _Bound(drawn, total)
    low, high = bound.least, bound.top
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if bound.log_chance(middle) >= np.log(risk) else (low, middle)
    # The upper end of the search, so that rounding never narrows the band.
    return min(1.0, float(known / total + high))


class _Bound:
    """log P(estimate as low as seen), bounded from above, for a share of errors among `drawn` strata."""

    def __init__(self, drawn: Sequence[Seen], total: int) -> None:
        size, done, errors = (
            np.array([getattr(s, x) for s in drawn], dtype=float) for x in ("size", "done", "errors")
        )
        self.weight = size / total
        self.done = done
        self.step = self.weight / done
        self.seen = float(self.step @ errors)
        # At least the errors seen, and at most all but the items seen to be right.
        self.lo, self.hi = errors / size, 1 - (done - errors) / size
        self.least, self.top = float(self.weight @ self.lo), float(self.weight @ self.hi)
        # Any exponent gives a bound; the best of many is taken.
        self.tilt = np.geomspace(0.01, 1000, 60)[:, None] / self.step.max()
        self.gain = -np.expm1(-self.tilt * self.step)

    def log_chance(self, share: float) -> float:
        """The bound at its worst over all ways to spread `share`, for the exponent that makes it least.

        For a given exponent the sum of done · log(1 − gain · rate) is concave in the rates of the strata, so that
        at its maximum each rate stands where its slope is the common one, or at an end of its range.
        """
        low = np.zeros((len(self.tilt), 1))
        high = (self.step * (1 / self.gain - self.lo)).max(axis=1, keepdims=True)
        for _ in range(_SPLITS):
            middle = (low + high) / 2
            more = (self._rates(middle) @ self.weight)[:, None] >= share
            low, high = np.where(more, middle, low), np.where(more, high, middle)
        with np.errstate(divide="ignore"):
            # `high` spreads no more than `share`: it bounds the chance of that from above.
            logs = np.log(1 - self.gain * self._rates(high)) @ self.done
        return float((self.tilt[:, 0] * self.seen + logs).min())

    def _rates(self, slope: Floats) -> Floats:
        return np.asarray(np.clip(1 / self.gain - slope / self.step, self.lo, self.hi))
