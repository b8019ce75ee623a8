"""Figures as somebody wrote them: what a spreadsheet computed is nobody's rounding, and a share is a percentage.

Excel shows 0.951219512195122 as 95.1 %. Such a quotient is true to the last digit; held against its number of cases
as if somebody had rounded it, it would look impossible, and so would the share 0.951 taken for a percentage.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from assess.forensics.card import Column
from assess.forensics.grim_many import MEAN, PERCENT, read_figure

_MOST_DECIMALS: Final = {PERCENT: 3, MEAN: 4}
"""Most decimals to which people round a percentage or a mean; a figure with more is a quotient."""


def as_written(test: str, texts: Column) -> Column:
    """The figures that `test` may judge, "" for quotients; for percentages, shares with the point two places on."""
    if test not in _MOST_DECIMALS or not len(texts):
        return texts
    figures = [read_figure(str(t)) for t in texts]
    known = [f for f in figures if f is not None]
    shares = test == PERCENT and any(f.decimals for f in known) and all(0 <= f.value <= 1 for f in known)
    places = max((f.decimals for f in known), default=0) if shares else 0
    out = []
    for text, figure in zip(texts, figures, strict=True):
        written = str(text)
        decimals = figure.decimals if figure is not None else 0
        if shares and figure is not None:
            # A share loses its trailing zeros with its format: 0.9 in a column of three decimals is 90.0.
            decimals = max(0, (places if places <= _MOST_DECIMALS[test] + 2 else decimals) - 2)
            written = f"{float(figure.value * 100):.{decimals}f}"
        out.append("" if decimals > _MOST_DECIMALS[test] else written)
    return np.array(out, dtype=np.str_)
