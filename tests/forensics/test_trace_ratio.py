"""The ratio of reported to traced knows what logs lose and what may be let pass."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from assess.forensics.trace_ratio import trace_ratio

OPTIONS = {"same_unit": 1.0, "coverage_sd": 0.02, "tolerance": 1.1}


def run(reported: float, traced: float, coverage: float, **options: float):
    columns = {"reported": np.array([reported]), "traced": np.array([traced]), "coverage": np.array([coverage])}
    return trace_ratio(columns, OPTIONS | options)


def test_p_and_interval_are_those_of_the_delta_method() -> None:
    found = run(1300, 900, 0.9)
    # 900 / 0.9 = 1000, so 1.3; (1 - 0.9)/900 + (0.02/0.9)² = 0.000604938…
    se = math.sqrt(0.1 / 900 + (0.02 / 0.9) ** 2)
    assert found.p == pytest.approx(stats.norm.sf(math.log(1.3 / 1.1) / se), rel=1e-9)
    assert found.effect is not None
    assert found.effect.value == pytest.approx(1.3)
    assert found.effect.lo == pytest.approx(1.3 * math.exp(-1.959964 * se), rel=1e-6)
    assert "question" in found.words.en


def test_a_loss_of_three_per_cent_that_nobody_stated_is_let_pass() -> None:
    found = run(100_000, 97_000, 1.0, coverage_sd=0.0)
    assert found.p == 1.0
    assert "Nothing to ask" in found.words.en


def test_a_complete_log_makes_any_excess_over_the_tolerance_certain() -> None:
    assert run(1101, 1000, 1.0, coverage_sd=0.0).p == 0.0
    assert run(1099, 1000, 1.0, coverage_sd=0.0).p == 1.0


@pytest.mark.parametrize(
    ("traced", "coverage", "options", "reason"),
    [
        (99, 0.9, {}, "At least 100"),
        (900, 0.4, {}, "Coverage"),
        (900, 1.2, {}, "Coverage"),
        (900, 0.9, {"same_unit": 0.0}, "count the same thing"),
        (900, math.nan, {}, "At least 100"),
    ],
)
def test_it_is_silent_without_what_it_needs(traced: float, coverage: float, options: dict[str, float], reason: str):
    found = run(5000, traced, coverage, **options)
    assert found.p is None
    assert found.silent is not None
    assert reason in found.silent.en


def test_several_rows_are_added_up_each_with_its_own_coverage() -> None:
    columns = {
        "reported": np.array([600.0, 900.0]), "traced": np.array([450.0, 400.0]), "coverage": np.array([0.9, 0.8]),
    }  # fmt: skip
    found = trace_ratio(columns, OPTIONS)
    # 450/0.9 + 400/0.8 = 1000 expected, 1500 reported.
    assert found.effect is not None
    assert found.effect.value == pytest.approx(1.5)


@given(reported=st.floats(1, 1e6), more=st.floats(0, 1e6))
def test_a_larger_report_is_never_less_of_a_question(reported: float, more: float) -> None:
    one, other = run(reported, 500, 0.9).p, run(reported + more, 500, 0.9).p
    assert one is not None
    assert other is not None
    assert other <= one
