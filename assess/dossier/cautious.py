"""What may be relied on while a conflict is open: nothing that one side says and another does not.

Until somebody settles it, an answer given twice is known only to be one of the two: its points are the hull of
both, as where two evaluators differ. Taking the later one as agreed would let whoever wrote last win without a
decision.
"""

from __future__ import annotations

import msgspec

from assess.base.band import hull
from assess.dossier.entities import Answer, Entity, Evidence, Measurement
from assess.dossier.evidence_states import evidence_content
from assess.dossier.judgement import Adjudication
from assess.dossier.waiver import Waiver

_WEAKEST = ("rejected", "insufficient", "attached", "in-review", "accepted")


def cautious(entity: Entity, sides: tuple[Entity | None, ...]) -> Entity:
    """`entity` without what the sides of its conflict contradict each other in."""
    match entity:
        case Answer():
            return _answer(entity, sides)
        case Measurement():
            return _measurement(entity, sides)
        case Evidence():
            return _evidence(entity, sides)
        case Adjudication():
            said = {(s.state, s.value, s.of) if isinstance(s, Adjudication) else None for s in sides}
            return entity if len(said) == 1 else msgspec.structs.replace(entity, of=())
        case Waiver():
            covered = {s.covers if isinstance(s, Waiver) else "" for s in sides}
            return entity if len(covered) == 1 else msgspec.structs.replace(entity, covers="")
        case _:
            return entity


def contradicted(sides: tuple[Entity | None, ...]) -> bool:
    """Whether the sides of an answer differ in more than remarks."""
    return len({(s.state, s.value, s.stated_points) if isinstance(s, Answer) else None for s in sides}) > 1


def _answer(answer: Answer, sides: tuple[Entity | None, ...]) -> Answer:
    if not contradicted(sides):
        return answer
    return msgspec.structs.replace(answer, state="unknown", value=None, stated_points=None)


def _evidence(evidence: Evidence, sides: tuple[Entity | None, ...]) -> Evidence:
    """Accepted only where all sides accept the same thing, judged against the same claim."""
    held = [s for s in sides if isinstance(s, Evidence)]
    status = min((s.status for s in held), key=_WEAKEST.index)
    alike = len({(s.against, evidence_content(s)) for s in held}) == 1
    if status == "accepted" and (len(held) < len(sides) or not alike):
        status = "attached"
    return msgspec.structs.replace(evidence, status=status, independent=all(s.independent for s in held))


def _measurement(measurement: Measurement, sides: tuple[Entity | None, ...]) -> Measurement:
    held = [s for s in sides if isinstance(s, Measurement)]
    bands = [s.band for s in held if s.band is not None]
    if len(bands) < len(sides):
        return msgspec.structs.replace(measurement, band=None, status="unavailable")
    return msgspec.structs.replace(measurement, band=hull(bands), status="partial")
