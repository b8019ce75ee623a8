"""What copies and the imprint look like: said on every page, silent when there is nothing, and never misleading."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from assess.base.texts import LANGS, Lang, same
from assess.copies.redact import copy_of
from assess.dossier.imprint import Imprint
from assess.report.gate import gate_page
from assess.report.render import render_body, render_index, result
from assess.report.security import margin_mark
from assess.report.view.frame import frame
from assess.report.write import write_site
from assess.snapshot import Snapshot
from tests.copies.rich import INTERNAL, KEY, rich

from .conftest import pages
from .page import Element, Page, problems
from .test_browser import Browser


@pytest.fixture(scope="module")
def full() -> Snapshot:
    return rich()


def _part(page: Page, id: str) -> Element:
    return next(e for e in page.all("section") if e.attributes.get("id") == id)


@pytest.fixture(scope="module")
def public(full: Snapshot) -> Snapshot:
    return copy_of(full, "public", KEY)


def test_no_page_of_a_public_copy_holds_what_is_internal(full: Snapshot, public: Snapshot) -> None:
    shown = "".join(pages(full).values())
    assert [x for x in INTERNAL if x in shown and x in "".join(pages(public).values())] == []
    assert sum(x in shown for x in INTERNAL) > 8


@pytest.mark.parametrize("lang", LANGS)
def test_pages_of_copies_keep_to_the_form_of_our_pages(full: Snapshot, public: Snapshot, lang: Lang) -> None:
    for shot in (full, public, copy_of(full, "agency", KEY, "north")):
        assert problems(render_body(shot, "north", lang)) == []
    assert problems(render_index(public, lang, {})) == []


@pytest.mark.parametrize(
    ("lang", "name", "lead"),
    [
        ("zh", "公开本", "分数、区间、名次与原件完全相同"),
        ("en", "Public copy", "scores, bands and ranks are those"),
    ],
)
def test_each_page_says_which_copy_it_is_what_is_left_out_and_how_to_check(
    public: Snapshot, lang: Lang, name: str, lead: str
) -> None:
    assert public.copy is not None
    for html in (render_body(public, "north", lang), render_index(public, lang, {})):
        page = Page(html)
        text = page.root.text
        assert name in text
        assert lead in text
        assert public.copy.original in text
        assert public.digest in text
        assert "assess copy check snapshot.json" in text
        counts = [cell.text for cell in _part(page, "copy").all("td")]
        assert {str(n) for n in public.copy.counts.values()} <= set(counts)


def test_a_public_copy_calls_nothing_clear_that_may_wait_for_a_hearing(public: Snapshot) -> None:
    text = Page(render_body(public, "north", "en")).root.text
    assert "Standing: 1; not heard yet: 3; rules that could not be determined: 1." in text
    assert "not holding" not in text
    south = Page(render_body(public, "south", "en")).root.text
    assert "No rule’s condition holds" not in south
    assert "no finding is public" in south


def test_scores_on_the_page_of_a_copy_are_those_of_the_original(full: Snapshot, public: Snapshot) -> None:
    for lang in LANGS:
        for body in ("north", "mid"):
            two = [Page(render_body(shot, body, lang)) for shot in (full, public)]
            for part in ("layers", "gap", "facts"):
                assert _part(two[0], part).text == _part(two[1], part).text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ("测评〔2026〕3号", "内部★5年", "市数据局", "王五", "请被评估单位不迟于 2026-04-01 答复。",
                "可以不迟于 2026-05-01 向复核组申请复核。")),
        ("en", ("Internal★5 years", "City data office", "Lead evaluator", "reply by 2026-04-01",
                "until 2026-05-01 of: Review panel")),
    ],
)  # fmt: skip
def test_the_imprint_is_on_every_page(full: Snapshot, lang: Lang, said: tuple[str, ...]) -> None:
    shared = frame(full, lang)
    sheet = gate_page(shared, result(full, "north"))
    for html in (render_body(full, "north", lang), render_index(full, lang, {}), sheet):
        text = Page(html).root.text
        assert [x for x in said if x not in text] == []


def test_without_an_imprint_there_is_no_line_of_it(snapshot: Snapshot) -> None:
    html = render_body(snapshot, "north", "en")
    assert 'id="imprint"' not in html
    assert 'id="copy"' not in html
    assert "signed" not in html.split("</style>")[1]
    assert "@top-left" not in html
    only = msgspec.structs.replace(snapshot, imprint=Imprint(reply_by="2026-04-01"))
    page = Page(render_body(only, "north", "en"))
    assert not list(_part(page, "imprint").all("table")), "no line to sign on without signatories"


def test_a_mark_in_the_margin_cannot_end_the_style_sheet_and_passes_the_policy(snapshot: Snapshot) -> None:
    hostile = Imprint(classification=same('"}</style><script>x</script>'))
    html = render_body(msgspec.structs.replace(snapshot, imprint=hostile), "north", "en")
    style = html.split("<style>")[1].split("</style>")[0]
    assert "<script>" not in html
    assert margin_mark(hostile.classification.zh) in style
    seal = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"sha256-{seal}" in html.split("<style>")[0]
    assert re.search(r'content:"(\\[0-9a-f]{6})+"', style)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    chromium = Browser(tmp_path_factory.mktemp("profile"))
    yield chromium
    chromium.driver.quit()


def test_the_mark_is_printed_on_every_sheet(browser: Browser, full: Snapshot, tmp_path: Path) -> None:
    write_site(full, tmp_path, ("zh",), ["north"])
    browser.open((tmp_path / "north.zh.html").as_uri())
    assert browser.axe() == []
    (tmp_path / "x.pdf").write_bytes(browser.pdf())
    text = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, check=True).stdout.decode()
    sheets = text.split("\f")[:-1]
    assert len(sheets) > 2
    assert [sheet.count("内部★5年") for sheet in sheets] == [1] * len(sheets)


def test_the_mark_heads_every_page_of_the_pdf_too(full: Snapshot, tmp_path: Path) -> None:
    from assess.report.export.pdf import body_pdf

    (tmp_path / "x.pdf").write_bytes(body_pdf(frame(full, "en"), result(full, "north"), "x.pdf"))
    text = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, check=True).stdout.decode()
    sheets = text.split("\f")[:-1]
    assert len(sheets) > 2
    assert all("Internal★5 years" in sheet for sheet in sheets)


@pytest.mark.parametrize("lang", LANGS)
def test_a_bodys_own_copy_has_no_table_of_others(full: Snapshot, lang: Lang) -> None:
    assert 'id="peers"' in render_body(full, "north", lang)
    assert 'id="peers"' not in render_body(copy_of(full, "agency", KEY, "north"), "north", lang)


def test_the_read_me_of_the_tables_bears_the_mark(full: Snapshot, tmp_path: Path) -> None:
    marked = msgspec.structs.replace(full, imprint=Imprint(classification=same("内部")))
    write_site(marked, tmp_path, ["zh"], ["north"])
    assert (tmp_path / "data" / "README.md").read_text("utf-8").startswith("**内部**\n\n# ")
