"""The states of a piece of evidence: what they are called, who may move it where, and when it has gone stale.

A piece is attached, taken into review, and accepted, found insufficient or rejected; an accepted one goes stale by
itself when its day or its period has passed, when it is superseded, or when the claim that it was judged against
has changed. Stale is computed, never stored: whoever asks gets the same answer from the same dossier.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, Literal

import msgspec

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.author import same_person
from assess.dossier.dates import Period, days_after
from assess.dossier.entities import BodyState, Entity, Evidence, EvidenceStatus
from assess.dossier.workflow.claims import still_against
from assess.packs.model import Indicator, Pack

EvidenceState = Literal["attached", "in-review", "accepted", "insufficient", "rejected", "stale"]
Stale = Literal["superseded", "answer-changed", "uncovered", "expired"]
Hand = Literal["attacher", "judge"]
"""Who moves a piece: somebody who attached or revised it, or anybody else."""

STATES: Final[dict[EvidenceState, Text]] = {
    "attached": Text(zh="未核", en="not judged"),
    "in-review": Text(zh="审核中", en="in review"),
    "accepted": Text(zh="已采信", en="accepted"),
    "insufficient": Text(zh="不充分", en="insufficient"),
    "rejected": Text(zh="不采信", en="rejected"),
    "stale": Text(zh="已失效", en="stale"),
}
STALE: Final[dict[Stale, Text]] = {
    "superseded": Text(zh="已有新版本", en="a newer version supersedes it"),
    "answer-changed": Text(zh="采信之后自报答案改了", en="the claim has changed since it was accepted"),
    "uncovered": Text(zh="有效期间没有覆盖评估期", en="the days it speaks of do not cover the period"),
    "expired": Text(zh="在评估日已过期", en="it has expired by the day of the assessment"),
}


class Move(msgspec.Struct, frozen=True):
    """A way from one state to another: who may go it, and whether a reason has to be given."""

    source: EvidenceStatus
    target: EvidenceStatus
    who: Hand
    reasoned: bool = False


JUDGED: Final[tuple[EvidenceStatus, ...]] = ("accepted", "insufficient", "rejected")
_FINDS_FAULT: Final = ("insufficient", "rejected")
MOVES: Final[tuple[Move, ...]] = (
    Move("attached", "in-review", "judge"),
    Move("in-review", "attached", "judge"),
    *(Move(x, "attached", "judge") for x in JUDGED),
    *(Move(x, "in-review", "judge") for x in JUDGED),
    *(Move(x, y, "judge", y in _FINDS_FAULT) for x in ("attached", "in-review", *JUDGED) for y in JUDGED),
    # What is revised has to be looked at again.
    *(Move(x, "attached", "attacher") for x in ("in-review", *JUDGED)),
)


def check_move(
    held: Evidence, target: EvidenceStatus, reason: str, author: str, attached_by: Collection[str]
) -> None:
    """InputError unless `author` may judge `held` to be `target`: nobody judges what they attached themselves."""
    if same_person(author, attached_by):
        raise InputError(
            Text(
                zh=f"“{held.title}”是 {author} 自己附上或修改的，不能由本人判定",
                en=f"{author} attached or revised “{held.title}” and cannot judge it",
            ),
            Text(
                zh="请另一个人判定（命令行用 --author 写判定人的姓名）。",
                en="Somebody else has to judge it (on the command line, --author names who does).",
            ),
        )
    move = next((m for m in MOVES if (m.source, m.target, m.who) == (held.status, target, "judge")), None)
    if move is None and target != held.status:
        raise InputError(
            Text(
                zh=f"证据不能从“{STATES[held.status].zh}”变为“{STATES[target].zh}”",
                en=f"evidence cannot go from “{STATES[held.status].en}” to “{STATES[target].en}”",
            )
        )
    if move is not None and move.reasoned and not reason.strip():
        raise InputError(
            Text(
                zh=f"判为“{STATES[target].zh}”要写明理由",
                en=f"a reason is needed to call evidence {STATES[target].en}",
            ),
            Text(zh="被评估单位要知道该补什么。", en="The body has to know what to do about it."),
        )


def evidence_content(entity: Entity | None) -> Any:
    """What evidence is, apart from what is judged of it and where in it to look."""
    if not isinstance(entity, Evidence):
        return None
    e = entity
    return (
        e.kind, e.title, e.locator, e.sha256, e.captured, e.count, e.effective_from, e.effective_to, e.expires,
        e.supersedes, e.origin,
    )  # fmt: skip


def expires_on(evidence: Evidence, indicator: Indicator) -> str:
    """The last day on which `evidence` counts: the day given, or the longest that the pack lets its kind count."""
    ages = [n.within_days for o in indicator.scale.options for n in o.evidence if n.kind == evidence.kind]
    known = [a for a in ages if a is not None]
    allowed = days_after(evidence.captured, max(known)) if known and len(known) == len(ages) else ""
    return min((day for day in (evidence.expires, allowed) if day), default="")


def stale_reasons(evidence: Evidence, indicator: Indicator, state: BodyState) -> tuple[Stale, ...]:
    """Why `evidence` on `indicator` does not count any more for the body in `state`; nothing where it does."""
    found: list[Stale] = []
    if any(e.supersedes == evidence.id for e in state.evidence.get(indicator.id, ()) if e.id != evidence.id):
        found.append("superseded")
    if evidence.status == "accepted" and not still_against(evidence.against, state.answer(indicator.id), indicator):
        found.append("answer-changed")
    effective = Period(evidence.effective_from, evidence.effective_to)
    if state.when.period is not None and not effective.covers(state.when.period):
        found.append("uncovered")
    expires = expires_on(evidence, indicator)
    if expires and state.when.on and expires < state.when.on:
        found.append("expired")
    return tuple(found)


def stale_evidence(pack: Pack, state: BodyState) -> dict[str, tuple[Stale, ...]]:
    """Why pieces of evidence on the body in `state` do not count any more, by id; those that do are left out."""
    found = {}
    for indicator in pack.indicators:
        for e in state.evidence.get(indicator.id, ()):
            if reasons := stale_reasons(e, indicator, state):
                found[e.id] = reasons
    return dict(sorted(found.items()))


def evidence_state(evidence: Evidence, reasons: Sequence[Stale]) -> EvidenceState:
    """The state of `evidence`, which is stale for `reasons`; what was not accepted cannot go stale."""
    return "stale" if evidence.status == "accepted" and reasons else evidence.status
