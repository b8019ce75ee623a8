"""A table of another engine as loaded traces: what it holds is asked there, and nothing but answers comes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.measure.traces import shapes
from assess.measure.traces.dialects import TYPING, translated
from assess.measure.traces.engines.open import connected
from assess.measure.traces.engines.typed import RAW, looked, read, typed
from assess.measure.traces.kinds import TABLES
from assess.measure.traces.load import Loaded, Settings, check_zone
from assess.measure.traces.mapping import Mapping, guess
from assess.measure.traces.tables import Relation

if TYPE_CHECKING:
    from assess.measure.traces.engines.engine import Remote


_LINES = ("access-log", "matomo", "xapi")
"""Kinds whose files have a form of their own."""


@contextmanager
def attach(
    url: str, table: str, kind: str, mapping: Mapping | None = None, settings: Settings | None = None
) -> Iterator[Loaded]:
    """The `table` of the engine at `url`, as `load` gives files; what was made there is gone at the end.

    Raises InputError where the engine, its table or a column cannot serve, and for access logs, whose lines are
    only read here.
    """
    settings = settings or Settings()
    if kind in _LINES:
        raise InputError(
            Text(zh=f"{kind} 只在本机从文件读", en=f"{kind} is read from files on this machine only"),
            Text(
                zh="请直接给出文件；引擎里已成表的请求用 --kind events。",
                en="Give the files themselves; requests that are a table already are --kind events.",
            ),
        )
    _check_zone(settings.timezone)
    with connected(url, settings.memory) as engine:
        yield _attached(engine, table, kind, mapping, settings)


def head_of_table(url: str, table: str, settings: Settings | None = None) -> tuple[str, ...]:
    """The column names of a table, for guessing a mapping."""
    with connected(url, (settings or Settings()).memory) as engine:
        return tuple(engine.columns(engine.table(table)))


def _attached(engine: Remote, named: str, kind: str, mapping: Mapping | None, settings: Settings) -> Loaded:
    quoted = engine.table(named)
    held = engine.columns(quoted)
    head = tuple(held)
    mapping = mapping or guess(kind, head)
    mapping = msgspec.structs.replace(mapping, columns={m: t for m, t in mapping.columns.items() if t})
    shapes.check_columns(named, Relation(head, "", ""), mapping)
    rows = read(held, mapping, settings.timezone)
    raw = {RAW: quoted}
    found = _row(engine, translated(looked(rows, mapping), engine.dialect, raw, TYPING))
    used, table = int(found["used"] or 0), TABLES[kind]
    if not used:
        said = shown(named)
        raise InputError(Text(zh=f"“{said}”里没有一行可用", en=f"no row of “{said}” can be used"))
    columns = {has.removeprefix("has_") for has, any_ in found.items() if has.startswith("has_") and any_}
    end_of_day = table in shapes.ENDS and "end_clock" not in columns
    columns |= {"independent"} if settings.independent else set()
    first, last, as_of = _period(found, shapes.CLOCKS[table])
    as_of = settings.as_of or as_of
    given = (
        f"SELECT CAST('{as_of}' AS DATE) AS as_of, CAST('{first}' AS DATE) AS first_day, "
        f"CAST({settings.session_gap * 60!r} AS DOUBLE) AS gap_s"
    )
    tables = {
        table: translated(typed(rows, mapping, end_of_day), engine.dialect, raw, TYPING),
        "settings": translated(given, engine.dialect, {}),
    }
    return Loaded(
        db=None, engine=engine, kind=kind, rows=used, bad=int(found["held"]) - used, samples=(),
        columns=frozenset(columns), first=first, last=last, as_of=as_of, sources=(), mapping=mapping,
        settings=settings, tables={name: f"({sql})" for name, sql in tables.items()},
        place=f"{engine.place} {shown(named)}",
    )  # fmt: skip


def _row(engine: Remote, sql: str) -> dict[str, Any]:
    names, rows = engine.rows(sql)
    return dict(zip(names, rows[0], strict=True))


def _period(found: dict[str, Any], clock: str) -> tuple[date, date, date]:
    """First and last day of the rows, and the last day on which anything is recorded; today where no time is."""
    latest = [value.date() for name, value in found.items() if name.startswith("last_") and value is not None]
    first, last = found.get(f"first_{clock}"), found.get(f"last_{clock}")
    if first is None or last is None:
        today = date.today()
        return today, today, today
    return first.date(), last.date(), max(latest)


def _check_zone(zone: str | None) -> None:
    if zone is not None:
        import duckdb

        with duckdb.connect() as db:
            check_zone(db, zone)
