"""Whether a veto holds for a body: by its answers, or by the value that facts give, against the pack's limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

from assess.base.band import Band
from assess.base.errors import InputError
from assess.base.texts import Text
from assess.dossier.carry import carries_over
from assess.dossier.entities import Answer, BodyState, Voice
from assess.dossier.gating import gated
from assess.dossier.workflow.claims import changed_since
from assess.packs.model import Indicator, Option
from assess.packs.scales import check_value, chosen
from assess.rules import Verdict
from assess.scoring.applies import DOES_NOT_APPLY, MAY_NOT_APPLY
from assess.scoring.result import IndicatorScore, ScoreState

CHANGED_SINCE = Text(
    zh="作答之后指标的含义变了，请确认或重新作答",
    en="The indicator has changed since it was answered: answer it again",
)
OFF_THE_SCALE = Text(zh="答案不在量表上", en="The answer is not on the scale")
UNSUPPORTED = Text(zh="已采信的证据不足以支持这个答案", en="The accepted evidence does not carry this answer")
REFUSED = Text(zh="该指标不接受“不适用”", en="This indicator does not admit “not applicable”")
DOES_NOT_ARISE = Text(
    zh="后续问题不成立：前一问题的答案不触发它", en="The follow-up does not arise from the answer before it"
)

VOICES: tuple[Voice, ...] = get_args(Voice)
_BANDS: dict[Verdict, Band] = {"yes": Band(0.0, 0.0), "no": Band(100.0, 100.0), "undetermined": Band(0.0, 100.0)}
Found = tuple[Verdict, ScoreState, Text | None]
"""Whether it holds, the state of what was said, and why when that needs saying."""


def veto_score(
    indicator: Indicator, state: BodyState, applying: Verdict, value: Band | None, arises: bool | None
) -> IndicatorScore:
    """The veto `indicator` of the body in `state`; unanswered it is undetermined, never passed over.

    `value` is what facts give: it stands where nothing was verified. A veto that does not apply does not hold.
    """
    heard = {v: _heard(indicator, answer, state) for v in VOICES if (answer := state.answer(indicator.id, v))}
    if value is not None:
        heard["measured"] = (_against(indicator, value), "scored", None)
    trusted: tuple[Voice, ...] = (
        ("verified", "measured", "claimed") if value is not None else ("verified", "claimed")
    )
    standing = next((v for v in trusted if v in heard), None)
    found: Found = heard[standing] if standing else ("undetermined", "unknown", None)
    if found[0] == "undetermined" and indicator.follows and arises is False:
        found = ("no", "scored", DOES_NOT_ARISE)
    if applying != "yes":
        standing = None
        sure = applying == "no" or found[0] == "no"
        found = (
            "no" if sure else "undetermined",
            "not-applicable" if applying == "no" else "unknown",
            DOES_NOT_APPLY if applying == "no" else MAY_NOT_APPLY,
        )
    verified = state.answer(indicator.id, "verified")
    return IndicatorScore(
        indicator=indicator.id,
        state=found[1],
        standing=standing,
        score=None,
        points=None,
        maximum=0.0,
        voices={voice: _BANDS[heard[voice][0]] for voice in heard},
        notes=(found[2],) if found[2] else (),
        veto=found[0],
        gated=gated(indicator, verified, state) if verified is not None else None,
    )


def _heard(indicator: Indicator, answer: Answer, state: BodyState) -> Found:
    if answer.state == "not-applicable":
        return _excused(indicator)
    if answer.state != "answered":
        return (
            "undetermined",
            answer.state,
            changed_since(answer) if carries_over(answer, indicator) else CHANGED_SINCE,
        )
    try:
        check_value(indicator, answer.value)
    except InputError:
        return "undetermined", "error", OFF_THE_SCALE
    if isinstance(answer.value, (int, float)):
        value = float(answer.value)
        return _against(indicator, Band(value, value)), "scored", None
    options = chosen(indicator.scale, answer.value)
    if any(o.state == "not-applicable" for o in options):
        return _excused(indicator)
    if answer.voice == "verified" and (held := gated(indicator, answer, state)) and held.short:
        return "undetermined", "unknown", UNSUPPORTED
    return _ticked(indicator, options)


def _ticked(indicator: Indicator, options: Sequence[Option]) -> Found:
    if any(o.code in indicator.unqualified_on for o in options):
        return "yes", "scored", None
    if any(o.state == "unknown" for o in options):
        return "undetermined", "unknown", None
    return "no", "scored", None


def _excused(indicator: Indicator) -> Found:
    if indicator.not_applicable == "refuse":
        return "undetermined", "error", REFUSED
    return "no", "not-applicable", None


def _against(indicator: Indicator, value: Band) -> Verdict:
    """Whether every value of the band is beyond a limit, none is, or some are."""
    tests: list[Callable[[float], bool]] = []
    if (limit := indicator.unqualified_from) is not None:
        tests.append(lambda x, at=limit: x >= at)  # type: ignore[misc]
    if (limit := indicator.unqualified_above) is not None:
        tests.append(lambda x, at=limit: x > at)  # type: ignore[misc]
    if (limit := indicator.unqualified_below) is not None:
        tests.append(lambda x, at=limit: x < at)  # type: ignore[misc]
    # Each test changes once along the line, so a band lies beyond a limit as a whole when both ends do.
    if any(test(value.lo) and test(value.hi) for test in tests):
        return "yes"
    return "undetermined" if any(test(value.lo) or test(value.hi) for test in tests) else "no"
