"""Whose doing a difference is: the body's own answers, the other bodies', or the method (the pack).

A snapshot holds the answers and the pack, so each side can be scored again by the other side's pack. What cannot be
scored again alike is not split: answers to a question that was changed do not carry over, and a snapshot of another
engine may not come out as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping

from assess.base.band import Band
from assess.comparing.lines import broken_in
from assess.comparing.model import NoSplit
from assess.dossier.carry import carried
from assess.dossier.entities import BodyState, Campaign, Entity
from assess.dossier.record import campaign_when, gather
from assess.findings.evaluate import score_together, score_with_caps
from assess.packs.model import Pack
from assess.scoring.ranks import rank
from assess.scoring.shapley import STATES, Parts, State, shapley
from assess.snapshot import BodyResult, Snapshot

NEAR = 1e-6
"""How far a score may come out from what the snapshot says, in points."""

Values = Mapping[str, Band | None]


def state_of(result: BodyResult, campaign: Campaign) -> BodyState:
    """What the dossier held about a body, as far as it bears on scores."""
    held: list[Entity] = [*result.answers, *result.evidence, *result.measurements, *result.series, *result.imports]
    return gather(result.body, [*held, *result.waivers], when=campaign_when(campaign))


class Splitter:
    """Two snapshots, scored again as they are asked for. `no_split` says why nothing can be split."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self._packs = (before.pack, after.pack)
        self._states = tuple({b.body.id: state_of(b, s.campaign) for b in s.bodies} for s in (before, after))
        self._scored: dict[tuple[bool, bool], Values] = {}
        self.no_split: NoSplit | None = "broken" if broken_in(*self._packs).any else None
        if self.no_split is None and not self._comes_out_alike(before, after):
            self.no_split = "engine"

    @property
    def relative(self) -> bool:
        """Whether scores depend on the other bodies, so that each body takes runs of its own."""
        return any(pack.relative for pack in self._packs)

    def score_parts(self, body: str) -> Parts | None:
        """The parts of the difference of the leading total's low end; None where a side has no score."""
        values: dict[State, float] = {}
        for state in STATES:
            band = self._values(body, *state).get(body)
            if band is None:
                return None
            values[state] = band.lo
        return shapley(values)

    def rank_parts(self, body: str) -> Parts | None:
        """The parts of the difference of ranks; None where a side has none. Negative is upwards."""
        places: dict[State, float] = {}
        for state in STATES:
            scoring = self._packs[state[2]].scoring
            found = rank(self._values(body, *state), scoring.rank, scoring.rank_digits).get(body)
            if found is None:
                return None
            places[state] = float(found.rank)
        return shapley(places)

    def _values(self, body: str, own: bool, others: bool, method: bool) -> Values:
        """The totals when `body` is on one side, the others on the same or the other, by one of the packs."""
        if own == others:
            return self._pure(own, method)
        if not self.relative:
            return {**self._pure(others, method), body: self._pure(own, method).get(body)}
        return _totals(self._packs[method], {**self._states[others], body: self._states[own][body]})

    def _pure(self, data: bool, method: bool) -> Values:
        if (data, method) not in self._scored:
            self._scored[data, method] = _totals(self._packs[method], self._states[data])
        return self._scored[data, method]

    def _comes_out_alike(self, before: Snapshot, after: Snapshot) -> bool:
        for side, snapshot in ((False, before), (True, after)):
            lead = snapshot.pack.totals[0].id
            found = self._pure(side, side)
            for body in snapshot.bodies:
                told, again = body.score.totals[lead].value, found.get(body.body.id)
                if told is None or again is None:
                    if told is not again:
                        return False
                elif abs(told.lo - again.lo) > NEAR or abs(told.hi - again.hi) > NEAR:
                    return False
        return True


def _totals(pack: Pack, states: Mapping[str, BodyState]) -> Values:
    lead = pack.totals[0].id
    if pack.relative:
        found = score_together(pack, list(states.values()))
    else:
        found = {key: score_with_caps(pack, carried(pack, state)) for key, state in states.items()}
    return {key: scored.score.totals[lead].value for key, scored in found.items()}
