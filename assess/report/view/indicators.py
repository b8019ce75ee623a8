"""The indicators with their drill-down: question, answers by voice, points, comment, evidence."""

from __future__ import annotations

from assess.base.band import TIE, Band
from assess.dossier.entities import Answer
from assess.packs.model import Indicator, Scale
from assess.packs.relative import score_range, within_marks
from assess.packs.vocabulary import VOICES
from assess.report import files
from assess.report.format import decimal, quantity, ratio, score, shown
from assess.report.geometry import interval, stretch
from assess.report.headlines import say
from assess.report.messages import ANSWER_STATES, VETO_STATES, name
from assess.report.security import anchor
from assess.report.view import gating
from assess.report.view.axes import indicator_axis
from assess.report.view.evidence import Holdings, annex_file
from assess.report.view.frame import Frame
from assess.report.view.links import Links
from assess.report.view.marks import Section, Shown
from assess.report.view.model import (
    CommentView,
    IndicatorGroup,
    IndicatorLayer,
    Indicators,
    IndicatorView,
    Said,
)
from assess.report.view.voices import voice_gap
from assess.scoring.result import IndicatorScore
from assess.snapshot import BodyResult

_VOICES = tuple(VOICES)
_UNKNOWN = ("unknown", "error", "not-reviewed")
Answers = dict[str, dict[str, Answer]]


def answers_by(body: BodyResult) -> Answers:
    """Answers by indicator and voice."""
    table: Answers = {}
    for answer in body.answers:
        table.setdefault(answer.indicator, {})[answer.voice] = answer
    return table


def indicators_lead(frame: Frame, body: BodyResult) -> str:
    """How many have full marks, none, do not apply, are not known."""
    scored = [s for s in body.score.indicators.values() if s.state != "unscored"]
    # Scores beyond 0 to 100 know neither full marks nor none.
    marked = {key for key, i in frame.indicators.items() if within_marks(score_range(i.scale))}
    known = [s.score for s in scored if s.state == "scored" and s.score is not None and s.indicator in marked]
    return say(
        "indicators_lead",
        frame.lang,
        n=len(scored),
        full=sum(band.lo >= 100 - TIE for band in known),
        zero=sum(band.hi <= TIE for band in known),
        na=sum(s.state == "not-applicable" for s in scored),
        unknown=sum(s.state in _UNKNOWN for s in scored),
    )


def indicators_section(
    frame: Frame, body: BodyResult, section: Section, held: Holdings, found: Links
) -> Indicators:
    """All indicators by layer and group, in the pack's order; `found` are the findings that looked at each."""
    answers = answers_by(body)
    return Indicators(
        section=section,
        layers=tuple(
            IndicatorLayer(
                anchor=anchor("layer", key),
                weight_href=f"#{anchor('w', key)}",
                title=frame.text(layer.title),
                score=shown(body.score.layers[key].score) if key in body.score.layers else None,
                groups=_groups(frame, body, key, answers, held, found),
            )
            for key, layer in frame.layers.items()
        ),
    )


def comments(frame: Frame, body: BodyResult, held: Holdings) -> tuple[CommentView, ...]:
    """The comments that the report cuts, in full, for the annex."""
    if held.cut is None:
        return ()
    back = files.link(files.page(frame.stems[body.body.id], frame.lang))
    answers = answers_by(body)
    return tuple(
        CommentView(
            anchor=anchor("c", f"{key}.{voice}"),
            label=indicator.label,
            title=frame.text(indicator.title),
            voice=name(VOICES, voice, frame.lang),
            text=answer.comment,
            back=f"{back}#{anchor('i', key)}",
        )
        for key, indicator in frame.indicators.items()
        for voice in _VOICES
        if (answer := answers.get(key, {}).get(voice)) is not None and len(answer.comment) > held.cut
    )


def _groups(
    frame: Frame, body: BodyResult, layer: str, answers: Answers, held: Holdings, found: Links
) -> tuple[IndicatorGroup, ...]:
    titles = {g.id: frame.text(g.title) for g in frame.snapshot.pack.groups if g.layer == layer}
    grouped: dict[str, list[IndicatorView]] = {key: [] for key in titles}
    for key, indicator in frame.indicators.items():
        if indicator.layer == layer:
            group = indicator.group if indicator.group in titles else ""
            view = _indicator(frame, body, key, indicator, answers, held, found)
            grouped.setdefault(group or "", []).append(view)
    other = say("group_other", frame.lang) if titles else ""
    return tuple(IndicatorGroup(titles.get(key, other), tuple(items)) for key, items in grouped.items() if items)


