"""The peer funnel allows for size and for honest differences before it asks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from assess.forensics.funnel import funnel, peer_funnel, robust_tau2


def bodies(
    seed: int, n: int = 60, tau: float = 0.1, inflated: int = 0, times: float = 2.5
) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    expected = rng.uniform(100, 2000, n)
    factor = np.where(np.arange(n) < inflated, times, 1.0)
    count = rng.poisson(expected * np.exp(rng.normal(0, tau, n)) * factor).astype(float)
    return {"unit": np.array([f"b{i}" for i in range(n)]), "count": count, "expected": expected}


def test_z_p_and_tau_agree_with_an_independent_solver() -> None:
    columns = bodies(1)
    found = funnel(columns["count"], columns["expected"])
    y, v = np.log(columns["count"] / columns["expected"]), 1 / columns["count"]
    away = y - np.median(y)
    half = stats.norm.ppf(0.75)
    tau2 = optimize.brentq(lambda t: np.median(np.abs(away) / np.sqrt(v + t)) - half, 0, 1, xtol=1e-14)
    assert found.tau == pytest.approx(np.sqrt(tau2), rel=1e-6)
    assert found.z == pytest.approx(away / np.sqrt(v + tau2), rel=1e-6)
    assert found.p == pytest.approx(stats.t.sf(found.z, 20), rel=1e-6)
    assert found.q == pytest.approx(stats.false_discovery_control(found.p), rel=1e-9)


def test_counting_alone_leaves_no_variance_between_bodies() -> None:
    assert robust_tau2(np.array([0.1, -0.1, 0.0]), np.array([1.0, 1.0, 1.0])) == 0


def test_a_body_at_two_and_a_half_times_its_peers_is_asked_about_by_name() -> None:
    found = peer_funnel(bodies(2, inflated=1), {})
    assert found.p is not None
    assert found.p < 0.01
    assert found.figures["ratio_b0"] == pytest.approx(2.5, rel=0.3)
    assert "three in ten" in found.words.en


def test_honest_differences_are_not_asked_about_though_they_exceed_counting() -> None:
    columns = bodies(3, n=200, tau=0.3)
    poisson = stats.poisson.sf(columns["count"] - 1, columns["expected"])
    assert np.sum(poisson < 0.05 / 200) > 20
    found = peer_funnel(columns, {})
    assert found.p is not None
    assert found.p > 0.05


def test_the_funnel_needs_thirty_bodies_with_five_each() -> None:
    assert peer_funnel(bodies(4, n=29), {}).silent is not None
    columns = bodies(4, n=30)
    columns["count"][0] = 4
    assert peer_funnel(columns, {}).silent is not None


def test_a_body_in_two_rows_silences_the_test() -> None:
    columns = bodies(5)
    columns["unit"][1] = "b0"
    found = peer_funnel(columns, {})
    assert found.silent is not None
    assert "One row" in found.silent.en


def test_without_a_common_level_the_test_is_silent() -> None:
    expected = np.full(100, 1e6)
    count = expected * np.r_[np.full(60, 1.0), np.full(40, 3.0)] * np.exp(np.linspace(-0.01, 0.01, 100))
    found = peer_funnel({"unit": np.arange(100).astype(str), "count": count, "expected": expected}, {})
    assert found.silent is not None


@given(factor=st.floats(0.1, 10), seed=st.integers(0, 50))
def test_a_common_factor_on_expectations_and_the_order_of_bodies_change_nothing(factor: float, seed: int) -> None:
    columns = bodies(seed, inflated=3)
    order = np.random.default_rng(seed).permutation(60)
    other = {name: column[order] for name, column in columns.items()}
    other["expected"] = other["expected"] * factor
    one, two = peer_funnel(columns, {}), peer_funnel(other, {})
    assert one.p == pytest.approx(two.p, rel=1e-6)
    assert one.figures["asked"] == two.figures["asked"]
