"""Checked packs kept between runs: exactly the pack that loading gives, and never one that is out of date."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assess.base.resources import shipped
from assess.packs import kept, load
from assess.packs.kept import kept_pack
from assess.packs.load import load_pack
from assess.packs.reading.problems import PackErrors


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a shipped pack."""
    return Path(shutil.copytree(shipped("indicators") / "egdi", tmp_path / "egdi"))


def _file(home: Path) -> Path:
    (found,) = (home / "cache" / "packs").iterdir()
    return found


def _no_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise AssertionError("the pack was loaded anew")

    monkeypatch.setattr(load, "load_with_files", refuse)


def test_what_is_kept_is_the_pack_and_is_not_checked_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept_pack(folder)
    assert first == load_pack(folder)
    _no_loading(monkeypatch)
    again = kept_pack(folder)
    assert again == first
    assert again is not first
    assert repr(again) == repr(first)


def test_a_changed_file_a_new_file_and_a_broken_one_are_seen(folder: Path) -> None:
    kept_pack(folder)
    main = folder / "pack.toml"
    main.write_text(main.read_text("utf-8").replace('version = "', 'version = "9', 1), "utf-8")
    assert kept_pack(folder).version == load_pack(folder).version
    assert kept_pack(folder).version.startswith("9")
    (folder / "rules.toml").write_text("[[rules]]\nid = 3\n", "utf-8")
    with pytest.raises(PackErrors):
        kept_pack(folder)


def test_another_program_or_a_damaged_file_has_the_pack_loaded_anew(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = kept_pack(folder)
    file = _file(home)
    whole = file.read_bytes()
    # One letter of the title's text: it would still decode.
    at = whole.index(pack.title.en.encode())
    file.write_bytes(whole[:at] + b"X" + whole[at + 1 :])
    assert kept_pack(folder) == pack
    assert file.read_bytes() == whole
    for junk in (b"", b"\0" * 64, whole[:-1]):
        file.write_bytes(junk)
        assert kept_pack(folder) == pack
    monkeypatch.setattr(kept, "_program", lambda: "another")
    assert kept_pack(folder) == pack
    assert file.read_bytes() != whole


def test_a_changed_base_is_seen_and_so_is_one_that_has_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = Path(shutil.copytree(shipped("indicators") / "egdi", tmp_path / "egdi"))
    child = tmp_path / "child"
    child.mkdir()
    (child / "pack.toml").write_text(
        'format = 1\n[pack]\nid = "child"\nversion = "1.0.0"\nlicence = "CC0-1.0"\nextends = "egdi"\n'
        'title = { zh = "子", en = "Child" }\nsummary = { zh = "子。", en = "A child." }\n',
        "utf-8",
    )
    first = kept_pack(child)
    with monkeypatch.context() as within:
        _no_loading(within)
        assert kept_pack(child) == first
    layer = next((base / "layers").glob("*.toml"))
    layer.write_text(layer.read_text("utf-8").replace('en = "', 'en = "Q', 1), "utf-8")
    assert kept_pack(child) == load_pack(child)
    assert kept_pack(child) != first


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "cache").write_text("in the way")
    assert kept_pack(folder) == kept_pack(folder)


def test_every_shipped_pack_comes_back_exactly(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = sorted(path.parent for path in shipped("indicators").glob("*/pack.toml"))
    packs = [kept_pack(folder) for folder in folders]
    _no_loading(monkeypatch)
    assert [kept_pack(folder) for folder in folders] == packs


def test_a_kept_pack_is_opened_without_the_code_that_checks_packs(folder: Path) -> None:
    kept_pack(folder)
    code = (
        "import sys; from pathlib import Path; from assess.packs.kept import kept_pack; kept_pack(Path(sys.argv[1]));"
        "sys.exit(any(m.startswith('assess.packs.checks') or m == 'assess.packs.load' for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(folder)], check=False).returncode == 0
