"""Sliders: one row a thing to weigh, with a bar and its share; the arrows move the one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import msgspec
from textual.binding import Binding
from textual.message import Message

from assess.base.texts import Text
from assess.tui.actions import bindings
from assess.tui.cells import pad
from assess.tui.widgets.base import Piece
from assess.tui.widgets.rows import Row, RowList

STEP, LEAP, MOST = 1, 5, 100


class Slider(msgspec.Struct, frozen=True):
    """One slider: its id and title, and where it stood at first, in points from 0 to 100."""

    id: str
    title: Text
    at_first: int


class Sliders(RowList, inherit_bindings=False):
    """Rows to be weighed; each keeps its points, and shows the share of the whole that they amount to."""

    place = "sliders"
    BINDINGS: ClassVar[list[Binding]] = [
        *(b for b in bindings("list") if b.action not in ("choose", "page_down", "page_up")),
        *bindings("sliders"),
    ]

    class Slid(Message):
        """A slider was moved; `points` are where all of them stand now, by id."""

        def __init__(self, points: dict[str, int]) -> None:
            super().__init__()
            self.points = points

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sliders: tuple[Slider, ...] = ()
        self.points: dict[str, int] = {}

    def offer(self, sliders: Sequence[Slider]) -> None:
        """Show these sliders, each where it stands at first."""
        self.sliders = tuple(sliders)
        self.points = {s.id: s.at_first for s in sliders}
        self.relabel()

    def on_resize(self) -> None:
        """Fit the bars."""
        super().on_resize()
        self.relabel()

    def relabel(self) -> None:
        """The rows as they stand, in the language in use."""
        g, cells = self.glyphs, self.size.width - 3
        whole = sum(self.points.values())
        first = sum(s.at_first for s in self.sliders)
        bar = max(min(24, cells // 3), 8)
        rows = []
        for s in self.sliders:
            value = self.points[s.id]
            filled = round(bar * value / MOST)
            share = f"{100 * value / whole:.0f}%" if whole else g.dash
            before = f"{100 * s.at_first / first:.0f}%" if first else g.dash
            moved = value != s.at_first
            title = pad(self.t(s.title), max(cells - bar - 14, 6), ellipsis=g.ellipsis)
            left: tuple[Piece, ...] = (
                (f"{title} ", "bold" if moved else ""),
                (g.bar_sure * filled, "$primary"),
                (g.bar_rest * (bar - filled), "$text-disabled"),
            )
            right = ((pad(share, 5, right=True), "bold" if moved else ""),
                     (pad(f"({before})", 7, right=True), "$text-muted"))  # fmt: skip
            rows.append(Row(key=s.id, left=left, right=right))
        self.show(rows)

    def _slide(self, by: int) -> None:
        if self.key:
            self._put({self.key: min(max(self.points[self.key] + by, 0), MOST)})

    def _put(self, points: dict[str, int]) -> None:
        new = {**self.points, **points}
        if new != self.points:
            self.points = new
            self.relabel()
            self.post_message(self.Slid(dict(new)))

    def action_less(self) -> None:
        """A point less."""
        self._slide(-STEP)

    def action_more(self) -> None:
        """A point more."""
        self._slide(STEP)

    def action_much_less(self) -> None:
        """Five points less."""
        self._slide(-LEAP)

    def action_much_more(self) -> None:
        """Five points more."""
        self._slide(LEAP)

    def action_none_of_it(self) -> None:
        """Leave it out."""
        self._slide(-MOST)

    def action_equal(self) -> None:
        """All alike."""
        self._put(dict.fromkeys(self.points, round(MOST / max(len(self.points), 1))))

    def action_as_given(self) -> None:
        """All as the pack has them."""
        self._put({s.id: s.at_first for s in self.sliders})
