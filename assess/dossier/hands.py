"""Whose hands a decision must not be in: who attached evidence, and who gave an answer, read off the journal.

The history of a slot is followed back from event to event, so that asking costs a few rows however long the journal
is. Whoever carried in a body's workbook or questionnaire attached and claimed nothing: the body did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from assess.dossier.entities import Answer, Entity
from assess.dossier.events import Event, entity_of
from assess.dossier.evidence_states import evidence_content
from assess.dossier.store import Store


def attached_by(store: Store, slot: str, head: str) -> frozenset[str]:
    """The authors who attached the evidence in `slot` or changed what it is; `head` is the event it comes from."""
    return frozenset(e.author for e in _changes(store, slot, head, evidence_content))


def answered_by(store: Store, slot: str, head: str) -> frozenset[str]:
    """The author who gave the answer that stands in `slot`, if a person did."""
    first = next(_changes(store, slot, head, _answer_content, carried_in=True), None)
    return frozenset([first.author]) if first is not None and not store.imported(first.batch) else frozenset()


def _answer_content(entity: Entity | None) -> Any:
    return (entity.state, entity.value) if isinstance(entity, Answer) else None


def _changes(
    store: Store, slot: str, head: str, content: Callable[[Entity | None], Any], *, carried_in: bool = False
) -> Iterator[Event]:
    """The events, newest first, that changed the content of `slot`; what was taken back is left out."""
    while head:
        event = store.events_by_hash([head]).get(head)
        if event is None:
            return
        if event.target:
            undone = store.event_in(event.target, slot)
            head = undone.replaces if undone is not None else ""
            continue
        before = store.events_by_hash([event.replaces]).get(event.replaces) if event.replaces else None
        changed = content(entity_of(event)) != content(entity_of(before) if before is not None else None)
        if event.kind and changed and (carried_in or not store.imported(event.batch)):
            yield event
        head = event.replaces
