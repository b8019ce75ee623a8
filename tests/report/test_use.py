"""Use evidence: what the charts say, what they draw, and that a gap is never a zero."""

from __future__ import annotations

import msgspec
import pytest

from assess.dossier.entities import Series
from assess.report.render import render_body
from assess.report.view.frame import frame
from assess.report.view.marks import Section
from assess.report.view.use import use_section
from assess.report.view.use_model import Use
from assess.report.view.use_time import MOST_DRAWN, finest
from assess.snapshot import Snapshot

from .page import Element, Page


@pytest.fixture
def use(snapshot: Snapshot) -> Use:
    body = snapshot.body("north")
    assert body is not None
    return use_section(frame(snapshot, "en"), body, Section("use", "6", "Use evidence"))


@pytest.fixture
def section(sample_pages: dict[str, str]) -> Element:
    return next(e for e in Page(sample_pages["0.en"]).all("section") if e.attributes["id"] == "use")


def test_a_line_breaks_where_nothing_was_recorded(use: Use) -> None:
    (time,) = use.times
    for line in time.lines:
        # Five days, the fourth without a record: four marks, strokes only between the first three.
        assert [p.x for p in line.points] == ["10.0%", "30.0%", "50.0%", "90.0%"]
        assert [(s.x1, s.x2) for s in line.segments] == [("10.0%", "30.0%"), ("30.0%", "50.0%")]
    assert [(g.x, g.width) for g in time.gaps] == [("60.0%", "20.0%")]
    assert time.rows[3] == ("2026-01-04", ("–", "–"))
    assert "Periods without any record: 1" in time.head.line


def test_heights_are_in_proportion_to_a_round_top(use: Use) -> None:
    (time,) = use.times
    assert time.top == "200"
    # 100 of 200 is half of 150 pixels; 8 of 200 is 6 pixels above the base.
    assert time.lines[0].points[0].y == "75.0"
    assert time.lines[1].points[-1].y == "144.0"


def test_lines_are_told_apart_by_the_shape_of_their_marks(use: Use) -> None:
    assert len({line.shape for line in use.times[0].lines}) == 2


def test_cells_are_shaded_by_fifths_of_those_that_are_not_zero(use: Use) -> None:
    heat = use.grids[0]
    # Not zero: 1 2 3 4 10 20; fifths end at 2, 3, 4 and 10 (interpolated and rounded), and at the most.
    assert [[c.cls for c in row.cells] for row in heat.rows] == [
        ["h0", "h4", "h5"],
        ["h1", "h1", "h2"],
        ["h0", "h0", "h3"],
    ]
    assert [c.text for c in heat.legend] == ["up to 2", "3", "4", "5 to 10", "11 to 20"]
    assert [row.sum for row in heat.rows] == ["30", "6", "4"]


def test_where_most_of_it_falls_is_said_from_the_table(use: Use) -> None:
    assert use.grids[0].head.line == "Where most of it falls: 民政局, 10:00: 20 (50% of all)."


def test_what_shares_a_row_is_named_by_its_number(use: Use) -> None:
    assert [row.label for row in use.grids[0].rows][-1] == "3 others"


def test_a_histogram_tells_the_rush_and_marks_the_limit(use: Use, section: Element) -> None:
    bins = use.bars[0]
    assert bins.head.line == "Of 40, 30 fall in the last 24 hours (75%), and 2 are late (5%)."
    assert [b.label for b in bins.bars] == ["14 days left or more", "1 to 2 days left", "last 24 hours", "0 to 1 days late", "over 7 days late"]  # fmt: skip
    assert [b.limit for b in bins.bars] == [False, False, True, False, False]
    rows = [row.text for row in section.all("tr")]
    at = rows.index("Time limit")
    assert rows[at - 1].startswith("last 24 hours")


def test_a_funnel_is_in_shares_of_its_first_step(use: Use) -> None:
    funnel = use.bars[1]
    assert [(b.value, b.share) for b in funnel.bars] == [
        ("1,000", "100%"),
        ("400", "40%"),
        ("300", "30%"),
        ("120", "12%"),
    ]
    assert funnel.head.line == "Of the 1,000 under “registered”, 120 are under “completing”: 12%."


def test_the_drawing_is_described_and_has_its_table_of_values(section: Element) -> None:
    (drawing,) = [e for e in section.all("svg") if e.attributes.get("role") == "img"]
    assert {"title", "desc"} <= {e.tag for e in drawing.children}
    folded = next(section.all("details"))
    assert [cell.text for cell in list(folded.all("tr"))[1].children] == ["2026-01-01", "100", "40"]


def test_names_of_the_source_are_texts_and_no_markup(snapshot: Snapshot) -> None:
    html = render_body(snapshot, "north", "zh")
    assert "<b>教育局</b>" not in html
    assert "&lt;b&gt;教育局&lt;/b&gt;" in html


def test_of_users_by_day_week_and_month_the_finest_that_can_be_read_is_drawn(snapshot: Snapshot) -> None:
    day = next(s for b in snapshot.bodies for s in b.series if s.id == "active_by_day")

    def held(days: int, weeks: int) -> list[Series]:
        return [
            msgspec.structs.replace(
                day, id=f"active_by_{unit}", rows=tuple(map(str, range(n))), values=((1.0, 1.0),) * n
            )
            for unit, n in (("month", 3), ("week", weeks), ("day", days))
        ]

    assert [s.id for s in finest(held(MOST_DRAWN, 10))] == ["active_by_day"]
    assert [s.id for s in finest(held(MOST_DRAWN + 1, 10))] == ["active_by_week"]
    assert [s.id for s in finest(held(1, 1))] == ["active_by_month"]


def test_a_body_without_measured_tables_has_no_section(sample_pages: dict[str, str]) -> None:
    assert "use" not in [e.attributes["id"] for e in Page(sample_pages["1.zh"]).all("section")]
