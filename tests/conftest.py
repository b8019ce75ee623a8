"""What holds for every test: a user's folder of its own, and English."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# Shared machines are slow at times; what a test takes is no property of the program.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read from or written to the home of whoever runs the tests, and texts are in English."""
    monkeypatch.setenv("ASSESS_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("ASSESS_LANG", "en")
    for name in ("ASSESS_AUTHOR", "ASSESS_NO_TUI", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home() -> Path:
    """The user's folder of this test."""
    from assess.base import resources

    return resources.home()
