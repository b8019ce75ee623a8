"""Figures that scatter less than they can: between units, and after a day compared with before it.

Rates that were made up lie too close together (Fisher 1936, *Annals of Science* 1(2), 115–137, on Mendel's peas;
Simonsohn 2013, *Psychological Science* 24(10), 1875–1888; Carlisle 2017, *Anaesthesia* 72(8), 944–952).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from assess.base.tails import chi2_tail, normal_tail, t_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.intervals import Z95, dispersion, possible
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, silence, too_few
from assess.forensics.phrases import chance, lead

COLLAPSE, DROP = "variance_collapse", "variance_drop"
LEAST_COLLAPSE, LEAST_DROP = 10, 20
_DRAWN = 0.1


def variance_collapse(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """Do rates of several units or periods lie closer together than chance lets them?

    X² = Σ (x − m·p)²/(m·p·(1 − p)) over n pairs of a count x out of m cases, p = Σx/Σm, n − 1 degrees of freedom,
    lower tail. Units whose true rates differ only make it milder. `drawn` is the largest share that the cases are
    of the fixed set they were drawn from, 0 where new cases arise each time; samples of more than a tenth of a
    fixed set vary less by nature and are refused. Silent below 10 pairs (power .9 where rates of 200 cases are made
    up within ±2 points), and where fewer than five cases either way are expected.
    """
    hits, cases = _pairs(columns)
    n = len(hits)
    if n < LEAST_COLLAPSE:
        return too_few(COLLAPSE, n, LEAST_COLLAPSE)
    checks = _collapse_checks(hits, cases, options["drawn"])
    if (refused := first_failed(COLLAPSE, n, checks)) is not None:
        return refused
    rate = float(hits.sum() / cases.sum())
    x2 = float(np.sum((hits - cases * rate) ** 2 / (cases * rate * (1 - rate))))
    p = possible(1 - chi2_tail(x2, n - 1))
    lo, hi = dispersion(x2, n - 1)
    ratio = x2 / (n - 1)
    words = lead(
        zh=f"{n:,} 组比率的散布只有同样分母下碰巧应有散布的 {ratio:.0%}，碰巧这么整齐的可能性为 {chance(p)}。"
        "各组的比率是分别统计的，还是套用了同一个数？",
        en=f"The {n:,} rates scatter with {ratio:.0%} of the variance that chance alone gives for their numbers of "
        f"cases; chance makes them as even with probability {chance(p)}. Was each rate counted on its own, or was "
        "one figure used for all?",
    )
    effect = Effect(
        name=Text(zh="散布（方差）与碰巧应有的之比", en="Variance over that of chance"),
        value=ratio, lo=lo, hi=hi, unit="ratio",
    )  # fmt: skip
    figures = {"x2": x2, "df": float(n - 1), "rate": rate}
    return Outcome(test=COLLAPSE, n=n, p=p, effect=effect, checks=checks, words=words, figures=figures)


def variance_drop(columns: Columns, _options: Mapping[str, float]) -> Outcome:
    """Did figures scatter less in the second of two periods than in the first?

    With one value of the same units in both periods, Pitman's and Morgan's test by ranks and signs (Pitman 1939 and
    Morgan 1939, both *Biometrika* 31(1/2); see `pitman_morgan`). Otherwise Brown's and Forsythe's test (1974,
    *JASA* 69(346), 364–367): Student's t on the distances from the medians. Both one-sided. Silent below 20 values
    in either period (power .8 where the standard deviation is halved), where the level moved by more than half a
    standard deviation, since spread tends to follow level, and where values pile up at an end of their scale.
    """
    before, after, paired = _two_periods(columns)
    n = len(before) + len(after)
    if before.size == 0:
        return silence(DROP, n, _NOT_TWO)
    fewest = min(len(before), len(after))
    if fewest < LEAST_DROP:
        return too_few(DROP, fewest, LEAST_DROP)
    checks = _drop_checks(before, after)
    if (refused := first_failed(DROP, n, checks)) is not None:
        return refused
    p = possible(pitman_morgan(before, after) if paired else brown_forsythe(before, after))
    ratio, half = _sd_ratio(before, after, paired)
    effect = Effect(
        name=Text(zh="后期标准差与前期之比", en="Standard deviation after over before"),
        value=ratio, lo=ratio * math.exp(-half), hi=ratio * math.exp(half), unit="ratio",
    )  # fmt: skip
    words = lead(
        zh=f"后一期的标准差是前一期的 {ratio:.0%}，碰巧缩小这么多的可能性为 {chance(p)}。"
        "统计口径、填报方式或填报的人变了吗？",
        en=f"The standard deviation in the second period is {ratio:.0%} of that in the first; chance narrows it as "
        f"far with probability {chance(p)}. Did the definition change, or how or by whom the figures are reported?",
    )
    figures = {
        "sd_before": float(np.std(before, ddof=1)), "sd_after": float(np.std(after, ddof=1)),
        "n_before": float(len(before)), "n_after": float(len(after)), "paired": float(paired),
    }  # fmt: skip
    return Outcome(test=DROP, n=n, p=p, effect=effect, checks=checks, words=words, figures=figures)


def brown_forsythe(before: Column, after: Column) -> float:
    """The one-sided p of a smaller spread `after`, from distances to each median and a pooled t."""
    a, b = (np.abs(v - np.median(v)) for v in (before, after))
    df = len(a) + len(b) - 2
    pooled = (np.sum((a - a.mean()) ** 2) + np.sum((b - b.mean()) ** 2)) / df
    if pooled == 0:
        return 1.0 if a.mean() <= b.mean() else 0.0
    return t_tail(float((a.mean() - b.mean()) / math.sqrt(pooled * (1 / len(a) + 1 / len(b)))), df)


def pitman_morgan(before: Column, after: Column) -> float:
    """The one-sided p of a smaller spread `after` in pairs.

    Sums and differences of a pair correlate where one member spreads more. With r the centred ranks of the sums and
    s the signed ranks of the differences, z = Σrs/√Σr²s²: where both periods spread alike each difference is as
    likely to have either sign, which makes Σr²s² the variance of Σrs however skewed the values are.
    """
    a, b = before - np.median(before), after - np.median(after)
    sums, differences = _ranks(a + b), a - b
    signed = np.sign(differences) * _ranks(np.abs(differences))
    products = (sums - sums.mean()) * signed
    scale = float(np.sum(products**2))
    return normal_tail(float(products.sum()) / math.sqrt(scale)) if scale > 0 else 1.0


def _ranks(values: Column) -> Column:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(count)
    ranks: Column = (ends - (count - 1) / 2)[place]
    return ranks


def _pairs(columns: Columns) -> tuple[Column, Column]:
    hits, cases = (np.asarray(columns[role], dtype=float) for role in ("count", "cases"))
    known = np.isfinite(hits) & np.isfinite(cases) & (cases > 0) & (hits >= 0) & (hits <= cases)
    return hits[known], cases[known]


def _collapse_checks(hits: Column, cases: Column, drawn: float) -> tuple[Check, ...]:
    whole = bool(np.all(hits == np.floor(hits)) and np.all(cases == np.floor(cases)))
    rate = hits.sum() / cases.sum()
    least = float(cases.min() * min(rate, 1 - rate))
    spread = float(np.sum((cases - cases.mean()) ** 2) / cases.mean())
    steady = 1 - chi2_tail(spread, len(cases) - 1)
    return (
        Check(
            what=Text(zh="分子分母都是整数", en="Counts and cases are whole"),
            held=whole,
            seen=Text(zh="都是整数" if whole else "有小数", en="all whole" if whole else "some are not"),
        ),
        Check(
            what=Text(zh="每组正反两类预期各不少于 5 个", en="At least five cases either way are expected in each"),
            held=least >= 5,
            seen=Text(zh=f"最少预期 {least:.1f} 个", en=f"fewest expected {least:.1f}"),
        ),
        Check(
            what=Text(
                zh="不是从固定的一群对象中抽取一成以上（这样的比率本来就更整齐）",
                en="The cases are no more than a tenth of a fixed set (such rates are more even by nature)",
            ),
            held=drawn <= _DRAWN,
            seen=Text(zh=f"占 {drawn:.0%}", en=f"they are {drawn:.0%} of it"),
        ),
        Check(
            what=Text(
                zh="称个案是新发生的，其数目就应自然起伏，而不像按定额抽取",
                en="Cases said to arise anew vary in number as such do, unlike a quota",
            ),
            held=drawn > 0 or steady >= 0.05,
            seen=Text(
                zh=f"个案数这么整齐的可能性为 {chance(steady)}",
                en=f"numbers as even as these have probability {chance(steady)}",
            ),
        ),
    )


_NOT_TWO = Text(zh="需要恰好前后两期的数，不作判断。", en="Silent: the values must come from exactly two periods.")


def _two_periods(columns: Columns) -> tuple[Column, Column, bool]:
    """Values of the earlier and the later period, aligned by unit where each unit has one value in both."""
    values = np.asarray(columns["value"], dtype=float)
    known = np.isfinite(values)
    values, period = values[known], columns["period"][known]
    names = np.unique(period)
    if len(names) != 2:
        return np.array([]), values, False
    first = period == names[0]
    if "unit" in columns:
        units = columns["unit"][known]
        one, two = units[first], units[~first]
        both = np.intersect1d(one, two)
        if len(both) == len(one) == len(two) and len(np.unique(one)) == len(one):
            return values[first][np.argsort(one)], values[~first][np.argsort(two)], True
    return values[first], values[~first], False


def _drop_checks(before: Column, after: Column) -> tuple[Check, Check, Check]:
    spread = float(np.std(before, ddof=1))
    shift = float(abs(np.mean(after) - np.mean(before)))
    every = np.concatenate([before, after])
    ends = float(max(np.mean(every == every.max()), np.mean(every == every.min())))
    return (
        Check(
            what=Text(zh="前期的数有散布", en="The values of the first period spread at all"),
            held=spread > 0,
            seen=Text(zh=f"标准差 {spread:.3g}", en=f"standard deviation {spread:.3g}"),
        ),
        Check(
            what=Text(
                zh="水平没有明显变动（水平变了，散布往往随之变化）",
                en="The level hardly moved (where it moves, spread tends to follow)",
            ),
            held=shift <= spread / 2,
            seen=Text(
                zh=f"均值变动 {shift:.3g}，前期标准差 {spread:.3g}",
                en=f"mean moved by {shift:.3g}, standard deviation before {spread:.3g}",
            ),
        ),
        Check(
            what=Text(zh="数没有堆在量程的一端", en="Values do not pile up at an end of their scale"),
            held=ends <= 0.1,
            seen=Text(zh=f"{ends:.0%} 在一端", en=f"{ends:.0%} at one end"),
        ),
    )


def _sd_ratio(before: Column, after: Column, paired: bool) -> tuple[float, float]:
    """The ratio of standard deviations and half the width of the interval of its logarithm.

    Var(ln s) is about (κ − 1)/4n with the pooled kurtosis κ (Layard 1973, *JASA* 68(341), 195–198), less what pairs
    share.
    """
    a, b = before - before.mean(), after - after.mean()
    sd_a, sd_b = float(np.std(a, ddof=1)), float(np.std(b, ddof=1))
    z = np.concatenate([a / sd_a, b / (sd_b or 1.0)])
    kurtosis = max(1.5, float(np.mean(z**4) / np.mean(z**2) ** 2))
    variance = (kurtosis - 1) / 4 * (1 / len(a) + 1 / len(b))
    if paired and sd_b:
        variance *= 1 - float(np.corrcoef(a, b)[0, 1]) ** 2
    return sd_b / sd_a, Z95 * math.sqrt(variance)
