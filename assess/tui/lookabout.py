"""Which campaigns are at hand: dossiers in a folder, those opened before, addresses of servers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from assess.base.errors import InputError
from assess.tui import campaigns
from assess.tui.campaigns import Known
from assess.tui.cards import stamp
from assess.tui.hometext import Item

MOST = 60
"""Dossiers of the folder that are listed, the newest first."""


def at_hand(folder: Path) -> list[Item]:
    """All of them, those last changed or opened first. Reads no dossier."""
    known = campaigns.load()
    here = {str(path) for path in _newest(folder)}
    names = [*here, *(name for name, one in known.items() if one.opened and name not in here)]
    found = [_item(name, known.get(name, Known()), here=name in here) for name in names]
    return sorted((item for item in found if item is not None), key=lambda i: (i.at, i.name), reverse=True)


def _item(name: str, known: Known, *, here: bool) -> Item | None:
    from assess.dossier.lock import holder
    from assess.dossier.server import is_server, server_of

    if is_server(name):
        try:
            server = server_of(name)
        except InputError:
            # Written by hand, perhaps with a password: neither used nor shown.
            return None
        assert server is not None
        label = f"{server.campaign} ({server.host or 'localhost'})"
        return Item(name, server.place, label, here=False, server=True, at=known.opened, stamp="", known=known)
    path = Path(name)
    changed = _changed(path)
    if changed is None:
        return Item(name, name, path.name, here, False, known.opened, "", known, state="missing")
    return Item(
        name, name, path.name, here, server=False, at=max(changed, known.opened), stamp=stamp(path), known=known,
        holder=holder(path) or "",
    )  # fmt: skip


def _changed(path: Path) -> str | None:
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).isoformat()
    except OSError:
        return None


def _newest(folder: Path) -> list[Path]:
    from assess.dossier.places import is_dossier

    found = []
    try:
        for path in folder.absolute().iterdir():
            if is_dossier(path):
                found.append((path.stat().st_mtime, path))
    except OSError:
        # A folder that is gone, or a file that went while it was looked at: what was found so far is shown.
        pass
    return [path for _, path in sorted(found, reverse=True)[:MOST]]
