"""A difference split into its causes: Shapley values (Shapley 1953) of own data, others' data and the method.

Each cause's effect is averaged over all orders in which the causes can come, so the parts add up to the difference
exactly and no order is preferred.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping

import msgspec

State = tuple[bool, bool, bool]
"""Which causes have come: own data, others' data, the method."""

STATES: tuple[State, ...] = tuple((a, b, c) for a in (False, True) for b in (False, True) for c in (False, True))


class Parts(msgspec.Struct, frozen=True):
    """How much of a move each cause brought; they add up to it. Ranks: negative is upwards."""

    own: float
    others: float
    method: float


def shapley(value: Mapping[State, float]) -> Parts | None:
    """The parts of `value[True, True, True] - value[False, False, False]`: means over the six orders of the causes.

    None where the value of a state between is not a number.
    """
    if any(math.isnan(v) for v in value.values()):
        return None
    parts = [0.0, 0.0, 0.0]
    for order in itertools.permutations(range(3)):
        state = [False, False, False]
        for cause in order:
            before = value[state[0], state[1], state[2]]
            state[cause] = True
            parts[cause] += value[state[0], state[1], state[2]] - before
    return Parts(*(part / 6 for part in parts))
