"""The dossier: a journal that is only added to, with its projection, through SQLAlchemy Core.

In a file, WAL with `synchronous=FULL`; on a server, commits awaited: when `append` returns, the events survive the
death of the process and of the machine. Only the session writes.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa

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
from assess.dossier.rooms import check_standing, has_room, make_room, rewrite
from assess.dossier.rows import project, row_of
from assess.dossier.server import server_of
from assess.dossier.uniting import refresh_rivals, unite_slots

__all__ = ["Store", "check_file", "check_free", "create", "open_store", "stands"]


class Store(StoreReader):
    """An open dossier. Make one with `create` or `open_store`; close it when done."""

    _last = ""

    def close(self) -> None:
        """Close it; the last close of a file folds the write-ahead log into it."""
        with contextlib.ExitStack() as ways:
            if self.shared:
                # What has hung up cannot be told goodbye.
                ways.enter_context(contextlib.suppress(sa.exc.DBAPIError))
            self._connection.close()
        self._engine.dispose()
        if self.readonly and not self.shared:
            sweep(self.path)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """On a server: one transaction for all that is read and written within, during which nobody else writes.

        In a file every `append` is a transaction of its own, and there is one writer anyhow.
        """
        if self._server is None or self._connection.in_transaction():
            yield
            return
        with database_errors(self.path):
            from assess.dossier.turns import in_turn

            self._last = ""
            with in_turn(self._server, self._reach, lambda: self._last):
                yield

    @contextlib.contextmanager
    def _joined(self) -> Iterator[None]:
        """A transaction: the one under way, or one of its own."""
        if self._connection.in_transaction():
            yield
        elif self.shared:
            with self.writing():
                yield
        else:
            with self._connection.begin():
                yield

    def append(self, events: Sequence[Event], blobs: Iterable[bytes] = ()) -> None:
        """Append sealed `events` and store `blobs` in one durable transaction; all or nothing."""
        if self.readonly:
            raise StoreError(
                Text(
                    zh="卷宗以只读方式打开，不能修改",
                    en="the dossier is open read-only and cannot be changed",
                )
            )
        with database_errors(self.path), self._joined():
            self._add(events)
            project(self._connection, events)
            refresh_rivals(self._connection, events)
            erase(self._connection, events)
            self._keep(blobs)

    def _add(self, events: Sequence[Event]) -> None:
        rows = [row_of(e) for e in events]
        if rows:
            self._connection.execute(sa.insert(schema.events), rows)
            self._last = events[-1].hash

    def _keep(self, blobs: Iterable[bytes]) -> None:
        for data in blobs:
            insert = schema.inserting(self._connection, schema.blobs)
            row = {"sha256": sha256_hex(data), "size": len(data), "data": data}
            self._connection.execute(insert.values(row).on_conflict_do_nothing())

    def unite(
        self, events: Sequence[Event], blobs: Iterable[bytes] = (), *, rehearse: bool = False
    ) -> list[Conflict]:
        """Add checked `events` that came from elsewhere and give the conflicts that are open then; all or nothing.

        Each event is added once, whoever else brought it. `rehearse` leaves the dossier as it was.
        """
        with database_errors(self.path), self._joined():
            trial = self._connection.begin_nested()
            if self.shared:
                # Somebody else may have merged the same since it was looked at.
                known = self.events_by_hash(e.hash for e in events)
                events = [e for e in events if e.hash not in known]
            self._add(events)
            unite_slots(self._connection, {e.slot for e in events})
            self._keep(blobs)
            erase(self._connection, events)
            found = self.conflicts()
            if rehearse:
                trial.rollback()
            else:
                trial.commit()
            return found

    def scrub(self) -> None:
        """Leave nothing of what was erased: neither in pages that are free now nor in a file's log.

        A server's own log and its backups are the administrator's.
        """
        with database_errors(self.path):
            if self.shared:
                self._connection.rollback()
                rewrite(self._engine)
                return
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
        with database_errors(self.path), self._joined():
            self._connection.execute(sa.delete(schema.entities))
            project(self._connection, ordered)
            unite_slots(self._connection, {e.slot for e in ordered})


def create(path: Path, first: Event, rest: Sequence[Event] = (), blobs: Iterable[bytes] = ()) -> None:
    """Make a dossier at `path` whose journal is `first` and `rest`; whole or not at all, whenever we are killed.

    StoreError when it cannot be made; nothing is ever overwritten.
    """
    if (server := server_of(path)) is not None:
        with (
            contextlib.closing(Store(path, connect(path, readonly=False), readonly=False)) as store,
            store.writing(),
        ):
            make_room(store._connection, server)
            store.append([first])
            store.unite(rest, blobs)
        return
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
            if rest:
                store.unite(rest, blobs)
        try:
            beside.rename(path)
            keep_name(path.parent)
        except OSError as error:
            raise unreadable(path, error) from error


def stands(path: Path) -> bool:
    """Whether anything is at `path`: a file of whatever kind, or a dossier on a server that can be reached."""
    server = server_of(path)
    if server is None:
        return path.exists()
    with database_errors(path):
        engine = connect(path, readonly=True)
        try:
            with engine.connect() as connection:
                return has_room(connection, server)
        finally:
            engine.dispose()


def open_store(path: Path, *, readonly: bool = False) -> Store:
    """Open the dossier at `path`; StoreError with a way out when it is not one, or is of a newer format.

    A file that is refused is left as it was.
    """
    check_file(path, readonly=readonly)
    with database_errors(path):
        engine = connect(path, readonly=readonly)
        if (server := server_of(path)) is not None:
            with engine.connect() as connection:
                check_standing(connection, server, readonly=readonly)
            return Store(path, engine, readonly=readonly)
        if not readonly:
            migrate(engine)
        return Store(path, engine, readonly=readonly)
