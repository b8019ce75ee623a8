"""Collecting what is wrong in a rule while it is read, in both languages."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from assess.base.texts import Text
from assess.rules.model import RuleProblem

QUOTED = 40
"""How many characters of the rule a message repeats at most."""


class Problems:
    """The problems of one rule, gathered over all its checks."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._found: list[RuleProblem] = []

    def add(self, start: int, end: int, message: Text, hint: Text | None = None) -> None:
        """Note that source[start:end] is wrong."""
        self._found.append(RuleProblem(start, max(end - start, 0), message, hint))

    def part(self, start: int, end: int) -> str:
        """source[start:end], fit to stand in a message."""
        return quotable(self.source[start:end])

    def __bool__(self) -> bool:
        return bool(self._found)

    def in_order(self) -> tuple[RuleProblem, ...]:
        """All problems, from left to right."""
        return tuple(sorted(self._found, key=lambda problem: (problem.offset, problem.length)))


def quotable(text: str) -> str:
    """`text` on one line, cut when long, with characters that print nothing written as U+XXXX."""
    cut = text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
    return "".join(_visible(c) for c in " ".join(cut.split()) or cut)


def _visible(char: str) -> str:
    return f"U+{ord(char):04X}" if unicodedata.category(char)[0] in "CZ" and char != " " else char


def did_you_mean(word: str, known: Iterable[str]) -> Text | None:
    """A hint that names the nearest of `known`, or None when nothing is near."""
    near = difflib.get_close_matches(word.lower()[:QUOTED], list(known), n=1, cutoff=0.6)
    return Text(zh=f"是不是想写 {near[0]}？", en=f"did you mean {near[0]}?") if near else None
