"""What a finding rests on, and what speaks against it: where each value came from and how far it carries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assess.base.texts import Text
from assess.dossier.entities import BodyState, Measurement
from assess.findings.apart import widest_apart
from assess.findings.facts import spoken
from assess.measure.derived import has_evidence
from assess.packs.model import Fact, Pack
from assess.packs.vocabulary import VOICES

_INNER_QUOTES: Final = str.maketrans("“”", "‘’")


def support(pack: Pack, state: BodyState, names: Sequence[str]) -> tuple[Text, ...]:
    """Where the values of `names` (facts and indicators a rule used) came from."""
    lines = []
    for fact in (f for f in pack.facts if f.id in names):
        if (line := _origin(pack, state, fact)) is not None:
            lines.append(line)
    backed = [i.label for i in pack.indicators if i.id in names and has_evidence(state, i.id)]
    if backed:
        lines.append(
            Text(zh=f"附有证据的指标：{'、'.join(backed)}", en=f"Indicators with evidence: {', '.join(backed)}")
        )
    return tuple(lines)


def counter_evidence(pack: Pack, state: BodyState, names: Sequence[str]) -> tuple[Text, ...]:
    """What weakens the finding: values known from one side only, partial coverage, answers nobody verified."""
    lines = []
    for fact in (f for f in pack.facts if f.id in names and not f.derive):
        measurement = spoken(fact.id, state)
        if measurement is None:
            continue
        # What the body is asked to report is doubted as its own figure; that it is one weakens nothing.
        if measurement.voice == "claimed" and fact.collector != "agency":
            lines.append(
                Text(
                    zh=f"{_quoted(fact.title.zh)}只有自报数，未经测量",
                    en=f"{_quoted(fact.title.en)} is the body's own figure and was not measured",
                )
            )
        if measurement.coverage is not None and measurement.coverage < 1:
            share = f"{measurement.coverage:.0%}"
            lines.append(
                Text(
                    zh=f"{_quoted(fact.title.zh)}只覆盖 {share}", en=f"{_quoted(fact.title.en)} covers {share} only"
                )
            )
    if any(i.id in names and state.answer(i.id, "verified") is None for i in pack.indicators):
        lines.append(Text(zh="所依据的答案尚未核实", en="The answers it rests on have not been verified"))
    return tuple(lines)


def _origin(pack: Pack, state: BodyState, fact: Fact) -> Text | None:
    if fact.derive:
        items = widest_apart(pack, state, fact)
        zh, en = (f"，相差最大的：{items.zh}", f"; widest apart: {items.en}") if items else ("", "")
        return Text(
            zh=f"{_quoted(fact.title.zh)}由卷宗计算{zh}",
            en=f"{_quoted(fact.title.en)} is computed from the dossier{en}",
        )
    measurement = spoken(fact.id, state)
    if measurement is not None:
        detail = _detail(measurement)
        return Text(
            zh=f"{_quoted(fact.title.zh)}：{VOICES[measurement.voice].zh}{detail.zh}",
            en=f"{_quoted(fact.title.en)}: {VOICES[measurement.voice].en.lower()}{detail.en}",
        )
    feeder = next((i for i in pack.indicators if i.feeds == fact.id and state.answer(i.id)), None)
    if feeder is None:
        return None
    return Text(
        zh=f"{_quoted(fact.title.zh)}取自指标 {feeder.label} 的答案",
        en=f"{_quoted(fact.title.en)} is taken from the answer to {feeder.label}",
    )


def _quoted(title: str) -> str:
    """A title in quotation marks, its own ones turned into inner ones."""
    return f"“{title.translate(_INNER_QUOTES)}”"


def _detail(measurement: Measurement) -> Text:
    parts = [p for p in (measurement.method, measurement.period) if p]
    if measurement.n is not None:
        parts.append(f"n = {measurement.n:,}")
    if not parts:
        return Text(zh="", en="")
    return Text(zh=f"（{'，'.join(parts)}）", en=f" ({', '.join(parts)})")
