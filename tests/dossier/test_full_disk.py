"""A full disk: the save that does not fit is refused whole, and nothing saved before is lost."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest

from assess.base.errors import StoreError
from assess.dossier.edits import AddBody, AttachFile, SetAnswer
from assess.session import Session, open_session
from tests.dossier.children import Child, Say
from tests.dossier.play import held
from tests.mini import AUTHOR, mini, name, new_session

LONG = "x" * 2000


def _limit(session: Session, pages: int) -> None:
    session._store._connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    session._store._connection.commit()


def test_a_save_that_does_not_fit_changes_nothing_and_says_so(tmp_path: Path) -> None:
    path, file = tmp_path / "d.assess", tmp_path / "large.bin"
    file.write_bytes(bytes(400_000))
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))
        session.apply(SetAnswer(body="east", indicator="plan", value="draft", comment="saved"))
        before, events = held(session), session._store.counts()
        _limit(session, 40)
        with pytest.raises(StoreError) as caught:
            session.apply(
                SetAnswer(body="east", indicator="plan", value="done"),
                AttachFile(body="east", indicator="plan", path=str(file)),
            )
        assert caught.value.lines("en") == [
            "d.assess: database error (database or disk is full)",
            "The disk is full: free some space and try again; everything shown as saved is there.",
        ]
        assert "磁盘已满" in caught.value.lines("zh")[1]
        assert (held(session), session._store.counts()) == (before, events)
        answer = session.state("east").answer("plan")
        assert answer is not None
        assert answer.value == "draft", "what is shown is what is saved"
        _limit(session, 1_000_000)
        session.apply(SetAnswer(body="east", indicator="plan", value="done"))
        assert session.verify().problems == ()
    with open_session(path, readonly=True, pack=mini()) as session:
        assert session.verify().problems == ()
        assert session.state("east").answer("plan") is not None


def test_no_file_may_grow_and_all_that_was_saved_is_there(tmp_path: Path) -> None:
    """The operating system refuses to let any file grow: a real failing write, in the middle of the log."""
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))

    def fill(say: Say) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with open_session(path, author=AUTHOR, pack=mini()) as session:
            resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
            for n in range(10_000):
                try:
                    session.apply(SetAnswer(body="east", indicator="plan", value="draft", comment=f"{n} {LONG}"))
                except StoreError as error:
                    say(f"refused: {error.message.en}")
                    return
                say(str(n))

    *saved, last = Child(fill).rest()
    assert last.startswith("refused: d.assess: database error")
    assert len(saved) > 3
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        answer = session.state("east").answer("plan")
        assert answer is not None
        assert answer.comment.split()[0] == saved[-1]
        assert session.verify().problems == ()
        assert session.apply(SetAnswer(body="east", indicator="plan", value="done")).events == 1
