"""A long list of evidence is split into pages that a browser opens at once, each row on one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.texts import LANGS, Lang
from assess.report.render import annex_pages
from assess.report.view import evidence
from assess.report.view.frame import frame
from assess.report.write import write_body

from .large import make_large
from .page import Page, problems


def _rows(page: Page) -> list[str]:
    return [e.attributes["id"] for e in page.all("tr") if e.attributes.get("id", "").startswith("e-")]


@pytest.mark.parametrize("lang", LANGS)
def test_each_piece_of_evidence_stands_once_and_every_link_finds_it(
    lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "ROWS_A_PAGE", 100)
    write_body(make_large("说明。" * 100, 250), "north", tmp_path, [lang])
    pages = {p.name: Page(p.read_text("utf-8")) for p in tmp_path.glob("*.html")}
    names = [f"north.{lang}.html", *(f"north.evidence{n}.{lang}.html" for n in ("", "-2", "-3"))]
    assert sorted(pages) == sorted(names)
    for page in pages.values():
        assert problems(page.html) == []
        for link in page.all("a"):
            target, _, anchor = link.attributes["href"].partition("#")
            if not target.startswith("http"):
                assert not anchor or anchor in pages[target or names[0]].ids(), link.attributes["href"]
    on_each = [_rows(pages[name]) for name in names]
    assert [len(rows) for rows in on_each] == [0, 100, 100, 50]
    assert len({row for rows in on_each for row in rows}) == 250
    assert [bool(list(pages[name].all("article"))) for name in names[1:]] == [True, False, False]


def test_the_pages_of_a_long_list_name_each_other_by_their_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "ROWS_A_PAGE", 1000)
    shot = make_large("短", 2001)
    second = Page(list(annex_pages(frame(shot, "en"), shot.bodies[0]))[1])
    (contents,) = second.all("nav")
    assert [e.text for e in contents.all("li")] == ["1–1,000", "1,001–2,000", "2,001–2,001"]
    assert [e.attributes["href"] for e in contents.all("a")] == [
        "north.evidence.en.html",
        "north.evidence-3.en.html",
    ]
    assert "1,001–2,000" in second.all("title")[0].text
    assert "Pieces of evidence: 2,001" in second.root.text
