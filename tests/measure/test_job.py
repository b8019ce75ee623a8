"""A measurement in one call: what it gives, what it tells, how it is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.base.watch import Step, Stopped, Watch
from assess.measure.job import SORTS, Order, measured
from assess.measure.traces.kinds import KINDS
from tests.measure.traces.conftest import EVENTS


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    return path


def test_every_kind_of_traces_can_be_ordered() -> None:
    assert set(SORTS) == {"catalogue", *KINDS}


def test_traces_give_facts_and_tables(events: Path) -> None:
    found = measured(Order("events", (events,)))
    assert (found.used, found.bad) == (13, 0)
    assert "active_users_30d" in {f.fact for f in found.found}
    assert "use_funnel" in {s.id for s in found.tables}


def test_a_catalogue_gives_facts(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("title,publisher,format\nA,X,CSV\nB,X,PDF\n", "utf-8")
    found = measured(Order("catalogue", (path,)))
    assert {f.fact: f.value.lo for f in found.found if f.value is not None}["datasets_total"] == 2


def test_it_tells_the_bytes_read_and_the_metrics_done(events: Path) -> None:
    told: list[Step] = []
    measured(Order("events", (events,)), Watch(told.append))
    size = events.stat().st_size
    assert Step("events.csv", size, size, "bytes") in told
    last = told[-1]
    assert (last.unit, last.done) == ("metrics", last.whole)


@pytest.mark.parametrize("unit", ["bytes", "metrics"])
def test_stopped_at_any_point_it_gives_nothing(events: Path, unit: str) -> None:
    def stop(step: Step) -> None:
        if step.unit == unit:
            watch.stop()

    watch = Watch(stop)
    with pytest.raises(Stopped):
        measured(Order("events", (events,)), watch)


def test_an_engine_at_work_is_interrupted(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("时间,用户\n" + "2026-01-01 09:00:00,u1\n" * 200_000, "utf-8")

    def stop(step: Step) -> None:
        if step.unit == "metrics":
            watch.stop()

    watch = Watch(stop)
    with pytest.raises(Stopped):
        measured(Order("events", (path,)), watch)
