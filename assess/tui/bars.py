"""Bars drawn with characters: what is sure, what is still open, and the rest."""

from __future__ import annotations

from assess.base.band import Band
from assess.tui.glyphs import Glyphs

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


def progress_bar(done: int, of: int, cells: int, glyphs: Glyphs) -> list[Piece]:
    """A bar of how many are done; full only when all are."""
    share = done / of if of else 0.0
    filled = cells if done >= of > 0 else min(int(share * cells + 0.5), cells - 1)
    if done and not filled:
        filled = 1
    return [(glyphs.bar_sure * filled, "$success"), (glyphs.bar_rest * (cells - filled), "$text-disabled")]


def _cells(share: float, cells: int) -> int:
    return min(cells, max(0, int(share * cells + 0.5)))
