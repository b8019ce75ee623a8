"""What can be said against a rule before any value is known: kinds, units, and conditions that never vary."""

from __future__ import annotations

import math

from assess.base.texts import Text
from assess.rules import tree as t
from assess.rules.figures import figure
from assess.rules.problems import Problems
from assess.rules.run import condition, frame, number
from assess.rules.units import PURE, unit_title

DEEPEST = 40
MOST_NODES = 400

_COMPARE_IT = Text(zh="拿它和别的数比较，例如 x > 0。", en="compare it with something, such as x > 0")
_TIGHT = Text(
    zh="! 只管紧跟其后的一项：把比较放进括号，例如 !(x < 1)。",
    en="! takes only what follows directly: put the comparison in parentheses, such as !(x < 1)",
)
_COMBINE = Text(
    zh="条件本身就有真假：用 &&、||、! 组合，不参与计算和比较。",
    en="a condition is yes or no by itself: combine conditions with &&, || and !",
)
_LIKE = Text(
    zh="只能比较或相加同一单位的数；不同单位的数先相除，再与纯数字比较。",
    en="compare or add quantities of one unit, or compare their quotient with a plain number",
)
_REWRITE = Text(zh="把它删掉或改写。", en="leave it out or rewrite it")


def check(tree: t.Node, problems: Problems, *, numeric: bool = False) -> None:
    """Note everything wrong in `tree`; afterwards a tree without problems can be run.

    The whole must be a condition, or with `numeric` a number that depends on some name.
    """
    if not _within_limits(tree, problems):
        return
    checker = _Checker(tree, problems)
    fine = checker.visit(tree)
    if numeric:
        if fine and not isinstance(tree, t.Quantity):
            checker.condition_for_number(tree)
        elif fine and not any(isinstance(node, t.Name) for node in tree.walk()):
            message = Text(zh="这里没有用到任何名称，总是同一个数", en="this names nothing and is always the same")
            hint = Text(zh="写出它取自哪个事实。", en="name the fact that it is taken from")
            problems.add(tree.start, tree.end, message, hint)
    elif fine and isinstance(tree, t.Quantity):
        checker.number_for_condition(tree, _COMPARE_IT)
    elif isinstance(tree, t.Truth):
        checker.constant(tree, tree.value)


def _within_limits(tree: t.Node, problems: Problems) -> bool:
    nodes, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        nodes += 1
        if depth > DEEPEST:
            message = Text(zh=f"嵌套超过 {DEEPEST} 层", en=f"nested more than {DEEPEST} deep")
            problems.add(node.start, node.end, message, Text(zh="请写得平一些。", en="write it flatter"))
            return False
        waiting.extend((part, depth + 1) for part in node.parts)
    if nodes > MOST_NODES:
        message = Text(zh=f"规则超过 {MOST_NODES} 个部分", en=f"the rule has more than {MOST_NODES} parts")
        hint = Text(zh="请把它拆成几条规则。", en="split it into several rules")
        problems.add(tree.start, tree.end, message, hint)
        return False
    return True


