"""Texts to times and numbers: which of the known spellings a column uses is found from its values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.measure.traces.literals import name, text

if TYPE_CHECKING:
    import duckdb

_CLOCK: Final = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p")
_OFFSET: Final = r"(Z|[+-]\d\d:?\d\d)$"
_LOOKED_AT = 200_000
"""Values of a column on which the choice of a spelling rests; every value is then read by it or counted as bad."""


def _patterns(*days: str) -> list[str]:
    return [day + clock for day in days for clock in _CLOCK]


_SPELT: Final[dict[str, list[str]]] = {
    "compact": ["%Y%m%d", "%Y%m%d%H%M%S", "%Y%m%d %H:%M:%S", "%Y%m%d%H%M"],
    "chinese": [
        *_patterns("%Y年%m月%d日"),
        "%Y年%m月%d日%H时%M分",
        "%Y年%m月%d日 %H时%M分",
        "%Y年%m月%d日%H时%M分%S秒",
        "%Y年%m月%d日 %H时%M分%S秒",
        "%Y年%m月%d日%H:%M:%S",
    ],
    "dotted": _patterns("%d.%m.%Y", "%Y.%m.%d"),
    "day first": _patterns("%d/%m/%Y", "%d-%m-%Y"),
    "month first": _patterns("%m/%d/%Y", "%m-%d-%Y"),
}


def number(column: str) -> str:
    """SQL of a number written with or without commas between thousands."""
    return f"try_cast(replace({column}, ',', '') AS DOUBLE)"


def native_time(column: str, kind: str, zone: str | None) -> str:
    """SQL of a time that has a type already; a moment (with time zone) becomes wall time in `zone`, else in UTC."""
    if kind.startswith("TIMESTAMP WITH TIME ZONE"):
        return f"timezone({text(zone or 'UTC')}, {column})"
    if "INT" in kind or kind in ("DOUBLE", "FLOAT"):
        return _epoch(f"CAST({column} AS VARCHAR)", zone)
    return f"CAST({column} AS TIMESTAMP)"


def _strptime(column: str, patterns: list[str]) -> str:
    return f"CAST(try_strptime({column}, [{', '.join(map(text, patterns))}]) AS TIMESTAMP)"


def _epoch(column: str, zone: str | None) -> str:
    """Seconds or milliseconds since 1970; a number that is neither (of an identity card, say) is no time."""
    number = f"try_cast({column} AS DOUBLE)"
    seconds = (
        f"CASE WHEN abs({number}) >= 1e8 AND abs({number}) < 1e11 THEN {number} "
        f"WHEN abs({number}) >= 1e11 AND abs({number}) < 1e14 THEN {number} / 1000 END"
    )
    return f"timezone({text(zone or 'UTC')}, to_timestamp({seconds}))"


def _serial(column: str) -> str:
    """Days since 30 December 1899, as spreadsheets count them where a cell of a time was given no form of one.

    Rounded to milliseconds; only days of 1954 to 2119, so that numbers of another meaning are no times.
    """
    number = f"try_cast({column} AS DOUBLE)"
    since = f"to_milliseconds(CAST(round({number} * 86400000) AS BIGINT))"
    return f"CASE WHEN {number} >= 20000 AND {number} < 80000 THEN TIMESTAMP '1899-12-30' + {since} END"


def _candidates(column: str, zone: str | None) -> dict[str, str]:
    """Spelling to SQL; times with an offset become wall time in `zone`, or stay as written without one."""
    bare = f"try_cast(regexp_replace({column}, {text(_OFFSET)}, '') AS TIMESTAMP)"
    moved = bare if zone is None else f"timezone({text(zone)}, try_cast({column} AS TIMESTAMPTZ))"
    offset = f"regexp_matches({column}, {text('[0-9]' + _OFFSET)}) AND length({column}) > 14"
    clf = f"CAST(try_strptime(substr({column}, 1, 20), '%d/%b/%Y:%H:%M:%S') AS TIMESTAMP)"
    if zone is not None:
        clf = f"timezone({text(zone)}, CAST(try_strptime({column}, '%d/%b/%Y:%H:%M:%S %z') AS TIMESTAMPTZ))"
    found = {
        "log": clf,
        "iso": f"try_cast({column} AS TIMESTAMP)",
        "iso with offset": f"CASE WHEN {offset} THEN {moved} ELSE try_cast({column} AS TIMESTAMP) END",
    }
    found |= {spelling: _strptime(column, patterns) for spelling, patterns in _SPELT.items()}
    return found | {"epoch": _epoch(column, zone), "serial": _serial(column)}


def time_as(spelling: str, column: str, zone: str | None) -> str:
    """SQL of the times in the text `column`, whose spelling is known ("log", "iso with offset")."""
    return _candidates(f"trim({name(column)})", zone)[spelling]


def time(db: duckdb.DuckDBPyConnection, rows: str, column: str, zone: str | None, pattern: str | None) -> str:
    """SQL of the times in the text `column` of `rows`, by `pattern` or by the spelling that reads most of them.

    Raises InputError where day and month could be either way round and the values do not tell.
    """
    cell = f"trim({name(column)})"
    if pattern is not None:
        return _strptime(cell, [pattern])
    found = _candidates(cell, zone)
    looked = f"SELECT {name(column)} FROM ({rows}) WHERE {cell} <> '' LIMIT {_LOOKED_AT}"
    offset = f"regexp_matches({cell}, {text('[0-9]' + _OFFSET)}) AND length({cell}) > 14"
    counts = ", ".join(f"count({sql})" for sql in found.values())
    unlike = f"count(*) FILTER (({found['day first']}) <> ({found['month first']}))"
    # The two stages keep the sample from being drawn once for every spelling.
    row = db.execute(f"SELECT {counts}, {unlike}, count(*) FILTER ({offset}) FROM ({looked})").fetchone()
    assert row is not None
    read = dict(zip(found, row[: len(found)], strict=True))
    if read["iso"] and row[-1]:
        return found["iso with offset"]
    best = max(read, key=lambda spelling: read[spelling])
    if best == "day first" and read["month first"] == read[best] and row[-2]:
        said = shown(column)
        raise InputError(
            Text(
                zh=f"“{said}”列里日和月谁在前，看不出来",
                en=f"whether day or month comes first in “{said}” cannot be told",
            ),
            Text(
                zh='请在映射的 [formats] 中写明，例如 "%d/%m/%Y"。',
                en='Say so in [formats] of the mapping, for example "%d/%m/%Y".',
            ),
        )
    return found[best]
