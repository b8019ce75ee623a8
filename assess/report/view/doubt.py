"""The pages for a reader who doubts: the method in full, and how sure the order is."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from assess.report.format import decimal, percent, ranks
from assess.report.headlines import LEVEL, WIDE, say
from assess.report.messages import HTML_LANG, MEANS, name
from assess.report.view.frame import Frame, number_sections
from assess.report.view.marks import Pair, Section
from assess.report.view.method import method_section
from assess.report.view.outcome import is_check
from assess.report.view.robust import places, robust_axis, robust_lead, robust_notes, robust_rows
from assess.report.view.site import Site, page_ways, parts, spans
from assess.report.view.site_model import AskedRow, LayerRanks, MethodPage, RobustPage
from assess.report.view.work import work_notes, work_rows
from assess.snapshot import BodyResult


def method_page(site: Site) -> MethodPage:
    """The pack, its weights and means, what is varied, every indicator, the sources and the families of tests."""
    frame, t = site.frame, site.frame.t
    method = method_section(frame, Section("method", "", t.method_rules, ""))
    # In a body's report a layer leads to its indicators there; here, to the bodies by that layer.
    pages = [site.address(site.layer_pages[layer.id]) for layer in frame.snapshot.pack.layers]
    layers = (msgspec.structs.replace(row, href=to) for row, to in zip(method.layers, pages, strict=True))
    return MethodPage(
        html_lang=HTML_LANG[frame.lang],
        page_title=f"{t.method} · {frame.text(frame.snapshot.campaign.title)}",
        masthead=site.head("method", t.method),
        method=msgspec.structs.replace(method, layers=tuple(layers), notes=(*method.notes, *_gap_note(frame))),
        varied=_varied(frame),
        asked=tuple(
            AskedRow(
                label=i.label,
                title=frame.text(i.title),
                layer=frame.text(frame.layers[i.layer].title) if i.layer in frame.layers else i.layer,
                weight=decimal(i.weight) if i.scored else "–",
            )
            for i in frame.snapshot.pack.indicators
        ),
    )


def _gap_note(frame: Frame) -> tuple[str, ...]:
    if all(b.gap is None for b in frame.snapshot.bodies):
        return ()
    return (say("gap_note", frame.lang, least=decimal(LEVEL), much=decimal(WIDE)),)


def _varied(frame: Frame) -> tuple[Pair, ...]:
    """The settings of the pack by which the order is examined; none where it asks for no draws."""
    said, t, lang = frame.snapshot.pack.uncertainty, frame.t, frame.lang
    if said.draws == 0 or is_check(frame):
        return ()
    means = ("、" if lang == "zh" else ", ").join(name(MEANS, m, lang) for m in said.means)
    pairs = (
        Pair(t.draws, decimal(said.draws)),
        Pair(t.seed, str(said.seed)),
        Pair(t.weights_off, f"±{percent(said.weights)}"),
        Pair(t.other_means, means),
        Pair(t.means_floor, decimal(said.floor) if said.means else ""),
        Pair(t.claims_off, percent(said.evidence) if said.evidence > 0 else ""),
    )
    return tuple(p for p in pairs if p.value)


def robust_pages(site: Site) -> Iterator[RobustPage]:
    """Sampled ranks of every body, what moves them, what weights do, and the ranks in each layer."""
    frame, t = site.frame, site.frame.t
    found = places(frame)
    count = sum(b.body.id in found for b in site.ordered)
    held = frame.snapshot.robustness
    s = _sections(frame)
    for number, (start, end) in enumerate(parts(count), 1):
        first = number == 1
        yield RobustPage(
            html_lang=HTML_LANG[frame.lang],
            page_title=f"{t.robust} · {frame.text(frame.snapshot.campaign.title)}",
            masthead=site.head("robust", t.robust, number),
            pages=page_ways(site, "robust", spans(count), number),
            contents=tuple(s.values()) if first and found else (),
            ranks=s["ranks"],
            notes=robust_notes(frame) if first and found else (),
            axis=robust_axis(frame),
            top=say("robust_top", frame.lang, top=held.top) if held else "",
            rows=robust_rows(site, start, end),
            work=s.get("work") if first else None,
            work_rows=work_rows(frame) if first else (),
            work_notes=work_notes(frame) if first else (),
            layers=s.get("layers"),
            layer_heads=tuple(frame.text(frame.layers[key].title) for key in _layers(frame)),
            layer_rows=tuple(_layer_row(site, b) for b in site.ordered[start:end]) if _layers(frame) else (),
        )


def _sections(frame: Frame) -> dict[str, Section]:
    t = frame.t
    named = [("ranks", t.robust_ranks, robust_lead(frame))]
    named += [("work", t.work, "")] if work_rows(frame) or work_notes(frame) else []
    named += [("layers", t.robust_layers, say("robust_layers_lead", frame.lang))] if _layers(frame) else []
    return number_sections(named, frame.lang)


def _layers(frame: Frame) -> list[str]:
    """The layers whose ranks were sampled."""
    held = frame.snapshot.robustness
    return [key for key in frame.layers if held and key in held.nodes]


def _layer_row(site: Site, body: BodyResult) -> LayerRanks:
    held = site.frame.snapshot.robustness
    nodes = held.nodes if held else {}
    found = (nodes[key].get(body.body.id) for key in _layers(site.frame))
    return LayerRanks(site.of(body), tuple(ranks(x.low, x.high) if x else "–" for x in found))
