"""Progress with rates: what it says, and that programs are not bothered with it."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from assess.base.watch import Step
from assess.cli.rates import words
from tests.cli.conftest import ROOT, Run
from tests.measure.traces.conftest import EVENTS


@pytest.mark.parametrize(
    ("step", "seconds", "said"),
    [
        (Step("log.csv", 50e6, 100e6, "bytes"), 0.25, "log.csv  50 %  200 MB/s"),
        (Step("opendata.example", 1500, 6000, "entries"), 3, "opendata.example  25 %  1,500 entries, 500/s"),
        (Step("opendata.example", 1500, 0, "entries"), 0, "opendata.example  1,500 entries, 0/s"),
        (Step("use_gini", 3, 30, "metrics"), 1, "metric 3/30  use_gini"),
    ],
)
def test_how_far_and_how_fast(step: Step, seconds: float, said: str) -> None:
    assert words(step, seconds) == said


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    return path


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_pipe_gets_no_progress(run: Run, events: Path, more: tuple[str, ...]) -> None:
    assert run("measure", "traces", events, "--kind", "events", *more).err == ""


def test_a_terminal_sees_progress_and_a_clean_line_after_it(events: Path, home: Path) -> None:
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "assess", "measure", "traces", str(events), "--kind", "events"]
    env = os.environ | {"PYTHONPATH": str(ROOT), "ASSESS_LANG": "en", "ASSESS_HOME": str(home)}
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=theirs, env=env, cwd=ROOT, check=True)
    os.close(theirs)
    seen = os.read(ours, 65536).decode()
    os.close(ours)
    lines = seen.split("\r\x1b[K")
    assert any(line.startswith("events.csv  100 %") for line in lines)
    assert any(line.startswith("metric ") for line in lines)
    assert lines[-1] == ""
    assert b"\x1b" not in done.stdout
