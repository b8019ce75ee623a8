"""My work: all that waits for me, or for anybody, over the whole campaign; Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from assess.base.clock import utc_now
from assess.base.errors import AssessError
from assess.base.texts import Text
from assess.dossier.workflow.waiting import TASKS, Waiting, in_order, mine, waiting_on
from assess.tui.actions import bindings
from assess.tui.places import Place
from assess.tui.saving import Applied
from assess.tui.screens.base import PlaceScreen
from assess.tui.summaries import in_turn
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Prose, home, para
from assess.tui.widgets.bodyrows import BodyRows
from assess.tui.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from assess.dossier.workflow.roles import Roles
    from assess.session import Session

TITLE = Text(zh="我的事项 {n}", en="My work {n}")
ALL = Text(zh="全部事项 {n}", en="All work {n}")
READING = Text(zh="已看 {n}/{of} 个单位", en="{n} of {of} bodies looked at")
I_AM = Text(zh="{who}（{roles}）", en="{who} ({roles})")
NO_ROLES = Text(zh="没有授予角色，人人可做", en="no roles were given: anybody may")
NOTHING = Text(
    zh="没有等着我做的事。按 e 看全部人的，按 Q 看提问与异议。",
    en="Nothing waits for me. e shows what waits for anybody, Q queries and disputes.",
)
NOTHING_AT_ALL = Text(zh="没有未了的事项。", en="Nothing waits for anybody.")
COUNT = Text(zh="（{n} 项）", en=" ({n})")
ITEMS = Text(zh="{n} 项", en="{n} items")
DUE = Text(zh="期限 {due}", en="due {due}")
LATE = Text(zh="逾期", en="late")
FOR_ALL = Text(zh="看全部人的事项", en="What waits for anybody")
FOR_ME = Text(zh="只看我的事项", en="What waits for me")


class WorkScreen(PlaceScreen):
    """One line a thing, kind by kind, what is late first."""

    place: ClassVar[Place] = "work"
    BINDINGS: ClassVar[list[Binding]] = bindings("work")  # type: ignore[assignment]
    CSS = """
    WorkScreen > #about { margin: 1 1; }
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._found: list[Waiting] | None = None
        self._own: list[Waiting] = []
        self._shown: dict[str, Waiting] = {}
        self._heads: dict[str, Text] = {}
        self._all = False
        self._reading = self._anew = False
        self._roles: Roles | None = None

    def middle(self) -> ComposeResult:
        """Who one is, and the list."""
        yield Prose(id="about")
        yield BodyRows(self._row, id="waiting")

    @property
    def rows(self) -> BodyRows:
        """The list."""
        return self.query_one(BodyRows)

    def on_mount(self) -> None:
        """Read what waits."""
        self.rows.focus()
        self._read()

    def on_screen_resume(self) -> None:
        """Read again what may have changed elsewhere."""
        if self._found is not None:
            self._read()

    def on_resize(self) -> None:
        """Fit the lines."""
        self.rows.changed()

    def _read(self) -> None:
        # What was written while the bodies were being read may be on one that had its turn.
        self._anew = self._reading
        if not self._reading:
            self._reading = True
            self._read_on([], [b.id for b in home(self).bodies])

    def _read_on(self, found: list[Waiting], left: list[str]) -> None:
        """Body by body, a turn at a time, so that what is typed meanwhile goes first."""
        app, session = home(self), home(self).saver.session
        if session is None:
            return
        if not left:
            app.saver.ask(lambda: _sorted(session, found), self._show, self._missed)
            return
        if self._found is None:
            n, of = len(app.bodies) - len(left), len(app.bodies)
            self.query_one("#about", Prose).show([para(self.t(READING.fill(n=n, of=of)), "$text-muted")])
        today = utc_now()[:10]

        def more(read: tuple[list[list[Waiting]], list[str]]) -> None:
            if self.is_mounted:
                self._read_on([*found, *(one for some in read[0] for one in some)], read[1])

        app.saver.ask(lambda: in_turn(left, lambda body: _of(session, body, today)), more, self._missed)

    def _missed(self, error: AssessError) -> None:
        # Whatever is wrong now may be right the next time.
        self._reading = self._anew = False
        home(self).say_error(error)

    def _show(self, read: tuple[list[Waiting], list[Waiting], Roles]) -> None:
        self._reading = False
        if self.is_mounted:
            self._found, self._own, self._roles = read
            self.relabel()
            if self._anew:
                self._read()

    def relabel(self) -> None:
        """Say everything in the language in use."""
        session = home(self).saver.session
        if session is None or self._found is None:
            return
        me = session.author.name
        shown = self._found if self._all else self._own
        self.query_one(TopBar).show((session.campaign.title, (ALL if self._all else TITLE).fill(n=len(shown))))
        self._say_who(me, len(shown))
        self._shown = {one.key: one for one in shown}
        self._heads = {}
        keys: list[Row] = []
        for task, title in TASKS.items():
            of_task = [one for one in shown if one.task == task]
            if of_task:
                head = f"head/{task}"
                n = COUNT.fill(n=len(of_task))
                self._heads[head] = Text(zh=f"{title.zh}{n.zh}", en=f"{title.en}{n.en}")
                keys.append(Row(key=head, left=()))
                keys += [Row(key=one.key, left=()) for one in of_task]
        before = self.rows.key
        self.rows.changed()
        self.rows.show(keys, before)
        if self.rows.key in self._heads and not before and len(keys) > 1:
            self.rows.stand(1)

    def _say_who(self, me: str, n: int) -> None:
        from assess.dossier.workflow.table import ROLES

        roles = self._roles
        assert roles is not None
        held = {r for g in roles.grants if g.holder == me for r in g.roles} or roles.of(me)
        names = [ROLES[r] for r in ROLES if r in held] if roles.in_force else [NO_ROLES]
        told = ("、" if self.lang == "zh" else ", ").join(self.t(x) for x in names) or self.glyphs.dash
        lines = [para(self.t(I_AM.fill(who=me, roles=told)), "$text-muted")]
        if not n:
            lines.append(para(self.t(NOTHING_AT_ALL if self._all or not self._found else NOTHING), "bold"))
        self.query_one("#about", Prose).show(lines)

    def _row(self, key: str) -> Row:
        if key in self._heads:
            return Row(key, ((self.t(self._heads[key]), "bold $primary"),))
        one, session, g = self._shown[key], home(self).saver.session, self.glyphs
        assert session is not None
        body = next((b.name for b in home(self).bodies if b.id == one.body), None)
        indicator = session.pack.indicator(one.about) if one.about else None
        left = [("  ", ""), (f"{self.t(body)}  " if body else f"{one.body}  ", "$accent")]
        if indicator is not None:
            left += [(f"{indicator.label} ", "$primary"), (f"{self.t(indicator.title)}  ", "")]
        left.append((" ".join(one.text.split()), "$text-muted"))
        right = [(f"{g.flag}{self.t(LATE)} ", "bold $error")] if one.late else []
        right += [(f"{self.t(DUE.fill(due=one.due))} ", "$text-muted")] if one.due else []
        right += [(self.t(ITEMS.fill(n=one.n)), "$text-muted")] if one.n else []
        return Row(key, tuple(left), tuple(right))

    # -- actions ---------------------------------------------------------------------------------------

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go to where it can be done."""
        event.stop()
        one, app = self._shown.get(event.key), home(self)
        if one is None:
            return
        at = f"indicator/{one.about}" if one.about else ""
        if one.task in ("reply", "resolve", "decide", "sign", "close"):
            from assess.tui.screens.flow import FlowScreen

            kind = {"reply": "query", "resolve": "query", "decide": "dispute"}.get(one.task, "")

            def go_on(key: str | None) -> None:
                if key:
                    app.open_body(one.body, key)

            app.push_screen(FlowScreen(one.body, one.about, kind), go_on)
        elif one.task == "adjudicate":
            from assess.tui.screens.judgements import JudgementsScreen

            app.push_screen(JudgementsScreen(one.body))
        elif one.task in ("review", "anew", "second"):
            here, apart = bool(at), one.task == "second"
            app.open_body(one.body, at, lambda bench: bench.go_on_to_verify(here=here, apart=apart))
        else:
            app.open_body(one.body, at)

    def action_everybody(self) -> None:
        """What waits for anybody, or for me only."""
        self._all = not self._all
        home(self).say(FOR_ALL if self._all else FOR_ME)
        self.relabel()

    def action_steps(self) -> None:
        """The steps of the workflow on what is under the cursor."""
        from assess.tui.screens.taking import choose

        one = self._shown.get(self.rows.key or "")
        if one is not None:
            choose(home(self), one.body, one.about, lambda _: None)

    def action_people(self) -> None:
        """Who has which role."""
        home(self).action_people()

    def action_judgements(self) -> None:
        """What several evaluators judged, on all bodies."""
        from assess.tui.screens.judgements import JudgementsScreen

        self.app.push_screen(JudgementsScreen(None))

    def action_flow(self) -> None:
        """Queries and disputes of all bodies."""
        from assess.tui.screens.flow import FlowScreen

        self.app.push_screen(FlowScreen(None))

    def applied(self, applied: Applied) -> None:
        """Something was written: read again."""
        if applied.change is not None:
            self._read()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    def action_undo(self) -> None:
        """Take the last change back."""
        home(self).step("undo", "", home(self).tell_applied)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", "", home(self).tell_applied)


def _of(session: Session, body: str, today: str) -> list[Waiting]:
    work = session.work(body)
    signed = len(session.fresh_signs(body)) if work.signs else 0
    return waiting_on(session.pack, session.state(body), work, signed, today)


def _sorted(session: Session, found: list[Waiting]) -> tuple[list[Waiting], list[Waiting], Roles]:
    """All that waits, and what of it is mine, in order; with who has which role."""
    everything, roles = in_order([*found, *_reviews(session)]), session.roles()
    return everything, mine(everything, session.author.name, roles), roles


def _reviews(session: Session) -> list[Waiting]:
    """What was drawn for a second review and is not done."""
    from assess.session.second import sample_results

    return [
        Waiting("second", item.body, item.indicator, holder=result.holder)
        for result in sample_results(session)
        for item in result.items
        if not item.done
    ]
