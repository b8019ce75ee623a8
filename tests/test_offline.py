"""The archive for machines without a package index: it holds what each of them needs, and refuses to be altered.

That it installs without a network is tried by `make test-offline`, which takes minutes.
"""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def modules() -> Iterator[dict[str, ModuleType]]:
    names = ("targets", "build", "install")
    sys.path.insert(0, str(ROOT / "offline"))
    try:
        yield {name: importlib.import_module(name) for name in names}
    finally:
        sys.path.remove(str(ROOT / "offline"))
        for name in names:
            sys.modules.pop(name, None)


@pytest.fixture
def unpacked(modules: dict[str, ModuleType], tmp_path: Path) -> Path:
    """A small archive with two wheels, unpacked."""
    files = {"wheels/a-1-py3-none-any.whl": b"a", "wheels/b-1-py3-none-any.whl": b"b", "install.sh": b"#!/bin/sh\n"}
    modules["build"].write_archive(tmp_path / "assess-offline-1.zip", files)
    with zipfile.ZipFile(tmp_path / "assess-offline-1.zip") as archive:
        archive.extractall(tmp_path)
    return tmp_path / "assess-offline-1"


@pytest.fixture(scope="module")
def installed(modules: dict[str, ModuleType]) -> list[Any]:
    """The packages that are installed here, as wheels."""
    found = []
    for one in importlib.metadata.distributions():
        requires = tuple(map(Requirement, one.requires or []))
        found.append(modules["targets"].Wheel(canonicalize_name(one.name), Version(one.version), requires))
    return found


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_holds_all_that_each_system_needs(
    modules: dict[str, ModuleType], installed: list[Any], python: str
) -> None:
    """By the requirements of what is installed here, read as other systems would read them."""
    targets = modules["targets"]
    pinned = modules["build"].pins_of(ROOT / "requirements.txt").keys()
    held = [wheel for wheel in installed if wheel.name in pinned]
    roots = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    for name, system in targets.SYSTEMS.items():
        assert targets.unmet(held, roots, targets.markers_of(system, python)) == [], name
    without = [wheel for wheel in held if wheel.name != "tzdata"]
    asks = 'pandas needs tzdata; sys_platform == "win32"'
    for name, system in targets.SYSTEMS.items():
        lacking = targets.unmet(without, roots, targets.markers_of(system, python))
        assert (asks in lacking) == name.startswith("windows")


def test_needs_of_needs_and_extras_are_followed(modules: dict[str, ModuleType]) -> None:
    targets = modules["targets"]
    wheels = [
        targets.Wheel("a", Version("1"), (Requirement("b>=2"), Requirement('c; extra == "pdf"'))),
        targets.Wheel("b", Version("1.9"), ()),
    ]
    markers = targets.markers_of(targets.SYSTEMS["linux-x86_64"], "3.12")
    assert targets.unmet(wheels, ["a"], markers) == ["a needs b>=2"]
    assert targets.unmet(wheels, ["a[pdf]"], markers) == ["a needs b>=2", 'a needs c; extra == "pdf"']


def test_the_oldest_c_library_that_serves_all_wheels_is_told(modules: dict[str, ModuleType]) -> None:
    glibc_of = modules["targets"].glibc_of
    assert glibc_of(["a-1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl"]) == "2.17"
    assert (
        glibc_of(["a-1-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl", "b-1-py3-none-any.whl"])
        == "2.27"
    )
    assert glibc_of(["b-1-py3-none-any.whl", "c-1-cp311-cp311-win_amd64.whl"]) == ""


def test_the_same_files_make_the_same_archive(modules: dict[str, ModuleType], tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        files = dict(modules["build"].scripts())
        modules["build"].write_archive(
            tmp_path / folder / "x.zip", dict(sorted(files.items(), reverse=folder == "two"))
        )
    assert (tmp_path / "one" / "x.zip").read_bytes() == (tmp_path / "two" / "x.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one" / "x.zip") as archive:
        assert archive.getinfo("x/install.sh").external_attr >> 16 & 0o111
        # Windows runs scripts with its own line ends only.
        assert b"\n" not in archive.read("x/install.cmd").replace(b"\r\n", b"")


def test_documents_and_packs_go_along(modules: dict[str, ModuleType]) -> None:
    names = {name for name, _ in modules["build"].documents()}
    assert {"LICENSE", "README.zh-CN.md", "docs/cli.md", "indicators/digital-government/pack.toml"} <= names
    assert not {n for n in names if "__pycache__" in n}


def test_an_archive_as_it_was_built_passes(modules: dict[str, ModuleType], unpacked: Path) -> None:
    assert modules["install"].check_files(unpacked) == 3
    (unpacked / "notes.txt").write_text("mine")
    assert modules["install"].check_files(unpacked) == 3


@pytest.mark.parametrize(("lang", "word"), [("en", "altered"), ("zh", "与清单不符")])
def test_one_other_byte_is_found_and_the_file_named(
    modules: dict[str, ModuleType], unpacked: Path, monkeypatch: pytest.MonkeyPatch, lang: str, word: str
) -> None:
    monkeypatch.setenv("ASSESS_LANG", lang)
    (unpacked / "wheels/b-1-py3-none-any.whl").write_bytes(b"c")
    with pytest.raises(modules["install"].Stop, match=f"{word}.*b-1-py3"):
        modules["install"].check_files(unpacked)


@pytest.mark.parametrize(
    ("harm", "named"), [("missing", "a-1-py3"), ("strange", "z-9-py3"), ("unlisted", "SHA256SUMS")]
)
def test_files_that_lack_or_were_slipped_in_are_named(
    modules: dict[str, ModuleType], unpacked: Path, harm: str, named: str
) -> None:
    if harm == "missing":
        (unpacked / "wheels/a-1-py3-none-any.whl").unlink()
    elif harm == "strange":
        (unpacked / "wheels/z-9-py3-none-any.whl").write_bytes(b"z")
    else:
        (unpacked / "SHA256SUMS").unlink()
    with pytest.raises(modules["install"].Stop, match=named):
        modules["install"].check_files(unpacked)


def test_a_machine_that_the_archive_does_not_serve_is_told_so(modules: dict[str, ModuleType]) -> None:
    about = {"systems": ["windows-amd64"], "pythons": ["3.9"], "glibc": "2.28"}
    with pytest.raises(modules["install"].Stop, match=r"windows-amd64.*3\.9"):
        modules["install"].check_machine(about)


def test_a_full_disk_is_told_before_anything_is_written(modules: dict[str, ModuleType], tmp_path: Path) -> None:
    with pytest.raises(modules["install"].Stop, match="MB"):
        modules["install"].check_room(tmp_path / "new", 10**18)
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.name == "nt", reason="the command is a shell script here")
def test_the_command_starts_the_newest_program_whatever_its_folder_is_called(
    modules: dict[str, ModuleType], tmp_path: Path
) -> None:
    folder = tmp_path / "it's 数字 here"
    folder.mkdir()
    for word in ("old", "new"):
        program = folder / word
        program.write_text(f'#!/bin/sh\necho {word} "$@"\n')
        program.chmod(0o755)
        command = modules["install"].lead_to(program, folder)
        said = subprocess.run([command, "a b"], capture_output=True, text=True, check=True).stdout
        assert said == f"{word} a b\n"
    assert sorted(p.name for p in folder.iterdir()) == ["assess", "new", "old"]
