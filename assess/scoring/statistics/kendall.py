"""Kendall's rank statistics: tau-b between columns, and the concordance W of several rankings."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from assess.base.tails import chi2_tail
from assess.scoring.arrays import Floats
from assess.scoring.statistics.special import average_ranks
from assess.scoring.tree import Ints

_CELLS = 2_000_000
"""How many comparisons are held in memory at once."""


class Concordance(msgspec.Struct, frozen=True):
    """How far several rankings of the same things agree.

    `w` is 0 for no agreement and 1 for the same order by all, corrected for ties, NaN where it is not defined;
    `chi2` = judges x (things - 1) x w with `df` = things - 1, and `p` its tail: the chance of as much agreement by
    accident. The chi-square is rough for fewer than 8 things and few judges, where it errs towards "accident"
    (Siegel & Castellan 1988, 9.5).
    """

    w: float
    chi2: float
    df: int
    p: float
    judges: int


def concordance(scores: Floats) -> Concordance:
    """Kendall's coefficient of concordance of judges over things; shape (judges, things).

    Rows with a missing score are left out. NaN where fewer than two judges or things are left or every judge ties
    everything. Source: Kendall & Babington Smith (1939), *Annals of Mathematical Statistics* 10(3), 275-287.
    """
    rows = scores[~np.isnan(scores).any(axis=1)]
    m, k = rows.shape
    if m < 2 or k < 2:
        return Concordance(math.nan, math.nan, max(k - 1, 0), math.nan, m)
    ranks = average_ranks(rows.T).T
    sums = ranks.sum(axis=0)
    ties = sum(
        float((c.astype(float) ** 3 - c).sum()) for c in (np.unique(r, return_counts=True)[1] for r in ranks)
    )
    most = m**2 * (k**3 - k) - m * ties
    if most <= 0:
        return Concordance(math.nan, math.nan, k - 1, math.nan, m)
    w = min(1.0, 12 * float(((sums - sums.mean()) ** 2).sum()) / most)
    chi2 = m * (k - 1) * w
    return Concordance(w, chi2, k - 1, chi2_tail(chi2, k - 1), m)


def kendall(first: Floats, second: Floats) -> tuple[Floats, Floats, Ints]:
    """Tau-b of each column of `first` with each of `second`, its two-sided probability, and how many units.

    Shapes (n, a) and (n, b) give (a, b). Every pair of units known in both columns is compared once; a tie in
    either column leaves the numerator and that column's part of the denominator.
    """
    n, a, b = first.shape[0], first.shape[1], second.shape[1]
    score, first_moves, second_moves = np.zeros((3, a, b))
    known_a, known_b = (~np.isnan(first)).astype(float), (~np.isnan(second)).astype(float)
    step = max(1, _CELLS // max(1, n * max(a, b)))
    for start in range(0, n, step):
        rows = slice(start, start + step)
        sa, ma = _signs(first, rows)
        sb, mb = _signs(second, rows)
        score += sa.T @ sb
        first_moves += np.abs(sa).T @ mb
        second_moves += ma.T @ np.abs(sb)
    counts = known_a.T @ known_b
    with np.errstate(divide="ignore", invalid="ignore"):
        tau = score / np.sqrt(first_moves * second_moves)
    tau[(counts < 3) | (first_moves == 0) | (second_moves == 0)] = np.nan
    # Both orders of each pair of units were counted.
    return np.clip(tau, -1.0, 1.0), _tail(score / 2, first, second), counts.astype(np.intp)


def _signs(values: Floats, rows: slice) -> tuple[Floats, Floats]:
    """Signs of all differences of some units from all units, and where both are known; shape (pairs, columns)."""
    off = values[rows, None, :] - values[None, :, :]
    known = ~np.isnan(off)
    shape = (-1, values.shape[1])
    return np.sign(np.where(known, off, 0.0)).reshape(shape), known.astype(float).reshape(shape)


def _tail(score: Floats, first: Floats, second: Floats) -> Floats:
    p = np.full(score.shape, np.nan)
    for i, a in enumerate(first.T):
        for j, b in enumerate(second.T):
            both = ~(np.isnan(a) | np.isnan(b))
            variance = _variance(a[both], b[both])
            if variance > 0:
                p[i, j] = math.erfc(abs(score[i, j]) / math.sqrt(2 * variance))
    return p


def _variance(a: Floats, b: Floats) -> float:
    """The variance of the score of concordant less discordant pairs under independence, with ties."""
    n = a.size
    if n < 3:
        return math.nan
    t, u = (np.unique(c, return_counts=True)[1].astype(float) for c in (a, b))
    whole = n * (n - 1.0) * (2 * n + 5)
    v = sum(float((c * (c - 1) * (2 * c + 5)).sum()) for c in (t, u))
    pairs = [float((c * (c - 1)).sum()) for c in (t, u)]
    triples = [float((c * (c - 1) * (c - 2)).sum()) for c in (t, u)]
    return (
        (whole - v) / 18
        + pairs[0] * pairs[1] / (2 * n * (n - 1.0))
        + triples[0] * triples[1] / (9 * n * (n - 1.0) * (n - 2))
    )
