"""Events of the journal: what they commit to, and how they are chained.

Each event puts an entity into a slot, or empties it. Events of one (campaign, body, author, device) form a
hash chain, so merging two dossiers is a set union of chains, and a removed or altered event is found. An
event commits to *salted* hashes of its payload fields rather than to the fields: a text that must be erased
by law can be taken out later and the chain still verifies.

Version 1, fixed; what is written since is version 2:

* field hash  = SHA-256("assess.field.1" ‖ 0x00 ‖ salt ‖ 0x00 ‖ name ‖ 0x00 ‖ canonical JSON of the value)
* event hash  = SHA-256(canonical JSON of the header, in which `fields` maps names to field hashes)
* first link  = SHA-256(canonical JSON of ["assess.chain.1", campaign, body, author, device])

Version 2 commits to the author by a salted hash too, so that the name of a person can be withheld or erased like
any text: it is the field without a name, with one salt for all events of an author on a device. The header goes
without `author`; first link = SHA-256(canonical JSON of ["assess.chain.2", campaign, body, that hash, device]).

Order: by (`clock`, `hash`), where `clock` is a Lamport clock (Lamport 1978, CACM 21(7)); the wall time `at`
is information only, because clocks of offices disagree.
"""

from __future__ import annotations

import os
from typing import Any, Final, Literal

import msgspec

from assess.base.commitment import SALT_BYTES, Field, field_hash
from assess.base.digest import digest
from assess.dossier.entities import Entity

__all__ = ["VERSION", "Act", "Event", "Field", "chain_id", "chain_of", "entity_of", "event_hash", "field_hash",
           "salted", "seal"]  # fmt: skip

VERSION = 2
WHO: Final = ""
"""The name of the field that holds the author's name, which no entity has a field of."""
Act = Literal["do", "undo", "redo"]


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
    """The id of a chain of version 1, which is also the `prev` of its first event."""
    return digest(["assess.chain.1", campaign, body, author, device])


def chain_of(event: Event, campaign: str) -> str:
    """The id of the chain that `event` belongs to; ValueError when it does not say who its author is."""
    if event.version == 1:
        return chain_id(campaign, event.body, event.author, event.device)
    if WHO not in event.fields:
        raise ValueError("an event of version 2 commits to its author")
    return digest(["assess.chain.2", campaign, event.body, field_hash(WHO, event.fields[WHO]), event.device])


def event_hash(event: Event) -> str:
    """The hash of `event`, recomputed from everything but its own `hash`."""
    apart = ("fields", "hash") if event.version == 1 else ("fields", "hash", "author")
    header: dict[str, Any] = {name: getattr(event, name) for name in Event.__struct_fields__ if name not in apart}
    header["fields"] = {name: field_hash(name, field) for name, field in event.fields.items()}
    return digest(header)


def salted(entity: Entity | None) -> dict[str, Field]:
    """The payload of an event that puts `entity`: each field with 16 bytes of salt of its own."""
    if entity is None:
        return {}
    plain = msgspec.to_builtins(entity)
    plain.pop("type", None)
    salts = os.urandom(SALT_BYTES * len(plain))
    return {
        name: Field(salt=salts[16 * i : 16 * i + 16].hex(), value=value)
        for i, (name, value) in enumerate(sorted(plain.items()))
    }


_BLANK: Final[dict[tuple[str, str], Any]] = {
    ("campaign", "title"): {"zh": "", "en": ""},
    ("body", "name"): {"zh": "", "en": ""},
    ("answer", "value"): "",
    ("judgement", "by"): "",
    ("adjudication", "by"): "",
    ("waiver", "reason"): "",
    ("evidence", "title"): "",
    ("import", "name"): "",
    ("key", "name"): "",
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
    values = {name: field.value for name, field in event.fields.items() if name != WHO and not field.erased}
    for name in event.fields.keys() - values.keys() - {WHO}:
        if (event.kind, name) in _BLANK:
            values[name] = _BLANK[event.kind, name]
    found: Entity = msgspec.convert({"type": event.kind, **values}, Entity)
    return found


def seal(event: Event) -> Event:
    """`event` with its hash filled in."""
    return msgspec.structs.replace(event, hash=event_hash(event))
