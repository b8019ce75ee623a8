"""A folder for tests of permissions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that users without privileges can reach; the folders above it are closed to them again."""
    above = [p for p in (tmp_path, *tmp_path.parents) if p.stat().st_mode & 0o005 != 0o005]
    modes = [p.stat().st_mode for p in above]
    for p in above:
        p.chmod(p.stat().st_mode | 0o055)
    yield tmp_path
    tmp_path.chmod(0o755)
    for p, mode in zip(above, modes, strict=True):
        p.chmod(mode)
