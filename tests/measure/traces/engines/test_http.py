"""ClickHouse by HTTP: a server on loopback that hands every statement to the embedded engine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from assess.base.errors import InputError
from assess.measure.traces.load import Settings, load
from assess.measure.traces.remote import attach
from assess.measure.traces.run import measure
from tests.measure.traces.engines.conftest import as_parquet
from tests.measure.traces.engines.rows import ROWS
from tests.servers import SECRET

# As a server in China has them: times without a zone of their own, and one column in another zone.
TABLE = """CREATE TABLE seen ENGINE = Memory AS
  SELECT toDateTime64('2024-01-31 22:10:00.25', 6) + INTERVAL number * 7 HOUR AS time,
    toDateTime('2024-01-31 22:10:00', 'America/New_York') AS deadline,
    toLowCardinality('u' || toString(number % 5)) AS user, CAST('submit' AS Enum8('submit' = 1)) AS event
  FROM numbers(40)"""


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """Address of the server, and the statements that it was sent."""
    from chdb import ChdbError
    from chdb.session import Session

    session = Session()
    lock = threading.Lock()
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sql = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked.append(sql)
            if self.headers["X-ClickHouse-Key"] != SECRET:
                return self._answer(401, f"Code: 516. Authentication failed for {SECRET}".encode())
            try:
                with lock:
                    return self._answer(200, session.query(sql).bytes())
            except ChdbError as error:
                return self._answer(500, str(error).encode())

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        session.query("SET session_timezone = 'Asia/Shanghai'")
        session.query(TABLE)
        yield f"127.0.0.1:{http.server_port}", asked
        http.shutdown()
        session.query("SET session_timezone = ''")
    session.close()


def test_every_metric_of_events_comes_over_http_as_it_is(server: tuple[str, list[str]], tmp_path: Path) -> None:
    path = as_parquet(tmp_path, "events", ROWS["events"])
    host, asked = server
    with load([path], "events") as loaded:
        here = measure(loaded)
    with attach(f"clickhouse://me:{SECRET}@{host}/default", "seen", "events") as loaded:
        assert SECRET not in loaded.place
        assert loaded.place.endswith(f"{host}/default seen")
    session_table = f"CREATE TABLE given ENGINE = Memory AS SELECT * FROM file('{path}', 'Parquet')"
    _ask(host, session_table)
    with attach(f"clickhouse://me:{SECRET}@{host}", "given", "events") as loaded:
        there = measure(loaded)
    assert [(r.value, r.n, r.at, r.rows) for r in there] == [(r.value, r.n, r.at, r.rows) for r in here]
    assert all(SECRET not in sql for sql in asked)


def _ask(host: str, sql: str) -> None:
    import httpx

    assert httpx.post(f"http://{host}/", content=sql, headers={"X-ClickHouse-Key": SECRET}).status_code == 200


def test_times_are_what_the_server_shows_unless_a_zone_is_asked_for(server: tuple[str, list[str]]) -> None:
    url = f"clickhouse://me:{SECRET}@{server[0]}"
    with attach(url, "seen", "events") as loaded:
        assert (loaded.first, loaded.last) == (date(2024, 1, 31), date(2024, 2, 12))
        found = {r.metric: r for r in measure(loaded, ["peak_concurrent", "submitted_last_day_share"])}
        # All are after the deadline as it is shown, the first by a quarter of a second.
        assert found["peak_concurrent"].at == "2024-01-31T22:10:00.250000"
        assert (found["submitted_last_day_share"].value, found["submitted_last_day_share"].n) == (None, None)
    with attach(url, "seen", "events", settings=Settings(timezone="UTC")) as loaded:
        found = {r.metric: r for r in measure(loaded, ["peak_concurrent", "submitted_last_day_share"])}
        # 22:10 in New York is 03:10 UTC on the next day: 13 h after the first, 6 h after the second.
        assert found["peak_concurrent"].at == "2024-01-31T14:10:00.250000"
        assert (found["submitted_last_day_share"].value, found["submitted_last_day_share"].n) == (1, 2)


def test_a_server_that_lets_nobody_in_says_so_without_the_password(server: tuple[str, list[str]]) -> None:
    with (
        pytest.raises(InputError, match="Authentication failed") as caught,
        attach(f"clickhouse://me:{SECRET}x@{server[0]}", "seen", "events"),
    ):
        pass
    # What the server repeats of the secret is cut out as well.
    assert f"{SECRET}x" not in str(caught.value)


def test_a_refusal_of_the_server_is_told_in_one_line(server: tuple[str, list[str]]) -> None:
    url = f"clickhouse://me:{SECRET}@{server[0]}"
    with pytest.raises(InputError, match="no table “`nowhere`”"), attach(url, "nowhere", "events"):
        pass
