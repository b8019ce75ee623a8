"""Events of the journal: what they commit to, and how they are chained.

Each event puts an entity into a slot, or empties it. Events of one (campaign, body, author, device) form a
hash chain, so merging two dossiers is a set union of chains, and a removed or altered event is found. An
event commits to *salted* hashes of its payload fields rather than to the fields: a text that must be erased
by law can be taken out later and the chain still verifies.

Version 1, fixed:

* field hash  = SHA-256("assess.field.1" ‖ 0x00 ‖ salt ‖ 0x00 ‖ name ‖ 0x00 ‖ canonical JSON of the value)
* event hash  = SHA-256(canonical JSON of the header, in which `fields` maps names to field hashes)
* first link  = SHA-256(canonical JSON of ["assess.chain.1", campaign, body, author, device])

Order: by (`clock`, `hash`), where `clock` is a Lamport clock (Lamport 1978, CACM 21(7)); the wall time `at`
is information only, because clocks of offices disagree.
"""

from __future__ import annotations

import hashlib
import os
from typing import Any, Final, Literal

import msgspec

from assess.base.digest import canonical, digest
from assess.dossier.entities import Entity

VERSION = 1
Act = Literal["do", "undo", "redo"]


class Field(msgspec.Struct, frozen=True, omit_defaults=True):
    """One payload field: its salt and value, or only its hash once it has been erased."""

    salt: str = ""
    value: Any = None
    erased: str = ""


class Event(msgspec.Struct, frozen=True):
    """One link of a chain. `kind` is the tag of the entity put, or "" when the slot is emptied.

    `replaces` is the hash of the event whose entity was in the slot before (or ""); `batch` groups the events
    of one user action; `target` is the batch that an undo or redo takes back.
    """

    version: int
    chain: str
    link: int
    prev: str
    clock: int
    body: str
    author: str
    device: str
    at: str
    slot: str
    kind: str
    replaces: str
    batch: str
    act: Act
    target: str
    fields: dict[str, Field]
    hash: str


def chain_id(campaign: str, body: str, author: str, device: str) -> str:
    """The id of a chain, which is also the `prev` of its first event."""
    return digest(["assess.chain.1", campaign, body, author, device])


def field_hash(name: str, field: Field) -> str:
    """The hash an event commits to for one field; an erased field answers with the hash it had."""
    if field.erased:
        return field.erased
    parts = (b"assess.field.1", bytes.fromhex(field.salt), name.encode(), canonical(field.value))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def event_hash(event: Event) -> str:
    """The hash of `event`, recomputed from everything but its own `hash`."""
    header: dict[str, Any] = {
        name: getattr(event, name) for name in Event.__struct_fields__ if name not in ("fields", "hash")
    }
    header["fields"] = {name: field_hash(name, field) for name, field in event.fields.items()}
    return digest(header)


def salted(entity: Entity | None) -> dict[str, Field]:
    """The payload of an event that puts `entity`: each field with 16 bytes of salt of its own."""
    if entity is None:
        return {}
    plain = msgspec.to_builtins(entity)
    plain.pop("type", None)
    salts = os.urandom(16 * len(plain))
    return {
        name: Field(salt=salts[16 * i : 16 * i + 16].hex(), value=value)
        for i, (name, value) in enumerate(sorted(plain.items()))
    }


_BLANK: Final[dict[tuple[str, str], Any]] = {
    ("campaign", "title"): {"zh": "", "en": ""},
    ("body", "name"): {"zh": "", "en": ""},
    ("evidence", "title"): "",
    ("import", "name"): "",
    ("signal", "about"): {"zh": "", "en": ""},
    ("signal", "subject"): "",
    ("series", "title"): {"zh": "", "en": ""},
    ("series", "says"): {"zh": "", "en": ""},
    ("series", "rows"): [],
    ("series", "columns"): [],
    ("series", "values"): [],
}
"""What stands in for an erased text that an entity cannot do without."""


def entity_of(event: Event) -> Entity | None:
    """The entity that `event` puts, or None when it empties the slot; erased texts are blank."""
    if not event.kind:
        return None
    values = {name: field.value for name, field in event.fields.items() if not field.erased}
    for name in event.fields.keys() - values.keys():
        if (event.kind, name) in _BLANK:
            values[name] = _BLANK[event.kind, name]
    found: Entity = msgspec.convert({"type": event.kind, **values}, Entity)
    return found


def seal(event: Event) -> Event:
    """`event` with its hash filled in."""
    return msgspec.structs.replace(event, hash=event_hash(event))
