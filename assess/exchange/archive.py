"""An archive of a campaign: everything in forms that need no program of ours to be read, with their digests.

A zip file with a read-me first, then `SHA256SUMS` in the form that `sha256sum -c` reads, then the files by name.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.exchange.archive_words import EN, ZH

README: Final = "README.txt"
SUMS: Final = "SHA256SUMS"
DATE: Final = (1980, 1, 1, 0, 0, 0)
_PIECE: Final = 1 << 20


class About(msgspec.Struct, frozen=True):
    """What the read-me says of an archive; `mark` is the mark of classification, blank where there is none."""

    title: Text
    mark: Text
    period: str
    bodies: int
    events: int
    files: int
    head: str
    last: str
    program: str
    pack: str


def readme(about: About) -> bytes:
    """The read-me in both languages, with a mark at its beginning by which old editors know its code."""
    parts = []
    for lang, text in (("zh", ZH), ("en", EN)):
        values = {name: getattr(about, name) for name in about.__struct_fields__}
        values |= {"title": about.title.get("zh" if lang == "zh" else "en")}
        mark = about.mark.zh if lang == "zh" else about.mark.en
        parts.append((f"{mark}\n\n" if mark else "") + text.format(**values))
    return b"\xef\xbb\xbf" + "\n\n".join(parts).encode()


def write_archive(files: Mapping[str, Path], about: About, out: Path) -> str:
    """Write the archive to `out`, read it again to its end, and give its SHA-256; whole or not at all.

    InputError when something stands at `out` or it cannot be written, or reads otherwise than it was written.
    """
    if out.exists():
        raise InputError(
            Text(zh=f"{out} 已经存在，没有覆盖", en=f"{out} exists already and was not overwritten"),
            Text(zh="请换一个文件名。", en="Choose another name."),
        )
    beside = out.with_name(f".assess-{secrets.token_hex(8)}.part")
    try:
        text = readme(about)
        sums = {README: hashlib.sha256(text).hexdigest()} | {n: _digest(p) for n, p in sorted(files.items())}
        listed = "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()
        with beside.open("x+b") as file:
            with zipfile.ZipFile(file, "w") as archive:
                for name, data in ((README, text), (SUMS, listed)):
                    archive.writestr(_entry(name), data)
                for name, path in sorted(files.items()):
                    with path.open("rb") as source, archive.open(_entry(name), "w", force_zip64=True) as to:
                        while piece := source.read(_PIECE):
                            to.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _read_again(beside, sums, out)
        beside.rename(out)
        return _digest(out)
    except OSError as error:
        raise InputError(
            Text(zh=f"无法写入 {out}：{error.strerror}", en=f"cannot write {out}: {error.strerror}"),
            Text(zh="请检查目录权限和剩余空间。", en="Check the folder's permissions and the free space."),
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, DATE)
    entry.external_attr = 0o100644 << 16
    # What is a zip file itself is compressed already.
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".zip") else zipfile.ZIP_DEFLATED
    return entry


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_again(path: Path, sums: Mapping[str, str], out: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name, digest in sums.items():
            sha256 = hashlib.sha256()
            with archive.open(name) as entry:
                while piece := entry.read(_PIECE):
                    sha256.update(piece)
            if sha256.hexdigest() != digest:
                raise InputError(
                    Text(
                        zh=f"{out} 写出后读回不一致：{name}",
                        en=f"{out} reads otherwise than it was written: {name}",
                    ),
                    Text(zh="磁盘可能有故障，请换一个盘。", en="The disk may be failing: use another."),
                )
