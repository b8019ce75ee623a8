"""The real program in a pseudo-terminal: keys and bytes in, screen bytes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Self

_ESCAPES = re.compile(
    rb"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b.", re.DOTALL
)
RUN = "import sys; from pathlib import Path; from assess.tui.app import run; {before}; sys.exit(run(Path(sys.argv[1]), lang={lang!r}))"


class Terminal:
    """The app on a dossier; `before` is code run first. A context manager that leaves nothing running."""

    def __init__(
        self, dossier: Path, lang: str = "zh", before: str = "pass", size: tuple[int, int] = (100, 30)
    ) -> None:
        self.shown = b""
        code = RUN.format(before=before, lang=lang)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # By name: readline puts COLUMNS and LINES into the process without Python's knowledge.
            os.execve(sys.executable, [sys.executable, "-c", code, str(dossier)], dict(os.environ))
        columns, rows = size
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes = termios.tcgetattr(self.fd)
        self.status: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    @property
    def text(self) -> str:
        """All that was ever shown, without escape sequences."""
        return _ESCAPES.sub(b"", self.shown).decode("utf-8", "replace")

    def read(self, seconds: float = 0.05) -> bool:
        """Take what the program has written; False when it was silent for `seconds`."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            self.shown += os.read(self.fd, 65536)
        except OSError:
            # Linux gives EIO when the other side has closed the terminal.
            return False
        return True

    def wait_for(self, text: str, seconds: float = 60) -> None:
        """Read until `text` has been shown; AssertionError with the end of what was shown when it never is."""
        until = time.monotonic() + seconds
        while text not in self.text:
            assert time.monotonic() < until, f"never saw {text!r}; the end was {self.text[-800:]!r}"
            self.read()

    def send(self, data: str | bytes) -> None:
        """Type, or send raw bytes."""
        os.write(self.fd, data.encode() if isinstance(data, str) else data)

    def send_and_wait(self, data: str | bytes, text: str) -> None:
        """Type and wait for what that shows."""
        self.shown = b""
        self.send(data)
        self.wait_for(text)

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def end(self, seconds: float = 60) -> int:
        """Read until the program has ended; gives its exit code (negative for a signal)."""
        until = time.monotonic() + seconds
        while self.status is None:
            assert time.monotonic() < until, f"did not end; the end was {self.text[-800:]!r}"
            self.read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        while self.read(0.1):
            pass
        return self.status
