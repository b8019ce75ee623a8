"""Cutting, padding and wrapping by cells, with the rules of Chinese typesetting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.tui.cells import NOT_FIRST, NOT_LAST, cut, pad, width, wrap

MIXED = st.text(alphabet="数据政府，。；：？！（）“”、aZ09 -.%\u00a0·…", max_size=120)


@given(MIXED, st.integers(4, 60))
def test_wrapping_loses_nothing_but_spaces_and_stays_within_the_width(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line.rstrip(" ")) <= cells for line in lines)


@given(st.text(alphabet="数据政府，。、（）", max_size=80), st.integers(12, 40))
def test_no_line_begins_with_closing_or_ends_with_opening_punctuation(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    runs = max((len(r) for r in _runs(text)), default=0)
    if 2 * runs + 4 <= cells:
        assert all(line[0] not in NOT_FIRST for line in lines[1:] if line)
        assert all(line[-1] not in NOT_LAST for line in lines[:-1] if line)


def _runs(text: str) -> list[str]:
    runs, run = [], ""
    for character in text:
        run = run + character if character in NOT_FIRST | NOT_LAST else ""
        runs.append(run)
    return runs


def test_a_latin_word_after_chinese_is_not_broken() -> None:
    assert wrap("共享数据ABCDEF", 12) == ["共享数据", "ABCDEF"]
    assert wrap("at least one office", 9) == ["at least", "one", "office"]


def test_a_word_longer_than_the_line_is_broken_where_it_must_be() -> None:
    assert wrap("https://example.org/abcdef", 10) == ["https://ex", "ample.org/", "abcdef"]


def test_paragraphs_keep_their_breaks_and_empty_lines() -> None:
    assert wrap("甲\n\n乙", 10) == ["甲", "", "乙"]


@given(MIXED, st.integers(1, 40))
def test_cut_and_pad_fit_the_cells(text: str, cells: int) -> None:
    assert width(cut(text, cells)) <= cells
    assert width(pad(text, cells)) == cells
    assert width(pad(text, cells, right=True)) == cells


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [("数字政府", 8, "数字政府"), ("数字政府", 7, "数字政…"), ("数字政府", 6, "数字…"), ("ab\ncd", 9, "ab cd")],
)
def test_what_is_cut_says_so(text: str, cells: int, shown: str) -> None:
    assert cut(text, cells) == shown
