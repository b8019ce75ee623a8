"""How much a dossier holds, counted by the database: what a list of campaigns shows without opening each of them.

Nothing is scored and no answer is read, so the time grows with the number of slots, not with what is in them.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from assess.dossier import schema
from assess.dossier.cases import case_of
from assess.dossier.entities import Entity
from assess.dossier.rows import sound
from assess.dossier.step import FindingStep
from assess.dossier.workflow.standing import Open, Stages, open_threads, stages
from assess.dossier.workflow.step import WorkStep

_SLOT: Final = schema.entities.c.slot
_ANSWER: Final = "answer/"
_AT_ONCE: Final = 200
"""Pairs that one query asks for."""
UNDECIDED: Final = ("put", "explained", "accepted", "contested")
"""States of a finding that was put to its body and waits: for a reply, or for a decision on it."""


class Tally(msgspec.Struct, frozen=True):
    """What a dossier holds, in numbers.

    `answers` is voice -> indicator -> how many bodies have an answer of that voice; `unverified` are claims that
    nobody judged; `findings` were put to a body and are not decided.
    """

    bodies: int
    answers: dict[str, dict[str, int]]
    unverified: int
    work: Open
    findings: int
    begun: int = 0
    """Bodies with an answer."""
    stages: Stages = Stages()


def tally(connection: sa.Connection) -> Tally:
    """Count what `connection` leads to."""
    answers = _answers(connection)
    steps = [s for s in _held(connection, "work/") if isinstance(s, WorkStep)]
    return Tally(
        bodies=_count(connection, _under("body/")),
        answers=answers,
        unverified=sum(answers.get("claimed", {}).values()) - _judged(connection),
        work=open_threads(s for s in steps if s.body),
        stages=stages(s for s in steps if s.body),
        begun=_begun(connection),
        findings=_undecided(s for s in _held(connection, "finding/") if isinstance(s, FindingStep)),
    )


def newest_batches(connection: sa.Connection, most: int) -> list[str]:
    """The newest actions, newest first. From action to action by the indexes, not through the whole journal."""
    e = schema.events.c
    found: list[str] = []
    before: int | None = None
    while len(found) < most:
        query = sa.select(e.batch).order_by(e.local.desc()).limit(1)
        if before is not None:
            query = query.where(e.local < before)
        batch = next(iter(sound(connection.execute(query).scalars(), list[str])), None)
        if batch is None:
            break
        found.append(batch)
        before = _first_number(connection, sa.select(sa.func.min(e.local)).where(e.batch == batch))
    return found


def _under(prefix: str) -> sa.ColumnElement[bool]:
    # A range and not LIKE: it goes by the index in both databases. "0" follows "/".
    slot = schema.entities.c.slot
    return sa.and_(slot >= prefix, slot < prefix[:-1] + "0")


def _count(connection: sa.Connection, which: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(schema.entities).where(which)
    return _first_number(connection, query)


def _first_number(connection: sa.Connection, query: sa.Select[Any]) -> int:
    return sound(connection.execute(query).scalars(), list[int])[0]


def _answers(connection: sa.Connection) -> dict[str, dict[str, int]]:
    place = sa.func.strpos if connection.dialect.name == "postgresql" else sa.func.instr
    rest = sa.func.substr(_SLOT, len(_ANSWER) + 1)
    after_body: Any = sa.func.substr(rest, place(rest, "/") + 1)
    query = sa.select(after_body, sa.func.count()).where(_under(_ANSWER)).group_by(after_body)
    found: dict[str, dict[str, int]] = {}
    for place_of, n in sound(connection.execute(query), list[tuple[str, int]]):
        indicator, _, voice = place_of.rpartition("/")
        found.setdefault(voice, {})[indicator] = n
    return found


def _begun(connection: sa.Connection) -> int:
    table = schema.entities.c
    return _first_number(connection, sa.select(sa.func.count(table.body.distinct())).where(table.kind == "answer"))


def _judged(connection: sa.Connection) -> int:
    """Claims beside which there is a verified answer or the judgement of an evaluator."""
    claim = schema.entities.alias()
    stem = sa.func.rtrim(_SLOT, string.ascii_lowercase)
    verified = sa.and_(_under(_ANSWER), _SLOT.like("%/verified"))
    count = _count(connection, sa.and_(verified, sa.exists().where(claim.c.slot == stem.concat("claimed"))))
    slots = sound(connection.execute(sa.select(_SLOT).where(_under("judgement/"))).scalars(), list[str])
    # "judgement/b/i/evaluator" is about "answer/b/i/…".
    stems = sorted({_ANSWER + "/".join(slot.split("/")[1:3]) for slot in slots})
    for i in range(0, len(stems), _AT_ONCE):
        part = stems[i : i + _AT_ONCE]
        wanted = [f"{one}/{voice}" for one in part for voice in ("claimed", "verified")]
        query = sa.select(_SLOT).where(_SLOT.in_(wanted))
        there = set(sound(connection.execute(query).scalars(), list[str]))
        count += sum(f"{one}/claimed" in there and f"{one}/verified" not in there for one in part)
    return count


def _held(connection: sa.Connection, prefix: str) -> Iterable[Entity]:
    query = sa.select(schema.entities.c.value).where(_under(prefix))
    for value in sound(connection.execute(query).scalars(), list[str]):
        yield msgspec.json.decode(value, type=Entity)


def _undecided(steps: Iterable[FindingStep]) -> int:
    by_finding: dict[tuple[str, str], list[FindingStep]] = {}
    for step in steps:
        by_finding.setdefault((step.body, step.finding), []).append(step)
    return sum(case_of(found).state in UNDECIDED for found in by_finding.values())
