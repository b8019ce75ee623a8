"""The small Poisson regression gives what statsmodels gives, and None instead of nonsense."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from assess.forensics.poisson_fit import poisson_fit


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_fit_of_statsmodels(seed):
    rng = np.random.default_rng(seed)
    x = np.linspace(-1, 1, 40)
    design = np.column_stack([np.ones(40), x, x**2, x**3])
    counts = rng.poisson(np.exp(design @ rng.normal([2, 0.5, -1, 0.3], 0.5))).astype(float)
    ours, theirs = poisson_fit(design, counts), sm.GLM(counts, design, family=sm.families.Poisson()).fit()
    assert ours.beta == pytest.approx(theirs.params, rel=1e-5, abs=1e-6)
    assert np.sqrt(np.diag(ours.cov)) == pytest.approx(theirs.bse, rel=1e-5)
    assert ours.deviance == pytest.approx(theirs.deviance, rel=1e-7)
    assert ours.dispersion == pytest.approx(theirs.pearson_chi2 / theirs.df_resid, rel=1e-5)


@pytest.mark.parametrize(
    ("design", "counts"),
    [
        (np.ones((3, 3)), np.ones(3)),
        (np.ones((10, 1)), np.zeros(10)),
        (np.column_stack([np.ones(10), np.ones(10)]), np.ones(10)),
    ],
)
def test_what_has_no_single_solution_gives_none(design, counts):
    assert poisson_fit(design, counts) is None
