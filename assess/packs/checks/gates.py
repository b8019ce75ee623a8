"""Checks of gates: that what they name is there, and that every item of theirs can be answered with a score."""

from __future__ import annotations

from assess.base.texts import Text
from assess.packs.checks.links import refer, refer_all
from assess.packs.parts import Parts
from assess.packs.reading.items import Item
from assess.packs.reading.problems import Notes, shown


def check_gates(notes: Notes, parts: Parts) -> None:
    """Check `[[gates]]`: layers, items and rules exist, items stand in the layer and earn points, no name twice."""
    for gate in parts.of("gates"):
        refer(notes, parts, gate, "layers", "layer")
        refer_all(notes, parts, gate, "indicators", "blocking")
        refer_all(notes, parts, gate, "rules", "stop_rules")
        refer_all(notes, parts, gate, "rules", "condition_rules")
        for n, name in enumerate(gate.get("blocking") or ()):
            _check_blocking(notes, parts, gate, n, name)
        _check_once(notes, gate)
        _check_earning(notes, parts, gate)


def _check_blocking(notes: Notes, parts: Parts, gate: Item, n: int, name: str | None) -> None:
    item = parts.by_id("indicators").get(name or "")
    if item is not None and item.get("layer") != gate.get("layer") and "layer" in gate.values:
        message = Text(
            zh=f"指标 `{shown(name or '')}` 不在关口的层 `{shown(gate.get('layer'))}` 里",
            en=f"the indicator `{shown(name or '')}` is not in the gate's layer `{shown(gate.get('layer'))}`",
        )
        notes.add(gate.at("blocking", n), message, Text(zh="关口只看一层。", en="a gate looks at one layer"))


def _check_once(notes: Notes, gate: Item) -> None:
    seen: set[str] = set()
    for key in ("blocking", "stop_rules", "condition_rules"):
        for n, name in enumerate(gate.get(key) or ()):
            if name in seen:
                message = Text(
                    zh=f"`{shown(name)}` 在这个关口写了两次", en=f"this gate names `{shown(name)}` twice"
                )
                notes.add(gate.at(key, n), message, Text(zh="删掉一处。", en="remove one of the two"))
            seen.add(name)


def _check_earning(notes: Notes, parts: Parts, gate: Item) -> None:
    for item in parts.of("indicators"):
        if item.get("layer") != gate.get("layer", ...) or not (item.get("role") or "normalise" in item.values):
            continue
        message = Text(
            zh=f"关口的指标 `{shown(item.get('id', ''))}` 不能是否决、扣分、加分，也不能由各单位一起计分",
            en=f"the gate's indicator `{shown(item.get('id', ''))}` may be no veto, deduction or bonus, nor be "
            "scored by all bodies",
        )
        notes.add(gate.at("layer"), message, Text(zh="关口用另一层。", en="use another layer for the gate"))
