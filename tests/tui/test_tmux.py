"""End to end in tmux, as over SSH: Chinese typed into the real program, the screen captured, the caret where it belongs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.driving import answer
from tests.tui.terminal import RUN

pytestmark = pytest.mark.pty


class Tmux:
    """A tmux server of this test's own, with one window."""

    def __init__(self, name: str, folder: Path) -> None:
        self._socket = str(folder / name)

    def __call__(self, *arguments: str) -> str:
        """Run a tmux command."""
        done = subprocess.run(
            ["tmux", "-S", self._socket, "-f", "/dev/null", *arguments],
            capture_output=True,
            encoding="utf-8",
            check=True,
            env=dict(os.environ),
        )
        return done.stdout

    def screen(self) -> str:
        """What stands on the screen."""
        return self("capture-pane", "-p", "-t", "app")

    def wait_for(self, text: str, seconds: float = 60) -> str:
        """The screen once `text` stands on it."""
        until = time.monotonic() + seconds
        while text not in (screen := self.screen()):
            assert time.monotonic() < until, f"never saw {text!r}; the screen is\n{screen}"
            time.sleep(0.05)
        return screen

    def keys(self, *names: str) -> None:
        """Press keys by their tmux names."""
        self("send-keys", "-t", "app", *names)

    def type(self, text: str) -> None:
        """Type `text` as it is."""
        self("send-keys", "-t", "app", "-l", text)


@pytest.fixture
def tmux(dossier: Path, tmp_path: Path) -> Iterator[Tmux]:
    """The app on the dossier, 80 columns by 24 rows."""
    server = Tmux("socket", tmp_path)
    code = RUN.format(before="pass", lang="zh")
    environment = [f"{k}={os.environ[k]}" for k in ("ASSESS_HOME", "ASSESS_LANG") if k in os.environ]
    command = ["env", "LANG=C.UTF-8", *environment, sys.executable, "-c", code, str(dossier)]
    server("new-session", "-d", "-s", "app", "-x", "80", "-y", "24", *command)
    try:
        yield server
    finally:
        subprocess.run(["tmux", "-S", str(tmp_path / "socket"), "kill-server"], capture_output=True, check=False)


def test_a_first_answer_with_a_reason_in_chinese_at_80_by_24_and_wider(tmux: Tmux, dossier: Path) -> None:
    tmux.wait_for("A1 一套规划管到底")
    tmux.keys("Enter")
    tmux.wait_for("各部门的数字化项目是否受同一套规划约束")
    tmux.keys("2")
    tmux.wait_for("自报 ● #2")
    tmux.keys("c")
    tmux.wait_for("^s 立即保存")
    tmux.type("规划印发了，但采购不看规划。")
    screen = tmux.wait_for("规划印发了，但采购不看规划。")
    # The terminal's cursor, which input methods follow, stands right after what was typed.
    row = next(n for n, line in enumerate(screen.splitlines()) if "规划印发了" in line)
    line = screen.splitlines()[row]
    end = cell_len(line[: line.index("规划印发了") + len("规划印发了，但采购不看规划。")])
    where = tmux("display", "-p", "-t", "app", "#{cursor_x},#{cursor_y}").strip()
    assert where == f"{end},{row}"
    tmux("resize-window", "-t", "app", "-x", "120", "-y", "40")
    wide = tmux.wait_for("风险线索 0，未定 2")
    assert "A1 一套规划管到底" in wide
    assert {cell_len(text.rstrip()) <= 120 for text in wide.splitlines()} == {True}
    tmux.wait_for("✓ 已保存")
    tmux.keys("C-q")
    until = time.monotonic() + 30
    while _alive(tmux) and time.monotonic() < until:
        time.sleep(0.05)
    found = answer(dossier, "plan")
    assert found is not None
    assert (found.value, found.comment) == ("paper", "规划印发了，但采购不看规划。")


def _alive(tmux: Tmux) -> bool:
    try:
        return "app" in tmux("list-sessions")
    except subprocess.CalledProcessError:
        return False


def test_a_copied_line_reaches_the_buffer_of_tmux_whatever_its_clipboard_setting(tmux: Tmux) -> None:
    tmux.wait_for("A1 一套规划管到底")
    tmux.keys("y")
    tmux.wait_for("已复制到 tmux")
    assert "A1 一套规划管到底" in tmux("show-buffer")
