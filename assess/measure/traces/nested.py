"""Records with records in them, as tables of events: exports of Matomo and xAPI statements.

Matomo: visits of `Live.getLastVisitsDetails` as JSON (a list, or one visit a line) and as CSV, where the actions
of a visit are columns `actionDetails_0_…`, and its table `log_link_visit_action` as CSV. Times are the `timestamp`
of the action, in seconds since 1970. xAPI: statements as a list, one a line, or in the answer of a record store
(ADL, Experience API 1.0.3, Part Two; IEEE 9274.1.1-2023).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.measure.traces.literals import name, text
from assess.measure.traces.sources import Source
from assess.measure.traces.tables import Relation, opening, relation

if TYPE_CHECKING:
    import duckdb

_LARGEST: Final = 256 << 20
"""Bytes of one JSON value: the answer of a record store is one."""
_DIMENSIONS: Final = tuple(f"dimension{n}" for n in range(1, 11))
_VISIT: Final = ("idVisit", "idSite", "siteName", "visitorId", "userId", "visitIp", *_DIMENSIONS, "actionDetails")
_ACTION: Final = (
    "timestamp", "type", "eventAction", "eventCategory", "url", "pageTitle", "pageLoadTimeMilliseconds",
)  # fmt: skip
_STATEMENT: Final = ("id", "actor", "verb", "object", "context", "timestamp", "stored")
_MARKS: Final = {
    "matomo": r'"actionDetails"|actionDetails_0_|^"?idlink_va"?[,;\t]',
    "xapi": r'"actor"\s*:(?=[\s\S]*"verb"\s*:)|"verb"\s*:(?=[\s\S]*"actor"\s*:)',
}


def detect(path: Path) -> str | None:
    """Which of the two kinds the beginning of the file shows it to be; None for files of other forms."""
    if path.suffix.lower() in (".parquet", ".xlsx", ".zst") or not path.is_file():
        return None
    # UTF-16, in which Matomo exports CSV, is found by leaving its zero bytes out.
    start = opening(Source(path=path, sha256="", usable=path)).replace("\0", "")
    return next((kind for kind, mark in _MARKS.items() if re.search(mark, start, re.M)), None)


def nested(source: Source, db: duckdb.DuckDBPyConnection, kind: str, folder: Path) -> Relation | None:
    """The events in `source`; None for another kind. InputError where the form is not the kind's."""
    if kind == "xapi":
        return _statements(source)
    if kind != "matomo":
        return None
    if source.suffix in (".json", ".jsonl", ".ndjson"):
        return _visits(source)
    table = relation(source, db, folder)
    return _links(table) if "idlink_va" in table.head else _wide(source, table)


def _json(source: Source, columns: tuple[str, ...], inner: str = "") -> str:
    """SQL of the records of a JSON file, lines or a list or the list `inner` of an object, each cell as JSON."""
    path = text(str(source.usable))
    start = opening(source).lstrip()
    if not start.startswith(("[", "{")):
        said = shown(source.path.name)
        raise InputError(Text(zh=f"“{said}”不是 JSON", en=f"“{said}” is no JSON"))
    if inner and re.match(rf'\{{\s*"(?:{inner}|more)"\s*:', start):
        form = f"format='unstructured', maximum_object_size={_LARGEST}, columns={{{text(inner)}: 'JSON[]'}}"
        cells = ", ".join(f"json_extract(r, {text('/' + c)}) AS {name(c)}" for c in columns)
        return f"SELECT {cells} FROM (SELECT unnest({name(inner)}) AS r FROM read_json({path}, {form}))"
    kinds = ", ".join(f"{text(c)}: 'JSON'" for c in columns)
    form = "format='array'" if start.startswith("[") else "format='newline_delimited', ignore_errors=true"
    return f"SELECT * FROM read_json({path}, {form}, maximum_object_size={_LARGEST}, columns={{{kinds}}})"


def _plain(cell: str, path: str = "$") -> str:
    return f"nullif(trim(json_extract_string({cell}, {text(path)})), '')"


def _selected(columns: Mapping[str, str], rows: str) -> str:
    return f"SELECT {', '.join(f'{sql} AS {name(alias)}' for alias, sql in columns.items())} FROM ({rows})"


def _visits(source: Source) -> Relation:
    """A row for each action of a visit; a visit without any is a row without a time, and so a bad one."""
    acts = "CASE WHEN json_array_length(actionDetails) > 0 THEN CAST(actionDetails AS JSON[]) ELSE [NULL] END"
    rows = f"SELECT * EXCLUDE (actionDetails), unnest({acts}) AS act FROM ({_json(source, _VISIT)})"
    of = {field: _plain("act", f"$.{field}") for field in (*_ACTION, *_DIMENSIONS)}
    visit = {field: _plain(field) for field in _VISIT if field != "actionDetails"}
    columns = _columns(of, visit)
    found = _selected(columns, rows)
    return Relation(tuple(columns), found, found)


