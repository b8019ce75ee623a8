"""What is sent to the terminal: enough that it shows the new picture, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region, Size
from textual.strip import Strip

from assess.tui.wire import Runs, Shown, _cells
from tests.tui.terminal import Terminal

WIDE = 12
PLAIN, BOLD = Style(), Style(bold=True)
texts = st.lists(
    st.tuples(st.sampled_from(["a", "b", " ", "数", "据", "é", "e\u0301", "—"]), st.booleans()), max_size=WIDE
)


def line(pieces: list[tuple[str, bool]]) -> Strip:
    """A line of exactly `WIDE` cells."""
    made: list[Segment] = []
    left = WIDE
    for text, bold in pieces:
        if cell_len(text) <= left:
            made.append(Segment(text, BOLD if bold else PLAIN))
            left -= cell_len(text)
    return Strip([*made, Segment(" " * left, PLAIN)], WIDE)


def picture(lines: list[Strip]) -> LayoutUpdate:
    """A picture of the whole screen."""
    return LayoutUpdate([[strip] for strip in lines], Region(0, 0, WIDE, len(lines)))


@given(st.lists(st.lists(texts, min_size=3, max_size=3), min_size=2, max_size=4))
def test_the_runs_turn_what_is_shown_into_what_shall_be_and_cut_no_character(
    pictures: list[list[list[tuple[str, bool]]]],
) -> None:
    shown = Shown()
    terminal = [[(" ", PLAIN)] * WIDE for _ in range(3)]
    for lines in pictures:
        wanted = [line(pieces) for pieces in lines]
        news = shown.news(picture(wanted), Size(WIDE, 3))
        assert isinstance(news, Runs)
        for x, y, cells in news.runs:
            assert cells[0][0], "a run begins with the first cell of a character"
            assert x + len(cells) == WIDE or _cells(wanted[y])[x + len(cells)][0]
            terminal[y][x : x + len(cells)] = cells  # type: ignore[assignment]
        assert terminal == [_cells(strip) for strip in wanted]


def test_what_is_shown_already_is_not_sent_again() -> None:
    shown = Shown()
    first = picture([line([("数", False), ("a", True)]), line([])])
    assert isinstance(news := shown.news(first, Size(WIDE, 2)), Runs)
    assert len(news.runs) == 2
    assert isinstance(news := shown.news(first, Size(WIDE, 2)), Runs)
    assert news.runs == []
    other = picture([line([("数", False), ("b", True)]), line([])])
    assert isinstance(news := shown.news(other, Size(WIDE, 2)), Runs)
    assert news.runs == [(2, 0, [("b", BOLD)])]
    shown.forget()
    assert isinstance(news := shown.news(other, Size(WIDE, 2)), Runs)
    assert len(news.runs) == 2


@pytest.mark.pty
def test_a_screen_that_was_written_over_is_drawn_anew(dossier: Path) -> None:
    with Terminal(dossier) as terminal:
        terminal.wait_for("各部门的数字化项目是否受同一套规划约束")
        while terminal.read(0.5):
            pass
        terminal.shown = b""
        terminal.send("j")
        while terminal.read(0.5):
            pass
        assert "市大数据局" not in terminal.text
        terminal.send_and_wait(b"\x12", "市大数据局")
        terminal.send(b"\x11")
        assert terminal.end() == 0
