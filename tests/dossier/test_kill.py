"""`kill -9` at any moment: everything that was shown as saved is there, whole, and work goes on."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from assess.dossier.edits import AddBody, AddEvidence, AttachFile, RecordFact, SetAnswer
from assess.session import Session, open_session
from tests.dossier.children import Child, Say
from tests.mini import AUTHOR, mini, name, new_session

KILLS = 60
"""How many there are of them in every run; the reliability benchmark has a thousand."""
MOST_STEPS = 3
LONGEST = 0.008
"""The kill comes after so many saves at most, and so many seconds later at most: anywhere within what follows."""
A_DOSSIER = 10
"""Kills that one dossier goes through."""


def _saved(session: Session) -> int:
    """The number of the last action; each one writes its number in two places, or in neither."""
    state = session.state("east")
    answer, fact = state.answer("plan"), state.measurements.get("satisfied/measured")
    if answer is None:
        assert fact is None
        return 0
    assert fact is not None
    assert fact.n == int(answer.comment)
    return fact.n


def _step(session: Session, n: int, file: str) -> None:
    edits = [
        SetAnswer(body="east", indicator="plan", value="draft" if n % 2 else "done", comment=str(n)),
        RecordFact(body="east", fact="satisfied", value=n % 100, n=n),
    ]
    extra = [
        AttachFile(body="east", indicator="plan", path=file),
        AddEvidence(body="east", indicator="portal", kind="link", title=f"link {n}"),
    ]
    session.apply(*edits, *extra[: n % 3])


def _work(path: Path, file: str, say: Say) -> None:
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        n = _saved(session)
        say("open")
        while True:
            n += 1
            _step(session, n, file)
            say(str(n))


def _check(path: Path, printed: int, file: str) -> int:
    """What was printed is there, the journal is sound, the projection is the journal's, and editing goes on."""
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        saved = _saved(session)
        assert saved >= printed
        assert session.verify().problems == ()
        rows = sorted(session._store.projection())
        session._store.rebuild()
        assert sorted(session._store.projection()) == rows
        _step(session, saved + 1, file)
        return _saved(session)


@pytest.mark.long
def test_nothing_that_was_shown_as_saved_is_lost(tmp_path: Path) -> None:
    moments = random.Random(20240131)
    file = tmp_path / "evidence.bin"
    file.write_bytes(random.Random(1).randbytes(20_000))
    mini()
    steps = 0
    for kill in range(KILLS):
        path = tmp_path / f"{kill // A_DOSSIER}.assess"
        if kill % A_DOSSIER == 0:
            with new_session(path) as session:
                session.apply(AddBody(id="east", name=name("East")))
            n = 0
        worker = Child(lambda say, path=path: _work(path, str(file), say))  # type: ignore[misc]
        assert worker.line() == "open"
        said = [int(worker.line()) for _ in range(moments.randint(0, MOST_STEPS))]
        time.sleep(moments.uniform(0, LONGEST))
        said += [int(line) for line in worker.kill()]
        assert said == list(range(n + 1, n + 1 + len(said))), "each was printed after the one before it"
        steps += len(said)
        n = _check(path, said[-1] if said else n, str(file))
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
