"""Engines that are not there, are not to be had, or hold what cannot serve: each refusal says the way out."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import msgspec
import pytest

from assess.base.errors import InputError
from assess.measure.traces.load import Settings
from assess.measure.traces.mapping import Mapping
from assess.measure.traces.remote import attach
from tests.servers import SECRET


def _refused(url: str, table: str = "events", kind: str = "events", mapping: Mapping | None = None,
             settings: Settings | None = None) -> str:  # fmt: skip
    with pytest.raises(InputError) as caught, attach(url, table, kind, mapping, settings):
        pass
    said = " ".join(caught.value.lines("en") + caught.value.lines("zh"))
    assert SECRET not in said
    return said


@pytest.mark.parametrize("scheme", ["mysql", "trino", "file", ""])
def test_an_engine_that_is_not_known_is_refused_with_those_that_are(scheme: str) -> None:
    said = _refused(f"{scheme}://me:{SECRET}@host/db")
    assert "postgresql://" in said
    assert "--sql trino" in said


@pytest.mark.parametrize(
    "url",
    ["postgresql://me:{}@127.0.0.1:1/db", "clickhouse://me:{}@127.0.0.1:1/db", "clickhouses://me:{}@127.0.0.1:1"],
)
def test_an_engine_that_does_not_answer_is_named_without_user_or_password(url: str) -> None:
    said = _refused(url.format(SECRET))
    assert "cannot be reached" in said
    assert "127.0.0.1:1" in said
    assert "me:" not in said


def test_a_port_that_is_no_number_is_refused_without_repeating_the_address() -> None:
    assert "host" not in _refused(f"postgresql://me:{SECRET}@host:port/db").replace("host:", "")


@pytest.mark.parametrize(("url", "library", "extra"), [
    ("postgresql://h/d", "psycopg", "postgres"), ("spark://local", "pyspark.sql", "spark"), ("chdb://", "chdb", "clickhouse"),
])  # fmt: skip
def test_a_library_that_is_missing_is_named_by_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, url: str, library: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert f"pip install 'assess-digital-government[{extra}]'" in _refused(url)


def test_lines_of_access_logs_are_not_sent_to_an_engine() -> None:
    assert "--kind events" in _refused("postgresql://h/d", kind="access-log")


def test_a_wrong_password_is_refused_and_not_told(postgres: str) -> None:
    assert "password authentication failed" in _refused(postgres.replace(SECRET, "wrong-one"))


def test_a_table_that_is_not_there_or_named_to_break_out_is_not_found(postgres: str) -> None:
    assert "no table “nowhere”" in _refused(postgres, "nowhere")
    assert "no table" in _refused(postgres, 'x"; DROP TABLE y; --')


@pytest.mark.parametrize(("columns", "said"), [
    ("CAST('2024' AS text) AS ts", "is not a time"),
    ("now()::timestamp AS ts, 'x' AS latency", "is not a number"),
    ("1 AS other", "which column"),
    ("CAST(NULL AS timestamp) AS ts", "no row"),
    ("CAST('infinity' AS timestamp) AS ts", "refuses"),
])  # fmt: skip
def test_columns_that_cannot_serve_are_named(postgres: str, columns: str, said: str) -> None:
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute(f"DROP VIEW IF EXISTS odd; CREATE VIEW odd AS SELECT {columns}".encode())
    assert said in _refused(postgres, "odd")


def test_a_mapping_to_a_column_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    duckdb.sql(f"COPY (SELECT now() AS seen, 'u' AS who) TO '{path}'")
    assert "Its columns: seen, who" in _refused(
        "chdb://", str(path), mapping=Mapping(kind="events", columns={"ts": "time"})
    )


def test_a_time_zone_that_is_not_known_is_refused_before_anything_is_asked() -> None:
    assert "Mars/Base" in _refused("postgresql://127.0.0.1:1/d", settings=Settings(timezone="Mars/Base"))


def test_nothing_is_left_behind_in_postgres_and_one_snapshot_serves_the_run(postgres: str) -> None:
    import psycopg

    from assess.measure.traces.run import measure

    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute(
            "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT timestamp '2024-01-01 10:00' AS ts, 'u' AS user_id"
        )
        before = db.execute("SELECT count(*) FROM pg_class").fetchone()
        with attach(postgres, "kept", "events") as loaded:
            db.execute("INSERT INTO kept VALUES ('2024-01-02 10:00', 'v')")
            found = {r.metric: r.value for r in measure(loaded, ["requests_total", "active_users_30d"])}
        assert found == {"requests_total": 1, "active_users_30d": 1}
        assert db.execute("SELECT count(*) FROM pg_class").fetchone() == before


def test_a_table_is_measured_from_the_command_line_without_its_password(
    postgres: str, capsys: pytest.CaptureFixture[str]
) -> None:
    import psycopg

    from assess.cli.main import main

    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute(
            "DROP TABLE IF EXISTS clicks; CREATE TABLE clicks AS SELECT timestamp '2024-01-01 10:00' AS ts, 'u' AS who"
        )
    words = ["measure", "traces", "--engine", postgres, "--table", "clicks", "--kind", "events"]
    with pytest.raises(SystemExit) as left:
        main([*words, "--json", "--metric", "requests_total"])
    said = capsys.readouterr()
    assert left.value.code == 0
    assert SECRET not in said.out + said.err
    found = msgspec.json.decode(said.out)
    assert (found["results"][0]["value"], found["results"][0]["inputs"]) == (1, [])
    assert found["results"][0]["method"].startswith("traces/requests_total 1, PostgreSQL 15")
    with pytest.raises(SystemExit):
        main([*words, "--guess"])
    assert 'ts = "ts"' in capsys.readouterr().out
