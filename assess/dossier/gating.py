"""Evidence gating: which level accepted evidence carries, what the next one lacks, and whether that was waived.

All that comes out is data; faces and the report put it into words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from assess.base.digest import digest
from assess.base.texts import Text
from assess.dossier.dates import days_after
from assess.dossier.entities import Answer, BodyState, Evidence, EvidenceStatus
from assess.dossier.evidence_states import Stale, stale_reasons
from assess.dossier.workflow.claims import against, claim_digest, first_against
from assess.packs.model import EvidenceNeed, Indicator, Option
from assess.packs.scales import chosen

Unfit = Literal[EvidenceStatus, Stale, "not-independent", "too-old", "undated"]
"""Why a piece of the right kind does not serve: its status, why it is stale, or what the need asks for besides."""


class Left(msgspec.Struct, frozen=True):
    """A piece of the right kind that does not serve, and why."""

    evidence: str
    why: tuple[Unfit, ...]


class Missing(msgspec.Struct, frozen=True):
    """What the level `option` still needs: of `need`, `held` of `need.count` pieces are there."""

    option: str
    need: EvidenceNeed
    held: int
    left: tuple[Left, ...] = ()


class Gated(msgspec.Struct, frozen=True):
    """How far evidence carries a verified answer.

    `given` are the codes that the evaluator gave, `held` those that count, none where no level is carried.
    `missing` is what the next level up to the given one needs. With a `waiver` in force, what is given is held.
    """

    given: tuple[str, ...]
    held: tuple[str, ...]
    missing: tuple[Missing, ...] = ()
    waiver: Literal["", "in-force", "void"] = ""
    reason: str = ""

    @property
    def short(self) -> bool:
        """Whether less is held than was given."""
        return self.held != self.given


def in_force(indicator: Indicator, state: BodyState) -> tuple[Evidence, ...]:
    """The evidence on `indicator` that is accepted and not stale."""
    held = state.evidence.get(indicator.id, ())
    return tuple(e for e in held if e.status == "accepted" and not stale_reasons(e, indicator, state))


def met(needs: Sequence[EvidenceNeed], evidence: Sequence[Evidence], on: str = "") -> bool:
    """Whether `evidence` that counts meets all `needs` together: one item never serves two needs of its kind.

    `on` is the day of the assessment, which ages are counted to.
    """
    for kind in {need.kind for need in needs}:
        wanted = [need for need in needs if need.kind == kind]
        held = [e for e in evidence if e.kind == kind]
        limits = {need.within_days for need in wanted}
        # By Hall's theorem it is enough to look at sets of needs that no other need shares all its evidence with:
        # those for independent pieces up to one age, and those for any pieces up to another.
        for alone in limits:
            for any_ in {*limits, 0}:
                some = [n for n in wanted if _within(n.within_days, alone if n.independent else any_)]
                if sum(e.count for e in held if any(fits(e, n, on) for n in some)) < sum(n.count for n in some):
                    return False
    return True


def _within(limit: int | None, age: int | None) -> bool:
    return age is None or (limit is not None and limit <= age)


def fits(evidence: Evidence, need: EvidenceNeed, on: str = "") -> bool:
    """Whether `evidence`, which counts, is what `need` asks for."""
    return evidence.kind == need.kind and not _unfit(evidence, need, on)


def _unfit(evidence: Evidence, need: EvidenceNeed, on: str) -> tuple[Unfit, ...]:
    found: list[Unfit] = []
    if need.independent and not evidence.independent:
        found.append("not-independent")
    if need.within_days is not None:
        last = days_after(evidence.captured, need.within_days)
        if not last:
            found.append("undated")
        elif on and last < on:
            found.append("too-old")
    return tuple(found)


def missing(indicator: Indicator, option: Option, state: BodyState) -> tuple[Missing, ...]:
    """What `option` of `indicator` still needs before it can be verified for the body in `state`."""
    counting = in_force(indicator, state)
    if met(option.evidence, counting, state.when.on):
        return ()
    spare = {e.id: e.count for e in counting}
    found = []
    # The need that fewest pieces serve takes first, and of what serves takes what serves the fewest other needs.
    for need in sorted(option.evidence, key=lambda n: sum(fits(e, n, state.when.on) for e in counting)):
        serving = [e for e in counting if fits(e, need, state.when.on)]
        serving.sort(key=lambda e: sum(fits(e, n, state.when.on) for n in option.evidence))
        wanted = need.count
        for e in serving:
            taken = min(wanted, spare[e.id])
            spare[e.id] -= taken
            wanted -= taken
        if wanted:
            left = _left(indicator, need, state)
            found.append(Missing(option=option.code, need=need, held=need.count - wanted, left=left))
    return tuple(found)


def _left(indicator: Indicator, need: EvidenceNeed, state: BodyState) -> tuple[Left, ...]:
    found = []
    for e in state.evidence.get(indicator.id, ()):
        if e.kind == need.kind:
            why: list[Unfit] = [e.status] if e.status != "accepted" else []
            why += [*stale_reasons(e, indicator, state), *_unfit(e, need, state.when.on)]
            if why:
                found.append(Left(evidence=e.id, why=tuple(why)))
    return tuple(found)


def gated(indicator: Indicator, answer: Answer, state: BodyState) -> Gated | None:
    """How far evidence carries the verified `answer`; None where it picks no option or nothing is asked for."""
    options = chosen(indicator.scale, answer.value) if indicator.scale.options and answer.value is not None else []
    if answer.state != "answered" or not any(o.evidence for o in indicator.scale.options) or not options:
        return None
    if any(o.state != "scored" for o in options):
        return None
    given = tuple(o.code for o in options)
    several = isinstance(answer.value, tuple)
    found = _ticked(indicator, options, state) if several else _level(indicator, options[0], state)
    held, lacking = tuple(o.code for o in found[0]), found[1]
    waiver = state.waivers.get(indicator.id)
    if waiver is None:
        return Gated(given=given, held=held, missing=lacking)
    stands = waiver.covers in (waived_print(indicator, state), _first_print(indicator, state))
    return Gated(
        given=given, held=given if stands else held, missing=lacking, waiver="in-force" if stands else "void",
        reason=waiver.reason,
    )  # fmt: skip


def _ticked(
    indicator: Indicator, options: Sequence[Option], state: BodyState
) -> tuple[tuple[Option, ...], tuple[Missing, ...]]:
    lacking = {o.code: missing(indicator, o, state) for o in options}
    return tuple(o for o in options if not lacking[o.code]), tuple(m for ms in lacking.values() for m in ms)


def _level(
    indicator: Indicator, claimed: Option, state: BodyState
) -> tuple[tuple[Option, ...], tuple[Missing, ...]]:
    # Of a deduction, the lower level is the one that takes more off.
    sign = -1 if indicator.role == "deduction" else 1
    rest = [o for o in indicator.scale.options if o.state == "scored" and o is not claimed]
    rest = [] if indicator.role == "veto" else rest  # Its answers are no levels of one another.
    below = [o for o in rest if sign * o.points <= sign * claimed.points]
    lacking: tuple[Missing, ...] = ()
    for option in [claimed, *sorted(below, key=lambda o: -sign * o.points)]:
        found = missing(indicator, option, state)
        if not found:
            return (option,), lacking
        lacking = found
    return (), lacking


def waived_print(indicator: Indicator, state: BodyState) -> str:
    """A digest of what a waiver on `indicator` covers: the claim, the verified answer and all evidence.

    What may be erased or withheld has no part in it, so that a waiver stands in a public copy too. The title and
    the address of a piece are never changed: another is another piece.
    """
    verified = state.answer(indicator.id, "verified")
    said = [claim_digest(verified, indicator), verified.definition] if verified else None
    held = sorted([getattr(e, name) for name in _COVERED] for e in state.evidence.get(indicator.id, ()))
    return "2:" + digest([against(state.answer(indicator.id), indicator), said, held])


def _first_print(indicator: Indicator, state: BodyState) -> str:
    """What `waived_print` gave at first, which dossiers still hold."""
    verified = state.answer(indicator.id, "verified")
    said = [verified.state, verified.value, verified.definition] if verified else None
    names = (*_COVERED[:2], "title", "locator", *_COVERED[2:])
    held = sorted([getattr(e, name) for name in names] for e in state.evidence.get(indicator.id, ()))
    return digest([first_against(state.answer(indicator.id), indicator), said, held])


_COVERED: Final = (
    "id", "kind", "sha256", "captured", "count", "independent", "status", "effective_from", "effective_to",
    "expires", "supersedes",
)  # fmt: skip
"""What of evidence a waiver covers; fields that evidence is given later must not void the waivers there are."""
UNFIT: Final[dict[str, Text]] = {
    "not-independent": Text(zh="不是独立来源", en="not from an independent source"),
    "too-old": Text(zh="取得得太早", en="captured too long ago"),
    "undated": Text(zh="没有取得日期", en="without a date of capture"),
}
