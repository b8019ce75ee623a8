"""The score of one indicator of one body: each voice's band, and the voice the score rests on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import get_args

import msgspec

from assess.base.band import TIE, Band, hull, minimum, point
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.carry import carries_over
from assess.dossier.entities import Answer, BodyState, Voice
from assess.dossier.gating import Gated
from assess.dossier.prefill import is_prefilled
from assess.dossier.workflow.claims import changed_since
from assess.packs.model import Indicator, Pack
from assess.packs.scales import all_points, check_value, chosen, earned, points_between, points_of
from assess.rules import Verdict
from assess.scoring.applies import DOES_NOT_APPLY, MAY_NOT_APPLY
from assess.scoring.bounds import Cell
from assess.scoring.gate import verified_points
from assess.scoring.norms import Norm, as_if
from assess.scoring.result import IndicatorScore, ScoreState
from assess.scoring.vetoes import CHANGED_SINCE, OFF_THE_SCALE, REFUSED, veto_score

VOICES: tuple[Voice, ...] = get_args(Voice)
DOES_NOT_ARISE = Text(
    zh="后续问题不成立：前一问题的答案不触发它，计零分",
    en="The follow-up does not arise from the answer before it and earns nothing",
)

EVALUATORS_DIFFER = Text(
    zh="评估人员评判不一，尚未裁定：按几份评判之间的区间计",
    en="Evaluators judged differently and nobody has decided: counted as the band between their judgements",
)
UNCONFIRMED = Text(
    zh="预填的上期答案，单位尚未确认：不计分",
    en="Filled in from an earlier period and not confirmed by the body yet: not counted",
)
IN_CONFLICT = Text(
    zh="两处各自修改，互相矛盾，尚未裁定：按两者之间的区间计",
    en="Changed in two places that contradict each other, not settled yet: counted as the band between them",
)


class Heard(msgspec.Struct, frozen=True):
    """What one voice's answer amounts to; `points` None means that it leaves the denominator."""

    state: ScoreState
    points: Band | None
    note: Text | None = None
    gated: Gated | None = None


def hear(indicator: Indicator, answer: Answer, state: BodyState) -> Heard:
    """What `answer` amounts to: the points that it earns or, of a deduction, that it leaves."""
    heard = _on_scale(indicator, answer, state)
    if heard.points is None:
        return heard
    return msgspec.structs.replace(heard, points=earned(indicator, heard.points))


def _heard(indicator: Indicator, voice: Voice, state: BodyState) -> Heard | None:
    """What `voice` amounts to; while two answers of it contradict each other, it is the hull of both."""
    answer = state.answer(indicator.id, voice)
    sides = state.disputed.get((indicator.id, voice))
    if answer is None or sides is None:
        return hear(indicator, answer, state) if answer is not None else None
    points = [hear(indicator, a, state).points if a is not None else None for a in sides]
    known = [p for p in points if p is not None]
    full = all_points(indicator.scale)
    note = EVALUATORS_DIFFER if voice == "verified" and state.judgements.get(indicator.id) else IN_CONFLICT
    return Heard(state="unknown", points=hull(known) if len(known) == len(sides) else full, note=note)


def _on_scale(indicator: Indicator, answer: Answer, state: BodyState) -> Heard:
    """What `answer` amounts to on the indicator's scale."""
    full = all_points(indicator.scale)
    if answer.state == "not-applicable":
        most = 0.0 if indicator.role == "deduction" else indicator.scale.maximum
        return _checked(indicator, answer, _not_applicable(indicator, most))
    if answer.state != "answered":
        note = changed_since(answer) if carries_over(answer, indicator) else CHANGED_SINCE
        if is_prefilled(answer):
            note = UNCONFIRMED
        return Heard(state=answer.state, points=full, note=note)
    try:
        check_value(indicator, answer.value)
    except InputError:
        return Heard(state="error", points=full, note=OFF_THE_SCALE)
    options = chosen(indicator.scale, answer.value) if indicator.scale.options else []
    points = points_of(indicator.scale, answer.value)
    excused = next((o for o in options if o.state == "not-applicable"), None)
    if excused is not None:
        return _checked(indicator, answer, _not_applicable(indicator, excused.points))
    if any(o.state == "unknown" for o in options):
        return Heard(state="unknown", points=points)
    if answer.voice == "verified" and options:
        return _gated(indicator, answer, state)
    return _checked(indicator, answer, Heard(state="scored", points=points))


