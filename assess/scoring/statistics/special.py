"""Two-sided tail probabilities of the t distribution for whole tables, and average ranks; numpy and math only."""

from __future__ import annotations

import math

import numpy as np

from assess.scoring.arrays import Floats

_TINY = 1e-300


def t_two_sided(t: Floats, df: Floats) -> Floats:
    """The probability that a t variable with `df` degrees of freedom is further from 0 than `t`; same shapes.

    NaN where `t` or `df` is not a number or `df` < 1. Source: the incomplete beta function I(df/(df+t²); df/2, 1/2)
    by its continued fraction (Abramowitz & Stegun 1964, 26.5.8 and 26.7.1).
    """
    t, df = np.broadcast_arrays(np.asarray(t, dtype=float), np.asarray(df, dtype=float))
    out = np.full(t.shape, np.nan)
    fine = ~np.isnan(t) & (df >= 1)
    square, nu = t[fine] ** 2, df[fine]
    infinite = np.isinf(square)
    square = np.where(infinite, 1.0, square)
    x = nu / (nu + square)
    out[fine] = np.where(infinite, 0.0, _beta_share(x, square / (nu + square), nu / 2, np.full_like(nu, 0.5)))
    return out


def _beta_share(x: Floats, rest: Floats, a: Floats, b: Floats) -> Floats:
    """I(x; a, b), with `rest` = 1 - x given apart so that neither loses its digits."""
    swap = x > (a + 1) / (a + b + 2)
    x, rest = np.where(swap, rest, x), np.where(swap, x, rest)
    a, b = np.where(swap, b, a), np.where(swap, a, b)
    gammas = np.array([math.lgamma(p + q) - math.lgamma(p) - math.lgamma(q) for p, q in zip(a, b, strict=True)])
    with np.errstate(divide="ignore"):
        front = np.exp(gammas + a * np.log(x) + b * np.log(rest)) / a
    value = np.where(x > 0, front, 0.0) / _fraction(x, a, b)
    return np.where(swap, 1 - value, value)


def _fraction(x: Floats, a: Floats, b: Floats) -> Floats:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    value = np.ones_like(x)
    c = np.ones_like(x)
    d = np.zeros_like(x)
    for m in range(400):
        for numerator in _terms(m, x, a, b):
            d = _away_from_zero(1 + numerator * d)
            c = _away_from_zero(1 + numerator / c)
            d = 1 / d
            value = value * c * d
        if not x.size or np.max(np.abs(c * d - 1)) < 1e-15:
            break
    return value


def _terms(m: int, x: Floats, a: Floats, b: Floats) -> list[Floats]:
    odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    if not m:
        return [odd]
    return [m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), odd]


def _away_from_zero(values: Floats) -> Floats:
    return np.where(np.abs(values) < _TINY, _TINY, values)


def average_ranks(values: Floats) -> Floats:
    """Ranks from 1 for the smallest value; equal values share the mean of their places, NaN stays NaN.

    `values` has shape (n,) or (n, k), where each column is ranked by itself.
    """
    if values.ndim == 2:
        return np.column_stack([average_ranks(column) for column in values.T]) if values.size else values.copy()
    out = np.full(values.shape, np.nan)
    known = ~np.isnan(values)
    _, place, counts = np.unique(values[known], return_inverse=True, return_counts=True)
    out[known] = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return out
