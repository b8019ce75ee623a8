"""What is there to be judged a second time, what makes it risky, and what second judgements came to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import msgspec

from assess.base.digest import digest
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.author import same_person
from assess.dossier.draw import Draw, Drawn, Reason, Stratum
from assess.dossier.entities import BodyState
from assess.dossier.judgement import JudgedState
from assess.dossier.judging import decision, standing
from assess.packs.model import Indicator, Pack
from assess.scoring.result import IndicatorScore
from assess.scoring.sampling import Estimate, Seen, Unit, error_rate, sample

REASONS: Final[Mapping[Reason, Text]] = {
    "finding": Text(zh="涉及一条线索", en="a finding looks at it"),
    "gap": Text(zh="自报高于实测", en="claimed above what was measured"),
    "evidence": Text(zh="所给等级缺证据", en="evidence is missing for what was given"),
    "new": Text(zh="首次核实", en="verified for the first time"),
}
MARGIN: Final = 10.0
"""How far, in marks out of 100, a claim lies above the measurement to count as a gap: an assumption."""
_MOST: Final = 2
"""Further reasons add no weight, so that no item is drawn more than three times as often as another."""
_LEVELS: Final = ((100 / 3, "low"), (200 / 3, "middle"))


class Known(msgspec.Struct, frozen=True):
    """What is known of a body besides its state: its scores, what findings look at, what was verified before.

    `before` is None when no earlier period was given.
    """

    scores: Mapping[str, IndicatorScore]
    suspect: Collection[str] = ()
    before: Collection[str] | None = None


class Item(msgspec.Struct, frozen=True):
    """A drawn item as people see it: its chance and its reasons, not what was judged first."""

    body: str
    indicator: str
    chance: float
    reasons: tuple[Reason, ...]
    done: bool = False


class Result(msgspec.Struct, frozen=True):
    """What became of a sample: who reviews it, how much is done, the error rate that follows."""

    id: str
    holder: str
    drawn_on: str
    drawn: int
    frame: int
    estimate: Estimate
    items: tuple[Item, ...]


def first_judgement(indicator: Indicator, state: BodyState) -> tuple[str, JudgedState, object] | None:
    """The only judgement of an indicator: its id, or "" for a verified answer; None where there is none, or two."""
    if indicator.scale.kind == "text":
        return None
    said = standing(indicator, state)
    if said:
        return (said[0].id, said[0].state, said[0].value) if len(said) == 1 else None
    answer = state.answer(indicator.id, "verified")
    if answer is None or answer.state not in ("answered", "not-applicable", "unknown"):
        return None
    return "", answer.state, answer.value


def reasons_of(indicator: str, known: Known) -> tuple[Reason, ...]:
    """What makes the judgement of an indicator risky."""
    score = known.scores.get(indicator)
    claimed, measured = (score.voices.get("claimed"), score.voices.get("measured")) if score else (None, None)
    holds: dict[Reason, bool] = {
        "finding": indicator in known.suspect,
        "gap": claimed is not None and measured is not None and claimed.lo - measured.hi > MARGIN,
        "evidence": score is not None and score.gated is not None and bool(score.gated.missing),
        "new": known.before is not None and indicator not in known.before,
    }
    return tuple(r for r, there in holds.items() if there)


def draw(
    pack: Pack, states: Sequence[BodyState], known: Mapping[str, Known], *, seed: str, head: str,
    n: int | None = None, share: float = 0.1, not_by: str = "", own: Collection[str] = (), on: str = "",
) -> Draw:  # fmt: skip
    """A sample of what was judged once, `n` items or a `share` of all; InputError where there is nothing to draw.

    What `not_by` judged first, or is in `own` (slots of answers that they gave), is left out: nobody reviews
    themselves.
    """
    items: dict[str, Drawn] = {}
    units: list[Unit] = []
    for state in states:
        about = known[state.body.id]
        for indicator in pack.indicators:
            first = first_judgement(indicator, state)
            if first is None or _by(indicator, state, not_by) or _slot(state, indicator) in own:
                continue
            reasons = reasons_of(indicator.id, about)
            key = f"{state.body.id}/{indicator.id}"
            items[key] = Drawn(state.body.id, indicator.id, 0, first[0], first[1], first[2], reasons)  # type: ignore[arg-type]
            risk = min(len(reasons), _MOST)
            cells = {"layer": indicator.layer, "level": _level(indicator.id, about), "risk": str(risk)}
            units.append(Unit(key, cells, 1.0 + risk))
    if not units:
        raise InputError(
            Text(
                zh="没有只评判过一次的指标可抽", en="nothing has been judged just once, so there is nothing to draw"
            ),
            Text(zh="先用“assess judge”或核实答案给出首次评判。", en="Give first judgements with “assess judge”."),
        )
    count = n if n is not None else max(1, -(-len(units) * round(share * 10_000) // 10_000))
    parts = sample(units, count, f"{seed}\0{head}")
    drawn = [msgspec.structs.replace(items[key], stratum=k) for k, p in enumerate(parts) for key in p.drawn]
    strata = tuple(Stratum(p.cells, len(p.units), len(p.drawn)) for p in parts)
    name = digest([seed, head, not_by, [[d.body, d.indicator] for d in drawn]])[:16]
    return Draw(name, seed, head, strata, tuple(drawn), on, not_by)


def _by(indicator: Indicator, state: BodyState, name: str) -> bool:
    return bool(name) and any(same_person(j.by, [name]) for j in standing(indicator, state))


def _slot(state: BodyState, indicator: Indicator) -> str:
    return f"answer/{state.body.id}/{indicator.id}/verified"


def _level(indicator: str, known: Known) -> str:
    score = known.scores.get(indicator)
    band = score.voices.get("verified") if score else None
    if band is None:
        return "none"
    return next((name for below, name in _LEVELS if band.lo < below), "high")


def items_of(held: Draw, states: Mapping[str, BodyState], pack: Pack) -> tuple[Item, ...]:
    """The drawn items with their chances, and whether each was judged by the one it is for."""
    return tuple(
        Item(
            d.body, d.indicator, held.strata[d.stratum].drawn / held.strata[d.stratum].size, d.reasons,
            _second(d, held.holder, states, pack) is not None,
        )
        for d in held.items
    )  # fmt: skip


def result_of(held: Draw, states: Mapping[str, BodyState], pack: Pack) -> Result:
    """What second judgements say: one that differs from the first is an error of the first, unless decided else."""
    seen = [[0, 0] for _ in held.strata]
    for item in held.items:
        second = _second(item, held.holder, states, pack)
        if second is not None:
            seen[item.stratum][0] += 1
            seen[item.stratum][1] += second != (item.state, item.value)
    strata = [Seen(s.size, done, errors) for s, (done, errors) in zip(held.strata, seen, strict=True)]
    return Result(
        id=held.id, holder=held.holder, drawn_on=held.drawn_on, drawn=len(held.items),
        frame=sum(s.size for s in held.strata), estimate=error_rate(strata), items=items_of(held, states, pack),
    )  # fmt: skip


def _second(
    item: Drawn, holder: str, states: Mapping[str, BodyState], pack: Pack
) -> tuple[JudgedState, object] | None:
    """What stands after the second review of `item`: the decision if there is one, else what `holder` judged."""
    state, indicator = states.get(item.body), pack.indicator(item.indicator)
    if state is None or indicator is None:
        return None
    said = [j for j in standing(indicator, state) if j.id != item.first and same_person(j.by, [holder])]
    if not said:
        return None
    stands = decision(indicator, state) or said[0]
    return stands.state, stands.value
