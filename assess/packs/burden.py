"""How long a pack takes to fill in: minutes for each question, as the pack says or as is assumed of its scale.

The assumed minutes are an assumption of this program, set by judgement and measured by nobody; they serve to
compare packs and to notice when one asks too much. A pack that has timed its questions says so with `minutes`, and
the assumption is not used.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from assess.base.texts import Text
from assess.packs.model import Indicator, Pack, ScaleKind

READ: Final = 1.0
"""Minutes to read a question with its guidance."""
ANSWER: Final[Mapping[ScaleKind, float]] = MappingProxyType(
    {"yes-no": 1.0, "choice": 2.0, "levels": 4.0, "checklist": 1.0, "share": 14.0, "number": 9.0, "text": 9.0}
)
"""Minutes to find the answer, by scale: to choose where the answer is known, to look up one number, or the two of a
share."""
EACH_OPTION: Final = 0.5
"""Minutes for each line of a checklist besides."""
EACH_PROOF: Final = 5.0
"""Minutes to find and attach one piece of evidence."""
CHECK: Final = 1.0
"""Minutes to look through what was filled in already and leave it standing."""

STATUS: Final = Text(
    zh="分钟数除指标包写明的以外都是本程序的推定：没有实测，只宜用来比较和发现过重的负担",
    en="minutes that the pack does not give are an assumption of this program, measured by nobody: good for "
    "comparing, and for noticing when too much is asked",
)


class Asked(msgspec.Struct, frozen=True):
    """What a pack asks of one sort of body: questions and minutes, with and without what may not arise.

    `sure` are the minutes of the questions that are always put, `most` those of all; `stated` counts the questions
    of which the pack itself gives the minutes; `over` says by how much `most` is over the pack's budget, 0 if it is
    not or there is none.
    """

    questions: int
    sure: float
    most: float
    stated: int
    budget: float | None
    over: float


def minutes_of(indicator: Indicator) -> float:
    """Minutes to answer `indicator` with its evidence: the pack's own, else what is assumed.

    Evidence is counted for the answer that needs most of it: whoever may give that answer has to look for it all.
    """
    if indicator.minutes is not None:
        return indicator.minutes
    scale = indicator.scale
    proofs = [sum(need.count for need in option.evidence) for option in scale.options]
    pieces = sum(proofs) if scale.kind == "checklist" else max(proofs, default=0)
    lines = len(scale.options) if scale.kind == "checklist" else 0
    return READ + ANSWER[scale.kind] + EACH_OPTION * lines + EACH_PROOF * pieces


def put_to(pack: Pack, kind: str) -> list[Indicator]:
    """The indicators that are put to bodies of sort `kind`, in the order of the pack."""
    known = {p.id for p in pack.profiles}
    return [i for i in pack.indicators if not i.profiles or kind not in known or kind in i.profiles]


def asked_of(pack: Pack, kind: str = "") -> Asked:
    """What `pack` asks of bodies of sort `kind`; of all of them together where it is none of its profiles."""
    questions = put_to(pack, kind)
    minutes = {i.id: minutes_of(i) for i in questions}
    sure = sum(minutes[i.id] for i in questions if i.follows is None and i.applies_when is None)
    most = sum(minutes.values())
    budget = pack.burden.minutes
    return Asked(
        questions=len(questions),
        sure=sure,
        most=most,
        stated=sum(i.minutes is not None for i in questions),
        budget=budget,
        over=max(0.0, most - budget) if budget is not None else 0.0,
    )


def heaviest(pack: Pack, kind: str = "", most: int = 10) -> list[tuple[Indicator, float]]:
    """The questions that take longest, the longest first."""
    timed = [(i, minutes_of(i)) for i in put_to(pack, kind)]
    return sorted(timed, key=lambda pair: -pair[1])[:most]
