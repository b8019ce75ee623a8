"""What the home screen looks like, and the list of bodies when it is sorted: looked at and approved."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assess.base.texts import Lang, Text
from assess.dossier.edits import AddBody, SetAnswer
from assess.packs.model import Pack
from assess.session import Session, create_session
from assess.tui import campaigns
from assess.tui.app import AssessApp
from tests.tui.driving import LARGE, SMALL, Driver

HOMES: dict[str, tuple[Lang, tuple[int, int], list[str]]] = {
    "home-small-zh": ("zh", SMALL, []),
    "home-wide-en": ("en", LARGE, []),
    "home-first-zh": ("zh", SMALL, []),
}


@pytest.fixture
def here(session: Session, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two dossiers; a third was opened elsewhere, a fourth is gone."""
    session.apply(AddBody(id="hotline", name=Text(zh="12345 热线中心", en="Hotline Centre")))
    session.apply(SetAnswer(body="bureau", indicator="plan", value="bound"))
    session.apply(SetAnswer(body="bureau", indicator="gate", value="no"))
    session.close()
    folder = tmp_path / "here"
    folder.mkdir()
    shutil.move(session.path, folder / "sample.assess")
    health = Text(zh="卫生健康系统数据共享专项评估", en="Data sharing in health")
    create_session(folder / "health.assess", pack, health, period="2025").close()
    water = Text(zh="水务数字化评估", en="Digital water services")
    create_session(tmp_path / "water.assess", pack, water, period="2026").close()
    for n, path in enumerate((folder / "sample.assess", folder / "health.assess", tmp_path / "water.assess")):
        os.utime(path, (1767225600 - n * 86400,) * 2)
    campaigns.note_opened(str(tmp_path / "water.assess"), "2025-12-20T08:00:00.000Z")
    campaigns.note_opened(str(tmp_path / "gone.assess"), "2025-12-01T08:00:00.000Z")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    return folder


def test_the_bodies_in_another_order_are_those_approved(here: Path, snap_compare: Callable[..., bool]) -> None:
    app = AssessApp(here / "sample.assess", lang="zh")
    app.blinks = False

    async def go(pilot: Any) -> None:
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press("s", "s")
        await driver.settle()

    try:
        assert snap_compare(app, terminal_size=SMALL, run_before=go)
    finally:
        app.saver.finish()


@pytest.mark.parametrize("name", HOMES)
def test_the_home_screen_is_the_one_approved(here: Path, name: str, snap_compare: Callable[..., bool]) -> None:
    lang, size, keys = HOMES[name]
    if "first" in name:
        campaigns.file().unlink()
        for path in here.iterdir():
            path.unlink()
    app = AssessApp(None, lang=lang)
    app.blinks = False

    async def go(pilot: Any) -> None:
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press(*keys)
        await driver.settle()

    try:
        assert snap_compare(app, terminal_size=size, run_before=go)
    finally:
        app.saver.finish()
