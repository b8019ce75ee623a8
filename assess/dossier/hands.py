"""Who did what, read off the journal: attached evidence, gave an answer, entered, judged.

The history of a slot is followed back from event to event, so that asking costs a few rows however long the journal
is. Whoever carried in a body's workbook or questionnaire attached and claimed nothing: the body did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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


def claimants(store: Store, body: str, indicator: str = "") -> frozenset[str]:
    """Everybody who ever entered a claim to `indicator` ("": to any) of `body`.

    Not only who entered what stands now: a claim that another person retouches has not become theirs alone. Whoever
    carried in a file that the body filled in entered nothing.
    """
    prefix = f"answer/{body}/{indicator}/claimed" if indicator else f"answer/{body}/"
    return _names(_by_hand(store, (e for e in store.events_under(body, prefix) if e.slot.endswith("/claimed"))))


def enterers(store: Store, slot: str) -> frozenset[str]:
    """Everybody who put something into `slot` when it was empty."""
    body = slot.split("/")[1]
    return _names(_by_hand(store, (e for e in store.events_under(body, slot) if e.slot == slot and not e.replaces)))


def judges(store: Store, body: str, dispute: str) -> frozenset[str]:
    """Everybody who made the judgement that `dispute` (the id of the step that raised it) is about."""
    raised = store.events_under(body, f"work/{body}/dispute/{dispute}")
    about = next((f.value for e in raised if (f := e.fields.get("about")) is not None), "")
    if about:
        places = (f"answer/{body}/{about}/verified", f"judgement/{body}/{about}/", f"adjudication/{body}/{about}")
        return frozenset().union(*(_names(store.events_under(body, place)) for place in places))
    steps = store.events_under(body, f"work/{body}/state/")
    return _names(e for e in steps if (f := e.fields.get("move")) is not None and f.value in ("verify", "close"))


def _by_hand(store: Store, events: Iterable[Event]) -> Iterable[Event]:
    """Those that were no part of reading a file."""
    found = list(events)
    carried = {batch for batch in {e.batch for e in found} if store.imported(batch)}
    return (e for e in found if e.batch not in carried)


def _names(events: Iterable[Event]) -> frozenset[str]:
    return frozenset(e.author for e in events if e.kind and e.author)
