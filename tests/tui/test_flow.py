"""The workflow in the app: states in sight, steps with what bars them, queries, disputes, dates, by their own people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assess.base.texts import Lang
from assess.dossier.author import Author
from assess.dossier.edits import GiveRole, SetAnswer, TakeWork
from assess.session import Session, open_session
from assess.tui.app import AssessApp

from .driving import LARGE, SMALL, Driver, running

PICTURES: dict[str, tuple[Lang, tuple[int, int], str, list[str], str]] = {
    "steps-zh": ("zh", LARGE, "eva", ["g", "j", "j", "t"], ""),
    "flow-small-zh": ("zh", SMALL, "wang", ["Q", "j", "j", "j"], ""),
    "flow-ascii-en": ("en", LARGE, "wang", ["Q", "j", "j", "j"], "assess-ascii"),
    "work-contrast-en": ("en", SMALL, "wang", ["M"], "assess-contrast"),
    "roles-light-zh": ("zh", SMALL, "lin", ["P", "j"], "assess-light"),
}


@pytest.fixture
def reviewed(session: Session) -> Path:
    """Claims by the office, under review by eva, who returned one, asked about one and verified one."""
    session.apply(GiveRole("wang", ("filler",)), GiveRole("eva", ("evaluator",)), GiveRole("ari", ("arbiter",)))
    session.close()
    with _by(session.path, "wang") as office:
        office.apply(
            SetAnswer("bureau", "plan", "bound"),
            SetAnswer("bureau", "gate", "no"),
            SetAnswer("bureau", "apps_count", 25.0),
        )
        office.apply(TakeWork("bureau", "submit"))
    with _by(session.path, "eva") as judge:
        judge.apply(TakeWork("bureau", "review"))
        judge.apply(TakeWork("bureau", "ask", about="plan", text="Since when?", due="2025-12-20"))
        judge.apply(TakeWork("bureau", "refer-back", about="gate", text="Which year?"))
        judge.apply(SetAnswer("bureau", "apps_count", 25.0, voice="verified"))
    return session.path


def _by(path: Path, name: str) -> Session:
    return open_session(path, author=Author(name, f"{sum(map(ord, name)):016d}"))


@pytest.mark.parametrize(("lang", "size"), [("zh", SMALL), ("en", LARGE)])
async def test_states_stand_in_the_tree_and_a_filter_finds_them(
    reviewed: Path, lang: Lang, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "wang")
    async with running(reviewed, lang, size) as app:
        assert app.sees("« 退回" if lang == "zh" else "« returned")
        assert app.sees("¶ 提问" if lang == "zh" else "¶ query")
        assert app.sees("核实中" if lang == "zh" else "In review")
        assert lang == "zh" or app.sees("I am filler")
        for word, found in (
            ("=tuihui", set()),
            ("=退回", {"gate"}),
            ("returned", {"gate"}),
            ("=ver", {"apps_count"}),
        ):
            await app.press("slash")
            await app.type(word)
            await app.settle()
            keys = {r.key for r in app.bench.outline.rows.rows if r.key.startswith("indicator/")}
            assert keys == {f"indicator/{i}" for i in found}, word
            await app.press("escape")
        await app.press("g", "j", "r")
        # Both what was returned and what was asked about wait for the body.
        assert app.bench.key == "indicator/plan"
        await app.press("r")
        assert app.bench.key == "indicator/gate"


@pytest.mark.parametrize(("lang", "size"), [("zh", SMALL), ("en", LARGE)])
async def test_steps_say_what_bars_them_and_a_query_goes_from_asking_to_its_end(
    reviewed: Path, lang: Lang, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    zh = lang == "zh"
    monkeypatch.setenv("LOGNAME", "wang")
    async with running(reviewed, lang, size) as app:
        await app.press("g", "j", "j", "t")
        # Whoever filled it in replies; to return an indicator is not theirs.
        assert app.sees("1 答复" if zh else "1 Reply")
        await app.press("j", "j")
        assert app.sees("由评估人、负责人来做" if zh else "Only the evaluator or lead may")
        await app.press("1", "ctrl+s")
        assert app.sees("必须填写" if zh else "is required")
        await app.type("Since May")
        await app.press("ctrl+s", "Q", "j", "j", "j")
        assert app.sees("Since May")
        assert app.sees("等评估人结束" if zh else "The evaluator's turn")
        await app.press("c")
        assert app.message is not None
        assert ("由评估人、负责人来做" if zh else "only the evaluator or lead may close") in app.message.get(lang)
    monkeypatch.setenv("LOGNAME", "eva")
    async with running(reviewed, lang, size) as app:
        await app.press("escape", "Q")
        assert app.sees("提问与异议 1/1" if zh else "Queries and disputes 1/1")
        await app.press("c", "ctrl+s")
        assert app.sees("没有未了的事项" if zh else "Nothing is open")
        await app.press("u")
        assert app.sees("提问与异议 1/1" if zh else "Queries and disputes 1/1")
        await app.press("enter")
        assert app.bench.key == "indicator/plan"
    with open_session(reviewed, readonly=True) as after:
        (query,) = after.work("bureau").queries
        assert (query.state, query.replies[0].text, query.replies[0].by) == ("answered", "Since May", "wang")


async def test_a_dispute_is_decided_by_neither_side_and_sends_the_judgement_back(
    reviewed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "wang")
    async with running(reviewed) as app:
        app.bench.go("indicator/apps_count")
        await app.press("Q", "d")
        await app.type("We count 20")
        await app.press("ctrl+s")
        assert app.sees("≠ Dispute B2 We count 20")
        await app.press("G", "o", "enter")
        # Only taking it back is theirs.
        assert app.sees("Withdraw a dispute: B2")
        await app.press("escape", "escape")
        assert app.sees("≠ disputed")
    monkeypatch.setenv("LOGNAME", "ari")
    async with running(reviewed) as app:
        await app.press("Q", "G", "o", "2")
        assert app.sees("Grant the dispute: B2")
        await app.type("The list shows 20")
        await app.press("ctrl+s", "escape")
        app.bench.go("indicator/apps_count")
        await app.settle()
        assert app.sees("the dispute was granted")
        await app.press("escape", "Q", "D")
        assert app.message is not None
        assert "only the lead may set a deadline" in app.message.en


async def test_the_lead_sets_a_date_extends_it_and_what_is_late_is_marked(session: Session) -> None:
    session.close()
    async with running(session.path, "zh") as app:
        await app.press("escape", "Q", "D")
        await app.type("soon")
        await app.press("ctrl+s")
        assert app.sees("日期请写成")
        app.app.screen.query_one("#field-due").write("2020-01-31")  # type: ignore[attr-defined]
        await app.press("ctrl+s", "escape", "enter", "Q")
        assert app.sees("提交期限 2020-01-31")
        assert app.sees("!逾期")
        await app.press("j", "D")
        await app.type("2999-01-31")
        await app.press("ctrl+s")
        assert app.sees("必须填写")
        await app.press("tab")
        await app.type("系统升级")
        await app.press("ctrl+s")
        assert app.sees("延期到 2999-01-31")
        assert app.sees("系统升级")
    with open_session(session.path, readonly=True) as after:
        assert (after.work("bureau").due, len(after.work("bureau").extensions)) == ("2999-01-31", 1)


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_the_one_approved(
    reviewed: Path, name: str, snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    lang, size, who, keys, look = PICTURES[name]
    monkeypatch.setenv("LOGNAME", who)
    app = AssessApp(reviewed, lang=lang)
    app.blinks = False
    if look:
        app._wear(look)

    async def go(pilot: Any) -> None:
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press(*keys)

    try:
        assert snap_compare(app, terminal_size=size, run_before=go)
    finally:
        app.saver.finish()
