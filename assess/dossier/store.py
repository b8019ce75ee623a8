"""The dossier: a journal that is only added to, with its projection, through SQLAlchemy Core.

WAL with `synchronous=FULL`: when `append` returns, the events survive the death of the process and of the
machine. Only the session writes.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from assess.base.digest import sha256_hex
from assess.base.errors import StoreError
from assess.base.texts import Text
from assess.dossier import schema
from assess.dossier.connection import connect, database_errors, sweep
from assess.dossier.erasing import erase
from assess.dossier.events import Event
from assess.dossier.heads import Conflict
from assess.dossier.migrate import migrate
from assess.dossier.places import check_file, check_free, keep_name, unreadable
from assess.dossier.reader import StoreReader
from assess.dossier.rows import project, row_of
from assess.dossier.uniting import refresh_rivals, unite_slots

__all__ = ["Store", "check_file", "check_free", "create", "open_store"]


class Store(StoreReader):
    """An open dossier file. Make one with `create` or `open_store`; close it when done."""

    def close(self) -> None:
        """Close the file; the last close folds the write-ahead log into it."""
        self._connection.close()
        self._engine.dispose()
        if self.readonly:
            sweep(self.path)

    def append(self, events: Sequence[Event], blobs: Iterable[bytes] = ()) -> None:
        """Append sealed `events` and store `blobs` in one durable transaction; all or nothing."""
        if self.readonly:
            raise StoreError(
                Text(
                    zh="卷宗以只读方式打开，不能修改",
                    en="the dossier is open read-only and cannot be changed",
                )
            )
        with database_errors(self.path), self._connection.begin():
            rows = [row_of(e) for e in events]
            if rows:
                self._connection.execute(sa.insert(schema.events), rows)
            project(self._connection, events)
            refresh_rivals(self._connection, events)
            erase(self._connection, events)
            for data in blobs:
                insert = sqlite.insert(schema.blobs).values(sha256=sha256_hex(data), size=len(data), data=data)
                self._connection.execute(insert.on_conflict_do_nothing())

    def unite(
        self, events: Sequence[Event], blobs: Iterable[bytes] = (), *, rehearse: bool = False
    ) -> list[Conflict]:
        """Add checked `events` that came from elsewhere and give the conflicts that are open then; all or nothing.

        Each event is added once, whoever else brought it. `rehearse` leaves the file as it was.
        """
        with database_errors(self.path), self._connection.begin() as transaction:
            rows = [row_of(e) for e in events]
            if rows:
                self._connection.execute(sa.insert(schema.events), rows)
            unite_slots(self._connection, {e.slot for e in events})
            for data in blobs:
                insert = sqlite.insert(schema.blobs).values(sha256=sha256_hex(data), size=len(data), data=data)
                self._connection.execute(insert.on_conflict_do_nothing())
            erase(self._connection, events)
            found = self.conflicts()
            if rehearse:
                transaction.rollback()
            return found

    def scrub(self) -> None:
        """Leave nothing of what was erased in the file: neither in pages that are free now nor in the log."""
        with database_errors(self.path):
            raw = self._connection.connection.driver_connection
            assert raw is not None
            self._connection.rollback()
            for order in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.execute(order).fetchall()

    def append_first(self, event: Event) -> None:
        """Make the tables and append the event that begins a journal."""
        with database_errors(self.path):
            schema.metadata.create_all(self._engine)
        self.append([event])

    def rebuild(self) -> None:
        """Make the projection anew from the journal, in (clock, hash) order."""
        ordered = sorted(self.events(), key=lambda e: (e.clock, e.hash))
        with database_errors(self.path), self._connection.begin():
            self._connection.execute(sa.delete(schema.entities))
            project(self._connection, ordered)
            unite_slots(self._connection, {e.slot for e in ordered})


def create(path: Path, first: Event) -> None:
    """Make a dossier file at `path` whose journal begins with `first`; whole or not at all, whenever we are killed.

    StoreError when it cannot be made; nothing is ever overwritten.
    """
    check_free(path)
    beside = path.with_name(f".assess-{secrets.token_hex(8)}.part")
    with database_errors(path), contextlib.ExitStack() as half_made:
        for ending in ("", "-journal", "-wal", "-shm"):
            half_made.callback(beside.with_name(beside.name + ending).unlink, missing_ok=True)
        with contextlib.closing(sqlite3.connect(beside.absolute())) as connection:
            # Before there is a log: what tells a dossier always stands in the file itself.
            connection.executescript(
                f"BEGIN; PRAGMA application_id={schema.APPLICATION_ID}; PRAGMA user_version={schema.FORMAT}; COMMIT"
            )
        with contextlib.closing(Store(beside, connect(beside, readonly=False), readonly=False)) as store:
            store.append_first(first)
        try:
            beside.rename(path)
            keep_name(path.parent)
        except OSError as error:
            raise unreadable(path, error) from error


def open_store(path: Path, *, readonly: bool = False) -> Store:
    """Open the dossier at `path`; StoreError with a way out when it is not one, or is of a newer format.

    A file that is refused is left as it was.
    """
    check_file(path, readonly=readonly)
    with database_errors(path):
        engine = connect(path, readonly=readonly)
        if not readonly:
            migrate(engine)
        return Store(path, engine, readonly=readonly)
