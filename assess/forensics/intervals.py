"""95 % intervals of the effects that tests report, by bisection on tail probabilities."""

from __future__ import annotations

import math
from collections.abc import Callable

from assess.base.tails import chi2_tail

Z95 = 1.959963984540054
_HALVINGS = 200
_CLOSE = 1e-11


def possible(p: float) -> float:
    """`p`, but never the exact 0 that says "cannot be": a tail too small for a float is still a chance."""
    return max(p, 1e-300)


def wilson(k: int, n: int) -> tuple[float, float]:
    """The interval of a share k/n (Wilson 1927, *JASA* 22(158), 209–212); (0, 1) where n is 0."""
    if n <= 0:
        return 0.0, 1.0
    share, z2 = k / n, Z95 * Z95
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def chi2_quantile(tail: float, df: int) -> float:
    """The x that a chi-square variable with `df` degrees of freedom is above with probability `tail`."""
    return _falling(lambda x: chi2_tail(x, df) - tail, float(df) + 10)


def dispersion(x2: float, df: int) -> tuple[float, float]:
    """The interval of a variance relative to the one assumed, X²/df being its estimate (normal theory)."""
    return x2 / chi2_quantile(0.025, df), x2 / chi2_quantile(0.975, df)


def cramer_v(x2: float, df: int, n: int, ways: int) -> tuple[float, float]:
    """The interval of Cramér's V = √(X²/(n·ways)), from that of the noncentrality of X².

    The ends are those noncentralities under which X² stands at its upper and its lower 2.5 % (Smithson 2003,
    *Confidence Intervals*, Sage).
    """
    if x2 <= 0:
        return 0.0, 0.0
    low = _falling(lambda far: 0.025 - _noncentral_tail(x2, df, far), x2 + 10)
    high = _falling(lambda far: 0.975 - _noncentral_tail(x2, df, far), x2 + 10)
    return math.sqrt(low / (n * ways)), math.sqrt(high / (n * ways))


def _noncentral_tail(x: float, df: int, far: float) -> float:
    # A Poisson mixture of central tails, summed 10 standard deviations around its middle; each central tail is the
    # one before plus one term (A&S 26.4.8).
    h, half = x / 2, far / 2
    reach = 10 * math.sqrt(half) + 12
    first = max(0, int(half - reach))
    central, total = chi2_tail(x, df + 2 * first), 0.0
    for j in range(first, int(half + reach)):
        power = df / 2 + j
        weight = math.exp(-half + j * math.log(half) - math.lgamma(j + 1)) if half else float(j == 0)
        total += weight * central
        central += math.exp(-h + power * math.log(h) - math.lgamma(power + 1))
    return min(1.0, total)


def _falling(f: Callable[[float], float], guess: float) -> float:
    """The zero of a falling function on the positive numbers; 0 where it starts below zero."""
    if f(0.0) <= 0:
        return 0.0
    low, high = 0.0, guess
    while f(high) > 0:
        low, high = high, 2 * high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if high - low <= _CLOSE * high:
            break
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return (low + high) / 2
