"""The tree of layers, groups, indicators and facts, with a filter above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from assess.base.texts import Text
from assess.tui import states
from assess.tui.actions import bindings
from assess.tui.outline import Line as TreeLine
from assess.tui.widgets.base import Piece, Speaking
from assess.tui.widgets.fields import Line
from assess.tui.widgets.rows import Row, RowList

FILTER = Text(zh="筛选：代码、题目、拼音首字母、=退回", en="Filter: code, title, or =returned")
ROOMY = 60
"""Cells of the tree from which on every state is told in words."""
NOTHING = Text(zh="没有相符的指标或事实", en="No indicator or fact matches")


class TreeRows(RowList):
    """The lines of the tree."""

    place = "tree"
    BINDINGS: ClassVar[list[Binding]] = bindings("tree")

    class Folded(RowList.Moved):
        """The heading under the cursor, or the one above it, is to be opened or closed."""

    def action_fold(self) -> None:
        """Open or close what the cursor is on."""
        if self.key:
            self.post_message(self.Folded(self, self.key))

    def show_lines(self, lines: Sequence[TreeLine], at: str | None = None) -> None:
        """Show `lines`, the cursor on `at` or where it was."""
        rows = [self._row(line) for line in lines]
        self.show(rows or [Row(key="", left=((self.t(NOTHING), "$text-muted"),))], at)

    def _row(self, line: TreeLine) -> Row:
        g = self.glyphs
        if line.kind in ("layer", "group"):
            fold = g.opened if line.opened else g.closed
            style = "bold" if line.kind == "layer" else "$text-muted"
            count = f"{line.done}/{line.of}"
            value = f"{line.value}  " if line.value else ""
            right: tuple[Piece, ...] = ((value, "$primary"), (count, "$text-muted"))
            indent = "  " * line.depth
            return Row(line.key, ((indent, ""), (f"{fold} ", "$text-muted"), (self.t(line.title), style)), right)
        mark = getattr(g, line.mark or "unanswered") if line.asked else g.dot
        mark_style = {"answered": "$success", "partial": "$warning"}.get(line.mark or "", "$text-muted")
        flag = {"!": (g.flag, "bold $error"), "?": (g.undetermined, "$text-muted")}.get(line.flag, (" ", ""))
        label: tuple[Piece, ...] = ((f"{line.label} ", "$text-muted"),) if line.label else ()
        title_style = "" if line.asked else "$text-muted"
        indent = "  " * line.depth
        left: tuple[Piece, ...] = ((indent[:-2], ""), flag, (mark, mark_style), (" ", ""), *label)
        return Row(line.key, (*left, (self.t(line.title), title_style)), self._right(line))

    def _right(self, line: TreeLine) -> tuple[Piece, ...]:
        """The state with its sign, in words where somebody is waited for or where there is room, and the value."""
        if line.sign is None:
            return ((line.value, "$text-muted"),)
        sign, style = states.mark(line.sign, self.glyphs)
        wide = self.size.width >= ROOMY
        word = f" {self.t(states.SHORT[line.sign])}" if wide or line.sign in states.CALLS else ""
        value = line.value if wide or not word else ""
        return (f"{sign}{word}", style), (f" {value}" if value else "", "$text-muted")


class TreePanel(Speaking, Vertical):
    """Filter and tree."""

    DEFAULT_CSS = """
    TreePanel { width: 38; }
    TreePanel > #filter { display: none; margin: 0 1; }
    TreePanel > #filter.-open { display: block; }
    """

    class Filtered(Message):
        """The filter now reads `text`."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._bar = Line(id="filter", prompt=FILTER)
        self.rows = TreeRows(id="tree")

    def compose(self) -> ComposeResult:
        """The filter and the rows."""
        yield self._bar
        yield self.rows

    @property
    def filtering(self) -> bool:
        """Whether a filter is open."""
        return self._bar.has_class("-open")

    def restore_filter(self, text: str) -> None:
        """Show a filter that was used before, without going to it."""
        self._bar.write(text)
        self._bar.set_class(bool(text), "-open")

    @property
    def in_filter(self) -> bool:
        """Whether the filter is being typed."""
        return self._bar.has_focus

    def open_filter(self) -> None:
        """Show the filter and go to it."""
        self._bar.add_class("-open")
        self._bar.focus()

    def close_filter(self) -> None:
        """Empty and hide the filter."""
        self._bar.remove_class("-open")
        self._bar.write("")
        self.rows.focus()
        self.post_message(self.Filtered(""))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as it is typed."""
        event.stop()
        self.post_message(self.Filtered(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to what the cursor is on."""
        event.stop()
        # From the rows' own task: Textual stops what a parent sends through its child at that parent.
        self.rows.call_later(self.rows.action_choose)

    def on_key(self, event: events.Key) -> None:
        """The arrow down leaves the filter, too."""
        if event.key == "down" and self._bar.has_focus:
            event.stop()
            self.rows.focus()
