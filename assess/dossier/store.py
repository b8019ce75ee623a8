"""The dossier file: SQLite through SQLAlchemy Core, every write one durable transaction.

WAL with `synchronous=FULL`: when `append` returns, the events survive the death of the process and of the
machine. Only `session.py` writes.
"""

from __future__ import annotations

import contextlib
import json
import os
import urllib.parse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import event as sa_event
from sqlalchemy.dialects import sqlite

from assess.base.digest import digest, sha256_hex
from assess.base.errors import StoreError
from assess.base.texts import Text
from assess.dossier import schema
from assess.dossier.entities import Entity
from assess.dossier.events import Event, Field, entity_of

_ROW = [c.name for c in schema.events.columns if c.name != "local"]


class Store:
    """An open dossier file. Make one with `create` or `open_store`; close it when done."""

    def __init__(self, path: Path, engine: sa.Engine, *, readonly: bool) -> None:
        self.path = path
        self.readonly = readonly
        self._engine = engine
        self._connection = engine.connect()

    def close(self) -> None:
        """Close the file; the last close folds the write-ahead log into it."""
        self._connection.close()
        self._engine.dispose()

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

    def holders(self) -> dict[str, str]:
        """All occupied slots with the hash of the event each entity comes from."""
        query = sa.select(schema.entities.c.slot, schema.entities.c.event)
        with self._reading() as connection:
            return {str(slot): str(h) for slot, h in connection.execute(query)}

    def events(
        self, *, body: str | None = None, batch: str | None = None, newest: int | None = None
    ) -> list[Event]:
        """Events in order of arrival, or the `newest` n of them, newest first."""
        query = sa.select(schema.events)
        if body is not None:
            query = query.where(schema.events.c.body == body)
        if batch is not None:
            query = query.where(schema.events.c.batch == batch)
        if newest is not None:
            query = query.order_by(schema.events.c.local.desc()).limit(newest)
        else:
            query = query.order_by(schema.events.c.local)
        with self._reading() as connection:
            return [_event(row) for row in connection.execute(query).mappings()]

    def event(self, hash: str) -> Event | None:
        """The event with `hash`, or None."""
        with self._reading() as connection:
            query = sa.select(schema.events).where(schema.events.c.hash == hash)
            row = connection.execute(query).mappings().one_or_none()
        return _event(row) if row else None

    def batches(self, author: str, device: str) -> list[tuple[str, str, str]]:
        """(batch, act, target) of every action of `author` on `device`, oldest first."""
        e = schema.events.c
        query = (
            sa.select(e.batch, sa.func.min(e.act), sa.func.min(e.target))
            .where(e.author == author, e.device == device, e.slot != "campaign")
            .group_by(e.batch)
            .order_by(sa.func.min(e.local))
        )
        with self._reading() as connection:
            return [(b, a, t) for b, a, t in connection.execute(query)]

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

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with database_errors(self.path), self._connection.begin():
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
            rows = [_row(e) for e in events]
            if rows:
                self._connection.execute(sa.insert(schema.events), rows)
            _project(self._connection, events)
            for data in blobs:
                insert = sqlite.insert(schema.blobs).values(sha256=sha256_hex(data), size=len(data), data=data)
                self._connection.execute(insert.on_conflict_do_nothing())

    def rebuild(self) -> None:
        """Make the projection anew from the journal, in (clock, hash) order."""
        ordered = sorted(self.events(), key=lambda e: (e.clock, e.hash))
        with database_errors(self.path), self._connection.begin():
            self._connection.execute(sa.delete(schema.entities))
            _project(self._connection, ordered)


def _project(connection: sa.Connection, events: Sequence[Event]) -> None:
    """Bring the projection up to date with `events`, the last one of a slot winning."""
    last = {e.slot: e for e in events}
    emptied = [{"s": e.slot} for e in last.values() if not e.kind]
    if emptied:
        connection.execute(sa.delete(schema.entities).where(schema.entities.c.slot == sa.bindparam("s")), emptied)
    filled = [
        {
            "slot": e.slot,
            "kind": e.kind,
            "body": e.body,
            "event": e.hash,
            "value": msgspec.json.encode(entity_of(e)).decode(),
        }
        for e in last.values()
        if e.kind
    ]
    if filled:
        insert = sqlite.insert(schema.entities)
        changed = {name: insert.excluded[name] for name in ("kind", "body", "event", "value")}
        connection.execute(insert.on_conflict_do_update(index_elements=["slot"], set_=changed), filled)


def _row(event: Event) -> dict[str, Any]:
    row = {name: getattr(event, name) for name in _ROW if name != "fields"}
    row["fields"] = msgspec.json.encode(event.fields).decode()
    return row


