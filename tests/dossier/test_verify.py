"""Verification finds every kind of tampering done to the file itself, and names it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from assess.base.texts import Text
from assess.dossier.edits import AddBody, AttachFile, RecordFact, RemoveEvidence, SetAnswer
from assess.dossier.events import Event, Field, field_hash
from assess.dossier.verify import Verification
from assess.session import open_session
from tests.mini import AUTHOR, OTHER, mini, name, new_session

Tamper = Callable[[sqlite3.Connection], object]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Two authors, two bodies, evidence in the file, one piece of it detached again."""
    path = tmp_path / "d.assess"
    (tmp_path / "plan.pdf").write_bytes(b"the plan")
    (tmp_path / "old.pdf").write_bytes(b"the old plan")
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")), AddBody(id="west", name=name("West")))
        session.apply(SetAnswer(body="east", indicator="plan", value="draft", comment="a secret"))
        session.apply(SetAnswer(body="east", indicator="portal", value="yes"))
        session.apply(AttachFile(body="east", indicator="plan", path=str(tmp_path / "plan.pdf")))
        session.apply(AttachFile(body="east", indicator="plan", path=str(tmp_path / "old.pdf")))
        old = next(e for e in session.state("east").evidence["plan"] if e.title == "old.pdf")
        session.apply(RemoveEvidence(body="east", evidence=old.id))
    with open_session(path, author=OTHER, pack=mini()) as session:
        session.apply(RecordFact(body="east", fact="satisfied", value=80))
        session.apply(SetAnswer(body="west", indicator="plan", value="done"))
    return path


def _verified(path: Path, tamper: Tamper | None = None) -> Verification:
    if tamper:
        connection = sqlite3.connect(path)
        with connection:
            tamper(connection)
        connection.close()
    with open_session(path, readonly=True, pack=mini()) as session:
        return session.verify()


def test_an_untouched_dossier_is_sound(dossier: Path) -> None:
    found = _verified(dossier)
    assert found.problems == ()
    assert (found.events, found.chains, found.blobs) == (10, 5, 2)


CN = "slot = 'answer/east/plan/claimed'"


def _alter_field(name: str, value: object) -> Tamper:
    def tamper(db: sqlite3.Connection) -> None:
        (text,) = db.execute(f"SELECT fields FROM events WHERE {CN}").fetchone()
        fields = json.loads(text)
        fields[name]["value"] = value
        db.execute(f"UPDATE events SET fields = ? WHERE {CN}", [json.dumps(fields)])

    return tamper


def _spoil_salt(db: sqlite3.Connection) -> None:
    (text,) = db.execute(f"SELECT fields FROM events WHERE {CN}").fetchone()
    fields = json.loads(text)
    fields["value"]["salt"] = "not hexadecimal"
    db.execute(f"UPDATE events SET fields = ? WHERE {CN}", [json.dumps(fields)])


def _sql(statement: str) -> Tamper:
    return lambda db: db.execute(statement)


def _set(assignment: str) -> Tamper:
    return _sql(f"UPDATE events SET {assignment} WHERE {CN}")


def _swap(column: str) -> Tamper:
    def tamper(db: sqlite3.Connection) -> None:
        rows = db.execute(
            f"SELECT {column} FROM events WHERE body = 'east' AND author = 'Li Lei' AND link IN (2, 3)"
        )
        (one,), (other,) = rows.fetchall()
        db.execute(f"UPDATE events SET {column} = -1 WHERE body = 'east' AND {column} = {one}")
        db.execute(f"UPDATE events SET {column} = {one} WHERE body = 'east' AND {column} = {other}")
        db.execute(f"UPDATE events SET {column} = {other} WHERE {column} = -1")

    return tamper


def _insert_foreign(db: sqlite3.Connection) -> None:
    """A whole event with a right hash, from a journal of another campaign."""
    with new_session(Path(str(db.execute("PRAGMA database_list").fetchone()[2]) + ".other")) as other:
        other.apply(AddBody(id="north", name=name("North")))
        event = other._store.events()[-1]
    values = [event.hash] + [getattr(event, n) for n in _COLUMNS] + [json.dumps({
        n: {"salt": f.salt, "value": f.value} for n, f in event.fields.items()
    })]  # fmt: skip
    marks = ", ".join("?" * len(values))
    db.execute(f"INSERT INTO events (hash, {', '.join(_COLUMNS)}, fields) VALUES ({marks})", values)
    entity = json.dumps({"type": "body", "id": "north", "name": {"zh": "North", "en": "North"}})
    db.execute("INSERT INTO entities VALUES ('body/north', 'body', 'north', ?, ?)", [event.hash, entity])


_COLUMNS = [n for n in Event.__struct_fields__ if n not in ("fields", "hash")]

