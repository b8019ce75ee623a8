"""Names to write rules about, short ways to judge them, and a writer of random rules."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assess.base.band import Band
from assess.base.texts import Text
from assess.rules import NameInfo, Result, Verdict, compile_rule, evaluate, verdict


def info(unit: str, lowest: float, highest: float, zh: str, en: str) -> NameInfo:
    return NameInfo(unit, lowest, highest, Text(zh=zh, en=en))


NAMES = {
    "displayed": info("count", 0, math.inf, "展示成果数", "Results displayed"),
    "effective": info("count", 0, math.inf, "有效成果数", "Effective results"),
    "users": info("count", 0, 1_000_000, "注册用户数", "Registered users"),
    "days_open": info("days", 0, math.inf, "办结天数", "Days to close"),
    "hours_open": info("hours", 0, math.inf, "办结小时数", "Hours to close"),
    "open_share": info("share", 0, 1, "开放占比", "Share open"),
    "on_time": info("share", 0, 1, "按时办结率", "Share on time"),
    "reuse": info("ratio", 0, math.inf, "复用比", "Reuse ratio"),
    "praise": info("percent", 0, 100, "好评率", "Praise"),
    "platform": info("score", 0, 100, "平台层", "Platform"),
    "readiness": info("score", 0, 100, "准备度", "Readiness"),
    "change": info("points", -math.inf, math.inf, "得分变化", "Change in points"),
}

FREE = {
    name: info("ratio", -math.inf, math.inf, f"量{number}", f"Quantity {name}")
    for number, name in enumerate("xyzw")
}
"""Names of pure numbers without a range, which may be combined in every way."""

Value = float | tuple[float, float] | None


def band(value: Value) -> Band | None:
    """A number as an exact band, a pair as a band, None as not known."""
    if isinstance(value, tuple):
        return Band(*value)
    return None if value is None else Band(value, value)


def judged(source: str, **values: Value) -> Verdict:
    """The verdict of a rule over the names of `NAMES` and `FREE`."""
    rule = compile_rule(source, NAMES | FREE)
    return verdict(rule, {name: band(value) for name, value in values.items()})


def outcome(source: str, **values: Value) -> Result:
    """The result of a rule over the names of `NAMES` and `FREE`."""
    rule = compile_rule(source, NAMES | FREE)
    return evaluate(rule, {name: band(value) for name, value in values.items()})


class Written(NamedTuple):
    """One rule in three notations: ours, CEL over doubles, and Python over exact fractions."""

    ours: str
    cel: str
    python: str

    def each(self, change: Callable[[str], str]) -> Written:
        return Written(*(change(text) for text in self))


def same(text: str) -> Written:
    return Written(text, text, text)


def joined(parts: Sequence[Written], signs: Sequence[Written]) -> Written:
    """parts[0] signs[0] parts[1] … in every notation."""
    texts = []
    for kind in range(3):
        text = parts[0][kind]
        for sign, part in zip(signs, parts[1:], strict=True):
            text += f" {sign[kind]} {part[kind]}"
        texts.append(text)
    return Written(*texts)


NUMBERS = ("0", "1", "2", "3", "0.5", "0.25", "10", "7", "1.5", "100")


class Writer:
    """Writes random rules level by level of the grammar, so that precedence is left to the reader."""

    def __init__(self, rng: random.Random, depth: int = 3, known: bool = False) -> None:
        self.rng = rng
        self.depth = depth
        self.known = known

    def rule(self) -> Written:
        return self.any(self.depth)

    def some(self, weights: Sequence[int]) -> int:
        return self.rng.choices(range(1, len(weights) + 1), weights)[0]

    def any(self, depth: int) -> Written:
        parts = [self.all(depth) for _ in range(self.some((8, 3, 1)))]
        return joined(parts, [Written("||", "||", "or")] * (len(parts) - 1))

    def all(self, depth: int) -> Written:
        parts = [self.relation(depth) for _ in range(self.some((8, 3, 1)))]
        return joined(parts, [Written("&&", "&&", "and")] * (len(parts) - 1))

    def relation(self, depth: int) -> Written:
        kind = self.rng.random()
        if depth > 0 and kind < 0.15:
            return self.any(depth - 1).each(lambda text: f"({text})")
        if depth > 0 and kind < 0.3:
            inner = self.any(depth - 1)
            return Written(f"!({inner.ours})", f"!({inner.cel})", f"(not ({inner.python}))")
        if depth > 0 and kind < 0.4:
            return self.at_least(depth - 1)
        if self.known and kind < 0.45:
            name = self.rng.choice(list(FREE))
            return Written(f"known({name})", "true", "True")
        return self.comparison(depth)

    def at_least(self, depth: int) -> Written:
        parts = [self.any(depth) for _ in range(self.some((1, 3, 2)))]
        needed = self.rng.randint(1, len(parts))
        return Written(
            f"at_least({needed}, {', '.join(part.ours for part in parts)})",
            f"({' + '.join(f'(({part.cel}) ? 1 : 0)' for part in parts)} >= {needed})",
            f"(sum([{', '.join(part.python for part in parts)}]) >= {needed})",
        )

    def comparison(self, depth: int) -> Written:
        sign = same(self.rng.choice(("<", "<=", ">", ">=", "==", "!=")))
        while True:
            found = joined([self.sum(depth), self.sum(depth)], [sign])
            if any(name in found.ours for name in FREE):
                return found

    def sum(self, depth: int) -> Written:
        parts = [self.product(depth) for _ in range(self.some((7, 3, 1)))]
        return joined(parts, [same(self.rng.choice("+-")) for _ in parts[1:]])

    def product(self, depth: int) -> Written:
        parts = [self.unary(depth) for _ in range(self.some((8, 3, 1)))]
        return joined(parts, [same(self.rng.choice("*/")) for _ in parts[1:]])

    def unary(self, depth: int) -> Written:
        atom = self.atom(depth)
        return atom.each(lambda text: f"-{text}") if self.rng.random() < 0.1 else atom

    def atom(self, depth: int) -> Written:
        kind = self.rng.random()
        if depth > 0 and kind < 0.15:
            return self.sum(depth - 1).each(lambda text: f"({text})")
        if depth > 0 and kind < 0.3:
            return self.call(depth - 1)
        if kind < 0.7:
            return same(self.rng.choice(list(FREE)))
        number = self.rng.choice(NUMBERS)
        return Written(number, str(float(number)), f"F('{number}')")

    def call(self, depth: int) -> Written:
        a, b = self.sum(depth), self.sum(depth)
        name = self.rng.choice(("ratio", "min", "max", "abs"))
        if name == "abs":
            return Written(f"abs({a.ours})", f"(({a.cel}) < 0.0 ? -({a.cel}) : ({a.cel}))", f"abs({a.python})")
        if name == "ratio":
            return Written(
                f"ratio({a.ours}, {b.ours})", f"(({a.cel}) / ({b.cel}))", f"(({a.python}) / ({b.python}))"
            )
        sign = "<" if name == "min" else ">"
        return Written(
            f"{name}({a.ours}, {b.ours})",
            f"(({a.cel}) {sign} ({b.cel}) ? ({a.cel}) : ({b.cel}))",
            f"{name}({a.python}, {b.python})",
        )
