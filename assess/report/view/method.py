"""The method: the pack, its weights, how bands, ranks and grades arise, and what it cites."""

from __future__ import annotations

from assess.base.lang import Lang
from assess.base.texts import Text
from assess.packs.model import Layer, Mean
from assess.packs.vocabulary import BASE_LAYERS, NORMALISATIONS, RESCALES
from assess.report.format import decimal, percent
from assess.report.headlines import say
from assess.report.messages import MEANS, name
from assess.report.security import anchor, safe_url
from assess.report.view.agreement import agreement_notes
from assess.report.view.burden import burden_notes
from assess.report.view.frame import Frame
from assess.report.view.links import Links
from assess.report.view.marks import Link, Pair, Section
from assess.report.view.model import Method, SourceRow, WeightRow
from assess.report.view.outcome import check_notes, is_check, method_of
from assess.report.view.signals import families


def method_facts(frame: Frame) -> tuple[Pair, ...]:
    """The pack, its licence and digest, and how each total is computed."""
    pack, t, lang = frame.snapshot.pack, frame.t, frame.lang
    whole = say("method_total", lang, mean=_mean(frame, pack.scoring.layers))
    methods = {"layers-mean": whole, "points-sum": say("method_points", lang)}
    methods |= {x.method: method_of(frame, x) for x in pack.totals if x.method == "deductions"}
    return (
        Pair(t.pack, f"{frame.text(pack.title)} {pack.version}"),
        Pair(t.licence, pack.licence),
        Pair(t.pack_digest, pack.digest, code=True, whole=pack.digest),
        *(Pair(frame.text(x.title), methods.get(x.method, x.method)) for x in pack.totals),
    )


def method_notes(frame: Frame) -> tuple[str, ...]:
    """How the numbers arise, sentence by sentence, as this pack has it."""
    scoring, lang = frame.snapshot.pack.scoring, frame.lang
    own = [
        say("method_layer_own", lang, layer=frame.text(x.title), mean=_mean(frame, x.aggregation))
        for x in frame.layers.values()
        if x.aggregation not in (None, scoring.indicators)
    ]
    floor = [say("method_floor", lang, floor=decimal(scoring.floor))] if scoring.floor > 0 else []
    rounded = [say("rank_rounded", lang, digits=scoring.rank_digits)] if scoring.rank_digits is not None else []
    means = (say("method_layer", lang, mean=_mean(frame, scoring.indicators)),)
    return (
        *(check_notes(frame) if is_check(frame) else means),
        *own,
        *floor,
        *_relative(frame),
        say("method_band", lang),
        say("method_low", lang),
        say("rank_dense" if scoring.rank == "dense" else "rank_competition", lang),
        *rounded,
        say("method_na", lang),
        say("method_voice", lang),
        say("method_rule", lang),
        say("method_round", lang),
    )


def _relative(frame: Frame) -> list[str]:
    """What is said where scores depend on the other bodies."""
    scoring, lang = frame.snapshot.pack.scoring, frame.lang
    by_method: dict[str, list[str]] = {}
    for item in frame.snapshot.pack.indicators:
        if item.scored and item.scale.normalise:
            by_method.setdefault(item.scale.normalise.method, []).append(item.label)
    comma = "、" if lang == "zh" else ", "
    lines = [
        say("method_relative", lang, how=lowered(NORMALISATIONS[method], lang), which=comma.join(labels))
        for method, labels in by_method.items()
    ]
    lines += [say("method_relative_open", lang)] if lines else []
    for key, how in (("method_rescale_layers", scoring.rescale_layers), ("method_rescale", scoring.rescale)):
        lines += [say(key, lang, how=lowered(RESCALES[how], lang))] if how else []
    return lines


def lowered(text: Text, lang: Lang) -> str:
    """A term of the vocabulary within a sentence."""
    return text.zh if lang == "zh" else text.en[:1].lower() + text.en[1:]


def _mean(frame: Frame, method: Mean | None) -> str:
    mean = name(MEANS, method or "arithmetic", frame.lang)
    if method != "power":
        return mean
    return say("method_power", frame.lang, mean=mean, power=decimal(frame.snapshot.pack.scoring.power))


def method_section(frame: Frame, section: Section, cited: Links | None = None) -> Method:
    """The section; the same in every body's report but for the findings by which publications are `cited`."""
    found = cited or {}
    pack = frame.snapshot.pack
    whole = 0.0 if is_check(frame) else sum(layer.weight for layer in pack.layers)
    return Method(
        section=section,
        summary=frame.text(pack.summary),
        facts=method_facts(frame),
        layers=tuple(_weight(frame, layer, whole) for layer in pack.layers),
        grades=tuple(
            Pair(frame.text(g.title), say("grade_from", frame.lang, least=decimal(g.least)))
            for g in reversed(pack.grades)
        ),
        notes=(*method_notes(frame), *_examined(frame), *burden_notes(frame), *agreement_notes(frame)),
        sources=tuple(
            SourceRow(anchor("s", s.id), Link(s.title, safe_url(s.url)), s.publisher, s.date, found.get(s.id, ()))
            for s in pack.sources
        ),
        cited=bool(found),
        families=families(frame),
    )


def _weight(frame: Frame, layer: Layer, whole: float) -> WeightRow:
    scored = [i for i in frame.snapshot.pack.of_layer(layer.id) if i.scored]
    return WeightRow(
        anchor=anchor("w", layer.id),
        href=f"#{anchor('layer', layer.id)}",
        title=frame.text(layer.title),
        base=BASE_LAYERS[layer.base_layer].get(frame.lang) if layer.base_layer else "–",
        weight="–" if is_check(frame) else decimal(layer.weight),
        share=percent(layer.weight / whole, 1) if whole else "–",
        indicators=str(len(scored)),
        points=decimal(sum(i.weight for i in scored)),
    )


def _examined(frame: Frame) -> tuple[str, ...]:
    """What is varied to see whether ranks hold; nothing where the pack asks for no draws or has no weights."""
    pack, lang = frame.snapshot.pack, frame.lang
    said = pack.uncertainty
    if said.draws == 0 or pack.totals[0].method == "deductions":
        return ()
    others = ("、" if lang == "zh" else ", ").join(_mean(frame, m) for m in said.means)
    lines = [say("examined_weights", lang, draws=said.draws, share=percent(said.weights))]
    if said.means:
        lines.append(say("examined_means", lang, means=others, floor=decimal(said.floor)))
    if said.evidence > 0:
        lines.append(say("varied_evidence", lang, evidence=percent(said.evidence)))
    return tuple(lines)
