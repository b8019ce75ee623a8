"""Legal erasure: the values and salts go, their hashes stay, and the chain verifies as before.

It goes wherever the journal goes: merged into another copy, an erasure erases there, and an event that comes back
in full from an old bundle loses the same fields as it arrives.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from assess.base.commitment import Field, withheld
from assess.base.digest import digest
from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.dossier import schema
from assess.dossier.entities import Entity
from assess.dossier.erasure import WRITTEN, Erasure, erased_files
from assess.dossier.events import WHO, Event, entity_of
from assess.dossier.rows import event_of, sound
from assess.dossier.uniting import unite_slots

_AT_ONCE = 500


def erasing(
    journal: Sequence[Event], reason: str, slots: Sequence[str], author: str, *, files: bool
) -> tuple[Erasure, ...]:
    """The erasures of texts in `slots` (every event of them), or of the name of `author`; see `Session.erase`."""
    if not reason.strip():
        raise InputError(Text(zh="依法删除要写明理由", en="an erasure needs its reason"))
    if author:
        parts = [(_of_author(journal, author), {WHO, "by"}), (_holding(journal, author), {"holder"})]
    else:
        found = [e for e in journal if e.slot in slots]
        parts = [(found, {n for e in found for n in _texts(e)})]
    before = erased_files(entity_of(e) for e in journal if e.kind == "erasure")
    made = [_erasure(found, names, before, reason, files=files) for found, names in parts]
    if not any(e.events or e.files for e in made):
        raise NotFound(
            Text(zh="没有可删除的文字", en="there is no text to erase"),
            Text(zh="可能已经删除，或名称写错。", en="It may be erased already, or the name is mistyped."),
        )
    return tuple(e for e in made if e.events or e.files)


def _erasure(
    found: Sequence[Event], names: set[str], before: frozenset[str], reason: str, *, files: bool
) -> Erasure:
    """The erasure of the fields `names` of the events `found`, and of their files that were not erased `before`."""
    gone = {str(f.value) for e in found if files and (f := e.fields.get("sha256")) is not None and f.value} - before
    hashes = tuple(sorted(e.hash for e in found if any(n in e.fields and not e.fields[n].erased for n in names)))
    name = digest([hashes, sorted(names), sorted(gone)])[:16]
    return Erasure(id=name, events=hashes, names=tuple(sorted(names)), files=tuple(sorted(gone)), reason=reason)


def _texts(event: Event) -> set[str]:
    names = set(WRITTEN.get(event.kind, ()))
    if event.kind == "answer" and isinstance(event.fields["value"].value, str):
        # A chosen option is a code of the pack, a text has blanks or is no code; to be safe a text is what is long.
        names |= {"value"} if len(event.fields["value"].value) > 64 or " " in event.fields["value"].value else set()
    return names


def _of_author(journal: Sequence[Event], author: str) -> list[Event]:
    """Events by `author` (those that commit to the name by a hash) or naming them as who took a step or judged."""
    return [e for e in journal if (e.author == author and WHO in e.fields) or _names(e, "by", _SIGNED, author)]


def _holding(journal: Sequence[Event], author: str) -> list[Event]:
    """Roles and samples given to `author`; those that `author` gave to others are others' names."""
    return [e for e in journal if _names(e, "holder", ("grant", "draw"), author)]


def _names(event: Event, field: str, kinds: Sequence[str], author: str) -> bool:
    return event.kind in kinds and (named := event.fields.get(field)) is not None and named.value == author


_SIGNED = ("finding", "judgement", "adjudication", "work")
"""Kinds of entities that name their author in a field."""


def erase(connection: sa.Connection, events: Sequence[Event]) -> None:
    """Carry out the erasures that touch `events`, which were just written: their own, and earlier ones on them."""
    query = sa.select(schema.entities.c.value).where(schema.entities.c.kind == "erasure")
    values = sound(connection.execute(query).scalars(), list[str])
    held = [msgspec.json.decode(v, type=Entity) for v in values]
    new = {e.hash for e in events}
    begun = any(e.kind == "erasure" for e in events)
    for erasure in held:
        if not isinstance(erasure, Erasure):
            continue
        if begun or not new.isdisjoint(erasure.events):
            _carry_out(connection, erasure)
        if erasure.files:
            connection.execute(sa.delete(schema.blobs).where(schema.blobs.c.sha256.in_(erasure.files)))


def _carry_out(connection: sa.Connection, erasure: Erasure) -> None:
    table, slots = schema.events, set[str]()
    for i in range(0, len(erasure.events), _AT_ONCE):
        part = erasure.events[i : i + _AT_ONCE]
        rows = connection.execute(sa.select(table).where(table.c.hash.in_(part))).mappings().all()
        for event in map(event_of, rows):
            fields = {
                n: withheld(n, f) if n in erasure.names and not f.erased else f for n, f in event.fields.items()
            }
            if fields == event.fields:
                continue
            slots.add(event.slot)
            connection.execute(
                sa.update(table)
                .where(table.c.hash == event.hash)
                .values(fields=msgspec.json.encode(fields).decode(), author=_author(event, fields))
            )
    if slots:
        unite_slots(connection, slots)


def _author(event: Event, fields: dict[str, Field]) -> str:
    return "" if WHO in fields and fields[WHO].erased else event.author
