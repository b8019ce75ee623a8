"""Processes and threads at once: one writer at a time, one campaign in a file, and chains without a break."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from assess.dossier.edits import AddBody, SetAnswer
from assess.session import open_session
from tests.dossier.children import Child, Say
from tests.mini import AUTHOR, OTHER, mini, name, new_session

RACERS = 6


def _race(act: Callable[[Say], object]) -> list[list[str]]:
    """What each of several processes says that begin at the same moment."""
    import os

    mini()
    read, write = os.pipe()

    def run(say: Say) -> None:
        os.close(write)
        os.read(read, 1)
        act(say)

    racers = [Child(run) for _ in range(RACERS)]
    os.close(read)
    os.close(write)
    return [racer.rest() for racer in racers]


def test_of_those_who_open_to_write_at_once_one_does_and_the_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))

    def write(say: Say) -> None:
        with open_session(path, author=OTHER, pack=mini()) as session:
            for n in range(30):
                session.apply(SetAnswer(body="east", indicator="plan", value="draft", comment=f"{session.path}{n}"))
            say("wrote")

    for _ in range(3):
        said = [lines[-1] for lines in _race(write)]
        assert "wrote" in said
        assert all(s == "wrote" or s.startswith("Locked: another program is writing") for s in said)
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        assert session.verify().problems == ()
    assert [p.name for p in tmp_path.iterdir()] == ["d.assess"]


def test_of_those_who_make_one_file_at_once_one_does(tmp_path: Path) -> None:
    path = tmp_path / "d.assess"

    def make(say: Say) -> None:
        with new_session(path):
            say("made")

    said = [lines[-1] for lines in _race(make)]
    assert said.count("made") == 1
    assert all(s == "made" or s.startswith(("Locked:", "StoreError:")) for s in said)
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        assert session._store.counts() == (1, 1)
        assert session.verify().problems == ()


def test_threads_take_turns_and_their_events_chain(tmp_path: Path) -> None:
    path = tmp_path / "d.assess"
    errors: list[BaseException] = []
    with new_session(path) as session:
        session.apply(*(AddBody(id=f"b{n}", name=name(f"B{n}")) for n in range(4)))

        def edit(thread: int) -> None:
            body = f"b{thread % 4}"
            try:
                for n in range(12):
                    session.apply(SetAnswer(body=body, indicator="plan", value="draft", comment=f"{thread}/{n}"))
                    session.result(body)
                    session.history(limit=3)
                    if n % 4 == 3:
                        session.snapshot()
            except BaseException as error:  # noqa: BLE001  a thread's failure has to reach the test
                errors.append(error)

        threads = [threading.Thread(target=edit, args=[n]) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert session._store.counts() == (5 + 6 * 12, 5 + 6 * 12)
        assert session.verify().problems == ()
        clocks = [e.clock for e in session._store.events()]
        assert clocks == list(range(1, len(clocks) + 1))
    with open_session(path, readonly=True, pack=mini()) as session:
        assert session.verify().problems == ()
