"""The list of bodies: the campaign's progress above it, its order, many bodies added at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.errors import StoreError
from assess.base.texts import Lang, Text
from assess.dossier.edits import AddBody, SetAnswer
from assess.packs.model import Profile
from assess.session import Session, open_session
from assess.tui.manybodies import read_lines
from assess.tui.ordering import Order, kept_order
from assess.tui.screens import bodysums
from tests.tui.driving import EVERYWHERE, SMALL, Driver, running

COUNTY = Profile(id="county", title=Text(zh="县级", en="County"))
AGENCY = Profile(id="agency", title=Text(zh="部门", en="Agency"))


@pytest.fixture
def three(session: Session) -> Path:
    """Three bodies: 市大数据局 with two claims, 安全局 with none, 热线 with one of the dearest."""
    session.apply(AddBody(id="safety", name=Text(zh="安全局", en="Safety Board"), kind="agency"))
    session.apply(AddBody(id="hotline", name=Text(zh="热线", en="Hotline"), kind="county"))
    session.apply(SetAnswer(body="bureau", indicator="plan", value="bound"))
    session.apply(SetAnswer(body="bureau", indicator="gate", value="no"))
    session.apply(SetAnswer(body="hotline", indicator="gate", value="yes"))
    session.close()
    return session.path


def _order(app: Driver) -> list[str]:
    return [row.key for row in app.app.screen.query_one("#bodies").rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_the_list_tells_the_campaigns_progress_and_goes_by_the_column_asked_for(
    three: Path, lang: Lang, size: tuple[int, int]
) -> None:
    zh = lang == "zh"
    async with running(three, lang, size) as app:
        assert app.sees("已开始填报 2/3" if zh else "begun 2/3")
        assert app.sees("待核实 3" if zh else "to verify 3")
        assert _order(app) == ["bureau", "hotline", "safety"]
        await app.press("s")
        # 安全局 (aqj), 热线 (rx), 市大数据局 (sdsjj); in English Data Bureau, Hotline, Safety Board.
        assert _order(app) == (["safety", "hotline", "bureau"] if zh else ["bureau", "hotline", "safety"])
        await app.press("s")
        assert _order(app) == ["safety", "hotline", "bureau"]
        assert app.app.screen.query_one("#bodies").key == "safety"  # type: ignore[attr-defined]
        assert app.sees("已答，少的在前" if zh else "answered, least first")
        await app.press("S")
        assert _order(app) == ["bureau", "hotline", "safety"]
        await app.press("slash")
        await app.type("县级" if zh else "county")
        await app.settle()
        assert _order(app) == ["hotline"]
        await app.press("escape", "ctrl+q")
    async with running(three, lang, size) as app:
        assert app.app.screen.order == Order("answered", reverse=True)  # type: ignore[attr-defined]


async def test_pasted_lines_are_shown_added_as_one_action_and_taken_back_by_one_undo(three: Path) -> None:
    async with running(three, "zh", SMALL) as app:
        await app.press("A")
        await app.press("ctrl+s")
        assert app.sees("请写下或粘贴名称")
        field = app.app.screen.query_one("#field-lines")
        field.load_text("w1\t水务局\tWater\t部门\nbureau,重复局")  # type: ignore[attr-defined]
        await app.settle()
        assert app.sees("代码 bureau 已有单位使用")
        await app.press("ctrl+s")
        field.load_text("w1\t水务局\tWater\t部门\n气象局\n")  # type: ignore[attr-defined]
        await app.settle()
        assert app.sees("将添加 2 个单位")
        await app.press("ctrl+s")
        assert app.sees("水务局")
        with open_session(three, readonly=True) as session:
            held = {b.id: (b.name.zh, b.name.en, b.kind) for b in session.bodies()}
        assert held["w1"] == ("水务局", "Water", "agency")
        assert held["b1"] == ("气象局", "气象局", "county")
        await app.press("u")
        assert not app.sees("水务局")
        assert not app.sees("气象局")


def test_lines_are_names_or_columns_and_what_is_wrong_names_its_line() -> None:
    found = read_lines("市大数据局\n\nx-1，卫健委，Health\n 乙局 | 部门\nb1;甲局", ["b2"], (COUNTY, AGENCY))
    assert found.problems == ()
    assert [(b.id, b.name.zh, b.name.en, b.kind) for b in found.bodies] == [
        ("b3", "市大数据局", "市大数据局", "county"), ("x-1", "卫健委", "Health", "county"),
        ("b4", "乙局", "乙局", "agency"), ("b1", "甲局", "甲局", "county"),
    ]  # fmt: skip
    wrong = read_lines("a,甲\na,乙\n丙,Bing,city\n1,2,3,4,5,6", ["b"], (COUNTY,))
    assert [p.en.partition(":")[0] for p in wrong.problems] == ["line 2", "line 3", "line 4"]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=30), max_size=12))
def test_whatever_is_pasted_becomes_bodies_with_one_line_names_and_ids_of_their_own(lines: list[str]) -> None:
    found = read_lines("\n".join(lines), ["b1"], (COUNTY, AGENCY))
    ids = [b.id for b in found.bodies]
    assert len(set(ids)) == len(ids)
    assert "b1" not in ids
    assert all(b.name.zh and b.name.en and b.name.zh.isprintable() for b in found.bodies)


def test_an_order_is_remembered_and_nonsense_is_the_usual_one() -> None:
    for order in (Order("total"), Order("name", reverse=True), Order("id", reverse=True)):
        assert kept_order(order.kept) == order
    assert kept_order("") == kept_order("nonsense reverse") == Order()
    assert Order().kept == ""


async def test_a_list_that_could_not_be_worked_out_once_is_when_one_comes_back(
    three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise StoreError(Text(zh="服务器没有应答", en="the server does not answer"))

    with monkeypatch.context() as within:
        within.setattr(bodysums, "summaries", down)
        async with running(three) as app:
            assert app.app.screen.summaries == {}  # type: ignore[attr-defined]
            assert app.sees("the server does not answer")
            within.undo()
            await app.press("H", "escape")
            assert set(app.app.screen.summaries) == {"bureau", "hotline", "safety"}  # type: ignore[attr-defined]
