"""What the workflow reads off a dossier's journal: roles, heads of bodies, and who entered and who judged what."""

from __future__ import annotations

from collections.abc import Iterable

from assess.dossier.events import Event
from assess.dossier.store import Store
from assess.dossier.workflow.roles import Roles, roles_of
from assess.dossier.workflow.signing import body_heads


def read_roles(store: Store) -> Roles:
    """The roles in force."""
    return roles_of(e for place in ("campaign", "grant/", "erasure/") for e in store.events_under("", place))


def read_heads(store: Store, body: str) -> dict[str, str]:
    """The head of `body`, under its name."""
    return body_heads((entity.slot, event) for event, entity in store.entities(body=body))


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
