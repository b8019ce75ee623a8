"""Tables of a dossier, in a file or on a server: the journal is the truth, its projection can be rebuilt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

FORMAT: Final = 2
"""Version of the file format, kept in SQLite's `user_version`; `migrate.py` brings older files to it."""
APPLICATION_ID: Final = 0x41535353
"""SQLite's `application_id` of a dossier ("ASSS"), so that other databases are told apart."""

_TEXT: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Texts are ordered byte by byte everywhere, so that the order of what is read does not depend on a locale."""
_NUMBER: Final = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
"""Whole numbers of 64 bits: what INTEGER means to SQLite."""

metadata = sa.MetaData()

events = sa.Table(
    "events",
    metadata,
    sa.Column("local", _NUMBER, sa.Identity(), primary_key=True, comment="order of arrival here"),
    sa.Column("hash", _TEXT, nullable=False, unique=True),
    sa.Column("version", _NUMBER, nullable=False),
    sa.Column("chain", _TEXT, nullable=False),
    sa.Column("link", _NUMBER, nullable=False),
    sa.Column("prev", _TEXT, nullable=False),
    sa.Column("clock", _NUMBER, nullable=False),
    sa.Column("body", _TEXT, nullable=False),
    sa.Column("author", _TEXT, nullable=False),
    sa.Column("device", _TEXT, nullable=False),
    sa.Column("at", _TEXT, nullable=False),
    sa.Column("slot", _TEXT, nullable=False),
    sa.Column("kind", _TEXT, nullable=False),
    sa.Column("replaces", _TEXT, nullable=False),
    sa.Column("batch", _TEXT, nullable=False),
    sa.Column("act", _TEXT, nullable=False),
    sa.Column("target", _TEXT, nullable=False),
    sa.Column("fields", _TEXT, nullable=False, comment="JSON: name -> {salt, value} or {erased}"),
    sa.UniqueConstraint("chain", "link", name="one_event_per_link"),
    sqlite_strict=True,
)
sa.Index("events_by_slot", events.c.slot, events.c.clock)
sa.Index("events_by_batch", events.c.batch)
sa.Index("events_by_body", events.c.body, events.c.local)

entities = sa.Table(
    "entities",
    metadata,
    sa.Column("slot", _TEXT, primary_key=True),
    sa.Column("kind", _TEXT, nullable=False),
    sa.Column("body", _TEXT, nullable=False),
    sa.Column("event", _TEXT, sa.ForeignKey("events.hash"), nullable=False),
    sa.Column("value", _TEXT, nullable=False, comment="JSON of the entity"),
    sqlite_strict=True,
)
sa.Index("entities_by_body", entities.c.body, entities.c.kind)

blobs = sa.Table(
    "blobs",
    metadata,
    sa.Column("sha256", _TEXT, primary_key=True),
    sa.Column("size", _NUMBER, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sqlite_strict=True,
)

rivals = sa.Table(
    "rivals",
    metadata,
    sa.Column("slot", _TEXT, nullable=False),
    sa.Column("event", _TEXT, sa.ForeignKey("events.hash"), nullable=False, primary_key=True),
    sqlite_strict=True,
)
"""Open conflicts: the heads of every slot that has several. It follows from the journal, like `entities`."""

standing = sa.Table("dossier", sa.MetaData(), sa.Column("format", sa.Integer, nullable=False))
"""What tells a dossier on a server, and its format; in a file the header does."""


def inserting(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An insertion into `table` that can say what to do when the row is there already."""
    if connection.dialect.name != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)
