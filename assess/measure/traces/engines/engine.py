"""What metrics ask of an engine, and the embedded one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    import duckdb

Holds = Literal["text", "moment", "wall", "date", "number", "boolean", "other"]
"""What a column holds: a `moment` is a point in time that is shown in some zone, `wall` a time as written."""


class Engine(Protocol):
    """Somewhere that SQL runs: `dialect` is a key of PRIMITIVES, `place` names it without user or password."""

    dialect: str
    place: str

    def rows(self, sql: str) -> tuple[tuple[str, ...], Sequence[Sequence[Any]]]:
        """Names and rows of a query; times as date and datetime without zone."""
        ...

    def keep(self, stage: str, sql: str) -> str:
        """Compute a stage once, for this run only; the name under which it is read."""
        ...


class Remote(Engine, Protocol):
    """An engine that has tables of its own."""

    def table(self, named: str) -> str:
        """The table, or the file that the engine reads as one, quoted for its SQL."""
        ...

    def columns(self, table: str) -> dict[str, Holds]:
        """The columns of a table as `table` gave it; InputError if there is none."""
        ...

    def close(self) -> None:
        """Let go of the engine; what was kept there goes with it."""
        ...


class Embedded:
    """DuckDB in this process, which runs metrics as they are written."""

    dialect = "duckdb"
    place = ""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        self.db = db

    def rows(self, sql: str) -> tuple[tuple[str, ...], Sequence[Sequence[Any]]]:
        """Names and rows of a query."""
        found = self.db.execute(sql)
        return tuple(str(column[0]) for column in found.description or ()), found.fetchall()

    def keep(self, stage: str, sql: str) -> str:
        """A table of the connection."""
        self.db.execute(f"CREATE OR REPLACE TABLE {stage} AS {sql}")
        return stage
