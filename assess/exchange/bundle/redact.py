"""A public copy of a journal: what people wrote and what they are called withheld, everything that counts kept."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assess.base.commitment import withheld
from assess.dossier.erasure import WRITTEN
from assess.dossier.events import WHO, Event
from assess.dossier.judging import passed_over
from assess.dossier.replay import replay
from assess.packs.model import Pack


def redacted(events: Sequence[Event], pack: Pack) -> tuple[list[Event], int, int]:
    """`events` with texts and names withheld, how many fields that are, and how many events still name an author.

    Events of version 1 commit to their author's name itself, which cannot be taken out of them.
    """
    out, count = list[Event](), 0
    for event in events:
        names = _names(event, pack)
        fields = {n: withheld(n, f) if n in names and not f.erased else f for n, f in event.fields.items()}
        count += sum(fields[n] is not f for n, f in event.fields.items())
        author = "" if WHO in fields else event.author
        out.append(msgspec.structs.replace(event, fields=fields, author=author))
    return out, count, sum(bool(e.author) for e in out)


def passed_over_in(events: Sequence[Event], pack: Pack) -> tuple[str, ...]:
    """Slots of judgements that do not count because the same person gave a later one, as only names tell."""
    return tuple(sorted(j.slot for state in replay(events).bodies for j in passed_over(pack, state)))


def _names(event: Event, pack: Pack) -> set[str]:
    names = {WHO, *WRITTEN.get(event.kind, ())}
    if event.kind == "answer":
        indicator = pack.indicator(event.slot.split("/")[2])
        if indicator is None or indicator.scale.kind == "text":
            names.add("value")
    return names
