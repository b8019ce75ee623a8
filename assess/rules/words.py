"""The outcome of a rule as a paragraph in either language.

Every comparison becomes a clause, “the ratio of “A” (91) to “B” (213) is 0.4272, which is less than 0.5”, and
every combination a heading over its clauses that says what was needed and what came of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final

from assess.base.band import Band
from assess.base.texts import Lang, Text
from assess.rules import tree as t
from assess.rules.figures import DIGITS, PERCENT, SCORE, bounded, ends, figure, telling_digits
from assess.rules.model import NameInfo, Result
from assess.rules.trace import REVERSED, Trace
from assess.rules.units import PURE, base_of
from assess.rules.wording import (
    AMOUNTS,
    FUNCTION_WORDS,
    HEADINGS,
    OPERATORS,
    RELATIONS,
    SET_ASIDE,
    SWAPPED,
    UNKNOWN,
)

_HAN_AND_FIGURES: Final = re.compile(r"(?<=[一-鿿])(?=-?[0-9])|(?<=[0-9%])(?=[一-鿿])")
_INNER_QUOTES: Final = str.maketrans("“”", "‘’")
_QUOTED_NAME: Final = re.compile(r"“\{([a-z][a-z0-9_]*)\}”")


def in_words(result: Result, names: Mapping[str, NameInfo], lang: Lang) -> str:
    """The outcome as one paragraph: names by their titles, values with units, and what was not known.

    A name that `names` does not have stands as its id.
    """

    def title(name: str) -> str:
        shown = names[name].title.get(lang) if name in names else name
        return f"“{shown.translate(_INNER_QUOTES)}”"

    main = _QUOTED_NAME.sub(lambda m: title(m[1]), result.words.get(lang))
    missing = [title(name) for name in result.unknown]
    earlier = [title(name) for name in result.unknown_previous]
    missing += [f"上一年的{name}" if lang == "zh" else f"{name} one year earlier" for name in earlier]
    if not missing or result.verdict == "does-not-apply":  # what is missing would change nothing
        return main
    lead = UNKNOWN["undetermined" if result.verdict == "undetermined" else "decided"].get(lang)
    if lang == "zh":
        return f"{main}{lead}：{'、'.join(missing)}。"
    return f"{main} {lead}: {', '.join(missing)}.".lstrip()


def paragraph(node: t.Node, trace: Trace) -> Text:
    """The outcome of a whole rule as one sentence per language, with “{name}” where a title will stand."""
    zh = _Writer(trace, "zh").sentence(node)
    en = _Writer(trace, "en").sentence(node)
    return Text(zh=_HAN_AND_FIGURES.sub(" ", zh), en=en[0].upper() + en[1:])


class _Writer:
    """Writes parts of one outcome in one language."""

    def __init__(self, trace: Trace, lang: Lang) -> None:
        self.trace = trace
        self.lang = lang

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def sentence(self, node: t.Node) -> str:
        """The whole rule: a heading and its clauses."""
        if self.trace.set_aside:
            return SET_ASIDE.get(self.lang).format(self.apart(node))
        heading, clauses = self.heading(node), self.clauses(_stripped(node))
        return self.say(f"{heading}：{clauses}。", f"{heading}: {clauses}.")

    def heading(self, node: t.Node) -> str:
        """What came of the condition as a whole."""
        subject, state = _stripped(node), self.trace.state(node)
        if isinstance(subject, t.AtLeast):
            text = HEADINGS[subject.form, state].get(self.lang)
            return text.format(count=len(subject.items), needed=subject.needed)
        return HEADINGS["!" if isinstance(subject, t.Opposite) else "", state].get(self.lang)

    def clauses(self, node: t.Node) -> str:
        """What there is to say under the heading."""
        if isinstance(node, t.AtLeast):
            return self.say("；", "; ").join(self.clause(part) for part in self.telling(node))
        return self.clause(node.item if isinstance(node, t.Opposite) else node)

    def telling(self, node: t.AtLeast) -> list[t.Node]:
        """The parts that were looked at, and of a decided combination only those that decided it."""
        seen = [part for part in node.items if self.trace.looked_at(part)]
        state = self.trace.state(node)
        if state is None:
            return seen
        return [part for part in seen if self.trace.state(part) is state]

    def clause(self, node: t.Node) -> str:
        """A part of a combination; combinations within it stand in parentheses after their heading."""
        subject = _stripped(node)
        if isinstance(subject, t.Compare):
            return self.comparison(subject)
        if isinstance(subject, t.Known):
            title = self.title(subject.item)
            if self.trace.apart(subject.item):
                return self.apart(subject)
            if self.trace.unknown(subject.item):
                return self.say(f"{title}未知", f"{title} is not known")
            return self.say(f"{title}已知", f"{title} is known")
        heading = self.heading(node)
        if isinstance(subject, t.Truth):
            return heading
        inner = self.clauses(subject)
        return self.say(f"{heading}（{inner}）", f"{heading} ({inner})")

    def comparison(self, node: t.Compare) -> str:
        state, left, right, operator = self.trace.state(node), node.left, node.right, node.operator
        if isinstance(left, t.Number):
            left, right, operator = right, left, SWAPPED[operator]
        base = _base(left) or _base(right)
        digits = telling_digits(self.trace.band(left), self.trace.band(right), least=_digits(base))
        relation = RELATIONS[REVERSED[operator] if state is False else operator].get(self.lang)
        subject = self.statement(left, base, digits, state is not None)
        other = self.amount(self.trace.band(right), base, digits)
        if isinstance(right, t.Name):
            value = self.value(right, base, digits)
            other = self.described(right) + self.say(f"（{value}）", f" ({value})")
        elif not isinstance(right, t.Number):
            result = self.say(f"，即{other}", f", that is {other}") if bounded(self.trace.band(right)) else ""
            other = self.described(right) + result
        if state is None and (apart := self.apart(node)):
            return apart
        if state is None:
            return self.say(
                f"{subject}，无法判定是否{relation}{other}",
                f"{subject}, so it cannot be said whether it is {relation} {other}",
            )
        return self.say(f"{subject}，{relation}{other}", f"{subject}, which is {relation} {other}")

    def statement(self, node: t.Node, base: str | None, digits: int, decided: bool) -> str:
        """What is compared and what it came to: “A” is 5 days."""
        what, band = self.described(node), self.trace.band(node)
        if band is None:
            return self.say(f"{what}无法计算", f"{what} cannot be worked out")
        if not bounded(band) and not decided:
            return self.say(f"{what}未知", f"{what} is not known")
        amount = self.amount(band, base, digits)
        if self.trace.unknown(node):
            return self.say(f"{what}未知（{amount}）", f"{what} is not known ({amount})")
        if amount.startswith(("至少", "至多")):
            return f"{what}{amount[:2]}为{amount[2:]}"
        return self.say(f"{what}为{amount}", f"{what} is {amount}")

    def apart(self, node: t.Node) -> str:
        """Which of the names of a comparison do not apply to the body; empty when all do."""
        names = [n for n in node.walk() if isinstance(n, t.Name) and self.trace.apart(n)]
        titles = list(dict.fromkeys(self.title(name) for name in sorted(names, key=lambda n: n.start)))
        if not titles:
            return ""
        does = "does" if len(titles) == 1 else "do"
        return self.say(
            f"{'、'.join(titles)}不适用于该单位", f"{' and '.join(titles)} {does} not apply to the body"
        )

    def value(self, node: t.Node, base: str | None, digits: int) -> str:
        band = self.trace.band(node)
        if self.trace.apart(node):
            return self.say("不适用", "does not apply")
        if self.trace.unknown(node) or not bounded(band):
            return self.say("未知", "not known")
        return self.amount(band, base, digits)

    def amount(self, band: Band | None, base: str | None, digits: int) -> str:
        """A band with its unit: “5 days”, “between 3 and 5 days”, “at least 3 days”."""
        if band is None or (math.isinf(band.lo) and math.isinf(band.hi)):
            return self.say("未知", "not known")
        unit = AMOUNTS[base].get(self.lang) if base in AMOUNTS else "{}"
        lo, hi = ends(band, digits)
        if lo == hi:
            single = lo == "1" and self.lang == "en"
            return (unit.removesuffix("s") if single else unit).format(lo)
        if hi == "∞":
            return self.say("至少", "at least ") + unit.format(lo)
        if lo == "-∞":
            return self.say("至多", "at most ") + unit.format(hi)
        return self.say(f"{lo} 至 {unit.format(hi)}", f"between {lo} and {unit.format(hi)}")

    def title(self, node: t.Name) -> str:
        quoted = f"“{{{node.id}}}”"
        return self.say(f"上一年的{quoted}", f"{quoted} one year earlier") if node.previous else quoted

    def described(self, node: t.Node) -> str:
        """A quantity in words; the values of names within it stand in parentheses."""
        if isinstance(node, t.Name):
            return self.title(node)
        if isinstance(node, t.Number):
            return figure(node.value)
        parts = [self.inside(part) for part in node.parts]
        if isinstance(node, t.Negative):
            return self.say("负的", "minus ") + parts[0]
        if isinstance(node, t.Call):
            return self.called(node.function, parts)
        if not isinstance(node, t.Chain):
            return self.trace.text(node)
        if _is_mean(node):
            return self.called("mean", [self.inside(item) for item in node.items[0].parts])
        if node.operators == ("/",) and node.unit == PURE:
            return self.called("ratio", parts)
        if node.operators == ("*",) and isinstance(node.items[0], t.Number):
            return self.say(f"{parts[1]}的{parts[0]}倍", f"{parts[0]} times {parts[1]}")
        out = parts[0]
        for operator, part in zip(node.operators, parts[1:], strict=True):
            out += OPERATORS[operator].get(self.lang) + part
        return out

    def called(self, function: str, parts: list[str]) -> str:
        listed = self.say("、".join(parts), ", ".join(parts[:-1]) + " and " + parts[-1])
        return FUNCTION_WORDS[function].get(self.lang).format(first=parts[0], last=parts[-1], all=listed)

    def inside(self, node: t.Node) -> str:
        """A quantity within a description: names with their values, operations in parentheses."""
        if isinstance(node, t.Number):
            return figure(node.value)
        text = self.described(node)
        if isinstance(node, t.Name):
            value = self.value(node, _base(node), _digits(_base(node)))
            return text + self.say(f"（{value}）", f" ({value})")
        return self.say(f"（{text}）", f"({text})")


def _stripped(node: t.Node) -> t.Node:
    """The condition without its ! where the words need none.

    Clauses say what is the case (“… is 1, which is at most 3”), so a comparison reads the same with and without
    it. Two in a row cancel; one before a combination stays.
    """
    while isinstance(node, t.Opposite) and not isinstance(node.item, t.AtLeast):
        node = node.item.item if isinstance(node.item, t.Opposite) else node.item
    return node


def _is_mean(node: t.Chain) -> bool:
    """Whether the chain is (a + b + c) / 3, a mean spelt out."""
    over = node.items[-1]
    total = node.items[0]
    return (
        node.operators == ("/",)
        and isinstance(over, t.Number)
        and isinstance(total, t.Chain)
        and set(total.operators) == {"+"}
        and len(total.items) == over.value
    )


def _digits(base: str | None) -> int:
    return {"points": SCORE, "score": SCORE, "percent": PERCENT}.get(base or "", DIGITS[0])


def _base(node: t.Node) -> str | None:
    return base_of(node.unit) if isinstance(node, t.Quantity) else None
