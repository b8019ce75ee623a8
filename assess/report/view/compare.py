"""Comparisons put into words and marks: one body on two sides, and all bodies of two snapshots."""

from __future__ import annotations

from assess.base.texts import Text
from assess.comparing.model import Campaigns, Comparison, Line, Row, Side
from assess.dossier.cases import STATES
from assess.packs.vocabulary import SEVERITIES
from assess.report import files
from assess.report.compare_lines import (
    broken_line,
    campaigns_headline,
    campaigns_sentences,
    decimals,
    headline,
    place,
    plus,
    ranked,
    sentences,
    split_line,
    told,
)
from assess.report.format import moment, short, shown
from assess.report.geometry import interval, stretch
from assess.report.geometry import place as at
from assess.report.headlines import say
from assess.report.messages import CHANGES, HTML_LANG, MARKS, SHIFTS, name
from assess.report.view.axes import ticks
from assess.report.view.compare_model import (
    BodyRow,
    CampaignsView,
    CompareView,
    EvidenceRow,
    IndicatorRow,
    LineRow,
    PartRow,
    ShiftRow,
    SideColumn,
)
from assess.report.view.frame import Frame, number_sections
from assess.report.view.marks import Dumbbell, Link, Masthead, Pair, Section

Frames = tuple[Frame, Frame]
Axis = tuple[float, float]
_SAME = ("equal", "alike")


def compare_view(frames: Frames, found: Comparison, other_file: str = "") -> CompareView:
    """Everything that the page of one comparison shows."""
    frame = frames[1]
    lang, names = frame.lang, side_names(frame, found)
    axis = _axis(frames[0].layer_axis, frame.layer_axis)
    sections = _sections(frame, found)
    title = f"{frame.text(found.bodies[1].name)} · {names[0]} → {names[1]}"
    if found.mode == "bodies":
        title = f"{names[0]} · {names[1]}"
    return CompareView(
        html_lang=HTML_LANG[lang],
        page_title=title,
        masthead=_masthead(frame, title, found.sides, other_file),
        contents=tuple(sections.values()),
        headline=headline(found, lang, frame.bounds),
        sentences=tuple(sentences(found, lang)),
        names=names,
        axis=ticks(axis, 2),
        sections=sections,
        totals=tuple(
            _line(frame, line, None, frame.bounds if n == 0 else ()) for n, line in enumerate(found.totals)
        ),
        layers=tuple(_line(frame, line, axis) for line in found.layers),
        parts=_parts(frame, found),
        split=split_line(None, found.no_split, lang),
        findings=tuple(_shift(frame, found, n) for n in range(len(found.findings))),
        evidence=tuple(
            EvidenceRow(
                indicator=_label(frames, e.indicator),
                title=e.title,
                shift=name(SHIFTS, e.shift, lang),
                before=short(e.before),
                after=short(e.after),
            )
            for e in found.evidence
        ),
        kept=say("cmp_evidence_kept", lang, n=found.evidence_kept),
        indicators=tuple(_indicator(frames, line) for line in found.indicators if line.change not in _SAME),
        alike=say("cmp_alike", lang, n=sum(line.change in _SAME for line in found.indicators)),
        sides=(_side(frames[0], found.sides[0], names[0]), _side(frame, found.sides[1], names[1])),
    )


def campaigns_view(frames: Frames, found: Campaigns, other_file: str = "") -> CampaignsView:
    """Everything that the page of two campaigns shows."""
    frame = frames[1]
    names = period_names(frame, found.sides)
    axis = _axis(frames[0].total_axis, frame.total_axis)
    title = f"{frame.text(found.sides[1].campaign)} · {names[0]} → {names[1]}"
    return CampaignsView(
        html_lang=HTML_LANG[frame.lang],
        page_title=title,
        masthead=_masthead(frame, title, found.sides, other_file),
        headline=campaigns_headline(found, frame.lang),
        sentences=tuple(campaigns_sentences(found, frame.lang)),
        names=names,
        axis=ticks(axis, 2),
        split=found.no_split is None,
        rows=tuple(_row(frame, row, axis) for row in found.rows),
        sides=(_side(frames[0], found.sides[0], names[0]), _side(frame, found.sides[1], names[1])),
    )


def side_names(frame: Frame, found: Comparison) -> tuple[str, str]:
    """What the two sides are called: the bodies, or the periods."""
    if found.mode == "years":
        return period_names(frame, found.sides)
    first, second = (frame.text(b.name) for b in found.bodies)
    if found.sides[0].digest == found.sides[1].digest:
        return first, second
    periods = period_names(frame, found.sides)
    return f"{first} {periods[0]}", f"{second} {periods[1]}"


def period_names(frame: Frame, sides: tuple[Side, Side]) -> tuple[str, str]:
    """The periods; where they read alike, which of the two it is."""
    if sides[0].name != sides[1].name:
        return sides[0].name, sides[1].name
    return frame.t.cmp_first, frame.t.cmp_second


