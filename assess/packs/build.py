"""From checked items to the frozen `Pack`, with the digests that tell when meaning or scoring has changed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from assess.base.digest import digest
from assess.packs.model import (
    BodyCase,
    Budget,
    Cap,
    Contradiction,
    Fact,
    Follow,
    Gate,
    GoldenTest,
    Grade,
    Group,
    Indicator,
    Layer,
    Pack,
    Profile,
    Rule,
    Scale,
    Scoring,
    Source,
    Total,
    Uncertainty,
    Weigh,
)
from assess.packs.parts import Parts
from assess.packs.reading.files import SourceFile
from assess.packs.reading.items import Item
from assess.packs.relative import spec_of

_NO_MEANING = (
    "title",
    "label",
    "layer",
    "group",
    "guidance",
    "serves",
    "sources",
    "weight",
    "digest",
    "applies_when",
    "profiles",
    "facets",
    "status",
    "since",
    "until",
    "role",
    "each",
    "unqualified_on",
    "unqualified_from",
    "unqualified_above",
    "unqualified_below",
    "minutes",
    "repeats",
)
"""What may change in an indicator without changing what an answer means or how many points it earns."""


_BASE = ("extends", "extends_version")

_FORMS: dict[str, Any] = {
    "aggregation": None,
    "caps": (),
    "applies_when": None,
    "value_from": None,
    "profiles": (),
    "gates": (),
    "contradictions": (),
    "facets": (),
    "status": "active",
    "since": "",
    "until": "",
    "reserved": (),
    "of_cases": True,
    "goalposts": None,
    "log": False,
    "role": None,
    "each": None,
    "unqualified_on": (),
    "unqualified_from": None,
    "unqualified_above": None,
    "unqualified_below": None,
    "within_days": None,
    "start": 100.0,
    "pass_mark": None,
    "bonus_above": None,
    "bonus_most": None,
    "scale_up": True,
    "weigh": (),
    "normalise": None,
    "less_is_better": False,
    "rescale": None,
    "rescale_layers": None,
    "scoring": msgspec.to_builtins(Scoring()),
    "uncertainty": msgspec.to_builtins(Uncertainty()),
    "minutes": None,
    "repeats": None,
    "burden": msgspec.to_builtins(Budget()),
}
"""Forms that most packs do not use, with the defaults that say so."""


def build(
    parts: Parts, files: Sequence[SourceFile], scales: Mapping[int, Scale | None], facts: Mapping[str, Fact]
) -> Pack:
    """The pack of parts in which no problem was found."""
    assert parts.pack is not None
    indicators = [_indicator(item, scales[n]) for n, item in enumerate(parts.of("indicators"))]
    identity = {key: value for key, value in parts.pack.values.items() if key not in _BASE}
    pack = Pack(
        **identity,
        digest="",
        sources=_all(parts, "sources", Source),
        totals=_all(parts, "totals", Total),
        grades=_all(parts, "grades", Grade),
        layers=tuple(_layer(item, indicators) for item in parts.of("layers")),
        groups=_all(parts, "groups", Group),
        indicators=tuple(i for i in indicators if i.status == "active"),
        facts=tuple(facts[item.get("id")] for item in parts.of("facts")),
        rules=tuple(_rule(item) for item in parts.of("rules")),
        tests=tuple(_tests(parts, files)),
        profiles=_all(parts, "profiles", Profile),
        gates=_all(parts, "gates", Gate),
        contradictions=_all(parts, "contradictions", Contradiction),
        reserved=tuple(i for i in indicators if i.status != "active"),
        lineage=parts.lineage,
        scoring=_scoring(parts.scoring),
        burden=Budget(**parts.burden.values) if parts.burden else Budget(),
        uncertainty=Uncertainty(**_frozen(parts.uncertainty.values)) if parts.uncertainty else Uncertainty(),
    )
    return msgspec.structs.replace(pack, digest=_digest_of(pack, ("tests", "digest", "lineage")))


def _all(parts: Parts, kind: str, struct: type[Any]) -> tuple[Any, ...]:
    return tuple(struct(**_frozen(item.values)) for item in parts.of(kind))


def _rule(item: Item) -> Rule:
    weigh = tuple(Weigh(**entry.values) for entry in item.get("weigh") or ())
    return Rule(**{**_frozen(item.values), "weigh": weigh})


def _scoring(item: Item | None) -> Scoring:
    values = dict(item.values) if item else {}
    return Scoring(**{**values, "normalise": spec_of(values.get("normalise"))})


def _frozen(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


def _layer(item: Item, indicators: Sequence[Indicator]) -> Layer:
    """The layer; where nothing averages layers it weighs what its indicators are worth."""
    worth = math.fsum(i.weight for i in indicators if i.layer == item.get("id") and i.status == "active")
    return Layer(**{"weight": worth, **_frozen(item.values)})


def _indicator(item: Item, scale: Scale | None) -> Indicator:
    assert scale is not None
    values = _frozen(item.values)
    scored = values.pop("scored", True) and values.get("role") != "veto"
    values.pop("normalise", None)  # Its scale says it.
    if (most := values.pop("most", None)) is not None:
        scale = _counting(scale, most, values.get("each"))
    follow = values.pop("follows", None)
    caps = tuple(Cap(**cap.values) for cap in values.pop("caps", ()))
    indicator = Indicator(
        **{
            **values,
            "label": values.get("label", values["id"]),
            "weight": values.get("weight", scale.maximum) if scored else 0.0,
            "scale": scale,
            "follows": Follow(**_frozen(follow.values)) if follow else None,
            "caps": caps,
            "digest": "",
        }
    )
    return msgspec.structs.replace(indicator, digest=_digest_of(indicator, _NO_MEANING))


def _counting(scale: Scale, most: float, each: float | None) -> Scale:
    """The scale of a deduction or a bonus: `most` bounds its points; a plain number counts `each` up to there."""
    curve = ((0.0, 0.0), (most / each, most)) if each is not None else scale.curve
    return msgspec.structs.replace(scale, maximum=most, curve=curve)


def _digest_of(struct: msgspec.Struct, without: Sequence[str]) -> str:
    return digest(
        {name: value for name, value in _said(msgspec.to_builtins(struct)).items() if name not in without}
    )


def _said(value: Any) -> Any:
    """Plain data without forms left at their default: what a pack does not use leaves its digest alone."""
    if isinstance(value, dict):
        return {key: _said(v) for key, v in value.items() if key not in _FORMS or v != _FORMS[key]}
    return [_said(v) for v in value] if isinstance(value, (list, tuple)) else value


def _tests(parts: Parts, files: Sequence[SourceFile]) -> list[GoldenTest]:
    counts = {file.name: len(file.data["tests"]) for file in files if file.data and "tests" in file.data}
    lines = {file.name: _header_lines(file.source) for file in files if file.name in counts}
    tests = []
    for item in parts.of("tests"):
        file, index = item.place.file, int(item.place.path[1])
        # Headers are counted in the text, so that a sound pack loads without tree-sitter; should the count
        # not fit (an inline array, a header within a text), the place is given by number.
        where = f"{file}:{lines[file][index]}" if len(lines[file]) == counts[file] else f"{file} {item.place.key}"
        cases = tuple(BodyCase(**_frozen(case.values)) for case in item.get("bodies") or ())
        tests.append(GoldenTest(**{**_frozen(item.values), "bodies": cases}, where=where))
    return tests


def _header_lines(source: bytes) -> list[int]:
    rows = source.split(b"\n")
    return [n for n, row in enumerate(rows, start=1) if re.match(rb"[ \t]*\[\[[ \t]*tests[ \t]*\]\]", row)]
