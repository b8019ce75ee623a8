"""Bringing a dossier of an older format to the present one, in one transaction, before anybody writes to it.

Format 2 keeps open conflicts in a table of their own. Journals of format 1 were never united, so it begins empty.
"""

from __future__ import annotations

import sqlalchemy as sa

from assess.dossier import schema


def migrate(engine: sa.Engine) -> None:
    """Bring the file behind `engine` to the present format; harmless when it has it."""
    with engine.connect() as connection:
        if int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) >= schema.FORMAT:
            return
        connection.rollback()
        with connection.begin():
            schema.rivals.create(connection, checkfirst=True)
            connection.exec_driver_sql(f"PRAGMA user_version={schema.FORMAT}")
        # The version is read off the first bytes of the file itself, which the log has to reach.
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
