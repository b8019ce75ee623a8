"""The history screen: every action in the journal, newest first."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from assess.base.texts import Text
from assess.tui.actions import bindings
from assess.tui.cells import pad
from assess.tui.places import Place
from assess.tui.saving import Applied
from assess.tui.screens.base import PlaceScreen
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import home
from assess.tui.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from assess.session import HistoryEntry

TITLE = Text(zh="改动记录", en="History")
NOTHING = Text(zh="还没有改动", en="No changes yet")
ITEMS = Text(zh="{n} 项", en="{n} items")


def local_time(at: str) -> str:
    """A UTC time of the journal as local time, to the minute."""
    try:
        when = dt.datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


class HistoryScreen(PlaceScreen):
    """Time, author, body and what was done; undo and redo work here as well."""

    place: ClassVar[Place] = "history"
    BINDINGS: ClassVar[list[Binding]] = bindings("history")  # type: ignore[assignment]

    def __init__(self, path: tuple[Text, ...], body: str | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._path, self._body = path, body
        self._entries: list[HistoryEntry] = []

    def middle(self) -> ComposeResult:
        """The list."""
        yield RowList(id="entries")

    def on_mount(self) -> None:
        """Read the journal."""
        self.query_one(TopBar).show((*self._path, TITLE))
        self.query_one(RowList).focus()
        self._read()

    def _read(self) -> None:
        saver = home(self).saver
        session = saver.session
        assert session is not None
        saver.ask(lambda: session.history(self._body), self._show)

    def _show(self, entries: list[HistoryEntry]) -> None:
        self._entries = entries
        self.relabel()

    def relabel(self) -> None:
        """The entries in the language in use."""
        names = {b.id: b.name for b in home(self).bodies}
        rows = []
        for e in self._entries:
            style = "$text-muted" if e.act != "do" else ""
            count = (self.t(ITEMS.fill(n=e.events)), "$text-muted") if e.events > 1 else ("", "")
            who = (f"{local_time(e.at)}  {pad(e.author, 10)}  ", "$text-muted")
            body = names.get(e.body)
            where = (f"{self.t(body)}  " if body and self._body is None else "", "$accent")
            rows.append(Row(key=e.hash, left=(who, where, (self.t(e.label), style)), right=(count,)))
        self.query_one(RowList).show(rows or [Row(key="", left=((self.t(NOTHING), "$text-muted"),))])

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def action_undo(self) -> None:
        """Undo and read again."""
        home(self).step("undo", self._body or "", self._stepped)

    def action_redo(self) -> None:
        """Redo and read again."""
        home(self).step("redo", self._body or "", self._stepped)

    def _stepped(self, _applied: Applied) -> None:
        self._read()
