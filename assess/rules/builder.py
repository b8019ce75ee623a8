"""From the parse tree to the tree of the rule: names resolved, units worked out, forms of calls checked."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final, Literal, cast

from assess.base.band import UNBOUNDED, Band
from assess.base.texts import Text
from assess.rules import tree as t
from assess.rules.functions import FUNCTIONS, NAMES, SPECIAL
from assess.rules.lexical import Token
from assess.rules.model import NameInfo
from assess.rules.problems import Problems, did_you_mean, quotable
from assess.rules.syntax import Form, Parsed
from assess.rules.units import Unit, common, product, unit_of

Parts = list[t.Node | Token]
_CHOICE: Final = Text(zh=f"可用：{'、'.join(NAMES)}。", en=f"there are {', '.join(NAMES)}")


def build(parsed: Parsed, names: Mapping[str, NameInfo], problems: Problems) -> t.Node:
    """The tree of the rule; parts about which a problem was noted come out as `Broken`."""
    return _Builder(names, problems).run(parsed)


class _Builder:
    """Builds from the leaves up, without recursion; the order of building numbers the slots."""

    def __init__(self, names: Mapping[str, NameInfo], problems: Problems) -> None:
        self.names = names
        self.problems = problems
        self.slots = 0

    def run(self, parsed: Parsed) -> t.Node:
        built: dict[int, t.Node] = {}
        for branch in parsed.walk():
            parts: Parts = [built[id(part)] if isinstance(part, Parsed) else part for part in branch.parts]
            built[id(branch)] = _MAKE[branch.form](self, branch.start, branch.end, parts)
        return built[id(parsed)]

    def slot(self) -> int:
        self.slots += 1
        return self.slots - 1

    def broken(self, start: int, end: int, items: list[t.Node], message: Text, hint: Text | None) -> t.Broken:
        self.problems.add(start, end, message, hint)
        return t.Broken(start, end, self.slot(), tuple(items))

    def number(self, start: int, end: int, parts: Parts) -> t.Node:
        return t.Number(start, end, self.slot(), None, float(_word(parts[0])))

    def name(self, start: int, end: int, parts: Parts) -> t.Node:
        word = _word(parts[0])
        if word in ("true", "false"):
            return t.Truth(start, end, self.slot(), word == "true")
        info = self.names.get(word)
        if info is None:
            shown = quotable(word)
            message = Text(
                zh=f"没有名为 {shown} 的事实、指标或层", en=f"no fact, indicator or layer is called {shown}"
            )
            hint = did_you_mean(word, self.names)
            if word in NAMES:
                usage = FUNCTIONS[word].usage if word in FUNCTIONS else SPECIAL[word]
                hint = Text(zh=f"{word} 是函数：写作 {usage}。", en=f"{word} is a function: write {usage}")
            self.problems.add(start, end, message, hint)
            return t.Name(start, end, self.slot(), None, word, UNBOUNDED)
        return t.Name(start, end, self.slot(), unit_of(info.unit), word, _range(info))

    def negative(self, start: int, end: int, parts: Parts) -> t.Node:
        item = _node(parts[1])
        if isinstance(item, t.Number):
            return t.Number(start, end, self.slot(), None, -item.value)
        return t.Negative(start, end, self.slot(), _unit(item), item)

    def opposite(self, start: int, end: int, parts: Parts) -> t.Node:
        return t.Opposite(start, end, self.slot(), _node(parts[0]))

    def sum(self, start: int, end: int, parts: Parts) -> t.Node:
        items, operators = _split(parts)
        return t.Chain(start, end, self.slot(), common(_unit(x) for x in items), operators, items)

    def product(self, start: int, end: int, parts: Parts) -> t.Node:
        items, operators = _split(parts)
        signs = [1, *(1 if operator == "*" else -1 for operator in operators)]
        unit = product((_unit(x), sign) for x, sign in zip(items, signs, strict=True))
        return t.Chain(start, end, self.slot(), unit, operators, items)

    def relation(self, start: int, end: int, parts: Parts) -> t.Node:
        items = [_node(part) for part in parts[::2]]
        operators = [_word(part) for part in parts[1::2]]
        if len(operators) == 1:
            operator = cast(t.Comparison, operators[0])
            return t.Compare(start, end, self.slot(), operator, items[0], items[1])
        shown = [self.problems.part(item.start, item.end) for item in items[:3]]
        better = f"{shown[0]} {operators[0]} {shown[1]} && {shown[1]} {operators[1]} {shown[2]}"
        second = parts[3]
        return self.broken(
            second.start,
            second.end,
            items,
            Text(zh="比较不能连着写", en="comparisons cannot be chained"),
            Text(zh=f"写成 {better}", en=f"write {better}"),
        )

    def every(self, start: int, end: int, parts: Parts) -> t.Node:
        items = tuple(_node(part) for part in parts)
        return t.AtLeast(start, end, self.slot(), "&&", len(items), items)

    def some(self, start: int, end: int, parts: Parts) -> t.Node:
        return t.AtLeast(start, end, self.slot(), "||", 1, tuple(_node(part) for part in parts))

    def call(self, start: int, end: int, parts: Parts) -> t.Node:
        word, items = _word(parts[0]), [_node(part) for part in parts[1:]]
        if word in FUNCTIONS:
            return self.function(start, end, word, items)
        if word == "at_least":
            return self.at_least(start, end, items)
        if word in ("known", "prev"):
            return self.of_name(start, end, cast(Literal["known", "prev"], word), items)
        hint = did_you_mean(word, NAMES) or _CHOICE
        if word in self.names:
            hint = Text(zh=f"{word} 是名称，后面不写括号。", en=f"{word} is a name and takes no parentheses")
        message = Text(zh=f"没有函数 {quotable(word)}", en=f"there is no function {quotable(word)}")
        return self.broken(start, start + len(word), items, message, hint)

    def function(self, start: int, end: int, word: str, items: list[t.Node]) -> t.Node:
        function = FUNCTIONS[word]
        if function.least <= len(items) and (function.most is None or len(items) <= function.most):
            unit = function.unit([_unit(item) for item in items])
            return t.Call(start, end, self.slot(), unit, word, tuple(items))
        more = function.most is None
        need = Text(
            zh=f"{word} 需要{'至少 ' if more else ' '}{function.least} 个参数，这里有 {len(items)} 个",
            en=f"{word} takes {'at least ' if more else ''}{function.least} argument"
            f"{'' if function.least == 1 else 's'}, not {len(items)}",
        )
        return self.broken(start, end, items, need, _usage(function.usage))

    def of_name(self, start: int, end: int, word: Literal["known", "prev"], items: list[t.Node]) -> t.Node:
        item = items[0] if len(items) == 1 else None
        if isinstance(item, t.Name) and word == "known":
            return t.Known(start, end, self.slot(), item)
        if isinstance(item, t.Name) and not item.previous:
            return t.Name(start, end, self.slot(), item.unit, item.id, item.range, previous=True)
        message = Text(zh=f"{word} 只接受一个名称", en=f"{word} takes one plain name")
        return self.broken(start, end, items, message, _usage(SPECIAL[word]))

    def at_least(self, start: int, end: int, items: list[t.Node]) -> t.Node:
        first, conditions = (items[0] if items else None), items[1:]
        digits = self.problems.source[first.start : first.end] if isinstance(first, t.Number) else ""
        if digits.isdigit() and 1 <= int(digits) <= len(conditions):
            return t.AtLeast(start, end, self.slot(), "at_least", int(digits), tuple(conditions))
        if conditions and not digits.isdigit():
            message = Text(zh="at_least 的第一个参数是写明的整数", en="at_least takes a written whole number first")
        elif not conditions:
            message = Text(zh="at_least 后面没有条件", en="at_least is given no conditions")
        else:
            count = len(conditions)
            message = Text(
                zh=f"这里有 {count} 个条件，at_least 的数字应在 1 到 {count} 之间",
                en=f"at_least takes a number from 1 to {count}, the number of its conditions",
            )
            if count == 1:
                message = Text(
                    zh="这里只有一个条件，at_least 的数字只能是 1",
                    en="at_least has one condition here, so its number can only be 1",
                )
        return self.broken(start, end, conditions, message, _usage(SPECIAL["at_least"]))


_MAKE: Final[dict[Form, Callable[[_Builder, int, int, Parts], t.Node]]] = {
    "number": _Builder.number,
    "name": _Builder.name,
    "negative": _Builder.negative,
    "opposite": _Builder.opposite,
    "sum": _Builder.sum,
    "product": _Builder.product,
    "relation": _Builder.relation,
    "all": _Builder.every,
    "any": _Builder.some,
    "call": _Builder.call,
}


def _node(part: t.Node | Token) -> t.Node:
    return cast(t.Node, part)


def _word(part: t.Node | Token) -> str:
    return cast(Token, part).text


def _split(parts: Parts) -> tuple[tuple[t.Node, ...], tuple[t.Operator, ...]]:
    items = tuple(_node(part) for part in parts[::2])
    return items, tuple(cast(t.Operator, _word(part)) for part in parts[1::2])


def _unit(node: t.Node) -> Unit:
    return node.unit if isinstance(node, t.Quantity) else None


def _usage(usage: str) -> Text:
    return Text(zh=f"写作 {usage}", en=f"write {usage}")


def _range(info: NameInfo) -> Band:
    # A range that is none says nothing; the pack's own checks report it.
    lowest, highest = info.lowest, info.highest
    if math.isnan(lowest) or math.isnan(highest) or lowest > highest:
        return UNBOUNDED
    return Band(float(lowest), float(highest))
