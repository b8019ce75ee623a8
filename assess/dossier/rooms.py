"""A campaign's room on a server: a schema with the tables of one dossier, made whole or not at all."""

from __future__ import annotations

import sqlalchemy as sa

from assess.base.errors import StoreError
from assess.base.texts import Text
from assess.dossier import schema
from assess.dossier.server import Server


def make_room(connection: sa.Connection, server: Server) -> None:
    """Make schema and tables within the transaction under way; an empty schema made by an administrator will do.

    StoreError when something stands there already, or the database does not keep every character.
    """
    encoding = str(connection.execute(sa.text("SHOW server_encoding")).scalar_one())
    if encoding != "UTF8":
        raise StoreError(
            Text(
                zh=f"{server.place}：数据库的编码是 {encoding}，存不下所有文字",
                en=f"{server.place}: the database has the encoding {encoding}, which does not hold every text",
            ),
            Text(zh="请管理员以 UTF8 编码建库。", en="Have a database made with the encoding UTF8."),
        )
    named = {"name": server.campaign}
    if connection.execute(sa.text("SELECT 1 FROM pg_namespace WHERE nspname = :name"), named).first() is None:
        connection.execute(sa.schema.CreateSchema(server.campaign))
    elif connection.execute(
        sa.text("SELECT 1 FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = :name LIMIT 1"),
        named,
    ).first():
        raise StoreError(
            Text(zh=f"{server.place} 已经存在", en=f"{server.place} exists already"),
            Text(
                zh="请换一个活动名（campaign=…），或用“assess open”打开它。",
                en="Choose another campaign (?campaign=…), or open it with “assess open”.",
            ),
        )
    schema.standing.create(connection, checkfirst=False)
    connection.execute(sa.insert(schema.standing).values(format=schema.FORMAT))
    schema.metadata.create_all(connection, checkfirst=False)


def has_room(connection: sa.Connection, server: Server) -> bool:
    """Whether a dossier is there."""
    there = sa.text("SELECT to_regclass(:table) IS NOT NULL")
    named = {"table": f"{server.campaign}.{schema.standing.name}"}
    return bool(connection.execute(there, named).scalar_one())


def check_standing(connection: sa.Connection, server: Server, *, readonly: bool) -> None:
    """Refuse what is no dossier of this format, and to writers what they may not write to."""
    if not has_room(connection, server):
        raise StoreError(
            Text(zh=f"{server.place} 没有卷宗", en=f"there is no dossier at {server.place}"),
            Text(
                zh="用“assess new 地址”新建，或用“assess store copy 卷宗 地址”把已有的放上去；也请核对活动名。",
                en="Make one with “assess new ADDRESS”, put one there with “assess store copy DOSSIER ADDRESS”, or "
                "check the campaign's name.",
            ),
        )
    version = int(connection.execute(sa.select(schema.standing.c.format)).scalar_one())
    if version != schema.FORMAT:
        raise StoreError(
            Text(
                zh=f"{server.place} 的格式版本是 {version}，本程序支持 {schema.FORMAT}",
                en=f"{server.place} has format {version}; this program reads format {schema.FORMAT}",
            ),
            Text(zh="请升级 assess 后再打开。", en="Update assess and open it again."),
        )
    may = sa.text("SELECT has_table_privilege('events', 'INSERT') AND NOT pg_is_in_recovery()")
    if not readonly and not connection.execute(may).scalar_one():
        raise StoreError(
            Text(zh=f"{server.place} 不可写", en=f"{server.place} cannot be written"),
            Text(
                zh="这个账号没有写入权限，或这是备用机：请管理员授权，或以只读方式打开。",
                en="This account has no right to write, or this is a standby: ask the administrator, or open it "
                "read-only.",
            ),
        )


def rewrite(engine: sa.Engine) -> None:
    """Write the tables anew without the rows that nobody sees any more."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in ("events", "entities", "blobs", "rivals"):
            connection.execute(sa.text(f"VACUUM (FULL) {table}"))
