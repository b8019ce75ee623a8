"""The words of the questionnaire: numbers, answers and countries as people type them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.exchange.odm_reader import find_links
from assess.exchange.odm_words import country_by_code, country_by_name, label_key, plain, read_answer, survey_words

from .odm_sheets import pack


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (6, "6"),
        (6.0, "6"),
        ("6", "6"),
        ("6.0", "6"),
        ("6a", "6a"),
        ("Q6a", "6a"),
        (" 6A ", "6a"),
        ("q. 6 a", "6a"),
        ("Question 6a:", "6a"),
        ("006a", "6a"),
        ("６ａ", "6a"),
        ("6ab", None),
        ("2022", None),
        (6.5, None),
        (True, None),
        (dt.date(2023, 1, 6), None),
        ("", None),
        ("ID", None),
        (None, None),
    ],
)
def test_question_numbers_are_read_however_they_are_typed(typed: Any, key: str | None) -> None:
    assert label_key(typed) == key


@settings(deadline=None)
@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=50), st.datetimes()))
def test_any_cell_as_an_answer_gives_an_option_or_none(content: Any) -> None:
    for indicator in pack().indicators[::17]:
        reading = read_answer(indicator, content, "0%")
        assert reading.code is None or indicator.scale.option(reading.code) is not None
        assert reading.code is None or reading.known


def test_every_option_is_read_from_the_words_of_the_survey_our_code_and_our_texts() -> None:
    for indicator in pack().indicators:
        for option in indicator.scale.options:
            for words in (survey_words(option.code, indicator), option.code, option.text.zh, option.text.en):
                assert read_answer(indicator, words).code == option.code, (indicator.id, words)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_plain_words_stay_as_they_are_when_made_plain_again(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://example.org/a.", ["https://example.org/a"]),
        ("(https://example.org/a)", ["https://example.org/a"]),
        ("https://example.org/a_(b)", ["https://example.org/a_(b)"]),
        ("https://a.example,https://b.example", ["https://a.example,https://b.example"]),
        ("HTTP://A.example/X https://a.example/x", ["HTTP://A.example/X", "https://a.example/x"]),
        ("https://a.example\nhttps://a.example", ["https://a.example"]),
        ("见https://a.example/路径。另见", ["https://a.example/路径"]),
        ("www.example.org ftp://a.example mailto:a@b.example https://", []),
        (None, []),
    ],
)
def test_links_are_found_without_the_punctuation_around_them(text: str | None, links: list[str]) -> None:
    assert find_links(text) == links


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_links_are_distinct_and_addresses(texts: list[str]) -> None:
    found = find_links(*texts, *(f"x https://example.org/{t}" for t in texts))
    assert len(set(found)) == len(found)
    assert all(link.lower().startswith(("http://", "https://")) and not set(link) & set(' <>"') for link in found)


def test_countries_answer_to_codes_names_and_the_unions_own_codes() -> None:
    assert country_by_code("EL") == country_by_name("Greece") == country_by_name("希腊")
    assert country_by_name("Czech Republic") == country_by_code("cz")
    assert country_by_code("XX") is None
    assert country_by_name("") is None
