"""The core against its budgets (docs/architecture.md): start of the program, a cold score, a durable save, a snapshot.

Every figure stands beside a baseline taken in the same run, because machines differ. By hand, never as a test:

    python benchmarks/bench_core.py
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assess.base.resources import shipped
from assess.base.texts import same
from assess.dossier.author import Author
from assess.dossier.edits import AddBody, SetAnswer
from assess.exchange.odm_facts import read_facts
from assess.exchange.propose import PACK, body_of, propose
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.session import Session, create_session
from assess.snapshot import to_json

ROOT = Path(__file__).resolve().parents[1]
AUTHOR = Author(name="bench", device="0" * 16)


def _median(act: Callable[[int], object], times: int) -> float:
    """Median wall seconds of `act`, after one call that does not count."""
    act(0)
    taken = []
    for n in range(1, times + 1):
        begun = time.perf_counter()
        act(n)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _started(*words: str) -> Callable[[int], object]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "ASSESS_LANG": "en"}
    return lambda _: subprocess.run([sys.executable, *words], check=True, capture_output=True, env=environment)


def _small(folder: Path) -> Path:
    """A dossier of one body by the base pack, every indicator with options answered."""
    path = folder / "small.assess"
    pack = load_pack(find_pack("digital-government"))
    with create_session(path, pack, same("Bench"), author=AUTHOR) as session:
        session.apply(AddBody(id="east", name=same("East")))
        session.apply(
            *(
                SetAnswer(body="east", indicator=i.id, value=i.scale.options[-1].code)
                for i in pack.indicators
                if i.scale.kind in ("levels", "choice", "yes-no")
            )
        )
    return path


def _campaign(folder: Path) -> Session:
    """The 25 countries of the published survey."""
    pack = load_pack(find_pack(PACK))
    session = create_session(folder / "odm.assess", pack, same("ODM"), author=AUTHOR)
    for book in read_facts(shipped("examples") / "odm2023", pack):
        session.apply(propose(book, pack, body_of(book)))
    return session


def _bare_save(folder: Path) -> Callable[[int], object]:
    """What SQLite itself takes for one durable row of the size of an event."""
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE t(x TEXT)")
    return lambda n: db.execute("INSERT INTO t VALUES (?)", [f"{n}" + "x" * 1500])


def _row(what: str, seconds: float, against: str, base: float, budget: str, kept: bool | None) -> None:
    mark = "" if kept is None else "kept" if kept else "MISSED"
    print(f"{what:<44} {1000 * seconds:9.1f} ms   {seconds / base:6.1f} × {against:<26} {budget:<12} {mark}")


def main() -> int:
    """Print the table; 1 when a budget is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ASSESS_HOME"] = str(folder / "home")
        bare = _median(_started("-c", "pass"), 9)
        help_ = _median(_started("-m", "assess", "--help"), 9)
        score = _median(_started("-m", "assess", "score", str(_small(folder))), 5)
        kept = [help_ <= 8 * bare, score <= 1.2]
        _row("assess --help", help_, "bare python", bare, "≤ 8 ×", kept[0])
        _row("assess score, cold, one body", score, "bare python", bare, "≤ 1.2 s", kept[1])

        saved = _median(_bare_save(folder), 100)
        with _campaign(folder) as session:
            values = ("yes", "no")
            edit = _median(lambda n: session.apply(SetAnswer(body="FR", indicator="q1", value=values[n % 2])), 100)
            shot = _median(lambda _: session.snapshot(), 3)
            written = _median(lambda _: to_json(session.snapshot()), 3)
            checked = _median(lambda _: session.verify(), 3)
            events = session._store.counts()[0]
        kept.append(edit <= 0.005)
        _row(
            f"durable save of one edit, {events:,} events",
            edit,
            "one durable row of SQLite",
            saved,
            "≤ 5 ms",
            kept[2],
        )
        _row("snapshot of 25 countries", shot, "one durable edit", edit, "", None)
        _row("  and as JSON", written, "one durable edit", edit, "", None)
        _row(f"verification of {events:,} events", checked, "one durable edit", edit, "", None)
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