def _indicator(
    frame: Frame,
    body: BodyResult,
    key: str,
    indicator: Indicator,
    answers: Answers,
    held: Holdings,
    found: Links,
) -> IndicatorView:
    result = body.score.indicators.get(key)
    said = answers.get(key, {})
    count = held.counts.get(key, 0)
    page = files.link(annex_file(frame, body, held.parts[key])) if held.rows_apart and count else ""
    band = result.score if result else None
    value = score(band) if band is not None else Shown("")
    axis = indicator_axis(indicator, len(frame.snapshot.bodies))
    unsure = interval(band, *axis)
    voices = result.voices if result else {}
    return IndicatorView(
        anchor=anchor("i", key),
        label=indicator.label,
        title=frame.text(indicator.title),
        score=value.text,
        band=value.band,
        state=_state(frame, result),
        low=stretch(axis[0], band.lo, *axis).width if band is not None and band.lo > axis[0] else "",
        start=unsure.x if unsure else "",
        width=unsure.width if unsure else "",
        points=ratio(result.points, result.maximum) if result and indicator.scored else "",
        question=frame.text(indicator.question),
        said=tuple(
            _said(frame, body, indicator, said[voice], voices.get(voice), held)
            for voice in _VOICES
            if voice in said
        ),
        notes=_notes(frame, result) if result else (),
        evidence=say("indicator_evidence", frame.lang, n=count) if count else "",
        evidence_href=f"{page}#{held.first[key]}" if count else "",
        found=found.get(key, ()),
    )


def _notes(frame: Frame, result: IndicatorScore) -> tuple[str, ...]:
    """How the claim stands to another voice, and what the engine noted."""
    gap = voice_gap(frame, result.voices) if len(result.voices) > 1 else ""
    return (*((gap,) if gap else ()), *(frame.text(n) for n in result.notes), *gating.lacking(frame, result))


def _state(frame: Frame, result: IndicatorScore | None) -> str:
    """What stands in place of a score: a state that is no score, or whether a veto holds."""
    if result is None:
        return ""
    if result.veto is not None and result.state in ("scored", "unknown"):
        return name(VETO_STATES, result.veto, frame.lang)
    return name(ANSWER_STATES, result.state, frame.lang) if result.state != "scored" else ""


def _said(
    frame: Frame, body: BodyResult, indicator: Indicator, answer: Answer, band: Band | None, held: Holdings
) -> Said:
    comment, more = answer.comment, ""
    if held.cut is not None and len(comment) > held.cut:
        comment = comment[: held.cut].rstrip() + "…"
        more = files.link(annex_file(frame, body), anchor("c", f"{indicator.id}.{answer.voice}"))
    return Said(
        voice=name(VOICES, answer.voice, frame.lang),
        value=_value(frame, indicator.scale, answer),
        score=_worth(frame, score(band)) if band is not None and indicator.scored else "",
        comment=comment,
        more=more,
    )


def _worth(frame: Frame, value: Shown) -> str:
    text = f"{value.text} [{value.band}]" if value.band else value.text
    return say("said_worth", frame.lang, score=text)


def _value(frame: Frame, scale: Scale, answer: Answer) -> str:
    if answer.state != "answered" or answer.value is None:
        return name(ANSWER_STATES, answer.state, frame.lang)
    if isinstance(answer.value, str):
        return _option(frame, scale, answer.value)
    if isinstance(answer.value, tuple):
        chosen = [_option(frame, scale, code) for code in answer.value]
        return ("；" if frame.lang == "zh" else "; ").join(chosen) or "–"
    unit = "share" if scale.kind == "share" else scale.unit
    return quantity(answer.value, unit, frame.lang) if unit else decimal(answer.value)


def _option(frame: Frame, scale: Scale, code: str) -> str:
    option = scale.option(code)
    return frame.text(option.text) if option else code
