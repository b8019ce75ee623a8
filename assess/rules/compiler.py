"""From the text of a rule to a checked rule, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from assess.rules import tree as t
from assess.rules.builder import build
from assess.rules.check import check
from assess.rules.lexical import tokens_of
from assess.rules.model import Compiled, NameInfo, RuleErrors
from assess.rules.problems import Problems
from assess.rules.syntax import parse

Known = frozenset[tuple[str, NameInfo]]


def compile_rule(source: str, names: Mapping[str, NameInfo]) -> Compiled:
    """The checked rule; raises RuleErrors with all problems that can be seen without values.

    Kept by source and names: a pack's rules are compiled when it is checked and used right after.

    Stages: words of the language, grammar, names and forms, then kinds, units and constant conditions. Words
    and grammar must be right before the later stages can say anything.
    """
    return _compiled(source, _known(names), False)


def compile_rules(sources: Iterable[str], names: Mapping[str, NameInfo]) -> tuple[Compiled, ...]:
    """`compile_rule` for each of `sources`, looking at `names` once."""
    known = _known(names)
    return tuple(_compiled(source, known, False) for source in sources)


def compile_number(source: str, names: Mapping[str, NameInfo]) -> Compiled:
    """A checked expression whose outcome is a number, by the same stages; `tree` holds its unit.

    Raises RuleErrors with all problems, among them a condition where the number should be.
    """
    return _compiled(source, _known(names), True)


def _known(names: Mapping[str, NameInfo]) -> Known:
    return _same(frozenset(names.items()))


@lru_cache(maxsize=64)
def _same(known: Known) -> Known:
    """The first set equal to `known`: every rule compiled with it keeps it, and hundreds of sets are megabytes."""
    return known


@lru_cache(maxsize=16)
def _by_name(known: Known) -> Mapping[str, NameInfo]:
    return dict(sorted(known, key=lambda item: item[0]))


@lru_cache(maxsize=2048)
def _compiled(source: str, known: Known, numeric: bool) -> Compiled:
    names = _by_name(known)
    problems = Problems(source)
    tokens = tokens_of(names, problems)
    parsed = None if problems else parse(tokens, problems)
    if parsed is None:
        raise RuleErrors(problems.in_order())
    tree = build(parsed, names, problems)
    check(tree, problems, numeric=numeric)
    if problems:
        raise RuleErrors(problems.in_order())
    read = [node for node in tree.walk() if isinstance(node, t.Name)]
    return Compiled(
        source,
        tree,
        frozenset(node.id for node in read if not node.previous),
        frozenset(node.id for node in read if node.previous),
    )
