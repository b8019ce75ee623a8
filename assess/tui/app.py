"""The app: opening, leaving and going between places, which are in `screens/` and load after the first paint."""

from __future__ import annotations

import asyncio
import functools
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from assess.base.errors import AssessError, Locked
from assess.base.texts import Lang, Text
from assess.tui import cards, compat, crash
from assess.tui.actions import bindings
from assess.tui.core import READONLY, UNSAVED
from assess.tui.hand import ByHand
from assess.tui.news import EVERY, News
from assess.tui.settings import Spot

if TYPE_CHECKING:
    from assess.dossier.entities import Body
    from assess.session import Session
    from assess.tui.screens.palette import Entry
    from assess.tui.screens.workbench import Workbench

WARM_UP = 1.5
"""Seconds after opening when the remaining places are loaded."""
NOWHERE = Spot("")
WARNED = 10.0
"""Seconds for which a second key to quit means it."""
CUT_OFF = Text(
    zh="还有 {n} 项任务（报告或测量）没做完。等它做完，或再按一次 Ctrl+Q 放弃并退出",
    en="{n} jobs (reports, measuring) are still running. Wait for them, or press Ctrl+Q again to give them up",
)
NOT_SAVED = Text(
    zh="还有改动没能保存。Ctrl+S 重试；再按一次 Esc 则放弃它们并离开",
    en="Some changes could not be saved. Ctrl+S tries again; Escape once more gives them up and leaves",
)
OPENING = Text(zh="正在打开…", en="Opening…")


