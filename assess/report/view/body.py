"""A body's report and its annex, put together section by section."""

from __future__ import annotations

from collections.abc import Iterator

from assess.report.gate_words import words
from assess.report.messages import HTML_LANG
from assess.report.view.commitments import commitments_lead, commitments_section
from assess.report.view.errata import errata_lead, errata_section
from assess.report.view.evidence import (
    Holdings,
    annex_contents,
    annex_slices,
    evidence_lead,
    evidence_section,
    holdings,
)
from assess.report.view.facts import facts_lead, facts_section
from assess.report.view.findings import findings_lead, findings_section
from assess.report.view.findings import held as holding
from assess.report.view.frame import Frame, number_sections
from assess.report.view.gap import gap_lead, gap_section
from assess.report.view.gate import gate_lines, gate_link
from assess.report.view.head import annex_head, body_head
from assess.report.view.indicators import comments, indicators_lead, indicators_section
from assess.report.view.layers import has_peers, layer_rows, layers_lead, layers_section
from assess.report.view.links import back
from assess.report.view.marks import Link, Section, Way
from assess.report.view.method import method_section
from assess.report.view.model import AnnexView, BodyView
from assess.report.view.peers import has_rank, peers_lead, peers_section
from assess.report.view.record import audit_section, imports_lead, imports_section
from assess.report.view.use import use_lead, use_section
from assess.report.view.verdict import verdict_headline, verdict_section
from assess.report.view.voices import has_voices, voices_lead, voices_section
from assess.report.view.years import has_years, years_lead, years_section
from assess.snapshot import BodyResult


def body_view(frame: Frame, body: BodyResult, other_file: str = "", ways: tuple[Way, ...] = ()) -> BodyView:
    """Everything that the template of a body's report shows; `ways` lead to other pages of the site."""
    held = holdings(frame, body)
    s = _sections(frame, body, held)
    rows = layer_rows(frame, body)
    links = back(frame, holding(body))
    return BodyView(
        html_lang=HTML_LANG[frame.lang],
        page_title=f"{frame.text(body.body.name)} · {frame.text(frame.snapshot.campaign.title)}",
        masthead=body_head(frame, body, other_file, ways),
        contents=tuple(s.values()),
        verdict=verdict_section(frame, body, s["verdict"], rows),
        gates=gate_lines(frame, body),
        gate_link=Link(words(frame.lang).link, gate_link(frame, body)) if body.gates else None,
        layers=layers_section(frame, s["layers"], rows),
        gap=gap_section(frame, body, s["gap"]) if "gap" in s else None,
        errata=errata_section(frame, body, s["errata"]) if "errata" in s else None,
        commitments=commitments_section(frame, body, s["commitments"]) if "commitments" in s else None,
        findings=findings_section(frame, body, s["findings"], held) if "findings" in s else None,
        facts=facts_section(frame, body, s["facts"], links.facts) if "facts" in s else None,
        years=years_section(frame, body, s["years"]) if "years" in s else None,
        peers=peers_section(frame, body, s["peers"]) if "peers" in s else None,
        use=use_section(frame, body, s["use"]) if "use" in s else None,
        voices=voices_section(frame, body, s["voices"]) if "voices" in s else None,
        indicators=indicators_section(frame, body, s["indicators"], held, links.indicators),
        evidence=evidence_section(frame, body, s["evidence"], held),
        method=method_section(frame, s["method"], links.sources),
        imports=imports_section(frame, body, s["imports"]) if "imports" in s else None,
        audit=audit_section(frame, body, s["audit"]),
    )


def annex_views(frame: Frame, body: BodyResult) -> Iterator[AnnexView]:
    """The pages of the annex, one after the other; none when the report needs no annex.

    The long comments stand on the first page, after as many rows of evidence as a page takes.
    """
    held = holdings(frame, body)
    if not held.annex:
        return
    section = Section("evidence", "", frame.t.evidence, evidence_lead(frame, body, held))
    title = f"{frame.text(body.body.name)} · {frame.t.evidence}"
    for part, rows in enumerate(annex_slices(held), 1):
        pages = annex_contents(frame, body, held, part)
        yield AnnexView(
            html_lang=HTML_LANG[frame.lang],
            page_title=f"{title} · {pages[part - 1].text}" if pages else title,
            masthead=annex_head(frame, body),
            evidence=evidence_section(frame, body, section, held, rows=rows) if held.rows_apart else None,
            comments=comments(frame, body, held) if part == 1 else (),
            contents=pages,
        )


def _sections(frame: Frame, body: BodyResult, held: Holdings) -> dict[str, Section]:
    t = frame.t
    named = [
        ("verdict", t.verdict, verdict_headline(frame, body)),
        ("errata", t.errata, errata_lead(frame, body)),
        ("layers", t.layers if has_peers(frame) else t.layers_alone, layers_lead(frame, body)),
        ("gap", t.gap, gap_lead(frame, body)),
        ("findings", t.findings, findings_lead(frame, body)),
        ("commitments", t.commitments, commitments_lead(frame, body)),
        ("facts", t.facts, facts_lead(frame, body)),
        ("years", t.years, years_lead(frame, body)),
        ("peers", t.peers, peers_lead(frame, body)),
        ("use", t.use, use_lead(frame, body)),
        ("voices", t.voices_apart, voices_lead(frame, body)),
        ("indicators", t.indicators, indicators_lead(frame, body)),
        ("evidence", t.evidence, evidence_lead(frame, body, held)),
        ("method", t.method, ""),
        ("imports", t.imports, imports_lead(frame, body)),
        ("audit", t.audit, ""),
    ]
    absent = {"gap"} if body.gap is None else set()
    absent |= set() if frame.checks else {"findings"}
    absent |= set() if frame.facts else {"facts"}
    absent |= set() if has_years(body) else {"years"}
    absent |= set() if has_rank(frame, body) else {"peers"}
    absent |= set() if body.series else {"use"}
    absent |= set() if has_voices(frame, body) else {"voices"}
    absent |= set() if body.imports else {"imports"}
    absent |= {key for key, _, lead in named if key in ("errata", "commitments") and not lead}
    return number_sections([n for n in named if n[0] not in absent], frame.lang)