def _masthead(frame: Frame, title: str, sides: tuple[Side, Side], other_file: str) -> Masthead:
    campaigns = dict.fromkeys(frame.text(s.campaign) for s in sides)
    return Masthead(
        kicker=frame.t.cmp_kicker,
        title=title,
        facts=tuple(Pair(frame.t.campaign, c) for c in campaigns),
        other=Link(frame.t.other_language, files.link(other_file)) if other_file else None,
        other_lang=HTML_LANG["en" if frame.lang == "zh" else "zh"],
    )


def _sections(frame: Frame, found: Comparison) -> dict[str, Section]:
    t = frame.t
    named = [("scores", t.cmp_scores, "")]
    if found.mode == "years":
        named.append(("split", t.cmp_split_title, ""))
    named.append(("findings", t.findings, ""))
    if found.mode == "years":
        named.append(("evidence", t.evidence, ""))
    return number_sections([*named, ("indicators", t.indicators, ""), ("sides", t.cmp_sides, "")], frame.lang)


def _axis(one: Axis, two: Axis) -> Axis:
    return min(one[0], two[0]), max(one[1], two[1])


def _line(frame: Frame, line: Line, axis: Axis | None, bounds: tuple[float, ...] = (100.0,)) -> LineRow:
    lang = frame.lang
    ranked = line.before_standing is not None or line.after_standing is not None
    ranks = f"{place(line.before_standing, lang)} → {place(line.after_standing, lang)}" if ranked else "–"
    return LineRow(
        title=line.title.get(lang),
        before=shown(line.before, decimals(line.maximum), bounds),
        after=shown(line.after, decimals(line.maximum), bounds),
        change=name(CHANGES, line.change, lang),
        why=broken_line(line.broken, lang),
        rank=ranks,
        plot=_plot(line, axis) if axis else None,
        strong=line.change in ("higher", "lower"),
    )


def _plot(line: Line, axis: Axis) -> Dumbbell | None:
    """The later side as the square, the earlier one as the ring."""
    before, after = line.before, line.after
    if before is None or after is None:
        return None
    return Dumbbell(
        built=at(after.lo, *axis),
        used=at(before.lo, *axis),
        link=stretch(min(before.lo, after.lo), max(before.lo, after.lo), *axis),
        built_range=interval(after, *axis),
        used_range=interval(before, *axis),
    )


def _parts(frame: Frame, found: Comparison) -> tuple[PartRow, ...]:
    t, score, rank = frame.t, found.score_parts, found.rank_parts
    if score is None:
        return ()
    return tuple(
        PartRow(title, plus(getattr(score, key)), plus(getattr(rank, key)) if rank else "–")
        for key, title in (("own", t.cmp_own), ("others", t.cmp_others), ("method", t.cmp_method))
    )


def _shift(frame: Frame, found: Comparison, n: int) -> ShiftRow:
    shift, lang = found.findings[n], frame.lang
    states = [name(STATES, s, lang) if s else "–" for s in (shift.before, shift.after)]
    return ShiftRow(
        title=frame.text(shift.title),
        mark=MARKS[shift.severity],
        severity=name(SEVERITIES, shift.severity, lang),
        level=shift.severity,
        shift=name(SHIFTS, shift.shift if found.mode == "years" else f"bodies-{shift.shift}", lang),
        before=states[0],
        after=states[1],
        note=say("cmp_rule_changed", lang) if shift.rule_changed else "",
    )


def _label(frames: Frames, indicator: str) -> str:
    found = frames[1].indicators.get(indicator) or frames[0].indicators.get(indicator)
    return found.label if found else indicator


def _indicator(frames: Frames, line: Line) -> IndicatorRow:
    lang = frames[1].lang
    key = line.change
    if key == "broken":
        key_part = next(k for k in ("changed", "added", "removed") if getattr(line.broken, k))
        change = name(CHANGES, key_part, lang)
    else:
        change = name(CHANGES, key, lang)
    return IndicatorRow(_label(frames, line.id), line.title.get(lang), told(line.before), told(line.after), change)


def _side(frame: Frame, side: Side, title: str) -> SideColumn:
    t = frame.t
    pairs = (
        Pair(t.campaign, frame.text(side.campaign)),
        Pair(t.period, side.period),
        Pair(t.pack, f"{frame.text(side.pack_title)} {side.pack_version}"),
        Pair(t.pack_digest, short(side.pack_digest), code=True, whole=side.pack_digest),
        Pair(t.made, moment(side.made, frame.lang)),
        Pair(t.head, short(side.head), code=True, whole=side.head),
        Pair(t.digest, side.digest, code=True, whole=side.digest),
    )
    return SideColumn(title, tuple(p for p in pairs if p.value))


def _row(frame: Frame, row: Row, axis: Axis) -> BodyRow:
    line, parts = row.total, row.parts
    own, others, method = (plus(getattr(parts, key)) if parts else "–" for key in ("own", "others", "method"))
    text: Text = row.body.name
    return BodyRow(
        title=frame.text(text),
        before=shown(line.before, decimals(line.maximum), frame.bounds),
        after=shown(line.after, decimals(line.maximum), frame.bounds),
        change=name(CHANGES, line.change, frame.lang),
        own=own,
        others=others,
        method=method,
        ranks=(ranked(line.before_standing), ranked(line.after_standing)),
        new=str(row.new),
        remain=str(row.remain),
        gone=str(row.gone),
        plot=_plot(line, axis),
    )
