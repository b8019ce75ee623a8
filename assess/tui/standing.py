"""Where each indicator and fact stands: answered or not, and which findings point to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from assess.dossier.entities import Answer, BodyState, Voice
from assess.findings.model import Finding
from assess.packs.model import Fact, Indicator, Pack
from assess.scoring import vetoes
from assess.scoring.applies import DOES_NOT_APPLY
from assess.scoring.indicator import DOES_NOT_ARISE
from assess.scoring.result import BodyScore
from assess.tui.saving import BodyView

Mark = Literal["unanswered", "answered", "partial", "not_applicable"]
Flag = Literal["", "!", "?"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def has_answer(answer: Answer | None) -> bool:
    """Whether an answer was given; a comment alone ("not reviewed") is none."""
    return answer is not None and answer.state != "not-reviewed"


def mark_of(indicator: Indicator, answer: Answer | None) -> Mark:
    """The mark of one voice's answer to `indicator`."""
    if answer is None or not has_answer(answer):
        return "unanswered"
    if answer.state == "not-applicable":
        return "not_applicable"
    if answer.state in ("unknown", "error"):
        return "partial"
    if isinstance(answer.value, str) and (option := indicator.scale.option(answer.value)):
        return {"not-applicable": "not_applicable", "unknown": "partial"}.get(option.state, "answered")  # type: ignore[return-value]
    return "answered"


def is_asked(indicator: Indicator, score: BodyScore) -> bool:
    """Whether there is anything to answer: not for a follow-up that does not arise, nor where it does not apply."""
    own = score.indicators.get(indicator.id)
    return own is None or not {DOES_NOT_ARISE, vetoes.DOES_NOT_ARISE, DOES_NOT_APPLY}.intersection(own.notes)


def is_answered(indicator: Indicator, view: BodyView, voice: Voice) -> bool:
    """Whether `voice` has said something: an answer, or a value that facts give."""
    answer = view.state.answer(indicator.id, voice)
    scored = view.result.score.indicators.get(indicator.id)
    return has_answer(answer) if answer is not None else scored is not None and voice in scored.voices


def fact_answered(fact: Fact, state: BodyState) -> bool:
    """Whether any voice has recorded `fact`."""
    return any(key.rpartition("/")[0] == fact.id for key in state.measurements)


def names_in(rule_text: str) -> set[str]:
    """The names a rule's condition may refer to."""
    return set(_NAME.findall(rule_text))


class Pointers(msgspec.Struct, frozen=True):
    """Which indicators and facts findings point to: "!" a finding that holds, "?" one that waits for a fact."""

    flags: dict[str, Flag]

    def of(self, id: str) -> Flag:
        """The flag of an indicator or fact."""
        return self.flags.get(id, "")


def concerns(pack: Pack, finding: Finding) -> set[str]:
    """The indicators and facts that `finding` rests on, and the indicators that feed those facts."""
    rule = next((r for r in pack.rules if r.id == finding.rule), None)
    facts = (names_in(rule.when) if rule else set()) & {f.id for f in pack.facts}
    return {*finding.indicators, *facts, *(i.id for i in pack.indicators if i.feeds in facts)}


def pointers(pack: Pack, findings: Iterable[Finding]) -> Pointers:
    """Flags of all indicators and facts that `findings` rest on or wait for."""
    flags: dict[str, Flag] = {}
    for finding in findings:
        if finding.verdict == "yes":
            flags.update(dict.fromkeys(concerns(pack, finding), "!"))
        else:
            for name in finding.missing:
                flags.setdefault(name, "?")
    return Pointers(flags=flags)


def no_pointers() -> Pointers:
    """Flags before anything was computed."""
    return Pointers(flags={})


def in_order(pack: Pack) -> list[Indicator]:
    """The indicators in the order of the tree: by layer, then as the pack's files list them, groups together."""
    found: list[Indicator] = []
    for layer in pack.layers:
        runs: dict[str, list[Indicator]] = {}
        for indicator in pack.of_layer(layer.id):
            runs.setdefault(indicator.group or "", []).append(indicator)
        found += [i for members in runs.values() for i in members]
    return found


def open_indicators(pack: Pack, view: BodyView, voice: Voice) -> list[str]:
    """Indicators that still wait for an answer of `voice`, in the order of the tree."""
    return [i.id for i in in_order(pack) if not is_answered(i, view, voice) and is_asked(i, view.result.score)]


def returned(pack: Pack, view: BodyView) -> list[str]:
    """Indicators that were sent back, in tree order: returned, queried, or a piece of evidence was not accepted."""
    sent = {
        name
        for name, pieces in view.state.evidence.items()
        if any(piece.status in ("insufficient", "rejected") for piece in pieces)
    }
    if view.work is not None:
        sent |= {name for name, own in view.work.indicators.items() if own.state == "returned"}
        sent |= {query.about for query in view.work.open_queries()}
    return [i.id for i in in_order(pack) if i.id in sent]


def ordered_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that hold before undetermined ones, the severe first."""
    weight = {"high": 0, "medium": 1, "low": 2}
    return sorted(findings, key=lambda f: (f.verdict != "yes", weight[f.severity], weight[f.confidence], f.rule))
