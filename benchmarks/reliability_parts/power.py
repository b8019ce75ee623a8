"""Loss of power, played out from a record of every write and every flush of a real run.

A library loaded before all others records what the process writes to the dossier's files, what it flushes to the disk
and when it tells of a save. A loss of power is then a point in that record: what was flushed before it is there, and of
what was written but not flushed any 512-byte sector may be there or not, whatever was written after it; a file whose
folder was not flushed since it was made or taken away may be there or not. What is left is opened and checked.
"""

from __future__ import annotations

import functools
import os
import random
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from assess.base.errors import AssessError
from tests.dossier.killing import attachment, begun, check

from .tally import Lost

SECTOR = 512
ROUNDS = 4
STEPS = 140
ROOT = Path(__file__).resolve().parents[2]
_HEAD = struct.Struct("<c3q")
_WORKER = """
import sys
from pathlib import Path
from assess.session import open_session
from tests.dossier.killing import saved, step
from tests.mini import AUTHOR, mini
path, file, steps, careless = sys.argv[1:]
with open(Path(path).with_name("said"), "wb", buffering=0) as said, open_session(Path(path), author=AUTHOR, pack=mini()) as s:
    if careless == "yes":
        s._store._connection.rollback()
        s._store._connection.connection.driver_connection.execute("PRAGMA synchronous=OFF")
    n = saved(s)
    for n in range(n + 1, n + 1 + int(steps)):
        step(s, n, file)
        said.write(b"%d\\n" % n)
"""


class Act(NamedTuple):
    """One thing done to a file: "w" written, "t" cut to a size, "s" flushed, "u" taken away."""

    what: str
    path: str
    at: int
    data: bytes


class Recorded(NamedTuple):
    """The files before a run, and all that was done to them."""

    begun: dict[str, bytes]
    acts: tuple[Act, ...]


def possible() -> bool:
    """Whether this machine can record: Linux with a C compiler."""
    return sys.platform == "linux" and shutil.which("gcc") is not None


@functools.cache
def _recorded(number: int, careless: bool) -> Recorded:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        room = Path(name).resolve() / "room"
        room.mkdir()
        library = room.parent / "power_log.so"
        source = Path(__file__).with_name("power_log.c")
        subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        path, file = begun(room / "d.assess"), attachment(room.parent / "evidence.bin")
        before = {p.name: p.read_bytes() for p in room.iterdir()}
        log = room.parent / "log"
        env = os.environ | {
            "LD_PRELOAD": str(library), "POWER_ROOM": str(room), "POWER_LOG": str(log), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        steps = str(STEPS + 7 * number)
        done = subprocess.run(
            [sys.executable, "-c", _WORKER, path, file, steps, "yes" if careless else "no"],
            env=env, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise Lost(done.stderr)
        return Recorded(before, tuple(_acts(log.read_bytes(), room)))


def _acts(data: bytes, room: Path) -> list[Act]:
    acts, at = [], 0
    while at < len(data):
        what, long, where, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        path = Path(data[at : at + long].decode())
        at += long
        acts.append(
            Act(what.decode(), path.relative_to(room).as_posix() if path != room else ".", where, data[at : at + size])
        )
        at += size
    return acts


class _File:
    """What of one file is on the disk for sure, and what is on its way."""

    def __init__(self, data: bytes) -> None:
        self.sure, self.pending = bytearray(data), list[Act]()

    def flush(self) -> None:
        for act in self.pending:
            self._apply(act, act.data, act.at)
        self.pending = []

    def lose(self, rng: random.Random, chance: float) -> bytes:
        """The file after the power went: each sector of each write by chance."""
        for act in self.pending:
            if act.what == "t":
                if rng.random() < chance:
                    self._apply(act, b"", act.at)
                continue
            at = act.at
            while at < act.at + len(act.data):
                upto = min((at // SECTOR + 1) * SECTOR, act.at + len(act.data))
                if rng.random() < chance:
                    self._apply(act, act.data[at - act.at : upto - act.at], at)
                at = upto
        return bytes(self.sure)

    def _apply(self, act: Act, data: bytes, at: int) -> None:
        if act.what == "t":
            del self.sure[at:]
            self.sure.extend(bytes(at - len(self.sure)))
        else:
            self.sure.extend(bytes(max(0, at - len(self.sure))))
            self.sure[at : at + len(data)] = data


def after_loss(recorded: Recorded, point: int, rng: random.Random) -> tuple[dict[str, bytes], int]:
    """The files as they may be when the power goes before act `point`, and the last save told of by then."""
    files = {name: _File(data) for name, data in recorded.begun.items()}
    unsure: dict[str, _File | None] = {}
    """Names whose folder was not flushed since: what stood there before, None for nothing."""
    told = 0
    for act in recorded.acts[:point]:
        if act.path == "said":
            told = int(act.data) if act.what == "w" else told
        elif act.path.endswith("-shm"):
            continue  # Holds nothing that lasts: it is made anew.
        elif act.path == ".":
            unsure.clear()
        elif act.what == "u":
            unsure.setdefault(act.path, files.pop(act.path, None))
        else:
            if act.path not in files:
                unsure.setdefault(act.path, None)
                files[act.path] = _File(b"")
            if act.what == "s":
                files[act.path].flush()
            else:
                files[act.path].pending.append(act)
    for path, before in unsure.items():
        if rng.random() < 0.5:
            files.pop(path, None)
            if before is not None:
                files[path] = before
    chance = rng.choice((0.0, 0.1, 0.5, 0.9, 1.0))
    return {path: file.lose(rng, chance) for path, file in files.items()}, told


def _left(seed: int, room: Path, careless: bool) -> tuple[Path, int]:
    rng = random.Random(seed)
    recorded = _recorded(seed % ROUNDS, careless)
    flushed = [i for i, act in enumerate(recorded.acts) if act.what in "su"]
    near = rng.choice(flushed) + rng.randint(-2, 3) if flushed and rng.random() < 0.6 else rng.randrange(10**9)
    files, told = after_loss(recorded, near % (len(recorded.acts) + 1), rng)
    for name, data in files.items():
        (room / name).write_bytes(data)
    return room / "d.assess", told


def lost_power(seed: int, room: Path) -> str:
    """What is left after a loss of power at a random point holds all that was told as saved, and work goes on."""
    path, told = _left(seed, room, careless=False)
    log = path.with_name("d.assess-wal").exists()
    check(path, told, str(attachment(room / "evidence.bin")))
    return "all told saves there, from a log" if log else "all told saves there, without a log"


def control(seed: int, room: Path) -> str:
    """The same with flushing switched off: where saves are lost here, the method can see losses."""
    path, told = _left(seed, room, careless=True)
    try:
        check(path, told, str(attachment(room / "evidence.bin")))
    except (AssertionError, AssessError):
        return "lost or damaged, as it must be without flushing"
    return "nothing lost by luck"
