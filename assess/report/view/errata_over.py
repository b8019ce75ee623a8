"""A corrected edition on the campaign's page: whose numbers changed."""

from __future__ import annotations

from assess.report.headlines import say
from assess.report.view.commitments_model import CampaignErrata, ErratumBody
from assess.report.view.errata import edition_line, erratum_row
from assess.report.view.frame import Frame
from assess.report.view.marks import Section
from assess.report.view.site import Site
from assess.snapshot import BodyResult

_MOST = 100
"""Bodies that the page lists; each body's own report has all of its numbers."""


def errata_lead_over(frame: Frame) -> str:
    """Of how many reports numbers changed, and how many numbers about all bodies."""
    shared = len(frame.errata.get("", ()))
    return say("errata_index", frame.lang, bodies=sum(bool(key) for key in frame.errata), shared=shared)


def campaign_errata(site: Site, section: Section) -> CampaignErrata | None:
    """The section of the campaign's page: the bodies by rank whose numbers changed; None for a first edition."""
    frame = site.frame
    held = frame.snapshot.edition
    if held is None:
        return None
    changed = [b for b in site.ordered if b.body.id in frame.errata]
    shown = changed[:_MOST]
    total = frame.text(frame.snapshot.pack.totals[0].title)
    return CampaignErrata(
        section=section,
        line=edition_line(frame),
        reason=held.reason or say("no_reason", frame.lang),
        was=say("errata_total_was", frame.lang, total=total),
        now=say("errata_total_now", frame.lang, total=total),
        bodies=tuple(_body(site, b) for b in shown),
        shared=tuple(erratum_row(frame, e) for e in frame.errata.get("", ())),
        cut=say("errata_cut", frame.lang, n=len(shown), of=len(changed)) if len(shown) < len(changed) else "",
    )


def _body(site: Site, body: BodyResult) -> ErratumBody:
    frame = site.frame
    changes = frame.errata[body.body.id]
    lead = frame.snapshot.pack.totals[0].id if frame.snapshot.pack.totals else None
    total = next((erratum_row(frame, e) for e in changes if (e.kind, e.key) == ("total", lead)), None)
    return ErratumBody(
        body=site.of(body, "errata"),
        count=str(len(changes)),
        was=total.was if total else "–",
        now=total.now if total else "–",
    )
