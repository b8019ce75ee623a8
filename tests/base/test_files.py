"""Writing a file whole or not at all; the clock; where shipped and own files lie."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from assess.base import resources
from assess.base.clock import utc_now
from assess.base.errors import InputError, NotFound
from assess.base.files import write_atomically


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "报告.html"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in path.parent.iterdir()] == ["报告.html"]


def test_a_file_is_as_readable_as_the_user_lets_files_be(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "x", b"")
        assert os.umask(0o027) == 0o027, "the umask is not the writer's to change"
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o640
    write_atomically(tmp_path / "x", b"", private=True)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600


class _Full:
    """A file on a disk that fills up after a few bytes."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        self._file.write(data[:3])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scores.csv"
    path.write_bytes(b"old")
    opened = Path.open
    monkeypatch.setattr(Path, "open", lambda self, mode="r": _Full(opened(self, mode)))
    with pytest.raises(InputError, match="No space left"):
        write_atomically(path, b"new and longer")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["scores.csv"]


def test_a_folder_in_the_way_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(InputError) as caught:
        write_atomically(tmp_path / "x", b"data")
    assert "权限" in caught.value.lines("zh")[1]
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_a_file_in_place_of_a_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(InputError, match="cannot write"):
        write_atomically(tmp_path / "x" / "y", b"data")


def test_the_clock_is_utc_to_the_millisecond_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert utc_now() == "2023-11-14T22:13:20.000Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    now = utc_now()
    assert len(now) == 24
    assert now.endswith("Z")
    assert now > "2024"


def test_shipped_files_are_found_in_the_source_tree() -> None:
    for kind, inside in (("indicators", "digital-government/pack.toml"), ("examples", "odm2023/answers.csv")):
        assert (resources.shipped(kind) / inside).is_file()


def test_a_missing_folder_says_that_the_installation_is_incomplete() -> None:
    with pytest.raises(NotFound, match="incomplete installation: no folder wheels") as caught:
        resources.shipped("wheels")
    assert caught.value.lines("zh") == ["安装不完整：找不到目录 wheels", "请重新安装 assess。"]


def test_the_users_own_folder_is_searched_first(home: Path) -> None:
    assert resources.search_path("indicators") == [resources.shipped("indicators")]
    (home / "indicators").mkdir(parents=True)
    assert resources.search_path("indicators") == [home / "indicators", resources.shipped("indicators")]


def test_the_users_folder_follows_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ASSESS_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert resources.home() == tmp_path / "assess"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert resources.home() == tmp_path / ".local" / "share" / "assess"
