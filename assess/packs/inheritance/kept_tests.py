"""Which golden tests of a base still hold of the pack that extends it.

A test of a rule stays while the rule's condition and the facts it names are as they were. A test of scores stays
while nothing that bears on the scores it expects is touched: such tests were worked out for the base, and the
child has to work out its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from assess.packs.diff import EFFECTS
from assess.packs.inheritance.override_tables import UNSET, Override
from assess.packs.parts import Parts, counted
from assess.packs.reading.items import Item

_SCORE_KEYS: Final = frozenset(("name", "answers", "scores", "tolerance", "source", "kind", "facts"))
_NO_SCORES: Final = {
    "indicators": {"question"},
    "layers": {"base_layer"},
    "rules": {"manifestation", "severity", "confidence", "causes", "supersedes", "weigh"},
}
"""Keys that change what is asked or how it is read, but no score."""


class Touched(NamedTuple):
    """What a pack does to its base: overrides and removals by kind and id, and its own parts."""

    overrides: Mapping[tuple[str, str], Override]
    removals: Mapping[tuple[str, str], Any]
    own: Parts

    def bears(self, kind: str, id: str) -> bool:
        """Whether an override says anything anew of the element that is more than words."""
        override = self.overrides.get((kind, id))
        if override is None:
            return False
        effects, harmless = EFFECTS.get(kind, {}), _NO_SCORES.get(kind, set())
        keys = {*override.keys, *(override.item.get(UNSET) or ())}
        return any(effects.get(key, "meaning") != "text" and key not in harmless for key in keys)

    def of(self, kind: str) -> set[str]:
        """The ids of one kind that are changed in more than words, removed or new."""
        changed = {name for k, name in self.overrides if k == kind and self.bears(kind, name)}
        removed = {name for k, name in self.removals if k == kind}
        added = {x.get("id", "") for x in self.own.of(kind) if kind != "indicators" or counted(x)}
        return changed | removed | added


def kept_tests(base: Parts, flat: Parts, touched: Touched, removed: set[str]) -> tuple[list[Item], list[Item]]:
    """The golden tests of `base` that hold of `flat`, and those that were dropped without being removed by name."""
    scores = _scores_touched(base, flat, touched)
    rules = _rules_touched(base, touched)
    sources = {name for kind, name in touched.removals if kind == "sources"}
    kept, dropped = [], []
    for test in base.of("tests"):
        if test.get("name") in removed:
            continue
        if "rule" in test.values:
            stays = test.get("rule") not in rules
            # Who removes a rule removes its tests: that needs no mention.
            silent = ("rules", test.get("rule")) in touched.removals
        else:
            stays, silent = _score_test_stays(test, scores, touched), False
        if stays and test.get("source") not in sources:
            kept.append(test)
        elif not silent:
            dropped.append(test)
    return kept, dropped


def words_of(value: Any) -> set[str]:
    """Every name within a value that was read: ids, and the words of expressions."""
    if isinstance(value, Item):
        return words_of(value.values)
    if isinstance(value, dict):
        return words_of([*value, *value.values()])
    if isinstance(value, list | tuple):
        return {w for part in value for w in words_of(part)}
    found = re.findall(r"[A-Za-z0-9_-]+", value) if isinstance(value, str) else []
    return {part for word in found for part in (word, *word.split("-"))}


def _rules_touched(base: Parts, touched: Touched) -> set[str]:
    """Rules that are gone or whose condition may say something else."""
    facts = touched.of("facts")
    out = {name for kind, name in touched.removals if kind == "rules"}
    for item in base.of("rules"):
        override = touched.overrides.get(("rules", item.get("id")))
        if (override and "when" in override.keys) or words_of(item.get("when")) & facts:
            out.add(item.get("id"))
    return out


def _scores_touched(base: Parts, flat: Parts, touched: Touched) -> set[str]:
    """The indicators, layers and totals whose scores may come out differently."""
    everything = {
        x.get("id") for parts in (base, flat) for k in ("indicators", "layers", "totals") for x in parts.of(k)
    }
    own = touched.own
    if own.scoring is not None or (own.remove is not None and own.remove.get("scoring")):
        return everything
    found = touched.of("indicators") | touched.of("layers")
    changed = {"scales": touched.of("scales"), "facts": touched.of("facts")}
    both = [*base.of("indicators"), *flat.of("indicators")]
    capping = [r for r in (*base.of("rules"), *flat.of("rules")) if r.get("effect", "").startswith("cap-")]
    found |= {rule.get("target") for rule in capping if rule.get("id") in touched.of("rules")}
    before = -1
    while len(found) != before:
        before = len(found)
        found |= {x.get("id") for x in both if _leans_on(x, found, changed)}
        found |= {x.get("layer") for x in both if x.get("id") in found and counted(x)}
        found |= {r.get("target") for r in capping if words_of(r.get("when")) & (found | changed["facts"])}
    totals = {x.get("id") for parts in (base, flat) for x in parts.of("totals")}
    return found | (totals if found else touched.of("totals"))


def _leans_on(item: Item, found: set[str], changed: Mapping[str, set[str]]) -> bool:
    follow = item.get("follows")
    others = {cap.get("by") for cap in item.get("caps") or () if cap} | (
        {follow.get("indicator")} if follow else set()
    )
    named = words_of(item.get("applies_when")) | words_of(item.get("value_from"))
    scale = item.get("scale")
    return bool(
        others & found or named & changed["facts"] or (isinstance(scale, str) and scale in changed["scales"])
    )


def _score_test_stays(test: Item, scores: set[str], touched: Touched) -> bool:
    if test.get("kind") and touched.of("profiles"):
        return False
    if test.values.keys() - _SCORE_KEYS:
        # Of a test that expects more than scores, only an untouched pack is known to be as the base was.
        return not scores and not touched.of("grades")
    facts = touched.of("facts")
    named = {*test.get("scores", {}), *test.get("answers", {})}
    return not (named & scores or set(test.get("facts", {})) & facts)