def _columns(act: Mapping[str, str], visit: Mapping[str, str]) -> dict[str, str]:
    """The columns of events from the SQL of an action's and a visit's fields; dimensions are either's."""
    return {
        "ts": act["timestamp"],
        "user_id": f"coalesce({visit['userId']}, {visit['visitorId']})",
        "platform": f"coalesce({visit['siteName']}, {visit['idSite']})",
        "session_id": visit["idVisit"],
        # Events of the site have names of their own; the others are called what Matomo calls their type.
        "event": f"CASE {act['type']} WHEN 'event' THEN {act['eventAction']} WHEN 'action' THEN 'view' "
        f"ELSE {act['type']} END",
        "topic": act["eventCategory"],
        "address": visit["visitIp"],
        "path": act["url"],
        "latency_s": f"CAST(try_cast({act['pageLoadTimeMilliseconds']} AS DOUBLE) / 1000 AS VARCHAR)",
        "pageTitle": act["pageTitle"],
    } | {d: f"coalesce({act[d]}, {visit[d]})" if d in act else visit[d] for d in _DIMENSIONS}


def _wide(source: Source, table: Relation) -> Relation:
    """Visits in lines: the actions of each stand side by side, as many columns as the longest visit needs."""
    have = {h.lower(): h for h in table.head}
    numbers = sorted(int(m[1]) for h in have if (m := re.fullmatch(r"actiondetails_(\d+)_timestamp", h)))
    if not numbers:
        said = shown(source.path.name)
        raise InputError(
            Text(zh=f"“{said}”不是 Matomo 的访问导出", en=f"“{said}” is no export of visits of Matomo"),
            Text(
                zh="需要 actionDetails 各列，或 log_link_visit_action 表。",
                en="It needs columns actionDetails_…, or to be the table log_link_visit_action.",
            ),
        )

    def cell(column: str) -> str:
        held = have.get(column.lower())
        return f"nullif(trim({name(held)}), '')" if held else "CAST(NULL AS VARCHAR)"

    acts = [", ".join(f"{text(f)}: {cell(f'actionDetails_{n}_{f}')}" for f in _ACTION) for n in numbers]
    listed = "list_filter([" + ", ".join(f"{{{a}}}" for a in acts) + "], lambda a: a.timestamp IS NOT NULL)"
    visit = {field: cell(field) for field in _VISIT if field != "actionDetails"}
    columns = _columns({f: f"act.{f}" for f in _ACTION}, visit)

    def sql(rows: str) -> str:
        # A visit without any action stays, as a row without a time.
        some = f"CASE WHEN len({listed}) > 0 THEN {listed} ELSE [NULL] END"
        return _selected(columns, f"SELECT *, unnest({some}) AS act FROM ({rows})")

    return Relation(tuple(columns), sql(table.sql), sql(table.counted))


def _links(table: Relation) -> Relation:
    """Matomo's own table of actions: `server_time` is in UTC; event words are numbers of another table."""

    def cell(column: str) -> str:
        held = f"nullif(nullif(trim({name(column)}), ''), 'NULL')"
        return held if column in table.head else "CAST(NULL AS VARCHAR)"

    columns = {
        "ts": f"{cell('server_time')} || 'Z'",
        "user_id": f"coalesce({cell('user_id')}, {cell('idvisitor')})",
        "platform": cell("idsite"),
        "session_id": cell("idvisit"),
        "event": f"CASE WHEN {cell('idaction_event_action')} IS NULL THEN 'view' ELSE 'event' END",
    }
    return Relation(tuple(columns), _selected(columns, table.sql), _selected(columns, table.counted))


def _statements(source: Source) -> Relation:
    """A row for each statement that was not voided; a person is an account, else a mail, its hash or an OpenID."""
    verb = f"lower(regexp_extract({_plain('verb', '$.id')}, '([^/#]+)/*$', 1))"
    thing = _plain("object", "$.id")
    who = ", ".join(_plain("actor", f"$.{w}") for w in ("account.name", "mbox", "mbox_sha1sum", "openid"))
    columns = {
        "ts": f"coalesce({_plain('timestamp')}, {_plain('stored')})",
        "user_id": f"coalesce({who})",
        "platform": f"coalesce({_plain('context', '$.platform')}, {_plain('actor', '$.account.homePage')})",
        "department": _plain("context", "$.team.name"),
        "event": verb,
        "topic": f"coalesce(json_extract_string(object, '$.definition.name.*')[1], {thing})",
        "session_id": _plain("context", "$.registration"),
        "path": thing,
    }
    voided = f"SELECT {thing} AS thing FROM said WHERE {verb} = 'voided' AND {thing} IS NOT NULL"
    kept = f"coalesce({verb}, '') <> 'voided' AND coalesce({_plain('id')}, '') NOT IN ({voided})"
    rows = f"WITH said AS ({_json(source, _STATEMENT, 'statements')}) SELECT * FROM said WHERE {kept}"
    found = _selected(columns, rows)
    return Relation(tuple(columns), found, found)
