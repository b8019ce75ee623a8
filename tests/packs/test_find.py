"""Finding packs by path and by id, the user's own before the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.errors import NotFound
from assess.base.resources import shipped
from assess.packs.find import available_packs, find_pack
from tests.packs.sample import PACK, write_pack


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the user's own packs."""
    monkeypatch.setenv("ASSESS_HOME", str(tmp_path))
    (tmp_path / "indicators").mkdir()
    return tmp_path / "indicators"


def test_a_path_is_taken_as_it_is(home: Path, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "elsewhere")
    assert find_pack(str(folder)) == folder
    assert find_pack(str(folder / "pack.toml")) == folder


def test_shipped_packs_are_found_by_id(home: Path) -> None:
    packs = dict(available_packs())
    assert set(packs.values()) == {p.parent for p in shipped("indicators").glob("*/pack.toml")}
    assert all(find_pack(name) == path for name, path in packs.items())


def test_an_id_counts_and_not_the_name_of_the_folder(home: Path) -> None:
    folder = write_pack(home / "some-folder")
    assert find_pack("sample-index") == folder
    with pytest.raises(NotFound):
        find_pack("some-folder")


def test_a_pack_of_the_users_stands_in_for_a_shipped_one(home: Path) -> None:
    folder = write_pack(home / "own", pack=PACK.replace("sample-index", "digital-government"))
    assert find_pack("digital-government") == folder
    assert [name for name, _ in available_packs()].count("digital-government") == 1


def test_a_broken_pack_is_listed_under_its_folder(home: Path) -> None:
    folder = write_pack(home / "broken-one", pack="format =")
    assert find_pack("broken-one") == folder


def test_a_wrong_id_names_the_nearest(home: Path) -> None:
    write_pack(home / "x")
    with pytest.raises(NotFound) as caught:
        find_pack("sample_idex")
    assert caught.value.lines("en") == ["there is no pack sample_idex", "Did you mean sample-index?"]
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("name", ["", "~nobody-of-that-name/x", "x" * 5000, "zzz", "a\0b"])
def test_any_other_name_is_not_found_and_the_packs_are_listed(home: Path, name: str) -> None:
    write_pack(home / "x")
    with pytest.raises(NotFound) as caught:
        find_pack(name)
    assert "sample-index" in caught.value.lines("en")[1]


def test_a_folder_without_a_pack_says_so(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound) as caught:
        find_pack(str(tmp_path))
    assert "has no pack.toml" in caught.value.lines("en")[0]
