"""A decided verdict holds for every point of the bands, and no further information overturns it."""

from __future__ import annotations

import math
import random
import sys
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.base.band import Band
from assess.rules import Compiled, RuleErrors, compile_rule, evaluate, verdict

from .sample import FREE, Writer

_MOST = sys.float_info.max
_CORNERS = [0.0, 1.0, -1.0, 0.5, 2.0, 10.0, 100.0, 1e-300, 5e-324, 1e154, -1e200, 1e308, _MOST, -_MOST]

numbers = st.one_of(
    st.sampled_from(_CORNERS),
    st.integers(-20, 20).map(float),
    st.floats(allow_nan=False, allow_infinity=False),
)
ends = st.one_of(numbers, st.sampled_from([math.inf, -math.inf]))


@st.composite
def bands(draw: st.DrawFn) -> Band:
    lo, hi = sorted((draw(ends), draw(st.one_of(ends, st.none())) or 0.0))
    return Band(lo, hi) if draw(st.booleans()) else Band(*[draw(numbers)] * 2)


@cache
def pool() -> list[Compiled]:
    """Random rules over x, y, z and w, without `known`, that pass the checks; compiled once for all tests."""
    rng, found = random.Random(12), []
    while len(found) < 300:
        with suppress(RuleErrors):
            found.append(compile_rule(Writer(rng, depth=rng.choice((0, 1, 2))).rule().ours, FREE))
    return found


rules = st.integers(0, 299).map(lambda number: pool()[number])


@st.composite
def within(draw: st.DrawFn, band: Band) -> float:
    """A finite point of `band`."""
    lo, hi = max(band.lo, -_MOST), min(band.hi, _MOST)
    if lo > hi:  # beyond the largest float
        return lo if math.isfinite(lo) else hi
    choices = [lo, hi, min(max(0.0, lo), hi), min(max(lo / 2 + hi / 2, lo), hi), min(max(draw(numbers), lo), hi)]
    return draw(st.sampled_from(choices))


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_decided_verdict_holds_at_every_point_of_the_bands(data: st.DataObject) -> None:
    rule = data.draw(rules)
    given_bands = {name: data.draw(bands()) for name in sorted(FREE)}
    decided = verdict(rule, given_bands)
    for _ in range(6):
        points = {name: data.draw(within(band)) for name, band in given_bands.items()}
        at_point = verdict(rule, {name: Band(value, value) for name, value in points.items()})
        assert decided in ("undetermined", at_point), (rule.source, given_bands, points)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_narrower_bands_never_overturn_a_verdict(data: st.DataObject) -> None:
    rule = data.draw(rules)
    wide = {name: data.draw(st.one_of(st.none(), bands())) for name in sorted(FREE)}
    before = verdict(rule, wide)
    for _ in range(3):
        narrow: dict[str, Band | None] = {}
        for name, band in wide.items():
            inside = band or Band(-math.inf, math.inf)
            lo, hi = sorted((data.draw(within(inside)), data.draw(within(inside))))
            narrow[name] = data.draw(st.sampled_from([band, Band(lo, hi)]))
        after = verdict(rule, narrow)
        assert before in ("undetermined", after), (rule.source, wide, narrow)
        wide, before = narrow, after


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_the_trace_tells_the_verdict_and_nothing_raises(data: st.DataObject) -> None:
    rule = data.draw(rules)
    values = {name: data.draw(st.one_of(st.none(), bands())) for name in sorted(FREE)}
    result = evaluate(rule, values)
    assert result.verdict == result.steps[-1].verdict == verdict(rule, values)
    assert set(result.unknown) <= rule.uses
    assert all(step.expression and step.working.zh and step.working.en for step in result.steps)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_swapping_conditions_changes_no_verdict(seed: int) -> None:
    """Stopping early is for the trace only: A && B and B && A agree, whatever is not known."""
    rng = random.Random(seed)
    for _ in range(60):
        a, b = (Writer(rng, depth=1, known=True).rule().ours for _ in range(2))
        values = {name: rng.choice([None, Band(1, 1), Band(-1, 2), Band(0, math.inf)]) for name in FREE}
        for sign in ("&&", "||"):
            try:
                one = compile_rule(f"({a}) {sign} ({b})", FREE)
                other = compile_rule(f"({b}) {sign} ({a})", FREE)
            except RuleErrors:
                continue
            assert verdict(one, values) == verdict(other, values)


def _random_band(rng: random.Random) -> Band:
    ends = sorted(
        rng.choice((*_CORNERS, math.inf, -math.inf, rng.uniform(-9, 9), rng.uniform(-9, 9))) for _ in "ab"
    )
    return Band(ends[0], ends[0]) if rng.random() < 0.3 else Band(*ends)


def _random_point(rng: random.Random, band: Band) -> float:
    lo, hi = min(max(band.lo, -_MOST), _MOST), max(min(band.hi, _MOST), -_MOST)
    inside = (0.0, lo / 2 + hi / 2, rng.uniform(-9, 9))
    return rng.choice((lo, hi, *(min(max(value, lo), hi) for value in inside)))


def _sample(count: int, seed: int) -> None:
    rng, decided = random.Random(seed), 0
    for _ in range(count):
        rule = rng.choice(pool())
        bands = {name: _random_band(rng) for name in FREE}
        found = verdict(rule, bands)
        if found == "undetermined":
            continue
        decided += 1
        for _ in range(4):
            points = {name: _random_point(rng, band) for name, band in bands.items()}
            at_point = verdict(rule, {name: Band(value, value) for name, value in points.items()})
            assert at_point == found, (rule.source, bands, points)
    assert decided > count / 8


def test_verdicts_hold_at_the_points_of_many_random_bands() -> None:
    _sample(8_000, seed=3)


@pytest.mark.long
def test_verdicts_hold_at_the_points_of_very_many_random_bands(times: int) -> None:
    _sample(20_000 * times, seed=4)
