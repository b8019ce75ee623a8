"""What one evaluator judged an indicator to be, beside what others judged, and the decision between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from assess.dossier.author import person

JudgedState = Literal["answered", "not-applicable", "unknown"]


class Judgement(msgspec.Struct, frozen=True, tag="judgement"):
    """One evaluator's own answer to an indicator of a body, from what was seen; `definition` as in an answer."""

    id: str
    body: str
    indicator: str
    by: str
    state: JudgedState
    value: str | float | tuple[str, ...] | None = None
    comment: str = ""
    definition: str = ""
    judged: str = ""
    """A digest of the claim as it stood (`workflow.claims`): of one changed since this is no judgement."""

    @property
    def slot(self) -> str:
        """Where it lives: evaluators never write over each other."""
        return f"judgement/{self.body}/{self.indicator}/{self.id}"


def by_person(judgements: Iterable[Judgement]) -> list[list[Judgement]]:
    """`judgements` of one indicator gathered by who gave them, each person's in the order they come in.

    Two copies of a dossier in which one evaluator judged bring two when they are united. Whose name was erased or
    is withheld is taken for a person apart.
    """
    found: dict[tuple[str, str], list[Judgement]] = {}
    for j in judgements:
        found.setdefault(("by", person(j.by)) if j.by else ("id", j.id), []).append(j)
    return sorted(found.values(), key=lambda own: min(j.id for j in own))


class Adjudication(msgspec.Struct, frozen=True, tag="adjudication"):
    """What a third person decided where evaluators differ, and why.

    `of` are marks of the judgements that were decided between; it holds only as long as they are those that stand.
    """

    body: str
    indicator: str
    by: str
    state: JudgedState
    value: str | float | tuple[str, ...] | None = None
    reason: str = ""
    definition: str = ""
    judged: str = ""
    of: tuple[str, ...] = ()

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"adjudication/{self.body}/{self.indicator}"
