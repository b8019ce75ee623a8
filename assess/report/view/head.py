"""The masthead: who was assessed, in which campaign, by which pack, on which state of the dossier."""

from __future__ import annotations

from assess.report import files
from assess.report.format import moment, short
from assess.report.messages import HTML_LANG
from assess.report.view.errata import edition_line
from assess.report.view.frame import Frame
from assess.report.view.marks import Link, Masthead, Pair, Way
from assess.snapshot import BodyResult


def identity(frame: Frame, kind: str = "") -> tuple[Pair, ...]:
    """Campaign, period, pack, journal head, digest and date; empty ones are left out."""
    t, snapshot = frame.t, frame.snapshot
    pack = f"{frame.text(snapshot.pack.title)} {snapshot.pack.version}"
    pairs = (
        Pair(t.edition, edition_line(frame)),
        Pair(t.campaign, frame.text(snapshot.campaign.title)),
        Pair(t.kind, kind),
        Pair(t.period, snapshot.campaign.period),
        Pair(t.pack, pack),
        Pair(t.head, short(snapshot.head), code=True, whole=snapshot.head),
        Pair(t.digest, short(snapshot.digest), code=True, whole=snapshot.digest),
        Pair(t.made, moment(snapshot.made, frame.lang)),
    )
    return tuple(p for p in pairs if p.value)


def body_head(frame: Frame, body: BodyResult, other_file: str, ways: tuple[Way, ...] = ()) -> Masthead:
    """The head of a body's report; `other_file` is the same report in the other language, if it is there."""
    return Masthead(
        kicker=frame.t.report,
        title=frame.text(body.body.name),
        facts=identity(frame, _kind(frame, body.body.kind)),
        other=_other(frame, other_file),
        other_lang=_other_lang(frame),
        ways=ways,
    )


def annex_head(frame: Frame, body: BodyResult) -> Masthead:
    """The head of an annex, which leads back to the report."""
    back = files.link(files.page(frame.stems[body.body.id], frame.lang))
    return Masthead(
        kicker=frame.t.annex_report,
        title=frame.text(body.body.name),
        facts=identity(frame),
        other=Link(text=frame.t.back, href=back),
        other_lang=HTML_LANG[frame.lang],
    )


def campaign_head(frame: Frame, other_file: str) -> Masthead:
    """The head of the campaign's page."""
    return Masthead(
        kicker=frame.t.campaign_report,
        title=frame.text(frame.snapshot.campaign.title),
        facts=identity(frame)[1:],
        other=_other(frame, other_file),
        other_lang=_other_lang(frame),
    )


def _kind(frame: Frame, kind: str) -> str:
    """The profile of the pack that a body belongs to, by its title; any other kind as it was given."""
    return next((frame.text(p.title) for p in frame.snapshot.pack.profiles if p.id == kind), kind)


def _other_lang(frame: Frame) -> str:
    return HTML_LANG["en" if frame.lang == "zh" else "zh"]


def _other(frame: Frame, name: str) -> Link | None:
    return Link(text=frame.t.other_language, href=files.link(name)) if name else None
