"""How sure a finding is: what the rule declares, less one step for each reason to doubt, and never less than a
lead.

Three things count, each once: all it rests on is what the body itself says; what it rests on was only partly
covered; evidence speaks against it, that is, evidence which the body gave with its reply was accepted by an
evaluator, or the facts speak against every cause that the rule names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assess.base.texts import Text
from assess.dossier.cases import Case
from assess.dossier.entities import BodyState
from assess.findings.facts import spoken
from assess.findings.model import Confidence, WeighedCause
from assess.packs.model import Fact, Pack

LEVELS: tuple[Confidence, ...] = ("low", "medium", "high")


def settled(declared: Confidence, doubts: Sequence[Text]) -> Confidence:
    """`declared` moved down once for each doubt."""
    return LEVELS[max(0, LEVELS.index(declared) - len(doubts))]


def doubts_about(
    pack: Pack, state: BodyState, names: Sequence[str], weighed: Sequence[WeighedCause], case: Case
) -> tuple[Text, ...]:
    """The reasons to be less sure than the rule declares."""
    found = []
    if set(_voices(pack, state, names)) == {"claimed"}:
        found.append(Text(zh="所依据的只有自报", en="it rests on what the body itself says only"))
    if partly := _partly_covered(pack, state, names):
        zh, en = "、".join(f.title.zh for f in partly), ", ".join(f.title.en for f in partly)
        found.append(Text(zh=f"覆盖不全：{zh}", en=f"covered in part only: {en}"))
    if against := _against(state, weighed, case):
        found.append(against)
    return tuple(found)


def _voices(pack: Pack, state: BodyState, names: Sequence[str]) -> Iterator[str]:
    """Whose word each value that is known rests on; “computed” for what the dossier says about itself."""
    for name in names:
        fact = pack.fact(name)
        if fact is not None:
            yield from _of_fact(pack, state, fact)
            continue
        indicators = [name] if pack.indicator(name) else [i.id for i in pack.of_layer(name)]
        said = {voice for i, voice in state.answers if i in indicators}
        if said:
            yield "claimed" if said == {"claimed"} else "verified"


def _of_fact(pack: Pack, state: BodyState, fact: Fact) -> Iterator[str]:
    if fact.derive:
        yield "computed"
    elif (measurement := spoken(fact.id, state)) is not None:
        yield measurement.voice
    else:
        fed = [i.id for i in pack.indicators if i.feeds == fact.id]
        said = [v for v in ("verified", "claimed") if any((i, v) in state.answers for i in fed)]
        yield from said[:1]


def _partly_covered(pack: Pack, state: BodyState, names: Sequence[str]) -> list[Fact]:
    found = []
    for fact in (f for f in pack.facts if f.id in names):
        measurement = spoken(fact.id, state)
        if measurement is not None and measurement.coverage is not None and measurement.coverage < 1:
            found.append(fact)
    return found


def _against(state: BodyState, weighed: Sequence[WeighedCause], case: Case) -> Text | None:
    given = {name for s in case.steps if s.move in ("explain", "contest", "reply") for name in s.evidence}
    accepted = [e for items in state.evidence.values() for e in items if e.id in given and e.status == "accepted"]
    if accepted:
        zh, en = "、".join(f"“{e.title}”" for e in accepted), ", ".join(f"“{e.title}”" for e in accepted)
        return Text(zh=f"答复所附的证据已被采信：{zh}", en=f"evidence given with the reply was accepted: {en}")
    if weighed and all(c.balance < 0 for c in weighed):
        return Text(zh="事实不支持规则所列的任何成因", en="the facts speak against every cause that the rule names")
    return None
