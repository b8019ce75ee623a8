"""The campaigns opened on this machine, with what was last read about each. No password is ever among them.

The file lies in the folder of settings and is readable by its owner only. Losing it loses nothing but the list.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from assess.base import resources
from assess.base.errors import InputError
from assess.base.files import write_atomically
from assess.tui.cards import Card

VERSION = 1
"""Of the file. One of a newer program is neither read nor written over."""
MOST = 100
"""Campaigns that are remembered; those opened longest ago give way."""
_CHANGING = threading.Lock()
"""A card is noted on one thread while another notes what was opened: neither may write over the other."""


class Known(msgspec.Struct, frozen=True):
    """One campaign: `opened` is when it was last opened here ("": it only lay in a folder), `stamp` how the file
    stood when `card` was read.
    """

    opened: str = ""
    stamp: str = ""
    card: Card | None = None


class _File(msgspec.Struct):
    version: int = VERSION
    campaigns: dict[str, Known] = {}


class _Version(msgspec.Struct):
    version: int = 0


def file() -> Path:
    """Where they are kept."""
    return resources.home() / "campaigns.json"


def load() -> dict[str, Known]:
    """What is known, by path or address; nothing when the file is missing or does not read."""
    try:
        raw = file().read_bytes()
        return msgspec.json.decode(raw, type=_File).campaigns if _ours(raw) else {}
    except (OSError, msgspec.DecodeError):
        return {}


def change(by: Callable[[dict[str, Known]], Mapping[str, Known]]) -> None:
    """Write what `by` makes of what is known now, which another program may have added to.

    A folder that cannot be written is no reason to stop working.
    """
    with _CHANGING:
        with contextlib.suppress(OSError, msgspec.DecodeError):
            if file().exists() and not _ours(file().read_bytes()):
                return
        kept = sorted(by(load()).items(), key=lambda item: (item[1].opened, item[0]))[-MOST:]
        with contextlib.suppress(InputError):
            write_atomically(file(), msgspec.json.encode(_File(campaigns=dict(kept))), private=True)


def note_opened(name: str, at: str) -> None:
    """Remember that the campaign at `name`, a path or an address, was opened."""
    change(lambda held: {**held, name: msgspec.structs.replace(held.get(name, Known()), opened=at)})


def note_card(name: str, stamp: str, card: Card) -> None:
    """Remember what was read of the campaign at `name` when its file stood as `stamp` says."""

    def added(held: dict[str, Known]) -> dict[str, Known]:
        return {**held, name: Known(held[name].opened if name in held else "", stamp, card)}

    change(added)


def forget(name: str) -> None:
    """Take the campaign at `name` off the list; the dossier itself is not touched."""
    change(lambda held: {known: one for known, one in held.items() if known != name})


def _ours(raw: bytes) -> bool:
    return msgspec.json.decode(raw, type=_Version).version <= VERSION
