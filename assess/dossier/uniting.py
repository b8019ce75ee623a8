"""What united journals come to in the file: the head that each touched slot shows, and the open conflicts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec
import sqlalchemy as sa

from assess.dossier import schema
from assess.dossier.entities import Entity
from assess.dossier.events import Event, entity_of
from assess.dossier.heads import Conflict, Side, conflict_of, last_of, rivals_of, settled_by, side_of
from assess.dossier.rows import event_of, project, sound

_AT_ONCE = 500


def unite_slots(connection: sa.Connection, slots: Collection[str]) -> None:
    """Bring projection and conflicts up to date in `slots`, into which events from elsewhere have come."""
    for part in _parts(sorted(slots)):
        groups = _by_slot(connection, part)
        project(connection, [last_of(events) for events in groups.values()])
    _keep_rivals(connection, slots)


def refresh_rivals(connection: sa.Connection, events: Sequence[Event]) -> None:
    """Bring conflicts up to date after an action made here, which can settle or shift them but never begin one."""
    open_now = sound(connection.execute(sa.select(schema.rivals.c.slot)).scalars(), set[str])
    settles = any(e.slot.startswith("settlement/") for e in events)
    if settles:
        _keep_rivals(connection, open_now | _ever_settled(connection))
    elif touched := open_now & {e.slot for e in events}:
        _keep_rivals(connection, touched)


def _ever_settled(connection: sa.Connection) -> set[str]:
    """Every slot on which there is or was a settlement: taking one back opens its conflict again."""
    query = sa.select(schema.events).where(schema.events.c.kind == "settlement")
    found = (event_of(row).fields.get("of") for row in connection.execute(query).mappings())
    return {field.value for field in found if field is not None and isinstance(field.value, str)}


def _keep_rivals(connection: sa.Connection, slots: Collection[str]) -> None:
    if any(slot.startswith("settlement/") for slot in slots):
        slots = {*slots, *_ever_settled(connection)}
    settled = _settled(connection)
    table = schema.rivals
    for part in _parts(sorted(slots)):
        connection.execute(sa.delete(table).where(table.c.slot.in_(part)))
        rows = [
            {"slot": slot, "event": event.hash}
            for slot, events in _by_slot(connection, part).items()
            for event in rivals_of(events, settled)
        ]
        if rows:
            connection.execute(sa.insert(table), rows)


def _settled(connection: sa.Connection) -> set[str]:
    query = sa.select(schema.entities.c.value).where(schema.entities.c.kind == "settlement")
    values = sound(connection.execute(query).scalars(), list[str])
    return settled_by(msgspec.json.decode(v, type=Entity) for v in values)


def _by_slot(connection: sa.Connection, slots: Sequence[str]) -> dict[str, list[Event]]:
    query = sa.select(schema.events).where(schema.events.c.slot.in_(slots)).order_by(schema.events.c.slot)
    groups: dict[str, list[Event]] = {}
    for row in connection.execute(query).mappings():
        groups.setdefault(row["slot"], []).append(event_of(row))
    return groups


def _parts(slots: Sequence[str]) -> Iterable[Sequence[str]]:
    return (slots[i : i + _AT_ONCE] for i in range(0, len(slots), _AT_ONCE))


def _rivals(connection: sa.Connection, body: str | None = None) -> dict[str, list[Event]]:
    e = schema.events
    query = (
        sa.select(e).join(schema.rivals, schema.rivals.c.event == e.c.hash).order_by(e.c.slot, e.c.clock, e.c.hash)
    )
    if body is not None:
        query = query.where(e.c.body == body)
    groups: dict[str, list[Event]] = {}
    for row in connection.execute(query).mappings():
        groups.setdefault(row["slot"], []).append(event_of(row))
    return groups


def open_sides(connection: sa.Connection, body: str | None) -> dict[str, tuple[Entity | None, ...]]:
    """Slots in conflict (of `body`) with what stands against each other in them."""
    return {slot: tuple(map(entity_of, events)) for slot, events in _rivals(connection, body).items()}


def open_conflicts(connection: sa.Connection) -> list[Conflict]:
    """Every open conflict, by slot."""
    found = {slot: conflict_of(slot, events) for slot, events in _rivals(connection).items()}
    for body in _left_behind(connection):
        slot = f"body/{body}"
        if slot not in found and (sides := _removal(connection, slot)):
            found[slot] = Conflict(slot=slot, body=body, kind="removed", sides=sides)
    return [found[slot] for slot in sorted(found)]


def _left_behind(connection: sa.Connection) -> list[str]:
    """Bodies on which something is recorded, or in conflict, although they are not in the campaign."""
    table, e = schema.entities, schema.events
    here = sound(connection.execute(sa.select(table.c.body).where(table.c.kind == "body")).scalars(), set[str])
    recorded = sa.select(table.c.body).distinct()
    contested = sa.select(e.c.body).join(schema.rivals, schema.rivals.c.event == e.c.hash).distinct()
    found = sound([*connection.execute(recorded).scalars(), *connection.execute(contested).scalars()], set[str])
    return sorted(found - here - {""})


def _removal(connection: sa.Connection, slot: str) -> tuple[Side, ...]:
    """The body as it last was, and its removal, which is what is shown."""
    events = sorted(_by_slot(connection, [slot]).get(slot, []), key=lambda e: (e.clock, e.hash))
    held = [e for e in events if e.kind]
    if not held or events[-1].kind:
        return ()
    return side_of(held[-1], shown=False), side_of(events[-1], shown=True)
