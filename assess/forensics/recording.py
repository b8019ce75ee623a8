"""Signals of a run brought into a dossier: what they replace, and whether their plan was changed after looking."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assess.dossier.edits import RecordSignals
from assess.dossier.signal import Signal


def changed_from(held: Sequence[Signal], plan: str, family: str) -> str:
    """The digest that `plan` had when it was last recorded in another form; "" when it was not changed.

    Once a plan was changed after looking, its signals keep saying so, however often it is run again.
    """
    mine = [s for s in held if s.plan == plan]
    other = next((s.family for s in mine if s.family != family), "")
    return other or next((s.changed_from for s in mine if s.changed_from), "")


def recording(body: str, held: Sequence[Signal], signals: Sequence[Signal]) -> RecordSignals:
    """The edit that records `signals` on `body`, where the dossier holds `held`.

    What the same plan said before about the same period, or in another form, is replaced; the journal keeps it.
    """
    edited = tuple(
        msgspec.structs.replace(s, body=body, changed_from=changed_from(held, s.plan, s.family)) for s in signals
    )
    now = {(s.plan, s.family, s.period) for s in edited}
    plans = {s.plan for s in edited}
    new = {s.slot for s in edited}
    gone = [
        s.slot
        for s in held
        if s.plan in plans
        and s.slot not in new
        and ((s.plan, s.family, s.period) in now or all(s.family != family for _, family, _ in now))
    ]
    return RecordSignals(body=body, signals=edited, emptied=tuple(gone))
