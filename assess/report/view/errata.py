"""A corrected edition: what it replaces, why, and every number that changed, old and new."""

from __future__ import annotations

from assess.base.band import Band
from assess.report.compare_lines import told
from assess.report.format import decimal, fixed, moment, percent, quantities, ranks, score, short, signed
from assess.report.headlines import say
from assess.report.messages import ERRATA
from assess.report.view.commitments_model import Errata, ErratumRow
from assess.report.view.frame import Frame
from assess.report.view.marks import Section
from assess.snapshot import BodyResult, Erratum

_COUNTS = ("rank", "findings", "undetermined", "evidence", "answers")
_RANKS = ("ranks", "layer-ranks", "sampled")


def edition_line(frame: Frame) -> str:
    """Which edition this is and what it replaces; empty for a first one."""
    held = frame.snapshot.edition
    if held is None:
        return ""
    old = held.replaces
    when, digest = moment(old.made, frame.lang), short(old.digest)
    return say("edition_line", frame.lang, number=held.number, old=old.number, made=when, digest=digest)


def errata_lead(frame: Frame, body: BodyResult) -> str:
    """How many numbers of the report changed; empty for a first edition."""
    if frame.snapshot.edition is None:
        return ""
    own, shared = len(frame.errata.get(body.body.id, ())), len(frame.errata.get("", ()))
    return say("errata_line", frame.lang, n=own, shared=shared)


def errata_section(frame: Frame, body: BodyResult, section: Section) -> Errata | None:
    """The section of a body's report; None for a first edition."""
    held = frame.snapshot.edition
    if held is None:
        return None
    return Errata(
        section=section,
        line=edition_line(frame),
        reason=held.reason or say("no_reason", frame.lang),
        rows=tuple(erratum_row(frame, e) for e in frame.errata.get(body.body.id, ())),
        shared=tuple(erratum_row(frame, e) for e in frame.errata.get("", ())),
    )


def erratum_row(frame: Frame, e: Erratum) -> ErratumRow:
    """Which number, as it was and as it is now."""
    text = ERRATA.get(e.kind)
    title = text.get(frame.lang).replace("{name}", _name(frame, e)) if text else f"{e.kind} {e.key}"
    return ErratumRow(title=title, was=_said(frame, e, e.was), now=_said(frame, e, e.now))


def _name(frame: Frame, e: Erratum) -> str:
    if e.kind == "total":
        return next((frame.text(x.title) for x in frame.snapshot.pack.totals if x.id == e.key), e.key)
    if e.kind in ("indicator", "points") and e.key in frame.indicators:
        return f"{frame.indicators[e.key].label} {frame.text(frame.indicators[e.key].title)}"
    if e.kind == "finding":
        return frame.text(frame.checks[e.key].title) if e.key in frame.checks else e.key
    return frame.name_of(e.key)


def _said(frame: Frame, e: Erratum, band: Band | None) -> str:
    """The number as the report shows it."""
    if e.kind == "finding":
        return say("erratum_holds" if band is not None else "erratum_not", frame.lang)
    if band is None:
        return "–"
    if e.kind in _COUNTS:
        return str(round(band.lo))
    if e.kind in _RANKS:
        return ranks(round(band.lo), round(band.hi))
    if e.kind in ("coverage", "layer-coverage"):
        return percent(band.lo)
    if e.kind == "gap":
        return signed(band, frame.lang)
    if e.kind == "fact":
        unit = frame.facts[e.key].unit if e.key in frame.facts else ""
        return quantities(band, unit, frame.lang) or "–"
    if e.kind in ("points", "layer-points"):
        low, high = decimal(band.lo), decimal(band.hi)
        return low if low == high else f"{low}–{high}"
    if e.kind == "quartiles":
        return f"{fixed(band.lo)}–{fixed(band.hi)}"
    return _total(frame, e, band) if e.kind == "total" else told(band)


def _total(frame: Frame, e: Erratum, band: Band) -> str:
    """A total as its tile on the first page shows it."""
    lead = frame.snapshot.pack.totals[0].id
    found = (b.score.totals.get(e.key) for b in frame.snapshot.bodies)
    maximum = next((s.maximum for s in found if s is not None), 100.0)
    bounds = frame.bounds if e.key == lead else (maximum,)
    shown = score(band, 1 if maximum <= 100 else 0, bounds)
    return shown.band or shown.text
