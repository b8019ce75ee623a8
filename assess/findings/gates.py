"""Gates: may a project be approved, may it launch? Pass, conditional with its conditions, or stop, with reasons.

Three-valued throughout: what is not shown is never a no and never a yes. It holds the project where the pack calls
the item blocking, and sets a condition where it does not; nothing passes on what is merely possible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import msgspec

from assess.base.band import TIE
from assess.base.texts import Text
from assess.dossier.entities import BodyState
from assess.dossier.evidence_states import stale_reasons
from assess.dossier.gating import met
from assess.packs.model import EvidenceNeed, Gate, Indicator, Pack, Rule
from assess.packs.scales import chosen
from assess.rules import Compiled, NameInfo, Result, in_words
from assess.scoring.result import BodyScore, IndicatorScore

Ruling = Literal["pass", "conditional", "stop", "not-due"]
Why = Literal["no", "not-shown", "unsupported", "rule", "rule-open"]
Weight = Literal["stop", "condition"]
_FULL: Final = 100.0

RULINGS: Final[dict[Ruling, Text]] = {
    "pass": Text(zh="放行", en="Pass"),
    "conditional": Text(zh="附条件", en="Conditional"),
    "stop": Text(zh="停", en="Stop"),
    "not-due": Text(zh="尚未到此环节", en="Not due yet"),
}
WHYS: Final[dict[Why, Text]] = {
    "no": Text(zh="答“否”", en="answered no"),
    "not-shown": Text(zh="未出示", en="not shown"),
    "unsupported": Text(zh="只有自报", en="claimed only"),
    "rule": Text(zh="规则成立", en="a rule holds"),
    "rule-open": Text(zh="规则未定", en="a rule is open"),
}


class Reason(msgspec.Struct, frozen=True):
    """Why a gate does not simply open: an item or a rule, what it weighs, and what would lift it.

    `id` names the item or the rule; `items` are the indicators concerned, for a rule those that bear it out;
    `basis` says what was answered, or the rule's working; `missing` are facts that were not recorded.
    """

    id: str
    why: Why
    weight: Weight
    title: Text
    basis: Text
    lifted_if: Text
    items: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class GateDecision(msgspec.Struct, frozen=True):
    """What a gate decides about one project.

    `held` says that every reason of a stop is something not shown, and none a no. `items` counts those that apply,
    `met` those that are shown as the gate's `proof` demands, `not_due` those that do not apply.
    """

    gate: str
    title: Text
    ruling: Ruling
    reasons: tuple[Reason, ...]
    items: int
    met: int
    not_due: int
    held: bool = False

    @property
    def stops(self) -> tuple[Reason, ...]:
        """The reasons that stop or hold the project."""
        return tuple(r for r in self.reasons if r.weight == "stop")

    @property
    def conditions(self) -> tuple[Reason, ...]:
        """The conditions that are set."""
        return tuple(r for r in self.reasons if r.weight == "condition")


def decide(
    pack: Pack,
    state: BodyState,
    score: BodyScore,
    rules: Sequence[tuple[Rule, Compiled]],
    results: Mapping[str, Result],
    names: Mapping[str, NameInfo],
) -> tuple[GateDecision, ...]:
    """The decision of every gate of `pack`.

    `rules` are all rules of the pack, compiled; `results` those that were not answered no, by id. Rules are taken
    as they came out, whether or not a finding of theirs is shown: another may supersede a finding, not a gate.
    """
    return tuple(_decide(pack, gate, state, score, rules, results, names) for gate in pack.gates)


def _decide(
    pack: Pack,
    gate: Gate,
    state: BodyState,
    score: BodyScore,
    rules: Sequence[tuple[Rule, Compiled]],
    results: Mapping[str, Result],
    names: Mapping[str, NameInfo],
) -> GateDecision:
    items = pack.of_layer(gate.layer)
    whys = {i.id: _why(gate, i, state, score.indicators[i.id]) for i in items}
    away = sum(1 for why in whys.values() if why == "away")
    unmet = {name: why for name, why in whys.items() if why not in ("met", "away")}
    told: set[str] = set()
    reasons: list[Reason] = []
    for rule, compiled in rules:
        weight = _weight_of(gate, rule)
        result = results.get(rule.id)
        if weight is None or result is None or result.verdict == "does-not-apply":
            continue
        used = tuple(name for name in whys if name in compiled.uses)
        if result.verdict == "yes":
            borne = tuple(name for name in used if unmet.get(name) == "no")
            told |= {name for name in borne if weight == "stop" or name not in gate.blocking}
            reasons.append(_rule_reason(pack, rule, compiled, result, weight, borne, names))
        elif away < len(items) and (missing := [name for name in result.unknown if pack.fact(name)]):
            reasons.append(_open_reason(pack, rule, missing))
    indicators = {i.id: i for i in items}
    reasons += [
        _item_reason(gate, indicators[name], state, why)  # type: ignore[arg-type]
        for name, why in unmet.items()
        if name not in told
    ]
    reasons.sort(key=lambda r: (r.weight != "stop", _ORDER[r.why]))
    stops = [r for r in reasons if r.weight == "stop"]
    ruling: Ruling = "stop" if stops else "conditional" if reasons else "pass"
    if away == len(items) and not reasons:
        ruling = "not-due"
    return GateDecision(
        gate=gate.id,
        title=gate.title,
        ruling=ruling,
        reasons=tuple(reasons),
        items=len(items) - away,
        met=len(items) - away - len(unmet),
        not_due=away,
        held=bool(stops) and all(r.why == "not-shown" for r in stops),
    )


_SHOWN: Final = ("attached", "in-review", "accepted")
"""Evidence that shows something as long as nobody found it wanting."""
_ORDER: Final[dict[Why, int]] = {"rule": 0, "no": 1, "not-shown": 2, "unsupported": 3, "rule-open": 4}


def _why(gate: Gate, item: Indicator, state: BodyState, scored: IndicatorScore) -> str:
    """How an item stands: met, away, or why it is not met."""
    if scored.state == "not-applicable" and scored.score is None:
        return "away"
    band = scored.score
    if band is None or band.hi >= _FULL - TIE > band.lo:
        return "not-shown"
    if band.hi < _FULL - TIE:
        # A band that stays below full marks is no yes; open below that, it is still not known to be a no.
        return "no" if scored.state == "scored" else "not-shown"
    return "met" if _proven(gate, item, state, scored) else "unsupported"


def _proven(gate: Gate, item: Indicator, state: BodyState, scored: IndicatorScore) -> bool:
    if gate.proof == "answer" or scored.standing == "verified":
        return True
    if gate.proof == "verified":
        return False
    if scored.standing != "claimed":
        return True
    held = state.evidence.get(item.id, ())
    shown = [e for e in held if e.status in _SHOWN and not stale_reasons(e, item, state)]
    return met(_needs(item, state), shown, state.when.on)


def _needs(item: Indicator, state: BodyState) -> tuple[EvidenceNeed, ...]:
    """What must be seen for the answer given, or for the best one where it earns less than full marks."""
    answer = state.answer(item.id, "verified") or state.answer(item.id)
    best = [o for o in item.scale.options if o.state == "scored"]
    if answer is not None and answer.state == "answered" and item.scale.kind == "checklist":
        best = list(chosen(item.scale, answer.value)) or best
    elif best:
        most = max(o.points for o in best)
        best = [next(o for o in best if o.points == most)]
    return tuple(need for option in best for need in option.evidence)


def _weight_of(gate: Gate, rule: Rule) -> Weight | None:
    if rule.id in gate.stop_rules:
        return "stop"
    return "condition" if rule.id in gate.condition_rules else None


def _rule_reason(
    pack: Pack,
    rule: Rule,
    compiled: Compiled,
    result: Result,
    weight: Weight,
    borne: tuple[str, ...],
    names: Mapping[str, NameInfo],
) -> Reason:
    labels = {i.id: i for i in pack.indicators}
    said_zh = "；".join(f"{labels[n].label} {labels[n].title.zh}：否" for n in borne)
    said_en = "; ".join(f"{labels[n].label} {labels[n].title.en}: no" for n in borne)
    if not borne or any(f.id in compiled.uses for f in pack.facts):
        said_zh, said_en = in_words(result, names, "zh"), in_words(result, names, "en")
    return Reason(
        id=rule.id,
        why="rule",
        weight=weight,
        title=rule.title,
        basis=Text(zh=said_zh, en=said_en),
        lifted_if=rule.withdrawn_if,
        items=borne,
        sources=rule.sources,
    )


def _open_reason(pack: Pack, rule: Rule, missing: list[str]) -> Reason:
    facts = [f for f in pack.facts if f.id in missing]
    zh, en = "、".join(f"“{f.title.zh}”" for f in facts), ", ".join(f"“{f.title.en}”" for f in facts)
    return Reason(
        id=rule.id,
        why="rule-open",
        weight="condition",
        title=rule.title,
        basis=Text(zh=f"没有登记：{zh}", en=f"Not recorded: {en}"),
        lifted_if=Text(zh=f"登记{zh}，且规则不成立", en=f"{en} recorded, and the rule does not hold"),
        missing=tuple(missing),
        sources=rule.sources,
    )


def _item_reason(gate: Gate, item: Indicator, state: BodyState, why: Why) -> Reason:
    blocking = item.id in gate.blocking
    # A yes that somebody gave is on record; what is missing is the paper behind it, and that is a condition.
    weight: Weight = "stop" if blocking and why in ("no", "not-shown") else "condition"
    return Reason(
        id=item.id,
        why=why,
        weight=weight,
        title=Text(zh=f"{item.label} {item.title.zh}", en=f"{item.label} {item.title.en}"),
        basis=_answered(item, state, why),
        lifted_if=_to_show(item, state, gate),
        items=(item.id,),
        sources=item.sources,
    )


def _answered(item: Indicator, state: BodyState, why: Why) -> Text:
    answer = state.answer(item.id, "verified") or state.answer(item.id)
    if answer is None:
        return Text(zh="没有作答", en="Not answered")
    picked = chosen(item.scale, answer.value) if item.scale.options and answer.state == "answered" else []
    said = Text(zh="；".join(o.text.zh for o in picked), en="; ".join(o.text.en for o in picked))
    if why == "unsupported":
        return Text(
            zh=f"自报“{said.zh}”，但没有附齐所需材料" if said.zh else "只有自报，没有附齐所需材料",
            en=f"Claimed “{said.en}”, without the papers it needs" if said.en else "A claim without its papers",
        )
    if answer.voice == "verified" and why == "not-shown":
        return Text(zh="核实的答案没有材料支持", en="The verified answer has no evidence that carries it")
    return said if said.zh else Text(zh="没有可判断的答案", en="No answer to judge by")


def _to_show(item: Indicator, state: BodyState, gate: Gate) -> Text:
    needs = _needs(item, state)
    checked = gate.proof == "verified"
    if not needs:
        return Text(zh="核实为“是”" if checked else "答“是”", en="A verified yes" if checked else "A yes")
    zh, en = "；".join(n.text.zh for n in needs), "; ".join(n.text.en for n in needs)
    if checked:
        return Text(zh=f"出示并经核实：{zh}", en=f"Shown and verified: {en}")
    return Text(zh=f"出示：{zh}", en=f"Shown: {en}")
