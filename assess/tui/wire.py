"""Sending to the terminal what is new on it, and nothing while more keys are waiting.

Textual 8.2 sends whatever it has painted again, also where it reads as before: a dialog that closes, a form whose
height changes, the whole screen. Over a slow line every byte is waited for. Here what the terminal shows is
remembered by the cell, and only the runs of cells that differ are sent. While keys wait to be dealt with, the
pictures in between are not sent at all, as nobody would see them in time.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import compress, groupby, repeat
from operator import itemgetter, ne
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip

from assess.tui.typeahead import OneByOne

Cell = tuple[str, Style | None]
"""A character with its marks, and how it is drawn; the second cell of a wide character is empty."""
_TEXT, _STYLE = itemgetter(0), itemgetter(1)
_SAME: Final[dict[Style | None, Style | None]] = {}
"""Each way of drawing that was ever sent, a few hundred at most, by itself."""
GAP: Final = 8
"""Equal cells between two runs below which sending them costs less than moving over them."""
OLD: Final = 0.3
"""Seconds after which the picture is sent although keys are waiting."""


class Runs(CompositorUpdate):
    """Runs of cells, each with the column and line where it begins."""

    def __init__(self, runs: list[tuple[int, int, list[Cell]]]) -> None:
        self.runs = runs

    def render_segments(self, console: Console) -> str:
        """The escape sequences that draw the runs."""
        sent: list[str] = []
        for x, y, cells in self.runs:
            pieces = [Segment("".join(map(_TEXT, group)), style) for style, group in groupby(cells, key=_STYLE)]
            sent += [Control.move_to(x, y).segment.text, Strip(pieces, len(cells)).render(console)]
        return "".join(sent)


class Shown:
    """What the terminal shows, line by line; None for a line of which that is not known."""

    def __init__(self) -> None:
        self._lines: list[list[Cell] | None] = []
        self._size = Size(0, 0)

    def forget(self) -> None:
        """Something else may have been written to the terminal."""
        self._size = Size(0, 0)

    def news(self, update: CompositorUpdate, size: Size) -> CompositorUpdate:
        """What of `update` the terminal does not show yet; from now on it does."""
        if size != self._size:
            self._size, self._lines = size, [None] * size.height
        pieces = _pieces(update)
        if pieces is None:
            self.forget()
            return update
        runs: list[tuple[int, int, list[Cell]]] = []
        for x, y, strip in pieces:
            if y < size.height and x < size.width:
                runs += self._take(x, y, _cells(strip)[: size.width - x])
        return Runs(runs)

    def _take(self, x: int, y: int, cells: list[Cell]) -> Iterator[tuple[int, int, list[Cell]]]:
        """The runs of `cells` that differ from what stands at `x` in the line `y`, which then has them."""
        line = self._lines[y]
        if line is None:
            if x == 0 and len(cells) == self._size.width:
                self._lines[y] = cells
            yield x, y, cells
            return
        old = line[x : x + len(cells)]
        line[x : x + len(cells)] = cells
        for start, end in _differing(old, cells):
            yield x + start, y, cells[start:end]


def _differing(old: list[Cell], new: list[Cell]) -> Iterator[tuple[int, int]]:
    """(first, after last) of the runs in which `new` differs from `old`, never half a wide character."""
    # Every cell of every change comes by here: what can be done for all at once is.
    places = list(compress(range(len(new)), map(ne, old, new)))
    if not places:
        return
    start = last = places[0]
    for at in places:
        if at - last > GAP:
            yield _whole(new, start, last + 1)
            start = at
        last = at
    yield _whole(new, start, last + 1)


def _whole(cells: list[Cell], start: int, end: int) -> tuple[int, int]:
    while start > 0 and not cells[start][0]:
        start -= 1
    while end < len(cells) and not cells[end][0]:
        end += 1
    return start, end


def _cells(strip: Strip) -> list[Cell]:
    """The cells of `strip`."""
    cells: list[Cell] = []
    for text, style, _ in strip:
        # One object for equal styles, by which equal cells are found to be so at a glance.
        style = _SAME.setdefault(style, style)
        if text.isascii():
            cells += zip(text, repeat(style), strict=False)
            continue
        for character in text:
            wide = cell_len(character)
            if wide:
                cells += [(character, style), *[("", style)] * (wide - 1)]
            elif cells:
                # A mark on the character before it, the second cell of a wide one left alone.
                at = -1 if cells[-1][0] or len(cells) < 2 else -2
                cells[at] = (cells[at][0] + character, cells[at][1])
    return cells


def _pieces(update: CompositorUpdate) -> Iterable[tuple[int, int, Strip]] | None:
    """The pieces of lines in `update`, each with its column and line; None when it has none."""
    if isinstance(update, LayoutUpdate):
        x, y = update.region.x, update.region.y
        return [(x, y + n, Strip.join(line)) for n, line in enumerate(update.strips)]
    if isinstance(update, ChopsUpdate):
        return [
            (x, y, strip)
            for y, left, right in update.spans
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False)
            if strip is not None and x <= right and end > left
        ]
    return None


class Wire(OneByOne):
    """An app that sends its terminal what is new, once it is worth seeing."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = Shown()
        self._behind = False
        self._sent = 0.0

    @property
    def _sends(self) -> bool:
        """Whether there is a terminal to send to."""
        return self._running and not self._closed and not self.is_headless and self._driver is not None

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if not isinstance(renderable, CompositorUpdate) or not self._sends or self._batch_count or self.is_inline:
            return super()._display(screen, renderable)
        if self.keys_waiting and time.monotonic() - self._sent < OLD:
            self._behind = True
            return None
        if self._behind:
            return self.catch_up()
        return self._send(screen, renderable)

    def _send(self, screen: Screen[Any], update: CompositorUpdate) -> None:
        self._sent = time.monotonic()
        news: Any = self._shown.news(update, self.size)
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if not isinstance(news, Runs) or news.runs or cursor != self._previous_cursor_position:
            super()._display(screen, news)

    def catch_up(self) -> None:
        """Send what was held back."""
        self._behind = False
        screen = self.screen
        update: Any = screen._compositor.render_update(full=True, screen_stack=self._background_screens)
        if isinstance(update, CompositorUpdate) and self._sends:
            self._send(screen, update)

    def caught_up(self) -> None:
        """The keys that were waiting have been dealt with, or take long: send what they led to."""
        if self._behind and (not self.keys_waiting or time.monotonic() - self._sent >= OLD):
            self.catch_up()

    def _resume_signal(self) -> None:
        # Another program had the terminal.
        self._shown.forget()
        super()._resume_signal()

    def action_redraw(self) -> None:
        """Draw everything anew, where something else has written to the terminal."""
        self._shown.forget()
        self._behind = True
        self.caught_up()
