"""Faster than possible counts what people clicked through, never what machines answer at once."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from assess.forensics.handling import handling, machines
from tests.forensics.times import DAY, MONDAY, at

OPTIONS = {"seconds": 30.0, "tolerated": 0.01}


def cases(fast: int, n: int = 200, person: str = "a") -> dict[str, np.ndarray]:
    begun = MONDAY + np.arange(n) % 20 * DAY + 9 * 3600 + 137.0 * (np.arange(n) // 20)
    taken = np.where(np.arange(n) < fast, 12.0, 1800.0)
    return {"time": at(begun), "ended": at(begun + taken), "person": np.repeat(person, n)}


def test_p_is_the_binomial_tail_of_cases_shorter_than_the_least_time() -> None:
    found = handling(cases(7), OPTIONS)
    assert found.p == pytest.approx(stats.binom.sf(6, 200, 0.01), rel=1e-9)
    assert found.effect is not None
    low, high = stats.binomtest(7, 200).proportion_ci(method="wilson")
    assert (found.effect.lo, found.effect.hi) == pytest.approx((low, high))
    assert found.words.en.endswith("(A question to ask, not a proof.)")


def test_a_few_errors_are_let_pass() -> None:
    assert handling(cases(3), OPTIONS).p > 0.05


def test_what_a_machine_answers_day_and_night_is_left_out() -> None:
    hours = np.arange(100)
    begun = MONDAY + 3600.0 * hours + 71
    machine = {"time": at(begun), "ended": at(begun + 1), "person": np.repeat("m", 100)}
    people = cases(0)
    both = {name: np.r_[people[name], machine[name]] for name in people}
    assert machines(both["ended"], both["person"]).sum() == 100
    found = handling(both, OPTIONS)
    assert found.n == 200
    assert found.p == 1.0
    assert found.figures["left_out_by_machine"] == 100


def test_cases_without_a_handler_are_left_out() -> None:
    assert handling(cases(150, person=""), OPTIONS).silent is not None


def test_a_clock_as_coarse_as_the_least_time_silences_the_test() -> None:
    columns = cases(0)
    for name in ("time", "ended"):
        columns[name] = columns[name].astype("datetime64[m]").astype("datetime64[us]")
    assert handling(columns, OPTIONS).silent is not None
    assert handling(columns, OPTIONS | {"seconds": 120.0}).p == 1.0


def test_two_clocks_that_disagree_silence_the_test() -> None:
    columns = cases(0)
    columns["ended"][:5] = columns["time"][:5] - np.timedelta64(40, "s")
    found = handling(columns, OPTIONS)
    assert found.silent is not None
    assert "one clock" in found.silent.en
