"""The report of what was read, as lines for people."""

from __future__ import annotations

from assess.base.texts import Text
from assess.exchange.report import Notice, Severity, lines, ranked, summary


def _notice(severity: Severity, name: str) -> Notice:
    return Notice(severity=severity, where=name, message=Text(zh=f"{name} 的情况", en=f"about {name}"))


def test_the_counts_stand_in_one_line_in_a_fixed_order() -> None:
    text = summary({"links": 5, "rows": 172, "answered": 168, "something else": 1})
    assert text.en == "172 question rows read, 168 answered, 5 evidence links"
    assert text.zh == "读取题项 172，已作答 168，证据链接 5"


def test_the_gravest_notices_come_first_and_keep_their_order() -> None:
    given = [
        _notice("info", "a"),
        _notice("contradiction", "b"),
        _notice("error", "c"),
        _notice("contradiction", "d"),
    ]
    assert [n.where for n in ranked(given)] == ["c", "b", "d", "a"]


def test_lines_speak_the_chosen_language_and_say_how_many_are_left_out() -> None:
    given = [_notice("warning", f"I{n}") for n in range(5)]
    zh = lines("FR.xlsx", {"rows": 3}, given, "zh", most=2)
    assert zh == ["FR.xlsx：读取题项 3", "  [提醒] I0：I0 的情况", "  [提醒] I1：I1 的情况", "  另有 3 条未列出"]
    assert lines("FR.xlsx", {"rows": 3}, given, "en", most=2)[-1] == "  … and 3 more"
