"""How far an assessment has got: what all steps taken on a body come to, and the state of each indicator.

Pure and without triggers: the same steps and the same claims give the same states, in whatever order copies were
united. A step that was not possible from where its predecessors led (two people moved at once) changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from assess.base.digest import digest
from assess.base.texts import Text
from assess.dossier.entities import Answer, BodyState
from assess.dossier.judging import as_verified
from assess.dossier.workflow.claims import CHANGED, claim_digest, claims_basis, stale
from assess.dossier.workflow.step import WorkStep
from assess.dossier.workflow.table import CAUTION, MOVES, Matter
from assess.packs.model import Indicator, Pack

GRANTED: Final = Text(zh="异议成立，判断须更正", en="the dispute was granted: the judgement is to be corrected")


class Query(msgspec.Struct, frozen=True):
    """A question to the body, with its replies: open (the body's turn), answered (the evaluator's), closed."""

    id: str
    state: str
    asked: WorkStep
    replies: tuple[WorkStep, ...] = ()
    closed: WorkStep | None = None

    @property
    def about(self) -> str:
        """The indicator, or "" for the whole assessment."""
        return self.asked.about

    def overdue(self, today: str) -> bool:
        """Whether the body owes a reply that was due before `today` (ISO)."""
        return self.state == "open" and bool(self.asked.due) and today > self.asked.due


class Dispute(msgspec.Struct, frozen=True):
    """A judgement that the body disputes, and what another person decided."""

    id: str
    state: str
    raised: WorkStep
    decided: WorkStep | None = None

    @property
    def about(self) -> str:
        """The indicator, or "" for the whole assessment."""
        return self.raised.about


class IndicatorWork(msgspec.Struct, frozen=True):
    """The state of one indicator; `note` says why it fell back, `step` is the step that led there, if one did."""

    state: str
    note: Text | None = None
    step: WorkStep | None = None


class BodyWork(msgspec.Struct, frozen=True):
    """What all steps on a body have come to.

    `state` is a key of `ASSESSMENT_STATES`, `under` the state below an open dispute; `since` is the step that led
    there; `reset` says why it fell back. `due` is the date by which to submit, with the steps that moved it.
    `at_once` says that two people moved without knowing of each other.
    """

    state: str
    under: str
    since: WorkStep | None
    reset: Text | None
    queries: tuple[Query, ...]
    disputes: tuple[Dispute, ...]
    signs: tuple[WorkStep, ...]
    due: str
    extensions: tuple[WorkStep, ...]
    indicators: dict[str, IndicatorWork]
    at_once: bool = False

    def count(self, *states: str) -> int:
        """How many indicators are in one of `states`."""
        return sum(i.state in states for i in self.indicators.values())

    def open_queries(self, about: str | None = None) -> list[Query]:
        """Queries whose reply the body owes (on an indicator)."""
        return [q for q in self.queries if q.state == "open" and about in (None, q.about)]

    def open_disputes(self, about: str | None = None) -> list[Dispute]:
        """Disputes that nobody decided yet (on an indicator)."""
        return [d for d in self.disputes if d.state == "open" and about in (None, d.about)]


class Open(msgspec.Struct, frozen=True):
    """Threads that wait: queries for the body's reply, replies for the evaluator, disputes for a decision."""

    queries: int = 0
    replies: int = 0
    disputes: int = 0


def open_threads(steps: Iterable[WorkStep]) -> Open:
    """What waits among `steps`, of however many bodies; claims and judgements are not looked at."""
    ordered = in_order(steps)
    queries = _queries([s for s in ordered if s.matter == "query"])
    disputes = _disputes([s for s in ordered if s.matter == "dispute"])
    return Open(
        queries=sum(q.state == "open" for q in queries),
        replies=sum(q.state == "answered" for q in queries),
        disputes=sum(d.state == "open" for d in disputes),
    )


class Stages(msgspec.Struct, frozen=True):
    """How many bodies have handed in, were sent back and have not handed in again, and were signed for."""

    submitted: int = 0
    returned: int = 0
    signed: int = 0


def stages(steps: Iterable[WorkStep]) -> Stages:
    """How far the bodies that `steps` are about have got. Claims are not looked at: what was verified may have been
    changed since, which takes a body back to the review but not before it.
    """
    by_body: dict[str, list[WorkStep]] = {}
    for step in steps:
        by_body.setdefault(step.body, []).append(step)
    states = [_assessment(in_order(s for s in own if s.matter == "state"), str)[0] for own in by_body.values()]
    return Stages(
        submitted=sum(s not in ("draft", "returned") for s in states),
        returned=states.count("returned"),
        signed=sum(any(s.matter == "sign" for s in own) for own in by_body.values()),
    )


def in_order(steps: Iterable[WorkStep]) -> tuple[WorkStep, ...]:
    """Steps as they followed each other; of two at once the more cautious one last, on every machine."""

    def key(step: WorkStep) -> tuple[int, int, str, str]:
        return step.number, CAUTION.index(step.move) if step.move in CAUTION else 0, step.at, step.id

    return tuple(sorted(steps, key=key))


def steps_on(state: BodyState, matter: Matter) -> tuple[WorkStep, ...]:
    """The steps of a body on one matter, in order."""
    return in_order(s for s in state.work if s.matter == matter)


