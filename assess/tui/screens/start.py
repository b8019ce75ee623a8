"""The home screen: the campaigns at hand with how far each is and what waits; new, open, demo."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import Input

from assess.base.errors import AssessError
from assess.base.texts import Text
from assess.tui import campaigns, hometext
from assess.tui.actions import BY_ID, bindings, key_name
from assess.tui.campaigns import Known
from assess.tui.cards import Card, Reading
from assess.tui.cells import pad
from assess.tui.hometext import Item
from assess.tui.lookabout import at_hand
from assess.tui.matching import folded, hay
from assess.tui.places import Place
from assess.tui.reporting import short
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.dialogs import Values
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Para, Prose, home, para
from assess.tui.widgets.fields import Line
from assess.tui.widgets.rows import Row, RowList

WIDE = 118
"""Columns from which the page about a campaign stands beside the list."""
PAGE = 46
TITLE = Text(zh="评估活动", en="Campaigns")
WELCOME = Text(
    zh="第一次使用？T 用真实的调查答案带您走一遍，约三分钟，什么也不会弄坏。",
    en="Your first time? T shows you around with answers of a real survey, in three minutes; nothing can break.",
)
CHOICES = ("new", "open_file", "open_address", "demo", "tour")
"""What can be done without a campaign; each is a line of its own under those that were found."""
HERE = Text(zh="手边的评估活动 {n}，当前目录 {folder}", en="Campaigns at hand: {n}; this folder: {folder}")
SHOWN = Text(zh="显示 {n}/{of}", en="{n} of {of} shown")
NONE = Text(zh="这个目录里还没有评估卷宗：{folder}", en="There is no dossier in this folder yet: {folder}")
PROMISE = Text(
    zh="看用得怎样，不只看建了什么；自报、实测与核实分开；不知道就是不知道，不算零分。",
    en="What is used, not only what was built; claim, measurement and judgement kept apart; not known is not zero.",
)
LOOKING = Text(zh="正在查看目录…", en="Looking at the folder…")
FILTER = Text(zh="筛选：名称、文件、指标包或拼音首字母", en="Filter: title, file, pack or Pinyin initials")
NO_MATCH = Text(zh="没有相符的评估活动。Esc 取消筛选。", en="No campaign matches. Escape clears the filter.")
FORGOTTEN = Text(zh="已移出列表，卷宗本身没有动", en="Taken off the list; the dossier itself was not touched")
LIES_HERE = Text(
    zh="它在当前目录里，所以一直列出；移出列表只用于别处打开过的",
    en="It lies in this folder and so stays listed; only those opened elsewhere can be taken off",
)
AGAIN = Text(zh="正在重新读取", en="Reading all again")


class StartScreen(PlaceScreen):
    """Choose a campaign, begin one, or look at the demo. Campaigns are read one by one, beside the screen."""

    place: ClassVar[Place] = "start"
    BINDINGS: ClassVar[list[Binding]] = bindings("start")  # type: ignore[assignment]
    CSS = f"""
    StartScreen > #about {{ margin: 1 2 0 2; }}
    StartScreen > #filter {{ display: none; margin: 0 1; }}
    StartScreen > #filter.-open {{ display: block; }}
    StartScreen > #columns {{ height: 1; margin: 1 1 0 3; }}
    StartScreen > #both {{ width: 100%; height: 1fr; padding: 0 1; layout: horizontal; }}
    StartScreen #dossiers {{ width: 1fr; height: 1fr; }}
    StartScreen #page {{ width: {PAGE}; height: 100%; border-left: vkey $line; padding: 0 1; }}
    StartScreen.-narrow > #both {{ layout: vertical; }}
    StartScreen.-narrow #page {{
        width: 1fr; height: auto; max-height: 7; border-left: none; border-top: solid $line;
    }}
    StartScreen.-first > #both {{ padding: 1 1; }}
    StartScreen.-first #page {{ display: none; }}
    """

    def __init__(self, folder: Path, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.folder = folder
        self._items: dict[str, Item] | None = None
        self._reading = Reading()
        self._queue: list[str] = []
        self._asked = False

    def middle(self) -> ComposeResult:
        """About the list, filter, column heads; the list and the page about what the cursor is on."""
        yield Prose(id="about")
        yield Line(id="filter", prompt=FILTER)
        yield Prose(id="columns")
        with Container(id="both"):
            yield RowList(id="dossiers")
            yield Prose(id="page", classes="wall sill")

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one(RowList)

    @property
    def bar(self) -> Line:
        """The filter."""
        return self.query_one("#filter", Line)

    def on_mount(self) -> None:
        """Look at the folder, off the screen's thread."""
        self.set_class(self.app.size.width < WIDE, "-narrow")
        self.query_one(TopBar).show((TITLE,))
        self.rows.on_move = lambda _: self._show_page()
        self.relabel()
        self.rows.focus()
        self._look()

    def on_screen_resume(self) -> None:
        """Look again when one comes back here."""
        if self._items is not None:
            self._look()

    def on_resize(self, event: events.Resize) -> None:
        """The page beside the list or under it."""
        self.set_class(event.size.width < WIDE, "-narrow")
        self.relabel()

    # -- what there is -----------------------------------------------------------------------------------

    def _look(self, *, anew: bool = False) -> None:
        look, found = functools.partial(at_hand, self.folder), functools.partial(self._found, anew=anew)
        saver = home(self).saver
        if self._items is None:
            # The first keys are about what will be listed, so they wait for it.
            saver.ask(look, found, home(self).say_error)
        else:
            saver.aside(look, found, home(self).say_error)

    def _found(self, items: list[Item], *, anew: bool = False) -> None:
        self._items = {item.name: item for item in items}
        there = [i for i in items if i.state == "known"]
        # A server is asked last: it may take its time, or not answer at all.
        files = [i.name for i in there if not i.server and (anew or i.card is None or i.known.stamp != i.stamp)]
        self._queue = [*files, *(i.name for i in there if i.server)]
        self.relabel()
        self._read_next()

    def _read_next(self) -> None:
        """Read the next card, unless one is being read or somebody works elsewhere."""
        if self._asked or not self._queue or not self.is_current or self._items is None:
            return
        item = self._items[self._queue.pop(0)]
        self._asked = True

        def read() -> Card:
            card = self._reading.card(Path(item.name))
            campaigns.note_card(item.name, item.stamp, card)
            return card

        home(self).saver.aside(
            read,
            lambda card: self._got(item.name, Known(item.known.opened, item.stamp, card), None),
            lambda error: self._got(item.name, item.known, _both(error)),
        )

    def _got(self, name: str, known: Known, problem: Text | None) -> None:
        self._asked = False
        if self._items is not None and name in self._items:
            state = "failed" if problem is not None else "known"
            held = self._items[name]
            self._items[name] = msgspec.structs.replace(held, known=known, state=state, problem=problem)
            self._show_rows()
        self._read_next()

    # -- saying it ---------------------------------------------------------------------------------------

    def relabel(self) -> None:
        """Say everything in the language in use."""
        items = self._items
        self.set_class(not items, "-first")
        welcome = [] if items is None or items else [para(self.t(WELCOME), "bold $accent"), para("")]
        first = [para(self.t(PROMISE), "$text-muted"), para(""), *welcome] if not items else []
        self.query_one("#about", Prose).show([*first, para(self._told(), "bold")])
        heads = hometext.heads(self._widths(), self.lang, self.glyphs)
        self.query_one("#columns", Prose).show([para(heads, "$text-muted")] if items else [])
        self._show_rows()

    def _told(self) -> str:
        if self._items is None:
            return f"{self.t(LOOKING)}  {short(self.folder)}"
        if not self._items:
            return self.t(NONE.fill(folder=short(self.folder)))
        told = self.t(HERE.fill(n=len(self._items), folder=short(self.folder)))
        shown = len(self._shown())
        return told if shown == len(self._items) else f"{told}  {self.t(SHOWN.fill(n=shown, of=len(self._items)))}"

    def _widths(self) -> hometext.Widths:
        beside = 0 if self.has_class("-narrow") else PAGE
        return hometext.widths(self.app.size.width - beside - 5)

    def _shown(self) -> list[Item]:
        words = folded(self.bar.value).split()
        items = list((self._items or {}).values())
        return [i for i in items if _hay(i).rank(words) is not None] if words else items

    def _show_rows(self) -> None:
        w = self._widths()
        shown = self._shown()
        rows = [hometext.row(item, w, self.lang, self.glyphs) for item in shown]
        if self._items is not None and not self.bar.value.strip():
            rows += [Row(key="", left=())] if rows else []
            rows += [self._choice(name) for name in CHOICES]
        elif not rows and self._items is not None:
            rows.append(Row(key="", left=((self.t(NO_MATCH), "bold"),)))
        self.rows.show(rows)
        self._show_page()

    def _choice(self, name: str) -> Row:
        action = BY_ID[name]
        key = key_name(home(self).keys.of(action)[0], plain=self.glyphs.ellipsis != "…")
        style = "$text-muted" if self._items else ""
        return Row(key=f"do:{name}", left=((pad(key, 4), "bold $primary"), (self.t(action.help), style)))

    def _show_page(self) -> None:
        self.query_one("#page", Prose).show(self._page())

    def _page(self) -> list[Para]:
        item = (self._items or {}).get(self.rows.key or "")
        if item is None:
            return []
        if self.has_class("-narrow"):
            return hometext.in_short(item, self.lang)
        return hometext.about(item, PAGE - 4, self.lang, self.glyphs)

    # -- the filter --------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Open the filter and go to it."""
        if self._items:
            self.bar.add_class("-open")
            self.bar.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as it is typed."""
        event.stop()
        self.relabel()
        self.rows.action_cursor_top()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter opens what the cursor is on."""
        event.stop()
        self.rows.action_choose()

    def on_key(self, event: events.Key) -> None:
        """The arrow down leaves the filter, Escape takes it away."""
        if self.bar.has_class("-open") and event.key == "escape":
            event.stop()
            self.bar.value = ""
            self.bar.remove_class("-open")
            self.rows.focus()
        elif self.bar.has_focus and event.key == "down":
            event.stop()
            self.rows.focus()

    # -- actions -----------------------------------------------------------------------------------------

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the campaign, or do what the line says."""
        item = (self._items or {}).get(event.key)
        if event.key.startswith("do:"):
            home(self).action_act(event.key.removeprefix("do:"))
        elif item is not None and item.state == "missing":
            home(self).say(hometext.MISSING, "warning")
        else:
            home(self).open_dossier(Path(event.key))

    def action_forget_campaign(self) -> None:
        """Take the campaign under the cursor off the list."""
        item = (self._items or {}).get(self.rows.key or "")
        if item is None:
            return
        if item.here and item.state != "missing":
            home(self).say(LIES_HERE)
            return

        def forgotten(_: None) -> None:
            self._look()
            home(self).say(FORGOTTEN)

        home(self).saver.aside(lambda: campaigns.forget(item.name), forgotten, home(self).say_error)

    def action_read_again(self) -> None:
        """Look at the folder and read every campaign again."""
        home(self).say(AGAIN)
        self._look(anew=True)

    def action_open_file(self) -> None:
        """Ask for a dossier and open it."""
        from assess.tui.screens import asks

        def opened(values: Values | None) -> None:
            if values is not None:
                home(self).open_dossier(asks.path_of(values), readonly=values["readonly"] == "yes")

        self.app.push_screen(asks.open_file(self.folder), opened)

    def action_open_address(self) -> None:
        """Ask for the address of a team's campaign and open it."""
        from assess.tui.screens import newasks

        def opened(values: Values | None) -> None:
            if values is not None:
                home(self).open_dossier(newasks.address_of(values), readonly=values["readonly"] == "yes")

        self.app.push_screen(newasks.address(), opened)

    def action_tour(self) -> None:
        """The tour, in the demo."""
        home(self).tour_in_demo()

    def action_new(self) -> None:
        """Begin a new assessment."""
        home(self).new_dossier(self.folder)

    def action_demo(self) -> None:
        """Open the demo."""
        home(self).open_demo()


def _hay(item: Item) -> Any:
    card = item.card
    named = (card.title.zh, card.title.en) if card is not None else ()
    more = (card.pack, card.pack_title.zh, card.pack_title.en, card.period) if card is not None else ()
    return hay((*named, item.label), (item.place, *more))


def _both(error: AssessError) -> Text:
    """The error with its way out, on a line."""
    if error.hint is None:
        return error.message
    return Text(zh=f"{error.message.zh}。{error.hint.zh}", en=f"{error.message.en}. {error.hint.en}")
