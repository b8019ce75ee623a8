"""Traces are asked what the family of their kind asks, and what a source lacks is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assess.forensics.cards import CARDS
from assess.forensics.traced import QUESTIONS, SUBJECTS, ask, family_of
from assess.measure.traces.kinds import KINDS
from assess.measure.traces.load import load


def written(folder: Path, head: str, rows: list[str]) -> Path:
    path = folder / "t.csv"
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return path


def outcomes(path: Path, kind: str, **options: dict[str, float]):
    with load([path], kind) as loaded:
        return {ran.planned.test: ran.outcome for ran in ask(loaded, family_of(kind, options))}


def test_questions_are_of_tests_columns_and_subjects_that_exist() -> None:
    for kind, questions in QUESTIONS.items():
        known = {column.name for column in KINDS[kind]} | {"clock", "closed_clock"}
        assert len({q.test for q in questions}) == len(questions)
        for question in questions:
            card = CARDS[question.test]
            assert set(question.needs) <= known
            assert set(question.roles.values()) <= known
            assert set(card.reads) <= set(question.roles) <= {*card.reads, *card.may_read}
            assert question.about in SUBJECTS


def test_check_ins_of_a_log_are_asked_by_account_and_platform(tmp_path: Path) -> None:
    robot = [f"2026-01-{day:02} 08:03:0{day % 3},r,A,打卡" for day in range(5, 17)]
    later = [f"2026-01-{day:02} 17:{day:02}:44,r,A,打卡" for day in range(5, 17)]
    rng = np.random.default_rng(1)
    people = [
        f"2026-01-{day:02} 08:{m:02}:{s:02},{name},A,打卡"
        for name in "abcdefgh"
        for day, m, s in zip(range(5, 17), rng.integers(10, 50, 12), rng.integers(0, 60, 12), strict=True)
    ]
    found = outcomes(written(tmp_path, "时间,用户,平台,操作", robot + later + people), "events")
    regular = found["punch_in_regularity"]
    assert regular.n == 9
    assert regular.figures["regular"] == 1
    assert regular.p is not None
    assert regular.p < 1e-6
    assert found["identical_time_stamps"].silent is not None


def test_closings_of_tickets_need_the_number_of_staff_as_who_closed_is_not_known(tmp_path: Path) -> None:
    rows = [
        f"{i},2026-01-{5 + i % 20:02} 09:00:00,2026-01-{5 + i % 20:02} 15:{i % 59:02}:07,p{i}" for i in range(60)
    ]
    rows += [f"b{i},2026-01-20 09:00:00,2026-01-26 16:40:{i % 60:02},q{i}" for i in range(60)]
    path = written(tmp_path, "工单编号,受理时间,办结时间,诉求人", rows)
    assert outcomes(path, "tickets")["batch_closing"].silent is not None
    found = outcomes(path, "tickets", batch_closing={"staff": 3.0})["batch_closing"]
    assert found.figures["largest_in_a_minute"] == 60
    assert found.p is not None
    assert found.p < 1e-6


def test_tasks_clicked_through_are_asked_about_once_the_least_time_is_stated(tmp_path: Path) -> None:
    rows = [
        f"2026-01-{5 + i % 20:02} 09:00:00,2026-01-{5 + i % 20:02} 10:{i % 60:02}:11,"
        f"2026-01-{5 + i % 20:02} 10:{i % 60:02}:{19 if i < 20 else 55},h{i % 4}"
        for i in range(100)
    ]
    path = written(tmp_path, "派发时间,开始时间,完成时间,经办人", rows)
    assert set(outcomes(path, "tasks")) == {"batch_closing"}
    found = outcomes(path, "tasks", faster_than_possible={"seconds": 20.0})["faster_than_possible"]
    assert (found.n, found.figures["faster_than_possible"]) == (100, 20)
    assert found.p is not None
    assert found.p < 0.001


def test_what_a_source_lacks_is_said(tmp_path: Path) -> None:
    found = outcomes(written(tmp_path, "时间,操作", ["2026-01-05 08:00:01,打卡"]), "events")
    assert found["punch_in_regularity"].silent is not None
    assert "user_id" in found["punch_in_regularity"].silent.en


def test_a_family_is_the_same_whatever_the_traces_and_refuses_options_that_cannot_be() -> None:
    assert family_of("events", {}).digest == family_of("events", {}).digest
    assert family_of("tickets", {"batch_closing": {"staff": 2}}).digest != family_of("tickets", {}).digest
    with pytest.raises(KeyError):
        family_of("events", {"batch_closing": {"staff": 2}})
    with pytest.raises(ValueError, match="staff"):
        family_of("tickets", {"batch_closing": {"staff": -1}})
