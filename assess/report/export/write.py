"""Writes copies of reports in the formats asked for: PDF and Word by language, and JSON."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from assess.base.files import write_atomically
from assess.base.texts import LANGS, Lang
from assess.report import files
from assess.report.export.data import body_json
from assess.report.export.needs import require
from assess.report.render import result
from assess.report.view.frame import Frame, frame
from assess.snapshot import BodyResult, Snapshot, to_json

Format = Literal["pdf", "docx", "json"]
FORMATS: Final[tuple[Format, ...]] = ("pdf", "docx", "json")


class Copy(msgspec.Struct, frozen=True):
    """One file that was written, and how long it took; JSON is in no language."""

    body: str
    format: Format
    lang: Lang | None
    path: Path
    seconds: float


def write_copies(
    snapshot: Snapshot,
    folder: Path,
    formats: Collection[Format],
    langs: Sequence[Lang] = LANGS,
    bodies: Sequence[str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Copy]:
    """Write the copies of `bodies` (None: all) into `folder`, made if absent; JSON comes with the whole snapshot.

    Asks first for what the formats need (`needs.Missing`). Each file replaces the one of its name at once and only
    when it is whole. `progress` is told how many are done after each.
    """
    require(formats)
    chosen = [result(snapshot, key) for key in bodies] if bodies is not None else list(snapshot.bodies)
    frames = {lang: frame(snapshot, lang) for lang in langs}
    written: list[Copy] = []
    for body in chosen:
        for shared, kind in _wanted(frames, formats):
            written.append(_write(shared, body, kind, folder))
            if progress:
                progress(len(written))
    if "json" in formats:
        write_atomically(folder / files.SNAPSHOT, to_json(snapshot))
    return written


def count(formats: Collection[Format], langs: Sequence[Lang], bodies: int) -> int:
    """How many files `write_copies` will tell of."""
    return bodies * sum(1 if f == "json" else len(langs) for f in set(formats))


def _wanted(frames: dict[Lang, Frame], formats: Collection[Format]) -> list[tuple[Frame, Format]]:
    """What is to be written of each body; JSON once, whatever the languages."""
    shared = list(frames.values())
    return [(x, kind) for kind in FORMATS if kind in formats for x in (shared[:1] if kind == "json" else shared)]


def _write(shared: Frame, body: BodyResult, kind: Format, folder: Path) -> Copy:
    begun = time.perf_counter()
    stem, lang = shared.stems[body.body.id], shared.lang
    if kind == "pdf":
        from assess.report.export.pdf import body_pdf

        name = files.pdf(stem, lang)
        data = body_pdf(shared, body, name)
    elif kind == "docx":
        from assess.report.export.word import body_word

        name, data = files.word(stem, lang), body_word(shared, body)
    else:
        name, data = files.data(stem), body_json(shared.snapshot, body)
    write_atomically(folder / name, data)
    spoken = None if kind == "json" else lang
    return Copy(body.body.id, kind, spoken, folder / name, time.perf_counter() - begun)
