"""Checks of rules: effect, target and cap fit together, and the condition compiles."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from assess.base.texts import Text, same
from assess.packs.checks.links import check_name, refer_all
from assess.packs.model import Fact
from assess.packs.names import rule_names
from assess.packs.parts import Parts, asked, weighed
from assess.packs.reading.formats import RESERVED
from assess.packs.reading.items import Item
from assess.packs.reading.problems import Notes, suggestion
from assess.rules import Compiled, NameInfo, RuleErrors, compile_rule

_ANYTHING = NameInfo("", -math.inf, math.inf, same(""))
"""A name of which nothing is known: it fits everywhere."""
_NAMED = ("facts", "indicators", "layers")
_TARGETS = {"cap-indicator": "indicators", "cap-layer": "layers"}


class _Name(NamedTuple):
    id: str
    title: Text
    scored: bool


def names_in(
    parts: Parts, facts: Iterable[Fact], ranges: Mapping[str, tuple[float, float]] = {}
) -> dict[str, NameInfo]:
    """The names of a pack whose parts need not all be sound; `ranges` as in `rule_names`."""
    return rule_names(facts, _names(parts, "indicators"), _names(parts, "layers"), ranges)


def _names(parts: Parts, kind: str) -> list[_Name]:
    return [
        _Name(name, item.get("title") or same(name), weighed(item) if kind == "indicators" else True)
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
            check_source(notes, parts, item, "when", names)
        for entry in item.get("weigh") or ():
            if entry is not None:
                _check_weigh(notes, parts, item, entry, names)


def _check_weigh(notes: Notes, parts: Parts, rule: Item, entry: Item, names: Mapping[str, NameInfo]) -> None:
    """Evidence is about a cause that the rule names, and is something else than the rule itself."""
    causes = [cause for cause in rule.get("causes") or () if cause is not None]
    cause = entry.get("cause")
    if (
        cause is not None
        and "causes" in rule.values
        and len(causes) == len(rule.get("causes"))
        and cause not in causes
    ):
        message = Text(zh=f"`causes` 里没有成因 `{cause}`", en=f"the rule does not name the cause `{cause}`")
        hint = suggestion(cause, causes) or Text(
            zh="把它加进 `causes`，或换一个成因。", en="add it to `causes`, or name another"
        )
        notes.add(entry.at("cause"), message, hint)
    if "when" not in entry.values:
        return
    if "".join(entry.get("when").split()) == "".join(rule.get("when", "").split()):
        message = Text(
            zh="这条证据就是规则自己的条件，说明不了成因",
            en="this evidence is the condition of the rule itself and tells no causes apart",
        )
        hint = Text(zh="写规则以外的情形。", en="name something beyond what the rule looks at")
        notes.add(entry.at("when"), message, hint)
    check_source(notes, parts, entry, "when", names)


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


def check_source(
    notes: Notes,
    parts: Parts,
    item: Item,
    key: str,
    names: Mapping[str, NameInfo],
    compiler: Callable[[str, Mapping[str, NameInfo]], Compiled] = compile_rule,
) -> Compiled | None:
    """Compile the text at `key` of `item` over `names`; the compiled text, or None when anything is wrong."""
    source = item.get(key)
    unknown = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", source)) - names.keys() - RESERVED
    if unknown and not parts.complete:
        return None  # Perhaps declared in a file that could not be read: noted there.
    # Facts that are declared but wrong are noted where they stand; the rest of the text is checked around them.
    open_ = {
        name
        for name in unknown
        if name in parts.by_id("facts") or not all(parts.surely(kind, name) for kind in _NAMED)
    }
    broken = {fact for fact in parts.by_id("facts") if fact not in names} | open_
    try:
        compiled = compiler(source, {**names, **dict.fromkeys(broken, _ANYTHING)})
        return None if open_ else compiled
    except RuleErrors as errors:
        for problem in errors.problems:
            span = (problem.offset, problem.length)
            word = source[problem.offset : problem.offset + problem.length]
            message, hint = _about(parts, word, key, names) or (problem.message, problem.hint)
            notes.add(item.at(key), message, hint or problem.hint, span=span)
    return None


def _about(parts: Parts, word: str, key: str, names: Mapping[str, NameInfo]) -> tuple[Text, Text] | None:
    """What to say of an indicator or a layer that has no score to name here."""
    indicator = parts.by_id("indicators").get(word)
    if word in names or (indicator is None and word not in parts.by_id("layers")):
        return None
    if key != "when":
        return (
            Text(zh=f"`{word}` 是得分，这里只能用事实", en=f"`{word}` is a score; only facts may be named here"),
            Text(zh="写它所依据的事实。", en="name the facts that it rests on"),
        )
    message = Text(zh=f"指标 `{word}` 没有得分", en=f"the indicator `{word}` has no score")
    if indicator is not None and not asked(indicator):
        return message, Text(zh="这个指标不再或尚未询问。", en="this indicator is retired or future and not asked")
    return message, Text(
        zh="这个指标不计分，没有得分可用；请写它供给的事实。",
        en="this indicator is not scored, so it has no score; name the fact that it feeds",
    )
