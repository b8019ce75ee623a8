"""Many tests at once: how to control false leads over a family, and how to make one p-value of a body's tests.

A family has to be fixed before anybody looks at results; which family it is, is for the caller to say.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

MOST = 0.99
"""Above this a p-value is counted as this in `cauchy`."""


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """The q-value of every p, in the order given: the smallest false discovery rate at which it would be a lead.

    q(i) = min over j >= i of m·p(j)/j on the sorted values. Benjamini & Hochberg 1995, *J. R. Statist. Soc. B*
    57(1), 289–300; valid for independent tests and for positive regression dependence (Benjamini & Yekutieli 2001).
    ValueError for a p that is not within 0 and 1.
    """
    return _stepped_up(p, 1.0)


def benjamini_yekutieli(p: Sequence[float]) -> list[float]:
    """As `benjamini_hochberg`, for tests that depend on each other in any way, at the price of power.

    Every q is larger by 1 + 1/2 + … + 1/m. Benjamini & Yekutieli 2001, *Annals of Statistics* 29(4), 1165–1188.
    """
    return _stepped_up(p, sum(1 / i for i in range(1, len(p) + 1)))


def cauchy(p: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """One p-value from those of several tests of one body, which may depend on each other.

    T = Σ w·tan((1/2 − p)·π) with weights that sum to 1 (equal ones unless given); its tail is that of a standard
    Cauchy variable, nearly so under any dependence. Liu & Xie 2020, *JASA* 115(529), 393–402,
    doi:10.1080/01621459.2018.1554485. A p above .99 counts as .99: one-sided tests of counts give exactly 1 to most
    honest bodies, and one such 1 would drown every other test (the penalty that Fang, Chang, Park & Tseng,
    arXiv:2103.12967, truncate for the same reason). A p of 0 with a weight makes the result 0.
    ValueError for nothing to combine, a p outside 0 and 1, or weights that are negative, all zero or too few.
    """
    _checked(p)
    shares = [1.0] * len(p) if weights is None else list(weights)
    if len(shares) != len(p) or not all(math.isfinite(w) and w >= 0 for w in shares) or sum(shares) <= 0:
        raise ValueError("the combination needs a weight of 0 or more for every p-value, and one above 0")
    used = [(value, weight / sum(shares)) for value, weight in zip(p, shares, strict=True) if weight]
    if any(value == 0 for value, _ in used):
        return 0.0
    total = sum(weight * _cotangent(min(value, MOST)) for value, weight in used)
    # For a large T, 1/2 - atan(T)/π would lose every digit; atan(1/T)/π is the same number.
    return math.atan(1 / total) / math.pi if total > 1 else 0.5 - math.atan(total) / math.pi


def _cotangent(p: float) -> float:
    # tan((1/2 - p)π), by the cotangent so that a tiny p keeps its digits.
    return 1 / math.tan(p * math.pi) if p < 0.25 else math.tan((0.5 - p) * math.pi)


def _stepped_up(p: Sequence[float], factor: float) -> list[float]:
    _checked(p)
    q = [0.0] * len(p)
    least = 1.0
    for rank, place in sorted(enumerate(sorted(range(len(p)), key=p.__getitem__), 1), reverse=True):
        least = min(least, factor * len(p) / rank * p[place])
        q[place] = least
    return q


def _checked(p: Sequence[float]) -> None:
    for value in p:
        if not 0 <= value <= 1:
            raise ValueError(f"a p-value lies within 0 and 1, not {value}")
