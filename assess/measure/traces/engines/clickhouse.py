"""ClickHouse, by its HTTP interface or embedded (chdb): the same SQL and the same form of answers for both."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import msgspec

from assess.base.shown import shown
from assess.measure.traces.engines.address import Address, no_driver, no_table, refused, unreachable
from assess.measure.traces.literals import text

if TYPE_CHECKING:
    from assess.measure.traces.engines.engine import Holds

_SETTINGS: Final = {
    # Sums and extremes of nothing are NULL, as in the standard, instead of 0.
    "aggregate_functions_null_for_empty": 1,
    # `sum(amount) AS amount` is a sum of the column, not of itself.
    "prefer_column_name_to_alias": 1,
    # Days before 1970 and after 2149 stay days.
    "enable_extended_results_for_datetime_functions": 1,
    # Distinct values are counted, not estimated.
    "count_distinct_implementation": "uniqExact",
    "join_use_nulls": 1,
    "output_format_json_quote_64bit_integers": 0,
    "output_format_json_quote_decimals": 0,
}
_FORM: Final = "JSONCompactEachRowWithNamesAndTypes"
_WRAPPED: Final = re.compile(r"^(?:Nullable|LowCardinality)\((.*)\)$")
_HOURS: Final = 3600.0
"""Seconds after which an answer is given up; metrics over hundreds of millions of rows take a while."""


class _Failed(Exception):
    """What the engine said instead of an answer."""


class ClickHouse:
    """A session of ClickHouse; its temporary tables end with it."""

    dialect = "clickhouse"

    def __init__(self, where: Address) -> None:
        self._where = where
        self._ask, self._hang_up = _embedded(where) if where.scheme == "chdb" else _over_http(where)
        try:
            for setting, value in _SETTINGS.items():
                self._ask(f"SET {setting} = {text(value) if isinstance(value, str) else value}")
            version = self.rows("SELECT version() AS v")[1][0][0]
        except _Failed as error:
            raise unreachable(where.place, where.without_secret(str(error))) from error
        self.place = f"{'chdb' if where.scheme == 'chdb' else 'ClickHouse'} {shown(version)} {where.place}".rstrip()

    def table(self, named: str) -> str:
        """The table, quoted; embedded, a path is a Parquet file."""
        if self._where.scheme == "chdb" and "/" in named:
            return f"file({_text(named)}, 'Parquet')"
        return ".".join("`" + part.replace("\\", "\\\\").replace("`", "\\`") + "`" for part in named.split("."))

    def columns(self, table: str) -> dict[str, Holds]:
        """What the columns hold, by the names of their types."""
        try:
            found = _read(self._ask(f"DESCRIBE TABLE (SELECT * FROM {table}) FORMAT {_FORM}"))[1]
        except _Failed as error:
            raise no_table(self.place, table, self._where.without_secret(str(error))) from error
        return {str(row[0]): _holds(str(row[1])) for row in found}

    def rows(self, sql: str) -> tuple[tuple[str, ...], Sequence[Sequence[Any]]]:
        """Names and rows of a query."""
        try:
            return _read(self._ask(f"{sql} FORMAT {_FORM}"))
        except _Failed as error:
            raise refused(self._where.place, self._where.without_secret(str(error))) from error

    def keep(self, stage: str, sql: str) -> str:
        """A temporary table in the engine's memory."""
        kept = f"assess_{stage}"
        try:
            self._ask(f"DROP TEMPORARY TABLE IF EXISTS {kept}")
            self._ask(f"CREATE TEMPORARY TABLE {kept} ENGINE = Memory AS {sql}")
        except _Failed as error:
            raise refused(self._where.place, self._where.without_secret(str(error))) from error
        return kept

    def close(self) -> None:
        """End the session."""
        self._hang_up()


def _over_http(where: Address) -> tuple[Callable[[str], bytes], Callable[[], None]]:
    import httpx

    secure = where.scheme == "clickhouses"
    port = where.port or (8443 if secure else 8123)
    host = f"[{where.host}]" if ":" in where.host else where.host
    params = {"session_id": f"assess-{uuid4()}", "session_timeout": "3600"}
    if database := where.path.strip("/"):
        params["database"] = database
    headers = {
        "X-ClickHouse-User": where.user or os.environ.get("CLICKHOUSE_USER", "default"),
        "X-ClickHouse-Key": where.password or os.environ.get("CLICKHOUSE_PASSWORD", ""),
    }
    client = httpx.Client(
        base_url=f"{'https' if secure else 'http'}://{host}:{port}", params=params, headers=headers,
        timeout=httpx.Timeout(_HOURS, connect=10.0),
    )  # fmt: skip

    def ask(sql: str) -> bytes:
        try:
            answer = client.post("/", content=sql.encode())
        except httpx.HTTPError as error:
            raise _Failed(str(error) or type(error).__name__) from error
        # An error that turns up after the head was sent stands in the body, behind a broken line.
        if answer.status_code != 200 or b"__exception__" in answer.content[-16384:]:
            raise _Failed(answer.text or str(answer.status_code))
        return answer.content

    return ask, client.close


def _embedded(where: Address) -> tuple[Callable[[str], bytes], Callable[[], None]]:
    try:
        from chdb import ChdbError
        from chdb.session import Session
    except ImportError as error:
        raise no_driver("clickhouse") from error
    try:
        session = Session(where.host + where.path or None)
    except (ChdbError, OSError) as error:
        raise unreachable(where.place, where.without_secret(str(error))) from error

    def ask(sql: str) -> bytes:
        try:
            answer: bytes = session.query(sql).bytes()
        except ChdbError as error:
            raise _Failed(str(error)) from error
        return answer

    return ask, session.close


def _text(value: str) -> str:
    return text(value.replace("\\", "\\\\"))


def _bare(kind: str) -> str:
    while found := _WRAPPED.match(kind):
        kind = found[1]
    return kind


def _holds(kind: str) -> Holds:
    kind = _bare(kind)
    if kind.startswith("DateTime"):
        return "moment"
    if kind in ("Date", "Date32"):
        return "date"
    if kind.startswith(("Int", "UInt", "Float", "Decimal", "BFloat")):
        return "number"
    if kind.startswith(("String", "FixedString", "Enum")):
        return "text"
    return "boolean" if kind == "Bool" else "other"


def _read(answer: bytes) -> tuple[tuple[str, ...], Sequence[Sequence[Any]]]:
    lines = [msgspec.json.decode(line) for line in answer.splitlines() if line.strip()]
    if len(lines) < 2:
        raise _Failed("no answer")
    cells = [_cell(_bare(kind)) for kind in lines[1]]
    rows = [[None if c is None else read(c) for read, c in zip(cells, row, strict=True)] for row in lines[2:]]
    return tuple(lines[0]), rows


def _cell(kind: str) -> Callable[[Any], Any]:
    """How a cell is read: times come as texts."""
    if kind.startswith("DateTime"):
        return datetime.fromisoformat
    if kind.startswith("Date"):
        return date.fromisoformat
    return lambda cell: cell
