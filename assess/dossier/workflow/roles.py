"""Who has which role, read off the journal: a grant counts only if whoever gave it was lead when giving it.

A copy of a dossier is in the hands of whoever has it. Reading the grants in their order, from the founder on, keeps
a person from making themselves lead in their own copy and bringing that in by a merge.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from assess.dossier.erasure import Erasure
from assess.dossier.events import WHO, Event, entity_of
from assess.dossier.workflow.step import Grant


class Roles(msgspec.Struct, frozen=True):
    """The roles in force. `void` are grants by people who were not lead; they give nothing."""

    founder: str = ""
    grants: tuple[Grant, ...] = ()
    void: tuple[Grant, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether roles were given at all; before that everybody may do all but judge their own entry."""
        return bool(self.grants)

    def of(self, name: str, body: str = "") -> frozenset[str]:
        """The roles of `name` on `body` ("": on the campaign); the founder is lead until told otherwise."""
        mine = [g for g in self.grants if g.holder == name and name]
        if not mine:
            return frozenset({"lead"} if name and name == self.founder else ())
        return frozenset(r for g in mine for r in g.roles if not g.bodies or body in g.bodies)

    def names(self) -> list[str]:
        """Everybody who has a role, the founder first."""
        return list(dict.fromkeys([self.founder, *(g.holder for g in self.grants)]))

    def holders(self, role: str, body: str = "") -> list[str]:
        """Everybody with `role` on `body`."""
        return [n for n in self.names() if role in self.of(n, body)]


def roles_of(events: Iterable[Event]) -> Roles:
    """The roles that the events of the slots `campaign`, `grant//…` and `erasure//…` come to.

    Where a founder's name was erased by law, the roles they gave stand: the erasure says which events were theirs.
    """
    events = sorted(events, key=lambda e: (e.clock, e.hash))
    erasures = [x for e in events if isinstance(x := entity_of(e), Erasure) and WHO in x.names]
    nameless = {event: x.id for x in erasures for event in x.events}
    founder, first, held = "", "", dict[str, Grant]()
    void: list[Grant] = []
    for event in events:
        who = event.author or nameless.get(event.hash, "")
        if event.slot == "campaign":
            founder, first = founder or event.author, first or who
        elif event.slot.startswith("grant/"):
            grant = entity_of(event)
            if "lead" not in Roles(first, tuple(held.values())).of(who):
                if isinstance(grant, Grant):
                    void.append(grant)
            elif isinstance(grant, Grant):
                held[event.slot] = grant
            else:
                held.pop(event.slot, None)
    return Roles(founder=founder, grants=tuple(held.values()), void=tuple(void))
