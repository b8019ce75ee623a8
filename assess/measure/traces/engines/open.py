"""From an address to an engine that is connected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assess.measure.traces.engines.address import Address, address

if TYPE_CHECKING:
    from assess.measure.traces.engines.engine import Remote


@contextmanager
def connected(url: str, memory: str) -> Iterator[Remote]:
    """The engine at `url`, let go of at the end; `memory` limits an engine that is started in this process.

    Raises InputError for an address that is not known, a library that is missing or an engine that does not answer.
    """
    engine = _open(address(url), memory)
    try:
        yield engine
    finally:
        engine.close()


def _open(where: Address, memory: str) -> Remote:
    if where.scheme.startswith("postgres"):
        from assess.measure.traces.engines.postgres import Postgres

        return Postgres(where)
    if where.scheme == "spark":
        from assess.measure.traces.engines.spark import Spark

        return Spark(where, memory)
    from assess.measure.traces.engines.clickhouse import ClickHouse

    return ClickHouse(where)
