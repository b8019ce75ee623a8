"""What the app remembers between runs: language and look. Losing the file loses nothing else."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from assess.base import resources
from assess.base.texts import Lang


class Settings(msgspec.Struct):
    """Remembered choices; None means "as the system says"."""

    lang: Lang | None = None
    theme: str | None = None


def _path() -> Path:
    return resources.home() / "terminal-app.json"


def load() -> Settings:
    """The remembered settings; the defaults when there are none or the file is not readable as such."""
    try:
        return msgspec.json.decode(_path().read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError):
        return Settings()


def save(settings: Settings) -> None:
    """Remember `settings`; a folder that cannot be written is no reason to stop working."""
    with contextlib.suppress(OSError):
        _path().parent.mkdir(parents=True, exist_ok=True)
        _path().write_bytes(msgspec.json.encode(settings))
