"""A list of one-line rows drawn line by line: the tree, the bodies, the findings, the history, the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import msgspec
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from assess.tui.actions import bindings
from assess.tui.cells import cut, width
from assess.tui.widgets.base import Piece, Speaking, Tall, thumb, thumb_piece

CONTEXT = 3
"""Rows kept in sight above and below the cursor."""


class Row(msgspec.Struct, frozen=True):
    """One row: `left` is cut to fit, `right` never; rows with no key cannot be stood on."""

    key: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...] = ()


class RowList(Speaking, Tall, ScrollView, can_focus=True):
    """Rows with a cursor; j k g G, Enter, and the mouse."""

    place = "list"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor"}
    DEFAULT_CSS = """
    RowList { height: 1fr; width: 1fr; overflow-x: hidden; scrollbar-size: 0 0; background: $background; }
    RowList > .rows--cursor { background: $cursor-idle; }
    RowList:focus > .rows--cursor { background: $cursor; text-style: bold; }
    """
    BINDINGS: ClassVar[list[Binding]] = bindings("list")  # type: ignore[assignment]

    class Moved(Message):
        """The cursor has come to a row."""

        def __init__(self, rows: RowList, key: str) -> None:
            super().__init__()
            self.rows, self.key = rows, key

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    class Chosen(Moved):
        """A row was opened, with Enter or the mouse."""

    def __init__(self, *, idle_cursor: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._idle_cursor = idle_cursor
        self.on_move: Callable[[str], None] | None = None
        self.on_view: Callable[[], None] | None = None
        self.rows: tuple[Row, ...] = ()
        self.cursor = -1

    # -- content ---------------------------------------------------------------------------------------

    def show(self, rows: Sequence[Row], at: str | None = None) -> None:
        """Show `rows`, keeping the cursor on the row it was on, or putting it on `at`."""
        new = tuple(rows)
        wanted = at if at is not None else self.key
        changed = new != self.rows
        if not changed and at is None:
            return
        resized = len(new) != len(self.rows)
        self.rows = new
        self._place_cursor(wanted)
        if resized:
            self.virtual_size = Size(self.size.width, len(new))
            self.refresh(layout=self.styles.auto_dimensions)
        elif changed:
            self.refresh()

    def _place_cursor(self, wanted: str | None) -> None:
        found = next((n for n, r in enumerate(self.rows) if r.key and r.key == wanted), None)
        if found is None:
            found = self._near(min(max(self.cursor, 0), len(self.rows) - 1))
        if found != self.cursor:
            self.cursor = found
            self.refresh()
        self.call_after_refresh(self._see_cursor)

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        return self.rows[self.cursor].key if 0 <= self.cursor < len(self.rows) else None

    def go(self, key: str) -> bool:
        """Put the cursor on the row `key` and say so; False when there is none."""
        found = next((n for n, r in enumerate(self.rows) if r.key == key), None)
        if found is None:
            return False
        self.stand(found)
        return True

    def _near(self, at: int, step: int = 1) -> int:
        """The row to stand on nearest to `at`, looking in the direction of `step` first; -1 for none."""
        for direction in (step, -step):
            n = at
            while 0 <= n < len(self.rows):
                if self.rows[n].key:
                    return n
                n += direction
        return -1

    def stand(self, at: int, step: int = 1, context: int = CONTEXT) -> None:
        """Put the cursor on the row `at`, or the nearest one that can be stood on, and say so."""
        at = self._near(min(max(at, 0), len(self.rows) - 1), step)
        if at != self.cursor and at >= 0:
            for line in (self.cursor, at):
                self.refresh_line(line)
            self.cursor = at
            self._see_cursor(context)
            if self.on_move is not None:
                # Told at once and not by message, what moves with the cursor is drawn together with it.
                self.on_move(self.rows[at].key)
            else:
                self.post_message(self.Moved(self, self.rows[at].key))

    def _see_cursor(self, context: int = CONTEXT) -> None:
        """Scroll until the cursor is in sight, with `context` rows around it; far away, in the middle."""
        if self.cursor >= 0 and self.is_mounted:
            top, height = int(self.scroll_offset.y), self.size.height
            if not top - 1 <= self.cursor <= top + height:
                context = height
            context = min(context, max(height - 1, 0) // 2)
            first, last = max(self.cursor - context, 0), min(self.cursor + context, len(self.rows) - 1)
            if top <= first and last < top + height and not self.styles.auto_dimensions:
                return
            self.scroll_to_region(Region(0, first, 1, last - first + 1), animate=False, force=True)
            if self.styles.auto_dimensions and self.has_focus:
                self.scroll_visible(animate=False)

    @property
    def in_view(self) -> range:
        """The numbers of the rows in sight."""
        top = int(self.scroll_offset.y)
        return range(top, min(top + self.size.height, len(self.rows)))

    def row_at(self, at: int) -> Row:
        """The row `at` as it is drawn; long lists make theirs only when they come in sight."""
        return self.rows[at]

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other rows are in sight."""
        super().watch_scroll_y(old_value, new_value)
        if self.on_view is not None:
            self.on_view()

    # -- keys and mouse --------------------------------------------------------------------------------

    def action_cursor_down(self) -> None:
        """Down one row."""
        self.stand(self.cursor + 1)

    def action_cursor_up(self) -> None:
        """Up one row."""
        self.stand(self.cursor - 1, -1)

    def action_cursor_top(self) -> None:
        """To the first row."""
        self.stand(0)

    def action_cursor_bottom(self) -> None:
        """To the last row."""
        self.stand(len(self.rows) - 1, -1)

    def action_page_down(self) -> None:
        """Down one screen."""
        self.stand(self.cursor + max(self.size.height - 1, 1))

    def action_page_up(self) -> None:
        """Up one screen."""
        self.stand(self.cursor - max(self.size.height - 1, 1), -1)

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """Stand on the row that was clicked; a second click opens it."""
        at = event.y + int(self.scroll_offset.y)
        if 0 <= at < len(self.rows) and self.rows[at].key:
            if at == self.cursor:
                self.action_choose()
            # Nothing moves under the mouse, or the second click would meet another row.
            self.stand(at, context=0)

    # -- drawing ---------------------------------------------------------------------------------------

    def height_at(self, cells: int) -> int:  # noqa: ARG002 - rows are never wrapped
        """One line a row, for lists whose height follows their content."""
        return len(self.rows)

    def on_resize(self) -> None:
        """Fit the virtual size to the new width and keep the cursor in sight."""
        self.virtual_size = Size(self.size.width, len(self.rows))
        self._see_cursor()
        if self.on_view is not None:
            self.on_view()

    def render_line(self, y: int) -> Strip:
        """One row, with the pointer before the one under the cursor."""
        at = y + int(self.scroll_offset.y)
        cells = self.size.width
        bar = self._bar(y)
        if not 0 <= at < len(self.rows):
            return Strip.blank(cells, self.rich_style)
        on_it = at == self.cursor and (self._idle_cursor or self.has_focus)
        style = self.get_visual_style("rows--cursor") if on_it else self.visual_style
        pointer = self.glyphs.pointer if on_it else " "
        line = fit(self.row_at(at), cells - 3, self.glyphs.ellipsis)
        content = Content.assemble((pointer, "$primary"), " ", line, bar)
        return Strip(self.drawn(content).render_segments(style)).adjust_cell_length(cells, style.rich_style)

    def _bar(self, y: int) -> Piece:
        """The scroll bar beside the line `y`, drawn here, because Textual's own is repainted at every change."""
        first, after = thumb(self.size.height, len(self.rows), self.scroll_offset.y)
        return thumb_piece(self.glyphs) if first <= y < after else (" ", "")


def fit(row: Row, cells: int, ellipsis: str) -> Content:
    """The row at exactly `cells`: the left part cut, the right part whole and at the edge."""
    kept = sum(width(text) for text, _ in row.right)
    room = cells - kept - (1 if kept else 0)
    left = squeezed(row.left, room, ellipsis)
    used = sum(width(text) for text, _ in left)
    return Content.assemble(*left, " " * max(cells - kept - used, 0), *row.right)


def squeezed(pieces: Sequence[Piece], cells: int, ellipsis: str) -> list[Piece]:
    """`pieces` cut to `cells` from the end."""
    result: list[Piece] = []
    used = 0
    for text, style in pieces:
        shown = text if width(text) <= cells - used else cut(text.rstrip(), cells - used, ellipsis)
        result.append((shown, style))
        used += width(shown)
        if shown != text:
            break
    return result
