"""Verification: walk every chain, recompute every hash, and name the first broken link of each."""

from __future__ import annotations

import msgspec

from assess.base.digest import sha256_hex
from assess.base.texts import Text
from assess.dossier.entities import Campaign, Entity, Evidence
from assess.dossier.events import Event, chain_id, entity_of, event_hash
from assess.dossier.store import Store


class Verification(msgspec.Struct, frozen=True):
    """What was checked and what is broken; sound when `problems` is empty."""

    events: int
    chains: int
    blobs: int
    head: str
    problems: tuple[Text, ...]


def verify(store: Store) -> Verification:
    """Check chains, hashes, the projection against the journal, and evidence blobs against their digests."""
    problems: list[Text] = []
    events = list(store.events())
    chains: dict[str, list[Event]] = {}
    for event in events:
        chains.setdefault(event.chain, []).append(event)
    campaign = _campaign(events)
    for chain in chains.values():
        if broken := _first_break(sorted(chain, key=lambda e: e.link), campaign):
            problems.append(broken)
    problems += _projection_problems(store, events)
    blobs, lost = _blob_problems(store)
    return Verification(
        events=len(events),
        chains=len(chains),
        blobs=blobs,
        head=store.head(),
        problems=tuple(problems + lost),
    )


def _campaign(events: list[Event]) -> str:
    found = (entity_of(e) for e in events if e.slot == "campaign" and e.kind)
    return next((c.id for c in found if isinstance(c, Campaign)), "")


def _first_break(chain: list[Event], campaign: str) -> Text | None:
    first = chain[0]
    prev = chain_id(campaign, first.body, first.author, first.device)
    for link, event in enumerate(chain, start=1):
        where = f"{event.author}@{event.device[:8]} {event.body or '-'} #{event.link}"
        if event.chain != chain_id(campaign, event.body, event.author, event.device):
            return Text(zh=f"{where}：不属于这条链", en=f"{where}: does not belong to this chain")
        if event.link != link:
            return Text(zh=f"{where}：第 {link} 环缺失", en=f"{where}: link {link} is missing")
        if event.prev != prev:
            return Text(zh=f"{where}：与前一环不相接", en=f"{where}: does not join the link before it")
        if event_hash(event) != event.hash:
            return Text(zh=f"{where}：内容被改动过", en=f"{where}: its content was altered")
        prev = event.hash
    return None


def _projection_problems(store: Store, events: list[Event]) -> list[Text]:
    expected: dict[str, tuple[str, Entity | None]] = {}
    for event in sorted(events, key=lambda e: (e.clock, e.hash)):
        expected[event.slot] = (event.hash, entity_of(event))
    wanted = {slot: value for slot, value in expected.items() if value[1] is not None}
    held = {entity.slot: (h, entity) for h, entity in store.entities()}
    wrong = sorted(slot for slot in wanted.keys() | held.keys() if wanted.get(slot) != held.get(slot))
    return [
        Text(zh=f"投影与日志不一致：{slot}", en=f"the projection differs from the journal: {slot}")
        for slot in wrong[:20]
    ]


def _blob_problems(store: Store) -> tuple[int, list[Text]]:
    checked, problems = 0, []
    for _, entity in store.entities(kind="evidence"):
        if not isinstance(entity, Evidence) or not entity.sha256:
            continue
        data = store.blob(entity.sha256)
        checked += 1
        if data is None:
            problems.append(
                Text(zh=f"证据文件缺失：{entity.title}", en=f"evidence file is missing: {entity.title}")
            )
        elif sha256_hex(data) != entity.sha256:
            problems.append(
                Text(zh=f"证据文件被改动过：{entity.title}", en=f"evidence file was altered: {entity.title}")
            )
    return checked, problems
