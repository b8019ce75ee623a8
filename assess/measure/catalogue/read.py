"""From files and folders to one catalogue: the kind is told from what is in a file, not only from its name."""

from __future__ import annotations

import contextlib
import gzip
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from assess.base.decoding import decode
from assess.base.digest import sha256_hex
from assess.base.errors import InputError, NotFound
from assess.base.shown import shown
from assess.base.texts import Text
from assess.base.watch import SILENT, Step, Watch
from assess.measure.catalogue.common import MAX_FILE, damaged
from assess.measure.catalogue.json_in import NotACatalogue, find_rows, is_json_ld, read_json
from assess.measure.catalogue.mapping import Mapping
from assess.measure.catalogue.model import Catalogue, Dataset, Part

if TYPE_CHECKING:
    from assess.measure.catalogue.fetch import Limits

_RDF: Final = {
    ".rdf": "xml", ".xml": "xml", ".owl": "xml", ".ttl": "turtle", ".nt": "nt", ".nq": "nquads", ".n3": "n3",
    ".trig": "trig", ".jsonld": "json-ld",
}  # fmt: skip
_LISTS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
_JSON: Final = (".json", ".jsonl", ".ndjson")
KINDS: Final = (*_JSON, *_RDF, *_LISTS)


def read_catalogue(
    sources: Sequence[Path | str],
    mapping: Mapping | None = None,
    limits: Limits | None = None,
    watch: Watch = SILENT,
) -> Catalogue:
    """One catalogue from files, from the files of folders in the order of their names, and from http(s) addresses.

    Pages of one catalogue and its parts are joined. `watch` is told how far it is, and may stop it. Raises NotFound
    or InputError, with a way out.
    """
    mapping = mapping or Mapping()
    parts: list[Part] = []
    for source in sources:
        if isinstance(source, str) and source.lower().startswith(("http://", "https://")):
            from assess.measure.catalogue.fetch import fetch_catalogue

            parts += fetch_catalogue(source, mapping, limits, watch)
        else:
            parts += _parts(_files(Path(source)), mapping, watch)
    return join(parts)


def _parts(files: list[Path], mapping: Mapping, watch: Watch) -> Iterator[Part]:
    whole, done = sum(f.stat().st_size for f in files if f.is_file()), 0
    for file in files:
        watch.tell(Step(file.name, done, whole, "bytes"))
        yield _part(file, mapping)
        done += file.stat().st_size
    watch.tell(Step(files[-1].name, whole, whole, "bytes"))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.iterdir() if _kind(p) in KINDS and p.name[:1] not in "~.")
    if not found:
        raise InputError(
            Text(zh=f"{shown(str(path))} 里没有目录文件", en=f"{shown(str(path))} holds no catalogue"),
            Text(
                zh="可用：data.json、CKAN 导出的 JSON、RDF（.rdf .ttl .jsonld）、CSV、Excel。",
                en="These can be read: data.json, JSON from CKAN, RDF (.rdf .ttl .jsonld), CSV and Excel.",
            ),
        )
    return found


def _kind(path: Path) -> str:
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


