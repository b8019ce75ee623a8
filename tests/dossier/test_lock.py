"""One writer at a time: others are told who it is, may read, and are not kept out by one who died."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assess.base.errors import Locked, StoreError
from assess.dossier.edits import AddBody, SetAnswer
from assess.dossier.lock import WriterLock
from assess.session import open_session
from tests.dossier.children import Child, Say, child, outcome
from tests.mini import AUTHOR, OTHER, mini, name, new_session


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))
    return path


def _hold(path: Path, say: Say) -> None:
    with open_session(path, author=OTHER, pack=mini()) as session:
        session.apply(SetAnswer(body="east", indicator="plan", value="draft"))
        say("held")
        time.sleep(60)


def test_a_second_writer_is_told_who_holds_it(dossier: Path) -> None:
    with child(lambda say: _hold(dossier, say)) as holder:
        assert holder.line() == "held"
        with pytest.raises(Locked) as caught:
            open_session(dossier, author=AUTHOR, pack=mini())
        assert caught.value.exit_code == 6
        assert caught.value.lines("en") == [
            f"another program is writing to this dossier (Han Meimei, pid {holder.pid})",
            "Close it first, or open the dossier read-only.",
        ]
        assert f"Han Meimei, pid {holder.pid}" in caught.value.lines("zh")[0]


def test_a_reader_may_look_while_another_writes(dossier: Path) -> None:
    with open_session(dossier, readonly=True, pack=mini()) as reader:
        assert reader.state("east").answers == {}
        with child(lambda say: _hold(dossier, say)) as holder:
            assert holder.line() == "held"
            assert reader.state("east").answers == {}, "what was read stays until it is read again"
            reader.refresh()
            assert reader.state("east").answer("plan") is not None
            with open_session(dossier, readonly=True, pack=mini()) as other:
                assert other.state("east").answer("plan") is not None


def test_a_reader_cannot_write(dossier: Path) -> None:
    with (
        open_session(dossier, readonly=True, pack=mini()) as reader,
        pytest.raises(StoreError, match="open read-only"),
    ):
        reader.apply(SetAnswer(body="east", indicator="plan", value="draft"))


def test_a_killed_writer_leaves_no_stale_lock(dossier: Path) -> None:
    holder = Child(lambda say: _hold(dossier, say))
    assert holder.line() == "held"
    holder.kill()
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        assert session.state("east").answer("plan") is not None


def test_the_same_file_by_another_name_has_the_same_lock(dossier: Path) -> None:
    link = dossier.with_name("link.assess")
    link.symlink_to(dossier)
    with (
        open_session(dossier, author=AUTHOR, pack=mini()),
        pytest.raises(Locked),
    ):
        open_session(link, author=OTHER, pack=mini())


def test_a_lock_file_that_nobody_holds_is_in_no_ones_way(dossier: Path) -> None:
    left = dossier.with_name(dossier.name + ".assess-lock")
    left.write_text("Someone, pid 1")
    with open_session(dossier, author=AUTHOR, pack=mini()):
        assert left.read_text().startswith("Li Lei, pid ")
    assert not left.exists()


def test_closing_leaves_only_the_dossier(dossier: Path) -> None:
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        session.apply(SetAnswer(body="east", indicator="plan", value="draft"))
    with open_session(dossier, readonly=True, pack=mini()) as reader:
        reader.snapshot()
    assert [p.name for p in dossier.parent.iterdir()] == [dossier.name]


def test_a_lock_can_be_given_up_twice_and_taken_again(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "x")
    lock.release()
    for _ in range(2):
        lock.take("A")
        with pytest.raises(Locked):
            WriterLock(tmp_path / "x").take("B")
        lock.release()
        lock.release()


def test_a_folder_that_cannot_be_written_has_no_writer(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    said = outcome(lambda: WriterLock(open_folder / "d.assess").take("me"))
    assert said == "StoreError: the folder cannot be written: Permission denied"
