"""The reading of rules against the same grammar given to Lark, the oracle: trees, places, and where reading stops."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import lark
from hypothesis import example, given
from hypothesis import strategies as st

from assess.rules.lexical import tokens_of
from assess.rules.problems import Problems
from assess.rules.syntax import Parsed, _balanced, _Parser, _Stop

WORDS = (
    "a",
    "b2",
    "true",
    "min",
    "1",
    "2.5",
    "!",
    "-",
    "-",
    "+",
    "*",
    "/",
    "<",
    "==",
    "&&",
    "||",
    "(",
    ")",
    "(",
    ")",
    ",",
)


@cache
def _oracle() -> lark.Lark:
    grammar = Path(__file__).with_name("grammar.lark").read_text("utf-8")
    return lark.Lark(grammar, parser="lalr", lexer="basic", propagate_positions=True)


def _by_lark(source: str) -> Any:
    """(form, start, end, parts) as Lark reads `source`, or the place where it stops."""

    def plain(node: Any) -> Any:
        if isinstance(node, lark.Token):
            return (str(node), node.start_pos)
        return (node.data, node.meta.start_pos, node.meta.end_pos, [plain(c) for c in node.children])

    def order(tree: Any) -> list[tuple[str, int, int]]:
        return [(str(b.data), b.meta.start_pos, b.meta.end_pos) for b in tree.iter_subtrees()]

    try:
        tree = _oracle().parse(source)
    except lark.UnexpectedToken as error:
        return error.token.start_pos if error.token.type != "$END" else len(source)
    return plain(tree), order(tree)


def _by_us(source: str) -> Any:
    def plain(node: Any) -> Any:
        if not isinstance(node, Parsed):
            return (node.text, node.start)
        return (node.form, node.start, node.end, [plain(c) for c in node.parts])

    tokens = tokens_of({}, Problems(source))
    try:
        tree = _Parser(tokens).run()
    except _Stop as stopped:
        return tokens[stopped.index].start if stopped.index < len(tokens) else len(source)
    return plain(tree), [(b.form, b.start, b.end) for b in tree.walk()]


def _balances(source: str) -> bool:
    return _balanced(tokens_of({}, Problems(source)), Problems(source))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=24))
@example(["(", "a", "+", "(", "(", "b2", ")", ")", ")", "*", "2.5", "<", "a", "&&", "!", "(", "true", ")"])
@example(
    [
        "min",
        "(",
        "(",
        "a",
        ")",
        ",",
        "-",
        "b2",
        ",",
        "min",
        "(",
        ")",
        ")",
        "==",
        "1",
        "||",
        "a",
        "<",
        "1",
        "<",
        "2.5",
    ]
)
def test_whatever_is_written_is_read_as_the_grammar_says(words: list[str]) -> None:
    source = " ".join(words)
    if _balances(source):
        assert _by_us(source) == _by_lark(source)


@given(st.recursive(
    st.sampled_from(["a", "b2", "1", "min()"]),
    lambda inner: st.one_of(
        inner.map("({})".format), inner.map("!{}".format), inner.map("- {}".format),
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "<", "==", "&&", "||"]), inner).map(" ".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda xs: f"max({', '.join(xs)})"),
    ),
    max_leaves=12,
))  # fmt: skip
def test_rules_of_any_shape_make_the_tree_that_the_grammar_makes(source: str) -> None:
    assert _by_us(source) == _by_lark(source)
