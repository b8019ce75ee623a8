"""Backups are whole whatever is being written, and putting one back loses nothing that stood there."""

from __future__ import annotations

import shutil
import sqlite3
import time
from pathlib import Path

import pytest

from assess.base.errors import InputError, Locked, StoreError
from assess.dossier.backup import backup, look, restore
from assess.dossier.edits import AddBody, AttachFile, SetAnswer
from assess.session import open_session
from tests.dossier.children import Child, Say
from tests.mini import AUTHOR, mini, name, new_session


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A body, an answer and an attached file."""
    path, file = tmp_path / "d.assess", tmp_path / "plan.pdf"
    file.write_bytes(b"plan" * 1000)
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))
        session.apply(SetAnswer(body="east", indicator="plan", value="draft", comment="0"))
        session.apply(AttachFile(body="east", indicator="plan", kind="document", path=str(file)))
    return path


def _write(path: Path, comments: range, say: Say | None = None) -> None:
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        for n in comments:
            session.apply(SetAnswer(body="east", indicator="plan", value="draft", comment=str(n)))
            if say:
                say(str(n))
        if say:
            time.sleep(60)


def _comment(path: Path) -> int:
    with open_session(path, author=AUTHOR, pack=mini(), readonly=True) as session:
        answer = session.state("east").answer("plan")
        assert answer is not None
        return int(answer.comment)


def _names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def _spoil(path: Path) -> None:
    """Alter one recorded text behind the program's back."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE events SET fields = replace(fields, '\"draft\"', '\"done\"')")
    connection.close()


def test_backups_made_while_another_process_writes_hold_all_that_was_shown_as_saved(
    dossier: Path, tmp_path: Path
) -> None:
    child = Child(lambda say: _write(dossier, range(1, 100_000), say))
    try:
        for n in range(8):
            shown = int(child.line())
            made = backup(dossier, tmp_path / f"{n}.assess")
            assert made.verified.problems == ()
            assert _comment(made.path) >= shown
    finally:
        child.kill()
    assert not [name for name in _names(tmp_path) if ".part" in name]


def test_a_backup_after_a_kill_holds_what_was_still_in_the_log(dossier: Path, tmp_path: Path) -> None:
    child = Child(lambda say: _write(dossier, range(1, 6), say))
    said = [child.line() for _ in range(5)]
    child.kill()
    assert dossier.with_name("d.assess-wal").stat().st_size > 0
    assert _comment(backup(dossier, tmp_path / "b.assess").path) == int(said[-1])


def test_a_backup_is_one_file_named_by_date_and_head_with_files_of_evidence(dossier: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    made = backup(dossier, shelf)
    assert _names(shelf) == {made.path.name}
    assert made.path.name == f"d-{made.last[:10]}-{look(dossier).verified.head[:12]}.assess"
    assert made.verified.blobs == 1
    # Bytes 18 and 19 of SQLite's header: 1 where no log is kept, so that it opens from a disc that is read-only.
    assert made.path.read_bytes()[18:20] == b"\x01\x01"
    assert look(made.path).events == look(dossier).events


def test_the_same_state_is_kept_once_and_nothing_else_is_overwritten(dossier: Path, tmp_path: Path) -> None:
    first = backup(dossier, tmp_path / "b.assess")
    assert not first.again
    assert backup(dossier, tmp_path / "b.assess").again
    _write(dossier, range(1, 2))
    held = (tmp_path / "b.assess").read_bytes()
    with pytest.raises(InputError, match="not overwritten"):
        backup(dossier, tmp_path / "b.assess")
    with pytest.raises(InputError, match="same file"):
        backup(dossier, dossier)
    assert (tmp_path / "b.assess").read_bytes() == held


def test_a_damaged_dossier_makes_no_backup(dossier: Path, tmp_path: Path) -> None:
    _spoil(dossier)
    before = _names(tmp_path)
    with pytest.raises(StoreError, match="damaged"):
        backup(dossier, tmp_path)
    assert _names(tmp_path) == before


def test_what_stood_there_is_set_aside_with_what_was_in_its_log(dossier: Path, tmp_path: Path) -> None:
    made = backup(dossier, tmp_path / "b.assess")
    child = Child(lambda say: _write(dossier, range(1, 4), say))
    for _ in range(3):
        child.line()
    child.kill()
    aside = restore(made.path, dossier, "Li Lei")
    assert aside is not None
    assert look(dossier).events == look(made.path).events
    assert _comment(dossier) == 0
    assert _comment(aside) == 3


def test_a_dossier_that_no_longer_reads_is_replaced_and_kept(dossier: Path, tmp_path: Path) -> None:
    made = backup(dossier, tmp_path / "b.assess")
    dossier.write_bytes(b"\0" * 500)
    aside = restore(made.path, dossier, "Li Lei")
    assert aside is not None
    assert aside.read_bytes() == b"\0" * 500
    assert look(dossier).verified.problems == ()


def test_a_log_without_its_file_does_not_get_into_what_is_put_back(dossier: Path, tmp_path: Path) -> None:
    """The worst a kill or a careless hand leaves: SQLite would play such a log into whatever file it finds."""
    made = backup(dossier, tmp_path / "b.assess")
    child = Child(lambda say: _write(dossier, range(1, 4), say))
    for _ in range(3):
        child.line()
    child.kill()
    dossier.unlink()
    assert dossier.with_name("d.assess-wal").exists()
    restore(made.path, dossier, "Li Lei")
    assert look(dossier).events == look(made.path).events


def test_nothing_is_put_back_under_a_writer(dossier: Path, tmp_path: Path) -> None:
    made = backup(dossier, tmp_path / "b.assess")
    with open_session(dossier, author=AUTHOR, pack=mini()) as session:
        with pytest.raises(Locked):
            restore(made.path, dossier, "Han Meimei")
        session.apply(SetAnswer(body="east", indicator="plan", value="done", comment="7"))
    assert _comment(dossier) == 7


def test_a_damaged_backup_is_not_put_back(dossier: Path, tmp_path: Path) -> None:
    bad = Path(shutil.copy(backup(dossier, tmp_path / "b.assess").path, tmp_path / "bad.assess"))
    _spoil(bad)
    held, before = dossier.read_bytes(), _names(tmp_path)
    with pytest.raises(StoreError, match="damaged"):
        restore(bad, dossier, "Li Lei")
    assert dossier.read_bytes() == held
    assert _names(tmp_path) == before
