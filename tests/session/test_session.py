"""The session: actions are whole or not at all, what is shown is what is saved, history tells what was done."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest

from assess.base.band import point
from assess.base.errors import NotFound
from assess.base.resources import shipped
from assess.dossier.edits import AddBody, ClearAnswer, RemoveBody, RenameBody, SetAnswer
from assess.dossier.entities import Answer, Evidence
from assess.exchange.odm_facts import read_facts
from assess.exchange.propose import PACK, body_of, propose
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.session import create_session, open_session
from tests.dossier.play import held
from tests.mini import AUTHOR, OTHER, mini, name, new_session

DRAFT = SetAnswer(body="east", indicator="plan", value="draft")
PORTAL = SetAnswer(body="east", indicator="portal", value="yes")


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))
    return path


def test_an_action_with_one_bad_edit_changes_nothing(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        before, counts = held(session), session._store.counts()
        with pytest.raises(NotFound):
            session.apply(DRAFT, PORTAL, SetAnswer(body="west", indicator="plan", value="done"))
        assert (held(session), session._store.counts()) == (before, counts)
        assert session.state("east").answers == {}
        assert session.undo_label is not None
        assert session.undo_label.en == "Enter body east"


def test_an_action_is_one_entry_one_undo_and_one_change(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        change = session.apply(DRAFT, PORTAL)
        assert (change.events, change.bodies) == (2, ("east",))
        assert change.slots == ("answer/east/plan/claimed", "answer/east/portal/claimed")
        assert session.history()[0].events == 2
        session.undo()
        assert session.state("east").answers == {}


@pytest.mark.parametrize("edit", [DRAFT, RenameBody(id="east", name=name("East"))])
def test_an_edit_that_changes_nothing_makes_no_event(dossier: Path, edit: SetAnswer | RenameBody) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(DRAFT)
        counts = session._store.counts()
        change = session.apply(edit)
        assert (change.events, change.bodies, change.slots) == (0, (), ())
        assert (change.label.zh, change.label.en) == ("没有变化", "No change")
        assert session._store.counts() == counts
        assert session.apply(ClearAnswer(body="east", indicator="portal")).events == 0
        assert session.apply().events == 0


def test_part_of_an_action_may_change_nothing(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(DRAFT)
        assert session.apply(DRAFT, PORTAL).events == 1


def test_what_is_shown_is_what_another_session_reads(dossier: Path) -> None:
    """What a session keeps in mind after writing is what comes back from the file."""
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(DRAFT, PORTAL)
        session.apply(SetAnswer(body="east", indicator="open_share", value=1))
        session.apply(SetAnswer(body="east", indicator="parts", value=("a", "c")))
        shown = session.state("east"), session.result("east")
        with open_session(dossier, readonly=True, pack=mini()) as reader:
            assert (reader.state("east"), reader.result("east")) == shown


def test_the_result_of_a_body_follows_its_answers(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        assert session.result("east").score.coverage == 0
        session.apply(DRAFT)
        assert session.result("east").score.indicators["plan"].score == point(50)
        session.undo()
        assert session.result("east").score.coverage == 0


def test_progress_counts_indicators_with_any_answer(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(AddBody(id="west", name=name("West")))
        session.apply(DRAFT, PORTAL, SetAnswer(body="east", indicator="plan", value="done", voice="verified"))
        assert session.progress() == {"east": (2, 10), "west": (0, 10)}


def test_an_answer_to_an_indicator_the_pack_no_longer_has_is_no_progress(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(DRAFT, PORTAL)
    fewer = msgspec.structs.replace(mini(), indicators=mini().indicators[1:], digest="fewer")
    with open_session(dossier, author=AUTHOR, pack=fewer) as session:
        assert session.progress() == {"east": (1, 9)}
        assert session.result("east").score.indicators.keys() == {i.id for i in fewer.indicators}


def test_a_changed_pack_is_noticed(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        assert not session.pack_changed
    with open_session(dossier, author=AUTHOR, pack=msgspec.structs.replace(mini(), digest="other")) as session:
        assert session.pack_changed


def test_a_reader_sees_later_saves_after_a_refresh(dossier: Path) -> None:
    with (
        open_session(dossier, author=AUTHOR, pack=mini()) as writer,
        open_session(dossier, readonly=True, pack=mini()) as reader,
    ):
        assert len(reader.bodies()) == 1
        assert reader.result("east").score.coverage == 0
        writer.apply(AddBody(id="west", name=name("West")), DRAFT)
        assert len(reader.bodies()) == 1
        reader.refresh()
        assert len(reader.bodies()) == 2
        assert reader.result("east").score.coverage > 0
        assert reader.snapshot().digest == writer.snapshot().digest


def test_a_body_that_is_not_there_is_said_to_be_missing(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(RemoveBody(id="east"))
        for look in (session.state, session.result):
            with pytest.raises(NotFound, match="no body east"):
                look("east")


def test_bodies_come_by_id_and_survive_renaming(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(AddBody(id="a", name=name("A")), AddBody(id="Z", name=name("Z")))
        assert [b.id for b in session.bodies()] == ["Z", "a", "east"]
        session.apply(DRAFT)
        session.apply(RenameBody(id="east", name=name("Far East"), kind="county"))
        state = session.state("east")
        assert (state.body.name.en, state.body.kind) == ("Far East", "county")
        assert state.answer("plan") is not None


# History


def test_history_is_newest_first_with_author_time_and_body(tmp_path: Path) -> None:
    times = (f"2026-01-01T00:00:{n:02}.000Z" for n in itertools.count())
    path = tmp_path / "d.assess"
    with create_session(path, mini(), name("C"), author=AUTHOR, clock=lambda: next(times)) as session:
        session.apply(AddBody(id="east", name=name("East")))
    with open_session(path, author=OTHER, pack=mini(), clock=lambda: next(times)) as session:
        session.apply(DRAFT)
        session.undo()
        found = [(e.at[17:19], e.author, e.body, e.act, e.events, e.label.en) for e in session.history()]
    assert found == [
        ("03", "Han Meimei", "east", "undo", 1, "Undo: Answer R1 Plan"),
        ("02", "Han Meimei", "east", "do", 1, "Answer R1 Plan"),
        ("01", "Li Lei", "east", "do", 1, "Enter body east"),
        ("00", "Li Lei", "", "do", 1, "Start campaign"),
    ]


def test_history_may_be_of_one_body_and_of_the_last_actions_only(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(AddBody(id="west", name=name("West")))
        session.apply(DRAFT)
        session.apply(SetAnswer(body="west", indicator="plan", value="done"))
        assert [e.body for e in session.history("west")] == ["west", "west"]
        assert len(session.history(limit=2)) == 2
        assert session.history("nowhere") == []


def test_a_large_import_is_one_entry_with_all_its_events(tmp_path: Path) -> None:
    pack = load_pack(find_pack(PACK))
    books = read_facts(shipped("examples") / "odm2023", pack)[:4]
    with create_session(tmp_path / "d.assess", pack, name("ODM"), author=AUTHOR) as session:
        changes = [session.apply(propose(book, pack, body_of(book))) for book in books]
        for limit in (1, 3, 9):
            entries = session.history(limit=limit)
            assert len(entries) == min(limit, 5)
            assert entries[0].events == changes[-1].events > 200
            assert entries[0].label == changes[-1].label
        assert entries[0].label.en.startswith("Import ")
        assert entries[0].label.zh.startswith("导入 ")
        state = session.state(changes[-1].bodies[0])
        assert len(state.imports) == 1
        assert all(isinstance(x, (Answer, Evidence)) for x in [*state.answers.values(), *state.evidence["q1"]])
        session.undo()
        assert len(session.bodies()) == 3
        session.redo()
        assert session.state(changes[-1].bodies[0]) == state
        assert session.verify().problems == ()


def test_an_undo_of_an_action_that_is_gone_from_the_journal_is_still_told(dossier: Path) -> None:
    """History must show a damaged journal, not fail on it."""
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(DRAFT)
        session.undo()
        batch = session.history()[1].batch
        session._store._connection.exec_driver_sql(f"DELETE FROM events WHERE batch = '{batch}'")
        session._store._connection.commit()
        assert session.history()[0].label.en == "Undo: Clear answer to R1 Plan"
