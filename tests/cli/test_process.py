"""The program as a process: its entry points, pipes that close, disks that are full, character sets, faults of ours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run
from tests.mini import write_mini

ASSESS = [sys.executable, "-m", "assess"]


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    write_mini(home / "indicators" / "mini")
    return os.environ | {"PYTHONPATH": str(ROOT)}


def test_the_module_and_the_command_are_one_program(environment: dict[str, str], tmp_path: Path) -> None:
    for command in (ASSESS, [sys.executable, "-c", "from assess.cli.main import main; main()"]):
        done = subprocess.run(
            [*command, "score", "nowhere"], capture_output=True, text=True, env=environment, cwd=tmp_path
        )
        assert (done.returncode, done.stdout) == (5, "")
        assert done.stderr.startswith("Error: there is no dossier nowhere")


def test_a_reader_who_leaves_the_pipe_ends_it_in_silence(dossier: Path, environment: dict[str, str]) -> None:
    for verb in (["snapshot", str(dossier)], ["pack", "show", "digital-government"]):
        with subprocess.Popen(
            [*ASSESS, *verb], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=ROOT
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            said = process.stderr.read()
        assert (process.returncode, said) == (0, b""), verb


def test_a_full_disk_behind_the_output_is_a_line(dossier: Path, environment: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*ASSESS, "score", str(dossier)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=ROOT,
        )
    assert done.returncode == 1
    assert done.stderr == "Error: cannot write the output: No space left on device\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gb18030", "utf-8"])
def test_any_character_set_can_show_the_output(run: Run, dossier: Path, encoding: str) -> None:
    for words in (("score", dossier), ("findings", dossier, "--all"), ("open", dossier, "--list")):
        done = run(*words, lang="zh", PYTHONIOENCODING=encoding)
        assert done.out


def test_a_fault_of_ours_is_a_report_and_code_70(run: Run, dossier: Path, home: Path) -> None:
    broken = home / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import assess.cli.results as r\n"
        "def fault(*a, **k): raise RuntimeError('secret of the dossier: 东岭市')\n"
        "r.session_of = fault\n"
    )
    path = os.pathsep.join([str(broken), str(ROOT)])
    done = subprocess.run(
        [*ASSESS, "score", str(dossier)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
        cwd=ROOT,
    )
    assert done.returncode == 70
    assert "Traceback" not in done.stderr
    assert "东岭市" not in done.stderr
    (report,) = (home / "crashes").iterdir()
    assert "RuntimeError" in report.read_text("utf-8")
    assert "东岭市" not in report.read_text("utf-8")


def test_an_interrupt_ends_with_130_and_leaves_no_lock(dossier: Path, environment: dict[str, str]) -> None:
    """Waiting for an answer, the program holds the lock; interrupted, it gives it up."""
    with subprocess.Popen(
        [*ASSESS, "body", "remove", str(dossier), "east"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline().startswith("East: ")
        time.sleep(0.1)
        assert dossier.with_name(dossier.name + ".assess-lock").exists()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert "Aborted." in said
    assert [p.name for p in dossier.parent.iterdir()] == [dossier.name]


def test_measuring_that_is_interrupted_leaves_nothing_behind(environment: dict[str, str], tmp_path: Path) -> None:
    log, scratch = tmp_path / "e.csv", tmp_path / "scratch"
    scratch.mkdir()
    log.write_text("时间,用户\n" + "".join(f"2026-01-01 09:00:00,u{n}\n" for n in range(800_000)), "utf-8")
    process = subprocess.Popen(
        [*ASSESS, "measure", "traces", str(log), "--kind", "events"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment | {"ASSESS_LANG": "en", "TMPDIR": str(scratch)},
        cwd=tmp_path,
        # Where the tests run in the background of a shell, the signal comes to children as one to be ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not any(scratch.iterdir()) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.strip() == "Aborted."
    assert list(scratch.iterdir()) == []
