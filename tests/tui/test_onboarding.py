"""The first start, the guided tour, and help that knows where one is."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from assess.base.texts import Lang
from assess.packs.model import Pack
from assess.session import create_session
from assess.tui.screens.touring import CARDS, TourScreen
from tests.tui.conftest import TITLE
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


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_an_empty_place_says_what_to_do_next_and_with_which_key(
    tmp_path: Path, pack: Pack, lang: Lang
) -> None:
    create_session(tmp_path / "none.assess", pack, TITLE, period="2026").close()
    told = {
        "bodies": ("按 a 添加第一个", "Press a to add"),
        "C": ("按 a 选要比较的单位", "Press a to choose"),
        "W": ("先作答或导入", "Answer or import first"),
        "J": ("按 R 出报告", "After R"),
        "X": ("assess merge", "assess merge"),
        "Q": ("按 t 或 Q 提问", "Q"),
    }
    async with running(tmp_path / "none.assess", lang, (80, 24)) as app:
        for key, words in told.items():
            if key != "bodies":
                await app.press(key)
            assert app.sees(words[lang == "en"]), (key, app.screen())
            if key != "bodies":
                await app.press("escape")


@pytest.mark.long
async def test_the_tour_leads_from_the_start_screen_through_the_demo_to_its_end_in_both_languages(
    empty: Path,
) -> None:
    async with running(None, "zh", (80, 24)) as app:
        app.patience = 8000
        await app.press("T")
        for _ in range(600):
            if isinstance(app.app.screen, TourScreen):
                break
            await asyncio.sleep(0.1)
            await app.pilot.pause()
        assert isinstance(app.app.screen, TourScreen), app.screen()
        for number, card in enumerate(CARDS, 1):
            for _ in ("zh", "en"):
                assert app.sees(card.title), app.screen()
                assert app.sees(f"{number}/{len(CARDS)}")
                await app.pilot.press("f2")
                await app.pilot.pause()
            await app.pilot.press("enter")
            await app.pilot.pause()
        await app.settle()
        assert not isinstance(app.app.screen, TourScreen)
        assert app.focused_id == "tree"


async def test_quitting_while_a_report_is_written_asks_once_more(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(dossier, "zh") as app:
        monkeypatch.setattr(type(app.app.jobs), "running", property(lambda _: 1))
        await app.press("ctrl+q")
        assert app.app.is_running
        assert app.message is not None
        assert "还有 1 项任务" in app.message.zh
        await app.press("ctrl+q")
        assert not app.app.is_running
