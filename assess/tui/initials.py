"""Initials of Hanyu Pinyin, so that 数据共享 is found by typing "sjgx".

The 3,755 characters of level 1 of GB/T 2312-1980 stand in the order of their Pinyin, so the code of a character
tells its first letter. The characters of level 2 stand by radical; those of it that names of places and offices use
are listed here, and so are the usual second readings.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import Final

_LETTERS: Final = "abcdefghjklmnopqrstwxyz"
_FIRST: Final = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
"""The code of the first character of each letter; no syllable begins with i, u or v."""
_LAST: Final = 0xD7F9
_MORE: Final = {
    **dict.fromkeys("亳璧", "b"), **dict.fromkeys("郴滁", "c"),  "岱": "d", "鄂": "e",
    **dict.fromkeys("涪", "f"), **dict.fromkeys("邯珲邗濠", "h"), **dict.fromkeys("莒泾", "j"),
    **dict.fromkeys("泸漯浏崂涞溧阆", "l"), **dict.fromkeys("闵岷", "m"), **dict.fromkeys("濮邳鄱郫", "p"),
    **dict.fromkeys("衢綦蕲邛", "q"), **dict.fromkeys("泗歙嵊睢沭嵩", "s"), **dict.fromkeys("潼", "t"),
    **dict.fromkeys("婺诿", "w"), **dict.fromkeys("浔邢荥浠岫", "x"), **dict.fromkeys("沂鄞邕峄黟", "y"),
    **dict.fromkeys("圳淄", "z"),
}  # fmt: skip
_OTHER: Final = {
    "行": "h", "长": "z", "重": "c", "调": "d", "乐": "y", "传": "z", "系": "j", "率": "s", "参": "s", "会": "k",
    "校": "j", "省": "x", "降": "x",
    "藏": "z", "弹": "t", "厦": "s", "曾": "z", "朝": "z", "解": "x",
    "给": "j", "奇": "j", "石": "d", "盛": "c",
}  # fmt: skip
"""Readings beside the one that decides a character's place in the standard."""


@lru_cache(maxsize=8192)
def initial(character: str) -> str:
    """The first letter of the Pinyin of a Chinese character; empty when it is not known."""
    if character in _MORE:
        return _MORE[character]
    try:
        high, low = character.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return ""
    code = high << 8 | low
    return _LETTERS[bisect_right(_FIRST, code) - 1] if _FIRST[0] <= code <= _LAST else ""


@lru_cache(maxsize=16384)
def initials(text: str) -> tuple[str, ...]:
    """The initials of `text`, by the usual readings and, where they differ, by the others.

    Latin letters and digits stay as they are, in lower case; everything else is left out.
    """
    usual, other = [], []
    for character in unicodedata.normalize("NFKC", text).lower():
        known = character if character.isalnum() else ""
        letter = known if character.isascii() else initial(character)
        usual.append(letter)
        other.append(_OTHER.get(character, letter))
    both = "".join(usual), "".join(other)
    return both[:1] if both[0] == both[1] else both


def spelled(word: str, text: str) -> bool:
    """Whether `word`, two or more Latin letters or digits, stands among the initials of `text`."""
    return (
        len(word) > 1
        and word.isascii()
        and word.isalnum()
        and not text.isascii()
        and any(word in known for known in initials(text))
    )
