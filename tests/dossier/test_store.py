"""The store: the projection is what the journal says, an append is whole or not at all, reads see one state."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from assess.base.digest import sha256_hex
from assess.base.errors import StoreError
from assess.dossier import schema
from assess.dossier.edits import AddBody, AttachFile, SetAnswer
from assess.dossier.store import open_store
from assess.session import open_session
from tests.dossier.play import MOVES, Move, play, record
from tests.mini import AUTHOR, mini, name, new_session


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("games")
    (folder / "file.bin").write_bytes(b"\0\1\2")
    return folder


def _new(folder: Path) -> Path:
    return folder / f"{len(list(folder.iterdir()))}.assess"


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_a_rebuilt_projection_equals_the_incremental_one(games: Path, moves: list[Move]) -> None:
    path = _new(games)
    with new_session(path) as session:
        play(session, [(0, 0, 0), (0, 1, 0), *moves], str(games / "file.bin"))
        before, rows = record(session), sorted(session._store.projection())
        assert session.verify().problems == ()
        session._store.rebuild()
        assert sorted(session._store.projection()) == rows
        assert record(session) == before
    with open_session(path, readonly=True, pack=mini()) as session:
        assert record(session) == before, "and the same is read after closing"


def test_an_append_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    with new_session(tmp_path / "d.assess") as session:
        session.apply(AddBody(id="east", name=name("East")))
        first = session._store.events()[-1]
        before, rows = record(session), session._store.projection()
        new = msgspec.structs.replace(first, hash="new", link=99, slot="body/west")
        with pytest.raises(StoreError, match="UNIQUE constraint failed"):
            session._store.append([new, first], [b"a blob"])
        assert record(session) == before
        assert session._store.projection() == rows
        assert session.blob(sha256_hex(b"a blob")) is None
        assert session.apply(SetAnswer(body="east", indicator="plan", value="draft")).events == 1
        assert session.verify().problems == ()


def test_the_same_file_attached_twice_is_stored_once(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"same")
    (tmp_path / "b.pdf").write_bytes(b"same")
    with new_session(tmp_path / "d.assess") as session:
        session.apply(AddBody(id="east", name=name("East")))
        for file in ("a.pdf", "b.pdf"):
            session.apply(AttachFile(body="east", indicator="plan", path=str(tmp_path / file)))
        assert [e.title for e in session.state("east").evidence["plan"]] in (["a.pdf", "b.pdf"], ["b.pdf", "a.pdf"])
        assert session.blob(sha256_hex(b"same")) == b"same"
    db = sqlite3.connect(tmp_path / "d.assess")
    assert db.execute("SELECT count(*) FROM blobs").fetchone() == (1,)
    db.close()


def test_the_head_depends_on_what_happened_and_not_on_the_order_of_arrival(tmp_path: Path) -> None:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")), AddBody(id="west", name=name("West")))
        head = session._store.head()
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE events SET local = 10 - local")
    db.close()
    store = open_store(path, readonly=True)
    assert store.head() == head
    store.close()
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        session.apply(SetAnswer(body="east", indicator="plan", value="draft"))
        assert session._store.head() != head


def test_a_reader_sees_one_state_from_its_first_read_to_its_last(tmp_path: Path) -> None:
    path = tmp_path / "d.assess"
    with new_session(path) as writer, open_session(path, readonly=True, pack=mini()) as reader:
        with reader._store.steady():
            before = reader._store.counts()
            writer.apply(AddBody(id="east", name=name("East")))
            assert reader._store.counts() == before
        assert reader._store.counts() == (before[0] + 1, before[1] + 1)


def test_a_dossier_survives_the_loss_of_power_by_its_settings(tmp_path: Path) -> None:
    """Durable when `apply` returns: a write-ahead log, flushed at every commit."""
    with new_session(tmp_path / "d.assess") as session, session._store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        strict = "SELECT name FROM pragma_table_list WHERE strict = 1"
        tables = set(connection.exec_driver_sql(strict).scalars())
    assert tables == set(schema.metadata.tables)


def test_what_was_lately_done_comes_in_whole_actions_newest_first(tmp_path: Path) -> None:
    with new_session(tmp_path / "d.assess") as session:
        session.apply(*(AddBody(id=f"b{n}", name=name(f"B{n}")) for n in range(40)))
        session.apply(SetAnswer(body="b7", indicator="plan", value="draft"))
        actions = session._store.newest_actions(2)
        assert [action.count for action in actions] == [1, 40]
        # Of forty events the first and the last are enough to tell what it was.
        assert [len(action.events) for action in actions] == [1, 2]
        assert [e.link for e in session._store.newest_actions(9, "b7")[0].events] == [2]
        assert len(session._store.newest_actions(9, "b7")) == 2
        assert session._store.newest_actions(9, before=actions[0].position)[0] == actions[1]
        assert session._store.newest_actions(9, "nobody") == []
