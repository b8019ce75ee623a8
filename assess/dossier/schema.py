"""Tables of the dossier file. The journal is the truth; `entities` is its projection and can be rebuilt."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

FORMAT: Final = 2
"""Version of the file format, kept in SQLite's `user_version`; `migrate.py` brings older files to it."""
APPLICATION_ID: Final = 0x41535353
"""SQLite's `application_id` of a dossier ("ASSS"), so that other databases are told apart."""

metadata = sa.MetaData()

events = sa.Table(
    "events",
    metadata,
    sa.Column("local", sa.Integer, primary_key=True, comment="order of arrival in this file"),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("chain", sa.Text, nullable=False),
    sa.Column("link", sa.Integer, nullable=False),
    sa.Column("prev", sa.Text, nullable=False),
    sa.Column("clock", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("slot", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("replaces", sa.Text, nullable=False),
    sa.Column("batch", sa.Text, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("fields", sa.Text, nullable=False, comment="JSON: name -> {salt, value} or {erased}"),
    sa.UniqueConstraint("chain", "link", name="one_event_per_link"),
    sqlite_strict=True,
)
sa.Index("events_by_slot", events.c.slot, events.c.clock)
sa.Index("events_by_batch", events.c.batch)
sa.Index("events_by_body", events.c.body, events.c.local)

entities = sa.Table(
    "entities",
    metadata,
    sa.Column("slot", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("event", sa.Text, sa.ForeignKey("events.hash"), nullable=False),
    sa.Column("value", sa.Text, nullable=False, comment="JSON of the entity"),
    sqlite_strict=True,
)
sa.Index("entities_by_body", entities.c.body, entities.c.kind)

blobs = sa.Table(
    "blobs",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sqlite_strict=True,
)

rivals = sa.Table(
    "rivals",
    metadata,
    sa.Column("slot", sa.Text, nullable=False),
    sa.Column("event", sa.Text, sa.ForeignKey("events.hash"), nullable=False, primary_key=True),
    sqlite_strict=True,
)
"""Open conflicts: the heads of every slot that has several. It follows from the journal, like `entities`."""
