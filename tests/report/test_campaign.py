"""The campaign's page: who can be told apart, classes of the heat map, what stands out."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band, point
from assess.report.render import render_index
from assess.report.view import campaign
from assess.report.view.campaign import index_view
from assess.report.view.findings_over import findings_pages
from assess.report.view.frame import frame
from assess.report.view.ranking import groups_apart
from assess.report.view.site import Site
from assess.scoring.result import TotalScore
from assess.snapshot import BodyResult, Snapshot, Standing

from .page import Page
from .sample import _standings


def test_bodies_whose_possible_ranks_overlap_form_a_group() -> None:
    standings = [
        Standing(1, 1, 2, 5),
        Standing(2, 1, 3, 5),
        Standing(3, 2, 3, 5),
        Standing(4, 4, 4, 5),
        Standing(5, 5, 5, 5),
    ]
    assert groups_apart(standings) == [3, 1, 1]


def test_equal_bodies_share_a_group() -> None:
    assert groups_apart([Standing(1, 1, 1, 3), Standing(1, 1, 1, 3), Standing(3, 3, 3, 3)]) == [2, 1]
    assert groups_apart([]) == []


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 30)), min_size=1, max_size=12))
def test_between_groups_the_order_is_certain_and_within_none_stands_apart(pairs: list[tuple[float, float]]) -> None:
    bands = {str(n): Band(lo, lo + width) for n, (lo, width) in enumerate(pairs)}
    places = _standings(dict(bands))
    order = sorted(bands, key=lambda b: (places[b].rank, places[b].worst, b))
    sizes = groups_apart([places[b] for b in order])
    assert sum(sizes) == len(order)
    at = 0
    for size in sizes:
        group, after = order[at : at + size], order[at + size :]
        for a in group:
            for b in after:
                assert bands[a].lo >= bands[b].hi or places[a].worst < places[b].best
        at += size


def test_the_league_table_shows_groups_and_marks_their_order_open(snapshot: Snapshot) -> None:
    view = index_view(Site(frame(snapshot, "zh"), {}))
    assert [r.body.text for g in view.groups for r in g.rows][-1] == "新港区"
    assert view.groups[-1].number == "–"
    assert "归为一组" in view.league.lead


def test_an_order_that_is_settled_is_said_to_be(snapshot: Snapshot) -> None:
    exact = tuple(
        msgspec.structs.replace(b, standing=Standing(n, n, n, 5)) for n, b in enumerate(snapshot.bodies[:5], 1)
    )
    view = index_view(Site(frame(msgspec.structs.replace(snapshot, bodies=exact), "zh"), {}))
    assert "先后都已确定" in view.league.lead
    assert len(view.groups) == 5


@pytest.mark.parametrize(
    ("value", "cls"), [(0, "h1"), (19.99, "h1"), (20, "h2"), (59.96, "h3"), (60, "h4"), (80, "h5"), (100, "h5")]
)
def test_a_cell_of_the_heat_map_never_reads_as_the_next_class(snapshot: Snapshot, value: float, cls: str) -> None:
    layer = msgspec.structs.replace(snapshot.bodies[0].score.layers["data"], score=point(float(value)))
    score = msgspec.structs.replace(
        snapshot.bodies[0].score, layers=snapshot.bodies[0].score.layers | {"data": layer}
    )
    body = msgspec.structs.replace(snapshot.bodies[0], score=score)
    view = index_view(Site(frame(msgspec.structs.replace(snapshot, bodies=(body,)), "zh"), {}))
    cell = view.heat_rows[0].cells[2]
    assert cell.cls == cls
    bounds = {"h1": (0, 20), "h2": (20, 40), "h3": (40, 60), "h4": (60, 80), "h5": (80, 101)}[cls]
    assert bounds[0] <= float(cell.text) < bounds[1]


def _with_total(body: BodyResult, value: float) -> BodyResult:
    totals = {"overall": TotalScore("overall", point(value), 100.0)}
    return msgspec.structs.replace(body, score=msgspec.structs.replace(body.score, totals=totals))


def test_the_distribution_counts_every_body_once_with_full_marks_in_the_last_class(snapshot: Snapshot) -> None:
    values = [0.0, 9.99, 10.0, 55.0, 99.9, 100.0]
    bodies = tuple(_with_total(b, v) for b, v in zip(snapshot.bodies, values, strict=True))
    view = index_view(Site(frame(msgspec.structs.replace(snapshot, bodies=bodies), "zh"), {}))
    assert [b.count for b in view.bins] == ["2", "1", "0", "0", "0", "1", "0", "0", "0", "2"]


def test_what_stands_out_follows_the_data(snapshot: Snapshot) -> None:
    view = index_view(Site(frame(snapshot, "zh"), {"north": "north.zh.html"}))
    wide, flagged, rules = view.standouts
    assert wide.items[0].text == "北川市（54.2 分）"
    assert wide.items[0].href == "north.zh.html#gap"
    assert rules.items[0].href == "index.rule-bare_claims_high.zh.html"
    assert flagged.items[0].text == "北川市（3 条）"
    assert rules.items[0].text.startswith("得分多数没有证据（6 个单位中的 2 个）")


def test_bodies_with_as_many_flags_are_not_split_by_their_names() -> None:
    assert campaign._untied([5, 5, 3, 2, 2, 2, 2, 1]) == (3, 4, 2)
    assert campaign._untied([5, 4, 3, 2, 1, 1]) == (4, 2, 1)
    assert campaign._untied([5, 4, 3, 2, 2, 1]) == (5, 0, 0)
    assert campaign._untied([1, 1]) == (2, 0, 0)


def test_a_body_without_a_report_is_named_without_a_link(snapshot: Snapshot) -> None:
    page = Page(render_index(snapshot, "zh", {"north": "north.zh.html", "south": "javascript:alert(1)"}))
    linked = {e.text for e in page.all("a") if e.attributes["href"].endswith(".zh.html")}
    assert "北川市" in linked
    assert "南浦市" not in linked


def test_the_matrix_tells_in_words_what_its_marks_tell(snapshot: Snapshot) -> None:
    page = next(findings_pages(Site(frame(snapshot, "en"))))
    north = next(r for r in page.matrix_rows if r.body.text == "Beichuan")
    assert north.cells[0].marks == "▲▲◆"
    assert north.cells[0].text == "high 2, medium 1, low 0, undetermined 0"
    assert north.cells[1].marks == "?1"
    assert north.cells[2].marks == "–"
