"""The pages on paper: a sensible number of A4 sheets, folded parts printed, no heading alone at the foot."""

from __future__ import annotations

import io
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader
from selenium.webdriver.support.wait import WebDriverWait

from assess.base.texts import LANGS, Lang
from assess.report.write import write_site

from .chromium import A4, Browser
from .gallery import plain_gallery
from .large import make_large
from .page import HEADINGS, Page

pytestmark = pytest.mark.browser

SHEETS = {
    "body.zh": (5, 16), "body.en": (5, 16), "body-unknown.zh": (4, 12), "index.en": (2, 9), "annex.zh": (1, 3),
    "gate.zh": (1, 3), "codebook.en": (2, 9), "compare.en": (2, 7), "quadrant.zh": (1, 5),
}  # fmt: skip
"""Least and most sheets of each kind, of the small sample."""
FOOT = re.compile(r"^\d+ */ *\d+$")


@cache
def _paper(browser: Browser, url: str) -> PdfReader:
    """The page as Chromium prints it."""
    browser.open(url)
    return PdfReader(io.BytesIO(browser.pdf()))


@cache
def _printed(browser: Browser, url: str) -> list[str]:
    """The text of each sheet."""
    return [sheet.extract_text() for sheet in _paper(browser, url).pages]


def _bare(text: str) -> str:
    """Without white space, which the extraction puts anywhere, and with one form for letters that look alike."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _lines(sheet: str) -> list[str]:
    lines = [_bare(line) for line in sheet.splitlines()]
    return [line for line in lines if line and not FOOT.match(line)]


@pytest.mark.parametrize("page", SHEETS)
def test_a_page_prints_on_a_sensible_number_of_a4_sheets(browser: Browser, gallery_files: Path, page: str) -> None:
    least, most = SHEETS[page]
    sheets = _paper(browser, (gallery_files / f"{page}.html").as_uri()).pages
    assert least <= len(sheets) <= most
    for sheet in sheets:
        assert float(sheet.mediabox.width) == pytest.approx(595, abs=1)
        assert float(sheet.mediabox.height) == pytest.approx(842, abs=1)


@pytest.mark.parametrize("lang", LANGS)
def test_folded_parts_are_printed_with_their_text(browser: Browser, gallery_files: Path, lang: Lang) -> None:
    sheets = _printed(browser, (gallery_files / f"body.{lang}.html").as_uri())
    paper = _bare("".join(sheets))
    page = Page(plain_gallery()[f"body.{lang}.html"])
    folds = [e for e in page.all("details") if "open" not in e.attributes]
    assert len(folds) >= 12
    told = [_bare(part.text) for fold in folds for part in fold.all("p", "dd", "td", "li") if len(part.text) > 3]
    assert len(told) > 50
    # Radicals stand for their letters in some texts of the PDF; parts that were left out would be many more.
    missing = [text for text in told if text not in paper and text[:12] not in paper]
    assert len(missing) <= len(told) * 0.05, missing


def test_opening_the_folds_before_printing_changes_nothing(browser: Browser, gallery_files: Path) -> None:
    url = (gallery_files / "body.en.html").as_uri()
    folded = len(_paper(browser, url).pages)
    browser.open(url)
    browser.unfold()
    assert len(PdfReader(io.BytesIO(browser.pdf())).pages) == folded


@pytest.mark.parametrize("kind", ["body", "index", "codebook", "compare"])
def test_no_heading_stands_alone_at_the_foot_of_a_sheet(browser: Browser, gallery_files: Path, kind: str) -> None:
    headings = {_bare(e.text) for e in Page(plain_gallery()[f"{kind}.en.html"]).all(*HEADINGS)}
    sheets = _printed(browser, (gallery_files / f"{kind}.en.html").as_uri())
    seen = {line for sheet in sheets for line in _lines(sheet)}
    assert len(headings & seen) >= len(headings) / 2, "the headings can be found on paper"
    last = [lines[-1] for sheet in sheets if (lines := _lines(sheet))]
    assert [line for line in last if line in headings] == []


FOLDED = """
return [...document.querySelectorAll('details:not([open])')].map(d => {
  const inside = d.querySelector(':scope > :not(summary)');
  return inside.checkVisibility({contentVisibilityAuto: true}) && inside.getBoundingClientRect().height > 0;
});
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(
        make_large("台账显示共享目录按月更新。\n另见附件。" * 6, 160), folder, bodies=["north", "mid", "new"]
    )
    return folder


def test_all_folds_of_a_large_report_open_on_paper(browser: Browser, site: Path) -> None:
    browser.open((site / "north.zh.html").as_uri())
    folded = browser.run(FOLDED)
    assert len(folded) > 170
    assert not any(folded)
    browser.show(A4[0], print_="1")
    assert browser.run("return document.querySelectorAll('details[open]').length") == 0
    # What is far off the screen is laid out some frames after the medium has changed.
    WebDriverWait(browser.driver, 20).until(lambda _: all(browser.run(FOLDED)))


@pytest.mark.parametrize("lang", LANGS)
def test_the_verdict_fits_the_first_sheet_of_paper(browser: Browser, site: Path, lang: Lang) -> None:
    margins = {"width": 17 * 2, "height": 18 + 20}
    width, height = (round(side - margin * 96 / 25.4) for side, margin in zip(A4, margins.values(), strict=True))
    for body in ("north", "mid", "new"):
        browser.open((site / f"{body}.{lang}.html").as_uri(), width, print_="1")
        bottom = browser.run("return document.querySelector('#verdict').getBoundingClientRect().bottom + scrollY")
        assert bottom <= height, body
