"""All bodies by rank, and how many surely stand above and below a score: worked out once for all reports."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from assess.base.band import TIE, Band
from assess.scoring.ranks import rounded
from assess.snapshot import BodyResult, Snapshot


@dataclass(frozen=True)
class Ranked:
    """The bodies that have a place, in order, where each stands in it, and the ends of their scores, sorted."""

    ordered: tuple[BodyResult, ...]
    index: dict[str, int]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    digits: int | None

    def around(self, total: Band) -> tuple[int, int, int]:
        """How many bodies surely stand above `total`, how many surely below, and how many others do neither."""
        own = rounded(total, self.digits)
        above = len(self.lows) - bisect_right(self.lows, own.hi + TIE)
        below = bisect_left(self.highs, own.lo - TIE)
        return above, below, len(self.lows) - 1 - above - below


def ranked_of(snapshot: Snapshot) -> Ranked:
    """The order of a campaign, by the leading total."""
    placed = [b for b in snapshot.bodies if b.standing is not None]
    ordered = sorted(
        placed, key=lambda b: (b.standing.rank, b.standing.worst, b.body.id) if b.standing else (0, 0, "")
    )
    lead = snapshot.pack.totals[0].id if snapshot.pack.totals else ""
    digits = snapshot.pack.scoring.rank_digits
    scores = [s.value for b in ordered if (s := b.score.totals.get(lead)) and s.value is not None]
    bands = [rounded(score, digits) for score in scores]
    return Ranked(
        ordered=tuple(ordered),
        index={b.body.id: n for n, b in enumerate(ordered)},
        lows=tuple(sorted(b.lo for b in bands)),
        highs=tuple(sorted(b.hi for b in bands)),
        digits=digits,
    )
