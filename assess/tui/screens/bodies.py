"""The bodies of a campaign: progress, the band of the total, the number of findings."""

from __future__ import annotations

import functools
from types import ModuleType
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from assess.base.texts import Text
from assess.dossier.edits import AddBody, RenameBody
from assess.dossier.entities import Body
from assess.packs.model import Pack, Profile
from assess.packs.vocabulary import OUTCOMES
from assess.tui.actions import bindings
from assess.tui.bars import band_bar, progress_bar
from assess.tui.cells import pad
from assess.tui.numerals import score_text
from assess.tui.places import Place
from assess.tui.saving import Applied, BodyView, view_of
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.dialogs import Values
from assess.tui.screens.history import HistoryScreen
from assess.tui.standing import is_answered, is_asked
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Piece, Prose, home, para
from assess.tui.widgets.rows import Row, RowList
from assess.tui.widgets.scores import OUTCOME_STYLES, counts, grade_text

TITLE = Text(zh="被评估单位 {n}", en="Assessed bodies {n}")
NONE = Text(
    zh="还没有被评估单位。按 a 添加第一个。", en="There is no body to assess yet. Press a to add the first one."
)
HEAD = Text(zh="单位", en="Body")
DONE = Text(zh="已答", en="Answered")
RISKS = Text(zh="线索", en="Findings")
CLASS = Text(zh="等第", en="Class")
OUTCOME = Text(zh="结论", en="Outcome")


class BodiesScreen(PlaceScreen):
    """One row a body; Enter opens its workbench."""

    place: ClassVar[Place] = "bodies"
    BINDINGS: ClassVar[list[Binding]] = bindings("bodies")  # type: ignore[assignment]
    CSS = """
    BodiesScreen > Prose { margin: 1 1 0 1; }
    BodiesScreen > #columns { height: 1; margin: 1 0 0 0; }
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.views: dict[str, BodyView] = {}

    def middle(self) -> ComposeResult:
        """About the campaign, column heads, rows."""
        yield Prose(id="about")
        yield Prose(id="columns")
        yield RowList(id="bodies")

    def on_mount(self) -> None:
        """Show the bodies, then compute them one after another."""
        self.relabel()
        self.query_one(RowList).focus()
        self.refill()

    def on_screen_resume(self) -> None:
        """Compute again what may have changed while one was elsewhere."""
        self.refill()

    def refill(self) -> None:
        """Read every body again; the session computes only what changed."""
        app = home(self)
        session = app.saver.session
        if session is None:
            return
        for body in app.bodies:
            app.saver.ask(functools.partial(view_of, session, body.id), self._got)

    def _got(self, view: BodyView) -> None:
        self.views[view.state.body.id] = view
        self.relabel()

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
        about = f"{self.t(session.pack.title)} {session.pack.version}   {campaign.period}"
        lines = [para(about, "$text-muted")]
        if not app.bodies:
            lines.append(para(self.t(NONE), "bold"))
        self.query_one("#about", Prose).show(lines)
        widths = self._widths()
        last = OUTCOME if session.pack.totals[0].method == "deductions" else CLASS
        heads = zip((HEAD, DONE, session.pack.totals[0].title, RISKS, last), widths, strict=True)
        text = "  " + "  ".join(pad(self.t(h), w, ellipsis=self.glyphs.ellipsis) for h, w in heads if w)
        self.query_one("#columns", Prose).show([para(text, "$text-muted")] if app.bodies else [])
        self.query_one(RowList).show([self._row(b, widths) for b in app.bodies])

    def _widths(self) -> tuple[int, int, int, int, int]:
        """Columns: name, answered, total, findings, class."""
        cells = self.size.width - 5
        if cells < 90:
            return max(cells - 16 - 20 - 9 - 6, 12), 16, 20, 9, 0
        return cells - 22 - 30 - 9 - 14 - 8, 22, 30, 9, 14

    def _row(self, body: Body, widths: tuple[int, int, int, int, int]) -> Row:
        g = self.glyphs
        name, done_cells, total_cells, risk_cells, class_cells = widths
        pieces: list[Piece] = [(pad(self.t(body.name), name, ellipsis=g.ellipsis) + "  ", "")]
        view, session = self.views.get(body.id), home(self).saver.session
        if view is None or session is None:
            return Row(key=body.id, left=tuple(pieces))
        pack = session.pack
        done = sum(is_answered(i, view, "claimed") for i in pack.indicators)
        of = sum(is_asked(i, view.result.score) for i in pack.indicators)
        count = f" {done}/{of}"
        pieces += progress_bar(done, of, done_cells - 8, g)
        pieces.append((pad(count, 8) + "  ", "$text-muted"))
        total = view.result.score.totals[pack.totals[0].id]
        pieces += band_bar(total.value, total.maximum, total_cells - 13, g)
        # Where there is no room for the outcome its colour tells it.
        style = OUTCOME_STYLES[total.reckoning.outcome] if total.reckoning and not class_cells else "bold"
        pieces.append((pad(" " + score_text(total.value, g.dash), 13) + "  ", style))
        raised, undecided = counts(view.result.findings)
        risks = f"{g.flag}{raised} "
        pieces.append((risks, "bold $error" if raised else "$text-muted"))
        pieces.append((pad(f"{g.undetermined}{undecided}", risk_cells - len(risks)) + "  ", "$text-muted"))
        if class_cells:
            pieces.append(self._class(pack, view))
        return Row(key=body.id, left=tuple(pieces))

    def _class(self, pack: Pack, view: BodyView) -> Piece:
        """The outcome of a check with its vetoes, else the class."""
        found = view.result.score.reckoning
        if found is not None:
            ids = found.vetoes or found.open_vetoes
            labels = " ".join(i.label for i in pack.indicators if i.id in ids)
            return f"{self.t(OUTCOMES[found.outcome])} {labels}".strip(), OUTCOME_STYLES[found.outcome]
        return grade_text(pack, view).get(self.lang) if pack.grades else "", "$accent"

    # -- actions ---------------------------------------------------------------------------------------

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
        self.query_one(RowList).go(id)

    def action_rename_body(self) -> None:
        """Ask for another name."""
        app = home(self)
        held = next((b for b in app.bodies if b.id == self.query_one(RowList).key), None)
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
        home(self).step("undo", self.query_one(RowList).key or "", self._stepped)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", self.query_one(RowList).key or "", self._stepped)

    def _stepped(self, applied: Applied) -> None:
        self.views = {
            body: v for body, v in self.views.items() if not applied.change or body not in applied.change.bodies
        }
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

    def action_measure(self) -> None:
        """Measure a file for the body under the cursor."""
        app = home(self)
        held = next((b for b in app.bodies if b.id == self.query_one(RowList).key), None)
        if held is not None:
            app.measure(held.id, held.name)

    def applied(self, applied: Applied) -> None:
        """Show what follows from a change that was made elsewhere."""
        if applied.view is not None:
            self._got(applied.view)

    def action_report(self) -> None:
        """Write the reports of the campaign."""
        home(self).write_report(None)

    def action_back(self) -> None:
        """Back to the start screen, when one came from there."""
        home(self).leave_campaign()


def _asks() -> ModuleType:
    # Imported when first asked: the dialogs are not needed to open a dossier.
    from assess.tui.screens import asks

    return asks
