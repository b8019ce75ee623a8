"""The one-page brief of a body, in each language: one sheet of A4, for somebody in a hurry."""

from __future__ import annotations

import msgspec

from assess.report.render import STYLE, made_page
from assess.report.view.brief import brief_view
from assess.report.view.frame import Frame
from assess.report.view.notice import notice
from assess.report.view.notice_model import Notice
from assess.snapshot import BodyResult

_SHEETS = (STYLE, "static/brief.css")


def brief_page(
    shared: Frame, body: BodyResult, report_file: str, report_sha256: str = "", other_file: str = ""
) -> str:
    """The brief, from a frame that many pages share; it names the full report and the digest of its file."""
    view = brief_view(shared, body, report_file, report_sha256, other_file)
    said = notice(shared)
    copy = said.copy.lead if said and said.copy else ""
    return made_page("brief/page.html", _SHEETS, _in_short(said), view=view, t=shared.t, copy=copy)


def _in_short(said: Notice | None) -> Notice | None:
    """The mark alone: dates, signatures and what a copy leaves out are told in the full report."""
    if said is None:
        return None
    return msgspec.structs.replace(said, front=(), facts=(), review="", signatories=(), copy=None)
