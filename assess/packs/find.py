"""Finding packs: by path, or by id among the user's own packs and the shipped ones."""

from __future__ import annotations

from pathlib import Path

import tomli

from assess.base.errors import NotFound
from assess.base.resources import search_path
from assess.base.texts import Text
from assess.packs.reading.files import MAX_BYTES
from assess.packs.reading.problems import nearest, shown

KIND = "indicators"


def find_pack(name_or_path: str) -> Path:
    """The folder of a pack, given as a path or as an id; raises NotFound with the nearest id.

    A path wins over an id, and a pack of the user's over a shipped one of the same id.
    """
    try:
        given = Path(name_or_path).expanduser()
        if name_or_path and (given / "pack.toml").is_file():
            return given
        if given.name == "pack.toml" and given.is_file():
            return given.parent
        folder = bool(name_or_path) and given.is_dir()
    except (OSError, RuntimeError):
        # A name too long for a path, or "~someone" who does not exist: no path, but perhaps an id.
        folder = False
    packs = dict(available_packs())
    if name_or_path in packs:
        return packs[name_or_path]
    if folder:
        raise NotFound(
            Text(
                zh=f"目录 {shown(name_or_path)} 里没有 pack.toml",
                en=f"the folder {shown(name_or_path)} has no pack.toml",
            ),
            Text(zh="请给出指标包所在的目录。", en="Name the folder of a pack."),
        )
    near = nearest(name_or_path, packs)
    known = sorted(packs)
    raise NotFound(
        Text(zh=f"没有指标包 {shown(name_or_path)}", en=f"there is no pack {shown(name_or_path)}"),
        Text(zh=f"是不是想用 {near}？", en=f"Did you mean {near}?")
        if near
        else Text(zh=f"现有：{'、'.join(known)}。", en=f"There are: {', '.join(known)}.")
        if known
        else Text(zh="这里没有任何指标包，请给出目录。", en="There are no packs here; give the path of a folder."),
    )


def available_packs() -> list[tuple[str, Path]]:
    """Ids and folders of the packs at hand, sorted by id; the user's own stand in for shipped ones.

    A pack that cannot be read is listed under the name of its folder, so that it can be checked by name.
    """
    found: dict[str, Path] = {}
    for root in search_path(KIND):
        for name, folder in packs_in(root):
            found.setdefault(name, folder)
    return sorted(found.items())


def packs_in(root: Path) -> list[tuple[str, Path]]:
    """Ids and folders of the packs that stand in the folder `root`, by the name of the folder."""
    return [(_id_of(folder), folder) for folder in _folders(root)]


def _folders(root: Path) -> list[Path]:
    try:
        return sorted(path for path in root.iterdir() if path.name[0] != "." and (path / "pack.toml").is_file())
    except OSError:
        return []


def _id_of(folder: Path) -> str:
    path = folder / "pack.toml"
    try:
        if path.stat().st_size > MAX_BYTES:
            return folder.name
        pack = tomli.loads(path.read_text(encoding="utf-8-sig")).get("pack")
    except (OSError, ValueError, RecursionError):
        return folder.name
    name = pack.get("id") if isinstance(pack, dict) else None
    return name if isinstance(name, str) and name else folder.name
