"""`kill -9` at any moment: everything that was shown as saved is there, whole, and work goes on."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from assess.session import open_session
from tests.dossier.children import Child, Say
from tests.dossier.killing import attachment, begun, killed_once
from tests.mini import AUTHOR, mini, new_session

KILLS = 60
"""How many there are of them in every run; `benchmarks/reliability.py` has a thousand."""
A_DOSSIER = 10
"""Kills that one dossier goes through."""


@pytest.mark.long
def test_nothing_that_was_shown_as_saved_is_lost(tmp_path: Path) -> None:
    moments = random.Random(20240131)
    file = attachment(tmp_path / "evidence.bin")
    mini()
    steps = n = 0
    for kill in range(KILLS):
        path = tmp_path / f"{kill // A_DOSSIER}.assess"
        if kill % A_DOSSIER == 0:
            begun(path)
            n = 0
        n, told = killed_once(path, file, n, moments)
        steps += told
    assert steps > KILLS, "too few saves to say anything"


def test_a_kill_while_a_dossier_is_made_leaves_a_whole_one_or_none(tmp_path: Path) -> None:
    mini()
    for n in range(12):
        path = tmp_path / f"{n}.assess"

        def make(say: Say, path: Path = path) -> None:
            say("go")
            new_session(path)
            say("made")
            time.sleep(60)

        maker = Child(make)
        assert maker.line() == "go"
        if n == 11:
            assert maker.line() == "made"
        time.sleep(n * 0.003)
        said = maker.kill()
        if path.exists():
            with open_session(path, author=AUTHOR, pack=mini()) as session:
                assert session.verify().problems == ()
        else:
            assert said == []
            new_session(path).close()
