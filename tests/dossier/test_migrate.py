"""A dossier of format 1 is read as it is, and brought to format 2 when somebody writes to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from assess.dossier.edits import AddBody, SetAnswer
from assess.session import open_session
from tests.mini import AUTHOR, mini, name, new_session


def _version(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def test_an_older_dossier_is_only_read_as_it_is_and_migrated_by_its_next_writer(tmp_path: Path) -> None:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))
        head = session.snapshot().head
    connection = sqlite3.connect(path)
    connection.executescript("DROP TABLE rivals; PRAGMA user_version=1; PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    before = path.read_bytes()
    with open_session(path, readonly=True, pack=mini()) as session:
        assert session.snapshot().head == head
        assert session.conflicts() == []
        assert session.verify().problems == ()
    assert path.read_bytes() == before
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        assert _version(path) == 2
        session.apply(SetAnswer(body="east", indicator="plan", value="done"))
        assert session.verify().problems == ()
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        assert session.conflicts() == []
