"""A page as a tagged PDF (PDF/UA-1): the same words as the page in HTML, folded parts opened, same bytes twice.

WeasyPrint knows no media queries of colour and breaks on grids, so the page gets one more style sheet,
`static/pdf.css`, in which nothing is laid out as a grid. Nothing is fetched but what the page carries as data.
"""

from __future__ import annotations

import logging
import re
from typing import Final

from assess.base.digest import sha256_hex
from assess.report.format import short
from assess.report.render import body_page, sheet
from assess.report.view.frame import Frame
from assess.report.view.notice import notice
from assess.snapshot import BodyResult

SHEET: Final = "static/pdf.css"
_GRID: Final = re.compile(r"display\s*:\s*(?:inline-)?grid")
_VARIANT: Final = "pdf/ua-1"


def body_pdf(shared: Frame, body: BodyResult, file: str) -> bytes:
    """The report of a body as a PDF.

    Each page but the first is headed by the body and the campaign, and each ends with the file's name and the
    digest of the snapshot, by which a printed sheet can be told from one of another edition.
    """
    snapshot = shared.snapshot
    above = f"{shared.text(body.body.name)} · {shared.text(snapshot.campaign.title)}"
    if (said := notice(shared)) is not None and said.mark:
        above = f"{said.mark} · {above}"
    below = f"{file} · {shared.t.digest} {short(snapshot.digest)}"
    return page_pdf(body_page(shared, body), above, below, snapshot.made)


def page_pdf(html: str, above: str, below: str, made: str) -> bytes:
    """A page of ours as a PDF, with a line above (not on the first page) and below; `made` is its date (RFC 3339).

    Needs WeasyPrint and Pango: ask `needs.require` first.
    """
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    # What it says about style sheets made for browsers is of no use to those who read the PDF.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    sealed = _printable(html, above, below)
    fetcher = URLFetcher(allowed_protocols=("data",))
    document = HTML(string=sealed, url_fetcher=fetcher).render(pdf_variant=_VARIANT)
    document.metadata.created = document.metadata.modified = made
    identifier = sha256_hex(sealed.encode()).encode()[:16]
    written = document.write_pdf(pdf_variant=_VARIANT, pdf_identifier=identifier)
    assert isinstance(written, bytes)
    return written


def _printable(html: str, above: str, below: str) -> str:
    """The page with the sheet for paper after its own, in the one place where a style sheet ends."""
    style, mark, rest = html.partition("</style>")
    margins = f"@page{{@top-left{{content:{_quoted(above)}}}@bottom-left{{content:{_quoted(below)}}}}}"
    return _GRID.sub("display:block", style) + sheet(SHEET) + margins + mark + rest


def _quoted(text: str) -> str:
    """A string of CSS that no text can end: everything but letters and digits of ASCII is written as its number."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'
