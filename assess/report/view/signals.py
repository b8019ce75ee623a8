"""Forensic tests in words: the table on a finding, a body's tests that ask nothing, and the families that ran."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assess.findings.book import FamilyTold
from assess.findings.standing import NOTES, NOTES_TITLE, PLAN, TITLE
from assess.forensics.told import effect_words, signal_words, small
from assess.forensics.verdicts import VERDICT_NAMES, Judged
from assess.report.format import decimal
from assess.report.headlines import say
from assess.report.view.frame import Frame
from assess.report.view.signals_model import Families, FamilyRow, SignalRow, SignalTable
from assess.snapshot import BodyResult

_STANDING = {PLAN: TITLE, NOTES: NOTES_TITLE}


def signal_table(
    frame: Frame, anchor: str, judged: Sequence[Judged], caption: str = "", told: bool = False
) -> SignalTable | None:
    """A table of signals, those that ask first; None for none.

    `told` leaves out the words of those that ask, where they stand above as the basis.
    """
    if not judged:
        return None
    order = {"asks": 0, "clear": 1, "silent": 2}
    rows = sorted(judged, key=lambda j: (order[j.verdict], j.q if j.q is not None else 1.0, j.signal.test))
    level = decimal(max(j.signal.level for j in judged), 2)
    return SignalTable(
        anchor=anchor,
        caption=caption or frame.t.tests,
        rows=tuple(_row(frame, j, told and j.verdict == "asks") for j in rows),
        note=say("signals_note", frame.lang, level=level),
    )


def quiet_table(frame: Frame, body: BodyResult) -> SignalTable | None:
    """The body's tests that stand on no finding, because they ask nothing or are silent."""
    told = {j.signal.slot for f in body.findings for j in f.signals}
    quiet = [j for j in body.signals if j.signal.slot not in told]
    return signal_table(frame, "quiet", quiet, say("signals_quiet", frame.lang, n=len(quiet)))


def families(frame: Frame) -> Families | None:
    """The families of the campaign; None where no test was run."""
    snapshot = frame.snapshot
    if not snapshot.families:
        return None
    return Families(
        note=say("family_note", frame.lang),
        rows=tuple(_family(frame, told) for told in snapshot.families),
        campaign=signal_table(frame, "campaign-tests", snapshot.signals, frame.t.tests_campaign),
    )


def _row(frame: Frame, judged: Judged, told: bool) -> SignalRow:
    signal = judged.signal
    return SignalRow(
        test=_name(frame, signal.test),
        about=frame.text(signal.about),
        n=f"{signal.n:,}",
        effect=effect_words(signal.effect, frame.lang),
        what=frame.text(signal.effect.name) if signal.effect else "",
        q=small(judged.q),
        of=f"{judged.of:,}" if judged.q is not None else "–",
        verdict=frame.text(VERDICT_NAMES[judged.verdict]),
        words="" if told else frame.text(signal_words(judged)),
    )


def _name(frame: Frame, test: str) -> str:
    from assess.forensics.cards import CARDS

    card = CARDS.get(test)
    return frame.text(card.title) if card else test


def _family(frame: Frame, told: FamilyTold) -> FamilyRow:
    lang = frame.lang
    standing = _STANDING.get(told.plan)
    title = frame.text(standing) if standing else say("family_plan", lang, plan=told.plan)
    if told.period:
        title = say("family_period", lang, plan=title, period=told.period)
    changed = say("family_changed", lang, digest=told.changed_from[:16]) if told.changed_from else ""
    return FamilyRow(
        title=title,
        digest=told.digest[:16],
        whole=told.digest,
        ran=say(
            "family_ran", lang, runs=f"{told.runs:,}", said=f"{told.said:,}", asked=told.asked,
            level=decimal(told.level, 2),
        ),
        tests=_counted(frame, told.tests.items()),
        silent=tuple(
            say("family_why", lang, test=_name(frame, test), why=frame.text(why).rstrip("。."), n=f"{n:,}")
            for test, why, n in told.silent
        ),
        changed=changed,
    )  # fmt: skip


def _counted(frame: Frame, tests: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(say("family_tests", frame.lang, test=_name(frame, test), n=f"{n:,}") for test, n in tests)
