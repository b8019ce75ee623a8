"""Tail probabilities of the distributions that tests are judged by, on single numbers and with `math` alone.

scipy would do the same, but it is heavy to install on an office machine and slow to import; the tests hold every
function here against it.
"""

from __future__ import annotations

import math

_TINY = 1e-300
_STEPS = 100_000


def normal_tail(z: float) -> float:
    """The probability that a standard normal variable is above `z`."""
    return 0.5 * math.erfc(z / math.sqrt(2))


def chi2_tail(x: float, df: int) -> float:
    """The probability that a chi-square variable with `df` degrees of freedom is above `x`.

    Exact finite sums for whole `df` (Abramowitz & Stegun 1964, 26.4.4 and 26.4.5). NaN where `df` < 1.
    """
    if df < 1 or math.isnan(x):
        return math.nan
    h = x / 2
    if h <= 0:
        return 1.0
    odd = df % 2
    total = math.erfc(math.sqrt(h)) if odd else 0.0
    start = 0.5 if odd else 0.0
    for i in range(df // 2):
        power = i + start
        total += math.exp(-h + power * math.log(h) - math.lgamma(power + 1))
    return min(1.0, total)


def poisson_tail(k: int, mean: float) -> float:
    """The probability that a Poisson variable with `mean` is `k` or more; ValueError for a negative mean.

    The lower incomplete gamma function P(k, mean) (Abramowitz & Stegun 1964, 26.4.21), by its series below the mean
    and by its continued fraction above.
    """
    if mean < 0:
        raise ValueError(f"a Poisson mean cannot be negative: {mean}")
    if k <= 0:
        return 1.0
    if mean == 0:
        return 0.0
    front = math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1))
    if mean < k + 1:
        total = term = 1.0
        for i in range(1, _STEPS):
            term *= mean / (k + i)
            total += term
            if term < total * 1e-17:
                break
        return min(1.0, front * total)
    return max(0.0, 1.0 - front * k * _gamma_fraction(k, mean))


def binomial_tail(k: int, n: int, p: float) -> float:
    """The probability of `k` or more successes in `n` trials of probability `p` each.

    The incomplete beta function I(p; k, n-k+1) (Abramowitz & Stegun 1964, 26.5.24). ValueError for an impossible
    `n` or `p`.
    """
    if n < 0 or not 0 <= p <= 1:
        raise ValueError(f"no binomial distribution has n = {n}, p = {p}")
    if k <= 0:
        return 1.0
    if k > n or p == 0:
        return 0.0
    return 1.0 if p == 1 else _beta_share(p, float(k), float(n - k + 1))


def t_tail(t: float, df: float) -> float:
    """The probability that a t variable with `df` degrees of freedom is above `t` (Abramowitz & Stegun 26.7.1)."""
    half = 0.5 * _beta_share(df / (df + t * t), df / 2, 0.5) if t else 0.5
    return half if t >= 0 else 1 - half


def f_tail(f: float, df1: float, df2: float) -> float:
    """The probability that an F variable with (`df1`, `df2`) degrees of freedom is above `f` (A&S 26.6.2)."""
    return 1.0 if f <= 0 else _beta_share(df2 / (df2 + df1 * f), df2 / 2, df1 / 2)


def _gamma_fraction(a: float, x: float) -> float:
    # Q(a, x) Γ(a) e^x x^-a as a continued fraction, by Lentz's method (A&S 6.5.31).
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b if b else 1 / _TINY
    value = d
    for i in range(1, _STEPS):
        numerator = -i * (i - a)
        b += 2
        d = 1 / _away(numerator * d + b)
        c = _away(b + numerator / c)
        value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return value


def _beta_share(x: float, a: float, b: float) -> float:
    """I(x; a, b), the regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share_low(1 - x, x, b, a)
    return _beta_share_low(x, 1 - x, a, b)


def _beta_share_low(x: float, rest: float, a: float, b: float) -> float:
    gammas = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(gammas + a * math.log(x) + b * math.log(rest)) / a
    value, c, d = 1.0, 1.0, 0.0
    for m in range(_STEPS):
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        terms = [odd] if not m else [m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), odd]
        for numerator in terms:
            d = 1 / _away(1 + numerator * d)
            c = _away(1 + numerator / c)
            value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return min(1.0, front / value)


def _away(value: float) -> float:
    return _TINY if abs(value) < _TINY else value
