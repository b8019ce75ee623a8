"""The tables of the pack format: which keys each may hold and how each is read (`docs/pack-format.md`)."""

from __future__ import annotations

from typing import Final

from assess.base.texts import Text
from assess.packs import vocabulary as words
from assess.packs.reading.fields import flag, list_of, loose_string, number, one_of, string, text, whole
from assess.packs.reading.formats import (
    CODE,
    NAMES,
    PACK_ID,
    VERSION,
    answer,
    corner,
    expected_score,
    given_value,
    goalposts,
    iso_date,
    link,
    mapping,
    name_id,
)
from assess.packs.reading.items import Field, Item, Table, nested, read_table
from assess.packs.reading.problems import Notes, Place
from assess.packs.reading.shapes import takes

_BOTH = '{ zh = "…", en = "…" }'


def scale_or_name(notes: Notes, place: Place, value: object) -> str | Item | None:
    """The name of a declared scale, or a scale written inline."""
    return read_table(notes, place, value, SCALE) if isinstance(value, dict) else string(notes, place, value)


NORMALISE: Table = {
    "method": Field(one_of(words.NORMALISATIONS), '"min-max"'),
    "lower": Field(number()),
    "upper": Field(number()),
    "mean": Field(number()),
    "sd": Field(number(above=0)),
    "factor": Field(number(above=0)),
    "offset": Field(number()),
    "reference": Field(string),
}
EVIDENCE: Table = {
    "kind": Field(one_of(words.EVIDENCE_KINDS), '"log"'),
    "text": Field(text, _BOTH),
    "count": Field(whole(1)),
    "independent": Field(flag),
    "within_days": Field(whole(1)),
}
OPTION: Table = {
    "code": Field(CODE, '"all"'),
    "text": Field(text, _BOTH),
    "points": Field(number(0)),
    "state": Field(one_of(words.OPTION_STATES)),
    "evidence": Field(list_of(nested(EVIDENCE))),
}
SCALE: Table = {
    "kind": Field(one_of(words.SCALE_KINDS), '"levels"'),
    "maximum": Field(number(above=0)),
    "options": Field(list_of(nested(OPTION), least=1)),
    "curve": Field(list_of(corner, least=2)),
    "goalposts": Field(goalposts),
    "log": Field(flag),
    "normalise": Field(nested(NORMALISE)),
    "less_is_better": Field(flag),
    "unit": Field(one_of(words.UNITS)),
    "lowest": Field(number()),
    "highest": Field(number()),
}
takes({"anyOf": [string, {"table": SCALE}]})(scale_or_name)
NAMED_SCALE: Table = {"id": Field(CODE, '"my_scale"'), **SCALE}
PACK: Table = {
    "id": Field(PACK_ID, '"my-index"'),
    "version": Field(VERSION, '"1.0.0"'),
    "licence": Field(string, '"CC-BY-4.0"'),
    "extends": Field(PACK_ID),
    "extends_version": Field(VERSION),
    "title": Field(text, _BOTH),
    "summary": Field(text, _BOTH),
}
SOURCE: Table = {
    "id": Field(CODE, '"my_source"'),
    "title": Field(string, '"…"'),
    "publisher": Field(string, '"…"'),
    "date": Field(iso_date, '"2021-03-19"'),
    "url": Field(link),
    "licence": Field(loose_string),
}
SCORING: Table = {
    "layers": Field(one_of(words.MEANS)),
    "indicators": Field(one_of(words.MEANS)),
    "power": Field(number()),
    "floor": Field(number(0, 100)),
    "rank": Field(one_of(words.RANKS)),
    "rank_digits": Field(whole(0, 9)),
    "normalise": Field(nested(NORMALISE)),
    "rescale": Field(one_of(words.RESCALES)),
    "rescale_layers": Field(one_of(words.RESCALES)),
}
UNCERTAINTY: Table = {
    "draws": Field(whole(0, 100_000)),
    "seed": Field(whole(0)),
    "weights": Field(number(0, 0.9)),
    "means": Field(list_of(one_of(tuple(m for m in words.MEANS if m != "power")), least=1)),
    "floor": Field(number(0, 100)),
    "evidence": Field(number(0, 1)),
}
BURDEN: Table = {"minutes": Field(number(above=0, most=100_000), "120")}
TOTAL: Table = {
    "id": Field(CODE, '"overall"'),
    "method": Field(one_of(words.TOTAL_METHODS), '"layers-mean"'),
    "title": Field(text, _BOTH),
    "start": Field(number(above=0)),
    "pass_mark": Field(number(0)),
    "bonus_above": Field(number(0)),
    "bonus_most": Field(number(above=0)),
    "scale_up": Field(flag),
}
GRADE: Table = {
    "id": Field(CODE, '"high"'),
    "least": Field(number(0), "75"),
    "title": Field(text, _BOTH),
}
LAYER: Table = {
    "id": Field(name_id, '"readiness"'),
    "weight": Field(number(above=0)),  # needed wherever layers are averaged: check_deductions.py
    "title": Field(text, _BOTH),
    "base_layer": Field(one_of(words.BASE_LAYERS)),
    "description": Field(text),
    "aggregation": Field(one_of(words.MEANS)),
}
GROUP: Table = {
    "id": Field(CODE, '"my_group"'),
    "layer": Field(string, '"readiness"'),
    "title": Field(text, _BOTH),
}
FOLLOW: Table = {"indicator": Field(string, '"its_parent"'), "on": Field(list_of(string, least=1), '["yes"]')}
GATE: Table = {
    "id": Field(CODE, '"approval"'),
    "title": Field(text, _BOTH),
    "layer": Field(string, '"readiness"'),
    "blocking": Field(list_of(string, least=1), '["my_indicator"]'),
    "stop_rules": Field(list_of(string, least=1)),
    "condition_rules": Field(list_of(string, least=1)),
    "proof": Field(one_of(words.PROOFS)),
}
CONTRADICTION: Table = {
    "id": Field(one_of(words.CONTRADICTIONS), '"supply-demand"'),
    "first": Field(list_of(string, least=1), '["data"]'),
    "second": Field(list_of(string, least=1), '["utilization"]'),
    "first_rules": Field(list_of(string, least=1)),
    "second_rules": Field(list_of(string, least=1)),
}
PROFILE: Table = {"id": Field(CODE, '"county"'), "title": Field(text, _BOTH)}
CAP: Table = {"by": Field(string, '"the_other"')}
INDICATOR: Table = {
    "id": Field(name_id, '"my_indicator"'),
    "layer": Field(string, '"readiness"'),
    "scale": Field(scale_or_name, '"my_scale"'),
    "title": Field(text, _BOTH),
    "question": Field(text, _BOTH),
    "label": Field(string),
    "group": Field(string),
    "weight": Field(number(above=0)),
    "scored": Field(flag),
    "guidance": Field(text),
    "not_applicable": Field(one_of(words.NA_POLICIES)),
    "follows": Field(nested(FOLLOW)),
    "feeds": Field(string),
    "normalise": Field(nested(NORMALISE)),
    "caps": Field(list_of(nested(CAP), least=1)),
    "applies_when": Field(string),
    "value_from": Field(string),
    "profiles": Field(list_of(string, least=1)),
    "facets": Field(list_of(one_of(words.FACETS), least=1)),
    "status": Field(one_of(words.STATUSES)),
    "since": Field(string),
    "until": Field(string),
    "role": Field(one_of(words.ROLES)),
    "most": Field(number(above=0)),
    "each": Field(number(above=0)),
    "unqualified_on": Field(list_of(string, least=1)),
    "unqualified_from": Field(number()),
    "unqualified_above": Field(number()),
    "unqualified_below": Field(number()),
    "minutes": Field(number(above=0, most=10_000)),
    "repeats": Field(text),
    "sources": Field(NAMES),
    "serves": Field(NAMES),
}
FACT: Table = {
    "id": Field(name_id, '"my_fact"'),
    "unit": Field(one_of(words.UNITS), '"count"'),
    "collector": Field(one_of(words.COLLECTORS), '"agency"'),
    "title": Field(text, _BOTH),
    "lowest": Field(number()),
    "highest": Field(number()),
    "max_age_days": Field(whole(1)),
    "derive": Field(one_of(words.DERIVATIONS)),
    "description": Field(text),
    "of_cases": Field(flag),
}
WEIGH: Table = {
    "cause": Field(one_of(words.CAUSES), '"judged_on_paper"'),
    "when": Field(string, '"…"'),
    "speaks": Field(one_of(words.SPEAKS), '"for"'),
    "says": Field(text, _BOTH),
    "weight": Field(one_of(words.WEIGHTS)),
}
RULE: Table = {
    "id": Field(name_id, '"my_rule"'),
    "manifestation": Field(one_of(words.MANIFESTATIONS), '"decorative"'),
    "when": Field(string, '"…"'),
    "severity": Field(one_of(words.SEVERITIES), '"medium"'),
    "confidence": Field(one_of(words.CONFIDENCES), '"medium"'),
    "causes": Field(list_of(one_of(words.CAUSES)), '["judged_on_paper"]'),
    "weigh": Field(list_of(nested(WEIGH), least=1)),
    "title": Field(text, _BOTH),
    "ask": Field(text, _BOTH),
    "may_be_wrong_if": Field(text, _BOTH),
    "withdrawn_if": Field(text, _BOTH),
    "remedy": Field(text, _BOTH),
    "effect": Field(one_of(words.EFFECTS)),
    "target": Field(string),
    "cap": Field(number(0, 100)),
    "supersedes": Field(NAMES),
    "sources": Field(NAMES),
    "serves": Field(NAMES),
}
CASE: Table = {
    "id": Field(string, '"first_city"'),
    "answers": Field(mapping(answer)),
    "facts": Field(mapping(given_value)),
    "kind": Field(string),
    "scores": Field(mapping(expected_score)),
    "rank": Field(whole(1)),
    "outcome": Field(one_of(words.OUTCOMES)),
    "vetoes": Field(NAMES),
    "grade": Field(string),
}
TEST: Table = {
    "name": Field(string, '"…"'),
    "rule": Field(string),
    "given": Field(mapping(given_value)),
    "not_applicable": Field(NAMES),
    "verdict": Field(one_of(("yes", "no", "undetermined", "does-not-apply"))),
    "answers": Field(mapping(answer)),
    "scores": Field(mapping(expected_score)),
    "tolerance": Field(number(0)),
    "source": Field(string),
    "kind": Field(string),
    "facts": Field(mapping(given_value)),
    "outcome": Field(one_of(words.OUTCOMES)),
    "vetoes": Field(NAMES),
    "grade": Field(string),
    "bodies": Field(list_of(nested(CASE), least=1)),
}

