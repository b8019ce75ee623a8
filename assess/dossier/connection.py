"""Connections to a dossier: how SQLite is opened, what its errors mean to a user, what readers leave.

A dossier on a server is passed on to `serving.py`, which is imported only then.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import event as sa_event

from assess.base.errors import StoreError
from assess.base.texts import Text
from assess.dossier.server import server_of


@contextlib.contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn errors of the database into one line a user can act on."""
    if (server := server_of(path)) is not None:
        from assess.dossier.serving import server_errors

        with server_errors(server), _journal_errors(server.place):
            yield
        return
    try:
        yield
    except (
        sa.exc.DBAPIError,
        sqlite3.Error,
        msgspec.DecodeError,
        json.JSONDecodeError,
        UnicodeDecodeError,  # sqlite3 gives it where a message of SQLite quotes a damaged schema
    ) as error:
        cause = (str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__])[0]
        raise StoreError(
            Text(zh=f"{path.name}：数据库出错（{cause}）", en=f"{path.name}: database error ({cause})"),
            _hint(cause),
        ) from error


@contextlib.contextmanager
def _journal_errors(name: str) -> Iterator[None]:
    """What the database gave well but does not read."""
    try:
        yield
    except (msgspec.DecodeError, json.JSONDecodeError) as error:
        raise StoreError(
            Text(zh=f"{name}：内容读不出来（{error}）", en=f"{name}: its content does not read ({error})"),
            Text(
                zh="运行“assess check 地址”查明损坏之处。",
                en="Run “assess check ADDRESS” to see where it is damaged.",
            ),
        ) from error


def begun(connection: sa.Connection, *, steady: bool = False) -> contextlib.AbstractContextManager[Any]:
    """A transaction; `steady` ones read one state throughout, as every transaction does in a file."""
    if steady and connection.dialect.name == "postgresql":
        from assess.dossier.serving import steadied

        return steadied(connection)
    return connection.begin()


def broken(connection: sa.Connection) -> bool:
    """Whether the server behind `connection` has hung up."""
    from assess.dossier import serving

    return serving.broken(connection)


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


def _readonly_uri(path: Path) -> str:
    # WAL needs room for side files; in a read-only folder, a file without a log is whole as it is.
    whole = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    return f"file:{urllib.parse.quote(path.resolve().as_posix())}?mode=ro{'&immutable=1' if whole else ''}"


def connect(path: Path, *, readonly: bool) -> sa.Engine:
    """An engine with one connection to `path`; a writer's keeps a write-ahead log, which it sets in the file."""
    if (server := server_of(path)) is not None:
        from assess.dossier.serving import serve

        return serve(server, readonly=readonly)
    name = _readonly_uri(path) if readonly else str(path.absolute())

    def opened() -> sqlite3.Connection:
        # By hand: SQLAlchemy would undo the quoting of a name with "%" or "?" in it.
        return sqlite3.connect(name, uri=readonly, check_same_thread=False, cached_statements=256)

    engine = sa.create_engine("sqlite://", creator=opened, poolclass=sa.StaticPool)

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


def sweep(path: Path) -> None:
    """Take away the empty log that a reader had to make: a connection that may write does so as it closes."""
    try:
        empty = path.with_name(path.name + "-wal").stat().st_size == 0
    except OSError:
        return
    if empty:
        with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(path.absolute())) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
