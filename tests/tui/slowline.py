"""A slow line between a terminal and a program, for the tests: so many bits a second, late, and in odd pieces.

    python slowline.py BAUD SECONDS_LATE COUNTS_FILE COMMAND …

Runs COMMAND in a pseudo-terminal of its own and passes bytes both ways. Pieces are three to eleven bytes long, so that
characters and escape sequences arrive cut in two. At the end the bytes passed up and down are written to COUNTS_FILE.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import pty
import select
import signal
import sys
import termios
import time
import tty
from collections import deque
from pathlib import Path

PIECES = (7, 3, 11, 5, 4, 9)


class Line:
    """One direction: what was put in comes out late, at its rate, in pieces."""

    def __init__(self, baud: float, late: float) -> None:
        self._late, self._rate = late, 10 / baud
        self._pieces = itertools.cycle(PIECES)
        self._under_way: deque[tuple[float, bytes]] = deque()
        self._free = 0.0
        self.passed = 0

    def put(self, data: bytes) -> None:
        """Send `data` off."""
        while data:
            size = next(self._pieces)
            piece, data = data[:size], data[size:]
            self._free = max(self._free, time.monotonic()) + len(piece) * self._rate
            self._under_way.append((self._free + self._late, piece))
            self.passed += len(piece)

    def out(self, to: int) -> None:
        """Deliver what has arrived."""
        while self._under_way and self._under_way[0][0] <= time.monotonic():
            os.write(to, self._under_way.popleft()[1])

    @property
    def wait(self) -> float:
        """Seconds until something arrives."""
        return max(self._under_way[0][0] - time.monotonic(), 0) if self._under_way else 0.2

    @property
    def empty(self) -> bool:
        """Whether nothing is under way."""
        return not self._under_way


def main(baud: float, late: float, counts: Path, command: list[str]) -> int:
    """Pass bytes until COMMAND has ended; gives its exit code."""
    pid, inside = pty.fork()
    if pid == 0:
        os.execvp(command[0], command)

    def resize(*_: object) -> None:
        fcntl.ioctl(inside, termios.TIOCSWINSZ, fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8))

    resize()
    signal.signal(signal.SIGWINCH, resize)
    before = termios.tcgetattr(0)
    tty.setraw(0)
    up, down = Line(baud, late), Line(baud, late)
    open_still = True
    try:
        while open_still or not down.empty:
            ready, _, _ = select.select([0, *([inside] if open_still else [])], [], [], min(up.wait, down.wait))
            if 0 in ready:
                up.put(os.read(0, 4096))
            if inside in ready:
                try:
                    down.put(os.read(inside, 4096))
                except OSError:
                    # Linux gives EIO when the program has gone.
                    open_still = False
            if open_still:
                up.out(inside)
            down.out(1)
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)
        counts.write_text(f"{up.passed} {down.passed}\n", encoding="ascii")
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:]))
