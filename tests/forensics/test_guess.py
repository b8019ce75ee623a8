"""Drafts of plans: columns told by their names in both languages, never by whether the numbers look odd."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.texts import same
from assess.exchange.forensic_table import read_forensic_table
from assess.forensics.columns import Profile, named, profile
from assess.forensics.guess import draft
from tests.forensics.fake import CARDS


def _profiles(folder: Path, text: str) -> list[Profile]:
    (folder / "t.csv").write_text(text, "utf-8")
    table = read_forensic_table(folder / "t.csv", "utf-8")
    return [profile(n, table.texts(n), table.numbers(n), table.times(n)) for n in table.head]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("区县", "body"), ("County", "body"), ("单位代码", "identifier"), ("phone", "identifier"), ("打卡人", "person"),
        ("user", "person"), ("办结期限", "deadline"), ("Due date", "deadline"), ("月份", "period"), ("下载量", "downloads"),
        ("浏览量", "views"), ("page views", "views"), ("评价数", "cases"), ("上报数", "reported"), ("日志数", "traced"),
        ("覆盖率", "coverage"), ("应有数", "expected"), ("应办数", "deadline"), ("q12", "answer"), ("第3题", "answer"),
        ("提供機關名稱", "body"), ("瀏覽人次", "views"), ("下載次數", "downloads"), ("備註", ""), ("备注", ""), ("review", ""), ("办结数", ""),
    ],
)  # fmt: skip
def test_names_speak_for_roles(name: str, role: str) -> None:
    assert named(name) == role


def test_cells_speak_for_kinds(tmp_path: Path) -> None:
    found = {
        p.name: (p.kind, p.decimals, p.whole)
        for p in _profiles(
            tmp_path,
            "区县,满意率,办结数,打卡时间,余额,空\n甲,97.30%,12,2024-01-02 08:30:00,-1.5,\n乙,50%,7,2024-01-03 08:30:00,2,\n",
        )
    }
    assert found == {
        "区县": ("text", 0, False), "满意率": ("percent", 2, False), "办结数": ("number", 0, True),
        "打卡时间": ("time", 0, False), "余额": ("number", 1, False), "空": ("empty", 0, False),
    }  # fmt: skip


def test_a_draft_plans_every_number_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    rows = "".join(f"{c},{n},{n * 7},{n}\n" for c in "甲乙" for n in range(1, 4))
    drafted = draft("p", same("P"), _profiles(tmp_path, "区县,办结数,受理数,编号\n" + rows), 3, CARDS)
    assert drafted.family.body == "区县"
    assert [(p.test, p.columns) for p in drafted.family.tests] == [
        ("above", {"value": "办结数", "unit": "区县"}),
        ("above", {"value": "受理数", "unit": "区县"}),
        ("rows", {"unit": "区县"}),
    ]
    assert [(left.test, "line" in left.why.en) for left in drafted.left_out] == [("target", True)]


def test_tests_that_would_be_silent_for_want_of_rows_are_left_out_with_the_reason(tmp_path: Path) -> None:
    drafted = draft("p", same("P"), _profiles(tmp_path, "county,closed\nA,1\nB,2\n"), 1, CARDS)
    assert [p.test for p in drafted.family.tests] == ["rows"]
    assert "more than 1 rows" in drafted.left_out[0].why.en


def test_a_draft_does_not_depend_on_the_numbers(tmp_path: Path) -> None:
    honest = _profiles(tmp_path, "county,closed\n" + "".join(f"A,{n * 37 % 101}\n" for n in range(1, 40)))
    odd = _profiles(tmp_path, "county,closed\n" + "A,100\n" * 39)
    assert draft("p", same("P"), honest, 39, CARDS) == draft("p", same("P"), odd, 39, CARDS)


def test_years_and_marks_are_not_counts(tmp_path: Path) -> None:
    found = {p.name: p.role for p in _profiles(tmp_path, "Anno,flag,closed\n2023,0,12\n2024,1,2023\n")}
    assert found == {"Anno": "period", "flag": "marked", "closed": ""}


def test_benford_is_left_to_those_who_know_the_figures(tmp_path: Path) -> None:
    rows = "".join(f"{n**3 * 7}\n" for n in range(1, 1000))
    drafted = draft("p", same("P"), _profiles(tmp_path, "closed\n" + rows), 999)
    assert not any("benford" in p.test for p in drafted.family.tests)
    assert sum("Benford" in left.why.en for left in drafted.left_out) == 2


def test_changes_and_amounts_are_no_shares_and_no_counts() -> None:
    names = (
        "同比增长率",
        "单价（元）",
        "拨款（万元）",
        "年龄",
        "Unit price",
        "缴费笔数",
        "单元数",
        "上访件数",
        "数据集名称",
    )
    assert [named(n) for n in names] == [
        "change", "amount", "amount", "amount", "amount", "", "", "", "unit",
    ]  # fmt: skip
