"""Opening a campaign: a new one, one that came as a journal, one that is there."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from assess.base.clock import Clock, utc_now
from assess.base.texts import Text
from assess.dossier import store as dossier_store
from assess.dossier.author import Author, this_author
from assess.dossier.dates import check_date
from assess.dossier.entities import Campaign
from assess.dossier.events import Event
from assess.dossier.lock import WriterLock
from assess.dossier.record import read_campaign
from assess.dossier.server import is_server
from assess.dossier.store import Store
from assess.dossier.writer import first_event
from assess.packs.find import find_pack
from assess.packs.kept import kept_pack
from assess.packs.model import Pack
from assess.session.writing import Session

ASSESSED_ON: Final = Text(zh="评估日", en="day of the assessment")


def create_session(
    path: Path,
    pack: Pack,
    title: Text,
    *,
    period: str = "",
    assessed_on: str = "",
    author: Author | None = None,
    clock: Clock = utc_now,
) -> Session:
    """Make a new dossier at `path` for a campaign by `pack` and open it for writing.

    InputError unless `assessed_on`, the day by which evidence must not have expired, is a day or empty.
    """
    check_date(assessed_on, ASSESSED_ON)
    author = author or this_author()
    dossier_store.check_free(path)
    campaign = Campaign(
        id=uuid.uuid4().hex,
        title=title,
        pack=pack.id,
        pack_version=pack.version,
        pack_digest=pack.digest,
        period=period,
        created=clock(),
        assessed_on=assessed_on,
    )
    with contextlib.ExitStack() as making:
        if not is_server(path):
            lock = WriterLock(path)
            lock.take(author.name)
            making.callback(lock.release)
        dossier_store.create(path, first_event(campaign, author))
    return open_session(path, author=author, pack=pack, clock=clock)


def found_session(
    path: Path, events: Sequence[Event], pack: Pack, author: Author, blobs: Iterable[bytes] = ()
) -> Session:
    """Make a dossier at `path`, a file or on a server, out of the checked journal of a campaign and its files.

    Whole or not at all. StoreError when something stands there already, or nothing can be made there.
    """
    dossier_store.check_free(path)
    ordered = sorted(events, key=lambda e: (e.clock, e.hash))
    first = next(e for e in ordered if e.slot == "campaign" and e.link == 1)
    dossier_store.create(path, first, [e for e in ordered if e.hash != first.hash], blobs)
    return open_session(path, author=author, pack=pack)


def open_session(
    path: Path,
    *,
    author: Author | None = None,
    readonly: bool = False,
    pack: Pack | None = None,
    clock: Clock = utc_now,
) -> Session:
    """Open the dossier at `path`.

    Raises StoreError for a file that is not a dossier, Locked when another program writes to it, and NotFound when
    the campaign's pack is neither shipped nor in the user's folder.
    """
    author = author or this_author()
    dossier_store.check_file(path, readonly=readonly)
    with contextlib.ExitStack() as half_open:
        lock = None
        if not readonly and not is_server(path):
            lock = WriterLock(path)
            lock.take(author.name)
            half_open.callback(lock.release)
        store = dossier_store.open_store(path, readonly=readonly)
        half_open.callback(store.close)
        session = Session(store, pack or _pack_of(store), author, lock, clock)
        half_open.pop_all()
        return session


def _pack_of(store: Store) -> Pack:
    campaign = read_campaign(store)
    return kept_pack(find_pack(campaign.pack))
