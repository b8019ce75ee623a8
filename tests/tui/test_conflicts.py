"""Conflicts of a merge are listed with who and when, and settled by a digit after a look at what follows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assess.base.texts import Lang
from assess.dossier.author import Author
from assess.dossier.edits import SetAnswer
from assess.session import Session, open_session

from .driving import EVERYWHERE, answer, running


@pytest.fixture
def contested(session: Session, tmp_path: Path) -> Path:
    """Two people answered the same question in copies of one dossier, which were then united."""
    session.close()
    other = tmp_path / "other.assess"
    shutil.copy(session.path, other)
    for path, name, value in ((session.path, "wang", "paper"), (other, "zhao", "bound")):
        with open_session(path, author=Author(name, name[0] * 16)) as one:
            one.apply(SetAnswer(body="bureau", indicator="plan", value=value))
    with open_session(other, readonly=True) as two, open_session(session.path) as one:
        known = {e.hash for e in one.journal()}
        one.unite([e for e in two.journal() if e.hash not in known])
    return session.path


@pytest.mark.parametrize(("lang", "size"), EVERYWHERE)
async def test_both_sides_are_shown_and_one_is_taken_after_a_look_ahead(
    contested: Path, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(contested, lang, size) as app:
        await app.press("X")
        assert app.sees("wang")
        assert app.sees("zhao")
        assert app.sees("现显示" if lang == "zh" else "shown now")
        with open_session(contested, readonly=True) as session:
            (conflict,) = session.conflicts()
        number = next(n for n, s in enumerate(conflict.sides, 1) if s.author == "wang")
        await app.press(str(number))
        # Half the points stand for sure with either answer; settled, the band closes on the side that is taken.
        assert app.sees("A1 得分：50–100 › 50" if lang == "zh" else "Score of A1: 50–100 › 50")
        await app.press("enter")
        assert app.sees("没有待裁定的冲突" if lang == "zh" else "There is no conflict to settle")
    given = answer(contested, "plan")
    assert given is not None
    assert given.value == "paper"


async def test_a_settlement_is_undone_and_letting_it_be_writes_nothing(contested: Path) -> None:
    async with running(contested) as app:
        await app.press("X", "1", "escape")
        with open_session(contested, readonly=True) as session:
            assert len(session.conflicts()) == 1
        await app.press("9")
        assert app.message is not None
        assert app.message.en == "This conflict has 2 sides"
        await app.press("1", "ctrl+s")
        assert app.sees("Conflicts of merging 0")
        await app.press("u")
        assert app.sees("Conflicts of merging 1")
        await app.press("escape", "escape")
        assert app.sees("Merging left 1 conflicts to settle")
