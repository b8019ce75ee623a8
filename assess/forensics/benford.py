"""First and second digits against Benford's law, where the law can be expected at all.

P(first digit is d) = log10(1 + 1/d); the second digit sums log10(1 + 1/(10k + d)) over k = 1…9 (Benford 1938,
*Proc. Am. Philos. Soc.* 78(4), 551–572; Hill 1995, *Statistical Science* 10(4), 354–363). Numbers obey it when
their logarithms spread widely and smoothly; most administrative counts do not, and then the law accuses honest
bodies (Deckert, Myagkov & Ordeshook 2011, *Political Analysis* 19(3), 245–268). So the tests refuse whatever does
not spread like one wide bell in the logarithm. The effect is the distance d of Cho & Gaines (2007, *The American
Statistician* 61(3), 218–223); the mean absolute deviation is given too, but Nigrini's cut-offs for it are not used:
they do not depend on n and flag nearly every short honest list.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from assess.base.tails import chi2_tail, normal_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.digits import counts_of
from assess.forensics.intervals import possible
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, too_few
from assess.forensics.phrases import chance, lead

FIRST, SECOND = "benford_first", "benford_second"
LEAST_FIRST, LEAST_SECOND = 450, 800
_GRID = np.linspace(-8, 8, 3201)
_BELOW = np.array([normal_tail(-float(v)) for v in _GRID])
_NAMES = {1: Text(zh="首位", en="first"), 2: Text(zh="第二位", en="second")}


def law(place: int) -> Column:
    """Benford's probabilities of the digits at `place` 1 (digits 1–9) or 2 (digits 0–9)."""
    tens = np.zeros((1, 1)) if place == 1 else 10 * np.arange(1, 10)[:, None]
    digits = np.arange(1 if place == 1 else 0, 10)[None, :]
    shares: Column = np.log10(1 + 1 / (tens + digits)).sum(axis=0)
    return shares


def digits_at(values: Column, place: int) -> Column:
    """The digit at `place` (1 or 2) of each positive value, read from its first 14 significant figures."""
    scaled = np.round(values / 10.0 ** np.floor(np.log10(values)), 13)
    scaled = np.where(scaled >= 10, scaled / 10, np.where(scaled < 1, scaled * 10, scaled))
    digits: Column = np.floor(scaled * (1 if place == 1 else 10) + 1e-9).astype(int) % 10
    return digits


def benford_first(columns: Columns, _options: Mapping[str, float]) -> Outcome:
    """Do first digits come as Benford's law has them?

    X² with 8 degrees of freedom. Silent below 450 positive values (power .8 where half of them have first digits
    drawn evenly), and unless the logarithms are bell-shaped with a standard deviation of 1.5 or more over three
    orders of magnitude, and nothing piles up on one figure.
    """
    return _judged(FIRST, 1, LEAST_FIRST, columns, widest=1.5, orders=3.0)


def benford_second(columns: Columns, _options: Mapping[str, float]) -> Outcome:
    """Do second digits come as Benford's law has them (Diekmann 2007, *J. Applied Statistics* 34(3), 321–329)?

    X² with 9 degrees of freedom on values of 10 and more. Silent below 800 of them (power .8 where half have second
    digits drawn evenly), and unless the logarithms are bell-shaped with a standard deviation of 0.8 or more.
    """
    return _judged(SECOND, 2, LEAST_SECOND, columns, widest=0.8, orders=1.5)


def _judged(test: str, place: int, least: int, columns: Columns, widest: float, orders: float) -> Outcome:
    every = counts_of(columns["value"])
    values = every[every > 0]
    n = len(values)
    if n < least:
        return too_few(test, n, least)
    checks = _checks(values, widest, orders)
    if (refused := first_failed(test, n, checks)) is not None:
        return refused
    if place == 2:
        values = values[values >= 10]
        n = len(values)
        if n < least:
            return too_few(test, n, least, checks)
    expected = law(place)
    first = 1 if place == 1 else 0
    seen = np.bincount(digits_at(values, place) - first, minlength=len(expected)) / n
    x2 = float(n * np.sum((seen - expected) ** 2 / expected))
    p = possible(chi2_tail(x2, len(expected) - 1))
    distance = float(np.sqrt(np.sum((seen - expected) ** 2)))
    effect = Effect(name=Text(zh="与本福特分布的距离 d", en="Distance d from Benford's law"), value=distance)
    figures = {"x2": x2, "mad": float(np.mean(np.abs(seen - expected)))}
    figures |= {f"digit_{first + i}": float(share) for i, share in enumerate(seen)}
    far = int(np.argmax(np.abs(seen - expected)))
    words = _words(place, n, p, first + far, float(seen[far]), float(expected[far]))
    return Outcome(test=test, n=n, p=p, effect=effect, checks=checks, words=words, figures=figures)


