"""Texts in two languages, and which of them a user gets."""

from __future__ import annotations

import pytest

from assess.base.errors import AssessError, InputError, Locked, NotFound, StoreError
from assess.base.texts import Lang, Text, preferred_lang, same

GREETING = Text(zh="{n} 个单位", en="{n} bodies")


def test_a_text_is_given_in_the_language_asked_for() -> None:
    assert GREETING.get("zh") == "{n} 个单位"
    assert GREETING.get("en") == "{n} bodies"


def test_places_are_filled_in_both_languages_and_fillings_are_not_filled_again() -> None:
    assert GREETING.fill(n="{x}") == Text(zh="{x} 个单位", en="{x} bodies")


def test_a_name_is_the_same_in_both() -> None:
    assert same("R1") == Text(zh="R1", en="R1")


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"ASSESS_LANG": "zh"}, "zh"),
        ({"ASSESS_LANG": "zh-CN", "LANG": "en_US.UTF-8"}, "zh"),
        ({"ASSESS_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"ASSESS_LANG": "fr"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_follows_the_setting_then_the_locale(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], lang: Lang
) -> None:
    for name in ("ASSESS_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert preferred_lang() == lang


def test_an_error_is_its_message_then_the_way_out() -> None:
    error = InputError(Text(zh="错了", en="wrong"), Text(zh="改一下", en="mend it"))
    assert error.lines("zh") == ["错了", "改一下"]
    assert error.lines("en") == ["wrong", "mend it"]
    assert str(error) == "wrong"
    assert NotFound(same("x")).lines("en") == ["x"]


def test_each_kind_of_error_ends_the_command_with_its_own_code() -> None:
    assert [e.exit_code for e in (AssessError, InputError, NotFound, StoreError, Locked)] == [1, 3, 4, 5, 6]
