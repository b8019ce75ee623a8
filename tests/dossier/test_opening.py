"""What is not a dossier, or cannot be read, is refused in a line and left as it was."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from assess.base.errors import NotFound, StoreError
from assess.dossier import schema
from assess.dossier.edits import AddBody
from assess.session import create_session, open_session
from tests.dossier.children import outcome
from tests.mini import AUTHOR, mini, name, new_session, write_mini


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of some size."""
    path = tmp_path_factory.mktemp("whole") / "d.assess"
    with new_session(path) as session:
        session.apply(*(AddBody(id=f"b{n}", name=name(f"Body {n}")) for n in range(300)))
    return path


def _database(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path)
    with db:
        for statement in statements:
            db.execute(statement)
    db.close()


def _newer(path: Path, whole: Path) -> None:
    shutil.copy(whole, path)
    _database(path, f"PRAGMA user_version={schema.FORMAT + 1}")


def _without_tables(path: Path, whole: Path) -> None:
    shutil.copy(whole, path)
    _database(path, "DROP TABLE entities")


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


NO_DOSSIER = "is not a dossier of assess"
CASES: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "nothing": (lambda path, _: None, "there is no dossier"),
    "a folder": (lambda path, _: path.mkdir(), NO_DOSSIER),
    "an empty file": (lambda path, _: path.write_bytes(b""), NO_DOSSIER),
    "a text": (lambda path, _: path.write_text("SQLite format 3, so to speak" * 10), NO_DOSSIER),
    "a workbook": (lambda path, _: path.write_bytes(b"PK\3\4" + bytes(200)), NO_DOSSIER),
    "a link to nowhere": (lambda path, _: path.symlink_to("nowhere"), "there is no dossier"),
    "only the first bytes": (lambda path, whole: path.write_bytes(whole.read_bytes()[:60]), NO_DOSSIER),
    "half of it": (lambda path, whole: path.write_bytes(_half(whole.read_bytes())), "malformed"),
    "zeros after the first page": (
        lambda path, whole: path.write_bytes(whole.read_bytes()[:4096] + bytes(whole.stat().st_size - 4096)),
        "malformed",
    ),
    "another program's database": (lambda path, _: _database(path, "CREATE TABLE t(x)"), NO_DOSSIER),
    "another program's database with a log": (
        lambda path, _: _database(path, "PRAGMA journal_mode=WAL", "CREATE TABLE t(x)"), NO_DOSSIER
    ),
    "a newer format": (_newer, "has format 3; this program reads format 2"),
    "a dossier without its tables": (_without_tables, "no such table"),
}  # fmt: skip


def _bytes(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() if p.is_file() else b"-" for p in sorted(folder.iterdir())}


