"""What the tests on times share beside `phrases`: when words tell of a lead, and how checks are written down."""

from __future__ import annotations

from assess.base.texts import Text
from assess.forensics.outcome import Check

ASKS_BELOW = 0.05
"""The p below which a test's words tell of a lead; whether it is asked is decided over the family of tests."""


def nothing(zh: str, en: str) -> Text:
    """The sentence for a result that gives no reason to ask."""
    return Text(zh=f"{zh}没有要追问的。", en=f"{en} Nothing to ask.")


def check(held: bool, what: tuple[str, str], seen: tuple[str, str]) -> Check:
    """A `Check` from pairs of Chinese and English."""
    return Check(what=Text(zh=what[0], en=what[1]), held=bool(held), seen=Text(zh=seen[0], en=seen[1]))


def percent_of(share: float) -> str:
    """A share as a percentage with one decimal."""
    return f"{share:.1%}"
