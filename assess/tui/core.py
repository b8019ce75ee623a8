"""The core of the app: the session's saver, what is said at the bottom, the look, and the crash boundary."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, cast

from textual.filter import ANSIToTruecolor
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from assess.base.errors import AssessError
from assess.base.texts import Lang, Text, preferred_lang
from assess.tui import crash, glyphs, keymap, settings, theme
from assess.tui.jobs import Jobs, Stepped
from assess.tui.saving import Applied, Done, Saver, Status
from assess.tui.wire import Wire

if TYPE_CHECKING:
    from textual.timer import Timer

    from assess.dossier.edits import Edit
    from assess.dossier.entities import Body
    from assess.session import Change
    from assess.tui.beside import Column
    from assess.tui.widgets.bars import Tone

PAUSE = 0.7
"""Seconds without a key after which what was typed is written."""

READONLY = Text(
    zh="这份卷宗以只读方式打开，改动不会保存", en="This dossier is open read-only; nothing can be changed"
)
UNDONE = {
    "undo": (Text(zh="没有可以撤销的改动", en="There is nothing to undo"), Text(zh="{label}", en="{label}")),
    "redo": (Text(zh="没有可以重做的改动", en="There is nothing to redo"), Text(zh="{label}", en="{label}")),
}
UNSAVED = Text(
    zh="还有改动没能保存。Ctrl+S 重试；再按一次 Ctrl+Q 则放弃它们并退出",
    en="Some changes could not be saved. Ctrl+S tries again; Ctrl+Q once more gives them up",
)
LOOK = Text(zh="配色：{name}", en="Look: {name}")


class Core(Wire):
    """What every place may ask of the app, whichever place it is."""

    def __init__(self, lang: Lang | None) -> None:
        super().__init__()
        ScrollBar.renderer = theme.PlainBars
        # Nothing is drawn in the sixteen colours of terminals, which this looks for in every piece of every line.
        self._filters = [f for f in self._filters if not isinstance(f, ANSIToTruecolor)]
        self.animation_level = "none"
        self.settings = settings.load()
        self.keys = keymap.load()
        self.set_keymap({name: ",".join(keys) for name, keys in self.keys.keys.items()})
        # A language that was named outranks the remembered one; that of the locale does not.
        named = lang if os.environ.get("ASSESS_LANG") else None
        self.lang: Lang = named or self.settings.lang or lang or preferred_lang()
        self.glyphs = glyphs.UNICODE
        self.blinks = "SSH_CONNECTION" not in os.environ
        self.saver = Saver(self.post_message)
        self.jobs = Jobs(self.saver.aside, self.post_message, lambda: f"{dt.datetime.now().astimezone():%H:%M:%S}")
        self.bodies: list[Body] = []
        self.banner: Text | None = None
        self.earlier: dict[str, dict[str, Column]] = {}
        """Earlier periods that were shown beside a body, by body and file; the score panel draws their course."""
        self._pause: Timer | None = None
        self._quiet: Timer | None = None
        self._unwritten = False
        for one in theme.THEMES:
            self.register_theme(one)
        self._wear(self.settings.theme or ("assess-ascii" if glyphs.wants_ascii() else theme.NAMES[0]))

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

    # -- jobs ------------------------------------------------------------------------------------------

    def on_stepped(self, event: Stepped) -> None:
        """A job has got further or has ended: tell the places on the stack."""
        job = event.job
        if event.step is not None and job.state == "running":
            job.step = event.step
        for screen in self.screen_stack:
            if (hook := getattr(screen, "job_changed", None)) is not None:
                hook(job)
        self.show_status()

    # -- saving ----------------------------------------------------------------------------------------

    @property
    def status(self) -> Status | None:
        """What the badge shows; None while no dossier is open."""
        return self.saver.status if self.saver.session is not None else None

    @property
    def under_way(self) -> bool:
        """Whether something is being written, or read for the place one is in."""
        return self.saver.awaited

    @property
    def opening(self) -> bool:
        """Whether a dossier or a body is being opened."""
        return self.saver.opening

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

    def change(self, job: Callable[[], Change], body: str, then: Callable[[Applied], None]) -> None:
        """Let `job` of the session change the dossier: what is no edit, such as settling or taking back."""
        self.saver.change(job, body, then)
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

    def flush(self, *, retry: bool = False) -> None:
        """Write what is held now; with `retry`, also what could not be written before."""
        if self.saver.holding or (retry and self.saver.failed):
            self.saver.release(self.tell_applied)
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

    def tell_applied(self, applied: Applied) -> None:
        """Tell every place on the stack what was written."""
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

    # -- filters ---------------------------------------------------------------------------------------

    def filter_of(self, place: str) -> str:
        """The filter last used in `place` of this campaign, also before a restart."""
        session = self.saver.session
        return self.settings.filter_of(session.campaign.id, place) if session is not None else ""

    def keep_filter(self, place: str, text: str) -> None:
        """Remember the filter of `place`; it is written when the app ends."""
        session = self.saver.session
        if session is not None and self.settings.keep_filter(session.campaign.id, place, text):
            self._unwritten = True

    def on_unmount(self) -> None:
        """Write what is remembered."""
        if self._unwritten:
            settings.save(self.settings)

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

    def say_error(self, error: AssessError) -> None:
        """Show an error with its way out."""
        both = error.message, error.hint
        zh = "。".join(t.zh.rstrip("。") for t in both if t) + "。"
        en = ". ".join(t.en.rstrip(".") for t in both if t) + "."
        self.say(Text(zh=zh, en=en), "error")

    def _wear(self, name: str) -> None:
        self.theme = name if name in theme.NAMES else theme.NAMES[0]
        plain = self.theme == "assess-ascii"
        self.glyphs = glyphs.ASCII if plain else glyphs.UNICODE
        theme.PlainBars.thumb = self.glyphs.thumb
        self.set_class(plain, "-ascii")

    def _relabel(self) -> None:
        for screen in self.screen_stack:
            for node in cast("Iterable[Widget]", (*screen.walk_children(Widget), screen)):
                if (relabel := getattr(node, "relabel", None)) is not None:
                    relabel()

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
