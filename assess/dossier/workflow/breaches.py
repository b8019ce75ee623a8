"""What a journal holds that the workflow does not allow: told to whoever merges or checks it.

The session refuses such entries as they are made. A journal can still hold them: it was written by an older or an
altered program, or by a copy that did not know of a role yet. They are named, who and what, for people to judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assess.base.texts import Text
from assess.dossier.events import Event
from assess.dossier.workflow.roles import Roles, roles_of
from assess.dossier.workflow.table import MOVES, RIGHTS, ROLES

MOST: Final = 20


class _Walk:
    """The journal up to some event: who claimed, judged and raised what, and the roles given."""

    def __init__(self, imported: frozenset[str], settled: frozenset[str], erasures: Sequence[Event]) -> None:
        self.imported, self.settled = imported, settled
        self.grants = list(erasures)
        self.roles = Roles()
        self.authors: set[str] = set()
        self.claimants: dict[str, set[str]] = {}
        self.judges: dict[str, set[str]] = {}
        self.attachers: dict[str, str] = {}
        self.raised: dict[str, tuple[str, str]] = {}

    def fault(self, event: Event) -> Text | None:
        """What `event` should not have been, given what came before it."""
        who, kind = event.author, event.slot.partition("/")[0]
        self.authors.add(who)
        if kind in ("campaign", "grant"):
            return self._grant(event, who)
        if not event.kind or event.act == "undo" or not who:
            return None
        if kind in ("judgement", "adjudication", "waiver"):
            return self._decision(event, who, "judge" if kind == "judgement" else "decide")
        if kind == "evidence":
            return self._evidence(event, who)
        if kind == "answer":
            return self._answer(event, who)
        return self._step(event, who) if kind == "work" else None

    def _grant(self, event: Event, who: str) -> Text | None:
        lead = event.slot == "campaign" or not who or "lead" in self.roles.of(who)
        self.grants.append(event)
        self.roles = roles_of(self.grants)
        return None if lead else Text(zh=f"{who} 不是负责人而授予角色", en=f"{who} gave a role without being lead")

    def _answer(self, event: Event, who: str) -> Text | None:
        _, body, indicator, voice = event.slot.split("/")
        place = f"{body}/{indicator}"
        if voice == "verified":
            self.judges.setdefault(place, set()).add(who)
            claimed = who in self.claimants.get(place, ())
            if claimed and len(self.authors) > 1:
                return Text(zh=f"{who} 核实了自己的填报 {place}", en=f"{who} verified their own claim {place}")
        elif voice == "claimed" and event.batch not in self.imported:
            for key in (place, body):
                self.claimants.setdefault(key, set()).add(who)
        right = "judge" if voice == "verified" else "claim" if voice == "claimed" else "measure"
        return self._right(event, who, right)

    def _decision(self, event: Event, who: str, right: str) -> Text | None:
        _, body, indicator = event.slot.split("/")[:3]
        place = f"{body}/{indicator}"
        by = event.fields.get("by")
        if by is not None and not by.erased and by.value != who and event.batch not in self.settled:
            return Text(zh=f"{who} 冒用 {by.value} 的名义 {place}", en=f"{who} judged in {by.value}’s name {place}")
        if by is not None:
            self.judges.setdefault(place, set()).add(who)
        if who in self.claimants.get(place, ()) and len(self.authors) > 1:
            return Text(zh=f"{who} 核实了自己的填报 {place}", en=f"{who} verified their own claim {place}")
        return self._right(event, who, right)

    def _evidence(self, event: Event, who: str) -> Text | None:
        if event.batch in self.imported:
            return None
        status = event.fields.get("status")
        judged = status is not None and status.value != "attached"
        if not event.replaces:
            self.attachers[event.slot] = who
        elif judged and self.attachers.get(event.slot) == who and len(self.authors) > 1:
            return Text(
                zh=f"{who} 判定了自己附上的证据 {event.slot}", en=f"{who} judged their own evidence {event.slot}"
            )
        return self._right(event, who, "judge" if judged else "attach")

    def _right(self, event: Event, who: str, right: str) -> Text | None:
        right = "settle" if event.batch in self.settled else "import" if event.batch in self.imported else right
        return self._without(who, event.body, RIGHTS[right].roles, RIGHTS[right].name)

    def _step(self, event: Event, who: str) -> Text | None:
        said = {n: f.value for n, f in event.fields.items()}
        move = MOVES.get(str(said.get("move")))
        if move is None or not event.body:
            return None
        about, thread = str(said.get("about") or ""), str(said.get("thread") or "")
        if said.get("move") == "raise":
            self.raised[str(said.get("id"))] = (who, f"{event.body}/{about}" if about else event.body)
        raiser, place = self.raised.get(thread, ("", event.body))
        parties = {"claimant": self.claimants.get(event.body, set()), "raiser": {raiser},
                   "judge": self.judges.get(place, set())}  # fmt: skip
        own = any(who in parties[party] for party in move.apart)
        if said.get("move") in ("verify", "close"):
            self.judges.setdefault(event.body, set()).add(who)
        if own and len(self.authors) > 1:
            return Text(
                zh=f"{who} 对自己参与的事作了“{move.name.zh}”（{place}）",
                en=f"{who} did “{move.name.en.lower()}” on what was their own ({place})",
            )
        return self._without(who, event.body, move.roles, move.name)

    def _without(self, who: str, body: str, roles: Sequence[str], what: Text) -> Text | None:
        if not self.roles.in_force or self.roles.of(who, body) & set(roles):
            return None
        needed = [ROLES[r] for r in roles]
        return Text(
            zh=f"{who} 没有相应角色（{'、'.join(r.zh for r in needed)}）而“{what.zh}”（{body}）",
            en=f"{who} had no role ({', '.join(r.en.lower() for r in needed)}) to “{what.en.lower()}” ({body})",
        )


def breaches(events: Sequence[Event]) -> list[Text]:
    """What the workflow would have refused, each kind of it once, at most `MOST`."""
    imported, settled = (
        frozenset(e.batch for e in events if e.slot.startswith(kind)) for kind in ("import/", "settlement/")
    )
    walk = _Walk(imported, settled, [e for e in events if e.slot.startswith("erasure/")])
    found = (walk.fault(e) for e in sorted(events, key=lambda e: (e.clock, e.hash)))
    return list(dict.fromkeys(f for f in found if f is not None))[:MOST]
