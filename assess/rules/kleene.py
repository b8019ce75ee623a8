"""Comparing bands with three outcomes: True, False, or None when the bands do not decide it.

The logic is Kleene's strong three-valued logic (*Introduction to Metamathematics*, 1952, § 64): None means
that either may be the case. Values nearer than `TIE`, relative to their size, count as equal, so that float
noise such as 0.1 + 0.2 against 0.3 decides nothing; the order stays monotone in both values, which is why
comparing the ends of bands is enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from assess.base.band import TIE, Band
from assess.rules.tree import Comparison

State = bool | None


def less(x: float, y: float) -> bool:
    """Whether x < y by more than a tie; x may be −∞ and y ∞ (ends that are not known)."""
    if x == -math.inf or y == math.inf:
        return True
    return y - x > TIE * max(1.0, abs(x), abs(y))


def below(a: Band, b: Band) -> State:
    """Whether a < b."""
    if a.hi != math.inf and b.lo != -math.inf and less(a.hi, b.lo):
        return True
    return None if less(a.lo, b.hi) else False


def opposite(state: State) -> State:
    """Not `state`."""
    return None if state is None else not state


def equal(a: Band, b: Band) -> State:
    """Whether a = b: neither lies below the other."""
    lower, higher = below(a, b), below(b, a)
    if lower or higher:
        return False
    return True if lower is False and higher is False else None


COMPARE: dict[Comparison, Callable[[Band, Band], State]] = {
    "<": below,
    "<=": lambda a, b: opposite(below(b, a)),
    ">": lambda a, b: below(b, a),
    ">=": lambda a, b: opposite(below(a, b)),
    "==": equal,
    "!=": lambda a, b: opposite(equal(a, b)),
}
