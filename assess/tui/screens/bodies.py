"""The bodies of a campaign: progress, the band of the total, the number of findings."""

from __future__ import annotations

import functools
from types import ModuleType
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from assess.base.texts import Text
from assess.dossier.edits import AddBody, RenameBody
from assess.dossier.entities import Body
from assess.packs.model import Profile
from assess.tui.actions import bindings
from assess.tui.matching import Hay, folded, hay
from assess.tui.places import Place
from assess.tui.saving import Applied
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.dialogs import Values
from assess.tui.screens.history import HistoryScreen
from assess.tui.settings import Spot
from assess.tui.summaries import Summary, summaries
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Prose, home, para
from assess.tui.widgets.bodyrows import BodyRows, Columns, body_row, columns
from assess.tui.widgets.fields import Line
from assess.tui.widgets.rows import Row, RowList

TITLE = Text(zh="被评估单位 {n}", en="Assessed bodies {n}")
NONE = Text(
    zh="还没有被评估单位。按 a 添加第一个。", en="There is no body to assess yet. Press a to add the first one."
)
TO_SETTLE = Text(zh="合并后有 {n} 处冲突待裁定，按 X 查看", en="Merging left {n} conflicts to settle; X lists them")
HEAD = Text(zh="单位", en="Body")
DONE = Text(zh="已答", en="Answered")
RISKS = Text(zh="线索", en="Findings")
LAYERS = Text(zh="各层", en="Layers")
CLASS = Text(zh="等第", en="Class")
OUTCOME = Text(zh="结论", en="Outcome")
FILTER = Text(zh="筛选：代码、名称或拼音首字母", en="Filter: id, name or Pinyin initials")
NO_MATCH = Text(
    zh="没有相符的单位。按 / 改筛选，再按 Esc 取消筛选。",
    en="No body matches. / changes the filter, Escape in it clears it.",
)
SHOWN = Text(zh="显示 {n}/{of}", en="{n} of {of} shown")
AHEAD = 20
"""Rows beyond those in sight that are worked out as well, so that scrolling finds them ready."""


