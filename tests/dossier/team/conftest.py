"""A server for dossiers, one for all tests here, and a campaign of its own for every test."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import SECRET, PostgresServer, postgres_server

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    with postgres_server() as started:
        yield started


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", SECRET)


@pytest.fixture
def place(server: PostgresServer) -> Path:
    """Where no dossier is yet."""
    return server.dossier(f"campaign_{next(_NUMBERS)}")
