"""What the words of every outcome have in common: the chance of it, and that it is a question."""

from __future__ import annotations

from assess.base.texts import Text


def lead(zh: str, en: str) -> Text:
    """What was seen, ending in a question, with the reminder that a question is all it is."""
    return Text(zh=f"{zh}（这是要问的问题，不是证明）", en=f"{en} (A question to ask, not a proof.)")


def chance(p: float) -> str:
    """A probability as shown: two figures, or that it is too small to be told from zero."""
    if p == 0:
        return "0"
    return f"{p:.2g}" if p >= 1e-6 else "<1e-6"


def times(ratio: float) -> str:
    """A ratio as shown."""
    return f"{ratio:.2f}"
