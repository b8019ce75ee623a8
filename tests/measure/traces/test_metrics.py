"""Metrics of small traces against values worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from assess.measure.traces.mapping import Mapping
from assess.measure.traces.results import Result
from tests.measure.traces.conftest import EVENTS, RATINGS, TASKS, TICKETS, Measured


def _values(found: dict[str, Result]) -> dict[str, tuple[Any, Any]]:
    return {m: (r.value, r.n) for m, r in found.items() if r.value is not None}


def _rows(result: Result) -> list[list[Any]]:
    return [list(row) for row in result.rows]


def test_events_give_the_values_worked_out_by_hand(measured: Measured) -> None:
    found = measured(EVENTS, "events")
    assert _values(found) == {
        "requests_total": (13, 13),
        "bot_share": (pytest.approx(1 / 13), 13),
        "registrations": (0, 0),
        # u4 alone: what u3 did was logging in and out. n: the events of that person's day.
        "active_users_30d": (1, 3),
        # One person on one day of thirty, and one person in all.
        "stickiness": (pytest.approx(1 / 30), 1),
        # Of u1 and u2, u1 came back on the seventh day and u2 on the eighth.
        "retention_7": (0.5, 2),
        "retention_30": (1, 2),
        # 29 min 59.5 s and 30 min go on with a session, 30 min 0.5 s begins another: u1 2, u2 2, u3 1, u4 2.
        "sessions_total": (7, 11),
        # u1's session ends at the moment at which u2's only event stands.
        "peak_concurrent": (2, 2),
        "login_without_action_share": (0.5, 2),
        "completion_share": (0.5, 2),
        # Actions 1, 2, 3: 2·(1·1 + 2·2 + 3·3) / (3·6) − 4/3.
        "use_gini": (pytest.approx(2 / 9), 3),
        "top_percent_share": (0.5, 3),
        "repeat_entry_share": (0.5, 2),
        # By the end of the day named: one within its last 24 hours, one earlier, one too late to count.
        "submitted_last_day_share": (0.5, 2),
        # January has 6 events and February 2; March is not whole.
        "trace_events_month": (4, 8),
    }
    assert found["peak_concurrent"].at == "2026-01-01T09:10:00.500000"


def test_tables_of_events_are_those_worked_out_by_hand(measured: Measured) -> None:
    found = measured(EVENTS, "events")
    assert _rows(found["active_by_day"]) == [
        ["2026-01-01", 2, 1], ["2026-01-08", 1, 1], ["2026-01-09", 1, 1],
        ["2026-02-27", 1, 0], ["2026-02-28", 1, 0], ["2026-03-01", 1, 1],
    ]  # fmt: skip
    assert _rows(found["active_by_week"]) == [["2025-12-29", 2, 1], ["2026-01-05", 2, 2], ["2026-02-23", 2, 1]]
    assert _rows(found["active_by_month"]) == [["2026-01-01", 2, 2], ["2026-02-01", 1, 0], ["2026-03-01", 1, 1]]
    assert _rows(found["by_department_and_hour"]) == [["教育", 10, 1], ["民政", 9, 3]]
    assert _rows(found["by_platform"]) == [["A", 4, 3, 1, 10], ["B", 1, 1, 0, 1]]
    # Of 0.1, 0.1, 0.4, 1.0: halfway between the second and third; 0.7 and 0.97 of the way from third to fourth.
    assert _rows(found["latency_percentiles"]) == [
        [0.5, pytest.approx(0.25), 4], [0.9, pytest.approx(0.82), 4], [0.99, pytest.approx(0.982), 4],
    ]  # fmt: skip


def test_a_metric_whose_columns_are_missing_says_which(measured: Measured) -> None:
    found = measured("time,user\n2026-01-01 10:00,a\n", "events")
    assert found["completion_share"].status == "unavailable"
    assert found["completion_share"].note.en == "The source lacks: event."
    assert found["by_topic_and_day"].value is None


def test_a_window_that_the_source_does_not_cover_is_only_partly_covered(measured: Measured) -> None:
    found = measured("time,user\n2026-01-01 10:00,a\n2026-01-03 10:00,b\n", "events")
    assert (found["active_users_30d"].value, found["active_users_30d"].coverage) == (2, pytest.approx(0.1))
    assert found["active_users_30d"].status == "partial"
    assert (found["requests_total"].coverage, found["requests_total"].status) == (1, "ok")
    assert found["stickiness"].status == "unavailable"


def test_session_ids_of_the_source_come_before_the_gap(measured: Measured) -> None:
    rows = "time,user,session\n2026-01-01 10:00,a,s1\n2026-01-01 12:00,a,s1\n2026-01-01 12:01,a,s2\n"
    assert measured(rows, "events")["sessions_total"].value == 2
    assert measured(rows.replace("session", "other"), "events")["sessions_total"].value == 2
    assert measured(rows.replace("session", "other"), "events", session_gap=120)["sessions_total"].value == 1


def test_accounts_that_check_in_by_the_clock_are_told_from_people(measured: Measured) -> None:
    rows = ["time,user,event"]
    # Ten days within 2 s of the same time; ten days 11 s apart; nine days on the second.
    rows += [f"2026-01-{d:02} 08:00:0{d % 3},robot,打卡" for d in range(1, 11)]
    rows += [f"2026-01-{d:02} 08:00:{'00' if d % 2 else '11'},person,打卡" for d in range(1, 11)]
    rows += [f"2026-01-{d:02} 08:00:00,young,打卡" for d in range(1, 10)]
    found = measured("\n".join(rows), "events", chosen=["punch_in_robots"])
    assert _values(found) == {"punch_in_robots": (1, 2)}


def test_tickets_give_the_values_worked_out_by_hand(measured: Measured) -> None:
    found = measured(TICKETS, "tickets")
    assert _values(found) == {
        "cases_total": (5, 5),
        "closed_total": (3, 3 + 2),
        "closed_12_months": (3, 3),
        "closed_before_created": (0, 3),
        # 2, 1 and 37 days.
        "closing_days_median": (2, 3),
        "closing_days_mean": (pytest.approx(40 / 3), 3),
        "closed_within_30_days": (2, 3),
        # Half a day and a day.
        "median_response_days": (0.75, 2),
        # The fourth, neither answered nor closed, since 28 February; the last day is 10 March.
        "oldest_open_days": (10, 5),
        # The second is closed at the very end of its day; the third is late, the fourth overdue, the fifth not due.
        "on_time_share": (0.5, 4),
        "backlog": (2, 5),
        "busiest_closing_day": (2, 3),
        "batch_closing_share": (0, 3),
        "off_platform_share": (0.5, 4),
        "demands_total": (4, 5),
    }
    assert found["busiest_closing_day"].at == "2026-02-02"
    assert _rows(found["backlog_by_month"]) == [
        ["2026-01-01", 1, 0, 1],
        ["2026-02-01", 3, 2, 2],
        ["2026-03-01", 1, 1, 2],
    ]
    assert ["噪音", "2026-02-01", 2] in _rows(found["cases_by_topic_and_month"])


def test_rows_that_cannot_be_used_lower_the_coverage(measured: Measured) -> None:
    found = measured(TICKETS, "tickets")
    assert {(r.coverage, r.status) for m, r in found.items() if m in ("backlog", "on_time_share")} == {
        (5 / 7, "partial")
    }
    assert found["closed_12_months"].coverage == pytest.approx(5 / 7 * 39 / 365)


def test_ten_closings_of_one_department_in_a_minute_are_a_batch(measured: Measured) -> None:
    rows = ["created,closed,department"]
    rows += [f"2026-01-01,2026-02-01 17:00:{s:02},a" for s in range(0, 60, 6)]
    rows += [f"2026-01-01,2026-02-01 17:01:{s:02},a" for s in range(9)]
    rows += ["2026-01-01,2026-02-01 17:00:30,b"]
    found = measured("\n".join(rows), "tickets", chosen=["batch_closing_share"])
    assert _values(found) == {"batch_closing_share": (0.5, 20)}


def test_tasks_give_the_values_worked_out_by_hand(measured: Measured) -> None:
    assert _values(measured(TASKS, "tasks")) == {
        "cases_total": (5, 5),
        "tasks_closed": (4, 5),
        "closed_before_created": (0, 4),
        # 9 days 11 h, 9 days, 3 days, 11 days.
        "closing_days_median": (pytest.approx((9 + 9 + 11 / 24) / 2), 4),
        "closing_days_mean": (pytest.approx((9 + 11 / 24 + 9 + 3 + 11) / 4), 4),
        "closed_within_30_days": (4, 4),
        "days_given_for_task": (10, 5),
        # Of three in time, one in the last tenth and one exactly at its beginning.
        "deadline_window_share": (pytest.approx(2 / 3), 3),
        "on_time_share": (0.75, 4),
        "task_minutes_recorded": (60, 3),
        # Three tasks and two in two weeks.
        "tasks_assigned_week": (1.25, 2),
        "reminders_per_task": (1, 3),
        "backlog": (1, 5),
        "busiest_closing_day": (2, 4),
        "batch_closing_share": (0, 4),
    }


def test_ratings_give_the_values_worked_out_by_hand(measured: Measured) -> None:
    found = measured(RATINGS, "survey")
    assert _values(found) == {
        "ratings_total": (10, 10),
        "ratings_bad": (2, 10),
        "default_share": (0.1, 10),
        "satisfied_by_choice": (pytest.approx(700 / 9), 9),
        "burst_share": (0.5, 10),
    }
    assert _rows(found["grades"]) == [[1, 1, 0], [2, 1, 0], [3, 1, 0], [4, 1, 0], [5, 6, 1]]
    assert found["ratings_total"].coverage == pytest.approx(10 / 11)


def test_an_independent_survey_speaks_for_its_users_with_sample_and_margin(measured: Measured) -> None:
    found = measured(RATINGS, "survey", independent=True)
    assert (found["surveyed_satisfaction"].value, found["survey_sample"].value) == (80, 10)
    # The Wilson interval of 8 in 10 is 0.4902 to 0.9433 (Brown, Cai and DasGupta 2001 give its form).
    assert found["survey_margin"].value == pytest.approx(100 * (0.9433 - 0.4902) / 2, abs=0.01)
    assert found["surveyed_satisfaction"].voice == "users"
    assert found["surveyed_satisfaction"].facts == ("surveyed_satisfaction",)


def test_counts_by_day_are_summed_and_days_without_are_missed(measured: Measured) -> None:
    rows = "date,visits\n2024-02-28,10\n2024-02-29,30\n2024-03-02,30\n2024-03-02,\n"
    found = measured(rows, "counts")
    assert _values(found) == {"amount_total": (70, 3), "amount_peak": (30, 3), "days_missing": (1, 3)}
    assert found["amount_peak"].at == "2024-02-29"
    assert _rows(found["amount_by_month"]) == [["2024-02-01", 40, 2], ["2024-03-01", 30, 1]]
    assert found["amount_total"].coverage == 0.75


def test_words_of_the_mapping_come_before_our_own(measured: Measured) -> None:
    rows = "time,user,event\n2026-01-01 10:00,a,进入\n2026-01-01 10:01,a,提交\n"
    mapping = Mapping(
        kind="events", columns={"ts": "time", "user_id": "user", "event": "event"},
        values={"event": {"login": ["进入"], "logout": ["提交"]}},
    )  # fmt: skip
    found = measured(rows, "events", mapping=mapping, chosen=["login_without_action_share"])
    assert _values(found) == {"login_without_action_share": (1, 1)}


def test_weekdays_are_told_from_monday_before_1970_as_well(measured: Measured) -> None:
    # 29 December 1969 was a Monday and 4 January 1970 a Sunday.
    rows = "created,topic\n1969-12-29,a\n1969-12-31,a\n1970-01-04,a\n1970-01-05,a\n"
    found = measured(rows, "tickets", chosen=["cases_by_topic_and_weekday"])
    assert _rows(found["cases_by_topic_and_weekday"]) == [["a", 1, 2], ["a", 3, 1], ["a", 7, 1]]
