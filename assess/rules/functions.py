"""The functions of numbers that rules may call. A new one is one entry here and its words in wording.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Final

import msgspec

from assess.base import band as bands
from assess.base.band import Band
from assess.rules.units import PURE, Unit, common


class Function(msgspec.Struct, frozen=True):
    """A function of `least` to `most` numbers of like units (`most` None: any number).

    `run` takes their bands and gives the band of the result, or None when nothing can be said;
    `unit` gives the unit of the result from those of the arguments.
    """

    least: int
    most: int | None
    usage: str
    run: Callable[[Sequence[Band]], Band | None]
    unit: Callable[[Sequence[Unit]], Unit] = common


FUNCTIONS: Final[dict[str, Function]] = {
    "ratio": Function(2, 2, "ratio(a, b)", lambda x: bands.divide(x[0], x[1]), lambda _: PURE),
    "min": Function(2, None, "min(a, b, …)", lambda x: reduce(bands.minimum, x)),
    "max": Function(2, None, "max(a, b, …)", lambda x: reduce(bands.maximum, x)),
    "abs": Function(1, 1, "abs(x)", lambda x: bands.absolute(x[0])),
}

SPECIAL: Final[dict[str, str]] = {
    "known": "known(x)",
    "prev": "prev(x)",
    "at_least": "at_least(n, c1, c2, …)",
}
"""The forms that look like functions but do not take plain numbers, and how they are used."""

NAMES: Final = (*FUNCTIONS, *SPECIAL)
