"""Files of a site made by one process or by several, the same bytes either way.

Several processes are forked, so that the snapshot and what all pages share is there without being sent; where a
system cannot fork safely (Windows, macOS, a program with threads), one process makes them all.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

from assess.base.digest import sha256_hex
from assess.base.files import write_atomically
from assess.base.texts import Lang
from assess.base.watch import SILENT, Watch
from assess.report import files
from assess.report.brief import brief_page
from assess.report.gate import gate_page
from assess.report.render import annex_pages, body_page
from assess.report.view.frame import Frame
from assess.report.view.site import Site
from assess.snapshot import BodyResult

File = tuple[str, bytes, int]
"""A file's name, its bytes, and for tables the number of rows."""
_AT_ONCE: Final = 8
"""Jobs a process is handed at once."""
_FEW: Final = 60
"""Jobs up to which processes cost more than they save."""


class Made(NamedTuple):
    """A file that was written."""

    name: str
    bytes: int
    rows: int


class Job(NamedTuple):
    """What makes some files; `body` marks the report of a body, which progress is told of."""

    make: Callable[[], Iterable[File]]
    body: bool = False


class _Work(NamedTuple):
    jobs: list[Job]
    folder: Path


_WORK: list[_Work] = []
"""What the processes forked from this one are to do; empty at any other time."""


def put(folder: Path, made: Iterable[File], watch: Watch = SILENT) -> list[Made]:
    """Write files into `folder`, each whole or not at all; `watch` may stop it between two of them."""
    done = []
    for name, data, rows in made:
        watch.check()
        write_atomically(folder / name, data)
        done.append(Made(name, len(data), rows))
    return done


def run(
    jobs: list[Job], folder: Path, workers: int, told: Callable[[int], None], watch: Watch = SILENT
) -> list[Made]:
    """Do all jobs; `told` hears how many bodies are done, `watch` may stop them between two files.

    InputError of the first file that cannot be written.
    """
    several = workers > 1 and len(jobs) > _FEW and _can_fork()
    done: list[Made] = []
    bodies = 0
    for job, made in zip(
        jobs, _forked(jobs, folder, workers) if several else _here(jobs, folder, watch), strict=True
    ):
        watch.check()
        done.extend(made)
        if job.body:
            bodies += 1
            told(bodies)
    return done


def _can_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


def _here(jobs: list[Job], folder: Path, watch: Watch) -> Iterator[list[Made]]:
    return (put(folder, job.make(), watch) for job in jobs)


def _forked(jobs: list[Job], folder: Path, workers: int) -> Iterator[list[Made]]:
    _WORK.append(_Work(jobs, folder))
    gc.collect()
    gc.freeze()  # What is there already is looked at by no collection, so that its pages stay shared.
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"))
    try:
        yield from pool.map(_do, range(len(jobs)), chunksize=_AT_ONCE)
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()
        _WORK.clear()


def _do(at: int) -> list[Made]:
    work = _WORK[-1]
    return put(work.folder, work.jobs[at].make())


def body_files(shared: Mapping[Lang, Frame | Site], body: BodyResult, brief: bool = False) -> Iterator[File]:
    """A body's report in each language, with what is beside it; on a site with ways to others, if asked a brief."""
    for lang, at in shared.items():
        frame, ways = (at.frame, at.around(body)) if isinstance(at, Site) else (at, ())
        stem = frame.stems[body.body.id]
        other = next((x for x in shared if x != lang), None)
        page = files.page(stem, other) if other else ""
        html = body_page(frame, body, page, ways).encode()
        yield files.page(stem, lang), html, 0
        if brief:
            beside = files.brief(stem, other) if other else ""
            short = brief_page(frame, body, files.page(stem, lang), sha256_hex(html), beside)
            yield files.brief(stem, lang), short.encode(), 0
        for part, annex in enumerate(annex_pages(frame, body), 1):
            yield files.annex(stem, lang, part), annex.encode(), 0
        if body.gates:
            beside = files.gate(stem, other) if other else ""
            yield files.gate(stem, lang), gate_page(frame, body, beside, files.page(stem, lang)).encode(), 0
