"""Who writes, and on which device."""

from __future__ import annotations

import contextlib
import getpass
import secrets
import unicodedata
from collections.abc import Collection

import msgspec

from assess.base.resources import home


class Author(msgspec.Struct, frozen=True):
    """An author on a device: together they own their chains of the journal."""

    name: str
    device: str


def this_author(name: str | None = None) -> Author:
    """The author on this machine: `name` or the account's, with a device id made once and kept.

    Of a name only what can be stored and shown on a line is kept.
    """
    name = " ".join((name or "").encode(errors="replace").decode().split()) or _account()
    path = home() / "device"
    try:
        device = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        device = ""
    if not device:
        device = secrets.token_hex(8)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(device, encoding="ascii")
        except OSError:
            # A home that cannot be written costs a new chain per session, nothing else.
            return Author(name=name, device=device)
    return Author(name=name, device=device)


def begin_anew() -> None:
    """Forget this machine's device id, so that what is written from now on begins chains of its own.

    After a dossier was put back to an earlier state, writing on where it ended would make second links beside those
    that were sent out since, and the two journals could never be united.
    """
    with contextlib.suppress(OSError):
        (home() / "device").unlink(missing_ok=True)


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def same_person(author: str, others: Collection[str]) -> bool:
    """Whether `author` is one of `others`, however the name is cased, spaced or set."""
    return person(author) in {person(o) for o in others}


def person(name: str) -> str:
    """What all ways of writing one name have in common."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
