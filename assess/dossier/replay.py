"""The record that a journal comes to, worked out in memory: what a file's projection holds, without the file."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assess.base.digest import digest
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.entities import Body, Campaign, Entity, Record
from assess.dossier.events import Event, entity_of
from assess.dossier.heads import settled_by, sides_in
from assess.dossier.imprint import Imprint
from assess.dossier.judgement import Judgement
from assess.dossier.record import campaign_when, gather
from assess.dossier.signal import Signal
from assess.dossier.workflow.signing import body_heads, deadline_in


def replay(events: Sequence[Event], passed_over: Collection[str] = ()) -> Record:
    """The record at the head of the journal `events`; InputError when it holds no campaign.

    `passed_over` are slots of judgements that do not count, where the journal withholds whose they are.
    """
    last = _last(events)
    held = {slot: entity for slot, entity in latest(events).items() if slot not in passed_over}
    campaign = held.get("campaign")
    if not isinstance(campaign, Campaign):
        raise InputError(Text(zh="流水里没有评估活动", en="the journal holds no campaign"))
    sides = sides_in(events, settled_by(held.values()))
    by_body: dict[str, list[Entity]] = {}
    given = {s: (last[s].clock, last[s].hash) for s, e in held.items() if isinstance(e, Judgement)}
    for _, entity in sorted(held.items(), key=lambda item: given.get(item[0], (0, ""))):
        if not isinstance(entity, (Campaign, Body, Imprint)):
            by_body.setdefault(entity.body, []).append(entity)
    when = campaign_when(campaign)
    return Record(
        campaign=campaign,
        bodies=tuple(gather(b, by_body.get(b.id, []), sides, when) for b in held.values() if isinstance(b, Body)),
        head=head_of(events),
        events=len(events),
        signals=tuple(e for e in by_body.get("", []) if isinstance(e, Signal)),
        imprint=next((e for e in held.values() if isinstance(e, Imprint)), None),
        deadline=deadline_in(held.values()),
        heads=body_heads((e.slot, e.hash) for e in last.values() if e.kind),
    )


def latest(events: Sequence[Event]) -> dict[str, Entity]:
    """Slot -> the entity that is shown in it, by slot."""
    last = _last(events)
    return {slot: entity for slot in sorted(last) if (entity := entity_of(last[slot])) is not None}


def _last(events: Sequence[Event]) -> dict[str, Event]:
    return {e.slot: e for e in sorted(events, key=lambda e: (e.clock, e.hash))}


def head_of(events: Sequence[Event]) -> str:
    """The journal head as `Store.head` has it: one digest over the tips of all chains."""
    tips: dict[str, Event] = {}
    for event in events:
        if event.chain not in tips or event.link > tips[event.chain].link:
            tips[event.chain] = event
    return digest(sorted(e.hash for e in tips.values()))
