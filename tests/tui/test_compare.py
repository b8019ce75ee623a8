"""Comparing: bodies side by side in bands, what surely lies above marked, and a body beside its earlier self."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assess.base.band import Band
from assess.base.texts import Lang, Text
from assess.dossier.edits import AddBody, SetAnswer
from assess.session import Session, open_session
from assess.snapshot import to_json
from assess.tui.beside import _above

from .driving import EVERYWHERE, LARGE, SMALL, running


@pytest.fixture
def three(session: Session) -> Path:
    """Three bodies; the bureau has a plan that binds, the hotline none."""
    for name in ("archive", "hotline"):
        session.apply(AddBody(id=name, name=Text(zh=f"单位 {name}", en=name.title())))
    session.apply(SetAnswer(body="bureau", indicator="plan", value="bound"))
    session.apply(SetAnswer(body="hotline", indicator="plan", value="none"))
    session.close()
    return session.path


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_bodies_stand_side_by_side_and_layers_open_to_their_indicators(
    three: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(three, lang, size) as app:
        await app.press("g", "j", "C")
        await app.type("hotline")
        await app.press("enter")
        assert app.sees("单位 hotline" if lang == "zh" else "Hotline")
        await app.press("g", "j", "enter", "j")
        assert app.sees("A1 一套规划管到底" if lang == "zh" else "A1 One plan")
        assert app.sees("● 100")
        await app.press("a")
        await app.type("archive")
        await app.press("enter")
        assert app.sees("单位 archive" if lang == "zh" else "Archive")
        # Of the archive nothing is known: its plan may be worth all as well, so none is surely above.
        assert not app.sees("● 100")
        await app.press("delete")
        assert app.sees("● 100")
        await app.press("escape")
        assert app.focused_id == "bodies"


@pytest.mark.parametrize(("kind", "size"), [("dossier", SMALL), ("snapshot", LARGE)])
async def test_a_body_is_put_beside_itself_in_an_earlier_dossier(
    three: Path, tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    then = tmp_path / "then.assess"
    shutil.copy(three, then)
    with open_session(then) as session:
        session.apply(SetAnswer(body="bureau", indicator="plan", value="none"))
        if kind == "snapshot":
            (tmp_path / "then.json").write_bytes(to_json(session.snapshot()))
            then = tmp_path / "then.json"
    async with running(three, "en", size) as app:
        await app.press("g", "j", "C", "escape", "o")
        await app.type(str(then))
        await app.press("ctrl+s", "g", "j", "enter")
        assert app.sees("Data Bureau 2026")
        assert app.sees("● 100")


async def test_a_file_that_is_nothing_to_compare_with_is_refused(three: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    async with running(three) as app:
        await app.press("g", "j", "C", "escape", "o")
        await app.type(str(tmp_path / "x.json"))
        await app.press("ctrl+s")
        assert app.message is not None
        assert "x.json" in app.message.en


def test_a_band_lies_above_others_only_where_it_touches_none() -> None:
    high, low, wide = Band(60.0, 80.0), Band(10.0, 20.0), Band(0.0, 60.0)
    assert _above(high, [high, low])
    assert not _above(high, [high, low, wide])
    assert not _above(low, [high, low])
