"""A question before something is done: what would follow, one button, Escape to let it be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from assess.base.texts import Text
from assess.tui.actions import bindings
from assess.tui.screens.dialogs import Ok
from assess.tui.widgets.base import Para, Prose, Said

HINT = Text(zh="回车或 Ctrl+S 确定  Esc 取消", en="Enter or Ctrl+S OK  Esc cancel")


class Confirm(ModalScreen[bool]):
    """Shows `paragraphs` under `title`; True when it was confirmed."""

    place = "dialog"
    AUTO_FOCUS: ClassVar[str | None] = "Ok"
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        *bindings("dialog"),
        Binding("ctrl+s", "confirm", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]
    CSS = """
    Confirm { align: center middle; background: $background 60%; }
    Confirm > #sure {
        width: 84; max-width: 96%; height: auto; max-height: 94%; padding: 1 2; background: $panel;
        border: round $primary;
    }
    Confirm #title { text-style: bold; color: $primary; margin-bottom: 1; }
    Confirm #told { height: auto; max-height: 70vh; scrollbar-size-vertical: 1; }
    Confirm #row { height: 1; layout: horizontal; margin-top: 1; }
    Confirm #hint { color: $text-muted; margin-left: 2; height: 1; }
    """

    def __init__(self, title: Text, paragraphs: Sequence[Para], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._title, self._paragraphs = title, tuple(paragraphs)

    def compose(self) -> ComposeResult:
        """Title, what follows, the button."""
        with Vertical(id="sure", classes="frame"):
            yield Said(self._title, id="title")
            with VerticalScroll(id="told", can_focus=False):
                yield Prose(id="text")
            with Vertical(id="row"):
                yield Ok()
                yield Said(HINT, id="hint")

    def on_mount(self) -> None:
        """Say it."""
        self.query_one("#text", Prose).show(self._paragraphs)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.query_one("#told").scroll_relative(y=lines, animate=False)

    def action_confirm(self) -> None:
        """Do it."""
        self.dismiss(True)

    def on_ok_pressed(self) -> None:
        """The button was pressed."""
        self.dismiss(True)

    def action_back(self) -> None:
        """Let it be."""
        self.dismiss(False)
