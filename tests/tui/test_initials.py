"""Initials of Pinyin, and how well things fit what is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.tui.initials import initial, initials, spelled
from assess.tui.matching import folded, hay, matches


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("数据共享", ("sjgx",)), ("12345 热线中心", ("12345rxzx",)), ("重庆市", ("zqs", "cqs")), ("深圳", ("sz",)),
        ("长沙银行", ("csyx", "zsyh")), ("“一网通办”", ("ywtb",)), ("浏览", ("ll",)), ("Data 局", ("dataj",)), ("", ("",)),
    ],
)  # fmt: skip
def test_initials_are_those_of_the_usual_readings_and_then_of_the_others(text: str, found: tuple[str, ...]) -> None:
    assert initials(text) == found


def test_every_letter_that_begins_a_syllable_begins_where_the_standard_has_it() -> None:
    """The first and last character of several letters in level 1 of GB/T 2312."""
    edges = {
        "啊": "a",
        "澳": "a",
        "芭": "b",
        "怖": "b",
        "擦": "c",
        "错": "c",
        "击": "j",
        "骏": "j",
        "喀": "k",
        "匝": "z",
        "座": "z",
        "昔": "x",
        "迅": "x",
        "压": "y",
        "孕": "y",
    }
    assert {c: initial(c) for c in edges} == edges


def test_a_character_that_is_not_known_has_none() -> None:
    assert [initial(c) for c in ("龘", "資", "A", "，")] == [""] * 4
    assert not spelled("s", "数据")
    assert not spelled("data", "data")


@given(st.text(max_size=8), st.text(max_size=30))
def test_what_is_searched_for_is_found_in_itself(word: str, rest: str) -> None:
    assert matches(word, rest + word)


def test_a_name_in_full_comes_before_its_beginning_its_inside_and_mere_initials() -> None:
    def rank(query: str, *names: str) -> int | None:
        return hay(names, ("more",)).rank(folded(query).split())

    found = [rank("b1", *names) for names in (("B1",), ("B11",), ("AB1",))]
    assert found == [0, 1, 2]
    assert [rank("sjgx", "数据共享"), rank("sjgx", "公共数据共享率"), rank("more", "数据")] == [1, 3, 4]
    assert rank("sjgx nothing", "数据共享") is None
