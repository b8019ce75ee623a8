"""`run`: the command line as a user meets it, and dossiers to run it on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pytest

from assess.base.texts import Text
from assess.dossier.edits import AddBody, AddEvidence, RecordFact, SetAnswer
from tests.mini import name, new_session, write_mini

ROOT = Path(__file__).resolve().parents[2]


class Done(msgspec.Struct, frozen=True):
    """How a run ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, read as JSON."""
        return json.loads(self.out)


class Run(Protocol):
    """Runs `assess` with these words."""

    def __call__(self, *words: object, lang: str = "en", code: int | None = 0, given: str = "", **env: str) -> Done:
        """`code` is the exit code it must end with, None for any; `given` is standard input."""


@pytest.fixture(scope="session")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a user who has opened campaigns of the shipped packs before."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="session")
def _server(_kept: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.cli.server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "ASSESS_HOME": str(_kept)},
    ) as server:
        yield server
        assert server.stdin is not None
        server.stdin.close()


@pytest.fixture
def run(_server: subprocess.Popen[str], _kept: Path, tmp_path_factory: pytest.TempPathFactory, home: Path) -> Run:
    folder = tmp_path_factory.mktemp("run")
    if (packs := _kept / "cache").is_dir():
        # Packs that are not to be read and checked anew for every test; a cache that is gone is no matter.
        shutil.copytree(packs, home / "cache", dirs_exist_ok=True)

    def act(*words: object, lang: str = "en", code: int | None = 0, given: str = "", **env: str) -> Done:
        (folder / "in").write_text(given, encoding="utf-8")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ASSESS_", "LC_", "LANG", "PYTHON"))}
        order = {
            "args": [str(w) for w in words],
            "cwd": str(folder),
            "env": kept | {"ASSESS_HOME": str(home), "ASSESS_LANG": lang, "LANG": "C.UTF-8"} | env,
            "in": str(folder / "in"), "out": str(folder / "out"), "err": str(folder / "err"),
        }  # fmt: skip
        assert _server.stdin is not None
        assert _server.stdout is not None
        _server.stdin.write(json.dumps(order) + "\n")
        _server.stdin.flush()
        ended = json.loads(_server.stdout.readline())
        out, err = ((folder / name).read_text("utf-8", "replace") for name in ("out", "err"))
        done = Done(code=ended, out=out, err=err)
        assert "Traceback" not in done.out + done.err, done
        assert code is None or done.code == code, done
        return done

    return act


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign by the mini pack: two bodies, some answers, a fact and a piece of evidence."""
    path = tmp_path_factory.mktemp("made") / "d.assess"
    with new_session(path) as session:
        session.apply(AddBody(id="east", name=Text(zh="东岭市", en="East")), AddBody(id="west", name=name("West")))
        session.apply(
            SetAnswer(body="east", indicator="plan", value="done"),
            SetAnswer(body="east", indicator="portal", value="yes"),
            SetAnswer(body="east", indicator="visits", value=5.0),
        )
        session.apply(RecordFact(body="east", fact="results_displayed", value=20))
        session.apply(
            AddEvidence(body="east", indicator="plan", kind="link", title="规划", locator="https://x.example")
        )
    return path


@pytest.fixture
def dossier(_made: Path, tmp_path: Path, home: Path) -> Path:
    """A copy of that campaign, to write in, with its pack in the user's folder."""
    write_mini(home / "indicators" / "mini")
    return Path(shutil.copy(_made, tmp_path / "d.assess"))


Files = Callable[[], dict[str, bytes]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """What lies in the test's folder, by name."""
    return lambda: {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
