"""Engines to run metrics on: a PostgreSQL server of our own, ClickHouse and Spark in this process.

They are no dependency of the program: `make test-engines` has their libraries. What is missing fails, so that a
green run means that every engine was asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.servers import postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server on a socket of its own, started for the tests and stopped after them."""
    with postgres_server() as server:
        yield server.url


def as_parquet(folder: Path, name: str, sql: str) -> Path:
    """The rows of `sql` (DuckDB's) as a file that every engine is given."""
    path = folder / f"{name}.parquet"
    duckdb.sql(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")
    return path
