"""What the app remembers between runs: language, look, filters, where one was. Losing it loses nothing else."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from assess.base import resources
from assess.base.errors import InputError
from assess.base.files import write_atomically
from assess.base.texts import Lang

MOST = 200
"""Filters, and campaigns with a place in them, that are remembered; the oldest give way."""


class Spot(msgspec.Struct, frozen=True):
    """Where somebody was in a campaign: the body, and the line of its tree ("": in the list of bodies)."""

    body: str
    line: str = ""


class Settings(msgspec.Struct):
    """Remembered choices; None means "as the system says". `filters` is by campaign and place, `spots` by campaign,
    both with the newest last.
    """

    lang: Lang | None = None
    theme: str | None = None
    filters: dict[str, str] = {}
    spots: dict[str, Spot] = {}

    def filter_of(self, campaign: str, place: str) -> str:
        """The filter last used in `place` of `campaign`."""
        return self.filters.get(f"{campaign}/{place}", "")

    def keep_filter(self, campaign: str, place: str, text: str) -> bool:
        """Take note of a filter; an empty one is forgotten. False when nothing changed."""
        key = f"{campaign}/{place}"
        if self.filters.get(key, "") == text:
            return False
        self.filters.pop(key, None)
        if text:
            self.filters[key] = text
            for old in list(self.filters)[:-MOST]:
                del self.filters[old]
        return True

    def keep_spot(self, campaign: str, spot: Spot) -> bool:
        """Take note of where somebody was in `campaign`; False when it is where they were before."""
        if self.spots.get(campaign) == spot:
            return False
        self.spots.pop(campaign, None)
        self.spots[campaign] = spot
        for old in list(self.spots)[:-MOST]:
            del self.spots[old]
        return True


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
    with contextlib.suppress(InputError):
        write_atomically(_path(), msgspec.json.encode(settings), private=True)
