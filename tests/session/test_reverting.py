"""Any action can be taken back while its places stand as it left them, and that is an action like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.errors import InputError, NotFound
from assess.dossier.edits import AddBody, SetAnswer
from assess.dossier.entities import Answer
from assess.dossier.undo import stacks
from assess.session import Session, open_session
from tests.mini import AUTHOR, OTHER, mini, name, new_session

PLAN = SetAnswer(body="east", indicator="plan", value="draft")
PORTAL = SetAnswer(body="east", indicator="portal", value="yes")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = new_session(tmp_path / "d.assess")
    made.apply(AddBody(id="east", name=name("East")))
    made.apply(PLAN)
    made.apply(PORTAL)
    return made


def _batch(session: Session, at: int) -> str:
    return session.history()[at].batch


def test_an_earlier_action_is_taken_back_alone_and_comes_back_with_redo(session: Session) -> None:
    plan = _batch(session, 1)
    found = session.reversal(plan)
    ((slot, (now, then)),) = found.slots.items()
    assert slot == "answer/east/plan/claimed"
    assert isinstance(now, Answer)
    assert (now.value, then, found.act) == ("draft", None, "undo")
    assert session.revert(plan).label.en == "Undo: Answer R1 Plan"
    assert session.state("east").answer("plan") is None
    assert session.state("east").answer("portal") is not None
    session.redo()
    assert session.state("east").answer("plan") is not None
    session.undo()
    session.undo()
    assert session.state("east").answers == {}
    assert session.verify().problems == ()


def test_taking_an_undo_back_is_a_redo(session: Session) -> None:
    session.undo()
    undone = _batch(session, 0)
    assert session.reversal(undone).act == "redo"
    session.revert(undone)
    assert session.state("east").answer("portal") is not None
    session.undo()
    assert session.state("east").answer("portal") is None


def test_what_somebody_else_did_is_taken_back_and_given_back(session: Session) -> None:
    path = session.path
    plan = _batch(session, 1)
    session.close()
    with open_session(path, author=OTHER, pack=mini()) as theirs:
        theirs.revert(plan)
        assert theirs.state("east").answer("plan") is None
        theirs.redo()
        assert theirs.state("east").answer("plan") is not None


def test_what_cannot_be_taken_back_is_refused_and_nothing_is_written(session: Session) -> None:
    body, events = _batch(session, 2), len(session.journal())
    with pytest.raises(InputError, match="cannot go like this"):
        session.revert(body)
    with pytest.raises(NotFound):
        session.revert("no such action")
    with pytest.raises(InputError, match="cannot be taken back"):
        session.revert(_batch(session, 3))
    session.apply(SetAnswer(body="east", indicator="plan", value="done"))
    with pytest.raises(InputError, match="has been changed since"):
        session.revert(_batch(session, 2))
    assert len(session.journal()) == events + 1
    assert session.author == AUTHOR


def test_the_stacks_follow_an_action_that_was_picked_out() -> None:
    done = [("a", "do", ""), ("b", "do", ""), ("u", "undo", "a")]
    assert (stacks(done).undo, stacks(done).redo) == (("b",), ("u",))
    redone = [*done, ("r", "redo", "u")]
    assert (stacks(redone).undo, stacks(redone).redo) == (("b", "r"), ())
    of_another = [("b", "do", ""), ("u", "undo", "theirs")]
    assert (stacks(of_another).undo, stacks(of_another).redo) == (("b",), ("u",))
