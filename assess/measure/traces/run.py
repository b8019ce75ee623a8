"""Running metrics over loaded traces: stages first and once, then one SQL text after the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from assess.base.errors import NotFound
from assess.base.texts import Text
from assess.measure.traces.definitions import STAGES, Metric, metrics, stage_files, stages
from assess.measure.traces.dialects import macros, translated
from assess.measure.traces.kinds import LIKE, TABLES
from assess.measure.traces.load import Loaded
from assess.measure.traces.results import Result

_NOTHING = Text(zh="没有可据以计算的记录。", en="There are no records to compute it from.")


def metrics_of(kind: str, chosen: Collection[str] = ()) -> list[Metric]:
    """The metrics for traces of `kind`; those `chosen` by id, or all. Raises NotFound for an unknown id."""
    found = [m for m in metrics() if LIKE.get(kind, kind) in m.kinds]
    ids = {m.id for m in found}
    if unknown := [c for c in chosen if c not in ids]:
        names = ", ".join(sorted(ids))
        raise NotFound(
            Text(zh=f"{kind} 没有指标 {unknown[0]}", en=f"there is no metric {unknown[0]} for {kind}"),
            Text(zh=f"可用的有：{names}", en=f"There are: {names}"),
        )
    return [m for m in found if not chosen or m.id in chosen]


def measure(
    loaded: Loaded, chosen: Collection[str] = (), progress: Callable[[int], None] = lambda _n: None
) -> list[Result]:
    """Every metric of the kind over `loaded`; a metric whose columns are missing is there too, as unavailable."""
    wanted = metrics_of(loaded.kind, chosen)
    tables = prepare_stages(loaded, {s for m in wanted if not _missing(m, loaded) for s in m.stages})
    found = []
    for done, metric in enumerate(wanted, 1):
        missing = _missing(metric, loaded)
        found.append(_unavailable(metric, loaded, _lacks(missing)) if missing else _result(metric, loaded, tables))
        progress(done)
    return found


def prepare_stages(loaded: Loaded, wanted: Collection[str]) -> dict[str, str]:
    """The shared intermediate tables, each computed once; what a stage reads comes before it.

    Given back is what stands for each table in the engine's SQL, where it is not called what it is called here.
    """
    if loaded.db is not None:
        for macro in macros():
            loaded.db.execute(macro)
    tables = dict(loaded.tables)
    for stage, file in stage_files(wanted, "session_id" in loaded.columns).items():
        tables[stage] = loaded.engine.keep(stage, _sql(loaded, stages()[file][1], tables))
    return tables


def _sql(loaded: Loaded, sql: str, tables: dict[str, str]) -> str:
    dialect = loaded.engine.dialect
    return sql if dialect == "duckdb" else translated(sql, dialect, tables)


def notes_of(loaded: Loaded, wanted: Collection[str] = STAGES) -> list[Text]:
    """What the definitions rest on in this run: time zone, last day, week, sessions."""
    zone = loaded.settings.timezone
    gap = f"{loaded.settings.session_gap:g}"
    found = [
        Text(
            zh=f"时区：{zone or '按来源所写的当地时间，不换算；纪元秒按 UTC'}。"
            f"周从周一算起。末日：{loaded.as_of}。",
            en=f"Time zone: {zone or 'local time as the source writes it, not converted; epoch seconds as UTC'}. "
            f"Weeks begin on Monday. Last day: {loaded.as_of}.",
        )
    ]
    if loaded.place:
        found.append(
            Text(
                zh=f"由 {loaded.place} 计算，只有结果传回本机；表没有摘要值，日后无从核对是不是同一份数据。",
                en=f"Computed by {loaded.place}; only results came back. A table has no digest, so that nobody can "
                "tell later whether it was the same data.",
            )
        )
    if "sessions" in wanted and TABLES[loaded.kind] == "events":
        given = "session_id" in loaded.columns
        said = stages()["sessions_given" if given else "sessions_by_gap"][0]
        more = "" if given else f"（{gap}）", "" if given else f" ({gap})"
        found.append(
            Text(zh=said.zh.replace("（默认 30）", more[0]), en=said.en.replace(" (30 unless told)", more[1]))
        )
    return found


def _missing(metric: Metric, loaded: Loaded) -> list[str]:
    return [n for n in metric.needs if n not in loaded.columns]


def _lacks(missing: list[str]) -> Text:
    names = ", ".join(missing)
    return Text(zh=f"来源里没有：{names}。", en=f"The source lacks: {names}.")


def _unavailable(metric: Metric, loaded: Loaded, note: Text) -> Result:
    return _filled(metric, loaded, status="unavailable", note=note)


def _filled(metric: Metric, loaded: Loaded, **found: Any) -> Result:
    """A result with what is the same for all of a run; of a window, only the days that the source covers count."""
    coverage = loaded.coverage
    if metric.window:
        coverage *= min(1.0, ((loaded.as_of - loaded.first).days + 1) / metric.window)
    bare = Result(
        metric=metric.id, title=metric.title, says=metric.says, unit=metric.unit,
        method=metric.method + (f", {loaded.place}" if loaded.place else ""),
        coverage=coverage, inputs=tuple(s.sha256 for s in loaded.sources), period=f"{loaded.first}/{loaded.as_of}",
        voice=metric.voice, status="ok" if coverage == 1 else "partial",
    )  # fmt: skip
    if "rows" in found:
        # A cell of an office or a topic may hold what belongs to a person.
        found["rows"] = tuple(tuple(_masked(cell, loaded) for cell in row) for row in found["rows"])
    return msgspec.structs.replace(bare, **found)


def _masked(cell: Any, loaded: Loaded) -> Any:
    return loaded.settings.pseudonyms.masked(cell) if isinstance(cell, str) else cell


def _result(metric: Metric, loaded: Loaded, tables: dict[str, str]) -> Result:
    names, cells = loaded.engine.rows(_sql(loaded, metric.sql, tables))
    rows = tuple(tuple(_plain(cell) for cell in row) for row in cells)
    facts = metric.facts if LIKE.get(loaded.kind, loaded.kind) in metric.fact_kinds else ()
    if metric.shape == "table":
        # Engines sort texts by rules of their own.
        rows = tuple(sorted(rows, key=lambda row: [(c is None, c) for c in row]))
        return _filled(metric, loaded, columns=names, rows=rows) if rows else _unavailable(metric, loaded, _NOTHING)
    row = dict(zip(names, rows[0], strict=True)) if rows else {}
    if row.get("value") is None:
        return _unavailable(metric, loaded, _NOTHING)
    at = str(row.get("at_") or "")
    return _filled(metric, loaded, value=float(row["value"]), n=int(row["n"] or 0), at=at, facts=facts)


def _plain(cell: Any) -> Any:
    """Cells as plain data: dates and times as ISO 8601, no NaN."""
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
    if isinstance(cell, Decimal):
        return int(cell) if cell == int(cell) else float(cell)
    return cell if cell is None or isinstance(cell, (int, float, bool)) else str(cell)