@pytest.mark.parametrize("readonly", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize("case", CASES)
def test_what_is_no_dossier_is_refused_and_left_as_it_was(
    tmp_path: Path, whole: Path, case: str, readonly: bool
) -> None:
    make, told = CASES[case]
    path = tmp_path / "文件 50%?.assess"
    make(path, whole)
    before = _bytes(tmp_path)
    with pytest.raises(StoreError) as caught:
        open_session(path, author=AUTHOR, readonly=readonly, pack=mini())
    error = caught.value
    assert told in error.message.en
    assert error.exit_code == 5
    assert error.hint is not None
    assert error.hint.zh
    assert error.hint.en
    assert error.message.zh != error.message.en
    assert _bytes(tmp_path) == before


def test_a_name_too_long_is_refused_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    with pytest.raises(StoreError, match="File name too long"):
        open_session(path, pack=mini())
    with pytest.raises(StoreError, match="File name too long"):
        new_session(path)


def _bodies(path: Path, *, readonly: bool) -> int:
    with open_session(path, author=AUTHOR, readonly=readonly, pack=mini()) as session:
        return len(session.bodies())


def test_a_file_without_permission_is_refused(open_folder: Path, whole: Path) -> None:
    path = open_folder / "d.assess"
    shutil.copy(whole, path)
    path.chmod(0o000)
    mini()
    said = outcome(lambda: _bodies(path, readonly=True))
    assert said == f"StoreError: cannot read {path}: Permission denied"


def test_a_folder_without_permission_is_refused(open_folder: Path, whole: Path) -> None:
    mini()
    (open_folder / "closed").mkdir()
    shutil.copy(whole, open_folder / "closed" / "d.assess")
    (open_folder / "closed").chmod(0o000)
    said = outcome(lambda: _bodies(open_folder / "closed" / "d.assess", readonly=True))
    made = outcome(lambda: new_session(open_folder / "closed" / "new.assess"))
    (open_folder / "closed").chmod(0o755)
    assert said.startswith("StoreError: cannot read")
    assert made.startswith("StoreError: cannot read")


def test_a_read_only_folder_can_be_read_and_not_written(open_folder: Path, whole: Path) -> None:
    path = open_folder / "d.assess"
    shutil.copy(whole, path)
    path.chmod(0o666)
    open_folder.chmod(0o555)
    mini()
    assert outcome(lambda: _bodies(path, readonly=True)) == "300"
    assert outcome(lambda: _bodies(path, readonly=False)).startswith("StoreError: the folder cannot be written")
    assert [p.name for p in open_folder.iterdir()] == ["d.assess"]


def test_a_file_that_cannot_be_written_can_be_read(open_folder: Path, whole: Path) -> None:
    path = open_folder / "d.assess"
    shutil.copy(whole, path)
    path.chmod(0o444)
    open_folder.chmod(0o777)
    mini()
    assert outcome(lambda: _bodies(path, readonly=True)) == "300"
    assert outcome(lambda: _bodies(path, readonly=False)) == f"StoreError: {path} cannot be written"


@pytest.mark.parametrize(
    "file", ["a b.assess", "50%25?#&=x.assess", "评估：某市.assess", "'quoted\".assess", "..assess"]
)
def test_a_dossier_may_have_any_name(tmp_path: Path, file: str) -> None:
    with new_session(tmp_path / file) as session:
        session.apply(AddBody(id="east", name=name("East")))
    for readonly in (True, False):
        with open_session(tmp_path / file, author=AUTHOR, readonly=readonly, pack=mini()) as session:
            assert [b.id for b in session.bodies()] == ["east"]
    assert [p.name for p in tmp_path.iterdir()] == [file]


def test_names_with_a_meaning_for_sqlite_are_plain_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file in (":memory:", "file:x?mode=memory"):
        new_session(Path(file)).close()
        assert (tmp_path / file).stat().st_size > 4096


def test_nothing_is_ever_overwritten(tmp_path: Path, whole: Path) -> None:
    path = tmp_path / "d.assess"
    shutil.copy(whole, path)
    before = _bytes(tmp_path)
    with pytest.raises(StoreError, match="exists already"):
        new_session(path)
    path.unlink()
    path.symlink_to("elsewhere")
    with pytest.raises(StoreError, match="exists already"):
        new_session(path)
    assert _bytes(tmp_path).keys() == before.keys()


def test_a_dossier_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder") as caught:
        new_session(tmp_path / "absent" / "d.assess")
    assert caught.value.lines("zh")[1] == "请先建立目录。"
    assert list(tmp_path.iterdir()) == []


def test_a_dossier_that_cannot_be_begun_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stopped"):
        create_session(tmp_path / "d.assess", mini(), name("x"), author=AUTHOR, clock=_stopped)
    assert list(tmp_path.iterdir()) == []


def _stopped() -> str:
    raise ValueError("stopped")


def test_a_dossier_cut_off_while_it_was_made_says_so(tmp_path: Path, whole: Path) -> None:
    path = tmp_path / "d.assess"
    shutil.copy(whole, path)
    _database(path, "DELETE FROM entities", "DELETE FROM events")
    with pytest.raises(StoreError, match="holds no campaign") as caught:
        open_session(path, pack=mini())
    assert "delete the file" in caught.value.lines("en")[1]


def test_the_pack_is_found_by_the_campaigns_id(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "d.assess"
    new_session(path).close()
    with pytest.raises(NotFound, match="there is no pack"):
        open_session(path, author=AUTHOR)
    assert not path.with_name(path.name + ".assess-lock").exists()
    write_mini(home / "indicators" / "mini")
    with open_session(path, author=AUTHOR) as session:
        assert session.pack == mini()
        session.apply(AddBody(id="east", name=name("East")))
