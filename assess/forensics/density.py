"""A jump of the density at a target, by the optional package rddensity (GPL-3; imported only where it is used)."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import numpy as np

from assess.base.tails import normal_tail
from assess.base.texts import Text
from assess.forensics.card import Columns
from assess.forensics.digits import counts_of
from assess.forensics.intervals import possible
from assess.forensics.outcome import Check, Effect, Outcome, first_failed, silence, too_few
from assess.forensics.phrases import chance, lead, times

DENSITY = "density_jump"
LEAST = 220
_SIDE = 50

NOT_INSTALLED = Text(
    zh="没有安装可选组件 rddensity，未作判断；安装办法：pip install 'assess-digital-government[density]'。",
    en="Silent: the optional package rddensity is not installed; pip install 'assess-digital-government[density]'.",
)


def density_jump(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """Does the density of the values jump up at `target`, on the side that `side` says is the better one?

    T = (f⁺ − f⁻)/se of local polynomial densities with jackknifed errors (McCrary 2008, *J. Econometrics* 142(2),
    698–714; Cattaneo, Jansson & Ma 2020, *JASA* 115(531), 1449–1455); p is one-sided by the sign of T. The effect
    is f⁺/f⁻. Silent below 220 values (power .8 where half of those within 3 points short of the target are pulled
    over it), with under 50 on either side, where values repeat much, and where the package is not installed.
    """
    side = 1.0 if options.get("side", 1) >= 0 else -1.0
    values, target = side * counts_of(columns["value"]), side * options["target"]
    n = len(values)
    if n < LEAST:
        return too_few(DENSITY, n, LEAST)
    fewest = int(min(np.sum(values < target), np.sum(values >= target)))
    distinct = len(np.unique(values)) / n
    checks = (
        Check(
            what=Text(zh="目标值两侧各有 50 个数", en="There are 50 values on either side of the target"),
            held=fewest >= _SIDE,
            seen=Text(zh=f"少的一侧 {fewest} 个", en=f"{fewest} on the lesser side"),
        ),
        Check(
            what=Text(zh="数几乎是连续的，很少重复", en="The values are nearly continuous and seldom repeat"),
            held=distinct >= 0.8,
            seen=Text(zh=f"{distinct:.0%} 互不相同", en=f"{distinct:.0%} are distinct"),
        ),
    )
    if (refused := first_failed(DENSITY, n, checks)) is not None:
        return refused
    try:
        package = importlib.import_module("rddensity")
    except ImportError:
        return silence(DENSITY, n, NOT_INSTALLED, checks)
    fit = package.rddensity(values, c=target)
    t = float(fit.test["t_jk"])
    left, right = float(fit.hat["left"]), float(fit.hat["right"])
    p, ratio = possible(normal_tail(t)), right / left if left > 0 else float("inf")
    words = lead(
        zh=f"数值的密度在 {side * target:g} 处跃升为 {times(ratio)} 倍，碰巧跃升这么多的可能性为 {chance(p)}。"
        "刚好达标的这些数是怎样核定的？",
        en=f"The density of the values at {side * target:g} is {times(ratio)} times that just short of it; chance "
        f"makes such a jump with probability {chance(p)}. How were those that just meet the target established?",
    )
    effect = Effect(
        name=Text(zh="达标一侧与未达标一侧的密度之比", en="Density past the target over that short of it"),
        value=ratio,
        unit="ratio",
    )
    figures = {"t": t, "density_short": left, "density_past": right}
    return Outcome(test=DENSITY, n=n, p=p, effect=effect, checks=checks, words=words, figures=figures)
