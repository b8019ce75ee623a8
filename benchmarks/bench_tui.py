"""The terminal app against a minimal Textual app, both in a pseudo-terminal, timed in turns in the same run.

    python benchmarks/bench_tui.py [ROUNDS]

Ratios are what counts: first paint at most 1.5 times the minimal app, a campaign opened with its first form filled and
taking keys at most 3 times, memory at most 2 times, CPU per typed key at most 4.5 times, per step in the tree 3.5 times.
"""

from __future__ import annotations

import os
import pty
import re
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROWS, COLUMNS = 40, 120
WARMED = 3.0
"""Seconds of silence after which the places that were not needed at once have been loaded."""
LIMITS = {"first paint": 1.5, "form filled": 3.0, "memory": 2.0, "typing": 4.5, "step": 3.5}
_ESCAPES = re.compile(rb"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b.")

MINIMAL = """
from textual.app import App
from textual.widgets import Input, Static
class Minimal(App):
    ENABLE_COMMAND_PALETTE = False
    def compose(self):
        yield Static("Ready to type")
        yield Input()
Minimal().run()
"""
OURS = """
import sys
from pathlib import Path
from assess.tui.app import run
sys.exit(run(Path(sys.argv[1]), lang="en"))
"""


class Terminal:
    """A program in a pseudo-terminal, with what it has shown so far."""

    def __init__(self, code: str, *arguments: str, env: dict[str, str]) -> None:
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(env, TERM="xterm-256color", COLUMNS=str(COLUMNS), LINES=str(ROWS))
            os.execv(sys.executable, [sys.executable, "-c", code, *arguments])
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.shown = b""

    def wait(self, marker: str, seconds: float = 30) -> float:
        """Seconds from the start until `marker` is on the screen."""
        wanted = marker.encode()
        until = time.perf_counter() + seconds
        while wanted not in _ESCAPES.sub(b"", self.shown):
            if time.perf_counter() > until:
                raise SystemExit(f"never saw {marker!r}; the end was {self.shown[-600:]!r}")
            self.read(0.05)
        return time.perf_counter() - self.begun

    def read(self, seconds: float) -> bool:
        """Take what the program has written; False when it was silent for `seconds`."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if ready:
            try:
                self.shown += os.read(self.fd, 65536)
            except OSError:
                return False
        return bool(ready)

    def settle(self, seconds: float = 0.4) -> None:
        """Read until the program is silent."""
        while self.read(seconds):
            pass

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self.fd, keys.encode())

    def cpu(self) -> float:
        """CPU seconds used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Resident megabytes."""
        text = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", text)
        return int(found[1]) / 1024 if found else 0.0

    def end(self) -> None:
        """Quit, and read until it has ended."""
        self.send("\x11")
        until = time.perf_counter() + 10
        while time.perf_counter() < until and os.waitpid(self.pid, os.WNOHANG) == (0, 0):
            self.read(0.05)
        os.close(self.fd)


def per_key(terminal: Terminal, keys: list[str]) -> float:
    """CPU milliseconds a key, each key answered before the next."""
    before = terminal.cpu()
    for key in keys:
        terminal.send(key)
        terminal.settle(0.06)
    return 1000 * (terminal.cpu() - before) / len(keys)


def minimal(env: dict[str, str]) -> dict[str, float]:
    """One round of the minimal app."""
    terminal = Terminal(MINIMAL, env=env)
    found = {"first paint": terminal.wait("Ready to type")}
    terminal.settle()
    found["memory"] = terminal.memory()
    found["typing"] = per_key(terminal, list("the quick brown fox jumps over the lazy dogs again"))
    terminal.end()
    return found


def ours(dossier: Path, marker: str, env: dict[str, str]) -> dict[str, float]:
    """One round of the app on a dossier with one body."""
    terminal = Terminal(OURS, str(dossier), env=env)
    found = {"first paint": terminal.wait("Opening"), "form filled": terminal.wait(marker)}
    # Other places load a while after the first form: not a cost of a step, yet part of what the app holds.
    terminal.settle(WARMED)
    found["memory"] = terminal.memory()
    found["step"] = per_key(terminal, ["j", "k"] * 20)
    terminal.send("c")
    terminal.settle()
    found["typing"] = per_key(terminal, list("the quick brown fox jumps over the lazy dogs again"))
    terminal.send("\x1b")
    terminal.settle()
    terminal.end()
    return found


def make(path: Path) -> str:
    """A dossier with one body; gives the words that the first form shows."""
    from assess.base.texts import Text
    from assess.dossier.edits import AddBody
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack
    from assess.session import create_session
    from assess.tui.standing import in_order

    pack = load_pack(find_pack("digital-government"))
    with create_session(path, pack, Text(zh="测", en="Bench")) as session:
        session.apply(AddBody(id="b1", name=Text(zh="单位", en="Body")))
    return in_order(pack)[0].question.en[:24]


def main(rounds: int) -> None:
    """Run the rounds in turns and print figures and ratios."""
    rows: dict[str, list[dict[str, float]]] = {"minimal": [], "ours": []}
    with tempfile.TemporaryDirectory() as folder:
        # Compiled modules, as after a first start, wherever the sources lie and whether or not they may be written to.
        env = {
            "ASSESS_HOME": folder,
            "LANG": "C.UTF-8",
            "ASSESS_LANG": "en",
            "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
        }
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.update(env)
        dossier = Path(folder) / "bench.assess"
        marker = make(dossier)
        minimal(env)
        ours(dossier, marker, env)
        for _ in range(rounds):
            rows["minimal"].append(minimal(env))
            rows["ours"].append(ours(dossier, marker, env))
    report(rows)


def report(rows: dict[str, list[dict[str, Any]]]) -> None:
    """Print one line a figure; what is over its limit is marked."""
    units = {
        "first paint": "s",
        "form filled": "s",
        "memory": "MB",
        "typing": "ms CPU a key",
        "step": "ms CPU a key",
    }
    base = {"form filled": "first paint", "step": "typing"}
    print(f"{'':14}{'minimal':>10}{'assess':>10}{'ratio':>8}{'limit':>8}")
    for name, limit in LIMITS.items():
        # The best of several rounds is what a quiet machine takes; CPU time and memory hardly vary.
        pick = min if name in ("first paint", "form filled") else statistics.median
        theirs = pick(r[base.get(name, name)] for r in rows["minimal"])
        own = pick(r[name] for r in rows["ours"])
        over = "  over the limit" if own / theirs > limit else ""
        print(f"{name:14}{theirs:>10.3f}{own:>10.3f}{own / theirs:>8.2f}{limit:>8.1f}   {units[name]}{over}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
