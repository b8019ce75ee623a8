"""Verification: walk every chain, recompute every hash, and name the first broken link of each."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assess.base.digest import sha256_hex
from assess.base.errors import StoreError
from assess.base.texts import Text
from assess.dossier.entities import Campaign, Entity
from assess.dossier.erasure import erased_files
from assess.dossier.events import WHO, Event, chain_of, entity_of, event_hash
from assess.dossier.heads import settled_by, sides_in
from assess.dossier.rows import event_of
from assess.dossier.store import Store

MOST = 20
"""How many problems of one kind are told one by one."""


class Verification(msgspec.Struct, frozen=True):
    """What was checked and what is broken; sound when `problems` is empty."""

    events: int
    chains: int
    blobs: int
    head: str
    problems: tuple[Text, ...]


def verify(store: Store) -> Verification:
    """Check chains, hashes, the projection against the journal, and evidence blobs against their digests."""
    with store.steady():
        events = _events(store)
        chains: dict[str, list[Event]] = {}
        for event in events:
            chains.setdefault(event.chain, []).append(event)
        campaign = _campaign(events)
        broken = [found for chain in chains.values() if (found := first_break(chain, campaign))]
        blobs, lost = _blob_problems(store, events)
        return Verification(
            events=len(events),
            chains=len(chains),
            blobs=blobs,
            head=store.head(),
            problems=(*broken, *_projection_problems(store, events), *_conflict_problems(store, events), *lost),
        )


def _events(store: Store) -> list[Event]:
    """All events; one whose fields cannot be read has none, and so fails its hash."""
    events = []
    for row in store.event_rows():
        try:
            events.append(event_of(row))
        except msgspec.DecodeError:
            events.append(event_of({**row, "fields": "{}"}))
    return events


def _campaign(events: list[Event]) -> str:
    found = (_entity(e) for e in events if e.slot == "campaign" and e.kind)
    return next((c.id for c in found if isinstance(c, Campaign)), "")


def _entity(event: Event) -> Entity | None:
    try:
        return entity_of(event)
    except msgspec.ValidationError:
        # The hash of the event tells that it was altered.
        return None


def _intact(event: Event) -> bool:
    try:
        return event_hash(event) == event.hash and _says_who(event)
    except ValueError:
        # A salt that is not hexadecimal, a text that is not Unicode: no hash was ever made of it.
        return False


def _says_who(event: Event) -> bool:
    """Whether the author that is shown is the one committed to; a name that was erased leaves none."""
    if event.version == 1:
        return True
    who = event.fields.get(WHO)
    return who is not None and event.author == ("" if who.erased else who.value)


def first_break(arrived: Sequence[Event], campaign: str) -> Text | None:
    """The first broken link of a chain, as a sentence; None when it holds from its beginning to its end."""
    chain = sorted(arrived, key=lambda e: e.link)
    prev = chain[0].chain
    for link, event in enumerate(chain, start=1):
        where = f"{event.author}@{event.device[:8]} {event.body or '-'} #{event.link}"
        if not _intact(event):
            return Text(zh=f"{where}：内容被改动过", en=f"{where}: its content was altered")
        if event.chain != chain_of(event, campaign):
            return Text(zh=f"{where}：不属于这条链", en=f"{where}: does not belong to this chain")
        if event.link != link:
            return Text(zh=f"{where}：第 {link} 环缺失", en=f"{where}: link {link} is missing")
        if event.prev != prev:
            return Text(zh=f"{where}：与前一环不相接", en=f"{where}: does not join the link before it")
        if event is not arrived[link - 1]:
            return Text(zh=f"{where}：到达顺序被改动过", en=f"{where}: the order of arrival was altered")
        prev = event.hash
    return None


def _projection_problems(store: Store, events: list[Event]) -> list[Text]:
    last = {e.slot: e for e in sorted(events, key=lambda e: (e.clock, e.hash))}
    rows = {slot: row for slot, *row in store.projection()}
    wrong = sorted(slot for slot in last.keys() | rows.keys() if not _projected(last.get(slot), rows.get(slot)))
    problems = [
        Text(zh=f"投影与流水不一致：{slot}", en=f"the projection differs from the journal: {slot}")
        for slot in wrong[:MOST]
    ]
    if more := len(wrong) - len(problems):
        problems.append(Text(zh=f"投影另有 {more} 处不一致", en=f"and {more} more places of the projection"))
    return problems


def _conflict_problems(store: Store, events: list[Event]) -> list[Text]:
    """Whether the open conflicts are those of the journal; of a journal that does not read nothing can be said."""
    try:
        found = sides_in(events, settled_by(e for _, e in store.entities(kind="settlement")))
        kept = store.sides()
    except (msgspec.ValidationError, StoreError):
        return []
    return [
        Text(zh=f"冲突清单与流水不一致：{slot}", en=f"the list of conflicts differs from the journal: {slot}")
        for slot in sorted(found.keys() | kept.keys())[:MOST]
        if found.get(slot) != kept.get(slot)
    ]


def _projected(event: Event | None, row: list[str] | None) -> bool:
    """Whether `row` (kind, body, event hash, JSON) is what `event`, the last one of its slot, left there."""
    if row is None:
        return event is not None and not event.kind
    kind, body, origin, value = row
    if event is None or (kind, body, origin) != (event.kind, event.body, event.hash):
        return False
    try:
        held: Entity | None = msgspec.json.decode(value, type=Entity)
    except msgspec.DecodeError:
        return False
    return held == _entity(event)


def _blob_problems(store: Store, events: list[Event]) -> tuple[int, list[Text]]:
    """The number of files that evidence names, removed evidence included, and those lost or altered."""
    titles: dict[str, str] = {}
    for event in events:
        if event.kind == "evidence" and (sha256 := _plain(event, "sha256")):
            titles.setdefault(sha256, _plain(event, "title"))
    problems = []
    gone = erased_files(e for e in map(_entity, events) if e is not None)
    for sha256, title in titles.items():
        data = store.blob(sha256)
        if data is None and sha256 in gone:
            continue
        if data is None:
            problems.append(Text(zh=f"证据文件缺失：{title}", en=f"evidence file is missing: {title}"))
        elif sha256_hex(data) != sha256:
            problems.append(Text(zh=f"证据文件被改动过：{title}", en=f"evidence file was altered: {title}"))
    return len(titles), problems


def _plain(event: Event, name: str) -> str:
    field = event.fields.get(name)
    return field.value if field is not None and isinstance(field.value, str) else ""