def _words(place: int, n: int, p: float, digit: int, seen: float, expected: float) -> Text:
    name = _NAMES[place]
    return lead(
        zh=f"{n:,} 个数的{name.zh}数字与范围宽广的自然数据不同：{digit} 占 {seen:.1%}，按本福特定律约为 "
        f"{expected:.1%}，碰巧偏离这么多的可能性为 {chance(p)}。这些数是测得的，还是推算、分摊或限定了范围的？",
        en=f"The {name.en} digits of {n:,} values differ from those of wide natural data: {digit} comes in "
        f"{seen:.1%} where Benford's law has {expected:.1%}; chance departs as far with probability {chance(p)}. "
        "Were these values measured, or derived, shared out or bounded?",
    )


def _checks(values: Column, widest: float, orders: float) -> tuple[Check, ...]:
    logs = np.log(values)
    spread = float(np.std(logs))
    spans = float((np.max(logs) - np.min(logs)) / math.log(10))
    small = float(np.mean(values < 10))
    commonest = float(np.max(np.unique(values, return_counts=True)[1]) / len(values))
    whole = bool(np.all(values == np.floor(values)))
    return (
        Check(
            what=Text(zh="对数的散布足够宽", en="Logarithms spread widely enough"),
            held=spread >= widest,
            seen=Text(
                zh=f"自然对数的标准差 {spread:.2f}，至少要 {widest:g}",
                en=f"sd of the natural logarithm {spread:.2f}, at least {widest:g} needed",
            ),
        ),
        Check(
            what=Text(zh="跨越足够多的数量级", en="They span enough orders of magnitude"),
            held=spans >= orders,
            seen=Text(zh=f"跨 {spans:.1f} 个，至少要 {orders:g} 个", en=f"{spans:.1f}, at least {orders:g} needed"),
        ),
        Check(
            what=Text(zh="没有上限、下限或定额造成的堆积", en="Nothing piles up at a cap, a floor or a quota"),
            held=commonest <= 0.05,
            seen=Text(zh=f"最常见的一个数占 {commonest:.1%}", en=f"the commonest figure makes up {commonest:.1%}"),
        ),
        Check(
            what=Text(zh="个位数的计数很少", en="Few counts are below ten"),
            held=not whole or small <= 0.05,
            seen=Text(zh=f"{small:.1%} 小于 10", en=f"{small:.1%} are below ten"),
        ),
        _bell(logs),
    )


def _bell(logs: Column) -> Check:
    skew, flat, distance = shape(logs)
    return Check(
        what=Text(
            zh="对数分布像一口钟：不偏斜、不平顶、不成几堆",
            en="Logarithms are spread like one bell: not skewed, flat or in clusters",
        ),
        held=abs(skew) <= 0.7 and flat >= -0.6 and distance <= 0.08,
        seen=Text(
            zh=f"偏度 {skew:.2f}，峰度 {flat:.2f}，离正态 {distance:.3f}",
            en=f"skewness {skew:.2f}, excess kurtosis {flat:.2f}, distance from a normal curve {distance:.3f}",
        ),
    )


def shape(logs: Column) -> tuple[float, float, float]:
    """Skewness, excess kurtosis, and Kolmogorov's distance from a normal curve of the same mean and spread."""
    scale = float(np.std(logs))
    if not scale:
        return 0.0, 0.0, 1.0
    z = np.sort((logs - np.mean(logs)) / scale)
    below = np.interp(z, _GRID, _BELOW)
    n = len(z)
    distance = max(np.max(np.arange(1, n + 1) / n - below), np.max(below - np.arange(n) / n))
    return float(np.mean(z**3)), float(np.mean(z**4) - 3), float(distance)
