"""What the screens say of the workflow: nothing before the first step, then state, deadline and what is owed."""

from __future__ import annotations

from pathlib import Path

from assess.base.texts import same
from assess.dossier.author import Author
from assess.dossier.edits import SetAnswer, TakeWork
from assess.session import Session, open_session
from assess.tui.saving import view_of
from assess.tui.worktext import NOTHING, indicator_lines, standing_line
from tests.tui.driving import running


def _texts(session: Session, lang: str) -> str:
    lines = indicator_lines("plan", view_of(session, "bureau"), lang)  # type: ignore[arg-type]
    return "\n".join(piece for line in lines for piece, _ in line.pieces)


def test_a_line_tells_state_deadline_and_what_is_owed(session: Session) -> None:
    assert standing_line(session.work("bureau")) == NOTHING == same("")
    assert _texts(session, "en") == ""
    session.apply(TakeWork("", "deadline", due="2026-06-30"))
    assert standing_line(session.work("bureau"), "2026-06-28").en == "Draft · due 2026-06-30, 2 days left"
    assert standing_line(session.work("bureau"), "2026-07-03").zh == "填报中 · 期限 2026-06-30，逾期 3 天"
    session.apply(TakeWork("bureau", "ask", about="plan", text="Since when?", due="2026-07-10"))
    assert "queries to reply to: 1" in standing_line(session.work("bureau")).en
    assert "Workflow: Unanswered" in _texts(session, "en")
    assert f"Query ({session.author.name}, 2026-07-10): Since when?" in _texts(session, "en")
    session.apply(TakeWork("bureau", "refer-back", about="plan", text="More"))
    assert f"退回的理由（{session.author.name}）：More" in _texts(session, "zh")


async def test_the_list_of_bodies_and_the_form_say_where_the_work_stands(session: Session) -> None:
    session.apply(SetAnswer("bureau", "plan", "bound"), TakeWork("bureau", "submit"))
    session.apply(TakeWork("bureau", "ask", about="plan", text="Since when?"))
    path: Path = session.path
    session.close()
    async with running(path) as app:
        await app.press("g", "j", "j")
        assert app.sees("Since when?")
        await app.press("escape", "escape")
        assert app.sees("Submitted · queries to reply to: 1")
    with open_session(path, readonly=True, author=Author("x", "x")) as after:
        assert after.work("bureau").state == "submitted"
