"""Tests that need no table: run over the facts that bodies reported and that traces counted, in every snapshot.

The family is fixed here, in code, for every pack: each count that a body claims and a tool measured is held against
its traces; over the campaign, ratios are held against peers and claimed counts are looked at for round numbers and
last digits. A pack's facts decide what there is to test, never what the numbers look like. Percentages that cannot
be (GRIM) stand in `reported.py`: they are exact and need no correction.

numpy is imported only when there is something to test: most bodies have no count that was both claimed and traced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from assess.base.texts import Text
from assess.dossier.entities import BodyState, Measurement
from assess.dossier.signal import Signal
from assess.forensics.family import Family, Planned
from assess.forensics.outcome import Outcome, silence
from assess.packs.model import Fact, Pack

PLAN: Final = "standing"
NOTES: Final = "standing-notes"
TITLE: Final = Text(zh="对已登记事实的固定检验", en="Standing tests of recorded facts")
NOTES_TITLE: Final = Text(zh="对整个活动的固定检验", en="Standing tests of the campaign as a whole")
_LEAST_PEERS: Final = 30
_COUNTS: Final = Text(zh="全部自报计数", en="All claimed counts")
_OVER_ALL: Final = ("too_round", "terminal_digit")


def standing_family(pack: Pack) -> Family:
    """The family asked of bodies, for the facts of `pack`; its digest tells that it is this one."""
    tests = [
        Planned("trace_ratio", {"reported": "claimed", "traced": "measured"}, {"same_unit": 1.0}, fact.id)
        for fact in _counts(pack)
    ]
    return Family(id=PLAN, title=TITLE, tests=tuple(tests))


def notes_family(pack: Pack) -> Family:
    """The family asked of the campaign as a whole: peers, and the digits of all claimed counts."""
    peers = [Planned("peer_funnel", {"count": "claimed", "expected": "measured"}, {}, f.id) for f in _counts(pack)]
    over_all = [Planned(test, {"count": "claimed"}, {}, "*") for test in _OVER_ALL]
    return Family(id=NOTES, title=NOTES_TITLE, tests=(*peers, *over_all))


class _Given(NamedTuple):
    """A test of the family with its outcome."""

    planned: Planned
    body: str
    outcome: Outcome


def body_signals(pack: Pack, family: Family, state: BodyState) -> tuple[Signal, ...]:
    """Reported against traced, for every count of the body that was both claimed and measured."""
    given = [
        _Given(planned, state.body.id, _ratio(planned, claimed, measured))
        for planned in family.tests
        if (claimed := _count(state, planned.subject, "claimed")) is not None
        and (measured := _count(state, planned.subject, "measured")) is not None
    ]
    return _named(pack, family, given)


def campaign_signals(pack: Pack, states: Sequence[BodyState]) -> tuple[Signal, ...]:
    """What is asked of the campaign as a whole: peers beside each other, and the digits of all claimed counts."""
    given, family = [], notes_family(pack)
    claimed = _claimed(pack, states)
    for planned in family.tests:
        if planned.test == "peer_funnel" and len(pairs := _peers(planned.subject, states)) >= _LEAST_PEERS:
            units, counts, expected = zip(*pairs, strict=True)
            outcome = _run(planned, {"unit": units, "count": counts, "expected": expected})
            given.append(_Given(planned, "", outcome))
        elif planned.subject == "*" and claimed:
            given.append(_Given(planned, "", _run(planned, {"count": claimed})))
    return _named(pack, family, given)


def _named(pack: Pack, family: Family, given: Sequence[_Given]) -> tuple[Signal, ...]:
    if not given:
        return ()
    from assess.forensics.run import Ran, Told, signals_of

    titles = {fact.id: fact.title for fact in pack.facts} | {"*": _COUNTS}
    # Bodies are given one by one, for the family has no column that names them.
    return tuple(
        signal
        for g in given
        for signal in signals_of(family, [Ran(g.planned, g.body, g.outcome)], Told(titles=titles, body=g.body))
    )


def _counts(pack: Pack) -> list[Fact]:
    return [f for f in pack.facts if f.unit == "count" and not f.derive]


def _count(state: BodyState, fact: str, voice: str) -> Measurement | None:
    """The exact count that `voice` gives for `fact`; None where there is none."""
    found = state.measurements.get(f"{fact}/{voice}")
    return found if found is not None and found.band is not None and found.band.exact else None


def _ratio(planned: Planned, claimed: Measurement, measured: Measurement) -> Outcome:
    n = int(_value(measured))
    if claimed.period and measured.period and claimed.period != measured.period:
        why = Text(
            zh=f"上报的是 {claimed.period}，痕迹是 {measured.period}，不是同一时期，不作判断。",
            en=f"Reported for {claimed.period}, traced for {measured.period}: not the same period; silent.",
        )
        return silence(planned.test, n, why)
    if measured.coverage is None:
        why = Text(
            zh="没有说明痕迹的覆盖率；丢失几个百分点的日志就会使诚实的数显得虚高，不作判断。",
            en="Nobody said how much the traces cover; a log that loses a few percent would make honest figures "
            "look inflated; silent.",
        )
        return silence(planned.test, n, why)
    columns = {"reported": [_value(claimed)], "traced": [_value(measured)], "coverage": [measured.coverage]}
    return _run(planned, columns)


def _run(planned: Planned, cells: Mapping[str, Sequence[object]]) -> Outcome:
    import numpy as np

    from assess.forensics.card import settings
    from assess.forensics.cards import CARDS

    card = CARDS[planned.test]
    columns = {
        role: np.array(column, dtype=np.str_ if role == "unit" else np.float64) for role, column in cells.items()
    }
    return card.run(columns, settings(card, planned.options))


def _value(measurement: Measurement) -> float:
    assert measurement.band is not None
    return measurement.band.lo


def _peers(fact: str, states: Sequence[BodyState]) -> list[tuple[str, float, float]]:
    return [
        (s.body.id, _value(c), _value(m))
        for s in states
        if (c := _count(s, fact, "claimed")) is not None and (m := _count(s, fact, "measured")) is not None
    ]


def _claimed(pack: Pack, states: Sequence[BodyState]) -> list[float]:
    facts = {f.id for f in _counts(pack)}
    return [
        m.band.lo
        for s in states
        for m in s.measurements.values()
        if m.voice == "claimed" and m.fact in facts and m.band is not None and m.band.exact
    ]
