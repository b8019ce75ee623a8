"""The facts that rules look at: what is known of each, from whom and how."""

from __future__ import annotations

from assess.base.band import Band
from assess.dossier.entities import Measurement
from assess.packs.model import Fact
from assess.packs.vocabulary import VOICES
from assess.report.format import percent, quantities
from assess.report.headlines import say
from assess.report.messages import COLLECTORS, FACT_STATES, name
from assess.report.security import anchor
from assess.report.view.frame import Frame
from assess.report.view.links import Links
from assess.report.view.marks import Link, Section
from assess.report.view.model import FactRow, Facts
from assess.snapshot import BodyResult


def facts_lead(frame: Frame, body: BodyResult) -> str:
    """How many of the facts are known."""
    known = sum(body.facts.get(key) is not None for key in frame.facts)
    return say("facts_lead", frame.lang, n=len(frame.facts), known=known, unknown=len(frame.facts) - known)


def facts_section(frame: Frame, body: BodyResult, section: Section, found: Links) -> Facts | None:
    """The section; None when the pack declares no facts."""
    if not frame.facts:
        return None
    now = {m.fact: m for m in body.measurements if not m.previous}
    before = {m.fact: m for m in body.measurements if m.previous}
    rows = []
    for key, fact in frame.facts.items():
        rows.append(_row(frame, fact, body.facts.get(key), now.get(key), found.get(key, ())))
        if key in before:
            rows.append(_row(frame, fact, before[key].band, before[key]))
    return Facts(
        section=section,
        rows=tuple(rows),
        hows=any(r.how or r.note for r in rows),
        periods=any(r.period for r in rows),
        finds=any(r.found for r in rows),
    )


def _row(
    frame: Frame, fact: Fact, band: Band | None, measurement: Measurement | None, found: tuple[Link, ...] = ()
) -> FactRow:
    value = quantities(band, fact.unit, frame.lang)
    title = frame.text(fact.title)
    if measurement is not None and measurement.previous:
        title += say("fact_previous", frame.lang)
    earlier = measurement is not None and measurement.previous
    return FactRow(
        anchor=anchor("prev" if earlier else "fact", fact.id),
        title=title,
        value=value or say("fact_unknown", frame.lang),
        known=value is not None,
        voice=_voice(frame, fact, measurement),
        how=_how(frame, measurement) if measurement else "",
        period=measurement.period if measurement else "",
        note=measurement.note if measurement else "",
        found=found,
    )


def _voice(frame: Frame, fact: Fact, measurement: Measurement | None) -> str:
    if measurement is not None:
        return name(VOICES, measurement.voice, frame.lang)
    if fact.derive:
        return say("fact_derived", frame.lang)
    return say("fact_by", frame.lang, who=name(COLLECTORS, fact.collector, frame.lang))


def _how(frame: Frame, measurement: Measurement) -> str:
    parts = [measurement.method]
    if measurement.n is not None:
        parts.append(say("fact_n", frame.lang, n=f"{measurement.n:,}"))
    if measurement.coverage is not None:
        parts.append(say("fact_coverage", frame.lang, share=percent(measurement.coverage)))
    if measurement.status != "ok":
        parts.append(name(FACT_STATES, measurement.status, frame.lang))
    return ("；" if frame.lang == "zh" else "; ").join(p for p in parts if p)
