"""The value that facts give an indicator through its `value_from`."""

from __future__ import annotations

from collections.abc import Mapping

from assess.base.band import Band
from assess.packs.model import Indicator, Pack
from assess.packs.names import rule_names
from assess.rules import Compiled, compile_number, number

_VALUES: dict[str, dict[str, Compiled]] = {}


def expressions(pack: Pack) -> dict[str, Compiled]:
    """The expressions for measured values of `pack` by indicator, compiled once and kept by its digest."""
    if pack.digest not in _VALUES:
        names = rule_names(pack.facts, (), ())
        _VALUES[pack.digest] = {i.id: compile_number(i.value_from, names) for i in pack.indicators if i.value_from}
    return _VALUES[pack.digest]


def value_given(
    pack: Pack, indicator: Indicator, facts: Mapping[str, Band | None], previous: Mapping[str, Band | None]
) -> Band | None:
    """The value that `facts` give `indicator`; None unless every fact it rests on is known."""
    if indicator.value_from is None:
        return None
    expression = expressions(pack)[indicator.id]
    known = all(facts.get(name) is not None for name in expression.uses)
    if not known or any(previous.get(name) is None for name in expression.uses_prev):
        return None
    return number(expression, facts, previous)
