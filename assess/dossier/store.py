"""The dossier file: SQLite through SQLAlchemy Core, every write one durable transaction.

WAL with `synchronous=FULL`: when `append` returns, the events survive the death of the process and of the
machine. Only the session writes.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from assess.base.digest import digest, sha256_hex
from assess.base.errors import StoreError
from assess.base.texts import Text
from assess.dossier import schema
from assess.dossier.connection import connect, database_errors, sweep
from assess.dossier.entities import Entity
from assess.dossier.erasing import erase
from assess.dossier.events import WHO, Event, Field
from assess.dossier.heads import Conflict
from assess.dossier.migrate import migrate
from assess.dossier.rows import event_of, project, row_of
from assess.dossier.uniting import open_conflicts, open_sides, refresh_rivals, unite_slots

_AT_ONCE = 500
"""How many values one query asks for; SQLite allows 999 in every version."""


class Store:
    """An open dossier file. Make one with `create` or `open_store`; close it when done."""

    def __init__(self, path: Path, engine: sa.Engine, *, readonly: bool) -> None:
        self.path = path
        self.readonly = readonly
        self._engine = engine
        self._united: bool | None = None
        self._connection = engine.connect()

    def close(self) -> None:
        """Close the file; the last close folds the write-ahead log into it."""
        self._connection.close()
        self._engine.dispose()
        if self.readonly:
            sweep(self.path)

    # -- reading ---------------------------------------------------------------------------------------

    def entities(self, body: str | None = None, kind: str | None = None) -> list[tuple[str, Entity]]:
        """Current entities as (event hash, entity), optionally of one body or kind, in slot order."""
        table = schema.entities
        query = sa.select(table.c.event, table.c.value).order_by(table.c.slot)
        if body is not None:
            query = query.where(table.c.body == body)
        if kind is not None:
            query = query.where(table.c.kind == kind)
        with self._reading() as connection:
            return [(h, msgspec.json.decode(v, type=Entity)) for h, v in connection.execute(query)]

    def conflicts(self) -> list[Conflict]:
        """Open conflicts, by slot: what was changed twice, and bodies removed while something was recorded."""
        with self._reading() as connection:
            return open_conflicts(connection) if self._has_rivals(connection) else []

    def sides(self, body: str | None = None) -> dict[str, tuple[Entity | None, ...]]:
        """Slots in conflict (of `body`) with what stands against each other in them."""
        with self._reading() as connection:
            return open_sides(connection, body) if self._has_rivals(connection) else {}

    def _has_rivals(self, connection: sa.Connection) -> bool:
        """Whether the file can hold conflicts: an older format that is only read has no table for them."""
        if self._united is None:
            self._united = sa.inspect(connection).has_table(schema.rivals.name)
        return self._united

    def projection(self) -> list[tuple[str, str, str, str, str]]:
        """Every row of the projection as it stands: (slot, kind, body, event hash, JSON of the entity)."""
        with self._reading() as connection:
            return [(s, k, b, h, v) for s, k, b, h, v in connection.execute(sa.select(schema.entities))]

    def holders(self) -> dict[str, str]:
        """All occupied slots with the hash of the event each entity comes from."""
        query = sa.select(schema.entities.c.slot, schema.entities.c.event)
        with self._reading() as connection:
            return {str(slot): str(h) for slot, h in connection.execute(query)}

    def events(self, *, batch: str | None = None) -> list[Event]:
        """Events in order of arrival, optionally of one action."""
        query = sa.select(schema.events).order_by(schema.events.c.local)
        if batch is not None:
            query = query.where(schema.events.c.batch == batch)
        with self._reading() as connection:
            return [event_of(row) for row in connection.execute(query).mappings()]

    def event_rows(self) -> list[dict[str, Any]]:
        """All events as they stand in the file, in order of arrival; `event_of` reads one."""
        query = sa.select(schema.events).order_by(schema.events.c.local)
        with self._reading() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def event_in(self, batch: str, slot: str) -> Event | None:
        """What an action did to `slot`, or None."""
        query = sa.select(schema.events).where(schema.events.c.batch == batch, schema.events.c.slot == slot)
        with self._reading() as connection:
            row = connection.execute(query).mappings().first()
        return event_of(row) if row else None

    def events_by_hash(self, hashes: Iterable[str]) -> dict[str, Event]:
        """Those of `hashes` that are events of the journal, by hash."""
        wanted, found = list(hashes), {}
        with self._reading() as connection:
            for i in range(0, len(wanted), _AT_ONCE):
                query = sa.select(schema.events).where(schema.events.c.hash.in_(wanted[i : i + _AT_ONCE]))
                found.update({row["hash"]: event_of(row) for row in connection.execute(query).mappings()})
        return found

    def newest_actions(self, limit: int, body: str | None = None) -> list[list[Event]]:
        """The events of the `limit` newest actions (on `body`), newest action first."""
        e = schema.events.c
        mine = e.body == body if body is not None else sa.true()
        newest = sa.select(e.batch).where(mine).group_by(e.batch).order_by(sa.func.max(e.local).desc()).limit(limit)
        query = sa.select(schema.events).where(mine, e.batch.in_(newest)).order_by(e.local)
        groups: dict[str, list[Event]] = {}
        with self._reading() as connection:
            for row in connection.execute(query).mappings():
                groups.setdefault(row["batch"], []).append(event_of(row))
        # An action is written in one go, so the order of the first events is the order of the last.
        return list(groups.values())[::-1]

    def batches(self, author: str, device: str) -> list[tuple[str, str, str]]:
        """(batch, act, target) of every action of `author` on `device`, oldest first."""
        e = schema.events.c
        query = (
            sa.select(e.batch, sa.func.min(e.act), sa.func.min(e.target))
            .where(e.author == author, e.device == device, e.slot != "campaign", e.kind != "erasure")
            .group_by(e.batch)
            .order_by(sa.func.min(e.local))
        )
        with self._reading() as connection:
            return [(b, a, t) for b, a, t in connection.execute(query)]

    def signed(self, author: str, device: str) -> Field | None:
        """The author's name as it is committed to by the newest event of `author` on `device`; None before any."""
        e = schema.events.c
        query = (
            sa.select(e.fields)
            .where(e.author == author, e.device == device, e.version > 1)
            .order_by(e.local.desc())
            .limit(1)
        )
        with self._reading() as connection:
            found = connection.execute(query).scalar_one_or_none()
        return msgspec.json.decode(found, type=dict[str, Field]).get(WHO) if found else None

    def tips(self) -> dict[str, tuple[int, str]]:
        """chain -> (link, hash) of its last event."""
        e = schema.events.c
        newest = sa.select(e.chain, sa.func.max(e.link).label("link")).group_by(e.chain).subquery()
        query = sa.select(e.chain, e.link, e.hash).join(
            newest, sa.and_(e.chain == newest.c.chain, e.link == newest.c.link)
        )
        with self._reading() as connection:
            return {chain: (link, h) for chain, link, h in connection.execute(query)}

    def counts(self) -> tuple[int, int]:
        """(number of events, highest clock)."""
        e = schema.events.c
        with self._reading() as connection:
            n, clock = connection.execute(sa.select(sa.func.count(), sa.func.max(e.clock))).one()
        return int(n), int(clock or 0)

    def head(self) -> str:
        """The journal head: one digest over the tips of all chains, independent of order of arrival."""
        return digest(sorted(h for _, h in self.tips().values()))

    def blob(self, sha256: str) -> bytes | None:
        """The bytes held under `sha256`, or None."""
        query = sa.select(schema.blobs.c.data).where(schema.blobs.c.sha256 == sha256)
        with self._reading() as connection:
            found: bytes | None = connection.execute(query).scalar_one_or_none()
        return found

    def blobs_held(self) -> frozenset[str]:
        """SHA-256 of every file held."""
        with self._reading() as connection:
            return frozenset(connection.execute(sa.select(schema.blobs.c.sha256)).scalars())

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """Let everything read within see one state of the file, whatever another program writes meanwhile."""
        with self._reading():
            yield

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with database_errors(self.path):
            if self._connection.in_transaction():
                yield self._connection
            else:
                with self._connection.begin():
                    yield self._connection

    # -- writing ---------------------------------------------------------------------------------------

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


