"""The workflow of a body, or queries and disputes of the whole campaign: a list, and beside it what was said."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll

from assess.base.clock import utc_now
from assess.base.texts import Text, same
from assess.dossier.workflow.table import MoveName
from assess.tui import threads
from assess.tui.actions import bindings
from assess.tui.moves import Offer, attempted
from assess.tui.places import Place
from assess.tui.saving import Applied, BodyView
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.history import local_time
from assess.tui.screens.taking import ask, choose, filled
from assess.tui.threads import Thread
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Prose, home, para
from assess.tui.widgets.rows import Row, RowList

TITLE = Text(zh="流程", en="Workflow")
ALL = Text(zh="提问与异议 {open}/{n}", en="Queries and disputes {open}/{n}")
NONE = Text(
    zh="没有提问和异议。到单位的工作台或核实处按 t 或 Q 提问。",
    en="No queries and no disputes. Ask one in a body's workbench or while verifying: t or Q.",
)
NONE_OPEN = Text(zh="没有未了的事项；按 e 看全部。", en="Nothing is open; e shows all.")
ONLY_OPEN = Text(zh="只看未了的", en="Open ones only")
SHOW_ALL = Text(zh="看全部", en="All of them")
NOT_ON_THIS = Text(zh="光标所在的一行不是{kind}", en="The cursor is not on a {kind}")
A_QUERY = Text(zh="提问", en="query")
A_DISPUTE = Text(zh="异议", en="dispute")
CHOOSE_BODY = Text(zh="先到一个单位的工作台", en="Go to the workbench of a body first")


class FlowScreen(PlaceScreen):
    """What the workflow holds on `body`, or (None) queries and disputes of all; Enter goes to the indicator."""

    place: ClassVar[Place] = "flow"
    BINDINGS: ClassVar[list[Binding]] = bindings("flow")  # type: ignore[assignment]
    CSS = """
    FlowScreen #split { height: 1fr; }
    FlowScreen RowList { width: 46fr; }
    FlowScreen #detail {
        width: 54fr; padding: 0 2; border-left: vkey $line; scrollbar-size-vertical: 1; overflow-y: auto;
    }
    FlowScreen.-narrow #split { layout: vertical; }
    FlowScreen.-narrow RowList { width: 1fr; height: 9; }
    FlowScreen.-narrow #detail {
        width: 1fr; height: 1fr; border-left: none; border-top: solid $line; padding: 0 1;
    }
    """

    def __init__(self, body: str | None, at: str = "", kind: str = "", **kwargs: Any) -> None:
        """`at` is the indicator that one comes from, `kind` what one comes for: the cursor begins there."""
        super().__init__(**kwargs)
        self._body, self._at, self._kind = body, at, kind
        self._view: BodyView | None = None
        self._found: list[Thread] | None = None
        self._only_open = body is None

    def middle(self) -> ComposeResult:
        """List and detail."""
        with Horizontal(id="split"):
            yield RowList(id="threads")
            with VerticalScroll(id="detail", classes="wall sill", can_focus=False):
                yield Prose(id="page")

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(RowList).focus()
        self._read()

    def on_screen_resume(self) -> None:
        """Read again what may have changed elsewhere."""
        if self._found is not None:
            self._read()

    def on_resize(self, event: events.Resize) -> None:
        """List above detail where there is no room for both side by side."""
        self.set_class(event.size.width < 96, "-narrow")

    # -- reading ---------------------------------------------------------------------------------------

    def _read(self) -> None:
        saver, body = home(self).saver, self._body
        session = saver.session
        if session is None:
            return
        if body is None:
            self._read_on([], [b.id for b in home(self).bodies])
        else:
            saver.ask(lambda: threads.read_body(session, body, utc_now()[:10]), self._got, home(self).say_error)

    def _got(self, read: tuple[BodyView, list[Thread]]) -> None:
        first = self._found is None
        self._view, self._found = read
        self.relabel()
        meant = [t for t in self._found if t.kind == self._kind and t.open]
        start = next((t for t in meant if t.about == self._at), next(iter(meant), None))
        if first and start is not None:
            self.query_one(RowList).go(start.key)

    def _read_on(self, found: list[Thread], left: list[str]) -> None:
        """Body by body, a turn at a time, so that what is typed meanwhile goes first."""
        session = home(self).saver.session
        if not left or session is None:
            self._found = sorted(found, key=lambda t: (not t.open, not t.late))
            self.relabel()
            return

        def more(read: tuple[list[Thread], list[str]]) -> None:
            if self.is_mounted:
                self._read_on([*found, *read[0]], read[1])

        home(self).saver.ask(lambda: threads.read_some(session, left, utc_now()[:10]), more, home(self).say_error)

    # -- showing ---------------------------------------------------------------------------------------

    def relabel(self) -> None:
        """Say everything in the language in use."""
        session = home(self).saver.session
        if session is None or self._found is None:
            return
        names = {b.id: b.name for b in home(self).bodies}
        if self._body is None:
            n_open = sum(t.open for t in self._found)
            path: tuple[Text, ...] = (session.campaign.title, ALL.fill(open=n_open, n=len(self._found)))
        else:
            path = (session.campaign.title, names.get(self._body, same(self._body)), TITLE)
        self.query_one(TopBar).show(path, ONLY_OPEN if self._only_open else None)
        shown = [t for t in self._found if t.open or not self._only_open]
        rows = [
            threads.row(t, session.pack, names.get(t.body) if self._body is None else None, self.lang, self.glyphs)
            for t in shown
        ]
        self.query_one(RowList).show(rows or [Row(key="", left=())], None)
        self._tell()

    def _tell(self) -> None:
        session, one = home(self).saver.session, self._thread
        if session is None:
            return
        if one is None:
            told = [para(self.t(NONE_OPEN if self._found else NONE), "$text-muted")]
        else:
            when = {s.id: local_time(s.at) for s in one.steps}
            told = threads.page(one, session.pack, self._view, when, self.lang, self.glyphs)
        self.query_one("#page", Prose).show(told)
        self.query_one("#detail").scroll_home(animate=False)

    @property
    def _thread(self) -> Thread | None:
        key = self.query_one(RowList).key
        return next((t for t in self._found or () if key and t.key == key), None)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell of the one under the cursor."""
        event.stop()
        self._tell()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go to the indicator, or the body, that it is about."""
        event.stop()
        one = self._thread
        if one is None:
            return
        key = f"indicator/{one.about}" if one.about else ""
        if self._body is None:
            home(self).open_body(one.body, key)
        elif key:
            self.dismiss(key)
        else:
            self.action_steps()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    def action_only_open(self) -> None:
        """All of them, or only those that somebody owes something on."""
        self._only_open = not self._only_open
        home(self).say(ONLY_OPEN if self._only_open else SHOW_ALL)
        self.relabel()

    # -- steps -----------------------------------------------------------------------------------------

    def applied(self, applied: Applied) -> None:
        """Something was written: read again."""
        if applied.change is not None:
            self._read()

    def action_steps(self) -> None:
        """All steps on the body, and on the indicator that the row under the cursor is about."""
        one = self._thread
        body = self._body or (one.body if one else "")
        if not body:
            home(self).say(CHOOSE_BODY, "warning")
        else:
            choose(home(self), body, one.about if one else self._at, lambda _: None)

    def action_ask_query(self) -> None:
        """Put a question to the body, on the indicator of the row or the one that one came from."""
        one = self._thread
        self._take("ask", about=(one.about if one and one.about else self._at))

    def action_reply_query(self) -> None:
        """Record the reply to the query under the cursor."""
        self._on("query", "reply")

    def action_close_query(self) -> None:
        """Close the query under the cursor."""
        self._on("query", "resolve")

    def action_raise_dispute(self) -> None:
        """Dispute what was verified."""
        one = self._thread
        self._take("raise", about=(one.about if one and one.about else self._at))

    def action_decide_dispute(self) -> None:
        """Uphold or grant the dispute under the cursor."""
        one = self._thread
        if one is None or one.kind != "dispute":
            home(self).say(filled(NOT_ON_THIS, kind=A_DISPUTE), "warning")
        else:
            choose(home(self), one.body, one.about, lambda _: None, (one.id,))

    def action_withdraw_dispute(self) -> None:
        """Take the dispute under the cursor back."""
        self._on("dispute", "withdraw")

    def action_deadline(self) -> None:
        """Set the date by which to submit, or extend it; in the list of all bodies, that of all."""
        due = self._view.work.due if self._view is not None and self._view.work is not None else ""
        self._take("extend" if due else "deadline", whole=True)

    def action_sign(self) -> None:
        """Sign off, after looking at what is signed."""
        self._take("sign", whole=True)

    def _on(self, kind: str, move: MoveName) -> None:
        one = self._thread
        if one is None or one.kind != kind:
            home(self).say(filled(NOT_ON_THIS, kind=A_QUERY if kind == "query" else A_DISPUTE), "warning")
        else:
            self._try(Offer(one.body, move, about=one.about, thread=one.id, subject=one.steps[0].text))

    def _take(self, move: MoveName, about: str = "", *, whole: bool = False) -> None:
        one = self._thread
        body = self._body or ("" if whole or one is None else one.body)
        if not body and move != "deadline":
            home(self).say(CHOOSE_BODY, "warning")
        else:
            self._try(Offer(body, move, about=about))

    def _try(self, offer: Offer) -> None:
        session = home(self).saver.session
        if session is not None and home(self).may_edit():
            app = home(self)
            app.saver.ask(
                lambda: attempted(session, offer), lambda found: ask(app, found, lambda _: None), app.say_error
            )

    def action_undo(self) -> None:
        """Take the last change back."""
        home(self).step("undo", self._body or "", home(self).tell_applied)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", self._body or "", home(self).tell_applied)
