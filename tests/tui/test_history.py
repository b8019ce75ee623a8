"""The history: narrowed by words, and any action in it taken back after showing what would stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assess.base.texts import Lang
from assess.dossier.author import Author
from assess.dossier.edits import SetAnswer, StepFinding
from assess.session import HistoryEntry, Session, open_session
from assess.tui.screens import history

from .driving import EVERYWHERE, SMALL, answer, running


@pytest.fixture
def worked_on(session: Session) -> Path:
    """Somebody else answered A1; then I answered A2 and B2."""
    session.close()
    with open_session(session.path, author=Author("wang", "w" * 16)) as other:
        other.apply(SetAnswer(body="bureau", indicator="plan", value="paper"))
    with open_session(session.path) as mine:
        mine.apply(SetAnswer(body="bureau", indicator="gate", value="yes"))
        mine.apply(SetAnswer(body="bureau", indicator="apps_count", value=30.0))
    return session.path


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_any_action_is_taken_back_after_showing_what_would_stand(
    worked_on: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(worked_on, lang, size) as app:
        await app.press("H", "slash")
        await app.type("wang")
        await app.press("enter")
        assert not app.sees("A2")
        await app.press("r")
        assert app.sees("撤回后：（空）" if lang == "zh" else "then: (nothing)")
        await app.press("enter")
        assert answer(worked_on, "plan") is None
        # What was done since elsewhere stays.
        assert answer(worked_on, "gate") is not None
        await app.press("U")
        assert answer(worked_on, "plan") is not None


async def test_what_was_changed_since_is_not_taken_back_and_says_why(worked_on: Path) -> None:
    with open_session(worked_on) as session:
        session.apply(SetAnswer(body="bureau", indicator="plan", value="bound"))
    async with running(worked_on) as app:
        await app.press("H", "slash")
        await app.type("wang")
        await app.press("enter", "enter")
        assert app.message is not None
        assert "has been changed since" in app.message.en
        await app.press("escape", "escape")
        assert app.bench


async def test_a_step_of_somebody_elses_is_not_taken_back(worked_on: Path) -> None:
    with open_session(worked_on, author=Author("wang", "w" * 16)) as session:
        session.apply(SetAnswer(body="bureau", indicator="apps_count", value=31.0))
        found = next(f for f in session.result("bureau").findings if f.verdict == "yes")
        session.apply(StepFinding(body="bureau", finding=found.id, move="put", due="2999-01-01"))
    async with running(worked_on) as app:
        await app.press("H", "r")
        assert app.message is not None
        assert "nobody else can take it back" in app.message.en


async def test_a_long_history_is_read_page_by_page_and_the_filter_looks_through_all_of_it(
    worked_on: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_session(worked_on) as session:
        for n in range(60):
            session.apply(SetAnswer(body="bureau", indicator="apps_count", value=float(n)))
    monkeypatch.setattr(history, "PAGE", 10)
    asked: list[int] = []
    read = Session.history

    def watched(self: Session, body: str | None = None, limit: int = 200, **more: Any) -> list[HistoryEntry]:
        asked.append(limit)
        return read(self, body, limit, **more)

    monkeypatch.setattr(Session, "history", watched)
    async with running(worked_on, size=SMALL) as app:
        await app.press("escape", "H")
        assert not app.sees("Start campaign")
        assert set(asked) == {10}
        assert sum(asked) <= 40
        await app.press("slash")
        await app.type("start campaign")
        await app.settle()
        assert app.sees("Start campaign")
        assert set(asked) == {10}
