"""A Poisson regression with a log link, as small as the tests need it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from assess.forensics.card import Column

_ROUNDS = 100
_SETTLED = 1e-10


class Fit(NamedTuple):
    """Coefficients, their covariance (dispersion 1), fitted means, deviance and Pearson's X²/df."""

    beta: Column
    cov: Column
    mean: Column
    deviance: float
    dispersion: float


def poisson_fit(design: Column, counts: Column) -> Fit | None:
    """Maximum likelihood by iteratively reweighted least squares; None where it has no finite solution.

    McCullagh & Nelder 1989, *Generalized Linear Models*, ch. 2.5. `design` is rows × coefficients.
    """
    rows, width = design.shape
    if rows <= width or not counts.any() or np.linalg.matrix_rank(design) < width:
        return None
    mean = counts + 0.5
    deviance = np.inf
    for _ in range(_ROUNDS):
        linear = np.log(mean)
        weighted = design.T * mean
        beta = np.linalg.lstsq(weighted @ design, weighted @ (linear + (counts - mean) / mean), rcond=None)[0]
        mean = np.exp(np.clip(design @ beta, -30, 30))
        before, deviance = deviance, _deviance(counts, mean)
        if abs(before - deviance) <= _SETTLED * (abs(deviance) + 0.1):
            cov = np.linalg.pinv((design.T * mean) @ design)
            pearson = float(np.sum((counts - mean) ** 2 / mean)) / (rows - width)
            return Fit(beta, cov, mean, deviance, pearson)
    return None


def _deviance(counts: Column, mean: Column) -> float:
    logs = np.log(np.where(counts > 0, counts, 1) / mean)
    return float(2 * np.sum(np.where(counts > 0, counts * logs, 0) - (counts - mean)))
