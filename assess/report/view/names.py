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
        "B": "亳灞邶璧", "C": "茌郴澶瀍", "D": "儋砀宕", "F": "涪汾", "G": "藁珙莞", "H": "邗邯潢桓珲湟邰骅濠",
        "J": "泾鄄莒缙旌郏", "K": "岢", "L": "泸漯溧涞岚崂栾渌耒阆醴郦濂滦", "M": "汨岷湄鄚勐渑沔", "N": "坭",
        "O": "瓯", "P": "濮邳郫鄱郾蒲", "Q": "衢邛蕲麒綦杞岐", "R": "榕汝", "S": "沭泗濉鄯莘嵊嵩睢歙嵫",
        "T": "郯滕洮潼郏", "W": "汶婺涠", "X": "隰淅盱溆浔荥醯硖", "Y": "沂鄞鄢峄郓颍弋黟郧猗沅眙鄄",
        "Z": "涿柘枞梓芷淄甑",
    }.items()
    for char in chars
}  # fmt: skip
_READ: Final = {
    "重庆": "C", "厦门": "X", "六安": "L", "蚌埠": "B", "长子": "Z", "长治": "C", "单县": "S", "曾都": "Z", "乐亭": "L",
    "蔚县": "Y", "番禺": "P", "厦": "X", "大城": "D", "盛泽": "S", "会稽": "K", "朝阳": "C", "洪洞": "H", "任县": "R",
}  # fmt: skip
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
