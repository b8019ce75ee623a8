"""The zip file of a bundle, written with the same bytes for the same content and read with nothing trusted.

Entries are written and read piece by piece; no entry of evidence is ever held whole.
"""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

import msgspec

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.exchange.bundle.layout import (
    COMMENT,
    DATE,
    JOURNAL,
    MANIFEST,
    MOST_BYTES,
    MOST_DIRECTORY,
    MOST_ENTRIES,
    MOST_RATIO,
    SNAPSHOT,
    Entry,
    Manifest,
    allowed,
    folded,
    most_of,
)

PIECE: Final = 1 << 20
_END: Final = struct.Struct("<4s4H2LH")
_STORED_ONLY: Final = ("blobs/",)
_UNSOUND: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
)
"""What zipfile lets escape on an entry that is not sound."""


class Broken(InputError):
    """A bundle, or one entry of it, is not what it should be."""


def put(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> Entry:
    """Write one entry from its pieces and say what it came to."""
    info = zipfile.ZipInfo(name, DATE)
    info.compress_type = zipfile.ZIP_STORED if name.startswith(_STORED_ONLY) else zipfile.ZIP_DEFLATED
    info.external_attr = 0o100644 << 16
    info.create_system = 3
    size, sha256 = 0, hashlib.sha256()
    with archive.open(info, "w") as file:
        for piece in pieces:
            file.write(piece)
            sha256.update(piece)
            size += len(piece)
    return Entry(name=name, size=size, sha256=sha256.hexdigest())


def finish(file: IO[bytes]) -> None:
    """Add the comment that seals the bytes of a zip file just written; `file` is open for reading and writing."""
    end = file.seek(0, 2)
    start = end - _END.size
    file.seek(0)
    comment = COMMENT + _sum(file, start).encode()
    file.seek(end - 2)
    file.write(struct.pack("<H", len(comment)) + comment)


def _sum(file: IO[bytes], upto: int) -> str:
    sha256 = hashlib.sha256()
    left = upto
    while left and (piece := file.read(min(PIECE, left))):
        sha256.update(piece)
        left -= len(piece)
    return sha256.hexdigest()


class Container:
    """A zip file opened for reading whose names, sizes and entries passed the limits; `close` it when done."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            if path.stat().st_size > MOST_BYTES:
                raise _broken("超过 4 GB", "is larger than 4 GB")
            self._file = path.open("rb")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise Broken(
                Text(zh=f"无法读取 {shown(str(path))}：{reason}", en=f"cannot read {shown(str(path))}: {reason}")
            ) from error
        try:
            self._archive = _opened(self._file)
            self._infos = _checked_names(self._archive)
        except Broken:
            self._file.close()
            raise
        self.names = tuple(self._infos)

    def close(self) -> None:
        """Close the file."""
        self._archive.close()
        self._file.close()

    def size(self, name: str) -> int:
        """The unpacked size of an entry as the file states it."""
        return self._infos[name].file_size

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of an entry, piece by piece; Broken when they do not unpack to the size and sum stated."""
        try:
            with self._archive.open(self._infos[name]) as file:
                read = 0
                while piece := file.read(PIECE):
                    read += len(piece)
                    yield piece
                if read != self._infos[name].file_size:
                    raise _broken(f"{name}：长度与所列不符", f"{name}: is not as long as stated")
        except _UNSOUND as error:
            raise _broken(f"{name}：无法解开", f"{name}: does not unpack") from error

    def whole(self, name: str) -> bytes:
        """All bytes of an entry."""
        return b"".join(self.pieces(name))

    def sum_holds(self) -> bool:
        """Whether every byte of the file is as it was written: those of the container that hold no content too."""
        end = self._file.seek(0, 2)
        comment = self._archive.comment
        start = end - _END.size - len(comment)
        if start < 0 or not comment.startswith(COMMENT):
            return False
        self._file.seek(0)
        if comment != COMMENT + _sum(self._file, start).encode():
            return False
        self._file.seek(start)
        n, directory = len(self._infos), self._archive.start_dir
        expected = _END.pack(b"PK\5\6", 0, 0, n, n, start - directory, directory, len(comment))
        return self._file.read(_END.size) == expected


def _opened(file: IO[bytes]) -> zipfile.ZipFile:
    _check_directory(file)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise _broken(
            "不是完整的压缩包：可能被截断，或根本不是包",
            "is no whole zip file: it was cut off, or never was a bundle",
        ) from error


def _check_directory(file: IO[bytes]) -> None:
    """Refuse a list of entries that is too long to be read at all; other faults of it are found later."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size - 65_535))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    file.seek(0)
    if at < 0 or at + _END.size > len(tail):
        return
    *_, entries, directory, _, _ = _END.unpack_from(tail, at)
    if tail[max(0, at - 20) : at].startswith(b"PK\6\7"):
        raise _broken("是 zip64 格式，包不用这种格式", "is a zip64 file, which a bundle never is")
    if entries > MOST_ENTRIES or directory > MOST_DIRECTORY:
        raise _broken(f"多于 {MOST_ENTRIES} 个条目", f"has more than {MOST_ENTRIES} entries")


def _checked_names(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise _broken(f"多于 {MOST_ENTRIES} 个条目", f"has more than {MOST_ENTRIES} entries")
    found: dict[str, zipfile.ZipInfo] = {}
    taken: set[str] = set()
    for info in infos:
        if fault := _fault_of(info):
            raise _broken(f"{shown(info.orig_filename)}：{fault.zh}", f"{shown(info.orig_filename)}: {fault.en}")
        if folded(info.filename) in taken:
            raise _broken(f"{info.filename}：重名", f"{info.filename}: there are two of this name")
        taken.add(folded(info.filename))
        found[info.filename] = info
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise _broken("解开后超过 4 GB", "would unpack to more than 4 GB")
    for name in (MANIFEST, JOURNAL, SNAPSHOT):
        if name not in found:
            raise _broken(f"缺少 {name}", f"lacks {name}")
    return found


def _fault_of(info: zipfile.ZipInfo) -> Text | None:
    kind = info.external_attr >> 16 & 0o170000
    if kind not in (0, 0o100000):
        return Text(zh="是链接或特殊文件", en="is a link or a special file")
    if info.orig_filename != info.filename or not allowed(info.filename):
        return Text(zh="包里不允许这样的名称", en="is no name that a bundle may hold")
    if info.flag_bits & 1:
        return Text(zh="加了密", en="is encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Text(zh="压缩方式未知", en="is packed in an unknown way")
    if info.file_size > most_of(info.filename):
        return Text(zh="过大", en="is too large")
    if info.file_size > 1_000_000 and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        return Text(zh="压缩比异常，未解开", en="would grow beyond measure and was not unpacked")
    return None


def read_manifest(container: Container) -> tuple[Manifest, bytes]:
    """The manifest and its bytes; Broken when it does not read or is of another version."""
    from assess.exchange.bundle.layout import FORMAT

    data = container.whole(MANIFEST)
    try:
        version = msgspec.json.decode(data, type=_Versioned).format
        if version == FORMAT:
            return msgspec.json.decode(data, type=Manifest), data
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _broken(f"{MANIFEST}：读不了", f"{MANIFEST}: does not read") from error
    raise Broken(
        Text(
            zh=f"包的格式版本是 {version}，本程序支持 {FORMAT}",
            en=f"the bundle has format {version}; this program reads format {FORMAT}",
        ),
        Text(zh="请升级 assess 后再试。", en="Update assess and try again."),
    )


class _Versioned(msgspec.Struct):
    format: int


def _broken(zh: str, en: str) -> Broken:
    return Broken(Text(zh=f"包：{zh}", en=f"the bundle: {en}"))
