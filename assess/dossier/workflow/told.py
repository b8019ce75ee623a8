"""The workflow of a body as results tell it: what reports, copies and bundles need, and nothing of the rest."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from assess.dossier.workflow.signing import fresh
from assess.dossier.workflow.standing import BodyWork


class SignTold(msgspec.Struct, frozen=True):
    """A sign-off: by whom, in what capacity, when, on which journal head, and whether it still holds."""

    by: str
    role: str
    at: str
    head: str
    holds: bool
    text: str = ""


class DisputeTold(msgspec.Struct, frozen=True):
    """A dispute with its reason, and what was decided by whom and why; dates are ISO times, "" where undecided."""

    about: str
    state: str
    by: str
    at: str
    text: str
    decided_by: str = ""
    decided_at: str = ""
    decision: str = ""


class WorkTold(msgspec.Struct, frozen=True):
    """How far the assessment of a body has got.

    `queries` counts them by state, `dues` are the dates by which open ones are due; `indicators` counts them by
    state; `reset` are those that were verified and whose claim changed since.
    """

    state: str
    since: str
    due: str
    extensions: int
    queries: dict[str, int]
    dues: tuple[str, ...]
    disputes: tuple[DisputeTold, ...]
    signs: tuple[SignTold, ...]
    indicators: dict[str, int]
    reset: tuple[str, ...] = ()
    fell_back: bool = False
    at_once: bool = False


def work_told(work: BodyWork, heads: Mapping[str, str]) -> WorkTold:
    """`work` as results tell it; `heads` as of `signing.body_heads`."""
    states = [i.state for i in work.indicators.values()]
    counted = [q.state for q in work.queries]
    return WorkTold(
        state=work.state,
        since=work.since.at if work.since else "",
        due=work.due,
        extensions=len(work.extensions),
        queries={s: counted.count(s) for s in sorted(set(counted))},
        dues=tuple(sorted(q.asked.due for q in work.open_queries() if q.asked.due)),
        disputes=tuple(
            DisputeTold(
                about=d.about,
                state=d.state,
                by=d.raised.by,
                at=d.raised.at,
                text=d.raised.text,
                decided_by=d.decided.by if d.decided else "",
                decided_at=d.decided.at if d.decided else "",
                decision=d.decided.text if d.decided else "",
            )
            for d in work.disputes
        ),
        signs=tuple(SignTold(s.by, s.role, s.at, s.head, fresh(s, heads), s.text) for s in work.signs),
        indicators={s: states.count(s) for s in sorted(set(states))},
        reset=tuple(i for i, w in work.indicators.items() if w.note is not None),
        fell_back=work.reset is not None,
        at_once=work.at_once,
    )