def _bytes(path: Path) -> tuple[bytes, str, bool]:
    """What is in the file, unpacked; the digest of the file as it lies there; whether its packing breaks off."""
    name = shown(path.name)
    too_large = InputError(
        Text(zh=f"“{name}”超过 {MAX_FILE // 10**6} MB", en=f"“{name}” is over {MAX_FILE // 10**6} MB"),
        Text(zh="请拆成几个文件，一起给出。", en="Split it and name all the parts."),
    )
    try:
        if path.stat().st_size > MAX_FILE:
            raise too_large
        data, cut = path.read_bytes(), False
        sha256 = sha256_hex(data)
        if data.startswith(b"\x1f\x8b"):
            data, cut = _unpacked(path)
            if len(data) > MAX_FILE:
                raise too_large
    except FileNotFoundError as error:
        raise NotFound(
            Text(zh=f"没有文件“{shown(str(path))}”", en=f"there is no file “{shown(str(path))}”")
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise damaged(path.name, str(error)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(Text(zh=f"读不了“{name}”：{reason}", en=f"“{name}” cannot be read: {reason}")) from error
    return data, sha256, cut


def _unpacked(path: Path) -> tuple[bytes, bool]:
    """The content of a gzip file, one byte over the largest at most, and whether it ends too early."""
    data = bytearray()
    with gzip.open(path) as packed:
        try:
            while len(data) <= MAX_FILE and (more := packed.read1(1 << 20)):
                data += more
        except EOFError:
            return bytes(data), True
    return bytes(data), False


def _part(path: Path, mapping: Mapping) -> Part:
    data, sha256, cut = _bytes(path)
    part = read_bytes(path.name, data, _kind(path), mapping, path, sha256)
    part.cut = part.cut or cut
    return part


def read_bytes(
    name: str, data: bytes, kind: str, mapping: Mapping, path: Path | None = None, sha256: str = ""
) -> Part:
    """What one file or answer holds; `kind` is the ending of its name, "" where it has none.

    `sha256` is that of the file where it is not the one of `data`, which may have been unpacked.
    """
    sha256 = sha256 or sha256_hex(data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and kind not in _LISTS:
        data = decode(name, data).text.encode()
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise damaged(name, "0 B")
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise damaged(name, "HTML")
    if kind in (".xlsx", ".xlsm"):
        return _workbook(name, data, sha256, mapping, path)
    if start[:1] in b"{[" and kind not in _LISTS and kind not in (".ttl", ".trig"):
        if kind == ".jsonld" or is_json_ld(data):
            return _rdf(name, data, sha256, "json-ld")
        return _json(name, data, sha256, mapping)
    if kind in _RDF or start[:1] == b"<" or start[:7] in (b"@prefix", b"PREFIX "):
        syntax = _RDF.get(kind, "xml" if start[:1] == b"<" else "turtle")
        return _rdf(name, data, sha256, syntax)
    if kind in _JSON:
        raise damaged(name, "JSON?")
    from assess.measure.catalogue.listing import read_csv

    return read_csv(name, data, sha256, mapping)


def _workbook(name: str, data: bytes, sha256: str, mapping: Mapping, path: Path | None) -> Part:
    """An Excel list; one that came over the network is put into a file first."""
    from assess.measure.catalogue.listing import read_xlsx

    if path is not None:
        return read_xlsx(path, sha256, mapping)
    with tempfile.TemporaryDirectory(prefix="assess-") as folder:
        held = Path(folder) / "list.xlsx"
        held.write_bytes(data)
        part = read_xlsx(held, sha256, mapping)
        part.source = msgspec.structs.replace(part.source, name=name)
        return part


def _json(name: str, data: bytes, sha256: str, mapping: Mapping) -> Part:
    """JSON in UTF-8, or in what its bytes speak for where most entries are none in UTF-8; else plain records."""
    part = None
    with contextlib.suppress(NotACatalogue):
        part = read_json(name, data, sha256)
        if part.bad <= len(part.datasets):
            return part
    try:
        decoded = decode(name, data, mapping.encoding)
        if decoded.encoding != "utf-8":
            with contextlib.suppress(NotACatalogue):
                again = read_json(name, decoded.text.encode(), sha256)
                told = {"encoding": decoded.encoding, "guessed": decoded.guessed}
                again.source = msgspec.structs.replace(again.source, **told)
                return again
    except InputError:
        if part is None:
            raise
    if part is not None:
        return part
    rows, total = find_rows(decoded.text.encode())
    if rows:
        from assess.measure.catalogue.listing import read_records

        return read_records(name, rows, total, sha256, mapping)
    raise InputError(
        Text(zh=f"“{shown(name)}”里没有数据集列表", en=f"“{shown(name)}” holds no list of datasets"),
        Text(
            zh="可用：data.json，CKAN 的 package_search、package_show、package_list，或记录的列表。",
            en="A data.json can be read, package_search, package_show, package_list of CKAN, lists of records.",
        ),
    )


def _rdf(name: str, data: bytes, sha256: str, syntax: str) -> Part:
    from assess.measure.catalogue.rdf import read_rdf

    return read_rdf(name, data, sha256, syntax)


def join(parts: Sequence[Part]) -> Catalogue:
    """One catalogue from the parts of it; entries that two parts hold word for word count once."""
    seen: dict[tuple[str, bytes], int] = {}
    datasets: list[Dataset] = []
    repeated = 0
    for number, part in enumerate(parts):
        for dataset in part.datasets:
            first = seen.setdefault((dataset.id, dataset.record), number) if dataset.id else number
            if first != number:
                repeated += 1
            else:
                datasets.append(dataset)
    holding = [p for p in parts if p.datasets]
    pages = [p.declared for p in parts if p.declared is not None]
    names = {name for p in parts for name in p.names or ()}
    # Pages of one answer each state the same total; catalogues put together have each their own.
    declared = [max(pages, default=0) if len(set(pages)) <= 1 else sum(pages), len(names)]
    known = [p.known for p in holding]
    return Catalogue(
        datasets=tuple(datasets),
        sources=tuple(p.source for p in parts),
        known=frozenset.intersection(*known) if known else frozenset(),
        declared=max(declared) or None,
        cut=any(p.cut for p in parts),
        bad=sum(p.bad for p in parts),
        bad_samples=tuple(s for p in parts for s in p.bad_samples)[:10],
        repeated=repeated,
    )
