"""The bodies of a campaign: progress, the band of the total, the number of findings."""

from __future__ import annotations

import functools
from collections.abc import Mapping
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
from assess.tui import campaigntext
from assess.tui.actions import bindings
from assess.tui.campaigntext import TOTAL_IS
from assess.tui.cells import cut
from assess.tui.manybodies import Lines
from assess.tui.matching import Hay, folded, hay
from assess.tui.places import Place
from assess.tui.saving import Applied
from assess.tui.screens.bodysums import BodySums
from assess.tui.screens.dialogs import Values
from assess.tui.screens.history import HistoryScreen
from assess.tui.settings import Spot
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
FILTER = Text(zh="筛选：代码、名称、类别或拼音首字母", en="Filter: id, name, kind or Pinyin initials")
NO_MATCH = Text(
    zh="没有相符的单位。按 / 改筛选，再按 Esc 取消筛选。",
    en="No body matches. / changes the filter, Escape in it clears it.",
)
NAMED = 30
"""Cells for the name of a body before where it stands."""
NO_KIND = Text(zh="", en="")
SHOWN = Text(zh="显示 {n}/{of}", en="{n} of {of} shown")


class BodiesScreen(BodySums):
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
        self._hays: dict[str, tuple[Body, Hay]] = {}
        self._by_id: dict[str, Body] = {}

    def middle(self) -> ComposeResult:
        """About the campaign, filter, column heads, rows."""
        yield Prose(id="about")
        yield Line(id="filter", prompt=FILTER)
        yield Prose(id="columns")
        yield BodyRows(self._row, id="bodies")

    @property
    def bar(self) -> Line:
        """The filter."""
        return self.query_one("#filter", Line)

    def on_mount(self) -> None:
        """Show the bodies, then compute those in sight."""
        kept = home(self).filter_of("bodies")
        self.bar.write(kept)
        self.bar.set_class(bool(kept), "-open")
        self.rows.on_view = self.want
        self.restore_order()
        self.relabel()
        self.rows.focus()
        if self._at_first:
            self.rows.go(self._at_first)
        self.refill()
        # Made ready off the screen's thread: for thousands of names it takes longer than a key may wait.
        hays = functools.partial(_hays, list(home(self).bodies), self._kinds())
        home(self).saver.ask(hays, self._hays.update, wait="none")

    def spot(self) -> Spot:
        """Where one is, to come back to."""
        return Spot(self.rows.key or "")

    def on_screen_resume(self) -> None:
        """Compute again what may have changed while one was elsewhere."""
        self.refill()

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
        text = campaigntext.heads(session.pack, self._widths(), self.order, self.lang, self.glyphs)
        self.query_one("#columns", Prose).show([para(text, "$text-muted")] if app.bodies else [])
        self.rows.changed()
        self.show_bodies()

    def show_bodies(self) -> None:
        """The bodies that the filter leaves."""
        app = home(self)
        words = folded(self.bar.value).split()
        self._by_id = {b.id: b for b in app.bodies}
        found = [b for b in app.bodies if self._hay(b).rank(words) is not None] if words else app.bodies
        self._shown = found
        self._shown = self.put_in_order(found)
        self.rows.show([Row(key=b.id, left=()) for b in self._shown])
        self.say_about()
        self.want()

    def _hay(self, body: Body) -> Hay:
        known = self._hays.get(body.id)
        if known is None or known[0] != body:
            self._hays |= _hays([body], self._kinds())
        return self._hays[body.id][1]

    def say_about(self) -> None:
        """The campaign, how far it is, where the body under the cursor stands, what is to be settled."""
        app = home(self)
        session = app.saver.session
        if session is None:
            return
        about = f"{self.t(session.pack.title)} {session.pack.version}   {session.campaign.period}"
        if len(self._shown) < len(app.bodies):
            about += "   " + self.t(SHOWN.fill(n=len(self._shown), of=len(app.bodies)))
        if campaigntext.long_total(session.pack, self._widths(), self.order, self.lang):
            about += "   " + self.t(TOTAL_IS.fill(title=self.t(session.pack.totals[0].title)))
        if told := campaigntext.order_told(self.order, self.to_come, self.lang):
            about += "   " + told
        lines = [para(about, "$text-muted")]
        if told := campaigntext.progress(self.tally, session.pack, self.lang):
            lines.append(para(told))
        one = self.summaries.get(self.rows.key or "") if self._shown else None
        if one is not None and one.standing.en:
            named = (
                f"{cut(self.t(self._by_id[one.body].name), NAMED, self.glyphs.ellipsis)}  "
                if one.body in self._by_id
                else ""
            )
            lines.append(para(self.t(one.standing), "", named, "bold $primary"))
        if not self._shown:
            lines.append(para(self.t(NO_MATCH if app.bodies else NONE), "bold"))
        if self.conflicts:
            told = self.t(TO_SETTLE.fill(n=self.conflicts))
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
        self.show_bodies()
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
        self.say_about()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the workbench."""
        home(self).open_body(event.key)

    def _profiles(self) -> tuple[Profile, ...]:
        session = home(self).saver.session
        return session.pack.profiles if session is not None else ()

    def _kinds(self) -> dict[str, Text]:
        return {p.id: p.title for p in self._profiles()}

    def action_add_bodies(self) -> None:
        """Ask for many bodies and add them as one action."""
        from assess.tui.screens.pasting import PasteDialog

        app = home(self)
        if app.may_edit():
            dialog = PasteDialog({b.id for b in app.bodies}, self._profiles())
            app.push_screen(dialog, lambda values: self._add_all(dialog.read(values)) if values else None)

    def _add_all(self, lines: Lines) -> None:
        if lines.bodies:
            first = lines.bodies[0].id
            home(self).write(*lines.bodies, body=first, then=lambda _: self._added(first))

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

    def action_work(self) -> None:
        """All that waits for me."""
        home(self).action_work()

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

        home(self).flush()
        self.app.push_screen(FlowScreen(None))

    def applied(self, applied: Applied) -> None:
        """Show what follows from a change that was made elsewhere."""
        if applied.change is not None:
            self._stale |= set(applied.change.bodies)
            self.want()

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


def _hays(bodies: list[Body], kinds: Mapping[str, Text]) -> dict[str, tuple[Body, Hay]]:
    """What each body is found by, with the body as it was then."""
    found = {}
    for body in bodies:
        kind = kinds.get(body.kind, NO_KIND)
        found[body.id] = (body, hay((body.id, body.name.zh, body.name.en), (body.kind, kind.zh, kind.en)))
    return found


def _asks() -> ModuleType:
    # Imported when first asked: the dialogs are not needed to open a dossier.
    from assess.tui.screens import asks

    return asks
