"""Texts in terminal cells: width, cutting, padding, and wrapping by the rules of Chinese typesetting.

Textual wraps at spaces only, so a Chinese paragraph breaks "ABC" in two and starts lines with a comma. Here a line
may break beside any wide character, never inside a Latin word or a number, never before closing and never after
opening punctuation (kinsoku, after GB/T 15834 and W3C *Requirements for Chinese Text Layout*, "line start and line
end prohibition rules").
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size

NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…·％‰℃,.;:?!)]}%")
NOT_LAST = frozenset("（《〈「『【〔“‘([{￥$#")


def width(text: str) -> int:
    """How many cells `text` takes in a terminal."""
    return cell_len(text)


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """`text` held to `cells`, with an ellipsis when something is left out; line breaks become spaces."""
    text = " ".join(text.split()) if "\n" in text else text
    if cell_len(text) <= cells:
        return text
    room = cells - cell_len(ellipsis)
    if room <= 0:
        return ellipsis[: max(cells, 0)]
    taken, kept = 0, 0
    for character in text:
        size = get_character_cell_size(character)
        if taken + size > room:
            break
        taken += size
        kept += 1
    return text[:kept] + ellipsis


_ASIDE = re.compile(r"\s*[（(][^（()）]*[）)]$")


def terse(text: str, cells: int) -> str:
    """`text` without the brackets at its end, where it does not fit in `cells` with them."""
    return text if cell_len(text) <= cells else _ASIDE.sub("", text) or text


def pad(text: str, cells: int, *, right: bool = False, ellipsis: str = "…") -> str:
    """`text` cut or filled with spaces to exactly `cells`; `right` aligns to the right."""
    text = cut(text, cells, ellipsis)
    space = " " * (cells - cell_len(text))
    return space + text if right else text + space


def _chunks(text: str) -> list[tuple[int, int]]:
    """(start, end) of the parts of one line that may not be broken."""
    parts: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or _may_break(text[i - 1], text[i]):
            parts.append((start, i))
            start = i
    return parts


def _may_break(before: str, after: str) -> bool:
    if after in " \u00a0" or before == "\u00a0" or after in NOT_FIRST or before in NOT_LAST:
        return False
    if before == " ":
        return True
    return get_character_cell_size(before) == 2 or get_character_cell_size(after) == 2


@lru_cache(maxsize=2048)
def breaks(text: str, cells: int) -> tuple[tuple[int, int], ...]:
    """(start, end) in `text` of each line when wrapped to `cells`; spaces at a break are left out."""
    lines: list[tuple[int, int]] = []
    offset = 0
    for paragraph in text.split("\n"):
        lines += [(a + offset, b + offset) for a, b in _fill(paragraph, max(cells, 4))]
        offset += len(paragraph) + 1
    return tuple(lines)


def _fill(line: str, cells: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start, end, used = 0, 0, 0
    for a, b in _chunks(line):
        shown = cell_len(line[a:b].rstrip(" "))
        if used and used + shown > cells:
            lines.append((start, _trimmed(line, start, end)))
            start, used = a, 0
        while not used and shown > cells:
            cut_at = _fits(line, start, b, cells)
            lines.append((start, cut_at))
            start, shown = cut_at, cell_len(line[cut_at:b].rstrip(" "))
        used = cell_len(line[start:b])
        end = b
    lines.append((start, _trimmed(line, start, end)))
    return lines


def _trimmed(line: str, start: int, end: int) -> int:
    while end > start and line[end - 1] == " ":
        end -= 1
    return end


def _fits(line: str, start: int, end: int, cells: int) -> int:
    taken = 0
    for i in range(start, end):
        taken += get_character_cell_size(line[i])
        if taken > cells:
            return max(i, start + 1)
    return end


def wrap(text: str, cells: int) -> list[str]:
    """The lines of `text` wrapped to `cells`."""
    return [text[a:b] for a, b in breaks(text, cells)]
