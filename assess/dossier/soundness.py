"""Whether events that came from elsewhere make a journal: whole chains of well-formed events, each in its place.

The hashes of a chain show that nothing was changed since it was written; they do not show that what was written
makes sense. A hostile file may hold perfect chains of events that put one body's answer into another's slot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.draw import Draw, check_draw
from assess.dossier.entities import Campaign, Entity, Series
from assess.dossier.erasure import ERASABLE, Erasure
from assess.dossier.events import VERSION, WHO, Event, entity_of
from assess.dossier.key import Key, check_key
from assess.dossier.resolve import is_body_id
from assess.dossier.signal import Signal
from assess.dossier.tables import fault_of
from assess.dossier.verify import first_break
from assess.dossier.workflow.step import WorkStep
from assess.dossier.writer import body_of, tag_of

MOST_CLOCK: Final = 2**53
"""Beyond it not every reader of JSON tells two whole numbers apart."""
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")
_LONGEST: Final = {"author": 200, "device": 64, "batch": 64, "target": 64, "slot": 400, "at": 40}


def journal_faults(events: Sequence[Event], campaign: str, most: int = 20) -> list[Text]:
    """What is wrong with `events` as the whole journal of some bodies of `campaign`; at most `most` sentences."""
    chains: dict[str, list[Event]] = {}
    for event in events:
        chains.setdefault(event.chain, []).append(event)
    faults = [found for chain in chains.values() if (found := first_break(sorted(chain, key=_link), campaign))]
    if faults:
        return faults[:most]
    known: dict[str, Event] = {}
    for event in events:
        if event.hash in known:
            faults.append(_told(event, Text(zh="出现了两次", en="is there twice")))
        known[event.hash] = event
    for event in events:
        if fault := event_fault(event) or _out_of_line(event, known):
            faults.append(_told(event, fault))
            if len(faults) >= most:
                break
    if not faults and campaign not in {e.id for e in map(entity_of, events) if isinstance(e, Campaign)}:
        faults.append(
            Text(zh="流水里没有这次评估活动的开头", en="the journal lacks the beginning of this campaign")
        )
    return faults


def _link(event: Event) -> int:
    return event.link


def event_fault(event: Event) -> Text | None:
    """What is wrong with one event by itself, apart from its hash; None when it is well-formed."""
    if not 1 <= event.version <= VERSION:
        return Text(zh=f"版本 {event.version} 未知", en=f"has version {event.version}, which is not known")
    long = next((name for name, most in _LONGEST.items() if len(getattr(event, name)) > most), None)
    if long is not None:
        return Text(zh=f"“{long}”过长", en=f"has too long a “{long}”")
    if not 1 <= event.clock < MOST_CLOCK or not 1 <= event.link < MOST_CLOCK:
        return Text(zh="序号超出范围", en="has a number out of range")
    if not _TIME.fullmatch(event.at):
        return Text(zh="时间不合格式", en="has a malformed time")
    if event.body != body_of(event.slot) or (event.body and not is_body_id(event.body)):
        return Text(zh="所属单位与位置不符", en="names a body that its place is not of")
    if not event.kind:
        return None
    try:
        entity = entity_of(event)
    except (msgspec.ValidationError, ValueError):
        return Text(zh="内容不合格式", en="has a payload that does not read")
    return _entity_fault(event, entity)


def _entity_fault(event: Event, entity: Entity | None) -> Text | None:
    if entity is None or tag_of(entity) != event.kind or entity.slot != event.slot:
        return Text(zh="内容不属于这个位置", en="has a payload that belongs to another place")
    if isinstance(entity, Series) and not event.fields["values"].erased:
        return fault_of(entity)
    if isinstance(entity, Key) and not event.fields["name"].erased:
        try:
            check_key(entity)
        except InputError as error:
            return error.message
    if isinstance(entity, Draw):
        try:
            check_draw(entity)
        except InputError as error:
            return error.message
    if isinstance(entity, WorkStep) and _borrowed(event, entity):
        return Text(zh="冒用他人名义", en="is a step in the name of another person than its author")
    if isinstance(entity, Erasure) and not set(entity.names) <= ERASABLE:
        return Text(zh="要删除的不是文字", en="would erase what is no text")
    if isinstance(entity, Signal) and entity.p is not None and not 0 <= entity.p <= 1:
        return Text(zh="概率不在 0 与 1 之间", en="has a probability outside 0 to 1")
    return None


def _borrowed(event: Event, step: WorkStep) -> bool:
    """Whether a step names another person than wrote it; who took it decides who may judge what follows."""
    told = event.act == "do" and WHO in event.fields and step.body != ""
    return told and not (event.fields[WHO].erased or event.fields["by"].erased) and step.by != event.author


def _out_of_line(event: Event, known: Mapping[str, Event]) -> Text | None:
    """What is wrong with what the event says it replaces."""
    if not event.replaces:
        return None
    before = known.get(event.replaces)
    if before is None:
        return Text(zh="所替换的事件缺失", en="replaces an event that is missing")
    if before.slot != event.slot or before.clock >= event.clock:
        return Text(zh="所替换的事件不在它之前", en="replaces an event that does not come before it")
    return None


def _told(event: Event, fault: Text) -> Text:
    where = f"{event.author or '–'}@{event.device[:8]} {event.body or '-'} #{event.link}"
    return Text(zh=f"{where}：{fault.zh}", en=f"{where}: {fault.en}")
