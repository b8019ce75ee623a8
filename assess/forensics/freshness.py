"""Freshness theatre: do the dates of updates move while the contents stay the same, byte for byte?

Each thing (a dataset, a page) is seen several times, with the date of update it states and a digest of its
contents. Of the M times that the date moved between two sightings, the contents stayed the same U times. That is
exact; it says that nothing was updated, not why. Some of it is honest (looked at and found right), at most a
tolerated share e: U ~ Bin(M, e), p = P(U or more), e = 10 % unless set. The date on which most unchanged things
were dated anew counts as one move: moving a portal to a new system dates everything anew once.

Power .8 at the least M of 20: a share of 31 % of moves without a change (five of 20 give p = .043).
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from assess.base.tails import binomial_tail
from assess.base.texts import Text
from assess.forensics.card import Column, Columns
from assess.forensics.intervals import wilson
from assess.forensics.outcome import Effect, Outcome, first_failed, too_few
from assess.forensics.phrases import lead
from assess.forensics.telling import ASKS_BELOW, check, nothing, percent_of

TEST = "freshness_theatre"
LEAST = 20
_MOVED_TOGETHER = 5


class Moves(msgspec.Struct, frozen=True):
    """Moves of the stated date (`to` which day) and whether the contents stayed the `same`; one entry each."""

    to: Column
    same: Column


def moves_of(unit: Column, seen: Column, time: Column, digest: Column) -> Moves:
    """All moves of the stated date between one sighting of a thing and the next, in the order they were seen."""
    known = ~np.isnat(time) & ~np.isnat(seen) & (digest != "") & (unit != "")
    unit, seen, time, digest = (column[known] for column in (unit, seen, time, digest))
    order = np.lexsort((seen, unit))
    unit, day, digest = unit[order], time[order].astype("datetime64[D]"), digest[order]
    moved = (unit[1:] == unit[:-1]) & (day[1:] > day[:-1])
    return Moves(to=day[1:][moved], same=(digest[1:] == digest[:-1])[moved])


def freshness(columns: Columns, options: Mapping[str, float]) -> Outcome:
    """Run the test on `unit` (which thing), `seen` (when looked at), `time` (the stated date) and `digest`."""
    moves = moves_of(columns["unit"], columns["seen"], columns["time"], columns["digest"])
    _at, counts = np.unique(moves.to[moves.same], return_counts=True)
    together = int(counts.max()) if len(counts) else 0
    at_once = together - 1 if together >= _MOVED_TOGETHER else 0
    m, same = len(moves.to) - at_once, int(moves.same.sum()) - at_once
    if m < LEAST:
        return too_few(TEST, m, LEAST)
    checks = (
        check(
            at_once <= 0.5 * len(moves.to),
            ("日期不是一次统一改的", "The dates did not all move at once"),
            (
                f"{together} 项在同一天改了日期而内容未变，按一次计",
                f"{together} were dated anew on one day with the same contents, counted once",
            ),
        ),
    )
    if failed := first_failed(TEST, m, checks):
        return failed
    p = binomial_tail(same, m, options["tolerated"])
    lo, hi = wilson(same, m)
    told = (
        f"更新日期变动 {m:,} 次，其中 {same:,} 次（{percent_of(same / m)}）内容一字未改；核对后不改的约占 "
        f"{percent_of(options['tolerated'])}。",
        f"The stated date moved {m:,} times; {same:,} times ({percent_of(same / m)}) the contents stayed the same "
        f"byte for byte. Reviews without change explain about {percent_of(options['tolerated'])}.",
    )
    words = lead(f"{told[0]}更新了什么？", f"{told[1]} What was updated?") if p <= ASKS_BELOW else nothing(*told)
    return Outcome(
        test=TEST, n=m, p=p, checks=checks, words=words,
        effect=Effect(
            name=Text(zh="日期变了而内容未变的占比", en="Share of date moves without a change"),
            value=same / m, lo=lo, hi=hi, unit="share",
        ),
        figures={"moves": m, "unchanged": same, "tolerated_share": options["tolerated"], "dated_at_once": together},
    )  # fmt: skip
