"""A whole assessment of one city by keyboard, in Chinese, at 80 by 24, over a slow line in tmux.

Keys are sent without a look at the screen, as fast as they can be typed: 38,400 baud, 150 ms late each way, in pieces
that cut characters and escape sequences in two. What counts is what the dossier and the report hold in the end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assess.packs.find import available_packs
from assess.session import open_session
from tests.tui import slowline
from tests.tui.test_tmux import Tmux

pytestmark = [pytest.mark.pty, pytest.mark.long]

COMMENT = "第一段：规划已印发，采购仍各管各的。\n\n第二段：附三份比对记录，\n  其中一份被退回。"
MOST_BYTES = 160_000
"""What both sittings may send down the line; painting everything anew at every key takes four times as much."""


class Sitting(Tmux):
    """One person at the slow line."""

    def __init__(self, who: str, folder: Path) -> None:
        super().__init__(f"socket-{who}", folder.parent)
        self.counts = folder.parent / f"counts-{who}"
        kept = [f"{k}={os.environ[k]}" for k in ("ASSESS_HOME", "PYTHONPATH") if k in os.environ]
        app = ["env", *kept, f"LOGNAME={who}", "LANG=C.UTF-8", "ASSESS_LANG=zh", sys.executable, "-m", "assess"]
        line = [sys.executable, str(Path(slowline.__file__)), "38400", "0.15", str(self.counts), *app]
        self("new-session", "-d", "-s", "app", "-x", "80", "-y", "24", "-c", str(folder), *line)

    def do(self, *steps: str) -> None:
        """Text is typed; what stands in angle brackets is pressed: "<Tab>"."""
        for step in steps:
            if step.startswith("<"):
                self.keys(*step.strip("<>").split())
            else:
                self.type(step)

    def paste(self, text: str) -> None:
        """Paste as a terminal does that marks where a paste begins and ends."""
        self("set-buffer", text)
        self("paste-buffer", "-p", "-t", "app")

    def leave(self, seconds: float = 90) -> tuple[int, int]:
        """Quit and wait for the end; gives the bytes passed up and down."""
        self.keys("C-q")
        until = time.monotonic() + seconds
        while not self.counts.exists():
            assert time.monotonic() < until, f"did not end; the screen is\n{self.screen()}"
            time.sleep(0.1)
        up, down = self.counts.read_text(encoding="ascii").split()
        return int(up), int(down)


@contextmanager
def sitting(who: str, folder: Path) -> Iterator[Sitting]:
    """The program started in `folder` by `who`."""
    there = Sitting(who, folder)
    try:
        yield there
    finally:
        command = ["tmux", "-S", str(folder.parent / f"socket-{who}"), "kill-server"]
        subprocess.run(command, capture_output=True, check=False)


def test_one_city_is_assessed_verified_and_reported_without_a_look_at_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(slowline.__file__).parents[2]
    monkeypatch.setenv("PYTHONPATH", str(root))
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "规划.txt").write_text("规划文本", encoding="utf-8")
    after = sum(name > "small" for name, _ in available_packs())
    with sitting("li", folder) as clerk:
        clerk.wait_for("第一次使用")
        clerk.do("n宁江市2026年评估", "<Tab Tab Tab Tab Tab>", "G" + "k" * after, "<Space C-s>")
        clerk.do("a宁江市", "<Tab Tab>", "2", "<C-s Enter Enter>")
        # One of several, with a comment that is pasted and a link.
        clerk.do("2c")
        clerk.paste(COMMENT)
        clerk.do("<Escape>", "ehttps://example.org/plan", "<Tab>", "规划网页", "<C-s>")
        # Yes or no with a file; not known; several; a share and a number in full width; not applicable.
        clerk.do("n", "<Enter>", "2a规划.txt", "<C-s>", "ndn13n", "４５．５％", "<C-n>", "２５", "<C-n Escape>")
        clerk.do("x没有可举的事", "<C-s>")
        # The finding that follows is put to the body, which replies.
        clerk.do("Fp", "<C-s>", "r正在合并入口", "<C-s Escape>")
        clerk.wait_for("已答 7/7", 90)
        _, first = clerk.leave()
    with sitting("wang", folder) as verifier:
        verifier.wait_for("宁江市2026年评估")
        verifier.do("<Enter C-p>", "a1", "<Enter>", "Ve+e2c已核对原件", "<C-n>", "e+e2", "<Escape>", "R")
        verifier.wait_for("报告", 90)
        pages = folder / "assessment-2026-report"
        until = time.monotonic() + 60
        while len([*pages.glob("*.html")]) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        _, second = verifier.leave()
    _check(next(folder.glob("*.assess")))
    assert "宁江市" in (pages / "b1.zh.html").read_text(encoding="utf-8")
    assert first + second < MOST_BYTES


def _check(dossier: Path) -> None:
    """What was typed is what the dossier holds, each by whoever typed it."""
    with open_session(dossier, readonly=True) as session:
        state, authors = session.state("b1"), {e.author for e in session.history(None, 100)}
        case = next(f.case for f in session.result("b1").findings if f.rule == "many_apps")
        assert state.body.name.zh == "宁江市"
    given = {(a.indicator, a.voice): (a.state, a.value, a.comment) for a in state.answers.values()}
    assert given == {
        ("plan", "claimed"): ("answered", "paper", COMMENT),
        ("gate", "claimed"): ("answered", "yes", ""),
        ("gate_report", "claimed"): ("answered", "dk", ""),
        ("duties", "claimed"): ("answered", ("collect", "supervise"), ""),
        ("done_online", "claimed"): ("answered", 0.455, ""),
        ("apps_count", "claimed"): ("answered", 25.0, ""),
        ("story", "claimed"): ("not-applicable", None, "没有可举的事"),
        ("plan", "verified"): ("answered", "paper", "已核对原件"),
        ("gate", "verified"): ("answered", "yes", ""),
    }
    pieces = {e.title: (e.indicator, e.status) for held in state.evidence.values() for e in held}
    assert pieces == {"规划网页": ("plan", "accepted"), "规划.txt": ("gate", "accepted")}
    assert authors == {"li", "wang"}
    assert case.state == "explained"
