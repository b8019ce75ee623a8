"""Files of traces made ready for the engine: digested, and in UTF-8 with line ends that it knows."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, cast

import msgspec

from assess.base.decoding import decode
from assess.base.errors import InputError, NotFound
from assess.base.shown import shown
from assess.base.texts import Text
from assess.base.watch import SILENT, Step, Watch

BLOCK = 1 << 18
"""Bytes read at a time: as many as stay in a core's own cache together with what they decode to."""
_SAMPLE = 2_000_000
"""Bytes on which an encoding is guessed; the whole file must then decode by it."""

BINARY = (".parquet", ".xlsx", ".zst")


class Source(msgspec.Struct, frozen=True):
    """A file as it was given (`path`, `sha256`), and the file to read for it, which is another one if recoded.

    `encoding` is what it was found to be in, `guessed` whether that was concluded from its characters, and
    `replaced` whether bytes that are no characters were taken as U+FFFD.
    """

    path: Path
    sha256: str
    usable: Path
    encoding: str = "utf-8"
    guessed: bool = False
    replaced: bool = False

    @property
    def suffix(self) -> str:
        """The ending that tells the form, without that of a compression."""
        names = [s.lower() for s in self.path.suffixes if s.lower() not in (".gz", ".zst")]
        return names[-1] if names else ""


def prepare(
    path: Path, temporary: Path, *, lenient: bool = False, encoding: str | None = None, watch: Watch = SILENT
) -> Source:
    """Read `path` through once: its digest, whether it is UTF-8; recode it into `temporary` if it is not.

    `lenient` keeps going where the encoding cannot be told (logs hold stray bytes in requests). Raises NotFound and
    InputError for what cannot be read or decoded.
    """
    name = shown(path.name)
    try:
        if path.suffix.lower() in BINARY:
            return Source(path=path, sha256=_sha256(path, watch), usable=path)
        with ThreadPoolExecutor(1) as beside:
            digest = beside.submit(_sha256, path, watch)
            found = _encoding_of(path, lenient, encoding, watch)
            sha256 = digest.result()
        if found.encoding == "utf-8" and not found.replaced and not found.cr_only:
            return Source(path=path, sha256=sha256, usable=path)
        usable = temporary / f"{sha256[:16]}{Path(path.name.removesuffix('.gz')).suffix}"
        _recode(path, usable, found)
    except FileNotFoundError as error:
        raise NotFound(
            Text(zh=f"没有文件“{shown(str(path))}”", en=f"there is no file “{shown(str(path))}”"),
            Text(zh="请检查路径。", en="Check the path."),
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            Text(
                zh=f"“{name}”不能按 {error.encoding} 解码到底",
                en=f"“{name}” cannot be decoded as {error.encoding} to its end",
            ),
            Text(zh="请另存为 UTF-8，或用 --encoding 指明编码。", en="Save it as UTF-8, or name its --encoding."),
        ) from error
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(Text(zh=f"读不了“{name}”：{reason}", en=f"“{name}” cannot be read: {reason}")) from error
    return Source(path=path, sha256=sha256, usable=usable, encoding=found.encoding, guessed=found.guessed,
                  replaced=found.replaced)  # fmt: skip


class _Found(msgspec.Struct, frozen=True):
    encoding: str
    guessed: bool = False
    replaced: bool = False
    cr_only: bool = False


def _sha256(path: Path, watch: Watch) -> str:
    size, done, digest = path.stat().st_size, 0, hashlib.sha256()
    with path.open("rb") as file:
        for block in _blocks(file):
            digest.update(block)
            done += len(block)
            watch.tell(Step(path.name, done, size, "bytes"))
    return digest.hexdigest()


def _opened(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


def _encoding_of(path: Path, lenient: bool, told: str | None, watch: Watch) -> _Found:
    """The encoding, from a pass over the whole file; UTF-8 that breaks off only in the middle is noticed too."""
    feeds = returns = False
    decoder = codecs.getincrementaldecoder("utf-8")()
    last = b""
    with _opened(path) as file:
        for block in _blocks(file):
            watch.check()
            # Only whether there are any counts, and the first block tells: looking for one costs next to nothing.
            feeds = feeds or b"\n" in block
            returns = returns or (not feeds and b"\r" in block)
            if told is None and not (block.isascii() and not decoder.getstate()[0]):
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    return _guess(path, last + block + file.read(_SAMPLE), lenient)
            last = block[-4:]
    if told is not None:
        codecs.lookup(told) if _known(told) else decode(path.name, b"", told)
        plain = codecs.lookup(told).name == "utf-8"
        return _Found("utf-8" if plain else told, cr_only=returns and not feeds)
    if decoder.getstate()[0]:
        return _guess(path, last, lenient)
    return _Found("utf-8", cr_only=returns and not feeds)


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _guess(path: Path, sample: bytes, lenient: bool) -> _Found:
    # Cut at a line's end, so that no character is cut in two; what is before it in the file was plain UTF-8.
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _Found("utf-16", cr_only=b"\r" in sample and b"\n" not in sample)
    start = sample.find(b"\n") + 1
    end = sample.rfind(b"\n") + 1
    part = sample[start:end] if end > start and not all(b < 0x80 for b in sample[start:end]) else sample
    cr_only = b"\r" in sample and b"\n" not in sample
    try:
        decoded = decode(shown(path.name), part)
    except InputError:
        if not lenient:
            raise
        return _Found("utf-8", replaced=True, cr_only=cr_only)
    if decoded.encoding == "utf-8":
        return _Found("utf-8", replaced=lenient, cr_only=cr_only)
    return _Found(decoded.encoding, guessed=decoded.guessed, cr_only=cr_only)


def _recode(path: Path, usable: Path, found: _Found) -> None:
    decoder = codecs.getincrementaldecoder(found.encoding)("replace" if found.replaced else "strict")
    with _opened(path) as file, usable.open("w", encoding="utf-8", newline="") as out:
        for block in _blocks(file):
            text = decoder.decode(block)
            out.write(text.replace("\r", "\n") if found.cr_only else text)
        out.write(decoder.decode(b"", True))
