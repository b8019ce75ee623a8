"""Checks of what indicators say over facts: when they apply."""

from __future__ import annotations

from collections.abc import Mapping

from assess.packs.check_rules import check_source
from assess.packs.model import Fact
from assess.packs.names import rule_names
from assess.packs.parts import Parts
from assess.packs.problems import Notes


def check_forms(notes: Notes, parts: Parts, facts: Mapping[str, Fact]) -> None:
    """Check `applies_when` of every indicator; scores are not known yet when it is judged, so it names facts."""
    names = rule_names(facts.values(), (), ())
    for item in parts.of("indicators"):
        if "applies_when" in item.values:
            check_source(notes, parts, item, "applies_when", names)
