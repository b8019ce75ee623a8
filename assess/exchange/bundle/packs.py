"""The packs of a bundle: the campaign's own and those it extends, as files to send and as files received."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tomli

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.exchange.bundle.layout import PACKS
from assess.packs.inheritance.bases import DEEPEST, find_base
from assess.packs.load import load_pack
from assess.packs.model import Pack
from assess.packs.reading.files import file_names
from assess.packs.reading.problems import Notes


def files_of(id: str, folder: Path) -> dict[str, Path]:
    """Entry name -> file, for the sound pack in `folder` and each pack it extends."""
    name, found = id, dict[str, Path]()
    for _ in range(DEEPEST + 1):
        files = file_names(folder, Notes())
        found.update({f"{PACKS}{name}/{file}": folder / file for file in files})
        base = _base_of(folder)
        if base is None:
            break
        beside = find_base(base, folder)
        if beside is None:
            raise InputError(Text(zh=f"找不到指标包 {base}", en=f"there is no pack {base}"))
        name, folder = base, beside
    return dict(sorted(found.items()))


def _base_of(folder: Path) -> str | None:
    table = tomli.loads((folder / "pack.toml").read_text(encoding="utf-8-sig")).get("pack", {})
    base = table.get("extends")
    return base if isinstance(base, str) else None


def load_sent(files: Mapping[str, bytes], id: str, room: Path) -> Pack:
    """The pack `id` out of the files of a bundle, which are written to the empty folder `room` to be loaded.

    The id is anybody's text and becomes a path only where the names of the files, which were checked, have it too.
    """
    if id not in {name.split("/")[1] for name in files}:
        raise InputError(Text(zh=f"包里没有指标包 {shown(id)}", en=f"there is no pack {shown(id)} in the bundle"))
    for name, data in files.items():
        path = room / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return load_pack(room / PACKS / id)
