"""Use evidence: measured tables as heat tables, lines over time, funnels and histograms around a deadline."""

from __future__ import annotations

import re
from itertools import pairwise

from assess.dossier.entities import Series
from assess.report.format import decimal, percent
from assess.report.geometry import stretch
from assess.report.headlines import say
from assess.report.messages import AXES, QUANTITIES, STEPS, WEEKDAYS, name
from assess.report.security import anchor
from assess.report.view.frame import Frame
from assess.report.view.marks import Section
from assess.report.view.use_model import Use, UseBar, UseBars, UseCell, UseGrid, UseHead, UseRow
from assess.report.view.use_time import finest, time_view
from assess.scoring.ranks import quantile
from assess.snapshot import BodyResult

CLASSES = 5


def use_lead(frame: Frame, body: BodyResult) -> str:
    """How many tables there are, and what an empty place means."""
    return say("use_lead", frame.lang, n=len(_shown(body)))


def use_section(frame: Frame, body: BodyResult, section: Section) -> Use:
    """The section; of users by day, week and month the finest that can be read is drawn."""
    shown = _shown(body)
    return Use(
        section=section,
        times=tuple(time_view(frame, s, _head) for s in shown if s.form == "time"),
        grids=tuple(_grid(frame, s) for s in shown if s.form == "grid"),
        bars=tuple(_funnel(frame, s) if s.form == "steps" else _bins(frame, s) for s in shown if s.form in _BARS),
    )


_BARS = ("steps", "bins")


def _shown(body: BodyResult) -> list[Series]:
    return finest([s for s in body.series if s.values])


def _head(frame: Frame, series: Series, line: str) -> UseHead:
    source = say("use_source", frame.lang, period=series.period or "–", method=series.method or "–")
    if series.n is not None:
        source += say("use_n", frame.lang, n=decimal(series.n))
    if series.coverage is not None:
        source += say("use_coverage", frame.lang, share=percent(series.coverage))
    return UseHead(
        anchor=anchor("u", f"use.{series.id}"),
        title=frame.text(series.title),
        says=frame.text(series.says),
        line=line,
        note=frame.text(series.note),
        source=source,
    )


def _grid(frame: Frame, series: Series) -> UseGrid:
    bounds = _bounds([v for row in series.values for v in row if v])
    rows = tuple(
        UseRow(
            label=_row_label(frame, label),
            cells=tuple(_cell(v, bounds) for v in values),
            sum=decimal(sum(v or 0.0 for v in values)),
        )
        for label, values in zip(series.rows, series.values, strict=True)
    )
    return UseGrid(
        head=_head(frame, series, _peak(frame, series)),
        axis=name(AXES, series.row_axis, frame.lang),
        columns=tuple(_column_label(frame, series.column_axis, c) for c in series.columns),
        rows=rows,
        legend=_legend(frame, bounds),
    )


def _bounds(values: list[float]) -> list[float]:
    """The upper ends of the classes: fifths of the cells that are not zero, each end once."""
    ordered = sorted(values)
    if not ordered:
        return []
    return sorted({float(round(quantile(ordered, n / CLASSES))) for n in range(1, CLASSES)} | {ordered[-1]})


def _cell(value: float | None, bounds: list[float]) -> UseCell:
    if value is None:
        return UseCell("h0", "–")
    if value <= 0:
        return UseCell("h0", decimal(value))
    place = next((n for n, end in enumerate(bounds) if value <= end), len(bounds) - 1)
    return UseCell(f"h{place + 1}", decimal(value))


def _legend(frame: Frame, bounds: list[float]) -> tuple[UseCell, ...]:
    texts = [say("use_under", frame.lang, high=decimal(bounds[0]))] if bounds else []
    for below, high in pairwise(bounds):
        low, end = decimal(below + 1), decimal(high)
        texts.append(end if low == end else say("use_range", frame.lang, low=low, high=end))
    return tuple(UseCell(f"h{n}", text) for n, text in enumerate(texts, 1))


