"""One measurement, from files to what could be recorded, in one call, for faces that only show it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from assess.base.privacy import NAMELESS, Pseudonyms
from assess.base.texts import Text
from assess.base.watch import SILENT, Step, Watch
from assess.dossier.entities import Series
from assess.measure.found import Found

CATALOGUE: Final = "catalogue"
SORTS: Final[dict[str, Text]] = {
    CATALOGUE: Text(zh="开放数据目录", en="Open-data catalogue"),
    "access-log": Text(zh="访问日志", en="Access log"),
    "events": Text(zh="事件表", en="Table of events"),
    "tickets": Text(zh="工单（12345 等）", en="Tickets (12345, 311)"),
    "tasks": Text(zh="任务与督办", en="Tasks and supervision"),
    "survey": Text(zh="评价与调查", en="Ratings and surveys"),
    "matomo": Text(zh="Matomo 导出", en="Export of Matomo"),
    "xapi": Text(zh="xAPI 语句", en="xAPI statements"),
    "counts": Text(zh="按日的数字", en="Figures by day"),
}
"""What can be measured, as people call it: catalogues and the kinds of traces."""


class Order(msgspec.Struct, frozen=True):
    """What is to be measured: a key of SORTS and its files."""

    sort: str
    paths: tuple[Path, ...]
    pseudonyms: Pseudonyms = NAMELESS


class Measured(msgspec.Struct, frozen=True):
    """What was found; rows or entries that were used, that could not be used, and some of the latter."""

    found: tuple[Found, ...]
    tables: tuple[Series, ...]
    used: int
    bad: int
    samples: tuple[str, ...]


def measured(order: Order, watch: Watch = SILENT) -> Measured:
    """Carry the order out. Raises Stopped when `watch` stops it, NotFound and InputError for files of no use."""
    return _catalogue(order, watch) if order.sort == CATALOGUE else _traces(order, watch)


def _catalogue(order: Order, watch: Watch) -> Measured:
    from datetime import date

    from assess.base.clock import utc_now
    from assess.measure.catalogue.facts import last_date, measure
    from assess.measure.catalogue.read import read_catalogue

    read = read_catalogue(order.paths, watch=watch)
    found = measure(read, last_date(read, date.fromisoformat(utc_now()[:10])))
    watch.check()
    return Measured(tuple(found), (), len(read.datasets), read.bad, tuple(read.bad_samples))


def _traces(order: Order, watch: Watch) -> Measured:
    from assess.measure.series import series_in
    from assess.measure.traces.load import Settings, load
    from assess.measure.traces.results import facts_in
    from assess.measure.traces.run import measure, metrics_of

    wanted = metrics_of(order.sort)
    settings = Settings(pseudonyms=order.pseudonyms, watch=watch)
    with load(order.paths, order.sort, None, settings) as loaded:

        def told(done: int) -> None:
            watch.tell(Step(wanted[done - 1].id, done, len(wanted), "metrics"))

        results = measure(loaded, progress=told)
        return Measured(
            tuple(facts_in(results)), tuple(series_in(results)), loaded.rows, loaded.bad, loaded.samples
        )
