"""Bars drawn with characters: what is sure, what is still open, and the rest."""

from __future__ import annotations

from collections.abc import Sequence

from assess.base.band import Band
from assess.tui.glyphs import ASCII, Glyphs

Piece = tuple[str, str]
"""A text and the style it is drawn in."""


def band_bar(band: Band | None, maximum: float, cells: int, glyphs: Glyphs, style: str = "$primary") -> list[Piece]:
    """A bar of `cells` for `band` of 0..`maximum`: sure up to the low end, open up to the high end."""
    if band is None or maximum <= 0:
        return [(glyphs.bar_rest * cells, "$text-disabled")]
    low = _cells(band.lo / maximum, cells)
    high = max(low, _cells(band.hi / maximum, cells))
    if band.hi > band.lo and high == low and high < cells:
        high += 1
    return [
        (glyphs.bar_sure * low, style),
        (glyphs.bar_maybe * (high - low), f"{style} 80%"),
        (glyphs.bar_rest * (cells - high), "$text-disabled"),
    ]


LEFT, RIGHT = (0, 0x40, 0x44, 0x46, 0x47), (0, 0x80, 0xA0, 0xB0, 0xB8)
"""The dots of a Braille cell that make a column of 0 to 4, left and right (Unicode, block U+2800)."""


def profile(bands: Sequence[Band | None], glyphs: Glyphs) -> str:
    """One cell a band of 0..100: two columns of dots, the low end left and the high end right.

    Braille takes one cell in every terminal, unlike blocks. In ASCII it is the first digit of the low end, 9 for
    more than 90; a band that is not known is a dot in both.
    """
    if glyphs is ASCII:
        return "".join("." if b is None else str(min(int(b.lo / 10), 9)) for b in bands)
    return "".join(
        glyphs.dot if b is None else chr(0x2800 + LEFT[_height(b.lo)] + RIGHT[_height(b.hi)]) for b in bands
    )


def spark(values: Sequence[float | None], cells: int, glyphs: Glyphs) -> str:
    """A course of values from 0 to their largest, at most `cells` wide: two to a cell of Braille, four dots high.

    A gap has no dot, zero has one. In ASCII a value is a digit, 9 for the largest, and a gap a dot. Where there are
    more values than room, neighbours share a column, which shows their mean.
    """
    plain = glyphs is ASCII
    points = _thinned(values, cells if plain else 2 * cells)
    top = max((v for v in points if v is not None), default=0.0) or 1.0
    if plain:
        return "".join("." if v is None else str(min(int(10 * max(v, 0.0) / top), 9)) for v in points)
    dots = [0 if v is None else 1 + min(int(4 * max(v, 0.0) / top), 3) for v in points]
    dots += [0] * (len(dots) % 2)
    return "".join(chr(0x2800 + LEFT[a] + RIGHT[b]) for a, b in zip(dots[::2], dots[1::2], strict=True))


def _thinned(values: Sequence[float | None], most: int) -> list[float | None]:
    if len(values) <= most:
        return list(values)
    parts = (values[n * len(values) // most : (n + 1) * len(values) // most] for n in range(most))
    known = ([v for v in part if v is not None] for part in parts)
    return [sum(part) / len(part) if part else None for part in known]


def gap_bar(band: Band, cells: int, glyphs: Glyphs) -> list[Piece]:
    """A band of −100 to 100 on a scale whose middle is 0."""
    places = [(n + 0.5) * 200 / cells - 100 for n in range(cells)]
    half = 100 / max(cells, 1)
    marked = [band.lo - half <= x <= band.hi + half for x in places]
    found: list[Piece] = []
    for n, on in enumerate(marked):
        middle = n == cells // 2
        piece = (glyphs.bar_maybe, "$primary 80%") if on else (glyphs.bar_rest, "$text-disabled")
        found.append((glyphs.wall, "$edge") if middle else piece)
    return found


def _height(value: float) -> int:
    return 0 if value <= 0 else min(4, 1 + int(value / 25))


def progress_bar(done: int, of: int, cells: int, glyphs: Glyphs) -> list[Piece]:
    """A bar of how many are done; full only when all are."""
    share = done / of if of else 0.0
    filled = cells if done >= of > 0 else min(int(share * cells + 0.5), cells - 1)
    if done and not filled:
        filled = 1
    return [(glyphs.bar_sure * filled, "$success"), (glyphs.bar_rest * (cells - filled), "$text-disabled")]


def _cells(share: float, cells: int) -> int:
    return min(cells, max(0, int(share * cells + 0.5)))