def _peak(frame: Frame, series: Series) -> str:
    whole = sum(v or 0.0 for row in series.values for v in row)
    if whole <= 0:
        return say("use_none", frame.lang)
    value, row, column = max(
        ((v or 0.0, i, j) for i, values in enumerate(series.values) for j, v in enumerate(values)),
        key=lambda found: (found[0], -found[1], -found[2]),
    )
    return say(
        "use_peak",
        frame.lang,
        row=_row_label(frame, series.rows[row]),
        column=_moment(frame, series.column_axis, series.columns[column]),
        value=decimal(value),
        share=percent(value / whole),
    )


def _row_label(frame: Frame, label: str) -> str:
    return say("use_others", frame.lang, n=label[1:]) if label.startswith("*") else label


def _column_label(frame: Frame, axis: str, label: str) -> str:
    if axis == "weekday":
        return name(WEEKDAYS, label, frame.lang)
    return label[:7] if axis == "month" else label


def _moment(frame: Frame, axis: str, label: str) -> str:
    return say("use_hour", frame.lang, hour=label) if axis == "hour" else _column_label(frame, axis, label)


def _funnel(frame: Frame, series: Series) -> UseBars:
    values = [row[0] or 0.0 for row in series.values]
    first = values[0]
    labels = [name(STEPS, label, frame.lang) for label in series.rows]
    line = say("use_none", frame.lang)
    if first > 0:
        line = say(
            "use_funnel", frame.lang, first=labels[0], n=decimal(first), last=labels[-1], m=decimal(values[-1]),
            share=percent(values[-1] / first),
        )  # fmt: skip
    return UseBars(
        head=_head(frame, series, line),
        axis=frame.t.use_step,
        quantity=name(QUANTITIES, series.columns[0], frame.lang),
        bars=tuple(
            UseBar(label, decimal(v), _share(v, first), stretch(0, v, 0, first) if v > 0 else None, False)
            for label, v in zip(labels, values, strict=True)
        ),
    )


def _bins(frame: Frame, series: Series) -> UseBars:
    values = [row[0] or 0.0 for row in series.values]
    days = [_days(label) for label in series.rows]
    whole, most = sum(values), max(values)
    rush = sum(v for d, v in zip(days, values, strict=True) if d == 0)
    late = sum(v for d, v in zip(days, values, strict=True) if d is not None and d < 0)
    line = say("use_none", frame.lang)
    if whole > 0:
        line = say(
            "use_bins", frame.lang, n=decimal(whole), rush=decimal(rush), rush_share=percent(rush / whole),
            late=decimal(late), late_share=percent(late / whole),
        )  # fmt: skip
    return UseBars(
        head=_head(frame, series, line),
        axis=frame.t.use_time_left,
        quantity=name(QUANTITIES, series.columns[0], frame.lang),
        bars=tuple(
            UseBar(
                label if d is None else _day_label(frame, d),
                decimal(v),
                _share(v, whole),
                stretch(0, v, 0, most) if v > 0 else None,
                d == series.limit,
            )
            for label, d, v in zip(series.rows, days, values, strict=True)
        ),
    )


def _days(label: str) -> int | None:
    """The days left that a label stands for; None where it stands for something else."""
    return int(label) if re.fullmatch(r"-?[0-9]{1,4}", label) else None


def _day_label(frame: Frame, days: int) -> str:
    """A class of the histogram, which is closed at its end by the next class; 14 and −8 are open ones."""
    if days >= 14:
        return say("use_early", frame.lang, n=days)
    if days > 0:
        return say("use_left", frame.lang, n=days, m=days + 1)
    if days == 0:
        return say("use_last", frame.lang)
    if days <= -8:
        return say("use_later", frame.lang, n=-days - 1)
    return say("use_late", frame.lang, n=-days - 1, m=-days)


def _share(part: float, whole: float) -> str:
    return percent(part / whole) if whole > 0 else "–"
