"""Writes the site of a campaign: the page of the campaign, each body's report and annex, and the snapshot."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from assess.base.digest import sha256_hex
from assess.base.files import write_atomically
from assess.base.texts import LANGS, Lang
from assess.report import files
from assess.report.brief import brief_page
from assess.report.gate import gate_page
from assess.report.render import annex_pages, body_page, index_page, render_chooser, result
from assess.report.view.frame import Frame, frame
from assess.snapshot import BodyResult, Snapshot, to_json


class Written(msgspec.Struct, frozen=True):
    """What was written: the campaign's page and each body's report by language, and how long and large it was."""

    index: dict[Lang, Path]
    bodies: dict[str, dict[Lang, Path]]
    seconds: float
    bytes: int


def write_site(
    snapshot: Snapshot,
    folder: Path,
    langs: Sequence[Lang] = LANGS,
    bodies: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    *,
    brief: bool = False,
) -> Written:
    """Write everything into `folder`, made if absent; `bodies` limits the reports, None means all of them;
    with `brief`, a one-page brief stands beside each report.

    Each file replaces the one of the same name at once and only when it is complete; nothing else in the folder is
    touched. `progress` is told (done, all) after each body. InputError when the folder cannot be written.
    """
    begun = time.perf_counter()
    chosen = [result(snapshot, key) for key in bodies] if bodies is not None else list(snapshot.bodies)
    out = _Folder(folder)
    frames = {lang: frame(snapshot, lang) for lang in langs}
    pages: dict[str, dict[Lang, Path]] = {}
    for done, body in enumerate(chosen, 1):
        pages[body.body.id] = _body(frames, body, out, brief)
        if progress:
            progress(done, len(chosen))
    written = {body.body.id for body in chosen}
    index: dict[Lang, Path] = {}
    # An agency's copy has no page of the campaign: the other bodies are not in it.
    alone = pages[chosen[0].body.id] if snapshot.copy is not None and snapshot.copy.kind == "agency" else None
    for lang, shared in frames.items() if alone is None else ():
        links = {key: files.link(files.page(stem, lang)) for key, stem in shared.stems.items() if key in written}
        other = next((files.index(x) for x in langs if x != lang), "")
        index[lang] = out.put(files.index(lang), index_page(shared, links, other).encode())
    names = {lang: path.name for lang, path in alone.items()} if alone is not None else None
    out.put(files.CHOOSER, render_chooser(snapshot, tuple(langs), names).encode())
    out.put(files.SNAPSHOT, to_json(snapshot))
    return Written(index=index, bodies=pages, seconds=time.perf_counter() - begun, bytes=out.bytes)


def write_body(snapshot: Snapshot, body: str, folder: Path, langs: Sequence[Lang] = LANGS) -> dict[Lang, Path]:
    """Write the report of one body, and its annex if it has one, into `folder`; the path by language."""
    found = result(snapshot, body)
    return _body({lang: frame(snapshot, lang) for lang in langs}, found, _Folder(folder))


def _body(frames: dict[Lang, Frame], body: BodyResult, out: _Folder, brief: bool = False) -> dict[Lang, Path]:
    paths: dict[Lang, Path] = {}
    for lang, shared in frames.items():
        stem = shared.stems[body.body.id]
        other = next((files.page(stem, x) for x in frames if x != lang), "")
        page = body_page(shared, body, other).encode()
        paths[lang] = out.put(files.page(stem, lang), page)
        if brief:
            beside = next((files.brief(stem, x) for x in frames if x != lang), "")
            short = brief_page(shared, body, files.page(stem, lang), sha256_hex(page), beside)
            out.put(files.brief(stem, lang), short.encode())
        for part, annex in enumerate(annex_pages(shared, body), 1):
            out.put(files.annex(stem, lang, part), annex.encode())
        if body.gates:
            beside = next((files.gate(stem, x) for x in frames if x != lang), "")
            out.put(files.gate(stem, lang), gate_page(shared, body, beside, files.page(stem, lang)).encode())
    return paths


class _Folder:
    """A folder that files are put into whole or not at all, with a count of the bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.bytes = 0

    def put(self, name: str, data: bytes) -> Path:
        """Write `data` under `name`."""
        place = self._path / name
        write_atomically(place, data)
        self.bytes += len(data)
        return place