class AssessApp(ByHand):
    """The terminal app over one session."""

    TITLE = "assess"
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - an attribute of instances in Textual
    """From 30 lines on, panels have titles on top; below, every line is needed."""
    BINDINGS: ClassVar[list[Binding]] = [*bindings("any"), *compat.TAB]  # type: ignore[assignment]
    CSS = """
    Screen { background: $background; color: $text; }
    #banner { padding: 0 1; background: $panel; }
    #opening { padding: 1 2; color: $text-muted; }
    .frame {
        scrollbar-background: $panel; scrollbar-background-hover: $panel; scrollbar-background-active: $panel;
    }
    .titled { border-title-color: $text-muted; }
    .-tall .titled, .topped { border-top: solid $line; }
    .-tall .titled:focus-within, .-tall .titled:focus, .topped:focus-within {
        border-top: heavy $primary; border-title-color: $primary; border-title-style: bold;
    }
    .-ascii .-tall .titled, .-ascii .topped { border-top: ascii $line !important; }
    .-ascii .-tall .titled:focus-within, .-ascii .-tall .titled:focus, .-ascii .topped:focus-within {
        border-top: ascii $primary !important; border-title-style: bold reverse;
    }
    .-ascii Line, .-ascii Paragraphs { border-left: ascii $edge !important; }
    .-ascii Line:focus, .-ascii Paragraphs:focus { border-left: ascii $primary !important; }
    .-ascii .frame { border: ascii $primary !important; }
    .-ascii .wall { border-left: ascii $line !important; }
    .-ascii .-narrow .wall { border-left: none !important; }
    .-ascii .-narrow .sill { border-top: ascii $line !important; }
    """

    def __init__(self, path: Path | None, *, lang: Lang | None = None, readonly: bool = False) -> None:
        super().__init__(lang)
        self.failure: AssessError | None = None
        self._news: News | None = None
        self._path, self._readonly = path, readonly
        self._from_start = path is None
        self._giving_up = False
        self._touring = False

    # -- life ------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """What is seen while the dossier is being opened."""
        yield Static(f"assess  {OPENING.get(self.lang)}", id="opening", markup=False)

    def on_mount(self) -> None:
        """Leave well when told to; begin once the first paint is out."""
        loop = asyncio.get_running_loop()
        if not self.is_headless:
            compat.on_hangup(loop, self.leave)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        def load() -> None:
            # Imported off the screen's thread, so that keys and resizing are answered meanwhile.
            import assess.tui.screens.bodies
            import assess.tui.screens.workbench  # noqa: F401

        self.saver.ask(load, lambda _: None, wait="open")
        if self._path is None:
            self.saver.ask(lambda: None, lambda _: self._show_start())
        else:
            self.open_dossier(self._path, readonly=self._readonly)

    def leave(self) -> None:
        """End the app and its jobs; `run` writes what is held and closes the dossier."""
        self.keep_spot()
        self.jobs.stop_all()
        self.exit(return_code=0)

    # -- opening and leaving places --------------------------------------------------------------------

    def _show_start(self) -> None:
        from assess.tui.screens.start import StartScreen

        self.push_screen(StartScreen(Path.cwd()))
        self.call_after_refresh(self.tell_keymap)

    def open_dossier(self, path: Path, *, readonly: bool = False) -> None:
        """Open the dossier at `path`; when another program writes to it, read-only."""

        def otherwise(error: AssessError) -> None:
            if isinstance(error, Locked) and not readonly:
                self.banner = error.message
                self.open_dossier(path, readonly=True)
            elif self._from_start:
                self.say_error(error)
            else:
                self.failure = error
                self.exit(return_code=error.exit_code)

        self.saver.open(path, readonly=readonly, then=self._opened, otherwise=otherwise)

    def begin(self, job: Callable[[], Session]) -> None:
        """Work with the dossier that `job` makes."""
        self.saver.start(job, self._opened, self.say_error)

    def _opened(self, session: Session) -> None:
        from assess.tui.beginning import note_opened

        self.saver.aside(functools.partial(note_opened, session.path), lambda _: None, self.say_error)
        self.reread_bodies(self._enter)
        if session.shared and self._news is None:
            self._news = News(self)
            self.set_interval(EVERY, self._news.look)
        if session.readonly and self.banner is None:
            self.banner = READONLY

    def _enter(self) -> None:
        from assess.tui.screens.bodies import BodiesScreen

        # What was loaded stays: the collector need not look at it again, and could not run until now (see `run`).
        gc.freeze()
        # A look through all objects of a large campaign takes a tenth of a second: rarer, not while one types.
        gc.set_threshold(20_000, 20, 50)
        gc.enable()
        self.set_timer(WARM_UP, lambda: self.saver.aside(_load_rest, lambda _: None, self.say_error))
        spot = self.spot()
        if len(self.bodies) != 1:
            self.push_screen(BodiesScreen(at=spot.body))
        if len(self.bodies) == 1 or (self._touring and self.bodies):
            self.open_body(self.bodies[0].id, spot.line)
        elif spot.line:
            self.open_body(spot.body, spot.line)
        if self._touring:
            self.call_after_refresh(self.start_tour)
        if not self._from_start:
            self.call_after_refresh(self.tell_keymap)

    def open_body(self, id: str, at: str = "", then: Callable[[Workbench], None] | None = None) -> None:
        """Open the workbench of a body, at a line of its tree ("indicator/…") where one is named.

        `then` is done in it once it shows the body.
        """
        from assess.tui.screens.workbench import Workbench

        below = next((s for s in self.screen_stack if isinstance(s, Workbench) and s.body == id), None)
        if below is None or below.view is None:
            self.push_screen(Workbench(id, at, then))
            return
        # One came from there: the same workbench again, not another on top of it.
        while self.screen is not below:
            self.pop_screen()
        if at:
            below.go(at)
        if then:
            then(below)

    def spot(self) -> Spot:
        """Where one was in this campaign when it was last open, as far as that is still there."""
        session = self.saver.session
        spot = self.settings.spots.get(session.campaign.id, NOWHERE) if session is not None else NOWHERE
        return spot if any(b.id == spot.body for b in self.bodies) else NOWHERE

    def keep_spot(self) -> None:
        """Remember where one is in this campaign, for when it is opened again."""
        session = self.saver.session
        spots = (spot() for s in reversed(self.screen_stack) if (spot := getattr(s, "spot", None)) is not None)
        if session is not None and (spot := next(spots, None)) is not None:
            self._unwritten |= self.settings.keep_spot(session.campaign.id, spot)

    def leave_body(self) -> None:
        """From the workbench to the list of bodies."""
        from assess.tui.screens.bodies import BodiesScreen

        if any(isinstance(s, BodiesScreen) for s in self.screen_stack):
            self.pop_screen()
        else:
            self.switch_screen(BodiesScreen())

    def leave_campaign(self) -> None:
        """From the bodies to the start screen, when one came from there; else quit."""
        if not self._from_start:
            self.action_quit_app()
        elif self.saver.session is not None:
            self.saver.release(self.tell_applied)
            self.saver.ask(lambda: None, lambda _: self._close_campaign())

    def _close_campaign(self) -> None:
        if self.saver.failed and not self._giving_up:
            self._warn(NOT_SAVED)
            return
        self._giving_up = False
        self.keep_spot()
        self.banner = None
        self.jobs.stop_all()
        self.saver.close(self._to_start)

    def _to_start(self) -> None:
        self.bodies = []
        self.jobs.all.clear()
        self.pop_screen()

    def reread_bodies(self, then: Callable[[], None]) -> None:
        """Read the list of bodies again."""
        session = self.saver.session
        assert session is not None

        def got(bodies: list[Body]) -> None:
            self.bodies = bodies
            then()

        self.saver.ask(session.bodies, got)

    # -- actions everywhere ----------------------------------------------------------------------------

    def action_act(self, id: str) -> None:
        """Run an action of the registry where it belongs: the focused widget, the screen, or the app."""
        focused = self.screen.focused
        for node in (*(focused.ancestors_with_self if focused else (self.screen,)), self):
            if (method := getattr(node, f"action_{id}", None)) is not None:
                method()
                return

    def action_palette(self) -> None:
        """Open the command palette; over a dialog there is none: what is asked there comes first."""
        from assess.tui.finding_things import entries
        from assess.tui.screens.palette import PaletteScreen

        if not isinstance(self.screen, ModalScreen):
            self.push_screen(PaletteScreen(entries(self)), _run)

    def action_help(self) -> None:
        """Explain the place one is in."""
        from assess.tui.screens.helping import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            place = next((p for s in reversed(self.screen_stack) if (p := getattr(s, "place", ""))), "start")
            focused = self.screen.focused
            self.push_screen(HelpScreen(place, focused.id if focused is not None else None))

    def action_quit_app(self) -> None:
        """Save and end; warn once when something could not be saved, or a job would be cut off."""
        if self.saver.session is None:
            self.leave()
            return
        self.saver.release(self.tell_applied)

        def written(_: None) -> None:
            if self._giving_up or not (self.saver.failed or self.jobs.running):
                self.leave()
                return
            self._warn(UNSAVED if self.saver.failed else CUT_OFF.fill(n=self.jobs.running))

        self.saver.ask(lambda: None, written)

    def _warn(self, what: Text) -> None:
        self._giving_up = True
        self.say(what, "error")
        # Whoever stays is warned again another time.
        self.set_timer(WARNED, self._stay)

    def _stay(self) -> None:
        self._giving_up = False

    def action_next_field(self) -> None:
        """To the next field, or to what the place has in its stead."""
        step = getattr(self.screen, "next_field", self.screen.focus_next)
        step()

    def action_previous_field(self) -> None:
        """To the field before."""
        self.screen.focus_previous()

    async def action_quit(self) -> None:
        """Save and end."""
        self.action_quit_app()

    # -- work for the places ---------------------------------------------------------------------------

    def tour_in_demo(self) -> None:
        """Open the demo and show around in it."""
        self._touring = True
        self.open_demo()

    def start_tour(self) -> None:
        """Show around in the workbench one is in."""
        from assess.tui.screens.touring import TourScreen
        from assess.tui.screens.workbench import Workbench

        self._touring = False
        bench = self.screen
        if isinstance(bench, Workbench):
            # A panel that was out of sight for a while has lost the focus.
            self.push_screen(TourScreen(bench), bench.back_to_tree)

    def write_report(self, body: str | None) -> None:
        """Write the reports, in both languages, off the screen's thread."""
        from assess.tui.reporting import write_report

        write_report(self, body)

    def action_jobs(self) -> None:
        """All jobs: how far they are and how they ended."""
        from assess.tui.screens.jobs import JobsScreen

        if self.saver.session is not None and not isinstance(self.screen, JobsScreen):
            self.push_screen(JobsScreen((self.saver.session.campaign.title,)))

    def action_work(self) -> None:
        """All that waits for me, over the campaign."""
        from assess.tui.screens.work import WorkScreen

        if self.saver.session is not None:
            self.flush()
            self.push_screen(WorkScreen())

    def action_people(self) -> None:
        """Who has which role."""
        from assess.tui.screens.people import PeopleScreen

        if self.saver.session is not None:
            self.flush()
            self.push_screen(PeopleScreen())

    def measure(self, body: str, name: Text) -> None:
        """Ask for a file and what it is, and measure it for `body` off the screen's thread."""
        if self.may_edit():
            from assess.tui.screens.measuring import begin

            begin(self, body, name)

    def new_dossier(self, folder: Path) -> None:
        """Ask for a new assessment and open it."""
        from assess.tui.beginning import ask_new

        ask_new(self, folder)

    def open_demo(self) -> None:
        """Make a demo dossier in a temporary folder and open it."""
        from assess.tui.beginning import open_demo

        open_demo(self)


