"""Who still owes what: each body with its deadline and what it waits for, each person with what waits for them.

Read off the record in one go: the time it takes grows with what is held, not with how often it was changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final, Literal

import msgspec

from assess.base.texts import Text
from assess.dossier.entities import BodyState, Record
from assess.dossier.gating import gated
from assess.dossier.judging import as_verified, undecided
from assess.dossier.workflow.roles import Roles
from assess.dossier.workflow.signing import fresh
from assess.dossier.workflow.standing import BodyWork, body_work
from assess.packs.model import Pack

Turn = Literal["body", "evaluator", "arbiter", "signatory", "lead"]
TURNS: Final[dict[str, Text]] = {
    "body": Text(zh="被评估单位", en="Body"),
    "evaluator": Text(zh="评估人", en="Evaluator"),
    "arbiter": Text(zh="裁决人", en="Arbiter"),
    "signatory": Text(zh="签署人", en="Signatory"),
    "lead": Text(zh="负责人", en="Lead"),
}


class Owed(msgspec.Struct, frozen=True):
    """What is owed on one body.

    `turns` are those it waits for; `queries_body` wait for its reply (`queries_late` past their date),
    `queries_evaluator` for the evaluator to close them. `days` are left until `due` (negative: past it), None where
    nothing is due; `late` only while the body has not submitted. `short` counts verified levels that evidence does
    not carry, `apart` what evaluators judged differently and nobody decided.
    """

    body: str
    name: Text
    state: str
    turns: tuple[Turn, ...]
    indicators: int
    answered: int
    in_review: int
    returned: int
    verified: int
    evidence: int
    queries_body: int
    queries_evaluator: int
    queries_late: int
    disputes: int
    signed: int
    unsigned: bool
    due: str
    days: int | None
    late: bool
    extensions: int
    reset: Text | None = None
    at_once: bool = False
    short: int = 0
    apart: int = 0


class Person(msgspec.Struct, frozen=True):
    """What waits for one person: bodies to submit, to review, to sign and to close, queries and disputes."""

    name: str
    roles: tuple[str, ...]
    submit: int = 0
    reply: int = 0
    review: int = 0
    resolve: int = 0
    decide: int = 0
    sign: int = 0
    close: int = 0

    @property
    def total(self) -> int:
        """How many things in all."""
        return self.submit + self.reply + self.review + self.resolve + self.decide + self.sign + self.close


class Status(msgspec.Struct, frozen=True):
    """Bodies, the most urgent first, and people, those with most to do first; `due` is the campaign's deadline."""

    today: str
    due: str
    bodies: tuple[Owed, ...]
    people: tuple[Person, ...]


def status_of(pack: Pack, record: Record, roles: Roles, today: str) -> Status:
    """The status of a campaign on `today` (ISO)."""
    asked = frozenset(i.id for i in pack.indicators)
    works = [(state, body_work(pack, state, record.deadline)) for state in record.bodies]
    owed = [owed_on(pack, state, work, asked, record.heads, today) for state, work in works]
    return Status(
        today=today,
        due=record.deadline.due if record.deadline else "",
        bodies=tuple(sorted(owed, key=_urgency)),
        people=_people(roles, [(o, work) for o, (_, work) in zip(owed, works, strict=True)]),
    )


