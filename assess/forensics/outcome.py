"""What a forensic test gives back: a question to ask about numbers, with how sure it is and what it rests on.

A test never says that numbers were made up. It says how often honest numbers would look like this (`p`), how large
the departure is (`effect`), and whether what it assumes about the numbers holds; where it does not, or where there
are too few of them, the test is silent and says why.
"""

from __future__ import annotations

import msgspec

from assess.base.texts import Text
from assess.dossier.signal import Check as Check
from assess.dossier.signal import Effect as Effect


class Outcome(msgspec.Struct, frozen=True):
    """The outcome of one test on one set of numbers.

    `silent` is the reason why the test says nothing, and then `p` and `effect` are None. `p` is the chance that
    honest numbers depart as far in the direction the test asks about; 0.0 where they cannot (GRIM). `words` tell
    the result in a sentence for people who never heard of the test, `figures` hold what a reviewer needs to work it
    out again, by name.
    """

    test: str
    n: int
    silent: Text | None = None
    p: float | None = None
    effect: Effect | None = None
    checks: tuple[Check, ...] = ()
    words: Text = Text(zh="", en="")
    figures: dict[str, float] = {}


def silence(test: str, n: int, why: Text, checks: tuple[Check, ...] = ()) -> Outcome:
    """The outcome of a test that has nothing to say, because of `why`."""
    return Outcome(test=test, n=n, silent=why, checks=checks, words=why)


def too_few(test: str, n: int, least: int, checks: tuple[Check, ...] = ()) -> Outcome:
    """The outcome of a test that needs at least `least` numbers."""
    why = Text(
        zh=f"只有 {n:,} 个数，少于 {least:,} 个时不作判断。", en=f"Only {n:,} values; silent below {least:,}."
    )
    return silence(test, n, why, checks)


def first_failed(test: str, n: int, checks: tuple[Check, ...]) -> Outcome | None:
    """The silence due to the first assumption that does not hold, or None when all hold."""
    failed = next((c for c in checks if not c.held), None)
    if failed is None:
        return None
    why = Text(
        zh=f"前提不成立，不作判断：{failed.what.zh}（{failed.seen.zh}）。",
        en=f"Silent, because an assumption does not hold: {failed.what.en} ({failed.seen.en}).",
    )
    return silence(test, n, why, checks)