def _load_rest() -> None:
    """Load the places that were not needed at once, so that the first key to them is answered like any other."""
    import assess.tui.screens.findings
    import assess.tui.screens.helping
    import assess.tui.screens.history
    import assess.tui.screens.jumping
    import assess.tui.screens.palette  # noqa: F401


def _run(entry: Entry | None) -> None:
    if entry is not None:
        entry.run()


def run(path: Path | None, *, lang: Lang | None = None, readonly: bool = False) -> int:
    """Run the app on the dossier at `path`, or on the start screen; gives the exit code.

    What was typed is written on every way out: quitting, a closed terminal, a fault of the app's own.
    """
    compat.tolerate_invalid_bytes()
    app = AssessApp(path, lang=lang, readonly=readonly)
    compat.escape_stands_alone(key for keys in app.keys.keys.values() for key in keys)
    fault: Exception | None = None
    # Some hundred thousand objects come to stay while modules load; looking through them takes a tenth of the time.
    gc.disable()
    try:
        app.run()
        fault = app.fault
    except Exception as error:  # noqa: BLE001 - the app's own boundary: what was typed is saved first
        fault = error
    app.jobs.stop_all()
    cards.stop_reading()
    errors = app.saver.finish()
    for shown in (*errors, *([app.failure] if app.failure else ())):
        print("\n".join(shown.lines(app.lang)), file=sys.stderr)
    if fault is not None:
        return crash.tell(fault, app.lang)
    return (errors[0].exit_code if errors else app.return_code) or 0
