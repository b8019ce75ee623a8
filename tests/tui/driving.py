"""Driving the app as a user does, with keys, and reading what stands on the screen."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Literal

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from assess.base.texts import Lang, Text
from assess.dossier.entities import Answer, BodyState
from assess.session import open_session
from assess.tui.app import AssessApp
from assess.tui.screens.workbench import Workbench
from assess.tui.widgets.bars import KeyBar

SMALL, LARGE = (80, 24), (120, 40)
EVERYWHERE: list[tuple[Lang, tuple[int, int]]] = [("zh", SMALL), ("zh", LARGE), ("en", SMALL), ("en", LARGE)]
Way = Literal["narrow", "wide"]


class Driver:
    """The app under a pilot."""

    def __init__(self, app: AssessApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot
        self.patience = 400
        """Looks at whether all is done before `settle` gives up: fewer while a long job is meant to run."""

    async def settle(self) -> None:
        """Wait until the session has nothing left to do and the screen shows it."""
        for _ in range(self.patience):
            await self.pilot.pause()
            idle = self.app.saver.idle and not self.app.keys_waiting
            if self.app.failure or (idle and len(self.app.screen_stack) > 1):
                break
            await asyncio.sleep(0.005)
        await self.pilot.pause()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, each answered before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type into the field that has the focus."""
        for character in text:
            self.app.post_message(events.Key(character, character))
        await self.pilot.pause()
        while self.app.keys_waiting:
            await asyncio.sleep(0.002)
        await self.pilot.pause()

    def screen(self) -> str:
        """All that stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    def sees(self, text: str | Text) -> bool:
        """Whether `text` stands on the screen, in one widget, however it is wrapped there."""
        wanted = "".join((text.get(self.app.lang) if isinstance(text, Text) else text).split())
        return any(wanted in flat for flat in self._passages())

    def _passages(self) -> Iterator[str]:
        """What each widget shows, without white space; the screen itself first."""
        strips = self.app.screen._compositor.render_strips()
        for widget in (self.app.screen, *self.app.screen.walk_children(Widget)):
            x, y, width, height = widget.region.intersection(self.app.screen.region)
            cut = (strip.crop(x, x + width).text for strip in strips[y : y + height])
            yield "".join("".join(cut).split())

    @property
    def bench(self) -> Workbench:
        """The workbench, wherever it is on the stack."""
        return next(s for s in self.app.screen_stack if isinstance(s, Workbench))

    @property
    def message(self) -> Text | None:
        """What the line at the bottom says."""
        bars = [b for s in self.app.screen_stack for b in s.query(KeyBar)]
        return next((b.message for b in reversed(bars) if b.message), None)

    @property
    def focused_id(self) -> str | None:
        """The id of what has the focus."""
        return self.app.focused.id if self.app.focused else None


@contextlib.asynccontextmanager
async def running(
    path: Path | None, lang: Lang = "en", size: tuple[int, int] = LARGE, **options: Any
) -> AsyncIterator[Driver]:
    """The app on the dossier at `path`; on leaving, what was typed is written and the dossier closed."""
    app = AssessApp(path, lang=lang, **options)
    app.blinks = False
    try:
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            yield driver
    finally:
        app.saver.finish()


def held(path: Path, body: str = "bureau") -> BodyState:
    """What the file holds, read anew."""
    with open_session(path, readonly=True) as session:
        return session.state(body)


def answer(path: Path, indicator: str, voice: Any = "claimed") -> Answer | None:
    """One answer as the file holds it."""
    return held(path).answer(indicator, voice)
