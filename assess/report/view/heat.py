"""Heat maps: five classes of scores from 0 to 100."""

from __future__ import annotations

from itertools import pairwise

from assess.base.band import TIE, Band
from assess.report.format import decimal, score
from assess.report.headlines import say
from assess.report.view.campaign_model import Cell
from assess.report.view.frame import Frame

HEAT = (20.0, 40.0, 60.0, 80.0)
"""Boundaries of the five classes of the heat map."""


def heat_class(band: Band | None) -> str:
    """The class of a score by its low end; that of none where there is no score."""
    return "h0" if band is None else f"h{1 + sum(band.lo >= b - TIE for b in HEAT)}"


def heat_cell(band: Band | None) -> Cell:
    """The low end in its class, which it never reads beyond; a dash without a score."""
    if band is None:
        return Cell(heat_class(band), "–", "")
    value = score(band, bounds=(100.0, *HEAT))
    return Cell(heat_class(band), value.text, value.band)


def heat_legend(frame: Frame) -> tuple[Cell, ...]:
    """The five classes and their boundaries in words."""
    lang, ends = frame.lang, [decimal(b) for b in HEAT]
    middle = [say("heat_range", lang, low=a, high=b) for a, b in pairwise(ends)]
    texts = [say("heat_under", lang, high=ends[0]), *middle, say("heat_from", lang, low=ends[-1])]
    return tuple(Cell(f"h{n}", text, "") for n, text in enumerate(texts, 1))
