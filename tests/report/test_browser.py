"""The pages in a real browser: accessible, within the screen, silent on the network, walked by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from assess.base.texts import LANGS, Lang
from assess.report.write import write_site
from assess.snapshot import Snapshot

from .chromium import A4, Browser
from .gallery import KINDS
from .hostile import poisoned
from .large import make_large

pytestmark = pytest.mark.browser

SCREENS = {"zh": ((390, "dark"), (1280, "light")), "en": ((1280, "light"), (390, "dark"))}
"""Each kind of page meets the first of its language, so a phone in the dark and a desktop in the light."""
WHOLE = "body"
"""The kind that meets every width in every scheme."""
AXED = [kind for kind in KINDS if kind not in ("body-bands", "body-cut", "body-public")]
"""These are made of the same parts as the first, told by other numbers."""
WIDTHS = (320, 390, 640, 768, 1280)
"""A narrow phone, a common one, a desktop at 200 %, a tablet, a desktop."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    large = make_large("台账显示共享目录按月更新，责任部门已逐项确认。\n另见附件。" * 6, 160)
    write_site(large, folder, bodies=["north", "mid", "new"])
    return folder


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", AXED)
def test_axe_finds_nothing_to_complain_of(browser: Browser, gallery_files: Path, kind: str, lang: Lang) -> None:
    first, second = SCREENS[lang]
    crossed = [(first[0], second[1]), (second[0], first[1])]
    for width, scheme in [first, *([second, *crossed] if kind == WHOLE else [])]:
        browser.open((gallery_files / f"{kind}.{lang}.html").as_uri(), width, prefers_color_scheme=scheme)
        browser.unfold()
        assert browser.axe() == [], (width, scheme)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_the_screen(browser: Browser, gallery_files: Path, kind: str, lang: Lang) -> None:
    browser.open((gallery_files / f"{kind}.{lang}.html").as_uri())
    browser.unfold()
    found = {}
    for width in WIDTHS:
        browser.show(width)
        found[width] = browser.width
    assert {width: wide for width, wide in found.items() if wide > width} == {}
    browser.run("document.documentElement.style.fontSize = '200%'")
    assert browser.width <= WIDTHS[-1], "letters twice as large"


def test_a_large_report_and_its_annex_are_not_wider_than_the_screen(browser: Browser, site: Path) -> None:
    for name in ("north.zh.html", "north.en.html", "north.evidence.en.html"):
        browser.open((site / name).as_uri())
        browser.unfold()
        for width in WIDTHS:
            browser.show(width)
            assert browser.width <= width, name


def test_names_without_a_place_to_break_do_not_widen_the_page(
    browser: Browser, snapshot: Snapshot, tmp_path: Path
) -> None:
    first = snapshot.bodies[0].body.id
    write_site(poisoned(snapshot, "W" * 90), tmp_path, bodies=[f"{'W' * 90}{first}{'W' * 90}"])
    for path in sorted(tmp_path.glob("*.html")):
        browser.open(path.as_uri(), 320)
        browser.unfold()
        assert browser.width <= 320, path.name


@pytest.mark.parametrize("kind", KINDS)
def test_opening_a_page_asks_the_network_for_nothing(browser: Browser, gallery_files: Path, kind: str) -> None:
    browser.requested()
    browser.open((gallery_files / f"{kind}.en.html").as_uri())
    browser.unfold()
    asked = browser.requested()
    assert asked
    assert all(url.startswith(("file:", "data:")) for url in asked), asked
    assert browser.run("return document.scripts.length") == 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_style_sheet_passes_its_own_policy(browser: Browser, gallery_files: Path, kind: str) -> None:
    browser.open((gallery_files / f"{kind}.zh.html").as_uri())
    assert browser.run("return getComputedStyle(document.body).maxWidth") == "992px"


def test_the_dark_scheme_is_for_screens_and_paper_stays_light(browser: Browser, gallery_files: Path) -> None:
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    browser.open((gallery_files / "body.zh.html").as_uri(), prefers_color_scheme="dark")
    dark = browser.run(ground)
    browser.show(A4[0], prefers_color_scheme="dark", print_="1")
    paper = browser.run(ground)
    browser.show(1280, prefers_color_scheme="light")
    assert browser.run(ground) == paper != dark


