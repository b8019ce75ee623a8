"""Real processes for tests of locks, kills and permissions: forked, so that they start warm."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

NOBODY = 65534

Say = Callable[[str], None]


class Child:
    """A forked process that runs `act`; what it says comes through a pipe, a line at a time."""

    def __init__(self, act: Callable[[Say], object], *, unprivileged: bool = False) -> None:
        mine, theirs = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(mine)
            _run(act, theirs, unprivileged)
        os.close(theirs)
        self._heard = os.fdopen(mine, "r", encoding="utf-8")
        self._ended = False

    def line(self) -> str:
        """The next thing it says; empty when it has ended."""
        return self._heard.readline().rstrip("\n")

    def rest(self) -> list[str]:
        """All that it says until it ends."""
        said = self._heard.read().splitlines()
        self.end()
        return said

    def kill(self) -> list[str]:
        """Kill it as `kill -9` does; what it had said until then."""
        os.kill(self.pid, signal.SIGKILL)
        return self.rest()

    def end(self) -> None:
        """Wait until it has ended."""
        if not self._ended:
            os.waitpid(self.pid, 0)
            self._ended = True
            self._heard.close()


def _run(act: Callable[[Say], object], pipe: int, unprivileged: bool) -> NoReturn:
    def say(text: str) -> None:
        os.write(pipe, text.encode() + b"\n")

    try:
        if unprivileged and os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        act(say)
    except BaseException as error:  # noqa: BLE001  whatever happened is told to the parent
        say(f"{type(error).__name__}: {error}")
    finally:
        os._exit(0)


@contextmanager
def child(act: Callable[[Say], object]) -> Iterator[Child]:
    """A child that is gone at the end, however the test ends."""
    started = Child(act)
    try:
        yield started
    finally:
        if not started._ended:
            started.kill()


def outcome(act: Callable[[], object], *, unprivileged: bool = True) -> str:
    """What `act` gives, or the kind and text of what it raises, when a user without privileges runs it."""
    said = Child(lambda say: say(str(act())), unprivileged=unprivileged).rest()
    return "\n".join(said)
