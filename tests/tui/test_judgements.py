"""Two evaluators judge apart, a third person decides, a sample goes to a second reviewer: all by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.texts import Lang
from assess.dossier.author import Author
from assess.dossier.edits import Judge, SetAnswer
from assess.session import Session, open_session

from .driving import LARGE, SMALL, held, running


@pytest.fixture
def judged_once(session: Session) -> Path:
    """Two claims of the office; eva has judged one of them, with her reasons."""
    session.close()
    with open_session(session.path, author=Author("office", "0" * 16)) as office:
        office.apply(SetAnswer("bureau", "plan", "bound"), SetAnswer("bureau", "gate", "no"))
    with open_session(session.path, author=Author("eva", "1" * 16)) as eva:
        eva.apply(Judge("bureau", "plan", "none", comment="No plan is on file"))
    return session.path


@pytest.mark.parametrize(("lang", "size"), [("zh", SMALL), ("en", LARGE)])
async def test_what_another_judged_is_seen_after_the_own_judgement_and_a_third_person_decides(
    judged_once: Path, lang: Lang, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    zh = lang == "zh"
    monkeypatch.setenv("LOGNAME", "bob")
    async with running(judged_once, lang, size) as app:
        await app.press("g", "j", "j")
        # Neither the form nor the tree gives the first judgement away.
        assert not app.sees("#1")
        await app.press("V")
        app.app.screen.query_one("#said").scroll_end(animate=False)
        await app.settle()
        assert app.sees("才看得到" if zh else "once you have given your own")
        assert not app.sees("No plan is on file")
        assert app.sees("我的评判" if zh else "My own judgement")
        await app.press("2")
        app.app.screen.query_one("#said").scroll_end(animate=False)
        await app.settle()
        assert app.sees("No plan is on file")
        assert app.sees("待第三人裁定" if zh else "a third person decides")
        await app.press("B", "o")
        await app.press("tab")
        await app.type("I say so")
        await app.press("ctrl+s")
        assert app.sees("先选定一项" if zh else "Choose one first")
        await app.press("shift+tab", "2", "ctrl+s")
        assert app.sees("是评判人之一" if zh else "is one of the evaluators")
    monkeypatch.setenv("LOGNAME", "cid")
    async with running(judged_once, lang, size) as app:
        await app.press("B")
        assert app.sees("评判 1/1" if zh else "Judgements 1/1")
        await app.press("enter", "2", "tab")
        await app.type("The gazette shows it")
        await app.press("ctrl+s")
        assert app.sees("评判 0/1" if zh else "Judgements 0/1")
        assert app.sees("The gazette shows it")
    made = held(judged_once).adjudications["plan"]
    assert (made.value, made.by) == ("paper", "cid")
    assert {(j.by, j.value) for j in held(judged_once).judgements["plan"]} == {("eva", "none"), ("bob", "paper")}


async def test_judging_apart_hides_a_verified_answer_and_writes_beside_it(
    judged_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_session(judged_once, author=Author("eva", "1" * 16)) as eva:
        eva.apply(SetAnswer("bureau", "gate", "no", voice="verified"))
    monkeypatch.setenv("LOGNAME", "bob")
    async with running(judged_once) as app:
        app.bench.go("indicator/gate")
        await app.press("V")
        assert app.sees("Claim and judgement agree")
        await app.press("b")
        assert not app.sees("Claim and judgement agree")
        await app.press("1", "delete")
        assert app.message is not None
        assert "undo it" in app.message.en
    assert [(j.by, j.value) for j in held(judged_once).judgements["gate"]] == [("bob", "no")]


async def test_a_sample_is_put_on_a_list_and_found_among_the_work_of_its_reviewer(
    judged_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "lin")
    async with running(judged_once) as app:
        await app.press("B", "p")
        await app.type("bob")
        await app.press("enter")
        app.app.screen.query_one("#field-share").write("100%")  # type: ignore[attr-defined]
        await app.press("ctrl+s")
        assert app.sees("1 of 1 drawn: put them on the list of bob?")
        await app.press("enter")
        assert app.sees("for bob: 1 drawn, 0 reviewed")
    monkeypatch.setenv("LOGNAME", "bob")
    async with running(judged_once) as app:
        await app.press("M")
        assert app.sees("To review a second time (1)")
        await app.press("enter")
        assert not app.sees("No plan is on file")


async def test_a_name_written_otherwise_is_still_the_same_evaluator(
    judged_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_session(judged_once, author=Author("bob", "2" * 16)) as bob:
        bob.apply(Judge("bureau", "plan", "paper", comment="Bob says so"))
    monkeypatch.setenv("LOGNAME", "Eva")
    async with running(judged_once, "en", LARGE) as app:
        await app.press("g", "j", "j", "V")
        assert app.app.screen.form.draft.comment == "No plan is on file"  # type: ignore[attr-defined]
