"""The text document of a body, taken from the view of its web page so that both show the same strings."""

from __future__ import annotations

from assess.report import files
from assess.report.format import short
from assess.report.headlines import say
from assess.report.messages import labels
from assess.report.view.body import body_view
from assess.report.view.frame import Frame, number_sections
from assess.report.view.marks import Section, Shown
from assess.report.view.model import BodyView, GapRow, LayerRow
from assess.report.view.notice import notice
from assess.report.view.word_model import WordGap, WordLayer, WordView
from assess.snapshot import BodyResult

_CELLS = 10


def word_view(frame: Frame, body: BodyResult) -> WordView:
    """Everything that the skeleton shows."""
    page, snapshot = body_view(frame, body), frame.snapshot
    s = _sections(frame, page)
    empty, said = Section("", "", ""), notice(frame)
    return WordView(
        html_lang=page.html_lang,
        title=page.masthead.title,
        kicker=page.masthead.kicker,
        mark=said.mark if said else "",
        copy=said.copy.lead if said and said.copy else "",
        subject=frame.text(snapshot.campaign.title),
        engine=snapshot.engine,
        digest=snapshot.digest,
        facts=(*page.masthead.facts, *(said.facts if said else ())),
        verdict=s["verdict"],
        lead=page.verdict.section.lead,
        sentences=page.verdict.sentences,
        tiles=page.verdict.tiles,
        layers=tuple(_layer(row) for row in page.verdict.layers),
        layers_caption=page.verdict.caption,
        gap=s.get("gap", empty),
        gap_lead=page.gap.section.lead if page.gap else "",
        gap_rows=tuple(_gap(row) for row in page.gap.rows) if page.gap else (),
        risks=s.get("findings", empty),
        findings=page.findings,
        flags=page.verdict.flags,
        silent_section=s["silent"],
        silent=page.verdict.silent,
        method_section=s["method"],
        method=page.method,
        record=s["record"],
        audit=page.audit,
        review=said.review if said else "",
        signatories=said.signatories if said else (),
        rest=_rest(frame, body),
    )


def _sections(frame: Frame, page: BodyView) -> dict[str, Section]:
    t = frame.t
    named = [("verdict", t.verdict)]
    named += [("gap", t.gap)] if page.gap else []
    named += [("findings", t.findings)] if page.findings else []
    named += [("silent", t.silent), ("method", t.method), ("record", labels(frame.lang, "word").record)]
    return number_sections([(key, title, "") for key, title in named], frame.lang)


def _rest(frame: Frame, body: BodyResult) -> str:
    file = files.page(frame.stems[body.body.id], frame.lang)
    return say("word_rest", frame.lang, file=file, digest=short(frame.snapshot.digest))


def _layer(row: LayerRow) -> WordLayer:
    return WordLayer(
        title=row.title,
        score=_score(row.score),
        weight=row.weight,
        coverage=row.coverage,
        median=row.median or "–",
        rank=row.rank or "–",
        bar=_bar(row.plot.mark),
    )


def _gap(row: GapRow) -> WordGap:
    return WordGap(title=row.title, built=_score(row.built), used=_score(row.used), gap=row.gap)


def _score(score: Shown | None) -> str:
    if score is None:
        return "–"
    return f"{score.text} [{score.band}]" if score.band else score.text


def _bar(mark: str | None) -> str:
    """The place of a mark (`42.3%`) as filled squares out of ten; nothing for no score."""
    if mark is None:
        return ""
    filled = min(_CELLS, max(0, round(float(mark.removesuffix("%")) * _CELLS / 100)))
    return "■" * filled + "□" * (_CELLS - filled)
