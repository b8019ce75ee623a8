"""Every metric, on every engine that is claimed, has the value that DuckDB finds over the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assess.measure.traces.load import Settings, load
from assess.measure.traces.mapping import Mapping, guess
from assess.measure.traces.remote import attach
from assess.measure.traces.results import Result
from assess.measure.traces.run import measure
from tests.measure.traces.engines.conftest import as_parquet
from tests.measure.traces.engines.rows import ROWS

Found = dict[str, Result]
Place = Callable[[Path], tuple[str, str]]
"""How an engine is given a file's rows: its address, and what the table is called there."""

_TYPES = {"VARCHAR": "text", "TIMESTAMP": "timestamp", "TIMESTAMP WITH TIME ZONE": "timestamptz", "DATE": "date",
          "DOUBLE": "double precision", "BIGINT": "bigint", "INTEGER": "integer"}  # fmt: skip


@pytest.fixture(scope="module")
def in_postgres(postgres: str) -> Iterator[Place]:
    """Rows as a table of a schema, with column names that need quotes."""
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute("DROP SCHEMA IF EXISTS traces CASCADE; CREATE SCHEMA traces")

        def act(path: Path) -> tuple[str, str]:
            found = duckdb.sql(f"FROM '{path}'")
            columns = ", ".join(f'"{c}" {_TYPES[str(t)]}' for c, t in zip(found.columns, found.types, strict=True))
            db.execute(f'DROP TABLE IF EXISTS traces."{path.stem}"; CREATE TABLE traces."{path.stem}" ({columns})')
            with db.cursor().copy(f'COPY traces."{path.stem}" FROM STDIN') as copy:
                # As texts: DuckDB hands out moments only where pytz is installed.
                for row in found.project("CAST(COLUMNS(*) AS VARCHAR)").fetchall():
                    copy.write_row(row)
            return postgres, f"traces.{path.stem}"

        yield act


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Place:
    """The engine by its name; the embedded ones read the file itself."""
    if request.param == "postgres":
        found: Place = request.getfixturevalue("in_postgres")
        return found
    return lambda path: ({"chdb": "chdb://", "spark": "spark://local"}[request.param], str(path))


def _here(path: Path, kind: str, mapping: Mapping | None = None, settings: Settings | None = None) -> Found:
    with load([path], kind, mapping, settings) as loaded:
        return {r.metric: r for r in measure(loaded)}


def _there(
    engine: Place, path: Path, kind: str, mapping: Mapping | None = None, settings: Settings | None = None
) -> Found:
    url, table = engine(path)
    with attach(url, table, kind, mapping, settings) as loaded:
        return {r.metric: r for r in measure(loaded)}


def _said(result: Result) -> tuple[Any, ...]:
    return (result.value, result.n, result.at, result.columns, result.rows, result.status, result.coverage,
            result.period, result.facts)  # fmt: skip


MEANS = ("closing_days_mean", "amount_total", "amount_by_month")
"""Sums of fractions, whose last digit depends on the order in which an engine adds them up."""


def _same(here: Found, there: Found) -> None:
    assert list(here) == list(there)
    for metric, result in here.items():
        mine, theirs = _said(result), _said(there[metric])
        if metric in MEANS and result.value is not None:
            assert theirs[0] == pytest.approx(mine[0], rel=1e-13), metric
            mine, theirs = mine[1:], theirs[1:]
        assert theirs == mine, metric


ENGINES = pytest.mark.parametrize("engine", ["postgres", "chdb", "spark"], indirect=True)


@ENGINES
@pytest.mark.parametrize("kind", list(ROWS))
def test_every_metric_has_the_value_that_duckdb_finds(engine: Place, kind: str, tmp_path: Path) -> None:
    path = as_parquet(tmp_path, kind, ROWS[kind])
    settings = Settings(as_of=date(2024, 3, 1), independent=True)
    here = _here(path, kind, None, settings)
    assert [m for m, r in here.items() if r.status == "unavailable"] == []
    _same(here, _there(engine, path, kind, None, settings))


@ENGINES
def test_sessions_by_the_gap_and_deadlines_with_a_time_of_day_are_the_same(engine: Place, tmp_path: Path) -> None:
    path = as_parquet(
        tmp_path, "gaps", f"SELECT * REPLACE (deadline + INTERVAL 9 HOUR AS deadline) FROM ({ROWS['events']})"
    )
    found = guess("events", duckdb.sql(f"FROM '{path}'").columns)
    without = {
        c: n for c, n in found.columns.items() if c not in ("session_id", "agent", "status", "bytes", "latency_s")
    }
    mapping = Mapping(kind="events", columns=without, values={"event": {"submit": ["VIEW"], "login": ["查询"]}})
    settings = Settings(session_gap=12.5)
    here = _here(path, "events", mapping, settings)
    assert here["sessions_total"].value != _here(path, "events")["sessions_total"].value
    _same(here, _there(engine, path, "events", mapping, settings))


@ENGINES
@pytest.mark.parametrize("zone", [None, "Asia/Shanghai", "America/St_Johns"])
def test_moments_become_the_same_wall_time_in_any_zone(engine: Place, zone: str | None, tmp_path: Path) -> None:
    moments = "SELECT timezone('UTC', TIMESTAMP '2024-01-31 14:10:00.25' + to_hours(CAST(7 * i AS INTEGER))) AS time, 'u' || i % 5 AS \"user\", 'd' AS dept FROM range(40) AS t(i)"
    path = as_parquet(tmp_path, "moments", moments)
    settings = Settings(timezone=zone)
    here = _here(path, "events", None, settings)
    first = {None: "2024-01-31T14:10", "Asia/Shanghai": "2024-01-31T22:10", "America/St_Johns": "2024-01-31T10:40"}
    assert here["peak_concurrent"].at == f"{first[zone]}:00.250000"
    _same(here, _there(engine, path, "events", None, settings))


@ENGINES
def test_one_row_and_columns_without_anything_are_no_trouble(engine: Place, tmp_path: Path) -> None:
    one = "SELECT TIMESTAMP '2024-02-29 00:00:00' AS created, CAST(NULL AS TIMESTAMP) AS closed, CAST(NULL AS TIMESTAMP) AS due, '' AS department"
    path = as_parquet(tmp_path, "one", one)
    here = _here(path, "tickets")
    assert {m for m, r in here.items() if r.status != "unavailable"} == {"cases_total"}
    _same(here, _there(engine, path, "tickets"))