KINDS: Final[dict[str, Table]] = {
    "sources": SOURCE,
    "totals": TOTAL,
    "grades": GRADE,
    "profiles": PROFILE,
    "layers": LAYER,
    "groups": GROUP,
    "scales": NAMED_SCALE,
    "indicators": INDICATOR,
    "facts": FACT,
    "rules": RULE,
    "gates": GATE,
    "contradictions": CONTRADICTION,
    "tests": TEST,
}
"""The arrays of tables of a pack, by the key they stand under."""

CALLED: Final[dict[str, Text]] = {
    "sources": Text(zh="来源", en="source"),
    "totals": Text(zh="总分", en="total"),
    "grades": Text(zh="等级", en="grade"),
    "profiles": Text(zh="单位类别", en="profile"),
    "layers": Text(zh="层", en="layer"),
    "groups": Text(zh="分组", en="group"),
    "scales": Text(zh="量表", en="scale"),
    "indicators": Text(zh="指标", en="indicator"),
    "facts": Text(zh="事实", en="fact"),
    "rules": Text(zh="规则", en="rule"),
    "gates": Text(zh="关口", en="gate"),
    "contradictions": Text(zh="矛盾", en="contradiction"),
    "tests": Text(zh="用例", en="test"),
}
"""What an element of each is called in messages."""