def _checked(indicator: Indicator, answer: Answer, heard: Heard) -> Heard:
    """Where a source states other points than its answer earns, the score is known only as the hull of both."""
    stated = answer.stated_points
    if stated is None or heard.points is None or indicator.scale.normalise:
        return heard
    stated = min(max(stated, 0.0), indicator.scale.maximum)
    if heard.points.lo - TIE <= stated <= heard.points.hi + TIE:
        return heard
    return Heard(
        state=heard.state,
        points=hull([heard.points, point(stated)]),
        note=Text(
            zh=f"来源所列得分 {answer.stated_points:g} 与答案应得分不符",
            en=f"The source states {answer.stated_points:g} points, which its answer does not earn",
        ),
    )


def _gated(indicator: Indicator, answer: Answer, state: BodyState) -> Heard:
    points, decided, notes, found = verified_points(indicator, answer, state)
    note = Text(zh="；".join(n.zh for n in notes), en="; ".join(n.en for n in notes)) if notes else None
    return Heard(state="scored" if decided else "unknown", points=points, note=note, gated=found)


def _not_applicable(indicator: Indicator, points: float) -> Heard:
    if indicator.not_applicable == "full-marks":
        return Heard(state="not-applicable", points=point(points))
    if indicator.not_applicable == "leave-denominator":
        return Heard(state="not-applicable", points=None)
    return Heard(
        state="error",
        points=all_points(indicator.scale),
        note=REFUSED,
    )


def arises(pack: Pack, indicator: Indicator, state: BodyState) -> bool | None:
    """Whether a follow-up arises from its parent's answer; True for other indicators, None when not known."""
    if indicator.follows is None:
        return True
    parent = pack.indicator(indicator.follows.indicator)
    if parent is None:
        return True
    answer = state.answer(parent.id, "verified") or state.answer(parent.id)
    if answer is None or answer.value is None:
        return False if arises(pack, parent, state) is False else None
    codes = set(answer.value) if isinstance(answer.value, tuple) else {answer.value}
    return bool(codes & set(indicator.follows.on)) or (None if _undecided(parent, codes) else False)


def _undecided(parent: Indicator, codes: Collection[str | float]) -> bool:
    return any(o.state == "unknown" for o in parent.scale.options if o.code in codes)


def score_indicator(
    pack: Pack,
    indicator: Indicator,
    state: BodyState,
    cap: Band | None = None,
    applying: Verdict = "yes",
    value: Band | None = None,
    norm: Norm | None = None,
) -> IndicatorScore:
    """The score of `indicator` for the body in `state`; `cap` (0–100, up to 100 when not sure) bounds it.

    `applying` says whether the indicator applies; where that is not known, the score is the widest band, which
    holds both the case that it counts and the case that it leaves the denominator. `value` is the value that
    facts give the indicator: it is its measured voice and stands where nothing was verified. `norm` makes points of
    values where all bodies of the campaign make the score.
    """
    if indicator.role == "veto":
        return veto_score(indicator, state, applying, value, arises(pack, indicator, state))
    maximum = indicator.scale.maximum
    stood = stand(pack, indicator, state, applying, value)
    if norm is not None:
        stood = _by_norm(stood, norm, state.body.id)
    gap = _gap(stood.heard, maximum) if value is not None else None
    result = stood.result
    notes = [n for n in (result.note, *stood.notes, gap) if n]
    points = result.points
    if points is not None and cap is not None and points.hi > cap.lo / 100 * maximum:
        points = minimum(points, Band(cap.lo / 100 * maximum, cap.hi / 100 * maximum))
        notes.append(_capped(cap))
    voices: dict[str, Band] = {v: p for v, h in stood.heard.items() if (p := _percent(h.points, maximum))}
    return IndicatorScore(
        indicator=indicator.id,
        state=result.state if indicator.scored else "unscored",
        standing=stood.standing,
        score=_percent(points, maximum) if indicator.scored else None,
        points=points if indicator.scored else None,
        maximum=maximum,
        voices=voices if indicator.scored else {},
        notes=tuple(notes),
        gated=stood.heard["verified"].gated if "verified" in stood.heard else None,
    )


