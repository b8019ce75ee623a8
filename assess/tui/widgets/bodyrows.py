"""The rows of the list of bodies: name, progress, total, layers, findings, class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from assess.base.band import Band
from assess.base.texts import Lang
from assess.tui.bars import band_bar, profile, progress_bar
from assess.tui.cells import pad, terse
from assess.tui.glyphs import Glyphs
from assess.tui.numerals import score_text
from assess.tui.summaries import Summary
from assess.tui.widgets.base import Piece
from assess.tui.widgets.rows import Row, RowList
from assess.tui.widgets.scores import OUTCOME_STYLES


class Columns(msgspec.Struct, frozen=True):
    """Cells of the columns, 0 for none; `profile` is one column for all layers, `each` one for every layer."""

    name: int
    done: int
    total: int
    profile: int
    each: int
    risks: int
    last: int

    def heads(self, titles: Sequence[str], layers: Sequence[str], ellipsis: str) -> str:
        """The line of heads: `titles` of name, answered, total, all layers, findings, class or outcome."""
        body, done, total, all_layers, risks, last = titles
        found = [(body, self.name), (done, self.done), (total, self.total), (all_layers, self.profile)]
        found += [(title, self.each) for title in layers]
        found += [(risks, self.risks), (last, self.last)]
        return "  ".join(pad(terse(title, cells), cells, ellipsis=ellipsis) for title, cells in found if cells)


GAP, NAME, WIDEST_NAME = 2, 24, 40
TEXT_CELLS = 11
"""What a band of scores takes at most, with a space after it."""


def columns(cells: int, layers: int, *, classed: bool = True) -> Columns:
    """The columns that fit in `cells`: class or outcome and the layers on wide screens only, each on the widest."""
    if cells < 90:
        return Columns(max(cells - 16 - 20 - 9 - 6, 12), 16, 20, 0, 0, 9, 0)
    last = 14 if classed else 0
    taken = 20 + 28 + 9 + last + GAP * (3 + classed)
    each = min((cells - taken - NAME) // max(layers, 1) - GAP, 26) if layers else 0
    profile = 0
    if each < TEXT_CELLS:
        each, profile = 0, min(max(layers, 6), 12)
    name = cells - taken - (profile + GAP if profile else (each + GAP) * layers)
    more = max(name - WIDEST_NAME, 0)
    return Columns(name - more, 20, min(28 + more, 48), profile, each, 9, last)


def outcome_mark(outcome: str, g: Glyphs) -> str:
    """The mark of an outcome, for where there is no room for its name: passed, failed, not yet known."""
    return {"qualified": g.saved, "unqualified": g.not_applicable}.get(outcome, g.undetermined)


def body_row(id: str, name: str, one: Summary | None, widths: Columns, lang: Lang, g: Glyphs) -> Row:
    """The row of a body; its name alone while the rest is being worked out."""
    pieces: list[Piece] = [(pad(name, widths.name, ellipsis=g.ellipsis) + "  ", "")]
    if one is None:
        return Row(key=id, left=tuple(pieces))
    pieces += progress_bar(one.done, one.of, widths.done - 8, g)
    pieces.append((pad(f" {one.done}/{one.of}", 8) + "  ", "$text-muted"))
    pieces += band_bar(one.total, one.maximum, widths.total - 13, g)
    # Where there is no room for the outcome a mark tells it.
    marked = one.outcome and not widths.last
    mark = f" {outcome_mark(one.outcome, g)}" if marked else ""
    style = OUTCOME_STYLES[one.outcome] if marked else "bold"
    pieces.append((pad(f" {score_text(one.total, g.dash)}{mark}", 13) + "  ", style))
    if widths.profile:
        pieces.append((pad(profile(one.layers, g), widths.profile, ellipsis=g.ellipsis) + "  ", "$primary"))
    if widths.each:
        for layer in one.layers:
            pieces += _layer(layer, widths.each, g)
    risks = f"{g.flag}{one.raised} "
    pieces.append((risks, "bold $error" if one.raised else "$text-muted"))
    pieces.append((pad(f"{g.undetermined}{one.undecided}", widths.risks - len(risks)) + "  ", "$text-muted"))
    if widths.last:
        pieces.append(
            (terse(one.verdict.get(lang), widths.last), OUTCOME_STYLES[one.outcome] if one.outcome else "$accent")
        )
    return Row(key=id, left=tuple(pieces))


def _layer(band: Band | None, cells: int, g: Glyphs) -> list[Piece]:
    """A layer in numbers, and as a bar where there is room for one."""
    bar = cells - TEXT_CELLS if cells - TEXT_CELLS >= 6 else 0
    text = pad(score_text(band, g.dash), cells - bar + (0 if bar else GAP), ellipsis=g.ellipsis)
    return [(text, ""), *([*band_bar(band, 100, bar, g), ("  ", "")] if bar else [])]


class BodyRows(RowList):
    """Rows that are drawn up when they come in sight, so that thousands of bodies open at once."""

    def __init__(self, make: Callable[[str], Row], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._make = make
        self._made: dict[str, Row] = {}

    def row_at(self, at: int) -> Row:
        """The row at `at`, drawn up now unless it came ready."""
        if self.rows[at].left:
            return self.rows[at]
        key = self.rows[at].key
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def changed(self, keys: Iterable[str] | None = None) -> None:
        """Draw the rows `keys` up again when they are next in sight; all of them for None."""
        if keys is None:
            self._made.clear()
        else:
            for key in keys:
                self._made.pop(key, None)
        self.refresh()