EAST = "Li Lei@01234567 east"
ALTERED = ": its content was altered"
SECOND = f"{EAST} #2{ALTERED}"
KINDS: dict[str, tuple[Tamper, str]] = {
    "a field's value": (_alter_field("value", "done"), SECOND),
    "a value that is off its type": (_alter_field("state", "splendid"), SECOND),
    "a salt": (_spoil_salt, SECOND),
    "fields that are no JSON": (_set("fields = '{'"), SECOND),
    "the time": (_set("at = '2020-01-01T00:00:00.000Z'"), SECOND),
    "the author": (_set("author = 'Someone'"), "Someone@01234567 east #2" + ALTERED),
    "the version": (_set("version = 1"), SECOND),
    "a hash": (_set("hash = 'ab'"), SECOND),
    "the chain": (_set("chain = 'ab'"), ALTERED),
    "the campaign": (_sql("UPDATE events SET at = '' WHERE slot = 'campaign'"), "Li Lei@01234567 - #1" + ALTERED),
    "an event taken out": (_sql(f"DELETE FROM events WHERE {CN}"), f"{EAST} #3: link 2 is missing"),
    "the first event taken out": (
        _sql("DELETE FROM events WHERE slot = 'body/east'"), f"{EAST} #2: link 1 is missing"
    ),
    "the last event taken out": (
        _sql("DELETE FROM events WHERE slot = 'answer/west/plan/claimed'"),
        "the projection differs from the journal: answer/west/plan/claimed",
    ),
    "links exchanged": (_swap("link"), SECOND),
    "the order of arrival": (_swap("local"), f"{EAST} #2: the order of arrival was altered"),
    "an event of another campaign": (_insert_foreign, "north #1: does not belong to this chain"),
    "the projection's value": (
        _sql("UPDATE entities SET value = replace(value, 'draft', 'done')"),
        "the projection differs from the journal: answer/east/plan/claimed",
    ),
    "a value in the projection that is no JSON": (
        _sql("UPDATE entities SET value = '?' WHERE slot = 'answer/east/plan/claimed'"),
        "the projection differs from the journal: answer/east/plan/claimed",
    ),
    "the projection's body, which hides an answer": (
        _sql("UPDATE entities SET body = 'nowhere' WHERE slot = 'answer/east/plan/claimed'"),
        "the projection differs from the journal: answer/east/plan/claimed",
    ),
    "the projection's kind": (
        _sql("UPDATE entities SET kind = 'evidence' WHERE slot = 'answer/east/plan/claimed'"),
        "the projection differs from the journal: answer/east/plan/claimed",
    ),
    "an entity taken out": (
        _sql("DELETE FROM entities WHERE slot = 'answer/east/portal/claimed'"),
        "the projection differs from the journal: answer/east/portal/claimed",
    ),
    "an entity put in": (
        _sql("INSERT INTO entities SELECT 'answer/east/plan/verified', kind, body, event, value FROM entities "
             "WHERE slot = 'answer/east/plan/claimed'"),
        "the projection differs from the journal: answer/east/plan/verified",
    ),
    "a file's bytes": (_sql("UPDATE blobs SET data = x'00' WHERE size = 8"), "evidence file was altered: plan.pdf"),
    "a file taken out": (_sql("DELETE FROM blobs WHERE size = 8"), "evidence file is missing: plan.pdf"),
    "a detached file taken out": (_sql("DELETE FROM blobs WHERE size = 12"), "evidence file is missing: old.pdf"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_tampering_is_found_and_named(dossier: Path, kind: str) -> None:
    tamper, told = KINDS[kind]
    found = _verified(dossier, tamper)
    assert any(told in problem.en for problem in found.problems), found.problems
    assert all(problem.zh and problem.zh != problem.en for problem in found.problems)


def test_many_differences_are_counted_not_all_listed(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(*(AddBody(id=f"b{n}", name=name(f"B{n}")) for n in range(30)))
    found = _verified(dossier, _sql("DELETE FROM entities WHERE slot LIKE 'body/b%'"))
    assert len(found.problems) == 21
    assert found.problems[-1] == Text(zh="投影另有 10 处不一致", en="and 10 more places of the projection")


def test_a_text_erased_by_law_leaves_a_sound_dossier(dossier: Path) -> None:
    def erase(db: sqlite3.Connection) -> None:
        (text,) = db.execute(f"SELECT fields FROM events WHERE {CN}").fetchone()
        fields = json.loads(text)
        old = fields["comment"]
        fields["comment"] = {"erased": field_hash("comment", Field(salt=old["salt"], value=old["value"]))}
        db.execute(f"UPDATE events SET fields = ? WHERE {CN}", [json.dumps(fields)])

    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        head = session._store.head()
    assert "the projection differs" in _verified(dossier, erase).problems[0].en, "until the projection is made anew"
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session._store.rebuild()
        assert session.verify().problems == ()
        assert session.verify().head == head
        answer = session.state("east").answer("plan")
        assert answer is not None
        assert (answer.value, answer.comment) == ("draft", "")
        assert session.apply(SetAnswer(body="east", indicator="plan", value="done")).events == 1


def test_a_reader_verifies_one_state_while_a_writer_writes(dossier: Path) -> None:
    """What is written between two reads of the verification is no damage."""
    with (
        open_session(dossier, author=AUTHOR, pack=mini()) as writer,
        open_session(dossier, readonly=True, pack=mini()) as reader,
    ):
        rows = reader._store.event_rows

        def write_after_reading() -> object:
            found = rows()
            writer.apply(SetAnswer(body="west", indicator="portal", value="no"))
            return found

        reader._store.event_rows = write_after_reading  # type: ignore[method-assign, assignment]
        assert reader.verify().problems == ()
        assert reader.verify().events == 11
