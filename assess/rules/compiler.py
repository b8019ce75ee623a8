"""From the text of a rule to a checked rule, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from assess.rules import tree as t
from assess.rules.builder import build
from assess.rules.check import check
from assess.rules.lexical import tokens_of
from assess.rules.model import Compiled, NameInfo, RuleErrors
from assess.rules.problems import Problems
from assess.rules.syntax import parse


def compile_rule(source: str, names: Mapping[str, NameInfo]) -> Compiled:
    """The checked rule; raises RuleErrors with all problems that can be seen without values.

    Stages: words of the language, grammar, names and forms, then kinds, units and constant conditions. Words
    and grammar must be right before the later stages can say anything.
    """
    problems = Problems(source)
    tokens = tokens_of(names, problems)
    parsed = None if problems else parse(tokens, problems)
    if parsed is None:
        raise RuleErrors(problems.in_order())
    tree = build(parsed, names, problems)
    check(tree, problems)
    if problems:
        raise RuleErrors(problems.in_order())
    read = [node for node in tree.walk() if isinstance(node, t.Name)]
    return Compiled(
        source,
        tree,
        frozenset(node.id for node in read if not node.previous),
        frozenset(node.id for node in read if node.previous),
    )
