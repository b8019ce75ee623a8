"""A file whose bytes flipped: opening, reading and checking end in one line to act on, never in a traceback."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assess.base.errors import StoreError
from assess.base.texts import Text
from assess.dossier.edits import AddBody, AttachFile, SetAnswer
from assess.session import open_session
from tests.mini import mini, name, new_session


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A closed dossier with an answer and a file of evidence."""
    room = tmp_path_factory.mktemp("flipped")
    (room / "plan.pdf").write_bytes(b"the plan")
    with new_session(room / "d.assess") as session:
        session.apply(AddBody(id="east", name=name("East")))
        session.apply(SetAnswer(body="east", indicator="plan", value="draft"))
        session.apply(AttachFile(body="east", indicator="plan", path=str(room / "plan.pdf")))
    return (room / "d.assess").read_bytes()


def _verified(path: Path) -> tuple[Text, ...]:
    with open_session(path, readonly=True, pack=mini()) as session:
        return session.verify().problems


def test_a_schema_that_is_no_text_is_told_as_damage(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "d.assess"
    path.write_bytes(whole.replace(b"STRICT", b"STRI\xa4T", 1))
    assert path.read_bytes() != whole
    with pytest.raises(StoreError, match=r"d\.assess: database error") as told:
        _verified(path)
    assert told.value.hint is not None
    assert "restore a backup" in told.value.hint.en


@pytest.mark.parametrize(
    "mistyped",
    [
        "UPDATE events SET at = 7",
        "UPDATE events SET clock = x'00' WHERE slot = 'answer/east/plan/claimed'",
        "UPDATE events SET fields = 7 WHERE slot = 'answer/east/plan/claimed'",
        "UPDATE events SET version = 2.5",
        "UPDATE entities SET slot = 7 WHERE kind = 'answer'",
        "UPDATE entities SET value = 7 WHERE kind = 'answer'",
        "UPDATE entities SET event = 7 WHERE kind = 'answer'",
        # A number for bytes must not become so many bytes.
        "UPDATE blobs SET data = 4611686018427387904",
        "UPDATE blobs SET data = 'a text'",
        "INSERT INTO rivals SELECT 7, hash FROM events WHERE kind = 'answer' UNION ALL SELECT 'x', x'00'",
    ],
)
def test_a_value_of_another_type_is_told_as_damage(whole: bytes, tmp_path: Path, mistyped: str) -> None:
    path = tmp_path / "d.assess"
    path.write_bytes(whole)
    # A byte flips below the schema; here the schema has to be taken out of the way.
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT', ''), 'TEXT', 'BLOB')")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, 'INTEGER NOT NULL', 'BLOB NOT NULL')")
    connection.close()
    with sqlite3.connect(path) as connection:
        connection.execute(mistyped)
    connection.close()
    try:
        told = [problem.en for problem in _verified(path)]
    except StoreError as error:
        told = [error.message.en]
    assert told
    assert any(how in told[0] for how in ("database error (", "was altered", "conflicts differs from the journal"))
