"""Where marks stand: percentages of a chart column's width, so that charts stretch without scaling their text."""

from __future__ import annotations

from assess.base.band import TIE, Band
from assess.report.view.marks import Plot, Stretch
from assess.snapshot import Spread

_LEAST_WIDTH = 0.4
"""Per cent; a narrower bar would not be seen."""


def place(value: float, low: float = 0.0, high: float = 100.0) -> str:
    """`value` as a percentage of the axis [low, high], held within it; raises ValueError on an empty axis."""
    if not low < high:
        raise ValueError(f"not an axis: {low} to {high}")
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return f"{share * 100:.1f}%"


def stretch(start: float, end: float, low: float = 0.0, high: float = 100.0) -> Stretch:
    """The bar from `start` to `end` on the axis [low, high]."""
    width = (min(end, high) - max(start, low)) / (high - low) * 100
    return Stretch(x=place(start, low, high), width=f"{max(width, _LEAST_WIDTH):.1f}%")


def interval(band: Band | None, low: float = 0.0, high: float = 100.0) -> Stretch | None:
    """The bar of a band that is not exact; None for one that is, or for none."""
    return None if band is None or band.width <= TIE else stretch(band.lo, band.hi, low, high)


def against(band: Band | None, peers: Spread | None, low: float = 0.0, high: float = 100.0) -> Plot:
    """A score's mark and range over the quartile box of its peers."""
    mark = None if band is None else place(band.lo, low, high)
    if peers is None or peers.n < 2:
        return Plot(mark=mark, range=interval(band, low, high))
    return Plot(
        mark=mark,
        range=interval(band, low, high),
        least=place(peers.least, low, high),
        most=place(peers.most, low, high),
        box=stretch(peers.lower, peers.upper, low, high),
        median=place(peers.median, low, high),
    )
