"""Last digits of counts: too many round numbers, and digits that do not come equally often.

People who make up counts favour some digits (Mosimann, Wiseman & Edelman 1995, *Accountability in Research* 4(1),
31–55; Mosimann, Dahlberg, Davidian & Krueger 2002, 9(2), 75–92); the last digits of large honest counts come
equally often (Beber & Scacco 2012, *Political Analysis* 20(2), 211–234). Small counts and percentages have no such
law, so the tests refuse them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assess.base.tails import binomial_tail, chi2_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.intervals import cramer_v, possible, wilson
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, too_few
from assess.forensics.phrases import chance, lead

ROUND, LAST = "too_round", "terminal_digit"
LEAST_ROUND, LEAST_LAST = 40, 220
_SMALL, _SPREAD = 100, 20
_BATCHES = (12, 7, 6, 9, 11, 8, 4, 3, 5, 2)
"""Sizes of batches, the most telling first: what comes in dozens comes in fours and pairs as well."""
_RUN = 8
"""So many of the largest figures in tens, and none between, are a rule: where half are rounded it is 1 in 256."""


def counts_of(column: Column) -> Column:
    """The values that are known, as floats."""
    values: Column = np.asarray(column, dtype=float)
    return values[np.isfinite(values)]


def too_round(columns: Columns, _options: Mapping[str, float]) -> Outcome:
    """Are more of the counts multiples of ten than chance makes so?

    K of n counts end in 0; K ~ Bin(n, 1/10), one-sided (Dlugosz & Müller-Funk 2009, *Advances in Data Analysis and
    Classification* 3(3), 281–293). The effect is the share in excess of a tenth, with Wilson's interval. Silent
    below 40 counts (power .8 where a fifth of them are rounded) and under the checks of `last_digit_checks`.
    """
    values = counts_of(columns["count"])
    n = len(values)
    if n < LEAST_ROUND:
        return too_few(ROUND, n, LEAST_ROUND)
    checks = last_digit_checks(values)
    if (refused := first_failed(ROUND, n, checks)) is not None:
        return refused
    tens = int(np.sum(values % 10 == 0))
    share = tens / n
    lo, hi = wilson(tens, n)
    p = possible(binomial_tail(tens, n, 0.1))
    effect = Effect(
        name=Text(zh="整十数超出一成的比例", en="Share of multiples of ten above one tenth"),
        value=share - 0.1, lo=lo - 0.1, hi=hi - 0.1, unit="share",
    )  # fmt: skip
    words = lead(
        zh=f"{n:,} 个数中有 {tens:,} 个是整十数（{share:.0%}），而逐个清点的数约有 10% 是整十数，"
        f"碰巧达到这么多的可能性为 {chance(p)}。这些数是清点出来的，还是估计或取整的？",
        en=f"{tens:,} of {n:,} figures are multiples of ten ({share:.0%}); of things counted one by one about 10% "
        f"are; chance gives this many with probability {chance(p)}. Were they counted, or estimated or rounded?",
    )
    figures = {"tens": float(tens), "expected": n / 10, "fives": float(np.sum(values % 10 == 5))}
    return Outcome(test=ROUND, n=n, p=p, effect=effect, checks=checks, words=words, figures=figures)


def terminal_digit(columns: Columns, _options: Mapping[str, float]) -> Outcome:
    """Do the last digits 0–9 of the counts come equally often?

    X² = Σ (O − n/10)²/(n/10) with 9 degrees of freedom; the effect is Cramér's V = √(X²/9n). Silent below 220
    counts (power .8 where the whole list is made up as in `benchmarks/forensic_cases_numbers.py`; where
    half of it is, 850 are needed) and under the checks of `last_digit_checks`.
    """
    values = counts_of(columns["count"])
    n = len(values)
    if n < LEAST_LAST:
        return too_few(LAST, n, LEAST_LAST)
    checks = last_digit_checks(values)
    if (refused := first_failed(LAST, n, checks)) is not None:
        return refused
    seen = np.bincount((values % 10).astype(int), minlength=10)
    x2 = float(np.sum((seen - n / 10) ** 2) / (n / 10))
    p = possible(chi2_tail(x2, 9))
    lo, hi = cramer_v(x2, 9, n, 9)
    effect = Effect(name=Text(zh="克拉默 V", en="Cramér's V"), value=float(np.sqrt(x2 / (9 * n))), lo=lo, hi=hi)
    most, least = int(np.argmax(seen)), int(np.argmin(seen))
    words = lead(
        zh=f"{n:,} 个数的末位本应 0 到 9 大致各占 10%，实际末位为 {most} 的占 {seen[most] / n:.1%}，"
        f"为 {least} 的占 {seen[least] / n:.1%}，碰巧偏离这么多的可能性为 {chance(p)}。这些数是怎样得来的？",
        en=f"Among {n:,} counts each last digit should come in about 10%; {most} comes in {seen[most] / n:.1%} and "
        f"{least} in {seen[least] / n:.1%}; chance departs as far with probability {chance(p)}. "
        "How did these figures come about?",
    )
    figures = {"x2": x2} | {f"digit_{d}": float(seen[d]) for d in range(10)}
    return Outcome(test=LAST, n=n, p=p, effect=effect, checks=checks, words=words, figures=figures)


def last_digit_checks(values: Column) -> tuple[Check, ...]:
    """What must hold before the last digit may be judged: whole counts, large, spread, not in tens, no quota."""
    whole = float(np.mean((values == np.floor(values)) & (values >= 0)))
    large = float(np.mean(values >= _SMALL))
    spread = float(np.std(values))
    commonest = float(np.max(np.unique(values, return_counts=True)[1]) / len(values))
    tens = float(np.mean(values % 10 == 0))
    batch, share = _batches(values)
    top = _rounded_above(values)
    return (
        Check(
            what=Text(zh="都是整数（百分比请用 GRIM 检验）", en="All are whole counts (for percentages use GRIM)"),
            held=whole == 1,
            seen=Text(zh=f"{whole:.0%} 是非负整数", en=f"{whole:.0%} are whole and not negative"),
        ),
        Check(
            what=Text(
                zh="至少九成不小于 100（小数目的末位本来就不均匀）",
                en="At least nine tenths are 100 or more (small counts have uneven last digits anyway)",
            ),
            held=large >= 0.9,
            seen=Text(zh=f"{large:.0%} 不小于 100", en=f"{large:.0%} are 100 or more"),
        ),
        Check(
            what=Text(zh="散布远大于 10", en="They spread far more widely than ten"),
            held=spread >= _SPREAD,
            seen=Text(zh=f"标准差 {spread:,.1f}", en=f"standard deviation {spread:,.1f}"),
        ),
        Check(
            what=Text(
                zh="没有哪个数反复出现（如定额或指标）", en="No single figure recurs, as a quota or target would"
            ),
            held=commonest <= 0.1,
            seen=Text(zh=f"最常见的一个数占 {commonest:.0%}", en=f"the commonest figure makes up {commonest:.0%}"),
        ),
        Check(
            what=Text(
                zh="不是一律以十为单位填报（若是，请索取未取整的数）",
                en="They are not all reported in tens (if they are, ask for the exact counts)",
            ),
            held=tens < 0.95,
            seen=Text(zh=f"{tens:.0%} 是整十数", en=f"{tens:.0%} are multiples of ten"),
        ),
        Check(
            what=Text(
                zh="所计的东西不是成批的（如一箱十二册）",
                en="What is counted does not come in batches (as twelve to a box)",
            ),
            held=batch == 1,
            seen=Text(
                zh=f"{share:.0%} 是 {batch} 的倍数" if batch > 1 else "没有共同的倍数",
                en=f"{share:.0%} are multiples of {batch}" if batch > 1 else "no multiple in common",
            ),
        ),
        Check(
            what=Text(
                zh="大数不是按规定取整的（如只保留三位有效数字）",
                en="Large figures are not rounded by a rule (as to three significant figures)",
            ),
            held=top < _RUN,
            seen=Text(zh=f"最大的 {top} 个数都是整十数", en=f"the {top} largest figures are all multiples of ten"),
        ),
    )


def _batches(values: Column) -> tuple[int, float]:
    """The size of the batch that nearly all figures are multiples of, and their share; 1 where there is none."""
    for size in _BATCHES:
        share = float(np.mean(values % size == 0))
        if share >= 0.95:
            return size, share
    return 1, 1.0


def _rounded_above(values: Column) -> int:
    """How many of the largest figures are multiples of ten, counted from the top until one is not."""
    other = np.flatnonzero(np.sort(values)[::-1] % 10 != 0)
    return int(other[0]) if len(other) else len(values)
