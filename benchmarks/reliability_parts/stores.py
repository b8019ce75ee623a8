"""Harm to a dossier at work: killed processes, a disk that is full, many writers, bytes that flip."""

from __future__ import annotations

import functools
import os
import random
import resource
import signal
import tempfile
from pathlib import Path

from assess.base.errors import AssessError, Locked, StoreError
from assess.dossier.edits import AddBody, SetAnswer
from assess.session import open_session
from tests.dossier.children import Child, Say
from tests.dossier.killing import attachment, begun, check, killed_once, saved, step
from tests.dossier.play import held
from tests.mini import AUTHOR, Author, mini, name, new_session

from .tally import Lost

WRITERS = 4


def killed(seed: int, room: Path) -> str:
    """One process that saves in a loop and is killed at a random moment, on a dossier that was killed before."""
    rng = random.Random(seed)
    path, file = begun(room / "d.assess"), attachment(room / "evidence.bin")
    n = 0
    for _ in range(seed % 3):
        n, _ = killed_once(path, file, n, rng)
    _, told = killed_once(path, file, n, rng)
    return f"killed after {told} saves told"


def full_disk(seed: int, room: Path) -> str:
    """The system lets no file grow beyond a random size: the save that does not fit is refused whole."""
    rng = random.Random(seed)
    path, file = begun(room / "d.assess"), attachment(room / "evidence.bin")
    most = path.stat().st_size + rng.randrange(20_000, 600_000)

    def fill(say: Say) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with open_session(path, author=AUTHOR, pack=mini()) as session:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            for n in range(1, 200):
                try:
                    step(session, n, str(file))
                except StoreError as error:
                    say("full" if "full" in error.message.en or "I/O" in error.message.en else error.message.en)
                    return
                say(str(n))

    *said, last = Child(fill).rest()
    if last != "full":
        raise Lost(last)
    check(path, int(said[-1]) if said else 0, str(file))
    return "refused in words, all told saves there"


def many_writers(seed: int, room: Path) -> str:
    """Several processes open, save once and close, again and again, without waiting for each other."""
    path = room / "d.assess"
    with new_session(path) as session:
        session.apply(*(AddBody(id=f"b{n}", name=name(f"B{n}")) for n in range(WRITERS)))

    def write(say: Say, which: int) -> None:
        author, done, rng = Author(name=f"W{which}", device=f"{which:016x}"), 0, random.Random(seed * 10 + which)
        for _ in range(400):
            try:
                with open_session(path, author=author, pack=mini()) as session:
                    for _ in range(rng.randint(1, 3)):
                        session.apply(
                            SetAnswer(body=f"b{which}", indicator="plan", value="draft", comment=str(done + 1))
                        )
                        done += 1
                        say(str(done))
            except Locked:
                os.sched_yield()
            if done >= 6:
                return

    writers = [Child(lambda say, w=w: write(say, w)) for w in range(WRITERS)]  # type: ignore[misc]
    said = [writer.rest() for writer in writers]
    with open_session(path, readonly=True, pack=mini()) as session:
        if session.verify().problems:
            raise Lost(session.verify().problems[0].en)
        for which, lines in enumerate(said):
            if any(not line.isdigit() for line in lines):
                raise Lost(lines[-1])
            answer = session.state(f"b{which}").answer("plan")
            if (answer.comment if answer else "0") != (lines[-1] if lines else "0"):
                raise Lost(f"writer {which} was told {lines[-1:]}")
        if session._store.counts()[1] != 1 + WRITERS + sum(map(len, said)):
            raise Lost("an event is missing")
    return "every save told is there"


@functools.cache
def _closed() -> tuple[bytes, tuple[object, ...]]:
    """The bytes of a closed dossier, and what it holds."""
    with tempfile.TemporaryDirectory() as name:
        path = begun(Path(name) / "d.assess")
        with open_session(path, author=AUTHOR, pack=mini()) as session:
            for n in range(1, 4):
                step(session, n, str(attachment(Path(name) / "evidence.bin")))
            before = held(session)
            assert saved(session) == 3
        return path.read_bytes(), before


def flipped(seed: int, room: Path) -> str:
    """A closed dossier with up to 16 bytes changed anywhere: refused, reported by the check, or without effect."""
    rng = random.Random(seed)
    path, (whole, before) = room / "d.assess", _closed()
    data = bytearray(whole)
    for _ in range(rng.choice((1, 1, 2, 16))):
        data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
    path.write_bytes(bytes(data))
    try:
        with open_session(path, readonly=True, pack=mini()) as session:
            problems = session.verify().problems
            now = held(session)
    except AssessError as error:
        if not (error.message.zh and error.message.en):
            raise Lost("refused without a word") from error
        return "refused in words"
    if problems:
        return "reported by the check"
    if now != before:
        raise Lost("changed without a word")
    return "without effect on what the dossier holds"
