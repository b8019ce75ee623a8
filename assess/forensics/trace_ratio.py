"""Reported against traced: is the reported figure larger than the traces can hold, losses allowed for?

Of N true events the traces keep X ~ Bin(N, c), c being the coverage of the log with its own uncertainty sd(c). The
reported R over the traced estimate X/c has, by the delta method,

    ln(R·c/X) with standard error sqrt((1 - c)/X + (sd(c)/c)²),

and p = P(Z > (ln(R·c/X) - ln t)/se) with the tolerance t (1.10 unless set): reports up to t times the estimate are
not asked about. Several rows (months, systems) are added up before, with c = ΣX/Σ(X/c) and one common error of c.
A log that is taken for complete while it loses 3 % makes honest reports look inflated; coverage must be stated.

Power .8 at the least X of 100: reports of 1.20 times the truth with c = .9 ± .01, of 1.38 times with c = .7 ± .05.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from assess.base.tails import normal_tail
from assess.base.texts import Text
from assess.forensics.card import Columns
from assess.forensics.outcome import Check, Effect, Outcome, first_failed
from assess.forensics.phrases import lead
from assess.forensics.telling import ASKS_BELOW, check, nothing, percent_of

TEST = "trace_ratio"
LEAST = 100
LEAST_COVERAGE = 0.5
MOST_SD = 0.1
_Z95 = 1.959963984540054


def trace_ratio(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """Run the test on `reported`, `traced` and `coverage`; silent until somebody says both count the same thing."""
    reported, traced, coverage = (columns[name].astype(float) for name in ("reported", "traced", "coverage"))
    whole = np.isfinite(reported) & np.isfinite(traced) & np.isfinite(coverage) & (traced >= 0) & (reported >= 0)
    r, x = float(reported[whole].sum()), float(traced[whole].sum())
    shares = coverage[whole]
    checks = _checks(x, shares, options)
    if failed := first_failed(TEST, int(x), checks):
        return failed
    c = x / float((traced[whole] / shares).sum())
    sd, tolerance = options["coverage_sd"], options["tolerance"]
    se = math.sqrt((1 - c) / x + (sd / c) ** 2)
    ratio = r * c / x
    p = _above(ratio, tolerance, se)
    lo, hi = ratio * math.exp(-_Z95 * se), ratio * math.exp(_Z95 * se)
    told = (
        f"上报 {r:,.0f}，痕迹 {x:,.0f}（覆盖率 {percent_of(c)}），上报约为应有数的 {ratio:.2f} 倍（95% 区间 "
        f"{lo:.2f}–{hi:.2f}），允许到 {tolerance:.2f} 倍。",
        f"Reported {r:,.0f}, traced {x:,.0f} (coverage {percent_of(c)}): about {ratio:.2f} times the estimate (95% "
        f"interval {lo:.2f} to {hi:.2f}), with {tolerance:.2f} let pass.",
    )
    if p <= ASKS_BELOW:
        words = lead(
            f"{told[0]}多出来的从哪里来，用什么口径数的？",
            f"{told[1]} Where does the rest come from, and how was it counted?",
        )
    else:
        words = nothing(*told)
    return Outcome(
        test=TEST, n=int(x), p=p, checks=checks, words=words,
        effect=Effect(
            name=Text(zh="上报数与按痕迹应有数之比", en="Reported over estimated from traces"),
            value=ratio, lo=lo, hi=hi, unit="ratio",
        ),
        figures={"reported": r, "traced": x, "coverage": c, "coverage_sd": sd, "tolerance": tolerance, "se": se},
    )  # fmt: skip


def _above(ratio: float, tolerance: float, se: float) -> float:
    if ratio <= 0:
        return 1.0
    distance = math.log(ratio / tolerance)
    return normal_tail(distance / se) if se else float(distance <= 0)


def _checks(x: float, coverage: np.ndarray, options: Mapping[str, float]) -> tuple[Check, ...]:
    least = float(coverage.min()) if len(coverage) else math.nan
    most = float(coverage.max()) if len(coverage) else math.nan
    said = options["same_unit"] == 1
    return (
        check(
            said,
            ("上报数与痕迹数的是同一种东西", "Both figures count the same thing"),
            (
                "已有人确认" if said else "没有人确认（账号、设备、人或次数）",
                "somebody confirmed it" if said else "nobody has said so (accounts, devices, persons or visits)",
            ),
        ),
        check(
            x >= LEAST,
            (f"痕迹数至少 {LEAST}", f"At least {LEAST} traced"),
            (f"{x:,.0f}", f"{x:,.0f}"),
        ),
        check(
            least >= LEAST_COVERAGE and most <= 1,
            ("覆盖率已知，在 50% 到 100% 之间", "Coverage is known and between 50% and 100%"),
            (f"{least:.1%}–{most:.1%}", f"{least:.1%} to {most:.1%}"),
        ),
    )  # fmt: skip
