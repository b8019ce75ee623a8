"""A process that saves again and again and is killed at any moment; what must hold of its dossier afterwards."""

from __future__ import annotations

import random
import time
from pathlib import Path

from assess.dossier.edits import AddBody, AddEvidence, AttachFile, RecordFact, SetAnswer
from assess.session import Session, open_session
from tests.dossier.children import Child, Say
from tests.mini import AUTHOR, mini, name, new_session

MOST_STEPS = 3
LONGEST = 0.008
"""The kill comes after so many saves at most, and so many seconds later at most: anywhere within what follows."""


def begun(path: Path) -> Path:
    """A new dossier with the body that is edited."""
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=name("East")))
    return path


def attachment(path: Path) -> Path:
    """A file of evidence of some pages' length."""
    path.write_bytes(random.Random(1).randbytes(20_000))
    return path


def saved(session: Session) -> int:
    """The number of the last action; each one writes its number in two places, or in neither."""
    state = session.state("east")
    answer, fact = state.answer("plan"), state.measurements.get("satisfied/measured")
    if answer is None:
        assert fact is None
        return 0
    assert fact is not None
    assert fact.n == int(answer.comment)
    return fact.n


def step(session: Session, n: int, file: str) -> None:
    edits = [
        SetAnswer(body="east", indicator="plan", value="draft" if n % 2 else "done", comment=str(n)),
        RecordFact(body="east", fact="satisfied", value=n % 100, n=n),
    ]
    extra = [
        AttachFile(body="east", indicator="plan", path=file),
        AddEvidence(body="east", indicator="portal", kind="link", title=f"link {n}"),
    ]
    session.apply(*edits, *extra[: n % 3])


def work(path: Path, file: str, say: Say) -> None:
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        n = saved(session)
        say("open")
        while True:
            n += 1
            step(session, n, file)
            say(str(n))


def check(path: Path, printed: int, file: str) -> int:
    """What was printed is there, the journal is sound, the projection is the journal's, and editing goes on."""
    with open_session(path, author=AUTHOR, pack=mini()) as session:
        n = saved(session)
        assert n >= printed
        assert session.verify().problems == ()
        rows = sorted(session._store.projection())
        session._store.rebuild()
        assert sorted(session._store.projection()) == rows
        step(session, n + 1, file)
        return saved(session)


def killed_once(path: Path, file: Path, n: int, moments: random.Random) -> tuple[int, int]:
    """Kill a process that goes on after save `n`; the number of the last save then, and how many it told of."""
    worker = Child(lambda say: work(path, str(file), say))
    assert worker.line() == "open"
    said = [int(worker.line()) for _ in range(moments.randint(0, MOST_STEPS))]
    time.sleep(moments.uniform(0, LONGEST))
    said += [int(line) for line in worker.kill()]
    assert said == list(range(n + 1, n + 1 + len(said))), "each was printed after the one before it"
    return check(path, said[-1] if said else n, str(file)), len(said)
