"""Measuring from inside the app: choose, watch, preview, confirm as one change; cancel and nothing is written."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from assess.base.texts import Lang, same
from assess.base.watch import Step, Watch
from assess.dossier.author import Author
from assess.dossier.edits import AddBody
from assess.measure import job
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.session import create_session
from assess.tui.screens import measuring
from assess.tui.screens.measuring import MeasureScreen
from tests.measure.traces.conftest import EVENTS, TICKETS
from tests.tui.driving import EVERYWHERE, Driver, held, running


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSESS_HOME", str(tmp_path / "home"))
    path = tmp_path / "c.assess"
    pack = load_pack(find_pack("digital-government"))
    with create_session(path, pack, same("Trial"), author=Author(name="t", device="0" * 16)) as session:
        session.apply(AddBody(id="bureau", name=same("Bureau")))
    return path


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    return path


async def choose(app: Driver, path: Path, number: str) -> None:
    """Ask to measure `path` as the sort with this number."""
    await app.press("m")
    await app.type(str(path))
    app.app.screen.query_one("#field-sort").focus()
    await app.settle()
    await app.press(number, "ctrl+s")


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_what_would_be_recorded_is_shown_and_written_when_confirmed(
    dossier: Path, events: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(dossier, lang, size) as app:
        await choose(app, events, "3")
        assert app.sees("还没有写入" if lang == "zh" else "Nothing is written yet")
        assert app.sees("新增" if lang == "zh" else "new")
        assert app.sees("13")
        assert held(dossier).measurements == {}
        await app.press("ctrl+s")
        assert app.bench
        assert app.message is not None
        assert "recorded" in app.message.en
        found = held(dossier)
        assert found.measurements["active_users_30d/measured"].band is not None
        assert "use_funnel" in found.series
        # One change: one undo takes facts and tables back.
        await app.press("u")
    assert (held(dossier).measurements, held(dossier).series) == ({}, {})


async def test_giving_up_the_preview_writes_nothing(dossier: Path, events: Path) -> None:
    async with running(dossier) as app:
        await choose(app, events, "3")
        await app.press("escape")
        assert not isinstance(app.app.screen, MeasureScreen)
    assert held(dossier).measurements == {}


async def test_a_measurement_under_way_shows_how_far_it_is_and_can_be_cancelled(
    dossier: Path, events: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def slowly(order: job.Order, watch: Watch) -> job.Measured:
        with watch.stoppable(ended.set):
            watch.tell(Step(order.paths[0].name, 25, 100, "bytes"))
            begun.set()
            assert ended.wait(10)
            watch.check()
        raise AssertionError("went on after it was stopped")

    monkeypatch.setattr(measuring, "measured", slowly)
    async with running(dossier) as app:
        await app.press("m")
        await app.type(str(events))
        await app.pilot.press("ctrl+s")
        while not begun.is_set():
            await app.pilot.pause(0.01)
        await app.pilot.pause(0.05)
        assert app.sees("events.csv  25 %")
        await app.press("escape")
        assert ended.is_set()
        assert app.message is not None
        assert "cancelled" in app.message.en
        assert not isinstance(app.app.screen, MeasureScreen)
    assert held(dossier).measurements == {}


async def test_a_file_that_is_of_no_use_says_why_and_goes_back(dossier: Path, events: Path) -> None:
    async with running(dossier) as app:
        await choose(app, events, "6")
        assert app.message is not None
        assert "grade" in app.message.en
        assert not isinstance(app.app.screen, MeasureScreen)


async def test_bad_rows_are_counted_and_shown_without_what_they_say(dossier: Path, tmp_path: Path) -> None:
    path = tmp_path / "工单.csv"
    path.write_bytes(TICKETS.encode("gb18030"))
    async with running(dossier, "zh") as app:
        await choose(app, path, "4")
        assert app.sees("不能用的 2 行")
        assert app.sees("2026-02-30")
        assert not app.sees("待定")


async def test_a_file_that_is_not_there_is_not_begun_with(dossier: Path) -> None:
    async with running(dossier) as app:
        await choose(app, Path("nowhere.csv"), "3")
        assert app.sees("There is no such file")


async def test_a_dossier_opened_read_only_is_not_measured_for(dossier: Path) -> None:
    async with running(dossier, readonly=True) as app:
        await app.press("m")
        assert app.message is not None
        assert "read-only" in app.message.en
