"""Bodies in the order of a rank, and which of them can be told apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from assess.report.view.frame import Frame
from assess.snapshot import BodyResult, Standing


def by_rank(frame: Frame) -> list[BodyResult]:
    """Bodies by rank, those without one last; equal ranks by their possible ranks and id."""
    return in_rank_order(frame.snapshot.bodies, lambda body: body.standing)


def in_rank_order(
    bodies: Iterable[BodyResult], standing: Callable[[BodyResult], Standing | None]
) -> list[BodyResult]:
    """Bodies by the rank that `standing` gives them, as `by_rank` has it."""

    def place(body: BodyResult) -> tuple[float, float, str]:
        found = standing(body)
        return (found.rank, found.worst, body.body.id) if found else (math.inf, math.inf, body.body.id)

    return sorted(bodies, key=place)


def groups_apart(standings: list[Standing]) -> list[int]:
    """How many bodies each group holds, in rank order: a group ends where no possible ranks overlap."""
    sizes: list[int] = []
    reach = 0
    for standing in standings:
        if sizes and standing.best <= reach:
            sizes[-1] += 1
        else:
            sizes.append(1)
        reach = max(reach, standing.worst)
    return sizes
