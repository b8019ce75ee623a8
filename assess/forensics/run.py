"""Running a family of tests over a table: each test on each body's rows, or once over all bodies."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

import numpy as np

from assess.base.digest import digest
from assess.base.texts import Text, same
from assess.dossier.signal import Effect, Signal
from assess.forensics.card import Card, Column, settings
from assess.forensics.cards import CARDS
from assess.forensics.family import NUMBERS, SEVERAL, TIMES, Family, Planned, base_role
from assess.forensics.outcome import Outcome, silence
from assess.forensics.pooled import TESTS, pooled
from assess.forensics.written import as_written


class Source(Protocol):
    """A table that gives its columns as a test wants them; each has one cell for every row."""

    def numbers(self, column: str) -> Column:
        """The column as float64, NaN where a cell holds no number."""

    def times(self, column: str) -> Column:
        """The column as datetime64[us], NaT where a cell holds no point in time."""

    def texts(self, column: str) -> Column:
        """The column as text, as it was written; "" where a cell is empty."""


class Ran(NamedTuple):
    """What one test of the family gave for one body ("" where it compares bodies or the table is about one).

    `left_out` counts the rows that lack a cell which the test needs.
    """

    planned: Planned
    body: str
    outcome: Outcome
    left_out: int = 0


Rows = np.ndarray[tuple[int], np.dtype[np.intp]]


def run_family(
    family: Family, source: Source, cards: Mapping[str, Card] = CARDS, tick: Callable[[int], None] = lambda _: None
) -> tuple[Ran, ...]:
    """Run every test of `family`, body by body, in the order of the plan; `tick` hears how many are done.

    KeyError for a test that there is no card of, and whatever `source` raises for a column it does not have.
    """
    rows = _rows_of(family, source)
    found: list[Ran] = []
    for planned in family.tests:
        card = cards[planned.test]
        columns = {role: _read(source, card.id, role, name) for role, name in planned.columns.items()}
        whole = _complete(card, columns)
        options = settings(card, planned.options)
        for body, mine in _groups(card, rows):
            kept = mine[whole[mine]] if whole is not None else mine
            outcome = card.run({role: column[kept] for role, column in columns.items()}, options)
            found.append(Ran(planned, body, outcome, len(mine) - len(kept)))
            tick(len(found))
    return tuple(found) if not family.body else _asked_once(found)


def _asked_once(found: Sequence[Ran]) -> tuple[Ran, ...]:
    """The runs, but one question about the table where figures fail in body after body (see `pooled`)."""
    told: list[Ran] = []
    for _, group in groupby(found, key=lambda r: id(r.planned)):
        mine = list(group)
        together = pooled([r.outcome for r in mine]) if mine[0].planned.test in TESTS else None
        if together is not None:
            mine = [r._replace(outcome=o) for r, o in zip(mine, together.bodies, strict=True)]
            mine.append(Ran(mine[0].planned, "", together.whole, sum(r.left_out for r in mine)))
        told += mine
    return tuple(told)


def steps(family: Family, source: Source, cards: Mapping[str, Card] = CARDS) -> int:
    """How many times `run_family` will run a test."""
    rows = _rows_of(family, source)
    return sum(len(list(_groups(cards[p.test], rows))) for p in family.tests)


def _rows_of(family: Family, source: Source) -> dict[str, Rows]:
    """The rows of each body, bodies in the order of the table; one body "" where no column names them."""
    if not family.body:
        first = next(iter(family.tests[0].columns.values()))
        return {"": np.arange(len(source.texts(first)))}
    names = source.texts(family.body)
    order = np.argsort(names, kind="stable")
    ends = np.flatnonzero(names[order][1:] != names[order][:-1]) + 1
    groups = [g for g in np.split(order, ends) if len(g)]
    named = {str(names[g[0]]): g for g in sorted(groups, key=lambda g: int(g[0]))}
    return {b: g for b, g in named.items() if b and (not family.bodies or b in family.bodies)}


def _groups(card: Card, rows: dict[str, Rows]) -> Iterator[tuple[str, Rows]]:
    if card.unit_of_test == "campaign":
        yield "", np.sort(np.concatenate([*rows.values(), np.arange(0)]))
    else:
        yield from rows.items()


def _read(source: Source, test: str, role: str, name: str) -> Column:
    if role == "text":
        return as_written(test, source.texts(name))
    if role in NUMBERS:
        return source.numbers(name)
    return source.times(name) if role in TIMES else source.texts(name)


def _complete(card: Card, columns: Mapping[str, Column]) -> np.ndarray[tuple[int], np.dtype[np.bool_]] | None:
    """Which rows have every cell that the test cannot do without."""
    needed = [c for role, c in columns.items() if role in card.reads and base_role(role) not in SEVERAL]
    known = [
        ~np.isnan(c) if c.dtype.kind == "f" else ~np.isnat(c) if c.dtype.kind == "M" else c != "" for c in needed
    ]
    return np.logical_and.reduce(known) if known else None


class Told(NamedTuple):
    """What a run is recorded with: the SHA-256 of its input, the period, titles of facts, and the body of a table
    that names none."""

    inputs: tuple[str, ...] = ()
    period: str = ""
    titles: Mapping[str, Text] = {}
    body: str = ""


def signals_of(family: Family, ran: Sequence[Ran], told: Told = Told()) -> tuple[Signal, ...]:  # noqa: B008  frozen
    """What is recorded of a run, silent tests as well; the same plan and period give the same ids again."""
    run = digest(["assess.run.1", family.digest, told.inputs, told.period])
    tests = sum(r.outcome.p is not None for r in ran)
    return tuple(_signal(family, r, told, run, tests) for r in ran)


def _signal(family: Family, ran: Ran, told: Told, run: str, tests: int) -> Signal:
    planned, outcome = ran.planned, _sound(ran.outcome)
    what = [planned.test, planned.columns, planned.options, planned.subject]
    about = planned.about
    return Signal(
        id=digest(["assess.signal.1", family.id, what, told.period])[:16],
        body=ran.body if family.body else told.body,
        test=planned.test,
        subject=about,
        about=told.titles.get(about, same(about)),
        plan=family.id,
        family=family.digest,
        level=family.level,
        run=run,
        tests=tests,
        n=outcome.n,
        silent=outcome.silent,
        p=outcome.p,
        effect=_finite(outcome.effect),
        checks=outcome.checks,
        words=outcome.words,
        figures=_figures(ran),
        period=told.period,
        inputs=told.inputs,
    )


def _figures(ran: Ran) -> dict[str, float]:
    """The figures that a dossier can keep, with the rows that were left out."""
    found = {name: value for name, value in ran.outcome.figures.items() if math.isfinite(value)}
    return {**found, "left_out": float(ran.left_out)} if ran.left_out else found


def _sound(outcome: Outcome) -> Outcome:
    """The outcome, or silence where what it gave is no probability."""
    if outcome.silent is not None or (outcome.p is not None and 0 <= outcome.p <= 1):
        return outcome
    why = Text(zh="算不出概率，不作判断。", en="No probability could be worked out; silent.")
    return silence(outcome.test, outcome.n, why, outcome.checks)


def _finite(effect: Effect | None) -> Effect | None:
    """The effect as a dossier can keep it: an open end of its interval is left out."""
    if effect is None or not math.isfinite(effect.value):
        return None
    lo, hi = (x if x is not None and math.isfinite(x) else None for x in (effect.lo, effect.hi))
    return Effect(name=effect.name, value=effect.value, lo=lo, hi=hi, unit=effect.unit)
