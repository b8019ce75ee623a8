"""Undo and redo bring back exactly what was there, survive reopening, and never take back what others did."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assess.base.errors import InputError, NotFound
from assess.dossier.edits import AddBody, ClearAnswer, RemoveBody, SetAnswer
from assess.dossier.undo import stacks
from assess.session import Session, open_session
from tests.dossier.play import MOVES, Move, held, play
from tests.mini import AUTHOR, OTHER, mini, name, new_session

DRAFT = SetAnswer(body="east", indicator="plan", value="draft")
DONE = SetAnswer(body="east", indicator="plan", value="done")


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("games")
    (folder / "file.bin").write_bytes(b"\0\1\2")
    return folder


def _reopened(session: Session) -> Session:
    path = session.path
    session.close()
    return open_session(path, author=AUTHOR, pack=mini())


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, reopen=st.booleans())
def test_undoing_all_restores_the_beginning_and_redoing_all_the_end(
    games: Path, moves: list[Move], reopen: bool
) -> None:
    session = new_session(games / f"{len(list(games.iterdir()))}.assess")
    states = [held(session)]
    for move in [(0, 0, 0), (0, 1, 0), *moves]:
        if play(session, [move], str(games / "file.bin")):
            states.append(held(session))
    for state in reversed(states[:-1]):
        if reopen:
            session = _reopened(session)
        assert session.undo_label is not None
        assert session.undo() is not None
        assert held(session) == state
    assert session.undo() is None
    assert session.undo_label is None
    for state in states[1:]:
        if reopen:
            session = _reopened(session)
        assert session.redo() is not None
        assert held(session) == state
    assert session.redo() is None
    assert session.redo_label is None
    assert session.verify().problems == ()
    session.close()


def test_undo_goes_back_through_changes_of_one_place_and_forth_again(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(DONE)
        session.apply(SetAnswer(body="east", indicator="plan", value="none"))
        values = []
        for move in ("undo", "undo", "redo", "redo", "undo", "undo", "undo", "redo"):
            assert getattr(session, move)() is not None
            answer = session.state("east").answer("plan")
            values.append(answer and answer.value)
    assert values == ["done", "draft", "done", "none", "done", "draft", None, "draft"]


def test_the_stacks_follow_what_was_done() -> None:
    assert stacks([]).undo == ()
    done = [("a", "do", ""), ("b", "do", "")]
    assert stacks(done) == stacks(done)
    assert (stacks(done).undo, stacks(done).redo) == (("a", "b"), ())
    undone = [*done, ("u", "undo", "b")]
    assert (stacks(undone).undo, stacks(undone).redo) == (("a",), ("u",))
    redone = [*undone, ("r", "redo", "u")]
    assert (stacks(redone).undo, stacks(redone).redo) == (("a", "r"), ())
    again = [*redone, ("v", "undo", "r"), ("w", "redo", "v"), ("x", "undo", "w")]
    assert (stacks(again).undo, stacks(again).redo) == (("a",), ("x",))
    assert stacks([*undone, ("c", "do", "")]).redo == (), "a new action clears what could be redone"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))
        session.apply(DRAFT)
    return path


def test_undo_takes_back_ones_own_actions_only(dossier: Path) -> None:
    with open_session(dossier, author=OTHER, pack=mini()) as session:
        assert session.undo() is None
        session.apply(SetAnswer(body="east", indicator="portal", value="yes"))
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        assert session.undo() is not None
        assert session.state("east").answer("plan") is None
        assert session.state("east").answer("portal") is not None


def test_undo_refuses_to_overwrite_what_someone_else_changed_since(dossier: Path) -> None:
    with open_session(dossier, author=OTHER, pack=mini()) as session:
        session.apply(DONE)
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        before = held(session)
        with pytest.raises(InputError, match="changed since") as caught:
            session.undo()
        assert caught.value.lines("zh")[0] == "此后已有人改动同一内容，不能撤销"
        assert held(session) == before


def test_undo_cannot_take_a_body_away_from_under_the_records_of_others(tmp_path: Path) -> None:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))
    with open_session(path, author=OTHER, pack=mini()) as session:
        session.apply(DRAFT)
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        with pytest.raises(InputError, match="recorded on body east since"):
            session.undo()
        assert session.state("east").answer("plan") is not None
        session.apply(RemoveBody(id="east"))
        assert session.bodies() == []
        session.undo()
        assert session.state("east").answer("plan") is not None


def test_undo_cannot_put_an_answer_on_a_body_that_is_gone(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(ClearAnswer(body="east", indicator="plan"))
    with open_session(dossier, author=OTHER, pack=mini()) as session:
        session.apply(RemoveBody(id="east"))
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        with pytest.raises(NotFound, match="no body east"):
            session.undo()
        assert session._store.holders().keys() == {"campaign"}


def test_an_action_after_an_undo_leaves_nothing_to_redo(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.undo()
        assert session.redo_label is not None
        session.apply(DONE)
        assert session.redo() is None
        answer = session.state("east").answer("plan")
        assert answer is not None
        assert answer.value == "done"


def test_what_undo_and_redo_would_do_is_told_by_the_first_action(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        assert session.undo_label is not None
        assert session.undo_label.en == "Answer R1 Plan"
        undone = session.undo()
        assert undone is not None
        assert undone.label.zh == "撤销：作答 R1 规划"
        redone = session.redo()
        assert redone is not None
        assert redone.label.en == "Redo: Answer R1 Plan"
        again = session.undo()
        assert again is not None
        assert again.label.en == "Undo: Answer R1 Plan"
