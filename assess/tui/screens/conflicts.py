"""The conflicts that merging left: each side with who and when, and settling for one of them after a look ahead."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll

from assess.base.texts import Text
from assess.dossier.heads import Conflict, Side
from assess.tui.actions import bindings
from assess.tui.places import Place
from assess.tui.saving import Applied
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.confirming import Confirm
from assess.tui.screens.history import local_time
from assess.tui.settling import Effect, arrow, effect_of, sides_page
from assess.tui.told import entity_words, place_name
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Para, Prose, entitle, home, para
from assess.tui.widgets.rows import Row, RowList

TITLE = Text(zh="合并后的冲突 {n}", en="Conflicts of merging {n}")
NONE = Text(
    zh="没有待裁定的冲突。合并收到的包（assess merge）之后，双方写法不同的地方列在这里。按 Esc 返回。",
    en="There is no conflict to settle. After merging bundles (assess merge), what two sides say differently is "
    "listed here. Escape goes back.",
)
LIST, SIDES = Text(zh="冲突", en="Conflicts"), Text(zh="各方的写法", en="What each side says")
PICK = Text(zh="按数字键采用其中一方。", en="Press a digit to take that side.")
TAKE = Text(zh="采用第 {n} 方？", en="Take side {n}?")
STANDS = Text(zh="此后将写作：", en="What will stand:")
SCORE = Text(zh="{label} 得分：{bands}", en="Score of {label}: {bands}")
LEAVES = Text(zh="随之清除的登记：{n} 处", en="Records that go with it: {n}")
KEPT = Text(
    zh="另一方的写法留在记录里；裁定可以撤销。",
    en="What the other side said stays in the record; the settlement can be undone.",
)
NO_SIDE = Text(zh="这处冲突只有 {n} 方", en="This conflict has {n} sides")


class ConflictsScreen(PlaceScreen):
    """A list, and beside it the sides of the conflict under the cursor."""

    place: ClassVar[Place] = "conflicts"
    BINDINGS: ClassVar[list[Binding]] = bindings("conflicts")  # type: ignore[assignment]
    CSS = """
    ConflictsScreen #split { height: 1fr; }
    ConflictsScreen RowList { width: 44; }
    ConflictsScreen #detail {
        width: 1fr; padding: 0 2; border-left: vkey $line; scrollbar-size-vertical: 1; overflow-y: auto;
    }
    ConflictsScreen.-narrow #split { layout: vertical; }
    ConflictsScreen.-narrow RowList { width: 1fr; height: 7; }
    ConflictsScreen.-narrow #detail { border-left: none; border-top: solid $line; padding: 0 1; }
    ConflictsScreen.-empty #split { layout: vertical; }
    ConflictsScreen.-empty #split RowList { height: 1; border: none !important; }
    ConflictsScreen.-empty #split #detail { border: none !important; padding: 0 2; }
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._found: list[Conflict] | None = None

    def middle(self) -> ComposeResult:
        """List and sides."""
        with Horizontal(id="split"):
            yield RowList(id="conflicts", classes="titled")
            with VerticalScroll(id="detail", classes="wall sill titled", can_focus=False):
                yield Prose(id="sides")

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(RowList).focus()
        self._read()

    def on_resize(self, event: events.Resize) -> None:
        """List above the sides where there is no room for both side by side."""
        self.set_class(event.size.width < 96, "-narrow")

    def _read(self) -> None:
        saver = home(self).saver
        if saver.session is not None:
            saver.ask(saver.session.conflicts, self._show)

    def _show(self, found: list[Conflict]) -> None:
        self._found = found
        self.relabel()

    def relabel(self) -> None:
        """Say everything in the language in use."""
        session = home(self).saver.session
        if session is None or self._found is None:
            return
        self.query_one(TopBar).show((session.campaign.title, TITLE.fill(n=len(self._found))))
        names = {b.id: b.name for b in home(self).bodies}
        rows = []
        for one in self._found:
            held = next((s.entity for s in one.sides if s.entity is not None), None)
            where = names.get(one.body)
            left = (
                (f"{self.glyphs.flag} ", "bold $error"),
                (f"{self.t(where)}  " if where else "", "$accent"),
                (self.t(place_name(session.pack, one.slot, held, names)), ""),
            )
            rows.append(Row(key=one.slot, left=left))
        listed = self.query_one(RowList)
        listed.show(rows)
        # An empty list would only push what there is to say out of sight.
        self.set_class(not rows, "-empty")
        entitle(listed, self.t(LIST))
        entitle(self.query_one("#detail"), self.t(SIDES))
        self._show_sides()

    def _show_sides(self) -> None:
        session, one = home(self).saver.session, self._conflict
        if session is None:
            return
        page = [para(self.t(NONE), "$text-muted")]
        if one is not None:
            when = {s.event: local_time(s.at) for s in one.sides}
            page = sides_page(session.pack, one, when, self.lang, self.glyphs)
            page.append(para(self.t(PICK), "$text-muted"))
        self.query_one("#sides", Prose).show(page)
        self.query_one("#detail").scroll_home(animate=False)

    @property
    def _conflict(self) -> Conflict | None:
        key = self.query_one(RowList).key
        return next((c for c in self._found or () if c.slot == key), None)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the sides of the conflict under the cursor."""
        event.stop()
        self._show_sides()

    def action_pick(self, number: int) -> None:
        """Look ahead at taking the side of this number, and ask."""
        session, one = home(self).saver.session, self._conflict
        if session is None or one is None or not home(self).may_edit():
            return
        if not 1 <= number <= len(one.sides):
            home(self).say(NO_SIDE.fill(n=len(one.sides)), "warning")
            return
        side = one.sides[number - 1]
        home(self).saver.ask(
            lambda: effect_of(session, one, side.event),
            lambda effect: self._ask(one, side, number, effect),
            home(self).say_error,
        )

    def _ask(self, one: Conflict, side: Side, number: int, effect: Effect) -> None:
        page = self._ahead(one, side, effect)

        def settle(sure: bool | None) -> None:
            session = home(self).saver.session
            if sure and session is not None:
                home(self).change(lambda: session.settle(one.slot, side.event), one.body, self._settled)

        self.app.push_screen(Confirm(TAKE.fill(n=number), page), settle)

    def _ahead(self, one: Conflict, side: Side, effect: Effect) -> list[Para]:
        """What would stand and what follows from it."""
        session = home(self).saver.session
        assert session is not None
        pack = session.pack
        first, *more = entity_words(pack, side.entity, self.lang)
        page = [para(self.t(STANDS), "$text-muted"), para(first, "bold", "  ")]
        page += [*(para(text, "", "  ") for text in more), para("")]
        parts = one.slot.split("/")
        indicator = pack.indicator(parts[2]) if parts[0] == "answer" else None
        if effect.indicator and indicator is not None:
            page.append(para(self.t(SCORE.fill(label=indicator.label, bands=arrow(effect.indicator, self.glyphs)))))
        if effect.total:
            title = pack.totals[0].title
            bands = arrow(effect.total, self.glyphs)
            page.append(para(self.t(Text(zh=f"{title.zh}：{bands}", en=f"{title.en}: {bands}"))))
        if effect.emptied and one.kind == "removed":
            page.append(para(self.t(LEAVES.fill(n=effect.emptied)), "$warning"))
        return [*page, para(self.t(KEPT), "$text-muted")]

    def _settled(self, applied: Applied) -> None:
        if applied.change is not None:
            home(self).say(applied.change.label)
        home(self).reread_bodies(self._read)
        home(self).tell_applied(applied)

    def action_undo(self) -> None:
        """Take the last change back."""
        home(self).step("undo", "", lambda _: home(self).reread_bodies(self._read))

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", "", lambda _: home(self).reread_bodies(self._read))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)
