"""The density jump hands over to an optional package; what it does with and without it."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from assess.forensics.density import density_jump

VALUES = np.random.default_rng(0).normal(78, 10, 400)
TARGET = {"target": 80.0}


@pytest.fixture
def asked(monkeypatch):
    """The package's one function, put in its place: it remembers what it was asked and answers T = 2."""
    calls = []

    def rddensity(values, c):
        calls.append((values, c))
        return SimpleNamespace(test={"t_jk": 2.0, "p_jk": 0.0455}, hat={"left": 0.02, "right": 0.03})

    monkeypatch.setitem(sys.modules, "rddensity", SimpleNamespace(rddensity=rddensity))
    return calls


def test_without_the_package_it_is_silent_and_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "rddensity", None)
    outcome = density_jump({"value": VALUES}, TARGET)
    assert "[density]" in outcome.silent.en
    assert "[density]" in outcome.silent.zh


def test_only_a_jump_upwards_counts(asked):
    outcome = density_jump({"value": VALUES}, TARGET)
    assert outcome.p == pytest.approx(stats.norm.sf(2.0))
    assert outcome.effect.value == pytest.approx(1.5)


def test_a_target_to_be_kept_below_is_asked_for_in_the_mirror(asked):
    density_jump({"value": VALUES}, {"target": 80.0, "side": -1})
    values, c = asked[0]
    assert c == -80
    assert values == pytest.approx(-VALUES)


@pytest.mark.parametrize(
    ("values", "target"),
    [(VALUES[:219], 80.0), (VALUES, 105.0), (np.round(VALUES), 80.0)],
    ids=["too few", "few on one side", "rounded values"],
)
def test_values_it_is_not_made_for_are_refused_before_the_package_is_asked(asked, values, target):
    assert density_jump({"value": values}, {"target": target}).silent is not None
    assert asked == []
