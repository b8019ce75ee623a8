"""The first start, the guided tour, and help that knows where one is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assess.base.texts import Lang
from assess.tui.screens.touring import CARDS, TourScreen
from tests.tui.driving import EVERYWHERE, Driver, running


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_the_first_start_offers_a_new_assessment_a_file_the_demo_and_the_tour(
    empty: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(None, lang, size) as app:
        for words in (("新建一份评估卷宗", "打开别处的", "演示卷宗", "第一次使用"),
                      ("begin a new dossier", "lies elsewhere", "Open a demo dossier", "Your first time"))[lang == "en"]:  # fmt: skip
            assert app.sees(words)
        await app.press("down", "enter")
        assert app.sees("打开评估卷宗" if lang == "zh" else "Open a dossier")


async def test_a_dossier_that_lies_elsewhere_is_opened_read_only_by_its_path(empty: Path, dossier: Path) -> None:
    shutil.copy(dossier, empty.parent / "elsewhere.assess")
    async with running(None) as app:
        await app.press("o", "ctrl+u")
        await app.type(str(empty.parent / "elsewhere.assess"))
        await app.press("tab", "2", "ctrl+s")
        await app.settle()
        assert app.bench.body == "bureau"
        assert app.app.status == "readonly"
        await app.press("g", "j", "j", "2")
        assert app.bench.view is not None
        assert app.bench.view.state.answer("plan", "claimed") is None


async def _cards(app: Driver) -> None:
    for number, card in enumerate(CARDS, 1):
        assert app.sees(card.title)
        assert app.sees(f"{number}/{len(CARDS)}")
        assert "{" not in app.screen().replace("{}", "")
        await app.press("enter")


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE[:2] + EVERYWHERE[2:3])
async def test_the_tour_shows_every_card_and_leaves_one_in_the_tree(
    dossier: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(dossier, lang, size) as app:
        await app.press("T")
        assert isinstance(app.app.screen, TourScreen)
        await app.press("enter", "left")
        await _cards(app)
        assert not isinstance(app.app.screen, TourScreen)
        assert app.focused_id == "tree"
        assert app.bench.has_class("-at-tree")


async def test_the_tour_names_the_keys_in_use(dossier: Path) -> None:
    from assess.base.resources import home

    home().mkdir(parents=True, exist_ok=True)
    (home() / "keys.toml").write_text('[keys]\nnext_open = "ctrl+t"\n', encoding="utf-8")
    async with running(dossier) as app:
        await app.press("T", "enter")
        assert app.sees("^t goes to the next indicator")
        await app.press("escape")
        assert not isinstance(app.app.screen, TourScreen)


async def test_help_says_what_the_cursor_is_on(dossier: Path) -> None:
    async with running(dossier) as app:
        await app.press("question_mark")
        assert app.sees("You are in the tree")
        await app.press("escape", "g", "j", "j", "c", "f1")
        assert app.sees("You are in the comment")
