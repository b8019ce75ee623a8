"""The findings screen follows a finding: put, reply, decide, each by a key and a dialog, and undone again."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.texts import Lang
from assess.dossier.author import Author
from assess.dossier.edits import RecordFact, StepFinding
from assess.session import Session, open_session

from .driving import LARGE, SMALL, running


@pytest.fixture
def held(session: Session) -> Path:
    """A dossier of which the rule on idle results holds."""
    session.apply(RecordFact(body="bureau", fact="displayed", value=213))
    session.apply(RecordFact(body="bureau", fact="effective", value=91))
    session.close()
    return session.path


def _state(path: Path) -> str:
    with open_session(path, readonly=True) as session:
        return next(f.state for f in session.result("bureau").findings if f.verdict == "yes")


@pytest.mark.parametrize(("lang", "size"), [("zh", SMALL), ("en", LARGE)])
async def test_a_finding_is_put_and_taken_back(held: Path, lang: Lang, size: tuple[int, int]) -> None:
    async with running(held, lang, size) as app:
        await app.press("F", "p")
        assert app.sees("送被评估单位" if lang == "zh" else "Put to the body")
        await app.press("ctrl+s")
        assert app.sees("已送被评估单位" if lang == "zh" else "Put to the body")
        await app.press("u")
    assert _state(held) == "raised"


async def test_a_reply_that_says_nothing_is_refused_in_the_dialog(held: Path) -> None:
    async with running(held) as app:
        await app.press("F", "p", "ctrl+s", "r", "ctrl+s")
        assert app.sees("needs a reason or a text")
        await app.type("They are demonstrations")
        await app.press("ctrl+s")
    assert _state(held) == "explained"


async def test_what_cannot_be_decided_says_why(held: Path) -> None:
    with open_session(held, author=Author("colleague", "c" * 16)) as session:
        session.apply(StepFinding(body="bureau", finding=_rule(session), move="put", due="2999-01-01"))
    async with running(held) as app:
        await app.press("F", "r")
        await app.type("No")
        await app.press("ctrl+s", "d")
        # Whoever entered the reply may still not decide: nothing but the reason is shown.
        assert app.sees("entered the reply")
    assert _state(held) == "explained"


def _rule(session: Session) -> str:
    return next(f.rule for f in session.result("bureau").findings if f.verdict == "yes")
