"""What the workflow reads off a dossier's journal: roles and heads of bodies."""

from __future__ import annotations

from assess.dossier.store import Store
from assess.dossier.workflow.roles import Roles, roles_of
from assess.dossier.workflow.signing import body_heads


def read_roles(store: Store) -> Roles:
    """The roles in force."""
    return roles_of(e for place in ("campaign", "grant/", "erasure/") for e in store.events_under("", place))


def read_heads(store: Store, body: str) -> dict[str, str]:
    """The head of `body`, under its name."""
    return body_heads((entity.slot, event) for event, entity in store.entities(body=body))
