"""Engines to run metrics on: a PostgreSQL server of our own, ClickHouse and Spark in this process.

They are no dependency of the program: `make test-engines` has their libraries. What is missing fails, so that a
green run means that every engine was asked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

BINARIES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")


def _server_tools() -> Path:
    found = [Path(which).parent] if (which := shutil.which("initdb")) else []
    found += sorted(p for pattern in BINARIES for p in Path("/").glob(pattern[1:]) if (p / "initdb").exists())
    if not found:
        pytest.fail("no PostgreSQL server here: apt-get install postgresql")
    return found[-1]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server on a socket of its own, started for the tests and stopped after them."""
    tools = _server_tools()
    # The server will not be root, nor may it read the folders that pytest makes for root.
    own: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="assess-pg-"))
    if own:
        shutil.chown(folder, own["user"], own["group"])
    own |= {"cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"}}

    def run(tool: str, *words: str) -> None:
        log = folder / f"{tool}.out"
        with log.open("ab") as out:
            done = subprocess.run([tools / tool, *words], stdout=out, stderr=out, stdin=subprocess.DEVNULL, **own)
        assert done.returncode == 0, log.read_text()

    try:
        run(
            "initdb",
            "-D",
            "data",
            "-U",
            "assess",
            "--auth=scram-sha-256",
            f"--pwfile={_secret(folder, own)}",
            "-E",
            "UTF8",
        )
        run(
            "pg_ctl",
            "-D",
            "data",
            "-w",
            "-l",
            "log",
            "-o",
            f"-c listen_addresses= -k {folder} -c fsync=off",
            "start",
        )
        try:
            yield f"postgresql://assess:{SECRET}@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


SECRET = "s3cret-of-the-tests"


def _secret(folder: Path, own: dict[str, Any]) -> Path:
    path = folder / "secret"
    path.write_text(SECRET)
    if "user" in own:
        shutil.chown(path, own["user"], own["group"])
    return path


def as_parquet(folder: Path, name: str, sql: str) -> Path:
    """The rows of `sql` (DuckDB's) as a file that every engine is given."""
    path = folder / f"{name}.parquet"
    duckdb.sql(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")
    return path
