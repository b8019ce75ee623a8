"""Checks of rules: effect, target and cap fit together, and the condition compiles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assess.base.texts import Text, same
from assess.packs.check_links import check_name, refer_all
from assess.packs.formats import RESERVED
from assess.packs.items import Item
from assess.packs.model import Fact
from assess.packs.names import rule_names
from assess.packs.parts import Parts
from assess.packs.problems import Notes
from assess.rules import NameInfo, RuleErrors, compile_rule

_TARGETS = {"cap-indicator": "indicators", "cap-layer": "layers"}


class _Name(NamedTuple):
    id: str
    title: Text
    scored: bool


def names_in(parts: Parts, facts: Iterable[Fact]) -> dict[str, NameInfo]:
    """The names of a pack whose parts need not all be sound."""
    return rule_names(facts, _names(parts, "indicators"), _names(parts, "layers"))


def _names(parts: Parts, kind: str) -> list[_Name]:
    return [
        _Name(name, item.get("title") or same(name), item.get("scored", True))
        for name, item in parts.by_id(kind).items()
    ]


def check_rules(notes: Notes, parts: Parts, names: Mapping[str, NameInfo]) -> None:
    """Check every rule of the pack."""
    for item in parts.of("rules"):
        refer_all(notes, parts, item, "sources", "sources")
        refer_all(notes, parts, item, "rules", "supersedes")
        _check_itself(notes, item)
        _check_effect(notes, parts, item)
        if "when" in item.values:
            _check_condition(notes, parts, item, names)


def _check_itself(notes: Notes, item: Item) -> None:
    if item.get("id") in (item.get("supersedes") or ()):
        message = Text(zh="规则不能取代自己", en="a rule cannot supersede itself")
        hint = Text(zh="从 `supersedes` 中删掉它。", en="remove it from `supersedes`")
        notes.add(item.at("supersedes"), message, hint)


def _check_effect(notes: Notes, parts: Parts, item: Item) -> None:
    effect = item.get("effect", "flag")
    kind = _TARGETS.get(effect)
    if kind is None:
        for key in item.values.keys() & {"target", "cap"}:
            # With an effect that could not be read, nobody knows whether the key belongs there.
            if "effect" in item.values or item.sound:
                message = Text(zh=f"效果 `{effect}` 没有 `{key}`", en=f"the effect `{effect}` has no `{key}`")
                hint = Text(
                    zh=f"删掉它，或写 `effect = {_quoted('cap-indicator')}` 或 `{_quoted('cap-layer')}`。",
                    en=f"remove it, or set the effect to {_quoted('cap-indicator')} or {_quoted('cap-layer')}",
                )
                notes.add(item.at(key), message, hint, on="key")
        return
    if "target" in item.values:
        check_name(notes, parts, item.at("target"), item.get("target"), kind)
    for key, example in (("target", '"…"'), ("cap", "50")):
        if key not in item.values and item.sound:
            message = Text(zh=f"效果 `{effect}` 缺少 `{key}`", en=f"the effect `{effect}` needs a `{key}`")
            hint = Text(zh=f"加上 `{key} = {example}`。", en=f"add `{key} = {example}`")
            notes.add(item.at(key), message, hint, on="key")


def _quoted(word: str) -> str:
    return f'"{word}"'


def _check_condition(notes: Notes, parts: Parts, item: Item, names: Mapping[str, NameInfo]) -> None:
    source = item.get("when")
    unknown = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", source)) - names.keys() - RESERVED
    facts, indicators = parts.by_id("facts"), parts.by_id("indicators")
    if unknown & facts.keys() or (unknown and not parts.complete):
        return  # Declared but wrong, or perhaps declared in a file that could not be read: noted there.
    try:
        compile_rule(source, names)
    except RuleErrors as errors:
        for problem in errors.problems:
            span = (problem.offset, problem.length)
            hint = problem.hint
            if source[problem.offset : problem.offset + problem.length] in indicators.keys() - names.keys():
                hint = Text(
                    zh="这个指标不计分，没有得分可用；请写它供给的事实。",
                    en="this indicator is not scored, so it has no score; name the fact that it feeds",
                )
            notes.add(item.at("when"), problem.message, hint, span=span)
