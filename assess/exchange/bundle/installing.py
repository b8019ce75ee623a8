"""Packs out of a bundle, for a machine that does not have them: beside those that are there, never over them."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.exchange.bundle.layout import PACKS
from assess.packs.find import available_packs

Status = Literal["new", "same", "different"]


class Arrival(msgspec.Struct, frozen=True):
    """A pack of a bundle: whether this machine has it, another of that id or none, and where."""

    id: str
    files: int
    status: Status
    there: str = ""


def arrivals(packs: Mapping[str, bytes]) -> tuple[Arrival, ...]:
    """The packs among the files of a bundle beside those of this machine, by id."""
    held = dict(available_packs())
    found = []
    for name, files in _by_id(packs).items():
        folder = held.get(name)
        status: Status = "new" if folder is None else "same" if _same(files, folder) else "different"
        found.append(Arrival(name, len(files), status, str(folder) if folder else ""))
    return tuple(found)


def install(packs: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Put the packs that the machine does not have into `folder`, each whole or not at all; gives where they are.

    InputError where another pack of the same id is there: which of two is meant is for people to say.
    """
    found = arrivals(packs)
    if other := next((a for a in found if a.status == "different"), None):
        raise InputError(
            Text(zh=f"这里已有另一个指标包 {other.id}", en=f"another pack {other.id} is here already"),
            Text(
                zh=f"先用“assess pack diff”比较；要换成包里的，把 {other.there} 移开或换个代码。",
                en=f"Compare with “assess pack diff”; to take this one, move {other.there} away first.",
            ),
        )
    files = _by_id(packs)
    return tuple(_put(files[a.id], folder / a.id) for a in found if a.status == "new")


def _by_id(packs: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    for name, data in sorted(packs.items()):
        pack, _, file = name.removeprefix(PACKS).partition("/")
        found.setdefault(pack, {})[file] = data
    return found


def _same(files: Mapping[str, bytes], folder: Path) -> bool:
    """Whether the folder holds these files; files that no pack reads, a read-me say, do not count."""
    return all((folder / name).is_file() and (folder / name).read_bytes() == data for name, data in files.items())


def _put(files: Mapping[str, bytes], to: Path) -> Path:
    """Write beside the place and rename, so that no half of a pack is ever found."""
    if to.exists():
        raise InputError(
            Text(zh=f"目录 {to} 已经存在", en=f"the folder {to} is there already"),
            Text(zh="把它移开再试。", en="Move it away and try again."),
        )
    room = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    try:
        for name, data in files.items():
            path = room / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        room.rename(to)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return to