class BodiesScreen(PlaceScreen):
    """One row a body; Enter opens its workbench."""

    place: ClassVar[Place] = "bodies"
    BINDINGS: ClassVar[list[Binding]] = bindings("bodies")  # type: ignore[assignment]
    CSS = """
    BodiesScreen > Prose { margin: 1 1 0 1; }
    BodiesScreen > #columns { height: 1; margin: 1 0 0 0; }
    BodiesScreen > #filter { display: none; margin: 0 1; }
    BodiesScreen > #filter.-open { display: block; }
    """

    def __init__(self, at: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._at_first = at
        self.summaries: dict[str, Summary] = {}
        self._stale: set[str] = set()
        self._asked = False
        self._hays: dict[str, tuple[Text, Hay]] = {}
        self._shown: list[Body] = []
        self._by_id: dict[str, Body] = {}
        self._conflicts = 0

    def middle(self) -> ComposeResult:
        """About the campaign, filter, column heads, rows."""
        yield Prose(id="about")
        yield Line(id="filter", prompt=FILTER)
        yield Prose(id="columns")
        yield BodyRows(self._row, id="bodies")

    @property
    def rows(self) -> BodyRows:
        """The list."""
        return self.query_one(BodyRows)

    @property
    def bar(self) -> Line:
        """The filter."""
        return self.query_one("#filter", Line)

    def on_mount(self) -> None:
        """Show the bodies, then compute those in sight."""
        kept = home(self).filter_of("bodies")
        self.bar.write(kept)
        self.bar.set_class(bool(kept), "-open")
        self.rows.on_view = self._want
        self.relabel()
        self.rows.focus()
        if self._at_first:
            self.rows.go(self._at_first)
        self.refill()
        # Made ready off the screen's thread: for thousands of names it takes longer than a key may wait.
        home(self).saver.ask(functools.partial(_hays, list(home(self).bodies)), self._hays.update, wait="none")

    def spot(self) -> Spot:
        """Where one is, to come back to."""
        return Spot(self.rows.key or "")

    def on_screen_resume(self) -> None:
        """Compute again what may have changed while one was elsewhere."""
        self.refill()

    def refill(self) -> None:
        """Read the bodies again; the session computes only what changed."""
        self._stale = {b.id for b in home(self).bodies}
        self._want()
        session = home(self).saver.session
        if session is not None:
            home(self).saver.ask(lambda: len(session.conflicts()), self._count_conflicts, wait="none")

    def _count_conflicts(self, count: int) -> None:
        if count != self._conflicts:
            self._conflicts = count
            self._say_about()

    def _want(self) -> None:
        """Have the bodies in and near sight worked out, one turn at a time: what is typed meanwhile goes first."""
        session = home(self).saver.session
        if self._asked or session is None or not self.is_mounted:
            return
        seen = self.rows.in_view
        near = self.rows.rows[max(seen.start - AHEAD, 0) : seen.stop + AHEAD]
        first = [self.rows.rows[n].key for n in seen]
        wanted = [key for key in dict.fromkeys((*first, *(r.key for r in near))) if key in self._stale]
        if wanted:
            self._asked = True
            home(self).saver.ask(functools.partial(summaries, session, wanted), self._got, wait="none")

    def _got(self, found: dict[str, Summary | None]) -> None:
        self._asked = False
        self._stale -= set(found)
        self.summaries.update({body: one for body, one in found.items() if one is not None})
        self.rows.changed(found)
        if self.rows.key in found:
            self._say_about()
        self._want()

    def on_resize(self) -> None:
        """Fit the columns."""
        self.relabel()

    def relabel(self) -> None:
        """Say everything in the language in use."""
        app = home(self)
        session = app.saver.session
        if session is None:
            return
        campaign = session.campaign
        self.query_one(TopBar).show((campaign.title, TITLE.fill(n=len(app.bodies))))
        widths = self._widths()
        last = OUTCOME if session.pack.totals[0].method == "deductions" else CLASS
        titles = [self.t(x) for x in (HEAD, DONE, session.pack.totals[0].title, LAYERS, RISKS, last)]
        layers = [self.t(x.title) for x in session.pack.layers]
        text = "  " + widths.heads(titles, layers, self.glyphs.ellipsis)
        self.query_one("#columns", Prose).show([para(text, "$text-muted")] if app.bodies else [])
        self.rows.changed()
        self._show_bodies()

    def _show_bodies(self) -> None:
        """The bodies that the filter leaves."""
        app = home(self)
        words = folded(self.bar.value).split()
        self._by_id = {b.id: b for b in app.bodies}
        self._shown = [b for b in app.bodies if self._hay(b).rank(words) is not None] if words else app.bodies
        self.rows.show([Row(key=b.id, left=()) for b in self._shown])
        self._say_about()
        self._want()

    def _hay(self, body: Body) -> Hay:
        known = self._hays.get(body.id)
        if known is None or known[0] != body.name:
            self._hays |= _hays([body])
        return self._hays[body.id][1]

    def _say_about(self) -> None:
        app = home(self)
        session = app.saver.session
        if session is None:
            return
        about = f"{self.t(session.pack.title)} {session.pack.version}   {session.campaign.period}"
        if len(self._shown) < len(app.bodies):
            about += "   " + self.t(SHOWN.fill(n=len(self._shown), of=len(app.bodies)))
        lines = [para(about, "$text-muted")]
        one = self.summaries.get(self.rows.key or "") if self._shown else None
        if one is not None and one.standing.en:
            named = f"{self.t(self._by_id[one.body].name)}  " if one.body in self._by_id else ""
            lines.append(para(self.t(one.standing), "", named, "bold $primary"))
        if not self._shown:
            lines.append(para(self.t(NO_MATCH if app.bodies else NONE), "bold"))
        if self._conflicts:
            told = self.t(TO_SETTLE.fill(n=self._conflicts))
            lines.append(para(told, "$warning", f"{self.glyphs.flag} ", "bold $warning"))
        self.query_one("#about", Prose).show(lines)

    def _widths(self) -> Columns:
        session = home(self).saver.session
        if session is None:
            return columns(self.size.width - 5, 0)
        pack = session.pack
        classed = bool(pack.grades) or pack.totals[0].method == "deductions"
        return columns(self.size.width - 5, len(pack.layers), classed=classed)

    def _row(self, id: str) -> Row:
        found = self._by_id.get(id)
        name = self.t(found.name) if found else ""
        return body_row(id, name, self.summaries.get(id), self._widths(), self.lang, self.glyphs)

    # -- the filter ------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Open the filter and go to it."""
        self.bar.add_class("-open")
        self.bar.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as it is typed."""
        event.stop()
        home(self).keep_filter("bodies", event.value.strip())
        self._show_bodies()
        self.rows.action_cursor_top()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter opens what the cursor is on."""
        event.stop()
        if self.rows.key:
            home(self).open_body(self.rows.key)

    def on_key(self, event: events.Key) -> None:
        """The arrow down leaves the filter, too."""
        if event.key == "down" and self.bar.has_focus:
            event.stop()
            self.rows.focus()

    # -- actions ---------------------------------------------------------------------------------------

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say where the body under the cursor stands."""
        event.stop()
        self._say_about()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the workbench."""
        home(self).open_body(event.key)

    def _profiles(self) -> tuple[Profile, ...]:
        session = home(self).saver.session
        return session.pack.profiles if session is not None else ()

    def action_add_body(self) -> None:
        """Ask for a body and add it."""
        app = home(self)
        if app.may_edit():
            app.push_screen(_asks().body(app.bodies, self._profiles()), self._add)

    def _add(self, values: Values | None) -> None:
        if values is not None:
            edit = AddBody(id=values["id"].strip(), name=_asks().name_of(values), kind=values.get("kind", ""))
            home(self).write(edit, body=edit.id, then=lambda _: self._added(edit.id))

    def _added(self, name: str) -> None:
        home(self).reread_bodies(lambda: self._at(name))

    def _at(self, id: str) -> None:
        self.refill()
        self.relabel()
        self.rows.go(id)

    def action_rename_body(self) -> None:
        """Ask for another name."""
        app = home(self)
        held = next((b for b in app.bodies if b.id == self.rows.key), None)
        if held is not None and app.may_edit():
            app.push_screen(
                _asks().body(app.bodies, self._profiles(), held), lambda values: self._rename(held, values)
            )

    def _rename(self, held: Body, values: Values | None) -> None:
        if values is not None:
            edit = RenameBody(id=held.id, name=_asks().name_of(values), kind=values.get("kind", held.kind))
            home(self).write(edit, body=held.id, then=lambda _: self._added(held.id))

    def action_undo(self) -> None:
        """Take the last change back."""
        home(self).step("undo", self.rows.key or "", self._stepped)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", self.rows.key or "", self._stepped)

    def _stepped(self, _applied: Applied) -> None:
        home(self).reread_bodies(self.refill_all)

    def refill_all(self) -> None:
        """The list of bodies may have changed."""
        self.relabel()
        self.refill()

    def action_history(self) -> None:
        """The history of the whole campaign."""
        app = home(self)
        if app.saver.session:
            app.push_screen(HistoryScreen((app.saver.session.campaign.title,), None))

    def action_whatif(self) -> None:
        """Sliders on the weights, with live ranks."""
        from assess.tui.screens.whatif import WhatIfScreen

        home(self).flush()
        self.app.push_screen(WhatIfScreen())

    def action_compare(self) -> None:
        """This body beside others, or beside its earlier self."""
        from assess.tui.screens.compare import CompareScreen

        home(self).flush()
        body = self.rows.key
        self.app.push_screen(CompareScreen((body,) if body else ()))

    def action_conflicts(self) -> None:
        """The conflicts that merging left."""
        from assess.tui.screens.conflicts import ConflictsScreen

        self.app.push_screen(ConflictsScreen())

    def action_measure(self) -> None:
        """Measure a file for the body under the cursor."""
        app = home(self)
        held = next((b for b in app.bodies if b.id == self.rows.key), None)
        if held is not None:
            app.measure(held.id, held.name)

    def action_steps(self) -> None:
        """Take a step of the workflow on the body under the cursor."""
        from assess.tui.screens.taking import choose

        if self.rows.key:
            choose(home(self), self.rows.key, "", lambda _: None)

    def action_flow(self) -> None:
        """Queries and disputes of all bodies."""
        from assess.tui.screens.flow import FlowScreen

        home(self).flush()
        self.app.push_screen(FlowScreen(None))

    def applied(self, applied: Applied) -> None:
        """Show what follows from a change that was made elsewhere."""
        if applied.change is not None:
            self._stale |= set(applied.change.bodies)
            self._want()

    def action_jobs(self) -> None:
        """What runs in the background."""
        home(self).action_jobs()

    def action_report(self) -> None:
        """Write the reports of the campaign."""
        home(self).write_report(None)

    def action_tour(self) -> None:
        """Open the body under the cursor and show around in it."""
        if self.rows.key:
            home(self).open_body(self.rows.key)
            self.call_after_refresh(home(self).start_tour)

    def action_back(self) -> None:
        """Out of the filter, or back to the start screen when one came from there."""
        if self.bar.has_focus:
            self.bar.value = ""
            self.bar.remove_class("-open")
            self.rows.focus()
        else:
            home(self).leave_campaign()


def _hays(bodies: list[Body]) -> dict[str, tuple[Text, Hay]]:
    """What each body is found by, with the name it had then."""
    return {b.id: (b.name, hay((b.id, b.name.zh, b.name.en))) for b in bodies}


def _asks() -> ModuleType:
    # Imported when first asked: the dialogs are not needed to open a dossier.
    from assess.tui.screens import asks

    return asks
