"""What logs, tickets and tasks can be asked: the columns of each test, taken from loaded traces by SQL.

The choice is written here and depends on nothing in the data, so that it is a family fixed before anybody looks.
Metrics of traces count and describe; whether what they count is more than honest work explains is asked here only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from assess.base.texts import Text
from assess.forensics.card import Card, Column, Columns, settings
from assess.forensics.cards import CARDS
from assess.forensics.family import Family, Planned
from assess.forensics.outcome import Outcome, silence
from assess.forensics.run import Ran
from assess.measure.traces.load import Loaded

MOST_ROWS = 5_000_000
"""Rows that a test is given; beyond that it asks for a shorter period instead of filling the memory."""

_PLACE = "user_id || ' / ' || coalesce(platform, '')"


SUBJECTS: Mapping[str, Text] = {
    "check-ins": Text(zh="打卡", en="check-ins"),
    "submissions": Text(zh="提交", en="submissions"),
    "closings": Text(zh="办结", en="closings"),
    "handling": Text(zh="办理用时", en="handling times"),
    "ratings": Text(zh="评价", en="ratings"),
}
"""What questions are about."""


class Question(NamedTuple):
    """One test of traces: the columns of the source it needs, its SQL, and what it is about.

    `roles` are the columns of the traces by the role that the test reads them in.
    """

    test: str
    needs: tuple[str, ...]
    roles: dict[str, str]
    sql: str
    about: str


_CHECK_INS = Question(
    "punch_in_regularity", ("event", "user_id", "clock"), {"time": "ts", "person": "user_id"},
    f"SELECT min(ts) AS time, {_PLACE} AS person FROM events WHERE act = 'checkin' AND NOT bot "
    "AND user_id IS NOT NULL GROUP BY user_id, platform, CAST(ts AS DATE)",
    "check-ins",
)  # fmt: skip
_SUBMISSIONS = Question(
    "identical_time_stamps", ("event", "user_id", "clock"), {"time": "ts", "person": "user_id"},
    "SELECT ts AS time, coalesce(user_id, '') AS person FROM events WHERE act = 'submit' AND NOT bot",
    "submissions",
)  # fmt: skip
_CLOSINGS = Question(
    "batch_closing", ("closed", "closed_clock"), {"time": "closed"},
    "SELECT closed AS time FROM cases WHERE closed IS NOT NULL",
    "closings",
)  # fmt: skip
_CLOSINGS_BY_PERSON = Question(
    "batch_closing", ("closed", "closed_clock", "user_id"), {"time": "closed", "person": "user_id"},
    "SELECT closed AS time, user_id AS person FROM cases WHERE closed IS NOT NULL AND user_id IS NOT NULL",
    "closings",
)  # fmt: skip
_HANDLING = Question(
    "faster_than_possible", ("started", "closed", "closed_clock", "user_id"),
    {"time": "started", "ended": "closed", "person": "user_id"},
    "SELECT started AS time, closed AS ended, user_id AS person FROM cases "
    "WHERE started IS NOT NULL AND closed IS NOT NULL AND user_id IS NOT NULL",
    "handling",
)  # fmt: skip
_RATINGS = Question(
    "identical_time_stamps", ("ts", "user_id", "clock"), {"time": "ts", "person": "user_id"},
    "SELECT ts AS time, user_id AS person FROM ratings WHERE ts IS NOT NULL AND user_id IS NOT NULL",
    "ratings",
)  # fmt: skip

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "access-log": (_CHECK_INS, _SUBMISSIONS),
    "events": (_CHECK_INS, _SUBMISSIONS),
    "tickets": (_CLOSINGS,),
    "tasks": (_CLOSINGS_BY_PERSON, _HANDLING),
    "survey": (_RATINGS,),
}
"""Kind of traces to what is asked of them. In tickets `user_id` is who asked for something, not who closed it."""


def family_of(kind: str, options: Mapping[str, Mapping[str, float]], cards: Mapping[str, Card] = CARDS) -> Family:
    """The family of tests for traces of `kind`, with `options` by test; it does not depend on the traces.

    A test that needs an option nobody gave is left out. ValueError or KeyError for an option that cannot be.
    """
    planned = []
    asked = QUESTIONS.get(kind, ())
    if unknown := sorted(set(options) - {q.test for q in asked}):
        raise KeyError(unknown[0])
    for question in asked:
        card, given = cards[question.test], dict(options.get(question.test, {}))
        if all(o.default is not None or o.name in given for o in card.options):
            settings(card, given)
            planned.append(Planned(question.test, question.roles, given, question.about))
    return Family(
        id=f"traces-{kind}", title=Text(zh="数字痕迹的检验", en="Tests of digital traces"), tests=tuple(planned)
    )


def ask(loaded: Loaded, family: Family, cards: Mapping[str, Card] = CARDS) -> tuple[Ran, ...]:
    """Run the family over loaded traces; a test whose columns the source lacks is silent and says which."""
    questions = {q.test: q for q in QUESTIONS.get(loaded.kind, ())}
    return tuple(Ran(p, "", _outcome(loaded, questions[p.test], p, cards[p.test])) for p in family.tests)


def _outcome(loaded: Loaded, question: Question, planned: Planned, card: Card) -> Outcome:
    if missing := [name for name in question.needs if name not in loaded.columns]:
        names = ", ".join("time of day" if name.endswith("clock") else name for name in missing)
        zh = "、".join("钟点" if name.endswith("clock") else name for name in missing)
        return silence(card.id, 0, Text(zh=f"来源里没有：{zh}。", en=f"The source lacks: {names}."))
    rows = int(loaded.db.execute(f"SELECT count(*) FROM ({question.sql})").fetchone()[0])
    if rows > MOST_ROWS:
        why = Text(
            zh=f"有 {rows:,} 行，超过 {MOST_ROWS:,} 行；请缩短时段再检验。",
            en=f"There are {rows:,} rows, more than {MOST_ROWS:,}; take a shorter period.",
        )
        return silence(card.id, rows, why)
    return card.run(columns_of(loaded, question), settings(card, planned.options))


def columns_of(loaded: Loaded, question: Question) -> Columns:
    """The columns of one question by role: times as datetime64[us], names as texts."""
    found: dict[str, Any] = loaded.db.execute(question.sql).fetchnumpy()
    return {role: _plain(column) for role, column in found.items()}


def _plain(column: Any) -> Column:
    # The SQL leaves no cell empty, so a mask that DuckDB may put around them hides nothing.
    values = np.asarray(column)
    plain: Column = values.astype("datetime64[us]") if values.dtype.kind == "M" else values.astype(str)
    return plain
