"""The pages in a real browser: accessible, within the screen, silent on the network, and whole on paper."""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from assess.report.render import render_annex, render_body, render_index
from assess.report.view import evidence
from assess.report.write import write_site
from assess.snapshot import Snapshot

from .hostile import PAYLOADS, poisoned
from .large import make_large

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--no-first-run",
)
PAGES = ("north", "index", "north.evidence")
A4 = (794, 1123)
"""Width and height of A4 in CSS pixels."""


class Browser:
    """Chromium with the few things these tests ask of it."""

    def __init__(self, profile: Path) -> None:
        options = Options()
        found = next((b for n in ("chromium", "chromium-browser", "google-chrome") if (b := shutil.which(n))), None)
        if found:
            options.binary_location = found
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))

    def open(self, url: str, width: int = 1280, **media: str) -> None:
        """Open `url` at `width`; `media` are media features, `print_="1"` chooses paper."""
        kind = "print" if media.pop("print_", "") else ""
        features = [{"name": k.replace("_", "-"), "value": v} for k, v in media.items()]
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
        )
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": features})
        self.driver.get(url)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def unfold(self) -> None:
        """Open every folded part."""
        self.run("document.querySelectorAll('details').forEach(d => d.open = true)")

    def requested(self) -> list[str]:
        """The addresses asked for since this was last called."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        urls = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [u for u in urls if not u.startswith("chrome")]

    def axe(self) -> list[tuple[str, list[str]]]:
        """What axe-core finds wrong with the open page: rule and places."""
        self.run(AXE)
        self.driver.set_script_timeout(120)
        found: list[tuple[str, list[str]]] = self.driver.execute_async_script(
            "const done = arguments[0];"
            "axe.run({resultTypes: ['violations']}).then(r => done(r.violations.map(v => "
            "[v.id, v.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary)])), e => done([String(e)]));"
        )
        return found

    def pdf(self) -> bytes:
        made = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
        return base64.b64decode(made["data"])


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium = Browser(tmp_path_factory.mktemp("profile"))
    yield chromium
    chromium.driver.quit()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(make_large("台账显示共享目录按月更新，责任部门已逐项确认。\n另见附件。" * 6, 160), folder)
    return folder


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_to_complain_of(
    browser: Browser, site: Path, page: str, width: int, scheme: str, lang: str
) -> None:
    browser.open((site / f"{page}.{lang}.html").as_uri(), width, prefers_color_scheme=scheme)
    browser.unfold()
    assert browser.axe() == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("page", [*PAGES, "new", "index."])
def test_no_page_is_wider_than_the_screen(browser: Browser, site: Path, page: str, width: int, lang: str) -> None:
    name = "index.html" if page == "index." else f"{page}.{lang}.html"
    browser.open((site / name).as_uri(), width)
    browser.unfold()
    assert browser.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("page", ["index.html", "index.zh.html", "north.en.html", "north.evidence.zh.html"])
def test_opening_a_page_asks_the_network_for_nothing(browser: Browser, site: Path, page: str) -> None:
    browser.requested()
    browser.open((site / page).as_uri())
    browser.unfold()
    asked = browser.requested()
    assert asked
    assert all(url.startswith(("file:", "data:")) for url in asked), asked
    assert browser.run("return document.scripts.length") == 0


def test_the_style_sheet_passes_its_own_policy(browser: Browser, site: Path) -> None:
    browser.open((site / "north.zh.html").as_uri())
    assert browser.run("return getComputedStyle(document.body).maxWidth") != "none"


def test_the_dark_scheme_is_for_screens_and_paper_stays_light(browser: Browser, site: Path) -> None:
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    browser.open((site / "north.zh.html").as_uri(), prefers_color_scheme="dark")
    dark = browser.run(ground)
    browser.open((site / "north.zh.html").as_uri(), prefers_color_scheme="dark", print_="1")
    paper = browser.run(ground)
    browser.open((site / "north.zh.html").as_uri(), prefers_color_scheme="light")
    assert browser.run(ground) == paper != dark


FOLDED = """
return [...document.querySelectorAll('details:not([open])')].map(d => {
  const inside = d.querySelector(':scope > :not(summary)');
  return inside.checkVisibility({contentVisibilityAuto: true}) && inside.getBoundingClientRect().height > 0;
});
"""


def test_folded_parts_are_printed_open(browser: Browser, site: Path) -> None:
    url = (site / "north.zh.html").as_uri()
    browser.open(url)
    folded = browser.run(FOLDED)
    assert len(folded) > 170
    assert not any(folded)
    browser.open(url, A4[0], print_="1")
    assert browser.run("return document.querySelectorAll('details[open]').length") == 0
    assert all(browser.run(FOLDED))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_verdict_fits_the_first_sheet_of_paper(browser: Browser, site: Path, lang: str) -> None:
    margins = {"width": 17 * 2, "height": 18 + 20}
    width, height = (round(side - margin * 96 / 25.4) for side, margin in zip(A4, margins.values(), strict=True))
    for body in ("north", "mid", "new"):
        browser.open((site / f"{body}.{lang}.html").as_uri(), width, print_="1")
        bottom = browser.run("return document.querySelector('#verdict').getBoundingClientRect().bottom + scrollY")
        assert bottom <= height, body


def test_names_without_a_place_to_break_do_not_widen_the_page(
    browser: Browser, snapshot: Snapshot, tmp_path: Path
) -> None:
    write_site(poisoned(snapshot, "W" * 90), tmp_path)
    for path in sorted(tmp_path.glob("*.html")):
        browser.open(path.as_uri(), 320)
        browser.unfold()
        assert browser.run("return document.documentElement.scrollWidth") <= 320, path.name


def _sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_report_prints_on_a_sensible_number_of_a4_sheets(browser: Browser, site: Path) -> None:
    browser.open((site / "mid.zh.html").as_uri())
    small = browser.pdf()
    assert 4 <= _sheets(small) <= 20
    assert re.search(rb"/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12]", small)
    browser.open((site / "north.zh.html").as_uri())
    folded = _sheets(browser.pdf())
    browser.unfold()
    assert folded == _sheets(browser.pdf()), "folded parts take as much paper as open ones"
    assert 15 <= folded <= 60


def test_marks_stay_visible_when_the_system_chooses_the_colours(browser: Browser, site: Path) -> None:
    browser.open((site / "north.zh.html").as_uri(), forced_colors="active", prefers_color_scheme="dark")
    for mark, part in (("path.mk", "fill"), ("rect.bx", "fill"), (".md", "stroke"), ("circle.ho", "stroke")):
        colour, ground = browser.run(
            "const e = document.querySelector(arguments[0]);"
            "return [getComputedStyle(e)[arguments[1]],"
            " getComputedStyle(document.documentElement).backgroundColor]",
            mark,
            part,
        )
        assert colour not in (ground, "none"), mark


def test_every_scrolling_table_can_be_reached_by_keyboard(browser: Browser, site: Path) -> None:
    browser.open((site / "north.zh.html").as_uri(), 390)
    out_of_reach = browser.run(
        "return [...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1 && "
        "['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert out_of_reach == []


@pytest.mark.parametrize("payload", [*PAYLOADS, " ".join(PAYLOADS)], ids=range(len(PAYLOADS) + 1))
def test_hostile_text_does_nothing_even_without_the_policy(
    browser: Browser, snapshot: Snapshot, tmp_path: Path, payload: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_ROWS", 1)
    changed = poisoned(snapshot, payload)
    first = changed.bodies[0].body.id
    made = (render_body(changed, first, "zh"), render_annex(changed, first, "zh"), render_index(changed, "en", {}))
    browser.requested()
    for n, html in enumerate(made):
        assert html is not None
        path = tmp_path / f"{n}.html"
        path.write_text(html.replace("Content-Security-Policy", "no-policy"), encoding="utf-8")
        browser.open(path.as_uri())
        browser.unfold()
        assert browser.run(ALIVE) == []
    assert all(url.startswith("file:") for url in browser.requested())


ALIVE = """
const leads = ['href', 'src', 'action', 'formaction', 'data', 'srcdoc', 'xlink:href', 'background', 'poster'];
return [...document.querySelectorAll('*')].filter(e => e.tagName === 'SCRIPT' || [...e.attributes].some(a =>
  a.name.startsWith('on') || a.name === 'style' ||
  (leads.includes(a.name) && !/^(https?:|#|[\\w.%-]+\\.(html|json))/.test(a.value))))
  .map(e => e.outerHTML.slice(0, 120));
"""
"""Elements that could do or fetch something."""


def test_the_search_for_live_elements_finds_them(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(
        "<p onclick='x()'>a<a href='javascript:x'>b</a><b style='top:0'>c</b>", encoding="utf-8"
    )
    browser.open((tmp_path / "x.html").as_uri())
    assert len(browser.run(ALIVE)) == 3


def test_axe_would_find_a_fault(browser: Browser, site: Path, tmp_path: Path) -> None:
    html = (site / "index.html").read_text(encoding="utf-8")
    faint = html.replace("<h1>", "<h1><font color='#eeeeee'>faint text</font><img>")
    (tmp_path / "x.html").write_text(faint, encoding="utf-8")
    browser.open((tmp_path / "x.html").as_uri())
    assert {fault[0] for fault in browser.axe()} >= {"color-contrast", "image-alt"}
