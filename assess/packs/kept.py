"""Checked packs kept between runs, so that a campaign opens without reading and checking its pack anew.

What is kept serves only while nothing that it followed from has changed: the bytes of every file of the pack and
of its bases, where those lie, and the program. Else the pack is loaded and kept again; losing the folder loses
nothing.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

import msgspec

import assess
from assess.base.digest import sha256_hex
from assess.base.errors import InputError
from assess.base.files import write_atomically
from assess.base.resources import home
from assess.packs.model import Pack
from assess.packs.reading.files import SourceFile, file_names, read_bytes
from assess.packs.reading.problems import Notes, Place

_BOM: Final = b"\xef\xbb\xbf"
_FLOORS: Final = ("base", "rules", "packs", "scoring", "measure")
"""The parts of the program that decide what a pack's files mean and whether they are sound."""

Stamp = tuple[tuple[str, str], ...]


class Kept(msgspec.Struct, frozen=True):
    """A checked pack, and what it followed from: the program, its folder, the files as (name, SHA-256)."""

    program: str
    folder: str
    files: Stamp
    pack: Pack


def kept_pack(folder: Path) -> Pack:
    """The pack in `folder`, as `load_pack` gives it and with its errors."""
    program, place, path = _program(), str(folder.resolve()), _place(folder)
    kept = _read(path)
    same = kept is not None and (kept.program, kept.folder) == (program, place)
    if kept is not None and same and _stamp_of(folder, kept.pack) == kept.files:
        return kept.pack
    # Not needed where a pack is kept, and long to import.
    from assess.packs.load import load_with_files

    pack, files = load_with_files(folder)
    _keep(path, Kept(program=program, folder=place, files=_stamp(files), pack=pack))
    return pack


def _place(folder: Path) -> Path:
    """Where the pack of `folder` is kept: one place a folder, so that what is out of date is written over."""
    return home() / "cache" / "packs" / f"{sha256_hex(os.fsencode(folder.resolve()))[:32]}.pack"


def _read(path: Path) -> Kept | None:
    """What is kept at `path`; None when there is nothing, or it is not as it was written."""
    try:
        data = path.read_bytes()
        seal, content = data[:64], data[64:]
        return msgspec.msgpack.decode(content, type=Kept) if seal == _seal(content) else None
    except (OSError, msgspec.DecodeError):
        return None


def _keep(path: Path, kept: Kept) -> None:
    """Write `kept`; a folder that cannot be written is no reason to stop working."""
    content = msgspec.msgpack.encode(kept)
    if msgspec.msgpack.encode(msgspec.msgpack.decode(content, type=Kept)) != content:
        return  # It would not come back exactly as it was.
    with contextlib.suppress(InputError):
        write_atomically(path, _seal(content) + content)


def _seal(content: bytes) -> bytes:
    return sha256_hex(content).encode()


def _stamp(files: list[SourceFile]) -> Stamp:
    return tuple(sorted((file.name, sha256_hex(file.source)) for file in files))


def _stamp_of(folder: Path, pack: Pack) -> Stamp:
    """What `_stamp` gives for the files of `pack` as they stand now; empty when they cannot all be read."""
    folders = {"": folder}
    if pack.lineage is not None:
        from assess.packs.inheritance.bases import find_base

        for base in pack.lineage.bases:
            nearest = find_base(base.id, folder)
            if nearest is None:
                return ()
            folder = folders[f"{base.id}/"] = nearest
    notes = Notes()
    found: list[tuple[str, str]] = []
    for prefix, place in folders.items():
        for name in file_names(place, notes):
            source = read_bytes(place / name, Place(name), notes) or b""
            found.append((prefix + name, sha256_hex(source.removeprefix(_BOM))))
    return () if notes.drafts else tuple(sorted(found))


def _program() -> str:
    """The program as it decides: its version, and when its files were last changed, for those who work on it."""
    root = Path(assess.__file__).parent
    files = [path.stat() for floor in _FLOORS for path in (root / floor).rglob("*.py")]
    return f"{assess.__version__} {max(f.st_mtime_ns for f in files)} {sum(f.st_size for f in files)}"
