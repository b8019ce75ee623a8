"""Typing ahead of the screen, as one does over a slow line: each key finds what the keys before it have led to.

Textual hands a key to whatever has the focus when it arrives. Where several arrive at once, the second is answered
before what the first one set going (an answer on its way to the form, a dialog that is being made, a body that is
being read): "3 n 3" would then answer the next question twice and this one never. Here a key waits until the one
before it has been dealt with, and, unless it is a letter for a field, until what it asked of the dossier is there.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from assess.tui.compat import CaretFollows

PATIENCE: Final = 20.0
"""Seconds after which a key is handed on whatever else is still under way."""
QUIET_LOOKS: Final = 2
"""Looks, a turn of the loop apart, that must find nothing waiting."""
NAP: Final = 0.002
MOVES: Final = frozenset(
    {"j", "k", "g", "G", "up", "down", "home", "end", "pageup", "pagedown", "ctrl+d", "ctrl+u"}
)
"""Keys that only move a cursor: they need not wait for the disk."""


class OneByOne(CaretFollows):
    """Hands keys and pastes on one by one."""

    _waiting: deque[events.Key | events.Paste]
    _feeder: asyncio.Task[None] | None = None
    _let_through: Message | None = None
    _field: Widget | None = None
    _gave_up = False
    """Whether the last key was handed on though what it waited for had not come: the next does not wait again."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = deque()

    @property
    def under_way(self) -> bool:
        """Whether something that was asked for, and that the next key may be about, is still to come."""
        return False

    @property
    def opening(self) -> bool:
        """Whether a place or a dossier is still being opened."""
        return False

    @property
    def keys_waiting(self) -> bool:
        """Whether keys have arrived that were not yet handed on."""
        return bool(self._waiting) or self._let_through is not None

    async def on_event(self, event: events.Event) -> None:
        """Hand on a key or a paste at once when nothing is under way, else in its turn."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif event is self._let_through:
            self._let_through = None
            await self._hand_on(event)
        elif not self.keys_waiting and (self._goes_on_typing(event) or (self._is_quiet() and self._may_go(event))):
            await self._hand_on(event)
        else:
            self._waiting.append(event)
            if self._feeder is None or self._feeder.done():
                self._feeder = asyncio.create_task(self._feed())

    async def _hand_on(self, event: events.Key | events.Paste) -> None:
        self._field = self.focused if _is_text(event, self.focused) else None
        await super().on_event(event)

    def _goes_on_typing(self, event: events.Key | events.Paste) -> bool:
        """Whether this is text for the field that the text before it went to."""
        return self._field is not None and self._field is self.focused and _is_text(event, self._field)

    async def _feed(self) -> None:
        """Hand on what is waiting; then, once the last of it has been dealt with, have it shown."""
        loop = asyncio.get_running_loop()
        while self.is_running:
            await self._hand_on_all()
            until = loop.time() + PATIENCE
            while not self.keys_waiting and not self._is_quiet() and loop.time() < until:
                await asyncio.sleep(0)
            self.caught_up()
            if not self.keys_waiting:
                return

    async def _hand_on_all(self) -> None:
        """Hand the waiting keys to the app's own queue, each when its turn has come."""
        loop = asyncio.get_running_loop()
        until, quiet = loop.time() + PATIENCE, 0
        while self.keys_waiting and self.is_running:
            self.caught_up()
            quiet = quiet + 1 if self._let_through is None and self._is_quiet() else 0
            late = self._gave_up or loop.time() > until
            if self._waiting and self._is_turn_of(self._waiting[0], quiet, late=late):
                self._gave_up = late and not self._may_go(self._waiting[0])
                self._let_through = self._waiting.popleft()
                self.post_message(self._let_through)
                until, quiet = loop.time() + PATIENCE, 0
            await asyncio.sleep(0 if quiet < QUIET_LOOKS else NAP)

    def _is_turn_of(self, event: events.Key | events.Paste, quiet: int, *, late: bool) -> bool:
        """Whether `event` may be handed on after `quiet` looks that found nothing else to be done."""
        if self._let_through is not None:
            return False
        return late or self._goes_on_typing(event) or (quiet >= QUIET_LOOKS and self._may_go(event))

    def caught_up(self) -> None:
        """Keys that were waiting have been handed on."""

    def _is_quiet(self) -> bool:
        """Whether no widget has a message or a call before it, and the place on top stands."""
        if not self._screen_stack_ready():
            return False
        screen = self.screen
        if not screen.is_mounted or screen._callbacks or self._next_callbacks:
            return False
        return not any(w.message_queue_size or w._next_callbacks for w in self._registry)

    def _may_go(self, event: events.Key | events.Paste) -> bool:
        """Whether what is asked of the dossier has come, as far as this key depends on it."""
        if _is_text(event, self.focused):
            return True
        if self.opening:
            return False
        return not self.under_way or (isinstance(event, events.Key) and event.key in MOVES)


def _is_text(event: events.Key | events.Paste, field: Widget | None) -> bool:
    """Whether `event` is text for `field`; some fields leave letters to the commands."""
    if not isinstance(field, Input | TextArea):
        return False
    return isinstance(event, events.Paste) or (
        event.is_printable and field.check_consume_key(event.key, event.character)
    )
