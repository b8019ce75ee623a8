"""All signals of a campaign judged together, recorded ones and those of the standing family."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from assess.base.texts import Text
from assess.dossier.entities import BodyState
from assess.dossier.signal import Signal
from assess.findings.standing import NOTES, PLAN, body_signals, campaign_signals, standing_family
from assess.forensics.told import skeleton, together
from assess.forensics.verdicts import Judged, by_body, judge_signals
from assess.packs.model import Pack


class FamilyTold(msgspec.Struct, frozen=True):
    """A family in the record: how many tests ran, said anything, asked, and why the others were silent.

    `changed_from` is an earlier digest of the plan, where it was changed after it had been recorded.
    """

    plan: str
    digest: str
    level: float
    period: str
    standing: bool
    runs: int
    said: int
    asked: int
    tests: dict[str, int]
    """How often each test ran, by id."""
    silent: tuple[tuple[str, Text, int], ...]
    """Test, reason, and how often it was given."""
    changed_from: str = ""


class SignalBook(msgspec.Struct, frozen=True):
    """Judged signals by body, those about the campaign as a whole, and the families they belong to."""

    by_body: Mapping[str, tuple[Judged, ...]]
    campaign: tuple[Judged, ...]
    families: tuple[FamilyTold, ...]

    def of(self, body: str) -> tuple[Judged, ...]:
        """The judged signals of a body."""
        return self.by_body.get(body, ())


def own_signals(pack: Pack, state: BodyState) -> tuple[Signal, ...]:
    """The signals of one body: recorded ones, and those of the standing family over its facts."""
    return (*state.signals, *body_signals(pack, standing_family(pack), state))


def signal_book(pack: Pack, states: Sequence[BodyState], recorded: Iterable[Signal] = ()) -> SignalBook:
    """The book of a campaign; `recorded` are the signals that the dossier holds on the campaign as a whole."""
    standing = standing_family(pack)
    each = [s for state in states for s in (*state.signals, *body_signals(pack, standing, state))]
    return judged_book([*each, *recorded], campaign_signals(pack, states))


def judged_book(signals: Sequence[Signal], notes: Sequence[Signal] = ()) -> SignalBook:
    """The book of these signals; `notes` are those of the standing family about the campaign as a whole.

    The notes are judged apart: what bodies are asked does not hang on how many of them there are.
    """
    judged = (*judge_signals(signals), *judge_signals(notes))
    bodies = dict(by_body(judged))
    campaign = bodies.pop("", ())
    return SignalBook(by_body=bodies, campaign=campaign, families=_families(judged))


def _families(judged: Sequence[Judged]) -> tuple[FamilyTold, ...]:
    groups: dict[tuple[str, str, str], list[Judged]] = {}
    for j in judged:
        groups.setdefault((j.signal.plan, j.signal.family, j.signal.period), []).append(j)
    return tuple(_told(key, groups[key]) for key in sorted(groups))


def _told(key: tuple[str, str, str], members: Sequence[Judged]) -> FamilyTold:
    plan, family, period = key
    tests: dict[str, int] = {}
    reasons: dict[tuple[str, str], list[Text]] = {}
    for j in members:
        tests[j.signal.test] = tests.get(j.signal.test, 0) + 1
        if j.signal.silent is not None:
            reasons.setdefault((j.signal.test, skeleton(j.signal.silent)), []).append(j.signal.silent)
    said = [j for j in members if j.verdict != "silent"]
    return FamilyTold(
        plan=plan,
        digest=family,
        level=members[0].signal.level,
        period=period,
        standing=plan in (PLAN, NOTES),
        runs=len(members),
        said=max((j.of for j in members), default=0),
        asked=sum(j.verdict == "asks" for j in said),
        tests=dict(sorted(tests.items())),
        silent=tuple((test, together(why), len(why)) for (test, _), why in sorted(reasons.items())),
        changed_from=next((j.signal.changed_from for j in members if j.signal.changed_from), ""),
    )
