"""The typed table of each kind over a table that an engine holds: the portable counterpart of `shapes`.

Columns of an engine have types already, so that nothing is parsed: a time that is kept as a text is refused.
"""

from __future__ import annotations

from collections.abc import Mapping as Map

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.measure.traces import meanings
from assess.measure.traces.engines.engine import Holds
from assess.measure.traces.kinds import KINDS, TABLES, Column
from assess.measure.traces.literals import name, text
from assess.measure.traces.mapping import Mapping
from assess.measure.traces.shapes import ALWAYS, EMPTY, ENDS, TIMES, clocks

_WORDS = ("event", "agent", "automatic", "channel")
"""Columns whose words are looked into, so that they have to be texts."""

_ENDS_OF_TIME = (("MIN", "first"), ("MAX", "last"))

RAW = "raw"
"""What the engine's own table is called in the SQL made here."""


def read(held: Map[str, Holds], mapping: Mapping, zone: str | None) -> str:
    """SQL, in the subset, of all rows of `RAW`: the columns of the kind, each as “= name” and of its type.

    Raises InputError for a column whose type cannot serve.
    """
    columns = KINDS[mapping.kind]
    return f"SELECT {', '.join(f'{_value(c, held, mapping, zone)} AS {_read(c.name)}' for c in columns)} FROM {RAW}"


def looked(rows: str, mapping: Mapping) -> str:
    """SQL of what the rows that `read` gives hold.

    One row: `held` and `used` rows; 0 or 1 in `has_` of each column, and of each clock that goes on all day;
    `first_` and `last_` of times.
    """
    kind, table = mapping.kind, TABLES[mapping.kind]
    good = " AND ".join(f"{_read(c.name)} IS NOT NULL" for c in KINDS[kind] if c.required)
    asked = {
        f"has_{c}": "1 = 1" if c in ALWAYS else f"{_read(c)} IS NOT NULL" for c in mapping.columns
    }  # Words that mean nothing in particular mean something too.
    for clock, column in clocks(table).items():
        asked[f"has_{clock}"] = f"{_read(column)} <> CAST(CAST({_read(column)} AS DATE) AS TIMESTAMP)"
    counts = [f"MAX(CASE WHEN {good} AND {question} THEN 1 ELSE 0 END) AS {has}" for has, question in asked.items()]
    for time in (c for c in TIMES if c in mapping.columns):
        counts += [f"{f}(CASE WHEN {good} THEN {_read(time)} END) AS {n}_{time}" for f, n in _ENDS_OF_TIME]
    used = f"SUM(CASE WHEN {good} THEN 1 ELSE 0 END) AS used"
    return f"SELECT COUNT(*) AS held, {used}, {', '.join(counts)} FROM ({rows}) AS every_row"


def typed(rows: str, mapping: Mapping, end_of_day: bool) -> str:
    """SQL of the typed table over the rows that `read` gives; `end_of_day` if no deadline has a time of day."""
    kind, table = mapping.kind, TABLES[mapping.kind]
    values = {column.name: _read(column.name) for column in KINDS[kind]}
    if table == "events":
        values |= _events(values.pop("event"), values.pop("agent"), mapping)
    if table == "cases":
        channel = values.pop("channel", None)
        said = meanings.on_platform(channel, mapping.values.get("channel", {})) if channel else ""
        values["on_platform"] = said if "channel" in mapping.columns else "CAST(NULL AS BOOLEAN)"
    if table == "ratings":
        values["automatic"] = meanings.yes(values["automatic"])
    if end := ENDS.get(table):
        values[f"{end}_end"] = f"day_after({values[end]})" if end_of_day else values[end]
    chosen = ", ".join(f"{value} AS {column}" for column, value in values.items())
    good = " AND ".join(f"{_read(c.name)} IS NOT NULL" for c in KINDS[kind] if c.required)
    return f"SELECT {chosen} FROM ({rows}) AS every_row WHERE {good}"


def _read(column: str) -> str:
    return name(f"= {column}")


def _events(event: str, agent: str, mapping: Mapping) -> dict[str, str]:
    acts = meanings.act(event, mapping.values.get("event", {})) if "event" in mapping.columns else "'use'"
    bot = meanings.is_bot(agent) if "agent" in mapping.columns else "FALSE"
    return {"act": acts, "bot": f"coalesce({bot}, FALSE)"}


def _value(column: Column, held: Map[str, Holds], mapping: Mapping, zone: str | None) -> str:
    theirs = mapping.columns.get(column.name)
    if theirs is None:
        return f"CAST(NULL AS {'BIGINT' if column.name == 'grade' else EMPTY[column.type]})"
    cell, holds = name(theirs), held[theirs]
    if column.type == "time":
        if holds == "moment":
            return f"wall_shown({cell})" if zone is None else f"wall_in({cell}, {text(zone)})"
        if holds in ("wall", "date"):
            return f"CAST({cell} AS TIMESTAMP)"
        raise _unlike(theirs, column, Text(zh="时间", en="a time"))
    if column.type == "number":
        if holds != "number":
            raise _unlike(theirs, column, Text(zh="数", en="a number"))
        factor = mapping.scale.get(column.name)
        return f"CAST({cell} AS DOUBLE)" + ("" if factor is None else f" * CAST({factor!r} AS DOUBLE)")
    if column.name == "grade":
        return meanings.grade(f"CAST({cell} AS VARCHAR)", mapping.values.get("grade", {}))
    keeps = holds in ("number", "date") and column.name not in _WORDS
    return cell if keeps else f"nullif(trim(CAST({cell} AS VARCHAR)), '')"


def _unlike(theirs: str, column: Column, wanted: Text) -> InputError:
    said = shown(theirs)
    return InputError(
        Text(zh=f"“{said}”列（{column.name}）在引擎里不是{wanted.zh}类型",
             en=f"the column “{said}” ({column.name}) is not {wanted.en} in the engine"),
        Text(zh="请在引擎里建一个把它转为该类型的视图，再用 --table 指明。",
             en="Make a view in the engine that converts it, and name that with --table."),
    )  # fmt: skip
