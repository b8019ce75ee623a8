"""Conflicts: what stands in one slot when two people wrote into it without knowing of each other.

Events of a slot point to what they replace. An event that nothing replaces is a head of its slot. One journal alone
has one head for each slot; united journals may have several, and where those say different things there is a
conflict. The projection shows the last head by (clock, hash), which is the same one on every machine, until
somebody settles it; nothing is scored as if the shown one were agreed upon (`cautious.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from assess.base.digest import digest
from assess.base.errors import NotFound
from assess.base.texts import Text
from assess.dossier.entities import Entity
from assess.dossier.events import WHO, Event, entity_of
from assess.dossier.settlement import Settlement

Sides = Mapping[str, tuple[Entity | None, ...]]
"""Slot -> what each head of a conflict put there; None where it was emptied."""


class Side(msgspec.Struct, frozen=True):
    """One head of a conflict: who put what into the slot, and when; `entity` None emptied it."""

    event: str
    author: str
    device: str
    at: str
    entity: Entity | None
    shown: bool


class Conflict(msgspec.Struct, frozen=True):
    """A slot with what stands against each other in it, the side that is shown last.

    `kind` is "edit" where the same slot was changed twice, "removed" where a body was taken out while something was
    recorded on it.
    """

    slot: str
    body: str
    kind: str
    sides: tuple[Side, ...]


def last_of(events: Iterable[Event]) -> Event:
    """The event of a slot whose entity is shown."""
    return max(events, key=lambda e: (e.clock, e.hash))


def rivals_of(events: Sequence[Event], settled: Collection[str] = ()) -> list[Event]:
    """The heads of one slot, in order, when they contradict each other and were not `settled`; else none.

    An emptied slot leaves no trace in what is put there next, so a later entity put into an empty slot counts as
    knowing that it was empty. Events that put the same over the same are one: to replace one is to replace all.
    """
    if len(events) < 2:
        return []
    by_hash = {e.hash: e for e in events}
    replaced: dict[str, int] = {}
    for e in events:
        # Of several that replace one the last counts, in whatever order they arrived.
        if e.replaces:
            replaced[e.replaces] = max(e.clock, replaced.get(e.replaces, 0))
    said = [(_said(by_hash[h]), by_hash[h].replaces, clock) for h, clock in replaced.items() if h in by_hash]
    fresh = max((e.clock for e in events if e.kind and not e.replaces), default=0)
    heads = [
        e
        for e in events
        if e.hash not in replaced
        and e.hash not in settled
        and not (not e.kind and e.clock < fresh)
        and not any(clock > e.clock and over == e.replaces and what == _said(e) for what, over, clock in said)
    ]
    if all(_said(e) == _said(heads[0]) for e in heads[1:]):
        return []
    return sorted(heads, key=lambda e: (e.clock, e.hash))


def _said(event: Event) -> Any:
    # A text that was erased or withheld contradicts nothing: that two are the same could not be told from hashes.
    said = {n: b"" if f.erased else msgspec.json.encode(f.value) for n, f in event.fields.items() if n != WHO}
    return event.kind, said


def settled_by(entities: Iterable[Entity]) -> set[str]:
    """The heads that the settlements among `entities` decided upon."""
    return {h for e in entities if isinstance(e, Settlement) for h in e.heads}


def conflict_of(slot: str, rivals: Sequence[Event]) -> Conflict:
    """The conflict between the heads of a slot."""
    shown = last_of(rivals)
    return Conflict(
        slot=slot,
        body=rivals[0].body,
        kind="edit",
        sides=tuple(side_of(e, shown=e is shown) for e in rivals),
    )


def side_of(event: Event, *, shown: bool) -> Side:
    """One side as people are shown it."""
    return Side(
        event=event.hash,
        author=event.author,
        device=event.device,
        at=event.at,
        entity=entity_of(event),
        shown=shown,
    )


def sides_in(events: Iterable[Event], settled: Collection[str]) -> dict[str, tuple[Entity | None, ...]]:
    """What stands against each other in each slot of a whole journal."""
    by_slot: dict[str, list[Event]] = {}
    for event in events:
        by_slot.setdefault(event.slot, []).append(event)
    found = {slot: rivals_of(group, settled) for slot, group in by_slot.items() if len(group) > 1}
    return {slot: tuple(entity_of(e) for e in rivals) for slot, rivals in found.items() if rivals}


def settling(
    conflicts: Sequence[Conflict], slot: str, event: str, held: Collection[str]
) -> dict[str, Entity | None]:
    """Slots and what they are to hold once the conflict in `slot` is settled for the side of `event`.

    `held` are all occupied slots. NotFound when there is no such conflict or side.
    """
    conflict = next((c for c in conflicts if c.slot == slot), None)
    side = next((s for s in conflict.sides if s.event == event), None) if conflict else None
    if conflict is None or side is None:
        raise NotFound(
            Text(zh=f"没有待裁定的冲突 {slot}", en=f"there is no open conflict {slot}"),
            Text(zh="用“assess conflicts list”查看全部冲突。", en="See all with “assess conflicts list”."),
        )
    if conflict.kind == "removed" and side.entity is None:
        gone: dict[str, Entity | None] = {s: None for s in sorted(held) if s.split("/")[1:2] == [conflict.body]}
        for other in conflicts:
            if other.body == conflict.body and other.kind == "edit":
                decided = _decided(other, "")
                gone.update({other.slot: None, decided.slot: decided})
        return gone
    if conflict.kind == "removed":
        return {slot: side.entity}
    decided = _decided(conflict, event)
    return {slot: side.entity, decided.slot: decided}


def _decided(conflict: Conflict, event: str) -> Settlement:
    heads = tuple(sorted(s.event for s in conflict.sides))
    return Settlement(id=digest([conflict.slot, heads])[:16], of=conflict.slot, heads=heads, chosen=event)
