"""The voices side by side: what is claimed against what was verified, measured and said by users."""

from __future__ import annotations

from collections.abc import Mapping

from assess.base.band import Band, subtract
from assess.dossier.entities import Measurement
from assess.packs.relative import MARKS
from assess.packs.vocabulary import VOICES
from assess.report.format import DASH, quantities, score, signed
from assess.report.geometry import interval, place, stretch
from assess.report.headlines import Stand, say, stands, voices_line
from assess.report.messages import STANDS, name
from assess.report.security import anchor
from assess.report.view.axes import indicator_axis, ticks
from assess.report.view.frame import Frame
from assess.report.view.marks import Section
from assess.report.view.voices_model import ToldFact, VoiceMark, VoiceRow, Voices
from assess.snapshot import BodyResult

MOST_ROWS = 24
"""Indicators shown; where more voices speak, those that differ most."""
_CHECKS = ("verified", "measured", "users")
"""What a claim is held against: the first of these that spoke."""


def against(voices: Mapping[str, Band]) -> tuple[str, Band] | None:
    """The voice and its score that a claim is held against; None where nothing was claimed or nobody else spoke."""
    if "claimed" not in voices:
        return None
    return next(((voice, voices[voice]) for voice in _CHECKS if voice in voices), None)


def several(frame: Frame, body: BodyResult) -> dict[str, Mapping[str, Band]]:
    """The scores by voice of each indicator, in the pack's order, on which at least two voices spoke."""
    found = {key: s.voices for key, s in body.score.indicators.items() if len(s.voices.keys() & VOICES.keys()) > 1}
    return {key: found[key] for key in frame.indicators if key in found} if found else {}


def has_voices(frame: Frame, body: BodyResult) -> bool:
    """Whether there is anything to hold side by side."""
    return bool(several(frame, body) or _told(body))


def voices_lead(frame: Frame, body: BodyResult) -> str:
    """How many claims stand above, below and level with what was verified or measured, and with what users say."""
    held = [
        (found[0], stands(v["claimed"], found[1])) for v in several(frame, body).values() if (found := against(v))
    ]
    checked = [how for voice, how in held if voice != "users"]
    users = [how for voice, how in held if voice == "users"]
    return voices_line(checked, users, frame.lang)


def voices_section(frame: Frame, body: BodyResult, section: Section) -> Voices:
    """The section; only where `has_voices`."""
    found = several(frame, body)
    ordered = sorted(found, key=lambda key: -abs(_off(found[key])))[:MOST_ROWS]
    ordered.sort(key=lambda key: -_off(found[key]))
    spoke = [voice for voice in VOICES if any(voice in v for v in found.values())]
    told = _told(body)
    telling = [voice for voice in VOICES if any(voice in said for said in told.values())]
    more = len(found) - len(ordered)
    return Voices(
        section=section,
        names=tuple((voice, VOICES[voice].get(frame.lang)) for voice in spoke),
        rows=tuple(_row(frame, key, found[key], spoke) for key in ordered),
        rest=say("voices_rest", frame.lang, n=more) if more > 0 else "",
        facts=tuple(_fact(frame, key, said, telling) for key, said in told.items()),
        fact_names=tuple(VOICES[voice].get(frame.lang) for voice in telling),
        axis=ticks(MARKS, 2),
        note=say("voices_note", frame.lang),
    )


def voice_gap(frame: Frame, voices: Mapping[str, Band]) -> str:
    """How a claim stands to the voice it is held against, in a sentence; empty where there are not both."""
    found = against(voices)
    if found is None:
        return ""
    voice, band = found
    how = stands(voices["claimed"], band)
    other = VOICES[voice].get(frame.lang)
    gap = signed(subtract(voices["claimed"], band), frame.lang)
    return say(f"stand_{how}", frame.lang, voice=other if frame.lang == "zh" else other.lower(), gap=gap)


def _off(voices: Mapping[str, Band]) -> float:
    """How far the claim's low end is above that of the voice it is held against; without a claim, of any two."""
    found = against(voices)
    if found is not None:
        return voices["claimed"].lo - found[1].lo
    first, second = [voices[v] for v in VOICES if v in voices][:2]
    return first.lo - second.lo


def _row(frame: Frame, key: str, voices: Mapping[str, Band], spoke: list[str]) -> VoiceRow:
    indicator, found = frame.indicators[key], against(voices)
    ends = indicator_axis(indicator, len(frame.snapshot.bodies))
    lows = [b.lo for b in voices.values()]
    link = stretch(min(lows), max(lows), *ends)
    how: Stand | None = stands(voices["claimed"], found[1]) if found else None
    return VoiceRow(
        href=f"#{anchor('i', key)}",
        label=indicator.label,
        title=frame.text(indicator.title),
        said=tuple((VOICES[v].get(frame.lang), *_score(voices.get(v))) for v in spoke),
        gap=signed(subtract(voices["claimed"], found[1]), frame.lang) if found else DASH,
        verdict=name(STANDS, how, frame.lang) if how else "",
        start=link.x,
        width=link.width,
        marks=tuple(_mark(v, voices[v], ends) for v in spoke if v in voices),
    )


def _mark(voice: str, band: Band, ends: tuple[float, float]) -> VoiceMark:
    held = interval(band, *ends)
    return VoiceMark(voice, place(band.lo, *ends), held.x if held else "", held.width if held else "")


def _score(band: Band | None) -> tuple[str, str]:
    if band is None:
        return DASH, ""
    value = score(band)
    return value.text, value.band


def _told(body: BodyResult) -> dict[str, dict[str, Measurement]]:
    """The facts of this period that at least two voices told, by voice."""
    by_fact: dict[str, dict[str, Measurement]] = {}
    for m in body.measurements:
        if not m.previous and m.band is not None:
            by_fact.setdefault(m.fact, {})[m.voice] = m
    return {key: said for key, said in by_fact.items() if len(said) > 1}


def _fact(frame: Frame, key: str, said: Mapping[str, Measurement], telling: list[str]) -> ToldFact:
    fact = frame.facts.get(key)
    unit = fact.unit if fact else ""
    values = (quantities(said[v].band, unit or said[v].unit, frame.lang) if v in said else None for v in telling)
    return ToldFact(f"#{anchor('fact', key)}" if fact else "", frame.name_of(key), tuple(v or DASH for v in values))
