"""Bodies by name: the order in which a reader looks for one, and the letter under which it stands.

Chinese names stand under the initial of their pinyin. GB 2312 orders its 3,755 common characters by pinyin, which
gives both; the rarer ones that begin names of Chinese counties and cities, and names that read otherwise than their
first character does elsewhere, are listed. What neither covers stands at the end.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import Final

from assess.base.texts import Lang

REST: Final = "#"
"""Names under no letter."""
_STARTS: Final = tuple(c.encode("gb2312") for c in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝")
_LETTERS: Final = "ABCDEFGHJKLMNOPQRSTWXYZ"
_LAST_COMMON: Final = "座".encode("gb2312")
_RARE: Final = {
    char: letter
    for letter, chars in {
        "B": "亳灞璧", "C": "茌郴澶", "D": "儋砀宕", "F": "涪", "G": "藁珙", "H": "邗邯潢桓珲湟骅濠",
        "J": "泾鄄莒缙旌郏", "K": "岢", "L": "泸漯溧涞岚崂栾渌耒阆醴郦濂", "M": "汨岷湄勐渑沔", "O": "瓯",
        "P": "濮邳郫鄱", "Q": "衢邛蕲麒綦杞", "R": "榕", "S": "沭泗濉鄯莘嵊嵩睢歙", "T": "郯滕洮潼",
        "W": "汶婺涠", "X": "隰淅盱溆浔荥硖", "Y": "沂鄞鄢郾峄郓颍弋黟郧猗沅", "Z": "涿柘枞梓",
    }.items()
    for char in chars
}  # fmt: skip
_READ: Final = {"重庆": "C", "厦门": "X", "长子": "Z", "单县": "S", "蔚县": "Y", "番禺": "P", "会稽": "K"}
"""Beginnings of names that are read otherwise than GB 2312 files their first character."""


def letter(name: str, lang: Lang) -> str:
    """The letter, A to Z, under which `name` is looked for; `REST` where there is none."""
    first = _folded(name)[:1]
    if "A" <= first <= "Z":
        return first
    if lang == "en":
        return REST
    read = next((_READ[name[:n]] for n in (2, 1) if name[:n] in _READ), "") or _RARE.get(name[:1], "")
    return read or _common(name[:1])


def _common(char: str) -> str:
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return REST
    if not _STARTS[0] <= code <= _LAST_COMMON:
        return REST
    return _LETTERS[bisect_right(_STARTS, code) - 1]


def name_key(name: str, lang: Lang) -> tuple[bool, str, bytes]:
    """What names are sorted by: the letter, then Latin names before others, then the spelling."""
    at = letter(name, lang)
    spelling = _folded(name).encode("gb18030", "replace")
    return at == REST, at, spelling


def _folded(name: str) -> str:
    """In capitals and without accents."""
    bare = unicodedata.normalize("NFKD", name.strip()).upper()
    return "".join(c for c in bare if not unicodedata.combining(c))
