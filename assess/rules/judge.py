"""Judging a body by a rule: the verdict alone, or with every step shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assess.base.band import Band
from assess.rules import run
from assess.rules.kleene import State
from assess.rules.model import Compiled, Result, Verdict
from assess.rules.run import condition, frame
from assess.rules.trace import Trace, steps
from assess.rules.words import paragraph

VERDICTS: Final[dict[State, Verdict]] = {True: "yes", False: "no", None: "undetermined"}


def verdict(
    rule: Compiled, values: Mapping[str, Band | None], previous: Mapping[str, Band | None] | None = None
) -> Verdict:
    """The verdict only: the quick way when most rules come out “no” and nobody reads why."""
    return VERDICTS[condition(rule.tree, frame(rule.tree, values, previous))]


def number(
    expression: Compiled, values: Mapping[str, Band | None], previous: Mapping[str, Band | None] | None = None
) -> Band | None:
    """The band of an expression of `compile_number`; None when there is no such number (a division by zero).

    A name that is absent or None lies in its declared range, as in `evaluate`.
    """
    return run.number(expression.tree, frame(expression.tree, values, previous))


def evaluate(
    rule: Compiled, values: Mapping[str, Band | None], previous: Mapping[str, Band | None] | None = None
) -> Result:
    """Judge by `rule`. A name that is absent or None is not known: it lies in its declared range.

    A value given is taken as it is, even outside the declared range. Never raises, whatever the bands.
    `previous` holds the values of a year before, for `prev(…)`.
    """
    work = frame(rule.tree, values, previous)
    state = condition(rule.tree, work)
    trace = Trace(rule.source, work.record, frozenset(work.missing))
    return Result(
        VERDICTS[state],
        tuple(steps(rule.tree, trace)),
        tuple(dict.fromkeys(name for name, year_before in work.missing if not year_before)),
        tuple(dict.fromkeys(name for name, year_before in work.missing if year_before)),
        paragraph(rule.tree, trace),
    )