def check_free(path: Path) -> None:
    """Raise StoreError unless a new file can be made at `path`: its folder exists, and nothing stands there."""
    try:
        taken, folder = path.exists() or path.is_symlink(), path.parent.is_dir()
    except OSError as error:
        raise _unreadable(path, error) from error
    if taken:
        raise StoreError(
            Text(zh=f"{path} 已经存在", en=f"{path} exists already"),
            Text(
                zh="请换一个文件名，或用“assess open”打开它。",
                en="Choose another name, or open it with “assess open”.",
            ),
        )
    if not folder:
        raise StoreError(
            Text(zh=f"目录 {path.parent} 不存在", en=f"there is no folder {path.parent}"),
            Text(zh="请先建立目录。", en="Create the folder first."),
        )


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
            _keep_name(path.parent)
        except OSError as error:
            raise _unreadable(path, error) from error


def _keep_name(folder: Path) -> None:
    """Have the names of new files survive the loss of power too, where the system lets a folder be flushed."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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


def check_file(path: Path, *, readonly: bool) -> None:
    """Refuse what is no dossier of this format, by the file's first bytes and before SQLite touches it.

    A file that cannot be written is refused to writers, because SQLite would open it and fail at the first save.
    """
    try:
        if not path.is_file():
            raise _not_a_dossier(path) if path.exists() else _absent(path)
        with path.open("rb") as file:
            start = file.read(100)
    except OSError as error:
        raise _unreadable(path, error) from error
    # Offsets of the "user version" and the "application id" in SQLite's file format.
    version, application = int.from_bytes(start[60:64], "big"), int.from_bytes(start[68:72], "big")
    if start[:16] != b"SQLite format 3\0" or application != schema.APPLICATION_ID:
        raise _not_a_dossier(path)
    if not 1 <= version <= schema.FORMAT:
        raise StoreError(
            Text(
                zh=f"{path.name} 的格式版本是 {version}，本程序支持 {schema.FORMAT}",
                en=f"{path.name} has format {version}; this program reads format {schema.FORMAT}",
            ),
            Text(zh="请升级 assess 后再打开。", en="Update assess and open it again."),
        )
    if not readonly and not os.access(path, os.W_OK):
        raise StoreError(
            Text(zh=f"{path} 不可写", en=f"{path} cannot be written"),
            Text(zh="请检查文件权限，或以只读方式打开。", en="Check its permissions, or open it read-only."),
        )


def _unreadable(path: Path, error: OSError) -> StoreError:
    return StoreError(
        Text(zh=f"无法读取 {path}：{error.strerror}", en=f"cannot read {path}: {error.strerror}"),
        Text(zh="请检查路径和文件权限。", en="Check the path and the permissions of the file."),
    )


def _absent(path: Path) -> StoreError:
    return StoreError(
        Text(zh=f"找不到卷宗 {path}", en=f"there is no dossier {path}"),
        Text(zh="用“assess new”新建一个。", en="Make one with “assess new”."),
    )


def _not_a_dossier(path: Path) -> StoreError:
    return StoreError(
        Text(zh=f"{path} 不是 assess 的卷宗", en=f"{path} is not a dossier of assess"),
        Text(
            zh="请选择“assess new”建立的文件；表格请用“assess import”导入。",
            en="Choose a file made by “assess new”; workbooks are read with “assess import”.",
        ),
    )
