"""What came of many tries, and what may be said of the rest: an upper bound at 95 % confidence."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

Try = Callable[[int, Path], str]
"""One try with this seed in an empty folder: what became of it. Raises Lost where the promise was broken."""


class Lost(Exception):
    """The promise was broken."""


class Tally(msgspec.Struct):
    """All tries of one part so far; seeds 0 to tries - 1 were used, so that a run goes on where the last one ended."""

    tries: int = 0
    outcomes: dict[str, int] = {}
    failures: list[str] = []


def go_on(tally: Tally, attempt: Try, until: int, room: Path, saved: Callable[[], None]) -> None:
    """Make tries until there are `until` of them; `saved` is called now and then, so that a cut-off run is not lost."""
    outcomes = Counter(tally.outcomes)
    while tally.tries < until:
        seed = tally.tries
        folder = room / str(seed)
        folder.mkdir()
        try:
            outcomes[attempt(seed, folder)] += 1
        except Exception as error:  # noqa: BLE001  whatever gets out is what is looked for
            tally.failures.append(f"{seed}: {type(error).__name__}: {str(error)[:300]}")
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()
        tally.tries += 1
        tally.outcomes = dict(sorted(outcomes.items()))
        if tally.tries % 20 == 0:
            saved()
    saved()


def upper(failures: int, tries: int) -> float:
    """The largest share of failures that `failures` in `tries` still fit, at 95 % one-sided (Clopper and Pearson 1934).

    Without a failure it is 1 - 0.05^(1/n), close to 3/n.
    """
    if failures >= tries:
        return 1.0
    if failures == 0:
        return 1 - 0.05 ** (1 / tries)
    low, high = failures / tries, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(failures, tries, middle) > 0.05:
            low = middle
        else:
            high = middle
    return high


def _at_most(k: int, n: int, p: float) -> float:
    logs = (
        math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * math.log(p) + (n - i) * math.log1p(-p)
        for i in range(k + 1)
    )
    return math.fsum(math.exp(x) for x in logs)
