"""GRIM: can a percentage of whole things come from the number of things it is said to come from?

Of n whole things, the share can only be k/n. A percentage reported to d decimals is impossible when no k rounds to
it (Brown & Heathers 2017, *Social Psychological and Personality Science* 8(4), doi:10.1177/1948550616673876). An
impossible percentage is certain, not likely: the false-positive rate is 0 when n is right and the things are whole.
"""

from __future__ import annotations

from fractions import Fraction

import msgspec


class Grim(msgspec.Struct, frozen=True):
    """The outcome: `silent` when n is too large for the test to say anything, else whether it is `possible`.

    `below` and `above` are the nearest percentages that n things can have.
    """

    silent: bool
    possible: bool
    below: float
    above: float


def decimals_of(value: float) -> int:
    """Decimals in the shortest form of `value`; a written trailing zero is lost, which only makes GRIM milder."""
    text = repr(value)
    if "e" in text or "E" in text or text.endswith(".0"):
        return 0
    return len(text.partition(".")[2])


def grim(percent: float, n: int, decimals: int) -> Grim:
    """Test `percent` (0–100, reported to `decimals`) of `n` whole things; ValueError when n is not positive.

    Both ways of rounding a half are accepted. Silent from n = 100·10^decimals on, where every value is possible.
    """
    if n <= 0:
        raise ValueError(f"GRIM needs a positive number of things, not {n}")
    reported, step = Fraction(repr(percent)), Fraction(100, n)
    k = reported // step
    below, above = step * k, step * (k + 1)
    half = Fraction(1, 2 * 10**decimals)
    return Grim(
        silent=n >= 100 * 10**decimals,
        possible=reported - below <= half or above - reported <= half,
        below=float(below),
        above=float(above),
    )
