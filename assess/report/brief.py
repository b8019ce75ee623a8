"""The one-page brief of a body, in each language: one sheet of A4, for somebody in a hurry."""

from __future__ import annotations

from assess.report.render import STYLE, made_page
from assess.report.view.brief import brief_view
from assess.report.view.frame import Frame
from assess.snapshot import BodyResult

_SHEETS = (STYLE, "static/brief.css")


def brief_page(
    shared: Frame, body: BodyResult, report_file: str, report_sha256: str = "", other_file: str = ""
) -> str:
    """The brief, from a frame that many pages share; it names the full report and the digest of its file."""
    view = brief_view(shared, body, report_file, report_sha256, other_file)
    return made_page("brief/page.html", _SHEETS, view=view, t=shared.t)
