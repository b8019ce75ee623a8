"""Progress with rates on a terminal: how far, and how fast; nothing where output is for programs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TypeVar

import click

from assess.base.watch import Step, Watch
from assess.cli.output import number
from assess.cli.words import plain, t

T = TypeVar("T")
_LEAST = 0.1
"""Seconds between two lines."""


@contextmanager
def rates(quiet: bool = False) -> Iterator[Watch]:
    """A watch whose steps show as one line on standard error when it is a terminal; silent otherwise."""
    if quiet or not sys.stderr.isatty():
        yield Watch()
        return
    line = _Line()
    try:
        yield Watch(line.show)
    finally:
        line.wipe()


def watched(work: Callable[[Watch], T], quiet: bool = False, aside: bool = True) -> T:
    """What `work` gives, done on a thread of its own, so that Ctrl-C stops the embedded engine at once.

    Waited for on the main thread it sees the signal only when it is done. Other engines (`aside` false) see it.
    """
    with rates(quiet) as watch, ThreadPoolExecutor(1) as pool:
        if not aside:
            return work(watch)
        future = pool.submit(work, watch)
        try:
            while not wait([future], _LEAST).done:
                pass
        except KeyboardInterrupt:
            watch.stop()
            wait([future])
            raise
        return future.result()


class _Line:
    """The line, written anew over itself."""

    def __init__(self) -> None:
        self._what: tuple[str, str] | None = None
        self._began = self._shown = 0.0

    def show(self, step: Step) -> None:
        if step.unit == "metrics" and step.done >= step.whole:
            # Results are printed next.
            return self.wipe()
        now = time.monotonic()
        if (step.what, step.unit) != self._what:
            self._what, self._began = (step.what, step.unit), now
        elif now - self._shown < _LEAST and step.done < step.whole:
            return None
        self._shown = now
        click.echo("\r\x1b[K" + plain(words(step, now - self._began)), err=True, nl=False)
        return None

    def wipe(self) -> None:
        if self._what:
            click.echo("\r\x1b[K", err=True, nl=False)


def words(step: Step, seconds: float) -> str:
    """How far and how fast: “log.csv  45 %  213 MB/s”."""
    share = f"  {number(100 * step.done / step.whole, 0)} %" if step.whole else ""
    rate = step.done / seconds if seconds > 0 else 0.0
    if step.unit == "bytes":
        return f"{step.what}{share}  {number(rate / 1e6, 1)} MB/s"
    if step.unit == "metrics":
        done, whole = number(step.done, 0), number(step.whole, 0)
        return t(f"指标 {done}/{whole}", f"metric {done}/{whole}") + f"  {step.what}"
    done, per = number(step.done, 0), number(rate, 0)
    return f"{step.what}{share}  " + t(f"{done} 个条目，每秒 {per} 个", f"{done} entries, {per}/s")
