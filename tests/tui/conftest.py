"""What the tests of the terminal app share: a small pack where the app finds it, and a dossier made with it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from assess.base.resources import home
from assess.base.texts import Text
from assess.dossier.edits import AddBody
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.packs.model import Pack
from assess.session import Session, create_session

PACK = Path(__file__).parent / "pack"
TITLE = Text(zh="示例市评估", en="Sample City")
BUREAU = Text(zh="市大数据局", en="Data Bureau")


@pytest.fixture(autouse=True)
def _calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """No hurry, one time zone, one clock: a test does the same thing every time."""
    from assess.tui.screens import bench

    monkeypatch.setattr(bench, "HURRY", 0.0)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("SSH_CONNECTION", "COLUMNS", "LINES", "TMUX", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    # Where the author of a test is named, the account of whoever runs it does not show.
    monkeypatch.setenv("LOGNAME", "lin")
    shutil.copytree(PACK, home() / "indicators" / "small")


@pytest.fixture
def pack() -> Pack:
    """The small pack."""
    return load_pack(find_pack("small"))


@pytest.fixture
def session(tmp_path: Path, pack: Pack) -> Session:
    """An open session on a new dossier with one body."""
    made = create_session(tmp_path / "sample.assess", pack, TITLE, period="2026")
    made.apply(AddBody(id="bureau", name=BUREAU))
    return made


@pytest.fixture
def dossier(session: Session) -> Path:
    """A closed dossier with one body, nothing answered."""
    session.close()
    return session.path
