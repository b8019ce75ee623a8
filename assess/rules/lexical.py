"""The first look at a rule, character by character: everything that is not part of the language at all.

Rules are written by people who also write spreadsheets, Python and Chinese prose; each habit gets its own
answer. All such problems are found in one pass, so that the grammar only ever sees words of the language.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from assess.base.texts import Text
from assess.rules import habits
from assess.rules.model import NameInfo
from assess.rules.problems import Problems, did_you_mean, quotable

LONGEST = 2_000
"""How many characters a rule may have."""


class Token(NamedTuple):
    """A word of the language at source[start:end]."""

    kind: Literal["number", "word", "operator"]
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


_TOKEN = r"""
    (?P<space>[ \t\r\n\f]+)
  | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z_.]))
  | (?P<bad_number>\.?[0-9][0-9A-Za-z_.]*)
  | (?P<word>[A-Za-z_][0-9A-Za-z_]*)
  | (?P<string>"[^"\n]*"?|'[^'\n]*'?|[“”‘’「」『』][^“”‘’「」『』\n]*[“”‘’「」『』]?)
  | (?P<habit>===|!==|=>|=<|<>|<<|>>|\*\*|//|:=|\+\+)
  | (?P<operator>&&|\|\||<=|>=|==|!=|[-+*/<>!(),])
  | (?P<single>[&|=%^?:;.\[\]{}])
  | (?P<chinese>[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff][\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff0-9A-Za-z_]*)
  | (?P<wide>[\uff01-\uff5e\u3000-\u303f\u2264-\u2267×÷≠−–—·∧∨¬¥…]+)
  | (?P<other>.)
"""


@cache
def _tokens() -> re.Pattern[str]:
    # Compiled on the first rule: it takes ten milliseconds, which programs that read no rule should not pay.
    return re.compile(_TOKEN, re.VERBOSE | re.DOTALL)


def tokens_of(names: Mapping[str, NameInfo], problems: Problems) -> list[Token]:
    """The words of the rule; notes every character that is not part of the language."""
    source = problems.source
    if len(source) > LONGEST:
        problems.add(
            LONGEST,
            len(source),
            Text(zh=f"规则最长 {LONGEST:,} 个字符", en=f"a rule has at most {LONGEST:,} characters"),
            Text(zh="请把它拆成几条规则。", en="split it into several rules"),
        )
        return []
    if not source.strip():
        problems.add(
            0,
            len(source),
            Text(zh="规则是空的", en="the rule is empty"),
            Text(zh="写一个条件，例如 a < 0.5。", en="write a condition, such as a < 0.5"),
        )
    tokens: list[Token] = []
    for match in _tokens().finditer(source):
        _read(match, tokens, names, problems)
    return tokens


def _read(match: re.Match[str], tokens: list[Token], names: Mapping[str, NameInfo], problems: Problems) -> None:
    kind, text, start = match.lastgroup or "other", match[0], match.start()
    found: habits.Answer | None = None
    if kind == "number":
        found = _number(text)
        tokens.append(Token("number", text, start))
    elif kind == "word":
        found = _word(text, names)
        tokens.append(Token("word", text, start))
    elif kind == "operator":
        tokens.append(Token("operator", text, start))
    elif kind == "bad_number":
        found = _bad_number(text)
    elif kind == "string":
        found = habits.STRING
    elif kind in ("habit", "single"):
        found = _percent(tokens, problems.source, start) if text == "%" else habits.SYMBOLS[text]
    elif kind == "chinese":
        found = _chinese(text, names)
    elif kind == "wide":
        found = _wide(text)
    elif kind == "other":
        found = _other(text)
    if found:
        problems.add(start, match.end(), found.message, found.hint)


def _number(text: str) -> habits.Answer | None:
    if math.isinf(float(text)):
        return habits.answer("数字太大", "the number is too large", "最大约 1.8e308。", "at most about 1.8e308")
    if len(text) > 1 and text[0] == "0" and text[1].isdigit():
        return habits.answer(
            f"数字 {quotable(text)} 以 0 开头",
            f"the number {quotable(text)} starts with a zero",
            "去掉开头的 0；千位之间不加逗号，例如 48000。",
            "drop the zero; thousands are written without commas, such as 48000",
        )
    return None


def _bad_number(text: str) -> habits.Answer:
    shown, plain = quotable(text), quotable(text.replace("_", ""))
    if plain.isdigit():
        return habits.answer(f"{shown} 不是数字", f"{shown} is not a number", f"写 {plain}。", f"write {plain}")
    digits = re.match(r"[0-9]+(\.[0-9]+)?", text)
    number = quotable(digits[0] if digits else "0.5")
    return habits.answer(
        f"{shown} 不是数字",
        f"{shown} is not a number",
        f"数字写成 48000、0.5 或 2e-3 的样子，不带单位，例如 {number}。",
        f"numbers look like 48000, 0.5 or 2e-3 and carry no unit, such as {number}",
    )


def _word(text: str, names: Mapping[str, NameInfo]) -> habits.Answer | None:
    if text in names or (text in ("true", "false")):
        return None
    lower = text.lower()
    if lower in habits.WORDS:
        return habits.WORDS[lower]
    if re.fullmatch(r"[a-z][a-z0-9_]*", text):
        return None
    hint, shown = did_you_mean(lower, [*names, "true", "false"]), quotable(text)
    return habits.Answer(
        Text(
            zh=f"名称 {shown} 不合规则：名称由小写字母、数字和下划线组成，以字母开头",
            en=f"{shown} is not a name: names are small letters, digits and underscores, a letter first",
        ),
        hint,
    )


def _percent(tokens: list[Token], source: str, start: int) -> habits.Answer:
    last = tokens[-1] if tokens else None
    if last and last.kind == "number" and not source[last.end : start].strip():
        share = f"{float(last.text) / 100:g}"
        return habits.answer(
            "规则里没有百分号",
            "there is no percent sign in rules",
            f"占比写成小数：{last.text}% 写作 {share}。",
            f"write a share as a decimal: {last.text}% is {share}",
        )
    return habits.SYMBOLS["%"]


def _chinese(text: str, names: Mapping[str, NameInfo]) -> habits.Answer:
    if text in habits.CHINESE:
        return habits.CHINESE[text]
    partly = [name for name, info in names.items() if text in info.title.zh]
    near = ([name for name in partly if names[name].title.zh == text] or partly)[:3]
    hint = Text(zh="名称用标识符，例如 results_displayed。", en="use the id of a name, such as results_displayed")
    if near:
        hint = Text(zh=f"是不是想写 {' 或 '.join(near)}？", en=f"did you mean {' or '.join(near)}?")
    shown = quotable(text)
    message = Text(zh=f"规则里不写中文：“{shown}”", en=f"rules are not written in Chinese: “{shown}”")
    return habits.Answer(message, hint)


def _wide(text: str) -> habits.Answer:
    plain = "".join(habits.WIDE.get(c, unicodedata.normalize("NFKC", c)) for c in text)
    plain = {"=": "==", "&": "&&", "|": "||"}.get(plain, plain).strip()
    shown = quotable(text)
    message = Text(zh=f"“{shown}”不是规则用的符号", en=f"“{shown}” is not a sign that rules use")
    if not text.strip("　"):
        message = Text(zh="规则里有全角空格", en="the rule has a full-width space")
        return habits.Answer(message, Text(zh="改用普通空格。", en="use an ordinary space"))
    if not plain:
        return habits.Answer(message, Text(zh="把它删掉。", en="leave it out"))
    return habits.Answer(
        message, Text(zh=f"改用半角：{quotable(plain)}", en=f"write it in half width: {quotable(plain)}")
    )


def _other(text: str) -> habits.Answer:
    code, plain = f"U+{ord(text):04X}", unicodedata.normalize("NFKC", text)
    hint = None
    if plain != text and plain.isascii() and plain.strip():
        hint = Text(zh=f"改写成 {plain}", en=f"write {plain}")
    message = Text(zh=f"字符 {code} 不属于规则语言", en=f"the character {code} is not part of rules")
    return habits.Answer(message, hint)
