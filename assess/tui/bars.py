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
        (glyphs.bar_maybe * (high - low), f"{style} 60%"),
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