def _event(row: Any) -> Event:
    values = {name: row[name] for name in _ROW}
    values["fields"] = msgspec.json.decode(row["fields"], type=dict[str, Field])
    return Event(**values)


@contextlib.contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn errors of the database into one line a user can act on."""
    try:
        yield
    except (sa.exc.DBAPIError, msgspec.DecodeError, json.JSONDecodeError) as error:
        cause = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise StoreError(
            Text(zh=f"{path.name}：数据库出错（{cause}）", en=f"{path.name}: database error ({cause})"),
            _hint(cause),
        ) from error


def _hint(cause: str) -> Text:
    if "locked" in cause or "busy" in cause:
        return Text(zh="另一个程序正在使用它，请稍后再试。", en="Another program is using it; try again shortly.")
    if "full" in cause:
        return Text(
            zh="磁盘已满：腾出空间后再试，已显示保存的内容都在。",
            en="The disk is full: free some space and try again; everything shown as saved is there.",
        )
    if "readonly" in cause or "unable to open" in cause:
        return Text(zh="请检查文件和目录的权限。", en="Check the permissions of the file and its folder.")
    return Text(
        zh="文件可能已损坏：请从备份恢复，或运行“assess check 文件”查明损坏之处。",
        en="The file may be damaged: restore a backup, or run “assess check FILE” to see where.",
    )


def _readonly_url(path: Path) -> str:
    location = urllib.parse.quote(path.resolve().as_posix())
    # WAL needs room for side files; in a read-only folder, a file without a log is whole as it is.
    whole = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    return f"sqlite:///file:{location}?mode=ro{'&immutable=1' if whole else ''}&uri=true"


def _connect(path: Path, *, readonly: bool) -> sa.Engine:
    if readonly:
        engine = sa.create_engine(_readonly_url(path), connect_args=_ARGS, poolclass=sa.StaticPool)
    else:
        engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(path)), connect_args=_ARGS, poolclass=sa.StaticPool
        )

    @sa_event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=5000")
        cursor.execute("PRAGMA foreign_keys=ON")
        if not readonly:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    @sa_event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


_ARGS = {"check_same_thread": False, "cached_statements": 256}


def create(path: Path) -> Store:
    """A new, empty dossier file at `path`; refuses to overwrite anything."""
    if path.exists():
        raise StoreError(
            Text(zh=f"{path} 已经存在", en=f"{path} exists already"),
            Text(
                zh="请换一个文件名，或用“assess open”打开它。",
                en="Choose another name, or open it with “assess open”.",
            ),
        )
    if not path.parent.is_dir():
        raise StoreError(
            Text(zh=f"目录 {path.parent} 不存在", en=f"there is no folder {path.parent}"),
            Text(zh="请先建立目录。", en="Create the folder first."),
        )
    with database_errors(path):
        engine = _connect(path, readonly=False)
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={schema.FORMAT}")
            schema.metadata.create_all(connection)
        return Store(path, engine, readonly=False)


def open_store(path: Path, *, readonly: bool = False) -> Store:
    """Open the dossier at `path`; StoreError with a way out when it is not one, or is of a newer format."""
    _check_file(path)
    with database_errors(path):
        engine = _connect(path, readonly=readonly)
        with engine.connect() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if application != schema.APPLICATION_ID:
        engine.dispose()
        raise _not_a_dossier(path)
    if version != schema.FORMAT:
        engine.dispose()
        raise StoreError(
            Text(
                zh=f"{path.name} 的格式版本是 {version}，本程序支持 {schema.FORMAT}",
                en=f"{path.name} has format {version}; this program reads format {schema.FORMAT}",
            ),
            Text(zh="请升级 assess 后再打开。", en="Update assess and open it again."),
        )
    return Store(path, engine, readonly=readonly)


def _check_file(path: Path) -> None:
    if not path.exists():
        raise StoreError(
            Text(zh=f"找不到卷宗 {path}", en=f"there is no dossier {path}"),
            Text(zh="用“assess new”新建一个。", en="Make one with “assess new”."),
        )
    if not path.is_file():
        raise _not_a_dossier(path)
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise StoreError(
            Text(zh=f"无法读取 {path}：{error.strerror}", en=f"cannot read {path}: {error.strerror}"),
            Text(zh="请检查文件权限。", en="Check the permissions of the file."),
        ) from error
    if start != b"SQLite format 3\0":
        raise _not_a_dossier(path)


def _not_a_dossier(path: Path) -> StoreError:
    return StoreError(
        Text(zh=f"{path} 不是 assess 的卷宗", en=f"{path} is not a dossier of assess"),
        Text(
            zh="请选择“assess new”建立的文件；表格请用“assess import”导入。",
            en="Choose a file made by “assess new”; workbooks are read with “assess import”.",
        ),
    )
