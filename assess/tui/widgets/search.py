"""Searching in a list: a line at the bottom that goes to what is typed, and on to the next match."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static

from assess.base.texts import Text
from assess.tui.matching import matches
from assess.tui.widgets.base import Speaking, home
from assess.tui.widgets.fields import Line
from assess.tui.widgets.rows import Row, RowList
from assess.tui.widgets.sliders import Sliders

PROMPT = Text(
    zh="查找：文字、代码或拼音首字母；Enter 停在这里，Esc 回到原处",
    en="Find: words, codes, Pinyin initials; Enter stays, Escape goes back",
)
NONE = Text(zh="没有相符的行", en="no line matches")
AT = Text(zh="{at}/{of}", en="{at}/{of}")
FOUND = Text(
    zh="“{words}” {at}/{of}   {next} 下一处  {before} 上一处",
    en="“{words}” {at}/{of}   {next} next  {before} last",
)
NOT_FOUND = Text(zh="没有相符的行：{words}", en="No line matches: {words}")
NO_WORDS = Text(zh="先按 {key} 输入要找的内容", en="Type what to look for with {key} first")
NO_LIST = Text(zh="这里没有可以查找的列表", en="There is no list to search here")


class SearchBar(Speaking, Horizontal):
    """The words looked for, and which of how many matches the cursor is on; made once, then reused."""

    DEFAULT_CSS = """
    SearchBar { height: 1; display: none; background: $panel; }
    SearchBar.-open { display: block; }
    SearchBar > Line { width: 1fr; }
    SearchBar > Static { width: auto; padding: 0 1; color: $primary; background: $panel; }
    """
    BINDINGS: ClassVar[list[Binding]] = [Binding("escape", "give_up", show=False)]  # type: ignore[assignment]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.line = Line(id="search", prompt=PROMPT)
        self._count = Static("", markup=False)
        self._rows: RowList | None = None
        self._from: str | None = None
        self.words = ""

    def compose(self) -> ComposeResult:
        """The line and the count."""
        yield self.line
        yield self._count

    def open(self, rows: RowList) -> None:
        """Begin to search in `rows`; without a word typed, Enter goes to the next match of the words before."""
        self._rows, self._from = rows, rows.key
        self.line.write("")
        self._count.update("")
        self.add_class("-open")
        # When it was made just now, it can take the focus only once it is in sight.
        self.call_after_refresh(self.line.focus)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Go to the first match from where one came."""
        event.stop()
        rows = self._rows
        if rows is None:
            return
        found = self._matches(event.value)
        origin = next((n for n, row in enumerate(rows.rows) if row.key == self._from), 0)
        at = next((n for n in found if n >= origin), found[0] if found else origin)
        rows.stand(at)
        said = NONE if not found else AT.fill(at=found.index(at) + 1, of=len(found))
        self._count.update(self.t(said) if event.value.strip() else "")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Stay with what was found."""
        event.stop()
        if event.value.strip():
            self.words = event.value.strip()
            self._close()
            self._tell(self._matches(self.words))
        else:
            self._close()
            self.step(1)

    def action_give_up(self) -> None:
        """Back to where one was."""
        if self._rows is not None and self._from is not None:
            self._rows.go(self._from)
        self._close()

    def step(self, by: int, rows: RowList | None = None) -> None:
        """To the next match, or with -1 the one before, round the ends."""
        self._rows = rows or self._rows
        if self._rows is None or not self.words:
            key = home(self).key_of("search")
            return home(self).say(NO_WORDS.fill(key=key))
        found = self._matches(self.words)
        at = self._rows.cursor
        if found:
            after = [n for n in found if (n > at if by > 0 else n < at)]
            self._rows.stand((after or found)[0 if by > 0 else -1], by)
        return self._tell(found)

    def _tell(self, found: list[int]) -> None:
        app = home(self)
        if self._rows is None or not found:
            return app.say(NOT_FOUND.fill(words=self.words), "warning")
        at = found.index(self._rows.cursor) + 1 if self._rows.cursor in found else 0
        keys = {"next": app.key_of("next_match"), "before": app.key_of("previous_match")}
        return app.say(FOUND.fill(words=self.words, at=at, of=len(found), **keys))

    def _close(self) -> None:
        self.remove_class("-open")
        if self._rows is not None:
            self._rows.focus()

    def _matches(self, words: str) -> list[int]:
        """The numbers of the rows that match."""
        rows = self._rows
        if rows is None or not words.strip():
            return []
        return [n for n, row in enumerate(rows.rows) if row.key and matches(words, _text(rows.row_at(n)))]


def _text(row: Row) -> str:
    """All that stands in `row`."""
    return " ".join(text for side in (row.left, row.right) for text, _ in side)


def list_of(screen: Screen[Any]) -> RowList | None:
    """The list that is searched on `screen`: the one with the focus, else the first in sight."""
    there = [rows for rows in screen.query(RowList) if not isinstance(rows, Sliders) and rows.region.height]
    return next((rows for rows in there if rows.has_focus), there[0] if there else None)