class _Checker:
    """Visits a tree from the leaves up; `visit` says whether a part is free of problems."""

    def __init__(self, tree: t.Node, problems: Problems) -> None:
        self.problems = problems
        self.frame = frame(tree, {}, None, declared=True)

    def visit(self, node: t.Node) -> bool:
        sound = [part for part in node.parts if self.visit(part)]
        fine = len(sound) == len(node.parts) and not isinstance(node, t.Broken)
        fine = self.kinds(node, sound) and fine
        fine = self.units(node) and fine
        if fine and isinstance(node, (t.Chain, t.Call)):
            fine = self.divisors(node)
        if fine and isinstance(node, (t.Compare, t.Opposite, t.AtLeast)):
            state = condition(node, self.frame)
            if state is not None:
                self.constant(node, state)
                fine = False
        return fine

    def kinds(self, node: t.Node, sound: list[t.Node]) -> bool:
        """Numbers where numbers belong, conditions where conditions do."""
        wrong: list[t.Node] = []
        if isinstance(node, (t.Negative, t.Chain, t.Call, t.Compare)):
            wrong = [part for part in sound if not isinstance(part, t.Quantity)]
            for part in wrong:
                self.condition_for_number(part)
        elif isinstance(node, (t.Opposite, t.AtLeast)):
            wrong = [part for part in sound if not isinstance(part, t.Condition)]
            for part in wrong:
                self.number_for_condition(part, _TIGHT if isinstance(node, t.Opposite) else _COMPARE_IT)
        return not wrong

    def condition_for_number(self, node: t.Node) -> None:
        shown = self.problems.part(node.start, node.end)
        message = Text(zh=f"“{shown}”是条件，这里需要数", en=f"“{shown}” is a condition where a number is needed")
        self.problems.add(node.start, node.end, message, _COMBINE)

    def number_for_condition(self, node: t.Node, hint: Text) -> None:
        shown = self.problems.part(node.start, node.end)
        message = Text(zh=f"“{shown}”是数，这里需要条件", en=f"“{shown}” is a number where a condition is needed")
        self.problems.add(node.start, node.end, message, hint)

    def units(self, node: t.Node) -> bool:
        """Only like units are added, compared or chosen from; plain numbers adapt."""
        if isinstance(node, t.Chain) and node.operators[0] in "*/":
            return True
        if not isinstance(node, (t.Chain, t.Call, t.Compare)):
            return True
        with_unit = [p for p in node.parts if isinstance(p, t.Quantity) and p.unit is not None]
        unlike = [part for part in with_unit if part.unit != with_unit[0].unit]
        for part in unlike:
            first, other = with_unit[0], part
            one, two = unit_title(first.unit), unit_title(other.unit)
            a, b = self.problems.part(first.start, first.end), self.problems.part(other.start, other.end)
            message = Text(
                zh=f"单位不同：“{a}”是{one.zh}，“{b}”是{two.zh}",
                en=f"unlike units: “{a}” is in {one.en}, “{b}” in {two.en}",
            )
            self.problems.add(other.start, other.end, message, _LIKE)
        return not unlike

    def divisors(self, node: t.Chain | t.Call) -> bool:
        """No division by what is always zero."""
        if isinstance(node, t.Chain):
            pairs = zip(node.operators, node.items[1:], strict=True)
            below = [item for operator, item in pairs if operator == "/"]
        else:
            below = [node.items[1]] if node.function == "ratio" else []
        zero = []
        for item in below:
            band = number(item, self.frame)
            if band is not None and band.lo == band.hi == 0:
                zero.append(item)
                message = Text(zh="除数总是零", en="this divides by what is always zero")
                hint = Text(zh="检查除数。", en="check the divisor")
                self.problems.add(item.start, item.end, message, hint)
        return not zero

    def constant(self, node: t.Node, state: bool) -> None:
        """Note that `node` comes out the same whatever the values are."""
        zh, en = ("成立", "true") if state else ("不成立", "false")
        names = {part.id: part for part in node.walk() if isinstance(part, t.Name)}
        if isinstance(node, t.Compare) and not names:
            message = Text(zh=f"这里只比较了数字，总是{zh}", en=f"this compares only numbers and is always {en}")
            hint = Text(zh="至少一边要有名称。", en="one side needs a name")
        else:
            message = Text(zh=f"这个条件总是{zh}", en=f"this condition is always {en}")
            ranges = _ranges(list(names.values())) if isinstance(node, t.Compare) else None
            hint = ranges or _REWRITE
        self.problems.add(node.start, node.end, message, hint)


def _ranges(names: list[t.Name]) -> Text | None:
    zh: list[str] = []
    en: list[str] = []
    for name in names:
        lo, hi = figure(name.range.lo), figure(name.range.hi)
        if math.isfinite(name.range.width):
            zh.append(f"{name.id} 在 {lo} 到 {hi} 之间")
            en.append(f"{name.id} lies between {lo} and {hi}")
        elif math.isfinite(name.range.lo):
            zh.append(f"{name.id} 不小于 {lo}")
            en.append(f"{name.id} is at least {lo}")
        elif math.isfinite(name.range.hi):
            zh.append(f"{name.id} 不大于 {hi}")
            en.append(f"{name.id} is at most {hi}")
    if not en:
        return None
    share = any(name.unit == PURE and name.range.hi == 1 for name in names)
    return Text(
        zh=f"按声明，{'，'.join(zh)}；检查界限{'，占比 50% 写作 0.5' if share else ''}。",
        en=f"as declared, {', '.join(en)}; check the limit{' (a share of 50% is 0.5)' if share else ''}",
    )
