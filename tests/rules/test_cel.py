"""The same rules judged by Google's CEL and over exact fractions, wherever all three speak of the same thing."""

from __future__ import annotations

import random
import re
from fractions import Fraction

import pytest
from cel_expr_python import cel

from assess.base.band import Band
from assess.rules import RuleErrors, compile_rule, verdict

from .sample import FREE, Writer, Written

_CEL = cel.NewEnv(variables=dict.fromkeys(FREE, cel.Type.DOUBLE))


_MAY_BE = re.compile("always|more than|at most")
"""Random rules may well be constant (x * 0 < 1), divide by zero or grow too long; nothing else is wrong."""


def _by_cel(rule: Written, values: dict[str, Fraction]) -> bool:
    data = {name: float(value) for name, value in values.items()}
    found = _CEL.compile(rule.cel).eval(data=data).plain_value()
    assert isinstance(found, bool), (rule.cel, found)
    return found


def _by_fractions(rule: Written, values: dict[str, Fraction]) -> bool | None:
    """The exact answer, or None when something is divided by zero on the way."""
    try:
        return bool(eval(rule.python, {"F": Fraction, **values}))
    except ZeroDivisionError:
        return None


def _compare(count: int, seed: int) -> None:
    rng = random.Random(seed)
    compared = by_floats = 0
    for _ in range(count):
        rule = Writer(rng, depth=rng.choice((0, 0, 1, 1, 2))).rule()
        values = {name: Fraction(rng.randint(-32, 32), 4) for name in FREE}
        try:
            ours = compile_rule(rule.ours, FREE)
        except RuleErrors as errors:
            others = [problem for problem in errors.problems if not _MAY_BE.search(problem.message.en)]
            assert not others, (rule.ours, errors)
            continue
        exact = _by_fractions(rule, values)
        if exact is None:
            continue
        found = verdict(ours, {name: Band(float(value), float(value)) for name, value in values.items()})
        assert found == ("yes" if exact else "no"), (rule.ours, values)
        compared += 1
        by_floats += _by_cel(rule, values) != exact
    assert compared > count / 2
    # CEL compares floats to the last bit, so once in a while 1/3-like noise decides there, never here.
    assert by_floats < count / 100


def test_rules_come_out_as_in_cel_and_as_in_exact_arithmetic() -> None:
    _compare(500, seed=7)


@pytest.mark.long
def test_many_rules_come_out_as_in_cel_and_as_in_exact_arithmetic(times: int) -> None:
    _compare(2_000 * times, seed=2026)
