"""The app: language, look, saving and leaving; the places are in `screens/`, loaded after the first paint."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.scrollbar import ScrollBar
from textual.widget import Widget
from textual.widgets import Static

from assess.base.errors import AssessError, Locked
from assess.base.texts import Lang, Text, preferred_lang
from assess.tui import compat, crash, glyphs, settings, theme
from assess.tui.actions import bindings
from assess.tui.saving import Applied, Done, Saver, Status

if TYPE_CHECKING:
    from textual.timer import Timer

    from assess.dossier.edits import Edit
    from assess.dossier.entities import Body
    from assess.session import Session
    from assess.tui.screens.palette import Entry
    from assess.tui.widgets.bars import Tone

PAUSE = 0.7
"""Seconds without a key after which what was typed is written."""

OPENING = Text(zh="正在打开…", en="Opening…")
READONLY = Text(zh="这份卷宗以只读方式打开，改动不会保存", en="This dossier is open read-only; nothing can be changed")
UNDONE = {
    "undo": (Text(zh="没有可以撤销的改动", en="There is nothing to undo"), Text(zh="{label}", en="{label}")),
    "redo": (Text(zh="没有可以重做的改动", en="There is nothing to redo"), Text(zh="{label}", en="{label}")),
}
UNSAVED = Text(
    zh="还有改动没能保存。Ctrl+S 重试；再按一次 Ctrl+Q 则放弃它们并退出",
    en="Some changes could not be saved. Ctrl+S tries again; Ctrl+Q once more gives them up",
)
LOOK = Text(zh="配色：{name}", en="Look: {name}")


class AssessApp(compat.CaretFollows):
    """The terminal app over one session."""

    TITLE = "assess"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[Binding]] = bindings("any")  # type: ignore[assignment]
    CSS = """
    Screen { background: $background; color: $text; }
    #opening { padding: 1 2; color: $text-muted; }
    """

    def __init__(self, path: Path | None, *, lang: Lang | None = None, readonly: bool = False) -> None:
        super().__init__()
        ScrollBar.renderer = theme.PlainBars
        self.animation_level = "none"
        self.settings = settings.load()
        self.lang: Lang = lang or self.settings.lang or preferred_lang()
        self.glyphs = glyphs.UNICODE
        self.blinks = "SSH_CONNECTION" not in os.environ
        self.saver = Saver(self.post_message)
        self.bodies: list[Body] = []
        self.banner: Text | None = None
        self.failure: AssessError | None = None
        self._path, self._readonly = path, readonly
        self._from_start = path is None
        self._giving_up = False
        for one in theme.THEMES:
            self.register_theme(one)
        self._wear(self.settings.theme or ("assess-ascii" if glyphs.wants_ascii() else theme.NAMES[0]))

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
            import assess.tui.places  # noqa: F401

        self.saver.ask(load, lambda _: None)
        if self._path is None:
            self.saver.ask(lambda: None, lambda _: self._show_start())
        else:
            self.open_dossier(self._path, readonly=self._readonly)

    def leave(self) -> None:
        """End the app; `run` writes what is held and closes the dossier."""
        self.exit(return_code=0)

    def _handle_exception(self, error: Exception) -> None:
        """Textual would print every frame with its local variables; see `crash`."""
        self._return_code = crash.EXIT_CODE
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    @property
    def fault(self) -> Exception | None:
        """The internal fault that ended the app, if one did."""
        return self._exception

    # -- opening and leaving places --------------------------------------------------------------------

    def _show_start(self) -> None:
        from assess.tui.places import StartScreen

        self.push_screen(StartScreen(Path.cwd()))

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
        self.reread_bodies(self._enter)
        if session.readonly and self.banner is None:
            self.banner = READONLY

    def _enter(self) -> None:
        from assess.tui.places import BodiesScreen

        if len(self.bodies) == 1:
            self.open_body(self.bodies[0].id)
        else:
            self.push_screen(BodiesScreen())

    def open_body(self, id: str) -> None:
        """Open the workbench of a body."""
        from assess.tui.places import Workbench

        self.push_screen(Workbench(id))

    def leave_body(self) -> None:
        """From the workbench to the list of bodies."""
        from assess.tui.places import BodiesScreen

        if any(isinstance(s, BodiesScreen) for s in self.screen_stack):
            self.pop_screen()
        else:
            self.switch_screen(BodiesScreen())

    def leave_campaign(self) -> None:
        """From the bodies to the start screen, when one came from there; else quit."""
        if self._from_start:
            self.banner = None
            self.saver.close(self._to_start)
        else:
            self.action_quit_app()

    def _to_start(self) -> None:
        self.bodies = []
        self.pop_screen()

    def reread_bodies(self, then: Callable[[], None]) -> None:
        """Read the list of bodies again."""
        session = self.saver.session
        assert session is not None

        def got(bodies: list[Body]) -> None:
            self.bodies = bodies
            then()

        self.saver.ask(session.bodies, got)

    # -- saving ----------------------------------------------------------------------------------------

    @property
    def status(self) -> Status | None:
        """What the badge shows; None while no dossier is open."""
        return self.saver.status if self.saver.session is not None else None

    def may_edit(self) -> bool:
        """Whether the dossier can be changed; says so when it cannot."""
        if self.saver.session is not None and self.saver.session.readonly:
            self.say(self.banner or READONLY, "warning")
            return False
        return True

    def write(self, *edits: Edit, body: str, then: Callable[[Applied], None], key: str = "") -> None:
        """Write `edits` as one action."""
        self.saver.put(*edits, key=key, body=body, then=then)
        self.show_status()

    def hold(self, slot: str, edit: Edit) -> None:
        """Keep what is being typed until typing pauses."""
        self.saver.hold(slot, edit)
        self._restart_pause()
        self.show_status()

    def _restart_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.flush)

    _pause: Timer | None = None

    def flush(self, *, retry: bool = False) -> None:
        """Write what is held now; with `retry`, also what could not be written before."""
        if self.saver.holding or (retry and self.saver.failed):
            self.saver.release(self._applied)
            self.show_status()

    def step(self, way: Literal["undo", "redo"], body: str, then: Callable[[Applied], None]) -> None:
        """Undo or redo, and say what was done."""
        if not self.may_edit():
            return

        def stepped(applied: Applied) -> None:
            nothing, done = UNDONE[way]
            if applied.change is None:
                return self.say(nothing)
            label = applied.change.label
            self.say(Text(zh=done.zh.format(label=label.zh), en=done.en.format(label=label.en)))
            return then(applied)

        self.saver.step(way, body, stepped)
        self.show_status()

    def _applied(self, applied: Applied) -> None:
        for screen in self.screen_stack:
            if (hook := getattr(screen, "applied", None)) is not None:
                hook(applied)

    def on_done(self, done: Done) -> None:
        """A job of the session has ended."""
        error = self.saver.ended(done)
        if error is not None:
            self.say_error(error)
            for screen in self.screen_stack:
                if done.saved and not self.saver.failed and (hook := getattr(screen, "refused", None)) is not None:
                    hook()
        self.show_status()

    def show_status(self) -> None:
        """Bring the badge up to date."""
        from assess.tui.widgets.bars import TopBar

        for bar in self.screen_stack[-1].query(TopBar):
            bar.refresh()

    # -- saying ----------------------------------------------------------------------------------------

    def say(self, message: Text, tone: Tone = "info") -> None:
        """Show a message at the bottom for a while."""
        from assess.tui.widgets.bars import KeyBar

        bar = next((b for s in reversed(self.screen_stack) for b in s.query(KeyBar)), None)
        if bar is None:
            return
        bar.say(message, tone)
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self.set_timer(5 if tone == "info" else 10, lambda: bar.say(None))

    _quiet: Timer | None = None

    def say_error(self, error: AssessError) -> None:
        """Show an error with its way out."""
        both = error.message, error.hint
        zh = "。".join(t.zh.rstrip("。") for t in both if t) + "。"
        en = ". ".join(t.en.rstrip(".") for t in both if t) + "."
        self.say(Text(zh=zh, en=en), "error")

    # -- actions everywhere ----------------------------------------------------------------------------

    def action_act(self, id: str) -> None:
        """Run an action of the registry where it belongs: the focused widget, the screen, or the app."""
        focused = self.screen.focused
        for node in (*(focused.ancestors_with_self if focused else (self.screen,)), self):
            if (method := getattr(node, f"action_{id}", None)) is not None:
                method()
                return

    def action_language(self) -> None:
        """The other language, everywhere."""
        self.lang = "en" if self.lang == "zh" else "zh"
        self.settings.lang = self.lang
        settings.save(self.settings)
        self._relabel()

    def action_theme(self) -> None:
        """The next look."""
        self._wear(theme.next_name(self.theme))
        self.settings.theme = self.theme
        settings.save(self.settings)
        self._relabel()
        self.say(LOOK.fill(name=theme.TITLES[self.theme].get(self.lang)))

    def _wear(self, name: str) -> None:
        self.theme = name if name in theme.NAMES else theme.NAMES[0]
        plain = self.theme == "assess-ascii"
        self.glyphs = glyphs.ASCII if plain else glyphs.UNICODE
        self.set_class(plain, "-ascii")

    def _relabel(self) -> None:
        for screen in self.screen_stack:
            for node in cast("Iterable[Widget]", (*screen.walk_children(Widget), screen)):
                if (relabel := getattr(node, "relabel", None)) is not None:
                    relabel()

    def action_palette(self) -> None:
        """Open the command palette."""
        from assess.tui.finding_things import entries
        from assess.tui.places import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen(entries(self)), _run)

    def action_help(self) -> None:
        """Explain the place one is in."""
        from assess.tui.places import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            place = next((p for s in reversed(self.screen_stack) if (p := getattr(s, "place", ""))), "start")
            self.push_screen(HelpScreen(place))

    def action_quit_app(self) -> None:
        """Save and end; warn once when something could not be saved."""
        if self.saver.session is None:
            self.leave()
            return
        self.saver.release(self._applied)

        def written(_: None) -> None:
            if self.saver.failed and not self._giving_up:
                self._giving_up = True
                self.say(UNSAVED, "error")
            else:
                self.leave()

        self.saver.ask(lambda: None, written)

    async def action_quit(self) -> None:
        """Save and end."""
        self.action_quit_app()

    # -- work for the places ---------------------------------------------------------------------------

    def write_report(self, body: str | None) -> None:
        """Write the reports, in both languages, off the screen's thread."""
        from assess.tui.reporting import write_report

        write_report(self, body)

    def new_dossier(self, folder: Path) -> None:
        """Ask for a new assessment and open it."""
        from assess.tui.beginning import ask_new

        ask_new(self, folder)

    def open_demo(self) -> None:
        """Make a demo dossier in a temporary folder and open it."""
        from assess.tui.beginning import open_demo

        open_demo(self)


def _run(entry: Entry | None) -> None:
    if entry is not None:
        entry.run()


def run(path: Path | None, *, lang: Lang | None = None, readonly: bool = False) -> int:
    """Run the app on the dossier at `path`, or on the start screen; gives the exit code.

    What was typed is written on every way out: quitting, a closed terminal, a fault of the app's own.
    """
    compat.tolerate_invalid_bytes()
    app = AssessApp(path, lang=lang, readonly=readonly)
    fault: Exception | None = None
    try:
        app.run()
        fault = app.fault
    except Exception as error:  # noqa: BLE001 - the crash boundary, the only one
        fault = error
    errors = app.saver.finish()
    for shown in (*errors, *([app.failure] if app.failure else ())):
        print("\n".join(shown.lines(app.lang)), file=sys.stderr)
    if fault is not None:
        return crash.tell(fault, app.lang)
    return (errors[0].exit_code if errors else app.return_code) or 0