def owed_on(
    pack: Pack, state: BodyState, work: BodyWork, asked: frozenset[str], heads: Mapping[str, str], today: str
) -> Owed:
    """What is owed on one body; `heads` as of `signing.body_heads`, to see which sign-offs still hold."""
    waiting = work.open_queries()
    replied = sum(q.state == "answered" for q in work.queries)
    signed = sum(fresh(s, heads) for s in work.signs)
    open_ = work.under in ("draft", "returned")
    days = (dt.date.fromisoformat(work.due) - dt.date.fromisoformat(today)).days if work.due else None
    turns: dict[Turn, bool] = {
        "body": open_ or bool(waiting) or work.count("returned") > 0,
        "evaluator": work.under in ("submitted", "in-review") or replied > 0,
        "arbiter": bool(work.open_disputes()),
        "signatory": work.under == "verified" and not signed,
        "lead": work.under == "verified" and signed > 0,
    }
    return Owed(
        body=state.body.id,
        name=state.body.name,
        state=work.state,
        turns=tuple(turn for turn, waits in turns.items() if waits),
        indicators=len(asked),
        answered=len({i for i, _ in state.answers} & asked),
        in_review=work.count("in-review"),
        returned=work.count("returned"),
        verified=work.count("verified", "settled"),
        evidence=sum(map(len, state.evidence.values())),
        queries_body=len(waiting),
        queries_evaluator=replied,
        queries_late=sum(q.overdue(today) for q in work.queries),
        disputes=len(work.open_disputes()),
        signed=signed,
        unsigned=work.under in ("verified", "closed") and not signed,
        due=work.due if work.under != "closed" else "",
        days=days if open_ else None,
        late=open_ and days is not None and days < 0,
        extensions=len(work.extensions),
        reset=work.reset,
        at_once=work.at_once,
        short=short_of_evidence(pack, state),
        apart=len(undecided(pack, state)),
    )


def short_of_evidence(pack: Pack, state: BodyState) -> int:
    """How many verified levels are held at less than was given, because evidence is missing."""
    verified = as_verified(pack, state)
    answers = ((i, a) for i in pack.indicators if (a := verified.answer(i.id, "verified")) is not None)
    return sum((held := gated(i, a, state)) is not None and held.short for i, a in answers)


def _urgency(owed: Owed) -> tuple[bool, bool, bool, int, bool, str]:
    """Late first, then late replies, then what is due soonest; what is closed last."""
    return (
        owed.state == "closed",
        not owed.late,
        not owed.queries_late,
        owed.days if owed.days is not None else 10**6,
        not owed.turns,
        owed.body,
    )


def _people(roles: Roles, works: Iterable[tuple[Owed, BodyWork]]) -> tuple[Person, ...]:
    """What waits for whom: by role on the body, or by name where somebody has taken it up."""
    tasks: dict[str, dict[str, int]] = {name: {} for name in roles.names() if name} if roles.in_force else {}
    named = by_role(roles)

    def add(names: Iterable[str], what: str, n: int = 1) -> None:
        for name in names:
            if n and name:
                mine = tasks.setdefault(name, {})
                mine[what] = mine.get(what, 0) + n

    for owed, work in works:
        holders = {r: [*named.get((r, ""), ()), *named.get((r, owed.body), ())] for r in _ROLES}
        add(holders["filler"], "submit", int(work.under in ("draft", "returned")))
        add(holders["filler"], "reply", owed.queries_body)
        taken = work.since.by if work.since and work.under == "in-review" else ""
        add([taken] if taken else holders["evaluator"], "review", int(work.under in ("submitted", "in-review")))
        for query in work.queries:
            add([query.asked.by], "resolve", int(query.state == "answered"))
        add(holders["arbiter"] or holders["lead"], "decide", owed.disputes)
        add(holders["signatory"], "sign", int("signatory" in owed.turns))
        add(holders["lead"], "close", int("lead" in owed.turns))
    people = [Person(name, _roles(roles, name), **mine) for name, mine in tasks.items()]
    return tuple(sorted(people, key=lambda p: (-p.total, p.name)))


_ROLES: Final = ("filler", "signatory", "evaluator", "lead", "arbiter")


def by_role(roles: Roles) -> dict[tuple[str, str], list[str]]:
    """(role, body or "" for all) -> names; made once, since a campaign has a filler for each of its bodies."""
    found: dict[tuple[str, str], list[str]] = {}
    granted = {g.holder for g in roles.grants}
    if roles.in_force and roles.founder and roles.founder not in granted:
        found["lead", ""] = [roles.founder]
    for grant in roles.grants:
        for role in grant.roles:
            for body in grant.bodies or ("",):
                found.setdefault((role, body), []).append(grant.holder)
    return found


def _roles(roles: Roles, name: str) -> tuple[str, ...]:
    mine = [r for g in roles.grants if g.holder == name for r in g.roles]
    if not mine and roles.in_force and name == roles.founder:
        return ("lead",)
    return tuple(dict.fromkeys(mine))
