"""What templates see of forensic tests."""

from __future__ import annotations

from assess.report.view.marks import View


class SignalRow(View, frozen=True):
    """One test of a body's figures; `words` say what it found, or why it is silent."""

    test: str
    about: str
    n: str
    effect: str
    what: str
    q: str
    of: str
    verdict: str
    words: str


class SignalTable(View, frozen=True):
    """The tests about the figures of a finding; the note says what they are worth."""

    anchor: str
    caption: str
    rows: tuple[SignalRow, ...]
    note: str


class FamilyRow(View, frozen=True):
    """A family of tests: what was run, and what stayed silent and why."""

    title: str
    digest: str
    whole: str
    ran: str
    tests: tuple[str, ...]
    silent: tuple[str, ...]
    changed: str


class Families(View, frozen=True):
    """All families of a campaign, and the signals that are about it as a whole."""

    note: str
    rows: tuple[FamilyRow, ...]
    campaign: SignalTable | None
