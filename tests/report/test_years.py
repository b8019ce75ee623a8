"""Years, peers and voices in a body's report: what is drawn, what is said, and that both agree."""

from __future__ import annotations

import re

import msgspec
import pytest

from assess.base.texts import LANGS, Lang
from assess.report.render import render_body
from assess.report.view.frame import frame
from assess.report.view.marks import Section
from assess.report.view.years import years_section
from assess.snapshot import Snapshot

from .large import make_large
from .more import with_voices, with_years
from .page import Element, Page, problems

FIGURE = re.compile(r"−?\d[\d,]*\.\d+")
HEAD = Section("years", "", "")


@pytest.fixture(scope="module")
def told(snapshot: Snapshot) -> Snapshot:
    """The sample campaign with four earlier periods and all four voices."""
    return with_voices(with_years(snapshot, 4))


def _section(html: str, id: str) -> Element:
    return next(e for e in Page(html).all("section") if e.attributes["id"] == id)


@pytest.mark.parametrize("periods", [1, 2, 10])
@pytest.mark.parametrize("lang", LANGS)
def test_reports_with_years_and_voices_keep_to_the_form(snapshot: Snapshot, lang: Lang, periods: int) -> None:
    made = with_voices(with_years(snapshot, periods))
    for body in made.bodies:
        assert problems(render_body(made, body.body.id, lang)) == []


def test_the_sections_stand_in_the_order_of_the_report(told: Snapshot) -> None:
    sections = [e.attributes["id"] for e in Page(render_body(told, "north", "zh")).all("section")]
    assert sections == [
        "verdict", "layers", "gap", "findings", "facts", "years", "peers", "use", "voices", "indicators", "evidence",
        "method", "imports", "audit",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("section", ["years", "peers", "voices"])
def test_every_figure_in_a_headline_stands_in_a_table_of_its_section(
    told: Snapshot, lang: Lang, section: str
) -> None:
    for body in ("north", "south", "east", "west"):
        if section == "voices" and body != "north":
            continue
        shown = _section(render_body(told, body, lang), section)
        said = {f for p in shown.all("p") for f in FIGURE.findall(p.text)}
        assert said <= {f for cell in shown.all("td") for f in FIGURE.findall(cell.text)}
        if section == "years":
            assert said


@pytest.mark.parametrize("lang", LANGS)
def test_the_years_say_the_present_score_as_the_first_page_does(told: Snapshot, lang: Lang) -> None:
    view = frame(told, lang)
    for body in told.bodies[:4]:
        shown = view.total_shown(body)
        assert shown is not None
        years = years_section(view, body, HEAD)
        assert (years.trends[0].rows[-1].score, years.trends[0].rows[-1].band) == (shown.text, shown.band)
        assert (shown.band or shown.text) in years.trends[0].line


def test_the_line_is_broken_where_definitions_differ_and_only_there(told: Snapshot) -> None:
    trends = {t.anchor: t for t in years_section(frame(told, "zh"), told.bodies[0], HEAD).trends}
    for key, trend in trends.items():
        broken = key in ("year-overall", "year-platform")
        assert len(trend.points) == 5
        assert len(trend.strokes) == 4 - broken, key
        assert len(trend.breaks) == broken
    notes = [r.note for r in trends["year-platform"].rows]
    assert notes == ["", "", "", "新增指标 1 个（P4）；问法或计分有变的指标 2 个（P1、P2）；权重有变", ""]
    assert "平台层" in trends["year-overall"].rows[3].note


def test_what_changed_is_told_beside_a_score_that_does_not_compare(snapshot: Snapshot) -> None:
    made = with_years(snapshot, 2)
    first, second = made.before
    turned = msgspec.structs.replace(made, before=(msgspec.structs.replace(second, period="2024"), first))
    (total, *_) = years_section(frame(turned, "en"), turned.bodies[0], HEAD).trends
    assert "does not compare with 2024" in total.line
    assert "Platform" in total.why


def test_a_body_that_was_not_assessed_before_has_no_section_on_years(told: Snapshot) -> None:
    assert not [e for e in Page(render_body(told, "mid", "zh")).all("section") if e.attributes["id"] == "years"]


def test_years_stand_as_far_apart_as_they_are(snapshot: Snapshot) -> None:
    made = with_years(snapshot, 2)
    body = made.bodies[0]
    past = (body.past[0], msgspec.structs.replace(body.past[1], period="2015"))
    (total, *_) = years_section(frame(made, "zh"), msgspec.structs.replace(body, past=past), HEAD).trends
    # 2015, 2024, 2025 between 14 and 94 per cent: nine tenths of 80 are 72.
    assert [p.x for p in total.points] == ["14.0%", "86.0%", "94.0%"]


def test_every_trend_has_a_table_with_all_its_periods(told: Snapshot) -> None:
    section = _section(render_body(told, "south", "en"), "years")
    drawings = [e for e in section.all("svg") if e.attributes.get("role") == "img"]
    tables = [[r.children[0].text for r in t.all("tr")] for t in section.all("table")]
    assert len(drawings) == 5
    assert tables[:5] == [["Period", "2021", "2022", "2023", "2024", "2025"]] * 5


def test_neighbours_the_first_the_median_and_the_last_are_shown(told: Snapshot) -> None:
    section = _section(render_body(told, "east", "zh"), "peers")
    rows = [e for e in section.all("tr") if e.attributes.get("class") == "own"]
    assert all("东岭市" in row.text for row in rows)
    assert len(rows) == 2, "once by rank and once by layers"


def test_claims_are_held_against_what_was_checked_the_highest_first(told: Snapshot) -> None:
    section = _section(render_body(told, "north", "zh"), "voices")
    (table, _) = list(section.all("table"))
    rows = [row.children[0].text.split()[0] for row in table.all("tr")][1:]
    assert rows == ["U1", "P1", "R2", "R3", "R1", "D1", "U3", "D2"]
    lead = next(p.text for p in section.all("p"))
    assert lead == (
        "6 个指标的自报有核实或实测可对照：2 个自报偏高，1 个偏低，2 个一致，1 个说不准。"
        "另有 2 个指标只有用户评价可对照：1 个自报偏高，1 个偏低。"
    )


def test_each_voice_has_its_own_shape_in_the_chart_and_in_the_legend(told: Snapshot) -> None:
    section = _section(render_body(told, "north", "en"), "voices")
    (legend,) = (e for e in section.all("ul") if e.attributes.get("class") == "legend")
    items = list(legend.all("li"))
    shapes = [next(s.tag + s.attributes.get("d", "") for s in i.all("path", "circle")) for i in items]
    assert [i.text for i in items] == ["Claimed", "Measured", "Users", "Verified", "possible range"]
    assert len(set(shapes)) == 5


@pytest.mark.parametrize(
    ("body", "order"),
    [("north", ["准备度", "平台层", "数据层"]), ("east", ["平台层", "准备度", "数据层"])],
)
def test_built_layers_stand_in_the_order_of_their_gaps(snapshot: Snapshot, body: str, order: list[str]) -> None:
    section = _section(render_body(snapshot, body, "zh"), "gap")
    assert [row.children[0].text for row in next(section.all("tbody")).children][:3] == order


def test_a_large_body_with_ten_years_fits_the_budget() -> None:
    made = with_years(make_large("台账显示共享目录按月更新，责任部门已逐项确认。" * 12, 400), 10)
    html = render_body(made, "north", "zh")
    assert problems(html) == []
    assert len(html.encode()) <= 250_000
