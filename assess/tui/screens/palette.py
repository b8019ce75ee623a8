"""The command palette: actions, indicators, bodies and findings by code, Chinese, Pinyin initials or English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from assess.base.texts import Text
from assess.tui.actions import bindings
from assess.tui.matching import Hay, folded, hay
from assess.tui.widgets.base import home
from assess.tui.widgets.fields import Line
from assess.tui.widgets.rows import Row, RowList

PROMPT = Text(zh="查找命令、指标、事实、单位、线索", en="Find commands, indicators, facts, bodies, findings")
NOTHING = Text(zh="没有相符的项", en="Nothing matches")
MOST = 100


class Entry(msgspec.Struct, frozen=True):
    """One thing to find: its kind, its text, more words it is found by, and what choosing it does."""

    kind: Text
    text: Text
    run: Callable[[], None]
    aside: str = ""
    words: str = ""


class PaletteScreen(ModalScreen[Entry | None]):
    """Type to narrow, arrows to choose, Enter to go."""

    place = "dialog"
    AUTO_FOCUS: ClassVar[str | None] = "#query"
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        *bindings("dialog"),
        Binding("ctrl+p", "back", show=False),
    ]
    CSS = """
    PaletteScreen { align: center top; background: $background 60%; }
    PaletteScreen > #sheet {
        width: 84; max-width: 96%; height: auto; max-height: 90%; margin-top: 2; padding: 0 1; background: $panel;
        border: round $primary;
    }
    PaletteScreen #query { margin-bottom: 1; background: $surface; }
    PaletteScreen #found { height: 14; background: $panel; }
    PaletteScreen #found > .rows--cursor { background: $cursor; text-style: bold; }
    """

    def __init__(self, entries: list[Entry], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._entries = entries
        self._hays: list[Hay] = []

    def compose(self) -> ComposeResult:
        """The query and what matches it."""
        with Vertical(id="sheet", classes="frame"):
            yield Line(id="query", prompt=PROMPT)
            yield RowList(id="found")

    def on_mount(self) -> None:
        """Show everything."""
        self._narrow("")

    def _fitting(self, query: str) -> list[int]:
        """The numbers of the entries that fit, the best first, equals in the order in which they were given."""
        words = folded(query).split()
        if not words:
            return list(range(len(self._entries)))
        if not self._hays:
            self._hays = [_hay(entry) for entry in self._entries]
        ranks = ((one.rank(words), number) for number, one in enumerate(self._hays))
        return [number for _, number in sorted((rank, number) for rank, number in ranks if rank is not None)]

    def _narrow(self, query: str) -> None:
        lang = home(self).lang
        rows = []
        for number in self._fitting(query)[:MOST]:
            entry = self._entries[number]
            left = ((f"{entry.kind.get(lang)}  ", "$text-muted"), (entry.text.get(lang), ""))
            rows.append(Row(key=str(number), left=left, right=((entry.aside, "$text-muted"),)))
        rows = rows or [Row(key="", left=((NOTHING.get(lang), "$text-muted"),))]
        found = self.query_one(RowList)
        found.show(rows)
        found.action_cursor_top()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow as it is typed."""
        event.stop()
        self._narrow(event.value)

    def on_key(self, event: events.Key) -> None:
        """The arrows move in the list while the query keeps the focus."""
        moves = {"down": "cursor_down", "up": "cursor_up", "pagedown": "page_down", "pageup": "page_up",
                 "ctrl+n": "cursor_down", "ctrl+d": "page_down"}  # fmt: skip
        if event.key in moves and self.query_one("#query").has_focus:
            event.stop()
            event.prevent_default()
            getattr(self.query_one(RowList), f"action_{moves[event.key]}")()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the entry under the cursor."""
        event.stop()
        rows = self.query_one(RowList)
        rows.call_later(rows.action_choose)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Close with the entry."""
        event.stop()
        self.dismiss(self._entries[int(event.key)])

    def action_back(self) -> None:
        """Close without choosing."""
        self.dismiss(None)


def _hay(entry: Entry) -> Hay:
    names = (entry.text.zh, entry.text.en, *entry.words.split())
    return hay(names, (entry.words, entry.kind.zh, entry.kind.en))
