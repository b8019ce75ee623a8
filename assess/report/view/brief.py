"""The one-page brief: what somebody in a hurry has to know, cut so that it fits one sheet of A4."""

from __future__ import annotations

import unicodedata

import msgspec

from assess.dossier.cases import STATES
from assess.findings.model import Finding
from assess.packs.vocabulary import SEVERITIES
from assess.report.headlines import say
from assess.report.messages import HTML_LANG, MARKS, name
from assess.report.view.brief_model import BriefFinding, BriefView
from assess.report.view.commitments import commitment_row, commitments_lead, held_commitments
from assess.report.view.commitments_model import CommitmentRow
from assess.report.view.errata import edition_line
from assess.report.view.findings import live
from assess.report.view.frame import Frame
from assess.report.view.gap import gap_lead, gap_section
from assess.report.view.head import body_head
from assess.report.view.layers import layer_rows
from assess.report.view.marks import Pair, Section, Tile
from assess.report.view.verdict import verdict_headline, verdict_section
from assess.snapshot import BodyResult

_FINDINGS, _LAYERS, _COMMITMENTS, _SENTENCES, _TILES = 3, 8, 3, 4, 5
_LINE, _TITLE, _TEXT = 180, 96, 90
"""Columns that a sentence, a title and a text beside it may take: a Chinese character takes two."""


def brief_view(
    frame: Frame, body: BodyResult, report_file: str, report_sha256: str = "", other_file: str = ""
) -> BriefView:
    """The brief of a body; `report_file` is the name of the full report, `report_sha256` that file's digest."""
    head = body_head(frame, body, other_file)
    whole = verdict_section(frame, body, Section("verdict", "", ""), layer_rows(frame, body))
    raised = live(body)
    promised = held_commitments(frame, body)
    return BriefView(
        html_lang=HTML_LANG[frame.lang],
        page_title=f"{frame.text(body.body.name)} · {frame.t.brief}",
        masthead=type(head)(
            frame.t.brief, clip(head.title, 56), _facts(frame, head.facts), head.other, head.other_lang
        ),
        edition=clip(edition_line(frame), _LINE),
        headline=clip(verdict_headline(frame, body), _LINE),
        sentences=tuple(clip(line, _LINE) for line in whole.sentences[:_SENTENCES]),
        tiles=tuple(_tile(t) for t in whole.tiles[:_TILES]),
        layers=whole.layers[:_LAYERS],
        layers_rest=_rest(frame, "brief_layers_rest", len(whole.layers) - _LAYERS),
        caption=whole.caption,
        axis=whole.axis,
        peers=whole.peers,
        gap=_gap(frame, body),
        findings=tuple(_finding(frame, f) for f in raised[:_FINDINGS]),
        findings_rest=_rest(frame, "brief_findings_rest", len(raised) - _FINDINGS),
        commitments=tuple(_promised(commitment_row(frame, c, set())) for c in promised[:_COMMITMENTS]),
        commitments_lead=commitments_lead(frame, body),
        silent=whole.silent,
        where=_where(frame, report_file, report_sha256),
        report=report_file,
    )


def clip(text: str, columns: int) -> str:
    """`text` on one line and no wider than `columns`, with an ellipsis where it was cut."""
    text = " ".join(text.split())
    width = 0
    for n, c in enumerate(text):
        width += 2 if unicodedata.east_asian_width(c) in "WF" else 1
        if width > columns:
            return text[:n].rstrip() + "…"
    return text


def _facts(frame: Frame, facts: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Who, when and by what; edition, journal head and digests stand elsewhere on the page."""
    kept = (frame.t.campaign, frame.t.kind, frame.t.period, frame.t.pack, frame.t.made)
    return tuple(Pair(p.label, clip(p.value, 70)) for p in facts if p.label in kept)


def _tile(tile: Tile) -> Tile:
    return Tile(clip(tile.label, 52), tile.value, tile.range, clip(tile.note, 64))


def _gap(frame: Frame, body: BodyResult) -> str:
    """Built against used in one sentence with both numbers; empty where the pack does not tell them apart."""
    found = gap_section(frame, body, Section("gap", "", "")) if body.gap is not None else None
    if found is None:
        return ""
    whole = next(row for row in found.rows if row.whole)
    built, used = (x.band or x.text for x in (whole.built, whole.used))
    line = say("brief_gap", frame.lang, built=built, used=used)
    lead = gap_lead(frame, body)
    if lead == verdict_headline(frame, body):
        return line
    return clip(f"{lead}{'。' if frame.lang == 'zh' else '. '}{line}", 260)


def _finding(frame: Frame, finding: Finding) -> BriefFinding:
    reply = finding.case.reply
    said = (reply.text or reply.commitment) if reply else ""
    return BriefFinding(
        title=clip(frame.text(finding.title), _TITLE),
        level=finding.severity,
        severity=name(SEVERITIES, finding.severity, frame.lang),
        mark=MARKS[finding.severity],
        state=name(STATES, finding.state, frame.lang),
        reply=clip(said, _TEXT) if said else say("brief_no_reply", frame.lang),
        withdrawn_if=clip(frame.text(finding.withdrawn_if), _TEXT),
    )


def _promised(row: CommitmentRow) -> CommitmentRow:
    return msgspec.structs.replace(
        row, what=clip(row.what, _TEXT), who=clip(row.who, 30), period=clip(row.period, 20)
    )


def _rest(frame: Frame, key: str, n: int) -> str:
    return say(key, frame.lang, n=n) if n > 0 else ""


def _where(frame: Frame, report_file: str, report_sha256: str) -> tuple[Pair, ...]:
    t = frame.t
    pairs = (
        Pair(t.brief_full, report_file, code=True),
        Pair(t.brief_sha256, report_sha256, code=True),
        Pair(t.digest, frame.snapshot.digest, code=True),
    )
    return tuple(p for p in pairs if p.value)