class Stand(msgspec.Struct, frozen=True):
    """What each voice amounts to, the voice that stands, and what it comes to."""

    heard: dict[Voice, Heard]
    standing: Voice | None
    result: Heard
    notes: tuple[Text, ...] = ()


def stand(
    pack: Pack, indicator: Indicator, state: BodyState, applying: Verdict = "yes", value: Band | None = None
) -> Stand:
    """Which voice stands for `indicator`; see `score_indicator`.

    Where all bodies make the score, its points are still values.
    """
    full = all_points(indicator.scale)
    heard = {v: said for v in VOICES if (said := _heard(indicator, v, state)) is not None}
    trusted: tuple[Voice, ...] = ("verified", "claimed")
    if value is not None:
        heard["measured"] = _measured(indicator, value)
        trusted = ("verified", "measured", "claimed")
    standing: Voice | None = next((v for v in trusted if v in heard), None)
    result = heard[standing] if standing else Heard(state="unknown", points=full)
    if result.state == "unknown" and indicator.follows and arises(pack, indicator, state) is False:
        result = Heard(state="scored", points=earned(indicator, point(0.0)), note=DOES_NOT_ARISE)
    if applying != "yes":
        standing, result = None, _maybe(full, applying)
    return Stand(heard=heard, standing=standing, result=result)


def _measured(indicator: Indicator, value: Band) -> Heard:
    full = all_points(indicator.scale)
    points = earned(indicator, points_between(indicator.scale, value))
    if points.lo < full.lo or points.hi > full.hi:
        # Curves are constant beyond their ends; a value that makes norms has to be one that there can be.
        return Heard(state="error", points=full, note=OFF_THE_SCALE)
    return Heard(state="scored", points=points)


def cell_of(indicator: Indicator, heard: Heard) -> Cell | None:
    """The place of what was heard among the values of all bodies; None where it leaves the denominator.

    What is not a score yet may turn out not to count, unless the pack admits no “not applicable”.
    """
    if heard.points is None:
        return None
    surely = indicator.not_applicable == "refuse" and heard.note is not MAY_NOT_APPLY
    return Cell(heard.points.lo, heard.points.hi, surely or heard.state == "scored")


def _by_norm(stood: Stand, norm: Norm, body: str) -> Stand:
    """`stood` with the points that `norm` makes of the values."""

    def scored(heard: Heard) -> Heard:
        cell = cell_of(norm.indicator, heard)
        return heard if cell is None else msgspec.structs.replace(heard, points=as_if(norm, body, cell))

    result = scored(stood.result)
    if result.points is not None and result.state == "scored" and norm.trouble:
        result = msgspec.structs.replace(result, state="error")
    told = (norm.trouble, norm.note) if result.points is not None else ()
    return Stand(
        heard={voice: scored(h) for voice, h in stood.heard.items()},
        standing=stood.standing,
        result=result,
        notes=tuple(n for n in told if n),
    )


def _gap(heard: Mapping[Voice, Heard], maximum: float) -> Text | None:
    """How far the claim is from what was measured, in points of the score; None where they may agree."""
    claimed, found = heard.get("claimed"), heard["measured"]
    said = _percent(claimed.points, maximum) if claimed and claimed.state == "scored" else None
    was = _percent(found.points, maximum)
    if said is None or was is None:
        return None
    above, below = said.lo - was.hi, was.lo - said.hi
    if max(above, below) <= TIE:
        return None
    zh, en = ("高", "above") if above > 0 else ("低", "below")
    size = f"{max(above, below):.1f}"
    return Text(zh=f"自报得分比实测{zh} {size} 分", en=f"The claim scores {size} points {en} what was measured")


def _maybe(full: Band, applying: Verdict) -> Heard:
    if applying == "no":
        return Heard(state="not-applicable", points=None, note=DOES_NOT_APPLY)
    return Heard(state="unknown", points=full, note=MAY_NOT_APPLY)


def _capped(cap: Band) -> Text:
    if cap.exact:
        return Text(zh=f"按规则封顶 {cap.lo:g} 分", en=f"Capped at {cap.lo:g} by a rule")
    return Text(
        zh=f"有规则可能把它封顶在 {cap.lo:g} 分，尚不能判定",
        en=f"A rule that could not be determined may cap it at {cap.lo:g}",
    )


def _percent(points: Band | None, maximum: float) -> Band | None:
    return Band(100 * points.lo / maximum, 100 * points.hi / maximum) if points and maximum > 0 else None
