"""Finding a line in every list, moving in it as in vi, and the palette wherever one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.texts import Text
from assess.dossier.edits import AddBody, RecordFact
from assess.session import Session
from assess.tui.screens.compare import CompareScreen
from assess.tui.screens.findings import FindingsScreen
from assess.tui.screens.helping import HelpScreen
from assess.tui.screens.verify import VerifyScreen
from assess.tui.screens.workbench import Workbench
from assess.tui.widgets.rows import RowList
from assess.tui.widgets.search import SearchBar
from assess.tui.widgets.sliders import Sliders
from tests.tui.driving import SMALL, Driver, running


@pytest.fixture
def two(session: Session) -> Path:
    """A closed dossier with two bodies and a finding."""
    session.apply(AddBody(id="hotline", name=Text(zh="12345 热线中心", en="Hotline Centre")))
    for body in ("bureau", "hotline"):
        session.apply(
            RecordFact(body=body, fact="displayed", value=213), RecordFact(body=body, fact="effective", value=91)
        )
    session.close()
    return session.path


def listed(app: Driver) -> RowList:
    """The list of the place on top."""
    return next(rows for rows in app.app.screen.query(RowList) if not isinstance(rows, Sliders))


async def find(app: Driver, words: str, count: str) -> None:
    """Look for `words` in the list of this place and stay with what is found."""
    await app.press("slash")
    await app.type(words)
    await app.settle()
    assert app.sees(count), app.screen()
    await app.press("enter")
    assert listed(app).has_focus


async def moves(app: Driver) -> None:
    """The keys of vi go through the list of this place."""
    rows = listed(app)
    rows.focus()
    stops = [n for n, row in enumerate(rows.rows) if row.key]
    for key, at in (("G", -1), ("k", -2), ("j", -1), ("g", 0), ("ctrl+d", -1), ("ctrl+u", 0)):
        await app.press(key)
        assert rows.cursor == stops[max(at, -len(stops))], (key, app.screen())


@pytest.mark.parametrize("size", [SMALL, (120, 40)])
async def test_every_list_is_searched_and_moved_in_alike(two: Path, size: tuple[int, int]) -> None:
    async with running(two, "zh", size) as app:
        await moves(app)
        await app.press("slash")
        await app.type("rxzx")
        await app.settle()
        assert app.sees("显示 1/2")
        assert listed(app).key == "hotline"
        await app.press("escape", "g", "enter", "F")
        assert isinstance(app.app.screen, FindingsScreen)
        await moves(app)
        await find(app, "gzyy", "1/1")
        assert "工作应用过多" in str(listed(app).rows[listed(app).cursor])
        # A word in both lines; n goes round, and Escape in the search goes back to where one was.
        await app.press("g", "slash")
        await app.type("o")
        await app.settle()
        assert app.sees("没有相符的行")
        await app.press("escape", "n")
        assert app.message is not None
        assert "“gzyy” 1/1" in app.message.zh
        assert "工作应用过多" in str(listed(app).rows[listed(app).cursor])
        await app.press("h")
        assert isinstance(app.app.screen, Workbench)
        await app.press("H")
        await moves(app)
        await find(app, "登记单位", "改动记录 1/2")
        await app.press("n")
        assert app.message is not None
        assert app.message.zh == "登记单位 1/1"
        await app.press("escape", "left", "J", "slash")
        await app.type("x")
        await app.settle()
        assert app.sees("没有相符的行")
        await app.press("escape", "escape", "W", "slash")
        assert app.app.screen.query_one(SearchBar).line.has_focus
        await app.type("rx")
        await app.settle()
        assert app.sees("1/1")
        await app.press("enter", "escape", "question_mark")
        assert isinstance(app.app.screen, HelpScreen)
        await app.press("slash")
        await app.type("退回")
        await app.settle()
        assert app.sees("到下一个被退回的指标")
        assert not app.sees("附上一个文件")
        await app.press("escape", "G", "g", "escape")
        assert isinstance(app.app.screen, Workbench)


async def palette(app: Driver, words: str) -> None:
    """Go to what `words` name."""
    await app.press("ctrl+p")
    await app.type(words)
    await app.settle()
    await app.press("enter")
    await app.settle()


async def test_the_palette_goes_where_one_wants_and_stays_where_that_makes_sense(two: Path) -> None:
    async with running(two, "zh") as app:
        # From the list of bodies into the one under the cursor.
        await palette(app, "b1")
        assert app.bench.body == "bureau"
        assert app.bench.key == "indicator/done_online"
        await app.press("escape", "V")
        await palette(app, "zzxm")
        verify = app.app.screen
        assert isinstance(verify, VerifyScreen)
        assert verify.indicator is not None
        assert verify.indicator.id == "duties"
        await palette(app, "rxzx")
        verify = app.app.screen
        assert isinstance(verify, VerifyScreen)
        assert verify.view.state.body.id == "hotline"
        await app.press("escape", "C", "escape")
        compare = app.app.screen
        assert isinstance(compare, CompareScreen)
        await palette(app, "dsjj")
        assert [c.key for c in compare._columns] == ["hotline", "bureau"]
        await palette(app, "b1")
        assert app.app.screen is compare
        assert listed(app).key == "indicator/done_online"
        await app.press("escape", "H")
        await palette(app, "gzyygd")
        assert isinstance(app.app.screen, FindingsScreen)
        assert "工作应用过多" in str(listed(app).rows[listed(app).cursor])
        # Over a dialog there is none.
        await app.press("escape", "n", "e", "ctrl+p")
        assert app.sees("添加链接")
        assert not app.sees("查找命令")
