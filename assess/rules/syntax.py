"""From the words of a rule to its parse tree, or to one plain statement of where the grammar fails.

The language is a subset of CEL's: same operators, same precedence, without strings, lists, attributes, the
conditional operator and the remainder. Chains of one precedence level are one flat node. More than one comparison
in a row is accepted here, so that the next stage can say what to write instead. The reading is by operator
precedence with stacks of its own, so that no depth of nesting can overflow Python's; tests hold it to a grammar
written for Lark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from assess.base.texts import Text
from assess.rules.lexical import Token
from assess.rules.problems import Problems, quotable
from assess.rules.tree import COMPARISONS

Form = Literal[
    "number", "name", "negative", "opposite", "product", "sum", "relation", "all", "any", "call"
]  # fmt: skip


class Parsed(NamedTuple):
    """A part of a rule as written, source[start:end], with the parts and words that it is made of."""

    form: Form
    parts: tuple[Parsed | Token, ...]
    start: int
    end: int

    def walk(self) -> Iterator[Parsed]:
        """All that is in this, parts before what they are part of, and this last; no recursion."""
        found, at = [self], 0
        while at < len(found):
            found += [part for part in reversed(found[at].parts) if isinstance(part, Parsed)]
            at += 1
        return reversed(found)


_CHAINS: Final[dict[str, tuple[int, Form]]] = {
    "||": (1, "any"),
    "&&": (2, "all"),
    **dict.fromkeys(COMPARISONS, (3, "relation")),
    "+": (4, "sum"),
    "-": (4, "sum"),
    "*": (5, "product"),
    "/": (5, "product"),
}
"""Operators between two parts: how closely they bind, and the form of a chain of them."""
_SIGNS: Final[dict[str, Form]] = {"!": "opposite", "-": "negative"}
_CLOSEST: Final = 6


class _Operand(NamedTuple):
    """A part that is complete, with the place of the parentheses around it."""

    parsed: Parsed
    start: int
    end: int


class _Waiting(NamedTuple):
    """A sign, an operator or an opening parenthesis whose right side is still to come.

    `level` says how closely it binds, 0 for parentheses. A call is a parenthesis that knows its word and how many
    operands there were before it.
    """

    level: int
    form: Form | None
    token: Token
    word: Token | None = None
    before: int = 0


class _Stop(Exception):
    """The grammar does not allow the token `index`."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class _Parser:
    """Reads tokens from left to right; what is complete is folded as soon as something binds less closely."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.operands: list[_Operand] = []
        self.waiting: list[_Waiting] = []
        self.at = 0

    def run(self) -> Parsed:
        """The whole rule."""
        wanting = True
        while self.at < len(self.tokens):
            wanting = self._operand() if wanting else self._operator()
            self.at += 1
        if wanting:
            raise _Stop(self.at)
        self._fold(1)
        return self.operands[0].parsed

    def _operand(self) -> bool:
        """Take a token where an operand may begin; whether one is still wanted."""
        token = self.tokens[self.at]
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        if token.kind == "word" and after is not None and after.text == "(":
            self.waiting.append(_Waiting(0, "call", after, token, len(self.operands)))
            self.at += 1
            return True
        if token.kind != "operator":
            form: Form = "number" if token.kind == "number" else "name"
            self._put(Parsed(form, (token,), token.start, token.end))
            return False
        if token.text == "(":
            self.waiting.append(_Waiting(0, None, token))
        elif (sign := _SIGNS.get(token.text)) is not None:
            self.waiting.append(_Waiting(_CLOSEST, sign, token))
        elif token.text == ")" and self.waiting and self._opens_call(self.tokens[self.at - 1]):
            self._close(token)
            return False
        else:
            raise _Stop(self.at)
        return True

    def _opens_call(self, token: Token) -> bool:
        top = self.waiting[-1]
        return top.form == "call" and top.token is token

    def _operator(self) -> bool:
        """Take a token after an operand; whether another operand is wanted."""
        token = self.tokens[self.at]
        if token.kind != "operator":
            raise _Stop(self.at)
        if (chain := _CHAINS.get(token.text)) is not None:
            level, form = chain
            self._fold(level + 1)
            self.waiting.append(_Waiting(level, form, token))
            return True
        if token.text not in (",", ")"):
            raise _Stop(self.at)
        self._fold(1)
        if not self.waiting or (token.text == "," and self.waiting[-1].form != "call"):
            raise _Stop(self.at)
        if token.text == ",":
            return True
        self._close(token)
        return False

    def _close(self, token: Token) -> None:
        """The parenthesis on top is closed by `token`."""
        opened = self.waiting.pop()
        if opened.word is None:
            inner = self.operands.pop()
            self.operands.append(inner._replace(start=opened.token.start, end=token.end))
            return
        given = tuple(o.parsed for o in self.operands[opened.before :])
        del self.operands[opened.before :]
        self._put(Parsed("call", (opened.word, *given), opened.word.start, token.end))

    def _fold(self, level: int) -> None:
        """Fold all that waits on top and binds at least as closely as `level`."""
        while self.waiting and self.waiting[-1].level >= level:
            top = self.waiting.pop()
            if top.level == _CLOSEST:
                self._fold_sign(top)
                continue
            chain = [top]
            while self.waiting and self.waiting[-1].level == top.level:
                chain.append(self.waiting.pop())
            chain.reverse()
            self._fold_chain(chain)

    def _fold_sign(self, sign: _Waiting) -> None:
        item, form = self.operands.pop(), sign.form or "opposite"
        parts: tuple[Parsed | Token, ...] = (item.parsed,) if form == "opposite" else (sign.token, item.parsed)
        self._put(Parsed(form, parts, sign.token.start, item.end))

    def _fold_chain(self, chain: list[_Waiting]) -> None:
        items, form = self.operands[-len(chain) - 1 :], chain[0].form or "all"
        del self.operands[-len(items) :]
        parts: list[Parsed | Token] = [items[0].parsed]
        for operator, item in zip(chain, items[1:], strict=True):
            parts += [item.parsed] if form in ("any", "all") else [operator.token, item.parsed]
        self._put(Parsed(form, tuple(parts), items[0].start, items[-1].end))

    def _put(self, parsed: Parsed) -> None:
        self.operands.append(_Operand(parsed, parsed.start, parsed.end))


def parse(tokens: list[Token], problems: Problems) -> Parsed | None:
    """The parse tree of the rule whose words are `tokens`, or None after noting what is wrong."""
    if not _balanced(tokens, problems):
        return None
    try:
        return _Parser(tokens).run()
    except _Stop as stopped:
        _explain(tokens, stopped.index, problems)
        return None


def _balanced(tokens: list[Token], problems: Problems) -> bool:
    # Unmatched parentheses are found here: the grammar would only complain somewhere after them.
    opened: list[Token] = []
    fine = True
    for token in tokens:
        if token.text == "(":
            opened.append(token)
        elif token.text == ")" and opened:
            opened.pop()
        elif token.text == ")":
            fine = False
            problems.add(
                token.start,
                token.end,
                Text(zh="这个右括号没有对应的左括号", en="this closing parenthesis has no opening one"),
                Text(zh="删去它，或在前面补上左括号。", en="remove it, or open one before it"),
            )
    for token in opened:
        problems.add(
            token.start,
            token.end,
            Text(zh="这个左括号没有关上", en="this parenthesis is never closed"),
            Text(zh="在后面补上右括号。", en="close it with )"),
        )
    return fine and not opened


def _explain(tokens: list[Token], index: int, problems: Problems) -> None:
    """Note why the word at `index` (or the end of the rule) cannot stand where it stands."""
    before = tokens[index - 1] if index else None
    here = tokens[index] if index < len(tokens) else None
    if here is None:
        _missing(before, None, problems)
    elif here.text == ",":
        _comma(tokens, index, problems)
    elif _ends_operand(before) and (here.kind != "operator" or here.text in ("(", "!")):
        _adjoining(before, here, problems)
    elif here.text == ")" and before is not None and before.text == "(":
        problems.add(
            before.start,
            here.end,
            Text(zh="括号里是空的", en="there is nothing in the parentheses"),
            Text(zh="在括号里写上条件或数值。", en="put a condition or a number in them"),
        )
    else:
        _missing(before, here, problems)


def _ends_operand(token: Token | None) -> bool:
    return token is not None and (token.kind != "operator" or token.text == ")")


def _adjoining(before: Token | None, here: Token, problems: Problems) -> None:
    first, second = quotable(before.text if before else ""), quotable(here.text)
    message = Text(
        zh=f"“{first}”与“{second}”之间缺少运算符",
        en=f"an operator is missing between “{first}” and “{second}”",
    )
    hint = Text(zh="用 + - * /、比较、&& 或 || 把它们连起来。", en="join them with + - * /, a comparison, && or ||")
    if here.text == "!":
        hint = Text(zh="“不等于”写作 !=。", en="“not equal” is written !=")
    problems.add(here.start, here.end, message, hint)


def _comma(tokens: list[Token], index: int, problems: Problems) -> None:
    here = tokens[index]
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if not _ends_operand(before):
        _missing(before, here, problems)
        return
    hint = Text(
        zh="逗号只用来隔开函数的参数；条件之间用 && 或 ||。",
        en="commas only separate what a function is given; join conditions with && or ||",
    )
    if before and after and before.kind == after.kind == "number":
        # Groups of three digits were told before: what is left is a decimal comma.
        number = f"{before.text}.{after.text}"
        hint = Text(zh=f"小数点写作“.”：{number}。", en=f"the decimal sign is a point: {number}")
    problems.add(here.start, here.end, Text(zh="这里不能用逗号", en="a comma cannot stand here"), hint)


def _missing(before: Token | None, here: Token | None, problems: Problems) -> None:
    at = here or before
    if at is None:
        return
    if before is None:
        message = Text(zh=f"规则不能以“{at.text}”开头", en=f"a rule cannot start with “{at.text}”")
    else:
        text = quotable(before.text)
        message = Text(zh=f"“{text}”后面缺少内容", en=f"something is missing after “{text}”")
    hint = Text(zh="补上数字、名称或括号。", en="put a number, a name or a parenthesis there")
    if here and here.text == "+":
        hint = Text(zh="数字前面不写加号。", en="numbers carry no plus sign")
    elif here and before and before.text in COMPARISONS and here.text in COMPARISONS:
        hint = Text(zh="只写一个比较符号。", en="write one comparison sign only")
    problems.add(at.start, at.end, message, hint)
