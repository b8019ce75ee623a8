"""Taking turns on a server: one writer of a campaign at a time, for as long as a transaction lasts.

The turn is an advisory lock on the campaign as a whole, not on a body. An event's clock has to be later than all
its author may have seen, an action may reach over many bodies, and the order of arrival has to be the order of the
commits: who follows the journal by it would otherwise pass over an event with a lower number that is committed
later. A turn takes milliseconds, and people type.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator
from typing import Final

import sqlalchemy as sa

from assess.dossier import schema
from assess.dossier.server import Server
from assess.dossier.serving import is_lost, lost

_TURN: Final = sa.text("SELECT pg_advisory_xact_lock(:program, :campaign)")
WAITS: Final = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each look for a server that was lost while it committed."""


def _take(connection: sa.Connection, server: Server) -> None:
    """Wait until nobody else writes to the campaign, and be who does until the transaction ends."""
    key = int.from_bytes(hashlib.sha256(server.campaign.encode()).digest()[:4], "big", signed=True)
    connection.execute(_TURN, {"program": schema.APPLICATION_ID, "campaign": key})


def _begun(server: Server, reach: Callable[[], sa.Connection]) -> sa.Transaction:
    connection = reach()
    turn = connection.begin()
    try:
        _take(connection, server)
    except BaseException:
        turn.close()
        raise
    return turn


@contextlib.contextmanager
def in_turn(server: Server, reach: Callable[[], sa.Connection], last: Callable[[], str]) -> Iterator[None]:
    """A transaction of whoever's turn it is, every statement of which sees all that was committed before.

    `last` is the hash of the last event written in it. Where the connection is lost during the commit, the journal
    is asked whether that event is in it, as soon as the server can be reached; StoreError when it is not, or when
    it cannot be told.
    """
    try:
        try:
            turn = _begun(server, reach)
        except sa.exc.DBAPIError as error:
            if not is_lost(error):
                raise
            # Nothing was under way yet, so it can be begun again without anybody's knowing.
            turn = _begun(server, reach)
        with turn:
            yield
    except sa.exc.DBAPIError as error:
        if not is_lost(error) or not last():
            raise
        _recall(server, reach, last(), error)


def _recall(server: Server, reach: Callable[[], sa.Connection], event: str, error: Exception) -> None:
    for wait in WAITS:
        time.sleep(wait)
        with contextlib.suppress(sa.exc.DBAPIError):
            connection = reach()
            with connection.begin():
                # The turn of the lost transaction ends when the server has finished with it, one way or the other.
                _take(connection, server)
                query = sa.select(schema.events.c.hash).where(schema.events.c.hash == event)
                found = connection.execute(query).first()
            if found is None:
                raise lost(server, saved=False) from error
            return
    raise lost(server, saved=None) from error
