"""Jobs: measuring and reports in the background, how far they are, how they ended, and stopping them."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from assess.base.errors import InputError
from assess.base.texts import Lang, same
from assess.base.watch import Step, Stopped, Watch
from assess.session import Session
from assess.tui.jobs import Job, Jobs
from assess.tui.opening import open_outside, opener
from assess.tui.reporting import pages
from assess.tui.screens import measuring
from assess.tui.screens.jobs import clock
from assess.tui.screens.measuring import MeasureScreen
from tests.measure.traces.conftest import EVENTS

from .driving import EVERYWHERE, held, running
from .test_measuring import choose, dossier

__all__ = ["dossier"]


class Here:
    """Jobs carried out when the test says so, on its own thread."""

    def __init__(self) -> None:
        self.waiting: list[Any] = []
        self.jobs = Jobs(lambda *job: self.waiting.append(job), lambda message: None, lambda: "08:00:00")

    def finish(self) -> None:
        """Carry out the oldest."""
        work, then, otherwise = self.waiting.pop(0)
        try:
            then(work())
        except InputError as error:
            otherwise(error)


def test_a_job_tells_how_it_ended_and_ended_ones_are_forgotten() -> None:
    here, ends = Here(), []

    def fail(_: Watch) -> None:
        raise InputError(same("no such thing"))

    good = here.jobs.start(same("good"), "", lambda watch: 7, lambda job: ends.append(job.outcome), ends.append)
    bad = here.jobs.start(same("bad"), "", fail, ends.append, lambda error: ends.append(error.message.en))
    assert (here.jobs.running, [j.state for j in here.jobs.all]) == (2, ["running", "running"])
    here.finish()
    here.finish()
    assert (good.state, good.share, bad.state, bad.said, ends) == (
        "done", 1.0, "failed", same("no such thing"), [7, "no such thing"],
    )  # fmt: skip
    here.jobs.forget_ended()
    assert here.jobs.all == []


def test_a_job_without_a_known_whole_has_no_share() -> None:
    job = Job(1, same("x"), "", "")
    assert job.share is None
    job.step = Step("x", 5, 0, "bytes")
    assert job.share is None
    job.step = Step("x", 5, 20, "bytes")
    assert job.share == 0.25


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_measuring_goes_on_in_the_background_and_is_recorded_from_the_jobs(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang, size: tuple[int, int]
) -> None:
    go, real = threading.Event(), measuring._job

    def slow(*args: Any) -> Any:
        args[-1].tell(Step("events.csv", 1, 4, "bytes"))
        go.wait(10)
        return real(*args)

    monkeypatch.setattr(measuring, "_job", slow)
    events = tmp_path / "events.csv"
    events.write_text(EVENTS, "utf-8")
    async with running(dossier, lang, size) as app:
        # The saver is not idle while the job runs: no waiting for it here.
        app.patience = 20
        await choose(app, events, "3")
        await app.press("b", "J")
        assert app.sees("25%")
        assert app.sees("进行中" if lang == "zh" else "running")
        go.set()
        app.patience = 400
        await app.settle()
        assert app.sees("完成" if lang == "zh" else "done")
        assert held(dossier).measurements == {}
        await app.press("enter")
        assert isinstance(app.app.screen, MeasureScreen)
        await app.press("ctrl+s")
        assert app.sees("已登记" if lang == "zh" else "items recorded")
    assert held(dossier).measurements


async def test_a_running_job_is_stopped_and_writes_nothing(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_order: Any, _campaign: str, watch: Watch) -> Any:
        while True:
            watch.check()
            threading.Event().wait(0.01)

    monkeypatch.setattr(measuring, "_job", endless)
    events = tmp_path / "events.csv"
    events.write_text(EVENTS, "utf-8")
    async with running(dossier) as app:
        app.patience = 20
        await choose(app, events, "3")
        await app.press("b", "J", "x")
        app.patience = 400
        await app.settle()
        assert app.sees("stopped")
        await app.press("c")
        assert app.sees("No jobs yet")


async def test_a_report_is_a_job_that_says_where_it_is(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("R", "J")
        assert app.sees("Report: Bureau")
        assert app.sees("Result: ")
        assert app.sees("-report/bureau.zh.html")


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE[:2] + EVERYWHERE[2:3])
async def test_a_report_is_written_again_opened_and_its_path_copied(
    dossier: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang, size: tuple[int, int]
) -> None:
    zh = lang == "zh"
    handed: list[Path] = []
    monkeypatch.setattr("assess.tui.screens.jobs.open_outside", lambda path: not handed.append(path))  # type: ignore[func-returns-value]
    async with running(dossier, lang, size) as app:
        await app.press("R", "J")
        page = dossier.parent / f"{dossier.stem}-report" / "bureau.zh.html"
        assert app.sees("用时" if zh else "took 0:0")
        assert app.sees(str(page))
        written = page.stat().st_mtime_ns
        await app.press("y")
        assert app.app.clipboard == str(page)
        await app.press("o")
        assert handed == [page]
        await app.press("r")
        assert len(app.app.jobs.all) == 2
        assert page.stat().st_mtime_ns > written
        assert sorted(p.name for p in dossier.parent.iterdir() if "report" in p.name) == [page.parent.name]


def test_a_report_that_is_stopped_leaves_the_folder_as_it_was(session: Session, tmp_path: Path) -> None:
    snapshot = session.snapshot()
    out = tmp_path / "reports"
    stopped = Watch(lambda step: stopped.stop())
    with pytest.raises(Stopped):
        pages(snapshot, out, None, stopped)
    at_once = Watch()
    at_once.stop()
    with pytest.raises(Stopped):
        pages(snapshot, out, "bureau", at_once)
    assert list(tmp_path.glob("*report*")) == []
    assert list(tmp_path.glob(".*part")) == []
    out.mkdir()
    (out / "index.html").write_text("old")
    (out / "mine.txt").write_text("mine")
    assert pages(snapshot, out, None) == out / "index.html"
    assert (out / "index.html").read_text() != "old"
    assert (out / "mine.txt").read_text() == "mine"


def test_a_job_tells_how_long_it_took() -> None:
    now = iter((10.0, 72.5, 135.0))
    job = Job(1, same("x"), "", "", lambda: next(now))
    assert clock(job.seconds) == "1:02"
    job.end("stopped")
    assert (clock(job.seconds), job.result, clock(3723)) == ("2:05", None, "1:02:03")


def test_no_window_is_opened_where_there_is_no_desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    assert opener() is None
    assert not open_outside(tmp_path)
    monkeypatch.setenv("DISPLAY", ":0")
    assert opener() == ["xdg-open"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not open_outside(tmp_path)
    monkeypatch.setenv("SSH_CONNECTION", "x")
    assert opener() is None
