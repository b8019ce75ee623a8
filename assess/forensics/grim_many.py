"""GRIM over a list of reported figures, as they were written: percentages of cases, and means of whole ratings.

The figures come as text, because a trailing zero that was written says that one decimal more was known. A value
that fits either way of rounding a half is possible. Where all figures of a list fit decimals that were cut off, the
test takes them so and is silent. Source: Brown & Heathers 2017, see `assess.forensics.grim`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from assess.base.texts import Text
from assess.forensics.card import Columns
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, silence
from assess.forensics.phrases import lead

PERCENT, MEAN = "grim", "grim_mean"
_SHOWN = 3
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Not Unicode's own folding, which would make the raised footnote mark in “97.3²” a decimal.


class Written(NamedTuple):
    """A figure as written: its exact value and how many decimals it was given to."""

    value: Fraction
    decimals: int


class _Figure(NamedTuple):
    written: str
    n: int
    possible: bool
    cut: bool
    """Whether cutting decimals off would give it."""
    chance: float
    """The share of all figures of that many decimals that n cases can give."""


def read_figure(text: str) -> Written | None:
    """A plain decimal number, with or without a percent sign; None for anything else.

    Full-width figures and thousands separators are understood, exponents are not.
    """
    plain = text.translate(_HALF_WIDTH).strip().removesuffix("%").strip().replace(",", "")
    whole, _, part = plain.removeprefix("-").partition(".")
    if not (whole + part).isascii() or not (whole + part).isdigit() or not whole:
        return None
    return Written(Fraction(plain), len(part))


def grim_percentages(columns: Columns, _options: Mapping[str, float]) -> Outcome:
    """Can every percentage come from its number of cases?

    A percentage of n whole cases is 100k/n. Figures outside 0–100 and those of n >= 100·10^decimals cases cannot be
    judged and are left out. p is 0 when any figure is impossible, for honest ones cannot be; else it is 1.
    """
    return _judged(PERCENT, columns, top=100, parts=1)


def grim_means(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """Can every mean come from its number of whole ratings?

    A mean of n ratings over `items` questions each is k/(n·items); silent from n·items >= 10^decimals on.
    """
    return _judged(MEAN, columns, top=1, parts=int(options.get("items", 1)))


def _judged(test: str, columns: Columns, top: int, parts: int) -> Outcome:
    figures = []
    for text, cases in zip(columns["text"], columns["cases"], strict=True):
        if (figure := _figure(str(text), float(cases), top, parts)) is not None:
            figures.append(figure)
    n = len(figures)
    if not n:
        why = Text(
            zh="没有可以判断的数：小数位太少，或者分母太大、未知。",
            en="No figure can be judged: too few decimals for their numbers of cases, or those are not known.",
        )
        return silence(test, 0, why)
    wrong = [f for f in figures if not f.possible]
    checks = (_rounded(figures, wrong),)
    if (refused := first_failed(test, n, checks)) is not None:
        return refused
    by_chance = sum(1 - f.chance for f in figures)
    return Outcome(
        test=test,
        n=n,
        p=0.0 if wrong else 1.0,
        effect=Effect(name=Text(zh="不可能的数", en="Impossible figures"), value=float(len(wrong)), unit="count"),
        checks=checks,
        words=_words(n, wrong, by_chance),
        figures={"impossible": float(len(wrong)), "impossible_if_unrelated": by_chance},
    )


def _figure(text: str, cases: float, top: int, parts: int) -> _Figure | None:
    written = read_figure(text)
    if written is None or not np.isfinite(cases) or cases < 1 or cases != int(cases):
        return None
    n, (value, decimals) = int(cases), written
    if n * parts >= top * 10**decimals or (top == 100 and not 0 <= value <= 100):
        return None
    step, unit = Fraction(top, n * parts), Fraction(1, 10**decimals)
    below = value // step * step
    near = min(value - below, below + step - value)
    # Cut off towards zero: what was cut lies from the figure to less than one unit further from zero.
    beyond = -(-abs(value) // step) * step - abs(value)
    return _Figure(text.strip(), n, near <= unit / 2, beyond < unit, n * parts / (top * 10**decimals))


def _rounded(figures: list[_Figure], wrong: list[_Figure]) -> Check:
    cut = bool(wrong) and all(f.cut for f in figures)
    return Check(
        what=Text(
            zh="数是四舍五入得到的，而不是直接舍去尾数", en="Figures were rounded; their decimals were not cut off"
        ),
        held=not cut,
        seen=Text(
            zh="所有的数都符合舍去尾数" if cut else "未见整份舍去尾数",
            en="all figures fit decimals cut off" if cut else "no sign that decimals were cut off throughout",
        ),
    )


def _words(n: int, wrong: list[_Figure], by_chance: float) -> Text:
    if not wrong:
        return Text(
            zh=f"{n:,} 个数都能由各自的分母得出。", en=f"All {n:,} figures can come from their numbers of cases."
        )
    shown = "、".join(f"{f.written}（n = {f.n:,}）" for f in wrong[:_SHOWN])
    listed = "; ".join(f"{f.written} (n = {f.n:,})" for f in wrong[:_SHOWN])
    zh = f"{n:,} 个数中有 {len(wrong):,} 个无论如何都不能由所报的分母得出，例如 {shown}。"
    en = f"{len(wrong):,} of {n:,} figures cannot come from the number of cases given, such as {listed}. "
    if len(wrong) >= 3 and len(wrong) >= 0.8 * by_chance:
        zh += "与分母毫无关系的数也只会错这么多，所以可能是分母不对。"
        en += (
            "Figures that have nothing to do with these cases would fail about as often: the cases may be others. "
        )
    return lead(zh=zh + "原始的分子、分母各是多少？", en=en + "What were the counts behind them?")
