"""How alike two names are: pairs of characters for Chinese, words for Latin script, rare ones weighing more.

A score only proposes; people confirm. It is the mean of the cosine of the weighted features and of the weight they
share over that of the shorter name, so that a short name of a system can be found in a long text of a duty.
"""

from __future__ import annotations

import heapq
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

_RUNS: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_STOP: Final = frozenset(["the", "a", "an", "of", "and", "or", "for", "to", "in", "on", "by", "with", "at", "from"])
_LONGEST: Final = 400
"""Characters of a name that are looked at; duties copied as whole paragraphs say enough by then."""


class Match(NamedTuple):
    """A candidate by its place in the list, and its score from 0 to 1."""

    at: int
    score: float


def features(name: str) -> frozenset[str]:
    """Pairs of Han characters (a lone one by itself) and Latin words in lower case, plural s taken off."""
    text = unicodedata.normalize("NFKC", name[:_LONGEST]).casefold()
    found: set[str] = set()
    for run in _RUNS.findall(text):
        if "\u3400" <= run[0] <= "\ufaff":
            found |= {run[i : i + 2] for i in range(len(run) - 1)} or {run}
        elif run not in _STOP:
            found.add(run[:-1] if len(run) > 3 and run.endswith("s") and not run.endswith("ss") else run)
    return frozenset(found)


class Index:
    """A list of names to be searched; made once for many queries."""

    def __init__(self, names: Sequence[str]) -> None:
        self._size = len(names)
        self._features = [features(name) for name in names]
        counts = Counter(f for found in self._features for f in found)
        self._weight = {f: self._weigh(n) for f, n in counts.items()}
        self._held: dict[str, list[int]] = defaultdict(list)
        for at, found in enumerate(self._features):
            for f in found:
                self._held[f].append(at)
        self._sums = [self._total(found) for found in self._features]

    def _weigh(self, count: int) -> float:
        """Squared weight of a feature that `count` names have (the usual smoothed inverse frequency)."""
        return math.log((1 + self._size) / (0.5 + count)) ** 2 + 0.01

    def _total(self, found: frozenset[str]) -> float:
        unseen = self._weigh(0)
        return math.fsum(sorted(self._weight.get(f, unseen) for f in found))

    def search(self, name: str, most: int = 3, least: float = 0.3) -> list[Match]:
        """The names most like `name`, best first: at most `most`, none below `least`."""
        wanted = features(name)
        if not wanted:
            return []
        shared: dict[int, float] = defaultdict(float)
        for f in sorted(wanted & self._held.keys()):
            weight = self._weight[f]
            for at in self._held[f]:
                shared[at] += weight
        whole = self._total(wanted)
        found = []
        for at, weight in shared.items():
            other = self._sums[at]
            score = (weight / math.sqrt(whole * other) + weight / min(whole, other)) / 2
            if score >= least:
                found.append(Match(at, round(min(score, 1.0), 4)))
        return heapq.nsmallest(most, found, key=lambda m: (-m.score, m.at))
