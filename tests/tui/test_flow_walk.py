"""One assessment from the first role to the sign-off, by the keys of five people, each in the app under their name."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import pytest

from assess.base.texts import Lang
from assess.session import Session, open_session

from .driving import SMALL, Driver, running


async def _step(app: Driver, move: str, *, about: str = "") -> None:
    """Take a move from the list of steps, by its number."""
    await app.press("t")
    keys = [row.key for row in app.app.screen.query_one("#moves").rows]  # type: ignore[attr-defined]
    at = next(n for n, key in enumerate(keys, start=1) if key.startswith(f"{move}/{about}/"))
    await app.press(str(at))


@pytest.mark.long
@pytest.mark.parametrize(("lang", "size"), [("zh", SMALL)])
async def test_five_people_bring_an_assessment_from_the_first_role_to_the_sign_off(
    session: Session, lang: Lang, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    zh, path = lang == "zh", session.path
    session.close()

    @contextlib.asynccontextmanager
    async def by(name: str) -> AsyncIterator[Driver]:
        monkeypatch.setenv("LOGNAME", name)
        async with running(path, lang, size) as app:
            yield app

    async with by("lin") as app:
        await app.press("P")
        assert app.sees("还没有授予角色" if zh else "No roles were given")
        for name, number in (("wang", 1), ("si", 2), ("eva", 3), ("ari", 5)):
            await app.press("a")
            await app.type(name)
            await app.press("tab", str(number), "ctrl+s")
            assert app.sees(name)
        await app.press("escape", "escape", "Q", "D")
        await app.type("2999-06-30")
        await app.press("ctrl+s")
    async with by("wang") as app:
        await app.press("M")
        assert app.sees("待填报、提交（1 项）" if zh else "To answer and submit (1)")
        await app.press("enter", "g", "j", "j")
        app.bench.enter_form()
        await app.settle()
        await app.press("3", "escape")
        app.bench.go("indicator/gate")
        app.bench.enter_form()
        await app.settle()
        await app.press("1", "escape")
        await _step(app, "submit")
        assert app.sees("未答的指标 4 项" if zh else "unanswered indicators: 4")
        await app.press("ctrl+s")
        assert app.sees("已提交" if zh else "Submitted")
        app.bench.enter_form()
        await app.settle()
        await app.press("2")
        # What lies before the evaluators stands.
        assert app.message is not None
        assert "已经提交" in app.message.zh
    async with by("eva") as app:
        await app.press("M", "enter")
        assert app.app.screen.has_class("-narrow") or app.sees("Measured and users")
        await _step(app, "review")
        await app.press("ctrl+s", "equals_sign", "l")
        await _step(app, "refer-back", about="gate")
        await app.type("哪一年？")
        await app.press("ctrl+s")
        await _step(app, "ask", about="gate")
        await app.type("Who tested it?")
        await app.press("ctrl+s")
    async with by("wang") as app:
        await app.press("M")
        assert app.sees("待答复的提问（1 项）" if zh else "Queries to reply to (1)")
        assert app.sees("哪一年？")
        await app.press("enter", "r")
        await app.type("The office did")
        await app.press("ctrl+s", "escape")
        await app.press("g", "j", "enter")
        app.bench.go("indicator/gate")
        app.bench.enter_form()
        await app.settle()
        await app.press("2")
    async with by("eva") as app:
        await app.press("Q", "G", "c", "ctrl+s", "escape")
        app.bench.go("indicator/gate")
        await app.press("V", "equals_sign")
        await _step(app, "verify")
        await app.press("ctrl+s", "escape")
        assert app.sees("已核实" if zh else "Verified")
    async with by("wang") as app:
        app.bench.go("indicator/gate")
        await app.press("Q", "d")
        await app.type("It was published")
        await app.press("ctrl+s")
    async with by("ari") as app:
        await app.press("M", "enter", "o", "2")
        await app.type("It was")
        await app.press("ctrl+s")
    async with by("eva") as app:
        await app.press("M")
        assert app.sees("异议成立，待重新判断（1 项）" if zh else "Dispute granted, to be judged anew (1)")
        await app.press("enter", "1")
        await _step(app, "verify")
        await app.press("ctrl+s")
    async with by("si") as app:
        await app.press("M", "enter", "S")
        assert app.sees("流水头" if zh else "journal head")
        await app.type("局长")
        await app.press("ctrl+s")
        assert app.sees("有效" if zh else "holds")
        await app.press("escape", "escape")
        assert app.sees("已核实·已签署" if zh else "Verified, signed")
    async with by("lin") as app:
        await app.press("M")
        assert app.sees("待办结（1 项）" if zh else "To close (1)")
        await _step(app, "close")
        await app.press("ctrl+s")
    with open_session(path, readonly=True) as after:
        work = after.work("bureau")
        assert (work.state, len(after.fresh_signs("bureau"))) == ("closed", 1)
        assert work.signs[0].role == "局长"
        assert {e.author for e in after.history("bureau")} == {"lin", "wang", "eva", "ari", "si"}
