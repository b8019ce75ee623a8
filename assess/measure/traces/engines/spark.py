"""Apache Spark: in this process (`spark://local`), or a cluster that a driver here may use."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from assess.measure.traces.engines.address import Address, no_driver, no_table, refused, unreachable

if TYPE_CHECKING:
    from assess.measure.traces.engines.engine import Holds

_KINDS: Final[dict[str, Holds]] = {
    "timestamp": "moment", "timestamp_ntz": "wall", "date": "date", "boolean": "boolean", "string": "text",
    "tinyint": "number", "smallint": "number", "int": "number", "bigint": "number", "float": "number",
    "double": "number",
}  # fmt: skip
_WORDS: Final = re.compile(r"^\[[A-Z_.0-9]+\]\s*")


class Spark:
    """A session of Spark, made for this run and ended with it."""

    dialect = "spark"

    def __init__(self, where: Address, memory: str) -> None:
        try:
            with warnings.catch_warnings(action="ignore"):
                from pyspark.errors import PySparkException
                from pyspark.sql import SparkSession
        except ImportError as error:
            raise no_driver("spark") from error
        self._where = where
        self._refusals = PySparkException
        local = where.host == "local"
        master = "local[*]" if local else f"spark://{where.host}:{where.port or 7077}"
        settings = {
            "spark.sql.session.timeZone": "UTC",
            # What overflows or cannot be cast is an error, not another number.
            "spark.sql.ansi.enabled": "true",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "OFF",
            "spark.driver.memory": re.sub(r"(?i)i?b$", "", memory).lower(),
        }
        if local:
            # The default of 200 is meant for clusters.
            settings |= {"spark.sql.shuffle.partitions": "8"}
            settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        build = SparkSession.builder.master(master).appName("assess")
        for setting, value in settings.items():
            build = build.config(setting, value)
        try:
            self._db = build.getOrCreate()
        except (PySparkException, OSError) as error:
            raise unreachable(where.place or "local", where.without_secret(str(error))) from error
        self.place = f"Spark {self._db.version} {where.place}"

    def table(self, named: str) -> str:
        """The table, quoted; a path is a Parquet file or a folder of them."""
        if "/" in named:
            return f"parquet.{_name(named)}"
        return ".".join(_name(part) for part in named.split("."))

    def columns(self, table: str) -> dict[str, Holds]:
        """What the columns hold, by the schema."""
        try:
            schema = self._db.sql(f"SELECT * FROM {table}").schema
        except self._refusals as error:
            raise no_table(self.place, table.replace("`", ""), self._said(error)) from error
        return {field.name: _holds(field.dataType.simpleString()) for field in schema.fields}

    def rows(self, sql: str) -> tuple[tuple[str, ...], Sequence[Sequence[Any]]]:
        """Names and rows of a query."""
        try:
            found = self._db.sql(sql)
            return tuple(found.columns), [tuple(_cell(c) for c in row) for row in found.collect()]
        except self._refusals as error:
            raise refused(self.place, self._said(error)) from error

    def keep(self, stage: str, sql: str) -> str:
        """A view of this session, held in memory or on disk once it was read."""
        kept = f"assess_{stage}"
        try:
            found = self._db.sql(sql).persist()
            found.createOrReplaceTempView(kept)
        except self._refusals as error:
            raise refused(self.place, self._said(error)) from error
        return kept

    def close(self) -> None:
        """End the session."""
        self._db.stop()

    def _said(self, error: Exception) -> str:
        return self._where.without_secret(_WORDS.sub("", str(error)))


def _name(part: str) -> str:
    return "`" + part.replace("`", "``") + "`"


def _holds(kind: str) -> Holds:
    if kind.startswith("decimal"):
        return "number"
    if kind.startswith(("varchar", "char")):
        return "text"
    return _KINDS.get(kind, "other")


def _cell(cell: Any) -> Any:
    """Cells without a zone: Spark hands out moments in the time zone of this machine."""
    if isinstance(cell, datetime) and cell.tzinfo is not None:
        return cell.replace(tzinfo=None)
    return cell
