"""What all places share: the bar on top, the keys at the bottom, and which keys work here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from assess.tui.compat import one_line
from assess.tui.painting import Frugal
from assess.tui.paths import dropped_path
from assess.tui.places import Place
from assess.tui.widgets.bars import KeyBar, TopBar
from assess.tui.widgets.base import InLanguage, Prose, home, para
from assess.tui.widgets.fields import Line, Number, Paragraphs

if TYPE_CHECKING:
    from assess.tui.widgets.search import SearchBar


class PlaceScreen(InLanguage, Screen[str | None]):
    """A place with a path on top and its keys at the bottom; subclasses fill the middle in `middle`."""

    place: ClassVar[Place] = "any"
    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._compositor = Frugal()

    def compose(self) -> ComposeResult:
        """Bar, middle, keys."""
        yield TopBar()
        yield Prose(id="banner")
        yield from self.middle()
        yield KeyBar()

    def middle(self) -> ComposeResult:
        """What stands between the bars."""
        yield from ()

    def relabel(self) -> None:
        """Language or marks have changed: say again what the widgets do not say by themselves."""

    def on_mount(self) -> None:
        """Offer the keys of this place, and say when nothing can be changed."""
        self.offer_keys()
        banner = home(self).banner
        if banner is not None:
            self.query_one("#banner", Prose).show([para(self.t(banner), "bold $warning", "! ", "bold $warning")])

    def on_descendant_focus(self) -> None:
        """Offer the keys of what has the focus."""
        self.offer_keys()

    def offer_keys(self) -> None:
        """Show at the bottom the keys that work now."""
        own = [str(w.place) for w in chain(self.focused) if hasattr(w, "place") and w is not self]
        typing = isinstance(self.focused, (Line, Paragraphs)) and not isinstance(self.focused, Number)
        self.query_one(KeyBar).offer((*own, self.place), typing=typing)

    # -- searching in its list -------------------------------------------------------------------------

    _search: SearchBar | None = None

    def action_search(self) -> None:
        """Look for words in the list of this place."""
        from assess.tui.widgets.search import NO_LIST, SearchBar, list_of

        rows = list_of(self)
        if rows is None:
            return home(self).say(NO_LIST)
        if self._search is None:
            self._search = SearchBar()
            self.mount(self._search, before=self.query_one(KeyBar))
        return self._search.open(rows)

    def action_next_match(self) -> None:
        """To the next line that has the words."""
        self._match(1)

    def action_previous_match(self) -> None:
        """To the line before that has the words."""
        self._match(-1)

    def _match(self, by: int) -> None:
        from assess.tui.widgets.search import NO_WORDS, list_of

        if self._search is not None and (rows := list_of(self)) is not None:
            self._search.step(by, rows)
        else:
            home(self).say(NO_WORDS.fill(key=home(self).key_of("search")))

    def action_leave(self) -> None:
        """Back to where one came from."""
        home(self).action_act("back")

    def on_paste(self, event: events.Paste) -> None:
        """A file dropped on the terminal arrives as a pasted path."""
        line, _ = one_line(event.text)
        if path := dropped_path(line):
            self.dropped(path)

    def dropped(self, path: str) -> None:
        """A file was dropped here; most places have no use for it."""


def chain(widget: Widget | None) -> list[Any]:
    """`widget` and all it lies in, innermost first."""
    return list(widget.ancestors_with_self) if widget is not None else []
