"""What reverting an action would put back, whoever did it and whatever was done since elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.dossier.author import Author
from assess.dossier.entities import Entity
from assess.dossier.events import Act, Event, entity_of

OTHERS = frozenset(
    {"answer", "evidence", "measurement", "series", "body", "import", "signal", "restriction", "imprint", ""}
)
"""Kinds of entities that one may put back although somebody else changed them. Steps and decisions are not among
them: they are answered by a further step, not taken back by another hand."""
NEVER = frozenset({"campaign", "erasure"})


class Reversal(msgspec.Struct, frozen=True):
    """An action that can be taken back: what it was, and slot by slot what it left and what would stand instead."""

    label: Text
    act: Act
    slots: dict[str, tuple[Entity | None, Entity | None]]


def check_may_revert(events: Sequence[Event], author: Author) -> None:
    """NotFound for no action, InputError for one that is not this author's to take back."""
    if not events:
        raise NotFound(
            Text(zh="没有这次改动", en="there is no such action"),
            Text(zh="用“assess history”查看各次改动的编号。", en="See the ids of actions with “assess history”."),
        )
    kinds = {e.slot.split("/")[0] for e in events}
    if kinds & NEVER:
        raise InputError(
            Text(zh="这次改动不能撤回", en="this action cannot be taken back"),
            Text(
                zh="评估活动的建立和依法删除都是终局的。", en="Beginning a campaign and erasing by law are final."
            ),
        )
    theirs = events[0].author != author.name
    if theirs and not kinds <= OTHERS:
        raise InputError(
            Text(
                zh=f"这是 {events[0].author} 走的一步，不能由别人撤回",
                en=f"this is a step of {events[0].author}'s; nobody else can take it back",
            ),
            Text(zh="请再办理一步来回应。", en="Answer it with a further step."),
        )


def reversal(label: Text, events: Sequence[Event], before: Mapping[str, Entity | None]) -> Reversal:
    """What taking back `events` does; `before` is what their slots held."""
    act: Act = "redo" if events[0].act == "undo" else "undo"
    return Reversal(label, act, {e.slot: (entity_of(e), before[e.slot]) for e in events})
