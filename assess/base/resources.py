"""Where shipped files lie: packs, templates and examples, in a wheel or in a source tree."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assess.base.errors import NotFound
from assess.base.texts import Text

_HERE = Path(__file__).resolve().parent.parent
KINDS = ("indicators", "templates", "examples")
_FIRST: list[tuple[str, Path]] = []


def shipped(kind: str) -> Path:
    """The shipped folder `kind`; raises NotFound when the installation is incomplete."""
    for folder in (_HERE / "_shipped" / kind, _HERE.parent / kind):
        if folder.is_dir():
            return folder
    raise NotFound(
        Text(zh=f"安装不完整：找不到目录 {kind}", en=f"incomplete installation: no folder {kind}"),
        Text(zh="请重新安装 assess。", en="Install assess again."),
    )


def user_folder(kind: str) -> Path | None:
    """The user's own folder of `kind` (`$ASSESS_HOME/indicators` …), searched before ours; None if absent."""
    folder = home() / kind
    return folder if folder.is_dir() else None


def home() -> Path:
    """The user's folder for settings and own packs: `$ASSESS_HOME`, else the platform's data folder."""
    if chosen := os.environ.get("ASSESS_HOME"):
        return Path(chosen)
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "assess"
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "assess"


def search_path(kind: str) -> list[Path]:
    """Folders to look in for `kind`: those named for this run, the user's, then ours."""
    own = user_folder(kind)
    return (
        [folder for known, folder in reversed(_FIRST) if known == kind] + ([own] if own else []) + [shipped(kind)]
    )


def found(kind: str, name: str) -> Path:
    """The file `name` in the first folder of `kind` that has it; our own place for it when none has."""
    folders = search_path(kind)
    return next((path for folder in folders if (path := folder / name).is_file()), folders[-1] / name)


@contextmanager
def searched_first(kind: str, folder: Path | None) -> Iterator[None]:
    """Let `folder` be searched before all others of `kind` for a while; nothing changes for None."""
    if folder is None:
        yield
        return
    _FIRST.append((kind, folder))
    try:
        yield
    finally:
        _FIRST.pop()
