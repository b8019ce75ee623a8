"""The writing end of the journal: new events sealed into the author's chains, and checked to leave a whole dossier.

Of a file only one writer is open at a time (`lock.py`), so what it knows of the journal's end stays true between
its writes. On a server it takes in what others appended at the beginning of each of its turns (`turns.py`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

import msgspec

from assess.base.clock import Clock
from assess.base.commitment import Field, new_salt
from assess.base.errors import InputError, StoreError
from assess.base.texts import Text
from assess.dossier.author import Author
from assess.dossier.connection import database_errors
from assess.dossier.entities import Campaign, Entity
from assess.dossier.events import VERSION, WHO, Act, Event, chain_of, entity_of, salted, seal
from assess.dossier.lookup import no_body
from assess.dossier.reader import Arrival
from assess.dossier.storable import check_storable
from assess.dossier.store import Store

Slots = Mapping[str, Entity | None]
"""Places of the journal and what they are to hold; None empties a slot."""


class Writer:
    """Turns slots into events of `author` and appends them to `store`, one action at a time."""

    def __init__(self, store: Store, campaign: str, author: Author, clock: Clock) -> None:
        self._store = store
        self._campaign = campaign
        self._author = author
        self._clock = clock
        with store.steady():
            self._tips = store.tips()
            _, self._time = store.counts()
            self.position = store.position() if store.shared else 0
        self._holders: dict[str, str] | None = None
        self._who: Field | None = None

    def catch_up(self, arrived: Sequence[Arrival]) -> None:
        """Take in what `arrived` after `position`, in the turn in which `write` and `before` are called then."""
        for a in arrived:
            self._tips[a.chain] = max(self._tips.get(a.chain, (0, "")), (a.link, a.hash))
            self._time = max(self._time, a.clock)
            self.position = max(self.position, a.local)
        if self._holders is not None and arrived:
            touched = {a.slot for a in arrived}
            self._holders.update(dict.fromkeys(touched, "") | self._store.holders(touched))

    def forget(self) -> None:
        """A turn has failed: what was known of the journal's end is read anew in the next."""
        self._tips, self._time, self.position, self._holders = {}, 0, 0, None

    def write(self, slots: Slots, blobs: Sequence[bytes], act: Act = "do", target: str = "") -> list[Event]:
        """Append one action; durable when this returns. InputError or NotFound when it cannot be let in."""
        self._check_whole(slots)
        for entity in slots.values():
            if entity is not None:
                check_storable(entity)
        action = Event(
            version=VERSION, chain="", link=0, prev="", clock=self._time, body="", author=self._author.name,
            device=self._author.device, at=self._clock(), slot="", kind="", replaces="", batch=uuid.uuid4().hex,
            act=act, target=target, fields={}, hash="",
        )  # fmt: skip
        tips, events = dict(self._tips), []
        for n, (slot, entity) in enumerate(slots.items(), start=1):
            events.append(self._sealed(action, n, slot, entity, tips))
        if events:
            self._store.append(events, blobs)
        self._tips, self._time = tips, self._time + len(events)
        if self._holders is not None:
            self._holders.update({e.slot: e.hash if e.kind else "" for e in events})
        return events

    def holder(self, slot: str) -> str:
        """The hash of the event whose entity `slot` holds; "" when it is empty."""
        return self._holder(slot)

    def before(self, batch: str) -> dict[str, Entity | None]:
        """What the slots of an action held before it; InputError when one of them was changed since."""
        events = self._store.events(batch=batch)
        if not all(self._stands(e.slot, e.hash if e.kind else "") for e in events):
            raise InputError(
                Text(
                    zh="此后已有人改动同一内容，不能撤销",
                    en="the same place has been changed since, so this cannot be taken back",
                ),
                Text(zh="请直接改成需要的值。", en="Set the value you want instead."),
            )
        replaced = self._store.events_by_hash(e.replaces for e in events if e.replaces)
        if any(e.replaces and e.replaces not in replaced for e in events):
            raise StoreError(
                Text(zh="流水缺了一段，不能撤销", en="part of the journal is missing: this cannot be taken back"),
                Text(zh="运行“assess check 卷宗”查明损坏之处。", en="Run “assess check DOSSIER” to see where."),
            )
        with database_errors(self._store.path):
            return {e.slot: entity_of(replaced[e.replaces]) if e.replaces else None for e in events}

    def _stands(self, slot: str, wanted: str) -> bool:
        """Whether `slot` holds what event `wanted` left there, be it put back by undoing what came later."""
        found = self._holder(slot)
        while found and found != wanted:
            event = self._store.events_by_hash([found]).get(found)
            undone = self._store.event_in(event.target, slot) if event and event.target else None
            if event is None or undone is None or undone.clock >= event.clock:
                return False
            found = undone.replaces
        return found == wanted

    def _sealed(
        self, action: Event, n: int, slot: str, entity: Entity | None, tips: dict[str, tuple[int, str]]
    ) -> Event:
        """The n-th event of `action`, joined to the end of its chain in `tips`."""
        loose = msgspec.structs.replace(
            action, clock=action.clock + n, body=body_of(slot), slot=slot, kind=tag_of(entity),
            replaces=self._holder(slot), fields={WHO: self._signed(), **salted(entity)},
        )  # fmt: skip
        chain = chain_of(loose, self._campaign)
        link, prev = tips.get(chain, (0, chain))
        event = seal(msgspec.structs.replace(loose, chain=chain, link=link + 1, prev=prev))
        tips[chain] = (link + 1, event.hash)
        return event

    def _signed(self) -> Field:
        """The author's name with the salt that it always has in this journal, for it makes one chain of a body."""
        if self._who is None:
            known = self._store.signed(self._author.name, self._author.device)
            self._who = known or Field(salt=new_salt(), value=self._author.name)
        return self._who

    def _check_whole(self, slots: Slots) -> None:
        """Refuse what would leave records of a body that is not in the campaign."""
        for body in {body_of(slot) for slot in slots} - {""}:
            place = f"body/{body}"
            if slots[place] is not None if place in slots else self._holder(place):
                continue
            if any(entity is not None for slot, entity in slots.items() if body_of(slot) == body):
                raise no_body(body)
            if any(h and body_of(s) == body and s not in slots for s, h in self._held().items()):
                raise InputError(
                    Text(
                        zh=f"此后已在单位 {body} 名下登记内容，不能这样移除它",
                        en=f"something has been recorded on body {body} since, so it cannot go like this",
                    ),
                    Text(
                        zh="需要移除时请用“assess body remove”。",
                        en="Remove it with “assess body remove” if it has to go.",
                    ),
                )

    def _holder(self, slot: str) -> str:
        return self._held().get(slot, "")

    def _held(self) -> dict[str, str]:
        """slot -> hash of the event whose entity it holds; "" or absent when it is empty."""
        if self._holders is None:
            self._holders = self._store.holders()
        return self._holders


def first_event(campaign: Campaign, author: Author) -> Event:
    """The event that begins a journal; it is nobody's to undo."""
    check_storable(campaign)
    who = Field(salt=new_salt(), value=author.name)
    loose = Event(
        version=VERSION, chain="", link=1, prev="", clock=1, body="", author=author.name,
        device=author.device, at=campaign.created, slot=campaign.slot, kind=tag_of(campaign), replaces="",
        batch=uuid.uuid4().hex, act="do", target="", fields={WHO: who, **salted(campaign)}, hash="",
    )  # fmt: skip
    chain = chain_of(loose, campaign.id)
    return seal(msgspec.structs.replace(loose, chain=chain, prev=chain))


def tag_of(entity: Entity | None) -> str:
    """The kind of `entity` as events and the projection name it; "" for none."""
    return str(entity.__struct_config__.tag) if entity is not None else ""


def body_of(slot: str) -> str:
    """The body whose slot this is; "" for the campaign's."""
    return slot.split("/")[1] if "/" in slot else ""
