"""The rows of the list of bodies: name, progress, total, layers, findings, class."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from assess.base.texts import Lang
from assess.tui.bars import band_bar, profile, progress_bar
from assess.tui.cells import pad
from assess.tui.glyphs import Glyphs
from assess.tui.numerals import score_text
from assess.tui.summaries import Summary
from assess.tui.widgets.base import Piece
from assess.tui.widgets.rows import Row, RowList
from assess.tui.widgets.scores import OUTCOME_STYLES

Widths = tuple[int, int, int, int, int, int]
"""Cells of the columns: name, answered, total, layers, findings, class; 0 leaves a column out."""


def columns(cells: int, layers: int) -> Widths:
    """The columns that fit in `cells`; those of the layers and of the class on wide screens only."""
    if cells < 90:
        return max(cells - 16 - 20 - 9 - 6, 12), 16, 20, 0, 9, 0
    layers = min(max(layers, 6), 12)
    return cells - 20 - 28 - layers - 9 - 14 - 10, 20, 28, layers, 9, 14


def outcome_mark(outcome: str, g: Glyphs) -> str:
    """The mark of an outcome, for where there is no room for its name: passed, failed, not yet known."""
    return {"qualified": g.saved, "unqualified": g.not_applicable}.get(outcome, g.undetermined)


def body_row(id: str, name: str, one: Summary | None, widths: Widths, lang: Lang, g: Glyphs) -> Row:
    """The row of a body; its name alone while the rest is being worked out."""
    name_cells, done_cells, total_cells, layer_cells, risk_cells, class_cells = widths
    pieces: list[Piece] = [(pad(name, name_cells, ellipsis=g.ellipsis) + "  ", "")]
    if one is None:
        return Row(key=id, left=tuple(pieces))
    pieces += progress_bar(one.done, one.of, done_cells - 8, g)
    pieces.append((pad(f" {one.done}/{one.of}", 8) + "  ", "$text-muted"))
    pieces += band_bar(one.total, one.maximum, total_cells - 13, g)
    # Where there is no room for the outcome a mark tells it.
    marked = one.outcome and not class_cells
    mark = f" {outcome_mark(one.outcome, g)}" if marked else ""
    style = OUTCOME_STYLES[one.outcome] if marked else "bold"
    pieces.append((pad(f" {score_text(one.total, g.dash)}{mark}", 13) + "  ", style))
    if layer_cells:
        pieces.append((pad(profile(one.layers, g), layer_cells, ellipsis=g.ellipsis) + "  ", "$primary"))
    risks = f"{g.flag}{one.raised} "
    pieces.append((risks, "bold $error" if one.raised else "$text-muted"))
    pieces.append((pad(f"{g.undetermined}{one.undecided}", risk_cells - len(risks)) + "  ", "$text-muted"))
    if class_cells:
        pieces.append((one.verdict.get(lang), OUTCOME_STYLES[one.outcome] if one.outcome else "$accent"))
    return Row(key=id, left=tuple(pieces))


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
