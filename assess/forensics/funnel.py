"""Peer funnel: which bodies stand above the common ratio by more than size and honest differences explain?

With counts O and expected counts E of n bodies, y = ln(O/E) has a counting variance v = 1/O. Honest bodies also
differ by a variance tau² of their own, added to v as Spiegelhalter 2005 advises (*Qual. Saf. Health Care* 14(5),
347-351, doi:10.1136/qshc.2005.013755):

    z = (y - median y) / sqrt(v + tau²),

with tau² such that the median |z| is the 0.6745 of a standard normal variable, so that the few who stand out
neither move the centre nor widen the funnel. p of a body is one-sided, by a t of n/3 degrees of freedom (a median
absolute deviation knows as much of a spread as a standard deviation of 37 % of the bodies: Rousseeuw & Croux 1993,
*JASA* 88, 1273-1283); the p of the campaign is the smallest Benjamini-Hochberg q. Where more than three bodies in
ten are inflated, the centre itself moves, and the test cannot see it.

Power by simulation with 30 bodies: one at 1.8 times its peers is seen in 88 % of cases at tau = .1; at tau = .2
half of such bodies are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec
import numpy as np

from assess.base.tails import t_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.combine import benjamini_hochberg
from assess.forensics.intervals import wilson
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, too_few
from assess.forensics.phrases import lead
from assess.forensics.telling import ASKS_BELOW, check, nothing

TEST = "peer_funnel"
LEAST = 30
LEAST_COUNT = 5
MOST_ABOVE = 0.3
_NAMED = 8
_HALF_NORMAL = 0.6744897501960817


class Funnel(msgspec.Struct, frozen=True):
    """For each body its `ratio` to the centre, `z`, `p` and `q`; the common `centre` and `tau`."""

    ratio: Column
    z: Column
    p: Column
    q: Column
    centre: float
    tau: float


def funnel(observed: Column, expected: Column) -> Funnel:
    """The funnel over counts and expected counts, all positive."""
    y, v = np.log(observed / expected), 1 / observed
    centre = float(np.median(y))
    tau2 = robust_tau2(y - centre, v)
    z = (y - centre) / np.sqrt(v + tau2)
    p = np.array([t_tail(float(value), len(y) / 3) for value in z])
    q = np.array(benjamini_hochberg(p.tolist()))
    return Funnel(ratio=np.exp(y - centre), z=z, p=p, q=q, centre=math.exp(centre), tau=math.sqrt(tau2))


def robust_tau2(away: Column, v: Column) -> float:
    """The variance between honest bodies, from distances to the centre: 0 where counting explains their spread."""

    def middle(tau2: float) -> float:
        return float(np.median(np.abs(away) / np.sqrt(v + tau2)))

    if middle(0.0) <= _HALF_NORMAL:
        return 0.0
    low, high = 0.0, float(np.max(away**2)) / _HALF_NORMAL**2
    for _ in range(100):
        mid = (low + high) / 2
        low, high = (mid, high) if middle(mid) > _HALF_NORMAL else (low, mid)
    return high


def peer_funnel(columns: Columns, _options: Mapping[str, float]) -> Outcome:
    """Run the test over a campaign: `unit`, `count` and `expected`; silent below thirty bodies."""
    unit, observed, expected = columns["unit"], columns["count"].astype(float), columns["expected"].astype(float)
    usable = np.isfinite(observed) & np.isfinite(expected) & (observed >= LEAST_COUNT) & (expected > 0)
    n = int(usable.sum())
    if n < LEAST:
        return too_few(TEST, n, LEAST)
    unit, observed, expected = unit[usable], observed[usable], expected[usable]
    found = funnel(observed, expected)
    above = float(np.mean(found.z > 2))
    checks = (
        check(
            len(np.unique(unit)) == n,
            ("每个单位只有一行", "One row for each body"),
            (f"{n - len(np.unique(unit))} 行重复", f"{n - len(np.unique(unit))} rows repeat a body"),
        ),
        check(
            above <= MOST_ABOVE,
            ("多数同行处在同一水平", "Most bodies share one level"),
            (f"{above:.0%} 明显高于中位数", f"{above:.0%} are far above the median"),
        ),
    )
    return first_failed(TEST, n, checks) or _told(unit, found, checks)


def _told(unit: Column, found: Funnel, checks: tuple[Check, ...]) -> Outcome:
    n, out = len(unit), found.q <= ASKS_BELOW
    asked = int(out.sum())
    lo, hi = wilson(asked, n)
    caveat = (
        f"同行之间本来的差异约为 {found.tau:.0%}，已计入；若三成以上单位都虚高，本检验看不出来。",
        f"Honest differences between bodies of about {found.tau:.0%} are allowed for; if more than three in ten "
        "were inflated, this test could not see it.",
    )
    if asked:
        names, named = _named(unit, found, out)
        words = lead(
            f"{n} 个单位中有 {asked} 个高出同行：{names}。{caveat[0]}这些单位的数是怎么来的，条件有何不同？",
            f"{asked} of {n} bodies stand above their peers: {named}. {caveat[1]} "
            "How did these figures come about, and what is different there?",
        )
    else:
        words = nothing(
            f"{n} 个单位都在同行的正常范围内。{caveat[0]}",
            f"All {n} bodies lie within the range of peers. {caveat[1]}",
        )
    figures = {"bodies": float(n), "asked": float(asked), "centre": found.centre, "tau": found.tau}
    figures |= {f"ratio_{name}": float(r) for name, r in zip(unit[out], found.ratio[out], strict=True)}
    return Outcome(
        test=TEST, n=n, p=float(found.q.min()), checks=checks, words=words, figures=figures,
        effect=Effect(
            name=Text(zh="高出同行的单位占比", en="Share of bodies above their peers"),
            value=asked / n, lo=lo, hi=hi, unit="share",
        ),
    )  # fmt: skip


def _named(unit: Column, found: Funnel, out: Column) -> tuple[str, str]:
    """The bodies that stand out, the highest first, with their ratios: nobody can answer for a number of bodies."""
    order = [int(i) for i in np.argsort(-found.ratio, kind="stable") if out[i]]
    shown, more = order[:_NAMED], len(order) - _NAMED
    zh = "、".join(f"“{unit[i]}”（中位数的 {found.ratio[i]:.2f} 倍）" for i in shown)
    en = ", ".join(f"“{unit[i]}” ({found.ratio[i]:.2f} times the median)" for i in shown)
    return (zh + f"等，另有 {more} 个", en + f" and {more} more") if more > 0 else (zh, en)
