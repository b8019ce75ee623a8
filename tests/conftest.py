"""What holds for every test: a user's folder of its own, and English."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Shared machines are slow at times; what a test takes is no property of the program.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--times", type=int, default=1, help="how many times the usual number of random cases to try")


@pytest.fixture(scope="session")
def times(request: pytest.FixtureRequest) -> int:
    """What a long random test multiplies its number of cases by."""
    return int(request.config.getoption("--times"))


@pytest.fixture(scope="session")
def _folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders of no test's yet, counted here: pytest looks through all that it made before to find a free number."""
    made = tmp_path_factory.mktemp("folders")

    def folders() -> Iterator[Path]:
        for n in itertools.count():
            (folder := made / f"t{n}").mkdir()
            yield folder

    return folders()


@pytest.fixture(autouse=True)
def _own_surroundings(_folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read from or written to the home of whoever runs the tests, and texts are in English."""
    monkeypatch.setenv("ASSESS_HOME", str(next(_folders)))
    monkeypatch.setenv("ASSESS_LANG", "en")
    for name in ("ASSESS_AUTHOR", "ASSESS_NO_TUI", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def tmp_path(_folders: Iterator[Path]) -> Path:
    """An empty folder of this test; kept, as pytest keeps its own, for whoever looks into a failure."""
    return next(_folders)


@pytest.fixture
def home() -> Path:
    """The user's folder of this test."""
    from assess.base import resources

    return resources.home()
