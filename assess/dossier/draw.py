"""A sample drawn for second review: what somebody is to judge again, blind, and by which chances it was drawn.

It keeps what is needed to work out an error rate later: how many items each stratum had, how many were drawn from
it, and what had been judged first at the time of drawing, so that a later change of the first judgement hides
nothing.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.judgement import JudgedState

Reason = Literal["finding", "gap", "evidence", "new"]
"""Why an item is the likelier to be drawn; `scoring.second` says when each holds."""


class Stratum(msgspec.Struct, frozen=True):
    """A part of what could be drawn: `size` items that are alike in `cells`, of which `drawn` were taken."""

    cells: dict[str, str]
    size: int
    drawn: int


class Drawn(msgspec.Struct, frozen=True):
    """An indicator of a body that was drawn, from which stratum (by number), and why it was the likelier to be.

    `first` is the id of the first judgement, "" for a verified answer; `state` and `value` are what it said.
    """

    body: str
    indicator: str
    stratum: int
    first: str
    state: JudgedState
    value: str | float | tuple[str, ...] | None = None
    reasons: tuple[Reason, ...] = ()


class Draw(msgspec.Struct, frozen=True, tag="draw"):
    """A sample that `holder` is to judge a second time, drawn by `seed` at the journal head `head`."""

    id: str
    seed: str
    head: str
    strata: tuple[Stratum, ...]
    items: tuple[Drawn, ...]
    drawn_on: str = ""
    holder: str = ""

    @property
    def body(self) -> str:
        """No body: a sample is the campaign's."""
        return ""

    @property
    def slot(self) -> str:
        """Where it lives."""
        return f"draw//{self.id}"


def check_draw(draw: Draw) -> None:
    """Raise InputError unless the items of `draw` are those that its strata tell of."""
    taken = [0] * len(draw.strata)
    for item in draw.items:
        if 0 <= item.stratum < len(taken):
            taken[item.stratum] += 1
    distinct = len({(i.body, i.indicator) for i in draw.items}) == len(draw.items) == sum(taken)
    if not draw.strata or not distinct or any(
        s.size < 1 or not s.drawn == n <= s.size for s, n in zip(draw.strata, taken, strict=True)
    ):  # fmt: skip
        raise InputError(Text(zh="抽样与分层不符", en="is a sample that does not fit its strata"))
