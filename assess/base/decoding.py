"""Text files from strangers: UTF-8, or another encoding that the bytes alone speak for, and then it is told."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from assess.base.errors import InputError
from assess.base.texts import Text

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SURE = 0.95
"""Share of two-byte characters that must be common ones, for an encoding to be taken for the right one."""
_SAMPLE = 2_000_000
"""Bytes from the first one that is not ASCII on which a guess rests; the whole file must then decode by it."""

_SYMBOLS = frozenset("°ºª«»§·•–—‘’“”„…€£©®™²³½¼¾¿¡×±µ\xa0")
_ALPHABETS: Final = tuple(
    frozenset(letters)
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüßé",  # German
        "áéíóúüñç",  # Spanish
        "áâãàçéêíóôõúü",  # Portuguese
        "àèéìíòóùú",  # Italian
        "åäöæøéü",  # Danish, Norwegian, Swedish, Finnish
        "áéíóúýþæöð",  # Icelandic
        "éëïóöüèê",  # Dutch
        "àçéèíïóòúü",  # Catalan
    )
)
_WITHIN_WORDS = re.compile(rb"[A-Za-z][\x80-\x91\x93-\x9b\xa1-\xb6\xb8-\xbf][A-Za-z]")
"""A symbol of Latin-1 between two letters: a letter, then, of an alphabet that is not Western Europe's."""


_IN_USE: Final = re.compile("[\u00a0-\u024f\u0300-\u036f\u0370-\u045f\u0490-\u04f9\u0531-\u06ff]")
"""Latin, accents, Greek, Cyrillic as it is written today, Armenian, Hebrew and Arabic."""


class Decoded(NamedTuple):
    """The text, its encoding, and whether that was concluded from the characters instead of being certain."""

    text: str
    encoding: str
    guessed: bool


def decode(name: str, data: bytes, encoding: str | None = None) -> Decoded:
    """The text of `data`; raises InputError, naming `--encoding`, when the bytes allow no certain answer.

    GB18030 takes almost any bytes, so that a Big5 file decodes to wrong text without an error. An encoding is
    therefore believed only where nearly all characters are common ones of it and not also of another: GB18030 by
    rows 1-9 and 16-55 of GB 2312-1980 (see `_speaks_gb`), Big5 by levels A1-A3 and A4-C6 (see `_speaks_big5`),
    Latin-1 by letters that all belong to the alphabet of one Western European language.
    """
    if encoding is not None:
        return _as_told(name, data, encoding)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _as_told(name, data, marked)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        for guess in _guesses(data[error.start : error.start + _SAMPLE]):
            if (found := _text(data, guess)) is not None:
                return Decoded(found, guess, True)
        raise _unknown(name, data.count(b"\n", 0, error.start) + 1) from None
    if _another_by_chance(text, data):
        return Decoded(data.decode("gb18030"), "gb18030", True)
    if "\0" in text:
        # As UTF-16 without its mark reads: every second character is a zero.
        raise _unknown(name, text.count("\n", 0, text.index("\0")) + 1)
    return Decoded(text, "utf-8", False)


def _another_by_chance(text: str, data: bytes) -> bool:
    """Whether bytes that happen to be UTF-8 are GB18030: its 学校 reads as ѧУ, a letter that no living script uses.

    Only two-byte characters can come about so; those of scripts in use are believed.
    """
    beyond = {c for c in text[:_SAMPLE] if c > "\x7f"}
    if not beyond or max(beyond) > "\u07ff" or all(_IN_USE.fullmatch(c) for c in beyond):
        return False
    return _speaks_gb(_pairs(data[:_SAMPLE])) and _text(data, "gb18030") is not None


def _unknown(name: str, line: int) -> InputError:
    return InputError(
        Text(
            zh=f"“{name}”不是 UTF-8（第 {line} 行），用的是什么编码无法断定",
            en=f"“{name}” is not UTF-8 (line {line}), and what it is cannot be told for certain",
        ),
        Text(
            zh="请另存为 UTF-8，或用 --encoding gb18030 之类指明。",
            en="Save it as UTF-8, or say which with --encoding gb18030 or the like.",
        ),
    )


def _as_told(name: str, data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"), encoding, False)
    except LookupError:
        message = Text(zh=f"不认识编码 {encoding}", en=f"there is no encoding {encoding}")
        hint = Text(zh="例如 utf-8、gb18030、cp950。", en="For example utf-8, gb18030, cp950.")
    except UnicodeError:
        message = Text(zh=f"“{name}”不能按 {encoding} 解码", en=f"“{name}” cannot be decoded as {encoding}")
        hint = Text(zh="请换一种编码，或另存为 UTF-8。", en="Try another encoding, or save the file as UTF-8.")
    raise InputError(message, hint)


def _text(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guesses(sample: bytes) -> list[str]:
    """The encodings to try on `sample`, which begins with a byte beyond ASCII; none when it speaks for two."""
    pairs = _pairs(sample)
    gb, big5 = _speaks_gb(pairs), _speaks_big5(pairs)
    if gb is not big5:
        return ["gb18030"] if gb else ["cp950", "big5hkscs"]
    return [] if gb else _western(sample)


def _pairs(data: bytes) -> list[tuple[int, int]]:
    """Each byte above 0x7F with the one behind it, as a two-byte encoding pairs them."""
    pairs, at, last = [], 0, len(data) - 1
    while at < last:
        if data[at] < 0x80:
            at += 1
            continue
        pairs.append((data[at], data[at + 1]))
        at += 2
    return pairs


def _share(pairs: list[tuple[int, int]], good: list[bool]) -> float:
    return sum(good) / len(pairs) if pairs else 0.0


def _speaks_gb(pairs: list[tuple[int, int]]) -> bool:
    """Common characters of GB 2312, spread over its first level as Chinese is.

    That level is in the order of pinyin, so that a tenth and more of any Chinese text lies in rows 41-55 (s to z).
    Korean (EUC-KR) has no syllables there, and Japanese (EUC-JP) has kana in rows 4 and 5.
    """
    if _share(pairs, [(0xA1 <= a <= 0xA9 or 0xB0 <= a <= 0xD7) and b >= 0xA1 for a, b in pairs]) < _SURE:
        return False
    kana = _share(pairs, [a in (0xA4, 0xA5) for a, _ in pairs])
    hanzi = [a for a, _ in pairs if 0xB0 <= a <= 0xD7]
    return kana < 0.05 and sum(a >= 0xC9 for a in hanzi) >= 0.1 * len(hanzi) > 0


def _speaks_big5(pairs: list[tuple[int, int]]) -> bool:
    """Common characters of Big5, whose second bytes lie on both sides of 0x80 (never so in GB 2312 or Latin-1)."""
    good = [0xA1 <= a <= 0xC6 and (0x40 <= b <= 0x7E or b >= 0xA1) for a, b in pairs]
    low = _share(pairs, [b < 0x80 for _, b in pairs])
    return _share(pairs, good) >= _SURE and 0.05 <= low <= 0.8


def _western(sample: bytes) -> list[str]:
    """Latin-1 (or Windows-1252), if every letter beyond ASCII belongs to one language that is written in it."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return []
    beyond = {c for c in text.lower() if c > "\x7f"} - _SYMBOLS
    if not any(beyond <= alphabet for alphabet in _ALPHABETS) or _WITHIN_WORDS.search(sample):
        return []
    return ["cp1252" if any(0x80 <= b < 0xA0 for b in sample) else "latin-1"]
