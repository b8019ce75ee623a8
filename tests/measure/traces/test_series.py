"""Tables of metrics as a dossier holds them: gaps, small groups, classes, order."""

from __future__ import annotations

from typing import Any

import pytest

from assess.base.texts import same
from assess.dossier.tables import fault_of
from assess.measure.series import FEW, MOST_ROWS, series_in
from assess.measure.traces.results import Result
from tests.measure.traces.conftest import EVENTS, TASKS, Measured


def _result(metric: str, columns: str, *rows: tuple[Any, ...]) -> Result:
    return Result(
        metric=metric, title=same("t"), says=same("s"), unit="count", method=f"traces/{metric} 1", coverage=1.0,
        inputs=("0" * 64,), period="2026", status="ok", columns=tuple(columns.split()), rows=rows,
    )  # fmt: skip


def test_days_without_a_record_have_no_value_and_not_zero() -> None:
    (table,) = series_in(
        [_result("active_by_day", "day present acting", ("2026-02-27", 5, 2), ("2026-03-02", 7, 0))]
    )
    assert table.rows == ("2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02")
    assert table.values == ((5.0, 2.0), (None, None), (None, None), (7.0, 0.0))
    assert "2 periods" in table.note.en


@pytest.mark.parametrize(
    ("metric", "unit", "first", "last", "between"),
    [
        ("active_by_week", "week", "2025-12-29", "2026-01-12", ["2026-01-05"]),
        ("active_by_month", "month", "2025-11-01", "2026-02-01", ["2025-12-01", "2026-01-01"]),
    ],
)
def test_weeks_and_months_follow_the_calendar(
    metric: str, unit: str, first: str, last: str, between: list[str]
) -> None:
    (table,) = series_in([_result(metric, f"{unit} present acting", (first, 1, 1), (last, 1, 1))])
    assert list(table.rows) == [first, *between, last]


def test_offices_with_few_cases_share_a_row_and_no_case_is_lost() -> None:
    rows = [("big", 9, 20), ("small", 9, FEW - 1), ("smaller", 23, 1), ("edge", 0, FEW)]
    (table,) = series_in([_result("by_department_and_hour", "department hour events", *rows)])
    assert table.rows == ("big", "edge", "*2")
    assert table.columns == tuple(map(str, range(24)))
    assert table.values[2][9] == FEW - 1
    assert table.values[2][23] == 1
    assert table.n == 20 + FEW + FEW


def test_of_many_topics_those_with_the_most_cases_have_rows() -> None:
    rows = [(f"t{n:02}", 3, 100 + n) for n in range(MOST_ROWS + 5)]
    (table,) = series_in([_result("by_topic_and_weekday", "topic weekday events", *rows)])
    assert len(table.rows) == MOST_ROWS + 1
    assert table.rows[0] == f"t{MOST_ROWS + 4:02}"
    assert table.rows[-1] == "*5"


def test_only_small_groups_make_no_table() -> None:
    assert series_in([_result("by_topic_and_weekday", "topic weekday events", ("a", 1, 1), ("b", 2, 1))]) == []


def test_a_label_of_the_source_is_not_taken_for_the_row_of_the_others() -> None:
    (table,) = series_in([_result("by_topic_and_weekday", "topic weekday events", ("*7", 1, 9))])
    assert table.rows == ("7",)


def test_what_no_chart_shows_is_left_out() -> None:
    assert series_in([_result("status_codes", "status requests", (200, 5))]) == []


def test_submissions_are_counted_by_the_days_left(measured: Measured) -> None:
    # By the end of the day named: one 14.8 hours before, one 2.6 days before, one 9 hours too late.
    (table,) = series_in(
        [measured(EVENTS, "events", chosen=["submissions_before_deadline"])["submissions_before_deadline"]]
    )
    assert dict(zip(table.rows, (v for (v,) in table.values), strict=True)) == {"2": 1, "1": 0, "0": 1, "-1": 1}
    assert table.limit == 0


def test_tasks_are_counted_by_the_days_left(measured: Measured) -> None:
    # 13 hours and a day before; a week before; a day late.
    found = measured(TASKS, "tasks", chosen=["closings_before_deadline"])["closings_before_deadline"]
    assert [list(row) for row in found.rows] == [[-1, 1], [0, 1], [1, 1], [7, 1]]


FUNNEL = """时间,用户,操作
2026-01-01 08:00,a,注册
2026-01-01 09:00,a,提交
2026-01-01 08:00,b,注册
2026-01-02 08:00,b,登录
2026-01-01 08:00,c,注册
2026-01-01 08:00,d,登录
2026-01-01 09:00,d,提交
2026-01-01 08:00,e,注册
2026-01-03 08:00,e,查询
"""


def test_a_funnel_follows_those_who_registered(measured: Measured) -> None:
    # Of a, b, c and e: c never came back, b only logged in, e looked something up, a submitted; d registered before.
    (table,) = series_in([measured(FUNNEL, "events", chosen=["use_funnel"])["use_funnel"]])
    assert dict(zip(table.rows, (v for v, in table.values), strict=True)) == {
        "registered": 4, "active": 3, "acting": 2, "completed": 1,
    }  # fmt: skip
    assert table.n == 4


def test_without_registrations_the_funnel_follows_all_who_were_seen(measured: Measured) -> None:
    bare = "\n".join(line for line in FUNNEL.splitlines() if "注册" not in line)
    (table,) = series_in([measured(bare, "events", chosen=["use_funnel"])["use_funnel"]])
    assert [(r, v) for r, (v,) in zip(table.rows, table.values, strict=True)] == [
        ("active", 4),
        ("acting", 3),
        ("completed", 2),
    ]


def test_topics_by_weekday_begin_on_monday(measured: Measured) -> None:
    # 2026-03-01 is a Sunday and 2026-03-02 a Monday.
    rows = "时间,主题\n" + "2026-03-01 10:00,社保\n" * 5 + "2026-03-02 23:00,社保\n" * 2
    found = measured(rows, "events", chosen=["by_topic_and_weekday", "by_topic_and_hour"])
    assert [list(r) for r in found["by_topic_and_weekday"].rows] == [["社保", 1, 2], ["社保", 7, 5]]
    assert [list(r) for r in found["by_topic_and_hour"].rows] == [["社保", 10, 5], ["社保", 23, 2]]


def test_every_table_that_is_drawn_can_be_held(measured: Measured) -> None:
    for content, kind in ((EVENTS, "events"), (TASKS, "tasks")):
        found = series_in(measured(content, kind).values())
        assert found
        assert [fault_of(s) for s in found] == [None] * len(found)
