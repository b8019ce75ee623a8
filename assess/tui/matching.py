"""Finding things by what is typed: every word as written, in any width and case, or as initials of Pinyin."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import msgspec

from assess.tui.initials import initials, spelled


def folded(text: str) -> str:
    """`text` for comparing: full-width forms made narrow, case left out."""
    return unicodedata.normalize("NFKC", text).casefold()


def matches(filter: str, *texts: str) -> bool:
    """Whether every word of `filter` occurs in one of `texts`, as it is written or as initials of its Pinyin."""
    there = _together(texts)
    return all(word in there or any(spelled(word, text) for text in texts) for word in folded(filter).split())


@lru_cache(maxsize=8192)
def _together(texts: tuple[str, ...]) -> str:
    return folded("\n".join(texts))


class Hay(msgspec.Struct, frozen=True):
    """What one thing is found by, made ready once: its names, further words, and the initials of its names."""

    names: tuple[str, ...]
    rest: str
    initials: tuple[str, ...]

    def rank(self, words: list[str]) -> int | None:
        """How well all of `words` (folded) fit, the best first from 0; None when one of them does not occur."""
        worst = 0
        for word in words:
            found = self._rank(word)
            if found is None:
                return None
            worst = max(worst, found)
        return worst

    def _rank(self, word: str) -> int | None:
        if word in self.names:
            return 0
        if any(name.startswith(word) for name in self.names) or (len(word) > 1 and word in self.initials):
            return 1
        if any(word in name for name in self.names):
            return 2
        if len(word) > 1 and word.isascii() and any(word in known for known in self.initials):
            return 3
        return 4 if word in self.rest else None


def hay(names: tuple[str, ...], more: tuple[str, ...] = ()) -> Hay:
    """What is found by `names` first and by `more` last."""
    spellings = [known for name in names if not name.isascii() for known in initials(name)]
    return Hay(tuple(folded(n) for n in names if n), folded("\n".join(more)), tuple(spellings))
