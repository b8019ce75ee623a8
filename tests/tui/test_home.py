"""The home screen: campaigns at hand with their progress, what is remembered of them, and coming back to one's place."""

from __future__ import annotations

import contextlib
import importlib.util
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from assess.base.clock import utc_now
from assess.base.errors import StoreError
from assess.base.texts import Lang, Text
from assess.dossier.edits import AddBody, SetAnswer
from assess.dossier.lock import WriterLock
from assess.dossier.store import Store
from assess.packs.model import Pack
from assess.session import Session, create_session, open_session
from assess.tui import campaigns, cards
from assess.tui.campaigns import Known
from assess.tui.cards import Reading
from assess.tui.screens.start import StartScreen
from tests.tui.driving import EVERYWHERE, LARGE, SMALL, held, running


@pytest.fixture
def here(session: Session, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a dossier of two bodies; another lies elsewhere and was opened before."""
    session.apply(AddBody(id="hotline", name=Text(zh="热线中心", en="Hotline Centre")))
    session.apply(SetAnswer(body="bureau", indicator="plan", value="bound"))
    session.close()
    folder = tmp_path / "here"
    folder.mkdir()
    shutil.move(session.path, folder / "city.assess")
    title = Text(zh="卫生数据共享", en="Health data sharing")
    create_session(tmp_path / "health.assess", pack, title, period="2025").close()
    campaigns.note_opened(str(tmp_path / "health.assess"), utc_now())
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_each_campaign_at_hand_is_shown_with_its_progress_and_the_page_about_it(
    here: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(None, lang, size) as app:
        zh = lang == "zh"
        for words in ("示例市评估", "卫生数据共享") if zh else ("Sample City", "Health data sharing"):
            assert app.sees(words)
        rows = app.app.screen.query_one("#dossiers")
        rows.go(str(here / "city.assess"))  # type: ignore[attr-defined]
        await app.settle()
        # One claim of all indicators of two bodies; it waits to be verified.
        assert app.sees("待核实的自报 1" if zh else "claims to verify: 1")
        assert app.sees("1.0.0 · 2026")
        assert app.sees("city.assess")
        if size == LARGE:
            assert app.sees("各层已答" if zh else "Answered by layer")
            assert app.sees("最近改动" if zh else "Last changes")
        await app.press("slash")
        await app.type("wssj")
        await app.settle()
        assert not app.sees("示例市评估" if zh else "Sample City")
        await app.press("enter", "escape")
        assert app.sees("卫生数据共享" if zh else "Health data sharing")


async def test_what_is_gone_or_held_by_another_is_said_and_what_is_gone_is_taken_off(here: Path) -> None:
    gone = str(here.parent / "gone.assess")
    campaigns.note_opened(gone, "2020-01-01T00:00:00.000Z")
    lock = WriterLock(here / "city.assess")
    lock.take("Han Meimei")
    try:
        async with running(None, "en", SMALL) as app:
            assert app.sees("the file is gone")
            assert app.sees("in use")
            rows = app.app.screen.query_one("#dossiers")
            rows.go(str(here / "city.assess"))  # type: ignore[attr-defined]
            await app.press("delete")
            assert app.sees("so stays listed")
            rows.go(gone)  # type: ignore[attr-defined]
            await app.press("enter")
            assert isinstance(app.app.screen, StartScreen)
            await app.press("delete")
            assert not app.sees("the file is gone")
    finally:
        lock.release()
    assert gone not in campaigns.load()


async def test_opening_a_campaign_again_leads_to_the_body_and_indicator_last_in_hand(here: Path) -> None:
    path = here / "city.assess"
    async with running(path) as app:
        await app.press("j", "enter", "G", "k")
        body, line = app.bench.body, app.bench.key
        await app.press("ctrl+q")
    async with running(path) as app:
        assert (app.bench.body, app.bench.key) == (body, line)
        await app.press("escape")
        assert app.app.screen.query_one("#bodies").key == body  # type: ignore[attr-defined]
        await app.press("ctrl+q")
    async with running(path) as app:
        assert app.app.screen.query_one("#bodies").key == body  # type: ignore[attr-defined]


async def test_a_place_that_is_gone_is_not_returned_to(here: Path) -> None:
    from assess.tui import settings

    with open_session(here / "city.assess", readonly=True) as session:
        kept = settings.load()
        kept.keep_spot(session.campaign.id, settings.Spot("nobody", "indicator/plan"))
        settings.save(kept)
    async with running(here / "city.assess") as app:
        assert app.app.screen.query_one("#bodies").key == "bureau"  # type: ignore[attr-defined]


async def test_a_server_that_does_not_answer_leaves_the_rest_readable(here: Path) -> None:
    address = "postgresql:/li@127.0.0.1:1/assess?campaign=health"
    campaigns.note_opened(address, "2020-01-01T00:00:00.000Z")
    campaigns.note_opened("postgresql:/li:s3cret@127.0.0.1/assess", "2020-01-01T00:00:00.000Z")
    async with running(None, "en") as app:
        assert app.sees("health (127.0.0.1)")
        assert app.sees("cannot be read now")
        assert "s3cret" not in app.screen()
        rows = app.app.screen.query_one("#dossiers")
        rows.go(address)  # type: ignore[attr-defined]
        await app.settle()
        # The way out is another where the library that talks to servers is not installed.
        there = importlib.util.find_spec("psycopg") is not None
        assert app.sees("Check address" if there else "pip install")
        await app.press("a")
        await app.type("postgresql://li:s3cret@127.0.0.1/assess")
        await app.press("ctrl+s")
        assert app.sees("must not hold a password")
        await app.press("ctrl+u")
        await app.type("city.assess")
        await app.press("ctrl+s")
        assert app.sees("begins with postgresql://")


def test_a_card_says_what_was_done_last_and_how_far_each_layer_is(here: Path, pack: Pack) -> None:
    card = Reading().card(here / "city.assess")
    assert (card.bodies, card.answered, card.of) == (2, 1, 2 * len(pack.indicators))
    assert sum(layer.answered for layer in card.layers) == 1
    assert sum(layer.of for layer in card.layers) == card.of
    assert [deed.label.en for deed in card.deeds][-1] == "Start campaign"
    assert "R1" in card.deeds[0].label.en or "plan" in card.deeds[0].label.en.casefold()


def test_leaving_does_not_wait_for_a_count_that_takes_long(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def endless(store: Store) -> object:
        with store._reading() as connection:
            begun.set()
            forever = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"
            return connection.exec_driver_sql(forever).scalar_one()

    monkeypatch.setattr(Store, "tally", endless)
    with ThreadPoolExecutor(1) as pool:
        counting = pool.submit(cards.counted, here / "city.assess")
        assert begun.wait(30)
        while not counting.done():
            cards.stop_reading()
        assert isinstance(counting.exception(), StoreError)
    cards.stop_reading()


def test_what_a_newer_program_remembers_is_left_alone_and_a_damaged_file_is_begun_anew() -> None:
    newer = b'{"version": 99, "campaigns": {"x": {"opened": "2026"}}}'
    campaigns.file().parent.mkdir(parents=True, exist_ok=True)
    campaigns.file().write_bytes(newer)
    assert campaigns.load() == {}
    campaigns.note_opened("a", "2026")
    assert campaigns.file().read_bytes() == newer
    campaigns.file().write_bytes(b"{")
    campaigns.note_opened("a", "2026")
    assert campaigns.load() == {"a": Known(opened="2026")}
    assert campaigns.file().stat().st_mode & 0o077 == 0
    campaigns.forget("a")
    assert campaigns.load() == {}


def test_a_card_is_kept_as_it_was_read(here: Path) -> None:
    card = Reading().card(here / "city.assess")
    campaigns.note_card("city", "1.2", card)
    assert campaigns.load()["city"] == Known(opened="", stamp="1.2", card=card)
    campaigns.note_opened("city", "2026")
    assert campaigns.load()["city"] == msgspec.structs.replace(Known(stamp="1.2", card=card), opened="2026")


def test_notes_made_on_several_threads_at_once_are_all_kept() -> None:
    names = [f"/campaigns/{n}" for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: campaigns.note_opened(name, "2026"), names))
    assert sorted(campaigns.load()) == sorted(names)
    assert not [*campaigns.file().parent.glob("*.part")]


async def test_a_file_in_the_folder_that_holds_nonsense_is_named_and_the_rest_can_be_opened(here: Path) -> None:
    shutil.copy(here / "city.assess", here / "odd.assess")
    with contextlib.closing(sqlite3.connect(here / "odd.assess")) as connection:
        connection.execute("UPDATE events SET act = 'unheard of'")
        connection.commit()
    async with running(None, "en") as app:
        app.app.screen.query_one("#dossiers").go(str(here / "odd.assess"))  # type: ignore[attr-defined]
        await app.settle()
        assert app.sees("what it holds makes no sense")
        assert app.sees("Sample City")


async def test_an_action_that_takes_itself_back_and_a_voice_that_does_not_exist_are_told_as_they_stand(
    here: Path,
) -> None:
    with contextlib.closing(sqlite3.connect(here / "city.assess")) as connection:
        connection.execute("UPDATE events SET act = 'undo', target = batch")
        connection.execute("UPDATE events SET slot = replace(slot, '/claimed', '/nobody')")
        connection.commit()
    with open_session(here / "city.assess", readonly=True) as session:
        assert any("nobody" in entry.label.en for entry in session.history())
    async with running(None, "en") as app:
        assert app.sees("Sample City")


async def test_leaving_a_campaign_while_its_bodies_are_worked_out_leads_home(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assess.tui.screens import bodysums

    go_on, begun = threading.Event(), threading.Event()

    def slow(session: Session, bodies: list[str]) -> dict[str, object]:
        begun.set()
        assert go_on.wait(30)
        # One at a time: the others are asked for once this is there.
        return summaries(session, bodies[:1])

    summaries = bodysums.summaries
    monkeypatch.setattr(bodysums, "summaries", slow)
    async with running(None) as app:
        app.app.open_dossier(here / "city.assess")
        while not begun.is_set():
            await app.pilot.pause()
        app.app.leave_campaign()
        go_on.set()
        await app.settle()
        assert isinstance(app.app.screen, StartScreen)
        assert app.app.fault is None


async def test_what_a_full_disk_refused_is_warned_of_and_never_written_to_the_next_campaign(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_session(tmp_path / "health.assess") as other:
        other.apply(AddBody(id="bureau", name=Text(zh="同名", en="Of the same id")))

    def full(*_: object, **__: object) -> None:
        raise StoreError(Text(zh="磁盘已满", en="the disk is full"))

    async with running(None) as app:
        app.app.open_dossier(here / "city.assess")
        await app.settle()
        with monkeypatch.context() as within:
            within.setattr(Session, "apply", full)
            app.app.write(SetAnswer("bureau", "gate", "no"), body="bureau", then=lambda _: None)
            await app.settle()
            await app.press("escape")
            assert app.sees("could not be saved")
            assert not isinstance(app.app.screen, StartScreen)
            await app.press("escape")
            assert isinstance(app.app.screen, StartScreen)
        app.app.open_dossier(tmp_path / "health.assess")
        await app.settle()
        await app.press("a", "escape", "ctrl+q")
    assert held(tmp_path / "health.assess").answers == {}
