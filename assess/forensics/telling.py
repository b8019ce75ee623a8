"""The words that every test shares: what is asked is a lead, and an answer may settle it."""

from __future__ import annotations

import math

from assess.base.texts import Text
from assess.forensics.outcome import Check

ASKS_BELOW = 0.05
"""The p below which a test's words tell of a lead; whether it is asked is decided over the family of tests."""


def asking(zh: str, en: str) -> Text:
    """The sentence for a result that raises a question: `zh` and `en` end with that question."""
    return Text(
        zh=f"{zh}这是一条线索，要问的问题，不是证明。", en=f"{en} This is a lead, a question to ask, not a proof."
    )


def nothing(zh: str, en: str) -> Text:
    """The sentence for a result that gives no reason to ask."""
    return Text(zh=f"{zh}没有要追问的。", en=f"{en} Nothing to ask.")


def check(held: bool, what: tuple[str, str], seen: tuple[str, str]) -> Check:
    """A `Check` from pairs of Chinese and English."""
    return Check(what=Text(zh=what[0], en=what[1]), held=bool(held), seen=Text(zh=seen[0], en=seen[1]))


def wilson(k: float, n: float) -> tuple[float, float]:
    """The 95 % interval of a share, k of n (Wilson 1927, *JASA* 22, 209-212); n > 0."""
    z2 = 1.959963984540054**2
    centre, half = (k + z2 / 2) / (n + z2), math.sqrt(z2 * (k * (n - k) / n + z2 / 4)) / (n + z2)
    return max(0.0, centre - half), min(1.0, centre + half)


def percent_of(share: float) -> str:
    """A share as a percentage with one decimal."""
    return f"{share:.1%}"
