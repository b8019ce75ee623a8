"""One number, one text: what sentences say is what the tables show, on every page."""

from __future__ import annotations

import re

import msgspec
import pytest

from assess.base.band import Band
from assess.base.texts import LANGS, Lang
from assess.report.format import fixed, score
from assess.report.render import render_body, render_index
from assess.snapshot import Snapshot

from .page import Element, Page

FIGURE = re.compile(r"−?\d[\d,]*\.\d+")


def _is_prose(element: Element) -> bool:
    return element.attributes.get("class") in ("headline", "lead") or element.within("ul")


def _section(page: Page, id: str) -> Element:
    return next(e for e in page.all("section") if e.attributes["id"] == id)


def _figures(elements: list[Element]) -> set[str]:
    return {figure for e in elements for figure in FIGURE.findall(e.text)}


@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_in_a_sentence_stands_in_a_table_or_tile(lang: Lang, sample_pages: dict[str, str]) -> None:
    for n in range(6):
        page = Page(sample_pages[f"{n}.{lang}"])
        told: set[str] = set()
        for section in (e for e in page.all("section") if e.attributes["id"] in ("verdict", "layers", "gap")):
            told |= _figures([e for e in section.all("p", "li") if _is_prose(e)])
        shown = _figures(page.all("td", "th", "dd"))
        # A reversed gap is told without its sign.
        assert {f for f in told if f not in shown and f"−{f}" not in shown} == set()


@pytest.mark.parametrize("lang", LANGS)
def test_figures_of_the_campaign_page_stand_in_its_tables(lang: Lang, sample_pages: dict[str, str]) -> None:
    page = Page(sample_pages[f"index.{lang}"])
    told = _figures([e for e in page.all("p", "li") if e.attributes.get("class") in ("headline", "lead")])
    assert told
    assert told <= _figures(page.all("td", "dd"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_body_has_the_same_total_rank_and_gap_on_every_page(
    lang: Lang, snapshot: Snapshot, sample_pages: dict[str, str]
) -> None:
    league = _section(Page(sample_pages[f"index.{lang}"]), "league")
    rows = [[cell.text for cell in row.children] for row in league.all("tr")]
    for n, body in enumerate(snapshot.bodies):
        total = body.score.totals["overall"].value
        if total is None or body.standing is None or body.gap is None:
            continue
        shown = score(total, bounds=(100.0, 0.0, 50.0, 75.0))
        name = body.body.name.get(lang)
        row = " ".join(next(r for r in rows if name in r))
        verdict = _section(Page(sample_pages[f"{n}.{lang}"]), "verdict").text
        for text in (shown.text, shown.band):
            assert text in row
            assert text in verdict


def test_a_layer_has_the_same_score_in_every_table(snapshot: Snapshot, sample_pages: dict[str, str]) -> None:
    page = Page(sample_pages["1.zh"])
    heat = next(t for t in Page(sample_pages["index.zh"]).all("table") if t.attributes.get("class") == "heat")
    row = next(r for r in heat.all("tr") if "南浦市" in r.text)
    for layer in snapshot.bodies[1].score.layers.values():
        assert layer.score is not None
        text = fixed(layer.score.lo)
        assert text in row.text
        tables = [_section(page, name) for name in ("verdict", "layers", "indicators")]
        assert all(text in t.text for t in tables)


@pytest.mark.parametrize("lang", LANGS)
def test_every_uncertain_score_is_shown_with_its_range(lang: Lang, snapshot: Snapshot) -> None:
    page = Page(render_body(snapshot, "mid", lang))
    body = snapshot.body("mid")
    assert body is not None
    for layer in body.score.layers.values():
        assert layer.score is not None
        assert f"[{score(layer.score).band}]" in _section(page, "verdict").text
        assert f"[{score(layer.score).band}]" in _section(page, "layers").text


def test_a_total_just_below_a_grade_never_reads_as_the_grade(snapshot: Snapshot) -> None:
    first = snapshot.bodies[0]
    totals = first.score.totals | {
        "overall": msgspec.structs.replace(first.score.totals["overall"], value=Band(74.97, 74.97))
    }
    near = msgspec.structs.replace(first, score=msgspec.structs.replace(first.score, totals=totals, grade="mid"))
    changed = msgspec.structs.replace(snapshot, bodies=(near, *snapshot.bodies[1:]))
    assert "75.0" not in _section(Page(render_body(changed, "north", "zh")), "verdict").text.split("各层得分")[0]
    league = _section(Page(render_index(changed, "zh", {})), "league")
    assert "74.9" in league.text


def test_nothing_unformatted_reaches_a_page(sample_pages: dict[str, str]) -> None:
    for html in sample_pages.values():
        text = Page(html).root.text.replace(re.search(r"<style>(.*?)</style>", html, re.S)[1], "")  # type: ignore[index]
        assert not re.search(r"\bNone\b|\bnan\b|\binf\b|Band\(|Text\(|\d{2,}\.\d{6,}|\de[-+]\d", text)


def test_severity_is_told_by_shape_and_word_together(sample_pages: dict[str, str]) -> None:
    for element in Page(sample_pages["0.zh"]).all("span"):
        if element.attributes.get("class", "").startswith("sev"):
            assert element.text in ("▲ 高", "◆ 中", "● 低")
