"""Tables that metrics gave, in the form in which a dossier holds them and a report draws them.

Gaps stay gaps: a period without any record has no value, because nobody can tell no use from no log. Offices and
topics with few cases are put together, so that a row does not speak of one or two people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

import msgspec

from assess.base.texts import Text, same
from assess.dossier.edits import RecordSeries
from assess.dossier.entities import Series
from assess.dossier.tables import fault_of
from assess.measure.traces.definitions import metrics
from assess.measure.traces.results import Result

MOST_ROWS: Final = 16
"""Offices or topics with a row of their own, those with the most cases; the others share one."""
FEW: Final = 5
"""Cases below which an office or a topic has no row of its own."""
MOST_PERIODS: Final = 400
_COLUMNS: Final = {"hour": [str(h) for h in range(24)], "weekday": [str(d) for d in range(1, 8)]}


def series_in(results: Iterable[Result]) -> list[Series]:
    """The results that are drawn, as tables of no body yet."""
    drawn = {m.id: m.series for m in metrics() if m.series}
    made = (_series(r, *drawn[r.metric]) for r in results if r.rows and r.metric in drawn)
    return [s for s in made if s is not None and fault_of(s) is None]


def of_body(found: Iterable[Series], body: str) -> list[RecordSeries]:
    """The edits that record `found` for `body`."""
    return [RecordSeries(msgspec.structs.replace(s, body=body)) for s in found]


def _series(result: Result, form: str, row: str, *rest: str) -> Series | None:
    cells = [dict(zip(result.columns, cells, strict=True)) for cells in result.rows]
    bare = Series(
        body="", id=result.metric, title=result.title, says=result.says, form="grid", row_axis=row, column_axis="",
        rows=(), columns=(), values=(), unit=result.unit, coverage=result.coverage, method=result.method,
        period=result.period, inputs=result.inputs,
    )  # fmt: skip
    if form == "grid":
        return _grid(bare, cells, rest[0], rest[1])
    if form == "time":
        return _time(bare, cells, rest)
    if form == "bins":
        return _bins(bare, cells, rest[0])
    steps = tuple(str(c[row]) for c in cells)
    values = tuple((_number(c[rest[0]]),) for c in cells)
    return _filled(bare, form="steps", rows=steps, columns=rest, values=values, n=_whole(v for (v,) in values[:1]))


def _filled(bare: Series, **fields: Any) -> Series:
    return msgspec.structs.replace(bare, **fields)


def _grid(bare: Series, cells: Sequence[dict[str, Any]], column: str, value: str) -> Series | None:
    """Rows by their sums, the largest first; what has no row of its own is in a last one, `*N` for N labels."""
    columns = _COLUMNS.get(column) or _periods([str(c[column]) for c in cells], column)
    table: dict[str, dict[str, float]] = {}
    for cell in cells:
        row = table.setdefault(str(cell[bare.row_axis]), {})
        key = str(cell[column])
        row[key] = row.get(key, 0.0) + float(cell[value])
    sums = {label: sum(row.values()) for label, row in table.items()}
    order = sorted(table, key=lambda label: (-sums[label], label))
    own = [label for label in order if sums[label] >= FEW][:MOST_ROWS]
    others = [label for label in order if label not in own]
    rows = [table[label] for label in own]
    if others:
        rows.append({c: sum(table[label].get(c, 0.0) for label in others) for c in columns})
    if not own or len(columns) > 60:
        return None
    note = same("")
    if others:
        note = Text(
            zh=f"其余 {len(others)} 个合为一行（较少的，或不足 {FEW} 件的）。",
            en=f"{len(others)} more share one row: those with the fewest, and all with under {FEW}.",
        )
    return _filled(
        bare,
        column_axis=column,
        rows=(*map(_label, own), *([f"*{len(others)}"] if others else [])),
        columns=tuple(columns),
        values=tuple(tuple(row.get(c, 0.0) for c in columns) for row in rows),
        n=int(sum(sums.values())),
        note=note,
    )


def _time(bare: Series, cells: Sequence[dict[str, Any]], columns: Sequence[str]) -> Series | None:
    held = {str(c[bare.row_axis]): c for c in cells}
    periods = _periods(list(held), bare.row_axis)
    if len(periods) > MOST_PERIODS:
        return None
    gaps = len(periods) - len(held)
    note = same("")
    if gaps:
        note = Text(
            zh=f"有 {gaps} 个时段没有任何记录：无从得知是没有人用，还是没有日志。",
            en=f"{gaps} periods have no record at all: no use and no log cannot be told apart.",
        )
    values = tuple(
        tuple(_number(held[p][c]) for c in columns) if p in held else (None,) * len(columns) for p in periods
    )
    return _filled(bare, form="time", rows=tuple(periods), columns=tuple(columns), values=values, note=note)


def _bins(bare: Series, cells: Sequence[dict[str, Any]], column: str) -> Series:
    """Days left until a deadline, from the earliest to the latest; those without any are there as 0."""
    held = {int(c[bare.row_axis]): float(c[column]) for c in cells}
    days = list(range(max(0, *held), min(-1, *held) - 1, -1))
    values = tuple((held.get(d, 0.0),) for d in days)
    n = int(sum(held.values()))
    return _filled(bare, form="bins", rows=tuple(map(str, days)), columns=(column,), values=values, n=n, limit=0.0)


def _periods(held: Sequence[str], axis: str) -> list[str]:
    """Every day, week or month from the first held to the last, those without a record too."""
    first, last = date.fromisoformat(min(held)[:10]), date.fromisoformat(max(held)[:10])
    found: list[str] = []
    while first <= last and len(found) <= MOST_PERIODS:
        found.append(first.isoformat())
        first = _next(first, axis)
    return found


def _next(day: date, axis: str) -> date:
    if axis == "month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day + timedelta(days=7 if axis == "week" else 1)


def _label(label: str) -> str:
    """A label of the source that cannot be taken for the row of the others."""
    clean = " ".join(label.lstrip("*").split())[:100]
    return clean or "–"


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _whole(values: Iterable[float | None]) -> int | None:
    return next((int(v) for v in values if v is not None), None)
