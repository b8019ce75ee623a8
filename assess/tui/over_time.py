"""Things over time in a line of text: use measured month by month, and scores over the periods that are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assess.base.band import Band, subtract
from assess.base.texts import Lang, Text
from assess.dossier.entities import BodyState, Series
from assess.packs.model import Pack
from assess.tui.bars import Piece, spark
from assess.tui.beside import Column, lines
from assess.tui.glyphs import Glyphs
from assess.tui.numerals import score_text, shown
from assess.tui.widgets.base import Para, para

SPARK_CELLS = 12
FEWEST = 3
"""Periods from which on there is a course to be seen."""
_ACTIVE = ("active_by_month", "active_by_week", "active_by_day")
GAPS = Text(zh="，无记录的时段 {n} 个", en=", no record in {n}")


def courses(state: BodyState, inputs: Iterable[str] | None = None) -> list[Series]:
    """The body's tables over time, those alone that come from the files `inputs` where these are given.

    Of users by month, week and day, the coarsest that has a course is kept: they tell the same thing.
    """
    among = None if inputs is None else set(inputs)
    found = [
        s
        for _, s in sorted(state.series.items())
        if s.form == "time" and len(s.rows) >= FEWEST and (among is None or among.intersection(s.inputs))
    ]
    kept = next((key for key in _ACTIVE for s in found if s.id == key), "")
    return [s for s in found if s.id not in _ACTIVE or s.id == kept]


def course_lines(series: Series, lang: Lang, g: Glyphs) -> list[Para]:
    """What it is; its course as a spark between the first and the last value; from when to when, and the gaps."""
    from assess.report.messages import QUANTITIES, name

    values = [row[0] for row in series.values]
    known = [v for v in values if v is not None]
    if not known:
        return []
    title = name(QUANTITIES, series.columns[0], lang)
    first, last = (row[:7] if series.row_axis == "month" else row for row in (series.rows[0], series.rows[-1]))
    gaps = len(values) - len(known)
    told = f"{first} {g.dash} {last}" + (GAPS.fill(n=gaps).get(lang) if gaps else "")
    drawn = spark(values, SPARK_CELLS, g)
    return [
        para(title[:1].upper() + title[1:], "", f"{g.dot} ", "$text-muted"),
        Para(pieces=((drawn, "$primary"), (f"  {shown(known[0])} → {shown(known[-1])}", "")), lead="  ", hang=2),
        para(told, "$text-muted", "  "),
    ]


def past_bands(pack: Pack, now: Column, earlier: Sequence[Column]) -> dict[str, list[Band | None]]:
    """Bands of 0 to 100 by row ("total/…", "layer/…"), oldest first and `now` last.

    None where a period is not known or was measured otherwise, so that nothing is drawn as a course that is none.
    """
    columns = [*sorted(earlier, key=lambda c: c.when), now]
    return {
        line.key: [_of_100(c.band, line.maximum) if not c.broken else None for c in line.cells]
        for line in lines(pack, columns, frozenset(layer.id for layer in pack.layers))
    }


def _of_100(band: Band | None, maximum: float) -> Band | None:
    return Band(100 * band.lo / maximum, 100 * band.hi / maximum) if band is not None and maximum > 0 else None


def change_piece(bands: Sequence[Band | None], g: Glyphs) -> Piece:
    """By how much the last of `bands` differs from the first that is known; blank where that cannot be said."""
    known = [b for b in bands[:-1] if b is not None]
    if not known or bands[-1] is None:
        return "", ""
    by = subtract(bands[-1], known[0])
    if by.lo <= 0 <= by.hi:
        return ("=" if by.exact else "?"), "$text-muted"
    size = Band(min(abs(by.lo), abs(by.hi)), max(abs(by.lo), abs(by.hi)))
    up = by.lo > 0
    return f"{'+' if up else '−'}{score_text(size, g.dash)}", "$success" if up else "$error"
