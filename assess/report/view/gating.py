"""Evidence in the report: the days it speaks of, and what a verified level lacks."""

from __future__ import annotations

from assess.base.texts import Lang
from assess.dossier.entities import Evidence
from assess.dossier.gating import Missing
from assess.packs.vocabulary import EVIDENCE_KINDS
from assess.report.headlines import say
from assess.report.messages import name
from assess.report.view.frame import Frame
from assess.scoring.result import IndicatorScore


def dates(item: Evidence, lang: Lang) -> list[str]:
    """When `item` was received, the days it speaks of and its last day, as far as they are given."""
    found = [say("evidence_received", lang, date=item.received)] if item.received else []
    if item.effective_from or item.effective_to:
        days = {"first": item.effective_from or "…", "last": item.effective_to or "…"}
        found.append(say("evidence_effective", lang, **days))
    return [*found, *([say("evidence_expires", lang, date=item.expires)] if item.expires else [])]


def lacking(frame: Frame, result: IndicatorScore) -> tuple[str, ...]:
    """What the level that was verified lacks, unless that was waived."""
    found = result.gated
    if found is None or not found.short:
        return ()
    return tuple(_missing(frame, result, m) for m in found.missing)


def _missing(frame: Frame, result: IndicatorScore, lacks: Missing) -> str:
    option = frame.indicators[result.indicator].scale.option(lacks.option)
    key = "gating_lacks_independent" if lacks.need.independent else "gating_lacks"
    return say(
        key,
        frame.lang,
        level=frame.text(option.text) if option else lacks.option,
        kind=name(EVIDENCE_KINDS, lacks.need.kind, frame.lang),
        text=frame.text(lacks.need.text),
        held=f"{lacks.held:,}",
        wanted=f"{lacks.need.count:,}",
    )
