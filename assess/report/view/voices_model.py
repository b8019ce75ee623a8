"""What the template of the section on the voices may see."""

from __future__ import annotations

from typing import NamedTuple

from assess.report.view.marks import Section, View


class VoiceMark(NamedTuple):
    """One voice's score on the axis; the range is empty where it is known exactly."""

    voice: str
    x: str
    start: str
    width: str


class VoiceRow(NamedTuple):
    """An indicator on which two voices spoke at least: the score each gives, and how far the claim is off."""

    href: str
    label: str
    title: str
    said: tuple[tuple[str, str, str], ...]
    gap: str
    verdict: str
    start: str
    width: str
    marks: tuple[VoiceMark, ...]


class ToldFact(NamedTuple):
    """A fact that two voices told at least, with what each says."""

    href: str
    title: str
    said: tuple[str, ...]


class Voices(View, frozen=True):
    """Where the voices differ."""

    section: Section
    names: tuple[tuple[str, str], ...]
    rows: tuple[VoiceRow, ...]
    rest: str
    facts: tuple[ToldFact, ...]
    fact_names: tuple[str, ...]
    axis: tuple[tuple[str, str], ...]
    note: str
