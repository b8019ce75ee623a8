"""Writes the site of a campaign: its pages, each body's report and what is beside it, the tables, the snapshot."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from assess.base.texts import LANGS, Lang
from assess.base.watch import SILENT, Watch
from assess.report import files
from assess.report.jobs import Job, Made, body_files, put, run
from assess.report.render import render_chooser, result
from assess.report.site import data_jobs, last_files, page_jobs, site
from assess.report.stale import stale
from assess.report.view.frame import frame
from assess.report.view.site import Site
from assess.snapshot import BodyResult, Snapshot, to_json


class Written(msgspec.Struct, frozen=True):
    """What was written: the campaign's page and each body's report by language, and how long and large it was.

    `files` are the names of all files in the folder that were written, `stale` of those that an earlier run may
    have left and that belong to nothing in this campaign; they are not touched.
    """

    index: dict[Lang, Path]
    bodies: dict[str, dict[Lang, Path]]
    seconds: float
    bytes: int
    files: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def write_site(
    snapshot: Snapshot,
    folder: Path,
    langs: Sequence[Lang] = LANGS,
    bodies: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    *,
    brief: bool = False,
    workers: int = 1,
    watch: Watch = SILENT,
) -> Written:
    """Write everything into `folder`, made if absent; `bodies` limits the reports, None means all of them;
    with `brief`, a one-page brief stands beside each report.

    Each file replaces the one of the same name at once and only when it is complete; nothing else in the folder
    is touched. `progress` is told (done, all) after each body; `watch` may stop it between two files, with
    Stopped. With several `workers` processes share the work where the system can fork; the bytes are the same.
    InputError when the folder cannot be written.
    """
    begun = time.perf_counter()
    chosen = [result(snapshot, key) for key in bodies] if bodies is not None else list(snapshot.bodies)
    sites = {lang: site(snapshot, lang, langs, chosen) for lang in langs}
    jobs = [Job(lambda b=b: body_files(sites, b, brief), body=True) for b in chosen]  # type: ignore[misc]
    # An agency's copy has no page of the campaign and no tables: the other bodies are not in it.
    alone = snapshot.copy is not None and snapshot.copy.kind == "agency"
    first = _first(sites, chosen[0] if alone else None)
    jobs += [] if alone else [*page_jobs(sites), *data_jobs(snapshot)]
    jobs.append(Job(lambda: [(files.SNAPSHOT, to_json(snapshot), 0)]))
    jobs.append(Job(lambda: [(files.CHOOSER, render_chooser(snapshot, tuple(langs), first).encode(), 0)]))
    told = _teller(progress, len(chosen))
    made: list[Made] = run(jobs, folder, workers, told, watch)
    made += put(folder, [] if alone else last_files(sites, snapshot, made), watch)
    stems = next(iter(sites.values())).frame.stems
    return Written(
        index={} if alone else {lang: folder / name for lang, name in first.items()},
        bodies={b.body.id: {lang: folder / files.page(stems[b.body.id], lang) for lang in langs} for b in chosen},
        seconds=time.perf_counter() - begun,
        bytes=sum(m.bytes for m in made),
        files=tuple(sorted(m.name for m in made)),
        stale=stale(folder, {m.name for m in made}, stems.values()),
    )


def write_body(
    snapshot: Snapshot, body: str, folder: Path, langs: Sequence[Lang] = LANGS, watch: Watch = SILENT
) -> dict[Lang, Path]:
    """Write the report of one body, and its annex if it has one, into `folder`; the path by language."""
    found = result(snapshot, body)
    frames = {lang: frame(snapshot, lang) for lang in langs}
    put(folder, body_files(frames, found), watch)
    stem = next(iter(frames.values())).stems[body]
    return {lang: folder / files.page(stem, lang) for lang in langs}


def _first(sites: dict[Lang, Site], only: BodyResult | None) -> dict[Lang, str]:
    """The page to open first in each language: the campaign's, or the report of the `only` body."""
    if only is None:
        return {lang: files.index(lang) for lang in sites}
    return {lang: files.page(at.frame.stems[only.body.id], lang) for lang, at in sites.items()}


def _teller(progress: Callable[[int, int], None] | None, of: int) -> Callable[[int], None]:
    if progress is None:
        return lambda _done: None
    return lambda done: progress(done, of)
