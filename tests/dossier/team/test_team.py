"""A dossier on PostgreSQL: the same journal as in a file, several people at it, and no update lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from assess.base.digest import sha256_hex
from assess.base.errors import InputError, Locked, NotFound, Overtaken, StoreError
from assess.cli.main import assess
from assess.dossier.edits import (
    AddBody,
    AttachFile,
    JudgeEvidence,
    PutKey,
    RecordFact,
    RemoveBody,
    SetAnswer,
)
from assess.dossier.key import Key, key_id
from assess.session import Session, create_session, open_session
from assess.session.copying import copy_dossier
from tests.dossier.play import held
from tests.mini import AUTHOR, OTHER, mini, name, new_session
from tests.servers import SECRET, PostgresServer


def _new(place: Path) -> Session:
    session = create_session(place, mini(), name("Campaign"), author=AUTHOR, clock=lambda: "2026-05-01T08:00:00Z")
    session.apply(AddBody(id="east", name=name("East")), AddBody(id="west", name=name("West")))
    return session


@contextmanager
def _two(place: Path) -> Iterator[tuple[Session, Session]]:
    with ExitStack() as both:
        first = both.enter_context(_new(place))
        yield first, both.enter_context(open_session(place, author=OTHER, pack=mini()))


def _answer(value: str, body: str = "east", comment: str | None = None) -> SetAnswer:
    return SetAnswer(body=body, indicator="plan", value=value, comment=comment)


def _value(session: Session, body: str = "east") -> object:
    answer = session.state(body).answer("plan")
    return answer.value if answer else None


def _sound(place: Path) -> int:
    with open_session(place, readonly=True, pack=mini()) as session:
        found = session.verify()
        assert found.problems == ()
        return found.events


def test_what_one_writes_the_other_sees_once_it_catches_up(place: Path) -> None:
    with _two(place) as (first, second):
        second.result("east")
        first.apply(_answer("done"))
        assert _value(second) is None, "what is on the screen stays until one looks"
        assert second.catch_up() == {"east"}
        assert _value(second) == "done"
        assert second.result("east") == first.result("east")
        assert (second.catch_up(), first.catch_up()) == (frozenset(), frozenset())
        first.apply(AddBody(id="north", name=name("North")))
        assert second.catch_up() == {"north"}
        assert [b.id for b in second.bodies()] == ["east", "north", "west"]
        assert second.head == first.head


def test_a_value_typed_against_an_older_one_is_refused_with_who_when_and_what(place: Path) -> None:
    with _two(place) as (first, second):
        assert _value(second) is None
        first.apply(_answer("done"))
        with pytest.raises(Overtaken) as caught:
            second.apply(_answer("none"))
        said = " ".join(caught.value.lines("en"))
        assert "Li Lei changed the same place at 2026-05-01 08:00 (UTC)" in said
        assert "Answer R1 Plan: done" in said
        assert caught.value.exit_code == 6
        assert _value(first) == "done"
        with pytest.raises(Overtaken):
            second.apply(_answer("none"))
        assert _value(second) == "done", "and now it has been seen"
        second.apply(_answer("none"))
        first.catch_up()
        assert _value(first) == "none"
    assert _sound(place) == 5


def test_what_was_brought_up_to_date_behind_the_screen_does_not_count_as_seen(place: Path) -> None:
    with _two(place) as (first, second):
        assert _value(second) is None
        first.apply(_answer("done"))
        second.apply(RecordFact(body="east", fact="satisfied", value=50.0))
        with pytest.raises(Overtaken):
            second.apply(_answer("none"))


def test_the_same_value_by_two_is_no_conflict_and_written_once(place: Path) -> None:
    with _two(place) as (first, second):
        assert _value(second) is None
        assert first.apply(_answer("done")).events == 1
        assert second.apply(_answer("done")).events == 0
        assert second.apply(_answer("done", comment="so we said")).events == 1, "what one agreed to one knows"


def test_different_places_of_one_body_are_written_side_by_side(place: Path) -> None:
    with _two(place) as (first, second):
        for session in (first, second):
            session.state("east")
        first.apply(_answer("done"))
        second.apply(SetAnswer(body="east", indicator="portal", value="yes"))
        first.apply(RecordFact(body="east", fact="satisfied", value=3.0))
        assert set(second.state("east").answers) == {("plan", "claimed"), ("portal", "claimed")}
        first.catch_up()
        second.catch_up()
        assert held(first) == held(second)
        assert first.snapshot().digest == second.snapshot().digest
        assert [e.clock for e in first.journal()] == list(range(1, 7))


def test_an_edit_is_resolved_against_what_others_left(place: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("the plan")
    with _two(place) as (first, second):
        second.state("east")
        first.apply(AttachFile(body="east", indicator="plan", path=str(file)))
        found = first.state("east").evidence["plan"][0].id
        # It is there for an edit to be about, but nobody judges what they have not seen.
        with pytest.raises(Overtaken):
            second.apply(JudgeEvidence(body="east", evidence=found, status="accepted"))
        second.state("east")
        second.apply(JudgeEvidence(body="east", evidence=found, status="accepted"))
        assert second.blob(sha256_hex(b"the plan")) == b"the plan"
        first.state("west")
        second.apply(RemoveBody(id="west"))
        with pytest.raises(NotFound):
            first.apply(_answer("done", body="west"))
    _sound(place)


def test_keys_of_the_campaign_are_no_exception(place: Path) -> None:
    def key(said: str) -> PutKey:
        public = "ab" * 32
        return PutKey(Key(id=key_id(public), public=public, name=said, role="lead", since="2026-01-01"))

    with _two(place) as (first, second):
        first.apply(key("Li"))
        with pytest.raises(Overtaken):
            second.apply(key("Wang"))
        second.refresh()
        second.apply(key("Wang"))


def test_undo_takes_back_ones_own_and_not_what_others_put_there_since(place: Path) -> None:
    with _two(place) as (first, second):
        first.apply(_answer("draft"))
        second.catch_up()
        assert _value(second) == "draft"
        second.apply(SetAnswer(body="east", indicator="portal", value="yes"))
        undone = first.undo()
        assert undone is not None
        assert undone.label.en == "Undo: Answer R1 Plan"
        first.redo()
        second.catch_up()
        assert _value(second) == "draft"
        second.apply(_answer("done"))
        with pytest.raises(InputError, match="changed since"):
            first.undo()


def test_an_erasure_leaves_nothing_readable_on_the_server(place: Path, server: PostgresServer) -> None:
    import psycopg

    with _two(place) as (first, second):
        first.apply(_answer("done", comment="Frau Mustermann said so"))
        second.catch_up()
        second.state("east")
        first.erase("her request", ["answer/east/plan/claimed"])
        second.catch_up()
        answer = second.state("east").answer("plan")
        assert answer is not None
        assert answer.comment == ""
        with psycopg.connect(server.url) as db:
            schema = str(place).rpartition("=")[2]
            found = db.execute(f"SELECT string_agg(e::text, '') FROM {schema}.events e".encode()).fetchone()
            paths = db.execute(f"SELECT pg_relation_filepath('{schema}.events')".encode()).fetchone()
        assert found is not None
        assert "Mustermann" not in found[0]
        assert paths is not None
        server.sql("CHECKPOINT")
        assert b"Mustermann" not in (server.folder / "data" / paths[0]).read_bytes()
    _sound(place)


def test_a_dossier_that_goes_to_the_server_and_back_is_the_same(place: Path, tmp_path: Path) -> None:
    file = tmp_path / "evidence.bin"
    file.write_bytes(bytes(range(256)))
    start, end = tmp_path / "start.assess", tmp_path / "end.assess"
    with new_session(start) as session:
        # Slots whose order differs between a locale's and that of bytes.
        session.apply(*(AddBody(id=b, name=name(f"{b} 备注 ✓\x00")) for b in ("b", "A", "a-1", "a_1", "B")))
        session.apply(_answer("draft", body="A", comment="“备注”\x00 \U0001f600"))
        session.apply(AttachFile(body="A", indicator="plan", path=str(file)))
        session.apply(RecordFact(body="b", fact="satisfied", value=(1.0, 99.5)))
        session.undo()
        session.erase("law", ["answer/A/plan/claimed"])
        rows, digest, head = sorted(session._store.projection()), session.snapshot().digest, session.head
    there = copy_dossier(start, place)
    back = copy_dossier(place, end)
    assert (there, back.head, there.files) == (back, head, 1)
    for path in (place, end):
        with open_session(path, readonly=True, pack=mini()) as session:
            assert session.snapshot().digest == digest
            assert sorted(session._store.projection()) == rows
    with open_session(place, author=AUTHOR, pack=mini()) as session:
        assert session.redo() is not None
        session._store.rebuild()
        assert session.verify().problems == ()


def test_nothing_is_made_where_something_stands_or_where_nothing_may_be_made(
    place: Path, tmp_path: Path, server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_session(tmp_path / "d.assess").close()
    _new(place).close()
    for make in (lambda: _new(place), lambda: copy_dossier(tmp_path / "d.assess", place)):
        with pytest.raises(StoreError, match="exists already"):
            make()
    server.sql("CREATE ROLE reader LOGIN PASSWORD 'another'", "CREATE SCHEMA prepared AUTHORIZATION reader",
               f"GRANT USAGE ON SCHEMA {str(place).rpartition('=')[2]} TO reader",
               f"GRANT SELECT ON ALL TABLES IN SCHEMA {str(place).rpartition('=')[2]} TO reader")  # fmt: skip
    monkeypatch.setenv("PGPASSWORD", "another")
    with pytest.raises(StoreError, match="permission denied") as caught:
        _new(server.dossier("new_one", "reader"))
    assert "administrator" in " ".join(caught.value.lines("en"))
    _new(server.dossier("prepared", "reader")).close()
    own = Path(str(place).replace("assess@", "reader@"))
    with pytest.raises(StoreError, match="cannot be written"):
        open_session(own, author=OTHER, pack=mini())
    with open_session(own, readonly=True, pack=mini()) as session:
        assert len(session.bodies()) == 2
        with pytest.raises(StoreError, match="read-only"):
            session.apply(_answer("done"))


def test_a_writer_needs_no_right_to_change_the_journal(
    place: Path, server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema, file = str(place).rpartition("=")[2], tmp_path / "photo.jpg"
    file.write_bytes(b"a face")
    with _new(place) as session:
        session.apply(AttachFile(body="east", indicator="plan", path=str(file)))
        session.erase("law", [session.state("east").evidence["plan"][0].slot], files=True)
    server.sql(
        "CREATE ROLE writer LOGIN PASSWORD 'a third'",
        f"GRANT USAGE ON SCHEMA {schema} TO writer",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO writer",
        f"GRANT INSERT ON {schema}.events TO writer",
        f"GRANT INSERT, DELETE ON {schema}.blobs TO writer",
        f"GRANT INSERT, UPDATE, DELETE ON {schema}.entities, {schema}.rivals TO writer",
    )
    monkeypatch.setenv("PGPASSWORD", "a third")
    with open_session(Path(str(place).replace("assess@", "writer@")), author=OTHER, pack=mini()) as session:
        session.apply(_answer("done"))
        session.undo()
        session.apply(AttachFile(body="west", indicator="plan", path=str(file)))
        with pytest.raises(StoreError, match="permission denied"):
            session.erase("law", ["answer/east/plan/claimed"])
        assert session.verify().problems == ()


def test_what_cannot_be_reached_or_is_no_dossier_is_one_line_without_a_secret(
    place: Path, server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> str:
        with pytest.raises(StoreError) as caught:
            open_session(path, author=AUTHOR, pack=mini())
        said = " ".join((*caught.value.lines("en"), *caught.value.lines("zh")))
        assert SECRET not in said
        assert "wrong one" not in said
        return said

    assert "there is no dossier" in refused(place)
    assert "cannot be reached" in refused(Path("postgresql://me@127.0.0.1:1/db?campaign=x"))
    assert "cannot be reached" in refused(Path(str(place).replace("/postgres?", "/nothing?")))
    server.sql(f"CREATE SCHEMA {str(place).rpartition('=')[2]}_newer", f"CREATE TABLE {str(place).rpartition('=')[2]}_newer.dossier AS SELECT 99 AS format")  # fmt: skip
    assert "Update assess" in refused(Path(f"{place}_newer"))
    monkeypatch.setenv("PGPASSWORD", "the wrong one")
    assert "~/.pgpass" in refused(place)


def test_whoever_waits_too_long_for_a_turn_is_told_that_somebody_writes(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _two(place) as (first, second):
        second._store._connection.exec_driver_sql("SET lock_timeout = '50ms'")
        second._store._connection.commit()
        with first._store.writing(), pytest.raises(Locked, match="somebody else has been writing"):
            second.apply(_answer("done"))
        assert _value(second) is None
        assert second.apply(_answer("done")).events == 1
    _sound(place)


def test_a_lost_connection_is_told_and_made_anew(place: Path, server: PostgresServer) -> None:
    end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'assess'"
    with _new(place) as session:
        server.sql(end)
        assert session.apply(_answer("draft")).events == 1, "what has hung up before is reached again"
        with pytest.raises(StoreError, match="was lost") as caught, session._turn():
            server.sql(end)
            session._write(*session._resolved([_answer("done")]))
        assert "is not saved" in " ".join(caught.value.lines("en"))
        assert _value(session) == "draft"
        assert session.apply(_answer("done")).events == 1
        assert session.verify().problems == ()


def test_verbs_take_an_address_where_they_take_a_file(place: Path, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(assess, words)
        assert done.exit_code == 0, done.output
        return done.output

    at = str(place).replace("postgresql:/", "postgresql://")
    run("new", at, "--title", "Team", "--body", "east=East")
    run("body", "add", at, "west", "--name", "West")
    assert "west" in run("status", at)
    assert json.loads(run("check", at, "--json"))["problems"] == []
    assert json.loads(run("verify", at, "--json"))["problems"] == []
    assert "East" in run("open", at, "--list")
    # What one was sent begins a dossier on the server as well, and is told; then there is nothing new in it.
    sent, other = str(tmp_path / "sent.zip"), at + "_too"
    run("bundle", at, sent)
    assert "Nothing was written" in run("merge", other, sent, "--preview")
    assert "bodies 2, files of evidence 0; conflicts to settle: 0" in run("merge", other, sent, "--yes")
    assert "Nothing new" in run("merge", other, sent, "--yes")
    heads = {json.loads(run("verify", place, "--json"))["head"] for place in (at, other)}
    assert len(heads) == 1
