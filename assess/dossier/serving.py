"""Connections to a dossier on a PostgreSQL server: how it is opened, and what its errors mean to a user."""

from __future__ import annotations

import contextlib
import select
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from assess.base.errors import Locked, StoreError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.dossier.server import Server

PATIENCE: Final = 10
"""Seconds that a writer waits for its turn, and anybody for an answer to the first knock."""


def serve(server: Server, *, readonly: bool) -> sa.Engine:
    """An engine with connections to `server`, the campaign's tables in front; StoreError without the driver.

    A commit is awaited until it is on disk, whatever the server's default; a text is compared byte by byte.
    """
    try:
        import psycopg
    except ImportError as error:
        raise StoreError(
            Text(
                zh="没有安装连接 PostgreSQL 所需的库",
                en="the library that talks to PostgreSQL is not installed",
            ),
            Text(
                zh="运行：pip install 'assess-digital-government[postgres]'",
                en="Run: pip install 'assess-digital-government[postgres]'",
            ),
        ) from error
    settings = {
        "search_path": server.campaign, "lock_timeout": f"{PATIENCE}s", "synchronous_commit": "on",
        "default_transaction_read_only": "on" if readonly else "off", "client_min_messages": "error",
    }  # fmt: skip
    known: dict[str, Any] = {
        "host": server.host, "port": server.port, "user": server.user, "dbname": server.database,
        "application_name": "assess", "client_encoding": "utf8", "connect_timeout": str(PATIENCE),
        # A dead way to the server is noticed within a minute.
        "keepalives_idle": "20", "keepalives_interval": "10", "keepalives_count": "3",
        "options": " ".join(f"-c{name}={value}" for name, value in settings.items()),
    }  # fmt: skip
    known = {name: value for name, value in known.items() if value} | dict(server.more)

    def opened() -> Any:
        return psycopg.connect(**known)

    return sa.create_engine("postgresql+psycopg://", creator=opened, poolclass=sa.NullPool)


def broken(connection: sa.Connection) -> bool:
    """Whether the server has hung up since the last answer, told without asking it."""
    if connection.invalidated or connection.closed:
        return True
    raw: Any = connection.connection.driver_connection
    if raw.closed:
        return True
    # Nothing is under way, so there is nothing to be heard but the end, or a notice before it.
    return bool(select.select([raw.fileno()], [], [], 0)[0])


@contextlib.contextmanager
def steadied(connection: sa.Connection) -> Iterator[None]:
    """A transaction all of whose reads see the state at its first."""
    import psycopg

    raw: Any = connection.connection.driver_connection
    raw.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    try:
        with connection.begin():
            yield
    finally:
        if not raw.closed:
            raw.isolation_level = None


def is_lost(error: BaseException) -> bool:
    """Whether `error` says that the connection is gone."""
    return isinstance(error, sa.exc.DBAPIError) and bool(error.connection_invalidated)


@contextlib.contextmanager
def server_errors(server: Server) -> Iterator[None]:
    """Turn errors of the server into a line that a user can act on."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise _told(server, error) from error


def _told(server: Server, error: sa.exc.DBAPIError) -> StoreError:
    said = next((line.strip() for line in str(error.orig).splitlines() if line.strip()), type(error).__name__)
    # In pieces, since a line fit for a terminal is shorter than what servers have to say.
    cause = "".join(shown(said[i : i + 60]) for i in range(0, min(len(said), 300), 60))
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if is_lost(error) or state.startswith(("57P", "08")):
        return lost(server, saved=False)
    if state[:2] in ("28", "3D") or (not state and isinstance(error, sa.exc.OperationalError)):
        return StoreError(
            Text(zh=f"连不上 {server.place}：{cause}", en=f"{server.place} cannot be reached: {cause}"),
            Text(
                zh="请检查地址、网络、账号；密码取自 PGPASSWORD 或 ~/.pgpass。",
                en="Check address, network and account; the password is taken from PGPASSWORD or ~/.pgpass.",
            ),
        )
    if state == "55P03":
        return Locked(
            Text(
                zh=f"{server.place}：等了 {PATIENCE} 秒，仍有别人在写入",
                en=f"{server.place}: somebody else has been writing for {PATIENCE} seconds",
            ),
            Text(zh="没有保存；请稍后再试。", en="Nothing was saved; try again shortly."),
        )
    return StoreError(
        Text(zh=f"{server.place}：数据库出错（{cause}）", en=f"{server.place}: database error ({cause})"),
        _HINTS.get(state) or _HINTS.get(state[:2]) or _HINTS[""],
    )


_HINTS: Final = {
    "42501": Text(
        zh="这个账号没有所需的权限：请管理员授权，或以只读方式打开。",
        en="This account lacks the right: ask the administrator for it, or open read-only.",
    ),
    "25006": Text(
        zh="这台服务器只供读取（备用机或只读账号）：请连接主服务器，或以只读方式打开。",
        en="This server may only be read (a standby, or a read-only account): use the primary, or open read-only.",
    ),
    "40": Text(zh="没有保存；请再试一次。", en="Nothing was saved; try again."),
    "53": Text(
        zh="服务器的磁盘、内存或连接数已用完：请管理员处理后再试，已显示保存的内容都在。",
        en="The server is out of disk, memory or connections: have it mended and try again; everything shown as "
        "saved is there.",
    ),
    "": Text(
        zh="没有保存；请把这一行交给数据库管理员，或运行“assess check 地址”查明。",
        en="Nothing was saved; show this line to the database's administrator, or run “assess check ADDRESS”.",
    ),
}
"""What to do, by SQLSTATE or its class (PostgreSQL documentation, appendix A)."""


def lost(server: Server, *, saved: bool | None) -> StoreError:
    """The connection is gone; `saved` None where it cannot be told whether the last action was written."""
    head = Text(zh=f"与 {server.place} 的连接断了", en=f"the connection to {server.place} was lost")
    if saved is None:
        return StoreError(
            Text(
                zh=f"{head.zh}，不知道最后一次改动是否已保存",
                en=f"{head.en}, and it is not known whether the last change was saved",
            ),
            Text(
                zh="连上以后先看“assess history”，再决定要不要重做；重做同样的改动不会记两次。",
                en="Once it is back, look at “assess history” before you do it again; the same value counts once.",
            ),
        )
    return StoreError(
        head,
        Text(
            zh="正在做的改动没有保存，此前显示已保存的都在；再试时会重新连接。",
            en="What was under way is not saved, what was shown as saved before is; trying again connects anew.",
        ),
    )
