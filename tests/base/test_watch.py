"""Long work: what it tells, and that it ends when told to."""

from __future__ import annotations

import threading

import pytest

from assess.base.watch import SILENT, Step, Stopped, Watch

STEP = Step("log.csv", 1, 2, "bytes")


def test_steps_are_told_in_order() -> None:
    told: list[Step] = []
    Watch(told.append).tell(STEP)
    assert told == [STEP]
    assert not SILENT.listening
    SILENT.tell(STEP)


def test_work_that_was_stopped_ends_where_it_next_looks() -> None:
    told: list[Step] = []
    watch = Watch(told.append)
    watch.stop()
    with pytest.raises(Stopped):
        watch.tell(STEP)
    assert told == []


def test_what_the_work_waits_for_is_interrupted_again_and_again_until_it_ends() -> None:
    watch, calls, often = Watch(), [], threading.Event()

    def interrupt() -> None:
        calls.append("engine")
        if len(calls) > 2:
            often.set()

    with watch.stoppable(interrupt):
        watch.stop()
        assert often.wait(10)
    ended = len(calls)
    watch.stop()
    assert len(calls) <= ended + 1


def test_work_that_was_stopped_before_it_waits_does_not_begin_to() -> None:
    watch = Watch()
    watch.stop()
    with pytest.raises(Stopped), watch.stoppable(lambda: None):
        raise AssertionError("begun although stopped")
