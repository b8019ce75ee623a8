"""Sparks and courses: what is measured month by month, and scores over the periods that are known."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.base.band import Band
from assess.base.texts import Text
from assess.dossier.edits import AddBody, RecordFact, RecordSeries, SetAnswer
from assess.dossier.entities import BodyState, Series
from assess.packs.model import Pack
from assess.session import Session, create_session
from assess.tui.bars import gap_bar, spark
from assess.tui.cells import width
from assess.tui.glyphs import ASCII, UNICODE
from assess.tui.over_time import change_piece, course_lines, courses
from tests.tui.conftest import BUREAU, TITLE
from tests.tui.driving import LARGE, running

FILE = "ab" * 32
MONTHS = Series(
    body="bureau", id="active_by_month", title=Text(zh="按月的用户", en="Users by month"), says=Text(zh="数", en="n"),
    form="time", row_axis="month", column_axis="", rows=tuple(f"2025-{m:02d}-01" for m in range(1, 7)),
    columns=("present",), values=((120.0,), (180.0,), (None,), (410.0,), (900.0,), (1610.0,)), inputs=(FILE,),
)  # fmt: skip


def test_a_spark_is_drawn_two_values_to_a_cell_and_tells_zero_from_a_gap() -> None:
    # Braille, by its dots: left column 7 3 2 1 from below is 40 04 02 01, right column 8 6 5 4 is 80 20 10 08.
    assert spark([0, 100], 8, UNICODE) == chr(0x2800 + 0x40 + 0xB8)
    assert spark([None, 30, 100], 8, UNICODE) == chr(0x2800 + 0x80 + 0x20) + chr(0x2800 + 0x47)
    assert spark([0, None, 50, 100], 8, ASCII) == "0.59"
    assert spark([10, 30, None, None, 40, 40], 3, ASCII) == "5.9"


@given(st.lists(st.none() | st.floats(0, 1e9), max_size=80), st.integers(1, 30))
def test_a_spark_keeps_within_its_cells(values: list[float | None], cells: int) -> None:
    for glyphs in (UNICODE, ASCII):
        drawn = spark(values, cells, glyphs)
        assert len(drawn) == width(drawn) <= cells


@given(st.floats(-100, 100), st.floats(-100, 100), st.integers(0, 60))
def test_the_bar_of_a_difference_has_its_middle_marked(a: float, b: float, cells: int) -> None:
    pieces = gap_bar(Band(min(a, b), max(a, b)), cells, UNICODE)
    assert len(pieces) == cells
    assert sum(text == UNICODE.wall for text, _ in pieces) == (cells > 0)


def test_users_by_month_week_and_day_are_told_once_and_other_files_are_left_out() -> None:
    days = msgspec.structs.replace(MONTHS, id="active_by_day", row_axis="day")
    amount = msgspec.structs.replace(MONTHS, id="amount_by_month", inputs=("cd" * 32,))
    state = BodyState(body=msgspec.UNSET, series={s.id: s for s in (MONTHS, days, amount)})  # type: ignore[arg-type]
    assert [s.id for s in courses(state)] == ["active_by_month", "amount_by_month"]
    assert [s.id for s in courses(state, [FILE])] == ["active_by_month"]
    title, drawn, when = course_lines(MONTHS, "en", UNICODE)
    assert title.pieces[0][0] == "Users seen"
    assert drawn.pieces[1][0].strip() == "120 → 1,610"
    assert when.pieces[0][0] == "2025-01 – 2025-06, no record in 1"


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ([Band(40, 40), Band(52.5, 52.5)], "+12.5"),
        ([Band(40, 50), Band(20, 30)], "−10–30"),
        ([Band(40, 50), Band(45, 60)], "?"),
        ([Band(40, 40), None, Band(40, 40)], "="),
        ([None, Band(40, 40)], ""),
    ],
)
def test_a_change_is_told_only_as_far_as_the_bands_allow(bands: list[Band | None], said: str) -> None:
    assert change_piece(bands, UNICODE)[0] == said


async def test_courses_show_beside_the_measurement_and_after_an_earlier_year_in_compare_and_scores(
    session: Session, pack: Pack, tmp_path: Path
) -> None:
    session.apply(RecordFact(body="bureau", fact="displayed", value=213, voice="measured", inputs=(FILE,)))
    session.apply(RecordSeries(MONTHS), SetAnswer(body="bureau", indicator="plan", value="bound"))
    session.close()
    with create_session(tmp_path / "2025.assess", pack, TITLE, period="2025") as before:
        before.apply(AddBody(id="bureau", name=BUREAU), SetAnswer(body="bureau", indicator="plan", value="none"))
    drawn = spark([row[0] for row in MONTHS.values], 12, UNICODE)
    async with running(session.path, "en", LARGE) as driver:
        assert drawn in driver.screen()
        driver.bench.go("indicator/done_online")
        await driver.press("V")
        assert drawn in driver.screen()
        assert "120 → 1,610" in driver.screen()
        await driver.press("escape", "C", "o")
        await driver.type(str(tmp_path / "2025.assess"))
        await driver.press("enter")
        assert "Years" in driver.screen()
        assert "Data Bureau 2025" in driver.screen()
        await driver.press("escape")
        # Overall and readiness: the low end 0 a year ago, more now; two periods, a cell each.
        panel = driver.bench.query_one("ScoreText").lines_at(30)  # type: ignore[attr-defined]
        assert sum(0x2800 < ord(c) < 0x2900 for c in panel[0].plain) == 2
