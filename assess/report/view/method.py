"""The method: the pack, its weights, how bands, ranks and grades arise, and what it cites."""

from __future__ import annotations

from assess.packs.model import Layer
from assess.packs.vocabulary import BASE_LAYERS
from assess.report.format import decimal, percent
from assess.report.headlines import say
from assess.report.messages import TOTAL_METHODS, name
from assess.report.security import anchor, safe_url
from assess.report.view.frame import Frame
from assess.report.view.marks import Link, Pair, Section
from assess.report.view.model import Method, SourceRow, WeightRow

_NOTES = ("method_layer", "method_band", "method_low", "method_na", "method_voice", "method_rule", "method_round")


def method_facts(frame: Frame) -> tuple[Pair, ...]:
    """The pack, its licence and digest, and how each total is computed."""
    pack, t = frame.snapshot.pack, frame.t
    return (
        Pair(t.pack, f"{frame.text(pack.title)} {pack.version}"),
        Pair(t.licence, pack.licence),
        Pair(t.pack_digest, pack.digest, code=True, whole=pack.digest),
        *(Pair(frame.text(x.title), name(TOTAL_METHODS, x.method, frame.lang)) for x in pack.totals),
    )


def method_notes(frame: Frame) -> tuple[str, ...]:
    """How the numbers arise, sentence by sentence."""
    return tuple(say(note, frame.lang) for note in _NOTES)


def method_section(frame: Frame, section: Section) -> Method:
    """The section; the same in every body's report."""
    pack = frame.snapshot.pack
    whole = sum(layer.weight for layer in pack.layers)
    return Method(
        section=section,
        summary=frame.text(pack.summary),
        facts=method_facts(frame),
        layers=tuple(_weight(frame, layer, whole) for layer in pack.layers),
        grades=tuple(
            Pair(frame.text(g.title), say("grade_from", frame.lang, least=decimal(g.least)))
            for g in reversed(pack.grades)
        ),
        notes=method_notes(frame),
        sources=tuple(
            SourceRow(anchor("s", s.id), Link(s.title, safe_url(s.url)), s.publisher, s.date) for s in pack.sources
        ),
    )


def _weight(frame: Frame, layer: Layer, whole: float) -> WeightRow:
    scored = [i for i in frame.snapshot.pack.of_layer(layer.id) if i.scored]
    return WeightRow(
        title=frame.text(layer.title),
        base=BASE_LAYERS[layer.base_layer].get(frame.lang) if layer.base_layer else "–",
        weight=decimal(layer.weight),
        share=percent(layer.weight / whole, 1) if whole else "–",
        indicators=str(len(scored)),
        points=decimal(sum(i.weight for i in scored)),
    )