def body_work(pack: Pack, state: BodyState, deadline: WorkStep | None = None) -> BodyWork:
    """Where the assessment of a body stands; `deadline` is that of the whole campaign.

    What several evaluators judged counts as the verified answer that it comes to.
    """
    state = as_verified(pack, state)
    moves = steps_on(state, "state")
    disputes = _disputes(steps_on(state, "dispute"))
    marks = {s.about: s for s in steps_on(state, "indicator")}
    indicators = {i.id: _indicator(i, state, marks.get(i.id), disputes) for i in pack.indicators}
    under, since, reset = _assessment(moves, lambda: claims_basis(pack, state))
    if under in ("verified", "closed") and since is not None and _granted(since, indicators, disputes):
        under, reset = "in-review", GRANTED
    moved = steps_on(state, "deadline")
    due = moved[-1].due if moved else deadline.due if deadline else ""
    before = [s.after for s in moves]
    return BodyWork(
        state="disputed" if under != "draft" and any(d.state == "open" for d in disputes) else under,
        under=under,
        since=since,
        reset=reset,
        queries=_queries(steps_on(state, "query")),
        disputes=disputes,
        signs=steps_on(state, "sign"),
        due=due,
        extensions=tuple(s for s in moved if s.move == "extend"),
        indicators=indicators,
        at_once=len(set(before)) < len(before),
    )


def queries_and_disputes(steps: Iterable[WorkStep]) -> tuple[tuple[Query, ...], tuple[Dispute, ...]]:
    """What was asked and disputed among the steps on a body, in order."""
    held = in_order(steps)
    asked, disputed = ([s for s in held if s.matter == matter] for matter in ("query", "dispute"))
    return _queries(asked), _disputes(disputed)


def _assessment(moves: Sequence[WorkStep], basis: Callable[[], str]) -> tuple[str, WorkStep | None, Text | None]:
    found, since = "draft", None
    for step in moves:
        move = MOVES[step.move]
        if found in move.sources and move.to is not None:
            found, since = move.to, step
    if found in ("verified", "closed") and since is not None and since.basis != basis():
        return "in-review", since, CHANGED
    return found, since, None


def _granted(since: WorkStep, indicators: Mapping[str, IndicatorWork], disputes: Sequence[Dispute]) -> bool:
    """Whether a dispute was granted and what it was about still stands as it was judged."""
    whole = any(d.state == "amended" and not d.about and d.raised.basis == since.id for d in disputes)
    return whole or any(i.note is GRANTED for i in indicators.values())


def _threads(steps: Sequence[WorkStep], opens: str) -> list[tuple[WorkStep, list[WorkStep]]]:
    rest: dict[str, list[WorkStep]] = {}
    for step in steps:
        if step.move != opens:
            rest.setdefault(step.thread, []).append(step)
    return [(s, rest.get(s.id, [])) for s in steps if s.move == opens]


def _queries(steps: Sequence[WorkStep]) -> tuple[Query, ...]:
    found = []
    for asked, rest in _threads(steps, "ask"):
        closed = next((s for s in rest if s.move == "resolve"), None)
        replies = tuple(s for s in rest if s.move == "reply")
        state = "closed" if closed else "answered" if replies else "open"
        found.append(Query(asked.id, state, asked, replies, closed))
    return tuple(found)


def _disputes(steps: Sequence[WorkStep]) -> tuple[Dispute, ...]:
    """Of two decisions made at once the one that grants the dispute stands: the judgement is looked at again."""
    found = []
    for raised, rest in _threads(steps, "raise"):
        decided = next((s for s in rest if s.move == "amend"), rest[0] if rest else None)
        state = MOVES[decided.move].to if decided else None
        found.append(Dispute(raised.id, state or "open", raised, decided))
    return tuple(found)


def _indicator(
    indicator: Indicator, state: BodyState, mark: WorkStep | None, disputes: Sequence[Dispute]
) -> IndicatorWork:
    claim, verified = state.answer(indicator.id), state.answer(indicator.id, "verified")
    mine = [d for d in disputes if d.about == indicator.id]
    if any(d.state == "open" for d in mine):
        return IndicatorWork("disputed", step=mine[-1].raised)
    if mark is not None and mark.basis == claim_digest(claim, indicator):
        # A mark is answered by judging, or by another claim.
        if mark.move == "refer-back":
            return IndicatorWork("returned", step=mark)
        if verified is None or verified.judged == "" or stale(verified, claim, indicator):
            return IndicatorWork("in-review", step=mark)
    note = None
    if verified is not None and (indicator.id, "verified") in state.disputed:
        # Two judgements against each other are none yet.
        return IndicatorWork("in-review")
    if verified is not None:
        granted = next((d.decided for d in mine if d.state == "amended" and d.raised.basis == said(verified)), None)
        if granted is not None:
            return IndicatorWork("in-review", GRANTED, granted)
        if stale(verified, claim, indicator):
            note = CHANGED
        elif verified.state != "not-reviewed":
            settled = next((d.decided for d in reversed(mine) if d.decided and d.state != "withdrawn"), None)
            return IndicatorWork("settled" if settled else "verified", step=settled)
    return IndicatorWork("unanswered" if claim is None else "answered", note)


def said(verified: Answer) -> str:
    """A digest of a judgement, to tell whether it was corrected since it was disputed."""
    value = list(verified.value) if isinstance(verified.value, tuple) else verified.value
    return digest(["assess.said.1", verified.state, value, verified.judged])[:16]
