"""When two questions are the same question: the wording compared letter by letter, in each language.

The measure is Dice's coefficient over pairs of neighbouring letters (L. R. Dice, Ecology 26 (1945), 297–302), which
works alike for Chinese, where words are not set apart, and English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assess.base.texts import Text

ALIKE: Final = 0.9
"""From this likeness on, two questions are the same. Of the packs that ship, all of whose questions differ, the two
most alike reach 0.84 in Chinese and 0.86 in English."""
_SHORT: Final = 8
"""Questions of fewer letters are the same only if they are equal: one letter decides too much of their likeness."""


class Wording(NamedTuple):
    """A question as it is compared: its letters, their pairs (each with its count so far), the numbers in it."""

    letters: str
    pairs: frozenset[tuple[str, int]]
    numbers: tuple[str, ...]


def wordings(question: Text) -> tuple[Wording, ...]:
    """The wordings of a question, one for each language."""
    return _wording(question.zh), _wording(question.en)


def _wording(text: str) -> Wording:
    letters = re.sub(r"[\W_]+", "", text.casefold())
    counts = Counter(letters[i : i + 2] for i in range(len(letters) - 1))
    pairs = frozenset((pair, n) for pair, count in counts.items() for n in range(count))
    return Wording(letters, pairs, tuple(re.findall(r"\d+", text)))


def likeness(one: Wording, other: Wording) -> float:
    """Dice's coefficient of two wordings, 0 to 1; those that name other numbers ask of other things: 0."""
    if one.letters == other.letters:
        return 1.0
    if one.numbers != other.numbers or min(len(one.letters), len(other.letters)) < _SHORT:
        return 0.0
    return 2 * len(one.pairs & other.pairs) / (len(one.pairs) + len(other.pairs))


def repeated(questions: Sequence[Sequence[Wording]]) -> Iterator[tuple[int, int]]:
    """The pairs (earlier, later) of one question in any language, by position; one for each later."""
    found: dict[int, int] = {}
    for words in zip(*questions, strict=True):
        for earlier, later in _alike(words):
            found[later] = min(earlier, found.get(later, earlier))
    yield from sorted((earlier, later) for later, earlier in found.items())


def _alike(words: Sequence[Wording]) -> Iterator[tuple[int, int]]:
    """Pairs alike in one language; only wordings of about one length can be."""
    order = sorted(range(len(words)), key=lambda n: len(words[n].pairs))
    for at, n in enumerate(order):
        size = len(words[n].pairs)
        for m in order[at + 1 :]:
            if 2 * size < ALIKE * (size + len(words[m].pairs)):
                break
            if likeness(words[n], words[m]) >= ALIKE:
                yield min(n, m), max(n, m)