def test_marks_stay_visible_when_the_system_chooses_the_colours(browser: Browser, gallery_files: Path) -> None:
    browser.open((gallery_files / "body.zh.html").as_uri(), forced_colors="active", prefers_color_scheme="dark")
    for mark, part in (("path.mk", "fill"), ("rect.bx", "fill"), (".md", "stroke"), ("circle.ho", "stroke")):
        colour, ground = browser.run(
            "const e = document.querySelector(arguments[0]);"
            "return [getComputedStyle(e)[arguments[1]],"
            " getComputedStyle(document.documentElement).backgroundColor]",
            mark,
            part,
        )
        assert colour not in (ground, "none"), mark


WALK = """
window.walked = [];
addEventListener('focusin', e => {
  const s = getComputedStyle(e.target);
  window.walked.push([[...document.querySelectorAll(arguments[0])].indexOf(e.target),
    s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1]);
});
return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility({contentVisibilityAuto: true}))
  .map(e => [...document.querySelectorAll(arguments[0])].indexOf(e));
"""


@pytest.mark.parametrize("kind", ["body", "index", "annex", "codebook", "compare", "quadrant", "gate"])
def test_the_keyboard_reaches_every_link_and_fold_in_order_and_shows_where_it_is(
    browser: Browser, gallery_files: Path, kind: str
) -> None:
    browser.open((gallery_files / f"{kind}.zh.html").as_uri(), 390)
    stops = browser.run(WALK, "a[href], summary, [tabindex]")
    assert stops
    ActionChains(browser.driver, duration=0).send_keys(Keys.TAB * len(stops)).perform()
    walked = browser.run("return window.walked")
    assert [place for place, _ in walked] == stops
    assert [place for place, seen in walked if not seen] == [], "focus that cannot be seen"


def test_a_fold_opens_by_keyboard(browser: Browser, gallery_files: Path) -> None:
    browser.open((gallery_files / "body.zh.html").as_uri())
    browser.run("document.querySelector('details.i > summary').focus()")
    ActionChains(browser.driver, duration=0).send_keys(Keys.ENTER).perform()
    assert browser.run("return document.querySelectorAll('details.i[open]').length") == 1


def test_every_scrolling_table_can_be_reached_by_keyboard(browser: Browser, gallery_files: Path) -> None:
    for kind in KINDS:
        browser.open((gallery_files / f"{kind}.en.html").as_uri(), 390)
        out_of_reach = browser.run(
            "return [...document.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 1 && "
            "['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.tabIndex < 0)"
            ".map(e => e.outerHTML.slice(0, 80))"
        )
        assert out_of_reach == [], kind


BARE = """
document.querySelector('style').remove();
const parts = [...document.querySelectorAll('h1,h2,h3,h4,p,li,dt,dd,caption,tr')];
const tops = parts.map(e => e.getBoundingClientRect()).filter(r => r.height > 0).map(r => r.top);
const hidden = parts.filter(e => e.textContent.trim() && !e.checkVisibility({visibilityProperty: true}));
return [tops.length, tops.filter((y, n) => n && y < tops[n - 1] - 1).length, hidden.length];
"""


@pytest.mark.parametrize("kind", KINDS)
def test_without_its_style_a_page_reads_from_top_to_bottom(
    browser: Browser, gallery_files: Path, kind: str
) -> None:
    browser.open((gallery_files / f"{kind}.zh.html").as_uri())
    browser.unfold()
    parts, backwards, hidden = browser.run(BARE)
    assert parts >= 3
    assert (backwards, hidden) == (0, 0)


def test_axe_would_find_a_fault(browser: Browser, gallery_files: Path, tmp_path: Path) -> None:
    html = (gallery_files / "chooser.zh.html").read_text(encoding="utf-8")
    faint = html.replace("<h1>", "<h1><font color='#eeeeee'>faint text</font><img>")
    (tmp_path / "x.html").write_text(faint, encoding="utf-8")
    browser.open((tmp_path / "x.html").as_uri())
    assert {fault[0] for fault in browser.axe()} >= {"color-contrast", "image-alt"}
