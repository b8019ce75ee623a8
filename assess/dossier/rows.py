"""Rows of the dossier file: events as the journal keeps them, and the projection that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import sqlalchemy as sa

from assess.dossier import schema
from assess.dossier.events import Event, Field, entity_of

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")

_ROW = [c.name for c in schema.events.columns if c.name != "local"]
_TYPES = tuple(schema.events.c[name].type.python_type for name in _ROW)


def sound(rows: Iterable[Any], type: type[T]) -> T:
    """`rows` (or the values of one column) as `type` says; msgspec.ValidationError where one is of another type.

    SQLite gives what stands in the file: a flipped byte can turn a text into a number whatever the schema says.
    """
    return msgspec.convert([tuple(r) if isinstance(r, sa.Row) else r for r in rows], type)


def project(connection: sa.Connection, events: Sequence[Event]) -> None:
    """Bring the projection up to date with `events`, the last one of a slot winning."""
    last = {e.slot: e for e in events}
    emptied = [{"s": e.slot} for e in last.values() if not e.kind]
    if emptied:
        connection.execute(sa.delete(schema.entities).where(schema.entities.c.slot == sa.bindparam("s")), emptied)
    filled = [
        {
            "slot": e.slot,
            "kind": e.kind,
            "body": e.body,
            "event": e.hash,
            "value": msgspec.json.encode(entity_of(e)).decode(),
        }
        for e in last.values()
        if e.kind
    ]
    if filled:
        connection.execute(_put(connection), filled)


def _put(connection: sa.Connection) -> sqlite.Insert | postgresql.Insert:
    insert = schema.inserting(connection, schema.entities)
    new = {name: insert.excluded[name] for name in ("kind", "body", "event", "value")}
    return insert.on_conflict_do_update(index_elements=["slot"], set_=new)


def row_of(event: Event) -> dict[str, Any]:
    """`event` as the journal keeps it."""
    row = {name: getattr(event, name) for name in _ROW if name != "fields"}
    row["fields"] = msgspec.json.encode(event.fields).decode()
    return row


def event_of(row: Any) -> Event:
    """The event in a row of the journal; msgspec.DecodeError when it cannot be read."""
    values = {name: row[name] for name in _ROW}
    if tuple(map(type, values.values())) != _TYPES:
        raise msgspec.ValidationError("an event holds a value of another type")
    values["fields"] = msgspec.json.decode(row["fields"], type=dict[str, Field])
    return Event(**values)
