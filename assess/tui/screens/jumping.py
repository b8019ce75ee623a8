"""Jump mode: every field, option and line in sight gets a letter or two; typing them goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from assess.base.texts import Text
from assess.tui.actions import bindings
from assess.tui.widgets.base import home
from assess.tui.widgets.choices import Choices
from assess.tui.widgets.rows import RowList

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The home row first; every letter can be typed without Shift."""
HINT = Text(zh="输入字母跳到那里，Esc 取消", en="Type the letters to go there; Escape cancels")
NOWHERE = Text(zh="这里没有可以跳到的地方", en="There is nothing to jump to here")


class Target(msgspec.Struct, frozen=True):
    """A place to jump to: a widget, or one line or option of it, and where its label stands."""

    widget: Widget
    x: int
    y: int
    at: int | None = None


def targets(screen: Screen[Any]) -> list[Target]:
    """What can be jumped to on `screen` now, fields first, then lines and options from the top."""
    fields: list[Target] = []
    lines: list[Target] = []
    for widget in screen.focus_chain:
        seen = widget.region.intersection(screen.region)
        for above in widget.ancestors:
            if isinstance(above, Widget):
                seen = seen.intersection(above.region)
        if not seen:
            continue
        if isinstance(widget, RowList):
            lines += _of_rows(widget, seen)
        elif isinstance(widget, Choices):
            lines += _of_choices(widget, seen)
        else:
            fields.append(Target(widget, seen.x, seen.y))
    return [*fields, *lines]


def _of_rows(rows: RowList, seen: Region) -> list[Target]:
    top = rows.content_region.y - int(rows.scroll_offset.y)
    return [
        Target(rows, seen.x, top + n, n)
        for n, row in enumerate(rows.rows)
        if row.key and seen.y <= top + n < seen.bottom
    ]


def _of_choices(choices: Choices, seen: Region) -> list[Target]:
    top = choices.content_region.y
    firsts = [choices.first_line(n) for n in range(len(choices.choices))]
    return [
        Target(choices, seen.x, top + line, n)
        for n, line in enumerate(firsts)
        if seen.y <= top + line < seen.bottom
    ]


def labels(count: int) -> list[str]:
    """`count` labels, none the beginning of another: single letters as far as they go, then pairs."""
    pairs = 0
    while len(LETTERS) - pairs + pairs * len(LETTERS) < count and pairs < len(LETTERS):
        pairs += 1
    single = list(LETTERS[: len(LETTERS) - pairs])
    double = [a + b for a in LETTERS[len(LETTERS) - pairs :] for b in LETTERS]
    return (single + double)[:count]


def _drawn(column: dict[int, str], typed: str) -> Content:
    """A column of labels line by line, those alone that begin with what was typed."""
    lines = []
    for y in range(min(column), max(column) + 1):
        label = column.get(y, "")
        shown = label if label.startswith(typed) else ""
        lines.append(Content.styled(shown, "bold $background on $accent") if shown else Content(" "))
    return Content("\n").join(lines)


class JumpScreen(ModalScreen[Target | None]):
    """The labels over the screen below."""

    place = "dialog"
    AUTO_FOCUS: ClassVar[str | None] = None
    BINDINGS: ClassVar[list[Binding]] = bindings("dialog")  # type: ignore[assignment]
    CSS = """
    JumpScreen { background: $background 45%; }
    JumpScreen > .mark {
        position: absolute; width: auto; height: 1; background: transparent;
    }
    JumpScreen > #hint { dock: bottom; height: 1; width: 100%; padding: 0 1; background: $panel; color: $text; }
    """

    def __init__(self, found: Sequence[Target], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.marks = dict(zip(labels(len(found)), found, strict=False))
        self._typed = ""
        # The labels of one widget stand in one column, which is one widget: fifty of them take too long to mount.
        self._columns: dict[tuple[Widget, int], dict[int, str]] = {}
        for label, to in self.marks.items():
            self._columns.setdefault((to.widget, to.x), {})[to.y] = label
        self._shape: Size | None = None

    def compose(self) -> ComposeResult:
        """One mark a target, and how to go on."""
        for (widget, x), column in self._columns.items():
            top, bottom = min(column), max(column)
            marks = Static(_drawn(column, ""), classes="mark", id=f"marks-{id(widget)}-{x}", markup=False)
            marks.styles.offset = (x, top)
            marks.styles.height = bottom - top + 1
            yield marks
        yield Static(HINT.get(home(self).lang), id="hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        """A letter of a label; anything else leaves."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        self._typed += event.character or " "
        fitting = [label for label in self.marks if label.startswith(self._typed)]
        if self._typed in fitting:
            self.dismiss(self.marks[self._typed])
        elif not fitting:
            self.dismiss(None)
        else:
            for (widget, x), column in self._columns.items():
                self.query_one(f"#marks-{id(widget)}-{x}", Static).update(_drawn(column, self._typed))

    def on_resize(self, event: events.Resize) -> None:
        """The labels would stand in the wrong places."""
        if self._shape is not None and event.size != self._shape:
            self.dismiss(None)
        self._shape = event.size

    def action_back(self) -> None:
        """Stay where one was."""
        self.dismiss(None)


def arrive(target: Target | None) -> None:
    """Go to `target`: its widget has the focus, its line the cursor."""
    if target is None or not target.widget.is_attached:
        return
    target.widget.focus()
    if target.at is not None and isinstance(target.widget, RowList | Choices):
        target.widget.stand(target.at)
