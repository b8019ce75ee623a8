"""Long work that tells how far it is and can be stopped from another thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec

from assess.base.errors import AssessError
from assess.base.texts import Text

_AGAIN = 0.1
"""Seconds between two interruptions."""
Unit = Literal["bytes", "entries", "metrics"]


class Stopped(AssessError):
    """The work was stopped before its end; nothing of it is kept."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__(Text(zh="已停止，没有写入任何内容", en="stopped; nothing was written"))


class Step(msgspec.Struct, frozen=True):
    """How far the work on `what` (a file, an address, a metric) is: `done` of `whole`, which is 0 if not known."""

    what: str
    done: float
    whole: float
    unit: Unit


class Watch:
    """What long work tells of itself (`tell`, on its own thread), and whether it is to go on.

    `stop` may be called from any thread; the work ends with Stopped where it next looks, or where an engine that it
    waits for is interrupted.
    """

    def __init__(self, told: Callable[[Step], None] | None = None) -> None:
        self._told = told
        self._stop = threading.Event()
        self._interrupts: list[Callable[[], None]] = []

    @property
    def listening(self) -> bool:
        """Whether anybody wants to know how far the work is."""
        return self._told is not None

    @property
    def stopped(self) -> bool:
        """Whether the work is to end."""
        return self._stop.is_set()

    def stop(self) -> None:
        """End the work; gives back at once."""
        self._stop.set()
        if self._interrupt():
            threading.Thread(target=self._insist, daemon=True).start()

    def _interrupt(self) -> bool:
        waiting = tuple(self._interrupts)
        for interrupt in waiting:
            interrupt()
        return bool(waiting)

    def _insist(self) -> None:
        # An engine that was between two questions has nothing to interrupt, and would answer the next one in full.
        while self._interrupt():
            time.sleep(_AGAIN)

    def check(self) -> None:
        """Raise Stopped if the work is to end."""
        if self.stopped:
            raise Stopped

    def tell(self, step: Step) -> None:
        """Say how far the work is; raises Stopped if it is to end."""
        self.check()
        if self._told is not None:
            self._told(step)

    @contextmanager
    def stoppable(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """While within, stopping also calls `interrupt`, which ends what the work waits for."""
        self._interrupts.append(interrupt)
        try:
            self.check()
            yield
        finally:
            self._interrupts.remove(interrupt)


SILENT = Watch()
"""Nobody listens, and nobody stops it."""
