"""The history screen: every action in the journal, newest first, narrowed by words, and any of them taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from assess.base.errors import AssessError
from assess.base.texts import Text
from assess.tui.actions import bindings
from assess.tui.cells import pad
from assess.tui.matching import matches
from assess.tui.places import Place
from assess.tui.saving import Applied, Wait
from assess.tui.screens.base import PlaceScreen
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Para, home, para
from assess.tui.widgets.bodyrows import BodyRows
from assess.tui.widgets.fields import Line
from assess.tui.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from assess.session import HistoryEntry, Reversal

PAGE = 200
"""Entries that are read, or looked through by the filter, in one go."""
TITLE = Text(zh="改动记录", en="History")
NOTHING = Text(
    zh="还没有改动。按 Esc 返回去作答；每次改动都会列在这里。",
    en="No changes yet. Escape goes back to answering; every change is listed here.",
)
NO_MATCH = Text(
    zh="没有相符的改动。按 / 改筛选，按 Esc 取消筛选。",
    en="No change matches. / changes the filter, Escape clears it.",
)
LOOKING = Text(zh="正在往前查找…", en="Looking further back…")
ITEMS = Text(zh="{n} 项", en="{n} items")
NARROW_BY = Text(zh="按作者、单位或内容筛选；Esc 取消", en="Narrow by author, body or what was done; Escape clears")
MATCH = Text(zh="{words} {at}/{of}", en="{words} {at}/{of}")
SHOWN = Text(zh="改动记录 {n}/{of}", en="History {n}/{of}")
REVERT = Text(zh="撤回这次改动？", en="Take this action back?")
NOW = Text(zh="现在：", en="now: ")
THEN = Text(zh="撤回后：", en="then: ")
MORE = Text(zh="另有 {n} 处", en="and {n} more places")
KEPT = Text(
    zh="记录不会抹去：撤回本身也记作一次改动，按 U（重做）即可恢复。",
    en="Nothing is erased: taking back is an action of its own, and U (redo) brings it back.",
)
PLACES_SHOWN = 12


def local_time(at: str) -> str:
    """A UTC time of the journal as local time, to the minute."""
    try:
        when = dt.datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


class HistoryScreen(PlaceScreen):
    """Time, author, body and what was done; undo, redo and taking back any action work here as well."""

    place: ClassVar[Place] = "history"
    BINDINGS: ClassVar[list[Binding]] = bindings("history")  # type: ignore[assignment]
    CSS = """
    HistoryScreen > #filter { display: none; margin: 0 1; }
    HistoryScreen > #filter.-open { display: block; }
    """

    def __init__(self, path: tuple[Text, ...], body: str | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._path, self._body = path, body
        self._entries: list[HistoryEntry] | None = None
        self._whole = self._reading = False
        self._looked = 0
        self._found: list[Row] = []

    def middle(self) -> ComposeResult:
        """The filter and the list."""
        yield Line(id="filter", prompt=NARROW_BY)
        yield BodyRows(self._drawn, id="entries")

    def on_mount(self) -> None:
        """Read the journal."""
        self.query_one(TopBar).show((*self._path, TITLE))
        self._list.on_view = self._look_on
        self._list.focus()
        self._read()

    @property
    def _list(self) -> BodyRows:
        return self.query_one(BodyRows)

    def _read(self) -> None:
        """Read the newest entries, as many as were read before."""
        most = max(PAGE, len(self._entries or ()))
        self._fetch(most, None, lambda entries: self._show(entries, len(entries) < most))

    def _fetch(self, most: int, before: int | None, then: Callable[[list[HistoryEntry]], None]) -> None:
        saver = home(self).saver
        session = saver.session
        assert session is not None
        self._reading = True

        def read(entries: list[HistoryEntry]) -> None:
            self._reading = False
            if self.is_mounted:
                then(entries)

        def missed(error: AssessError) -> None:
            self._reading = False
            home(self).say_error(error)

        wait: Wait = "none" if before else "work"
        saver.ask(lambda: session.history(self._body, most, before=before), read, missed, wait=wait)

    def _show(self, entries: list[HistoryEntry], whole: bool) -> None:
        self._entries, self._whole = entries, whole
        self._look_anew(self._looked)

    def _add(self, entries: list[HistoryEntry]) -> None:
        assert self._entries is not None
        self._entries += entries
        self._whole = len(entries) < PAGE
        self._look_through(PAGE)

    def _look_anew(self, at_least: int = 0) -> None:
        self._found, self._looked = [], 0
        self._list.changed()
        self._look_through(max(PAGE, at_least))

    def _look_on(self) -> None:
        """When the end of what was found is near: look further back, a page at a time."""
        if self._entries is None or self._reading or len(self._found) > self._list.in_view.stop + PAGE // 4:
            return
        if self._looked < len(self._entries):
            self._look_through(PAGE)
        elif not self._whole:
            self._fetch(PAGE, self._entries[-1].position, self._add)

    def _look_through(self, most: int) -> None:
        """Add those of the next `most` entries that the filter lets through."""
        assert self._entries is not None
        names = {b.id: b.name for b in home(self).bodies}
        query = self.query_one("#filter", Line).value
        for e in self._entries[self._looked : self._looked + most]:
            body = names.get(e.body)
            words = (e.author, e.body, *((body.zh, body.en) if body else ()), e.label.zh, e.label.en)
            if matches(query, *words, local_time(e.at)):
                self._found.append(Row(key=e.batch, left=()))
        self._looked = min(self._looked + most, len(self._entries))
        done = self._whole and self._looked == len(self._entries)
        title = SHOWN.fill(n=len(self._found), of=self._looked) if query else TITLE
        self.query_one(TopBar).show((*self._path, title))
        said = (NO_MATCH if self._entries else NOTHING) if done else LOOKING
        self._list.show(self._found or [Row(key="", left=((self.t(said), "$text-muted"),))])
        self.call_later(self._look_on)

    def relabel(self) -> None:
        """The entries in the language in use."""
        if self._entries is not None:
            self._look_anew(self._looked)

    def _drawn(self, batch: str) -> Row:
        names = {b.id: b.name for b in home(self).bodies}
        entry = next((e for e in self._entries or () if e.batch == batch), None)
        return self._row(entry, names.get(entry.body)) if entry is not None else Row(key=batch, left=())

    def _row(self, e: HistoryEntry, body: Text | None) -> Row:
        style = "$text-muted" if e.act != "do" else ""
        count = (self.t(ITEMS.fill(n=e.events)), "$text-muted") if e.events > 1 else ("", "")
        who = (f"{local_time(e.at)}  {pad(e.author, 10, ellipsis=self.glyphs.ellipsis)}  ", "$text-muted")
        where = (f"{self.t(body)}  " if body and self._body is None else "", "$accent")
        return Row(key=e.batch, left=(who, where, (self.t(e.label), style)), right=(count,))

    # -- narrowing -------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Open the filter."""
        bar = self.query_one("#filter", Line)
        bar.add_class("-open")
        bar.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow as it is typed."""
        event.stop()
        if self._entries is not None:
            self._look_anew()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to what was found."""
        event.stop()
        self._list.focus()

    def _match(self, by: int) -> None:
        """To the next line: the filter leaves none but those that match."""
        rows, query = self.query_one(RowList), self.query_one("#filter", Line).value.strip()
        many = len(rows.rows) if rows.key else 0
        if many:
            rows.stand((rows.cursor + by) % many)
            home(self).say(MATCH.fill(words=query, at=rows.cursor + 1, of=many))

    def action_back(self) -> None:
        """Out of the filter, or back to where one came from."""
        bar = self.query_one("#filter", Line)
        if bar.has_class("-open"):
            bar.write("")
            bar.remove_class("-open")
            self._list.focus()
            self.relabel()
        else:
            self.dismiss()

    # -- taking back -----------------------------------------------------------------------------------

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter asks whether to take the action back."""
        event.stop()
        self.action_revert()

    def action_revert(self) -> None:
        """Show what taking back the action under the cursor would do, and ask."""
        session, batch = home(self).saver.session, self._list.key
        if session is None or not batch or not home(self).may_edit():
            return
        home(self).flush()
        home(self).saver.ask(
            lambda: session.reversal(batch), lambda found: self._ask(batch, found), home(self).say_error
        )

    def _ask(self, batch: str, found: Reversal) -> None:
        from assess.tui.screens.confirming import Confirm

        def revert(sure: bool | None) -> None:
            session = home(self).saver.session
            if sure and session is not None:
                home(self).change(lambda: session.revert(batch), self._body or "", self._stepped)

        self.app.push_screen(Confirm(REVERT, self._ahead(found)), revert)

    def _ahead(self, found: Reversal) -> list[Para]:
        """Place by place, what stands there now and what would stand then."""
        from assess.tui.told import entity_words, place_name

        session = home(self).saver.session
        assert session is not None
        names = {b.id: b.name for b in home(self).bodies}
        page = [para(self.t(found.label), "bold"), para("")]
        for slot, (now, then) in list(found.slots.items())[:PLACES_SHOWN]:
            page.append(para(self.t(place_name(session.pack, slot, now or then, names)), "$primary"))
            for label, entity in ((NOW, now), (THEN, then)):
                words = "  ".join(entity_words(session.pack, entity, self.lang))
                page.append(para(words, "", f"  {self.t(label)}", "$text-muted"))
        if len(found.slots) > PLACES_SHOWN:
            page.append(para(self.t(MORE.fill(n=len(found.slots) - PLACES_SHOWN)), "$text-muted"))
        return [*page, para(""), para(self.t(KEPT), "$text-muted")]

    def action_undo(self) -> None:
        """Undo and read again."""
        home(self).step("undo", self._body or "", self._stepped)

    def action_redo(self) -> None:
        """Redo and read again."""
        home(self).step("redo", self._body or "", self._stepped)

    def _stepped(self, applied: Applied) -> None:
        if applied.change is not None:
            home(self).say(applied.change.label)
        home(self).tell_applied(applied)
        home(self).reread_bodies(self._read)
