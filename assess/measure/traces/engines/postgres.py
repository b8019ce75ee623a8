"""PostgreSQL: one snapshot for the whole run, which is rolled back at its end, so that nothing stays behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from assess.measure.traces.engines.address import Address, no_driver, no_table, refused, unreachable
from assess.measure.traces.literals import name

if TYPE_CHECKING:
    from assess.measure.traces.engines.engine import Holds

_KINDS: Final[dict[int, Holds]] = {
    16: "boolean", 20: "number", 21: "number", 23: "number", 700: "number", 701: "number", 1700: "number",
    25: "text", 1042: "text", 1043: "text", 19: "text", 1082: "date", 1114: "wall", 1184: "moment",
}  # fmt: skip
"""Numbers of built-in types (pg_type.dat of PostgreSQL) to what they hold."""


class Postgres:
    """A connection to PostgreSQL, by libpq's own rules for what the address leaves out (PGPASSWORD, ~/.pgpass)."""

    dialect = "postgres"

    def __init__(self, where: Address) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise no_driver("postgres") from error
        self._where = where
        self._refusals = psycopg.Error
        try:
            self._db = psycopg.connect(where.url, connect_timeout=10, application_name="assess")
            self._db.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            # Planning for wall times: what a moment is shown as must not depend on who is connected.
            self._db.execute("SET TIME ZONE 'UTC'")
        except psycopg.Error as error:
            raise unreachable(where.place, where.without_secret(str(error))) from error
        version = self._db.info.server_version // 10000, self._db.info.server_version % 10000
        self.place = f"PostgreSQL {version[0]}.{version[1]} {where.place}"

    def table(self, named: str) -> str:
        """The table, quoted."""
        return ".".join(name(part) for part in named.split("."))

    def columns(self, table: str) -> dict[str, Holds]:
        """What the columns hold, by the types of an empty result."""
        try:
            found = self._db.execute(f"SELECT * FROM {table} LIMIT 0".encode()).description or ()
        except self._refusals as error:
            raise no_table(self.place, table.replace('"', ""), self._where.without_secret(str(error))) from error
        return {c.name: _KINDS.get(c.type_code, "other") for c in found}

    def rows(self, sql: str) -> tuple[tuple[str, ...], Sequence[Sequence[Any]]]:
        """Names and rows of a query."""
        try:
            found = self._db.execute(sql.encode())
            return tuple(c.name for c in found.description or ()), found.fetchall()
        except self._refusals as error:
            raise refused(self.place, self._where.without_secret(str(error))) from error

    def keep(self, stage: str, sql: str) -> str:
        """A temporary table, counted at once so that plans over it are not blind."""
        kept = f"assess_{stage}"
        try:
            self._db.execute(f"CREATE TEMPORARY TABLE {kept} AS {sql}".encode())
            self._db.execute(f"ANALYZE {kept}".encode())
        except self._refusals as error:
            raise refused(self.place, self._where.without_secret(str(error))) from error
        return kept

    def close(self) -> None:
        """Roll back, which takes temporary tables along, and hang up."""
        self._db.rollback()
        self._db.close()
