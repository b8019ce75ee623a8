"""The one-page brief: one sheet whatever it holds, the same numbers as the report, and it names the report."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from assess.base.texts import LANGS, Lang, Text
from assess.copies.redact import copy_of
from assess.dossier.cases import Case
from assess.dossier.imprint import Imprint
from assess.dossier.step import FindingStep
from assess.report.brief import brief_page
from assess.report.render import render_body
from assess.report.view.brief import clip
from assess.report.view.frame import frame
from assess.report.write import write_site
from assess.snapshot import Edition, Replaced, Snapshot

from .hostile import PAYLOADS, poisoned
from .page import Page, problems
from .sample import make_snapshot
from .test_browser import Browser


def _brief(snapshot: Snapshot, lang: Lang, n: int = 0) -> str:
    return brief_page(frame(snapshot, lang), snapshot.bodies[n], "north.html", "a" * 64, "other.html")


def crowded() -> Snapshot:
    """The sample with three long findings, each accepted with a long commitment, under long names."""
    whole = make_snapshot()
    body = whole.bodies[0]
    long = Text(
        zh="展示的成果与实际使用的情况长期不符，" * 20,
        en="What is shown and what is used have long differed. " * 12,
    )
    findings = []
    for n, found in enumerate(body.findings):
        step = FindingStep(
            f"s{n}", body.body.id, found.id, 1, "accept", text=long.zh, commitment=long.en, due="2026-01-31",
            owner="Office of data and information " * 4,
        )  # fmt: skip
        case = Case(state="accepted", steps=(step,), reply=step, commitment=step)
        findings.append(msgspec.structs.replace(found, title=long, withdrawn_if=long, case=case, state="accepted"))
    name = msgspec.structs.replace(body.body, name=long)
    changed = msgspec.structs.replace(body, body=name, findings=tuple(findings))
    title = msgspec.structs.replace(whole.campaign, title=long)
    edition = Edition(2, long.en, Replaced(1, whole.made, whole.head, whole.digest))
    return msgspec.structs.replace(whole, campaign=title, bodies=(changed, *whole.bodies[1:]), edition=edition)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("n", range(6))
def test_it_keeps_to_the_form_of_our_pages(lang: Lang, n: int) -> None:
    assert problems(_brief(make_snapshot(), lang, n)) == []
    assert problems(_brief(crowded(), lang, n)) == []


def test_it_says_what_a_minister_needs() -> None:
    text = Page(_brief(make_snapshot(), "en")).root.text
    for said in ("Built versus used", "Withdrawn if:", "no reply yet.",
                 "What this report does not say", "north.html", "a" * 64):  # fmt: skip
        assert said in text, said
    crammed = Page(_brief(crowded(), "en")).root.text
    assert "Not kept" in crammed
    assert "Accepted" in crammed


@pytest.mark.parametrize("lang", LANGS)
def test_its_numbers_are_those_of_the_report(lang: Lang) -> None:
    whole = make_snapshot()
    for n, body in enumerate(whole.bodies):
        report, brief = Page(render_body(whole, body.body.id, lang)), Page(_brief(whole, lang, n))
        assert _numbers(brief) <= _numbers(report), body.body.id
        assert body.score.coverage == 0 or len(_numbers(brief)) > 10


def _numbers(page: Page) -> set[str]:
    texts = " ".join(e.text for e in page.all("p", "li", "td", "dd"))
    return set(re.findall(r"\d+\.\d+", texts))


def test_it_names_the_digest_of_the_report_beside_it(tmp_path: Path) -> None:
    write_site(make_snapshot(), tmp_path, ["en"], ["north"], brief=True)
    brief = (tmp_path / "north.brief.en.html").read_text("utf-8")
    assert sha256((tmp_path / "north.en.html").read_bytes()).hexdigest() in brief
    write_site(make_snapshot(), tmp_path / "without", ["en"], ["north"])
    assert not list((tmp_path / "without").glob("*.brief.*"))


@pytest.mark.parametrize("lang", LANGS)
def test_it_bears_the_mark_and_says_which_copy_it_is(lang: Lang) -> None:
    whole = make_snapshot()
    marked = msgspec.structs.replace(
        whole, imprint=Imprint(classification=Text(zh="内部", en="Internal"), reply_by="2026-12-01")
    )
    copy = copy_of(marked, "agency", b"k" * 32, whole.bodies[0].body.id)
    page = _brief(copy, lang)
    assert problems(page) == []
    assert ("内部" if lang == "zh" else "Internal") in page
    assert ("供被评估单位自用" if lang == "zh" else "Copy for the assessed body") in page


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_hostile_text_adds_no_element(payload: str) -> None:
    for lang in LANGS:
        plain, poison = (
            Page(_brief(s, lang).replace("Content-Security-Policy", "x"))
            for s in (make_snapshot(), poisoned(make_snapshot(), payload))
        )
        assert not poison.make() - plain.make()


@pytest.mark.parametrize(
    ("text", "columns", "cut"),
    [("short", 10, "short"), ("exactly ten", 11, "exactly ten"), ("longer than that", 6, "longer…"), ("中文四字", 4, "中文…"), (" a\n b ", 9, "a b")],
)  # fmt: skip
def test_a_text_is_cut_by_the_columns_it_takes(text: str, columns: int, cut: str) -> None:
    assert clip(text, columns) == cut


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    found = Browser(tmp_path_factory.mktemp("profile"))
    yield found
    found.driver.quit()


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("full", [False, True])
def test_it_prints_on_one_page_of_a4_and_fits_a_phone(
    browser: Browser, tmp_path: Path, full: bool, lang: Lang
) -> None:
    path = tmp_path / "brief.html"
    path.write_text(_brief(crowded() if full else make_snapshot(), lang), "utf-8")
    browser.open(path.as_uri())
    pdf = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"]
    assert len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(pdf))) == 1
    browser.open(path.as_uri(), 390)
    assert browser.axe() == []
    assert browser.run("return document.documentElement.scrollWidth") <= 390
