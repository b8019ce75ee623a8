"""The reading half of a dossier: every question that the journal and its projection are asked.

What is read within `steady` belongs to one state of the dossier, whatever another program writes meanwhile.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from assess.base.digest import digest
from assess.base.errors import StoreError
from assess.dossier import schema
from assess.dossier.connection import begun, broken, database_errors
from assess.dossier.entities import Entity
from assess.dossier.events import WHO, Event, Field
from assess.dossier.heads import Conflict
from assess.dossier.rows import event_of, sound
from assess.dossier.server import server_of
from assess.dossier.tally import Tally, newest_batches, tally
from assess.dossier.uniting import open_conflicts, open_sides

_AT_ONCE = 500
"""How many values one query asks for; SQLite allows 999 in every version."""


_FOLLOWED = ("local", "hash", "chain", "link", "clock", "slot", "kind", "body", "batch")
_ARRIVAL = [schema.events.c[n] for n in _FOLLOWED]


class Arrival(msgspec.Struct, frozen=True):
    """What those who follow a journal need of an event; `local` is its place in the order of arrival."""

    local: int
    hash: str
    chain: str
    link: int
    clock: int
    slot: str
    kind: str
    body: str
    batch: str


class Action(msgspec.Struct, frozen=True):
    """An action of the journal: the events that tell what it was, the first and the last among them, the number of
    all, and its place in the order of arrival."""

    events: tuple[Event, ...]
    count: int
    position: int


class StoreReader:
    """An open dossier as it can be read; `store.Store` is what is opened."""

    def __init__(self, path: Path, engine: sa.Engine, *, readonly: bool) -> None:
        self.path = path
        self.readonly = readonly
        self._engine = engine
        self._server = server_of(path)
        self._united: bool | None = None
        with database_errors(path):
            self._connection = engine.connect()

    @property
    def shared(self) -> bool:
        """Whether others may write while this is open: a dossier on a server, of which there is no one writer."""
        return self._server is not None

    def entities(self, body: str | None = None, kind: str | None = None) -> list[tuple[str, Entity]]:
        """Current entities as (event hash, entity), optionally of one body or kind, in slot order."""
        table = schema.entities
        query = sa.select(table.c.event, table.c.value).order_by(table.c.slot)
        if body is not None:
            query = query.where(table.c.body == body)
        if kind is not None:
            query = query.where(table.c.kind == kind)
        with self._reading() as connection:
            rows = sound(connection.execute(query), list[tuple[str, str]])
            return [(h, msgspec.json.decode(v, type=Entity)) for h, v in rows]

    def conflicts(self) -> list[Conflict]:
        """Open conflicts, by slot: what was changed twice, and bodies removed while something was recorded."""
        with self.steady(), self._reading() as connection:
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
            return sound(connection.execute(sa.select(schema.entities)), list[tuple[str, str, str, str, str]])

    def holders(self, of: Iterable[str] | None = None) -> dict[str, str]:
        """All occupied slots, or those among `of`, with the hash of the event each entity comes from."""
        query = sa.select(schema.entities.c.slot, schema.entities.c.event)
        wanted = None if of is None else list(of)
        parts = (
            [wanted[i : i + _AT_ONCE] for i in range(0, len(wanted), _AT_ONCE)] if wanted is not None else [None]
        )
        found: dict[str, str] = {}
        with self._reading() as connection:
            for part in parts:
                asked = query if part is None else query.where(schema.entities.c.slot.in_(part))
                found.update(sound(connection.execute(asked), list[tuple[str, str]]))
        return found

    def events(self, *, batch: str | None = None) -> list[Event]:
        """Events in order of arrival, optionally of one action."""
        query = sa.select(schema.events).order_by(schema.events.c.local)
        if batch is not None:
            query = query.where(schema.events.c.batch == batch)
        with self._reading() as connection:
            return [event_of(row) for row in connection.execute(query).mappings()]

    def imported(self, batch: str) -> bool:
        """Whether the action put a file that was read into a slot."""
        events = schema.events.c
        query = sa.select(events.hash).where(events.batch == batch, events.slot.like("import/%")).limit(1)
        with self._reading() as connection:
            return connection.execute(query).first() is not None

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

    def events_under(self, body: str, prefix: str) -> list[Event]:
        """Events of `body` in slots that begin with `prefix`, in order of arrival."""
        e = schema.events.c
        query = sa.select(schema.events).where(e.body == body, e.slot.startswith(prefix, autoescape=True))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(e.local)).mappings()
            # Not every database tells capitals apart here.
            return [event_of(row) for row in rows if row["slot"].startswith(prefix)]

    def written_by_others(self, author: str) -> bool:
        """Whether anybody but `author` has written in the journal."""
        e = schema.events.c
        with self._reading() as connection:
            return connection.execute(sa.select(e.hash).where(e.author != author).limit(1)).first() is not None

    def newest_actions(
        self, limit: int, body: str | None = None, author: str | None = None, before: int | None = None
    ) -> list[Action]:
        """The `limit` newest actions (on `body`, of `author`, from before a position), newest first.

        Of an action of thousands of events only those are read that tell what it was.
        """
        e = schema.events.c
        on_it = e.body == body if body is not None else sa.true()
        mine = sa.and_(on_it, e.author == author if author is not None else sa.true())
        return self._actions(mine, limit, before)

    def action(self, batch: str) -> Action | None:
        """The action `batch` in brief; None when there is no such."""
        return next(iter(self._actions(schema.events.c.batch == batch, 1)), None)

    def _actions(self, mine: sa.ColumnElement[bool], limit: int, before: int | None = None) -> list[Action]:
        e = schema.events.c
        last = sa.func.max(e.local)
        newest = sa.select(e.batch, sa.func.count(), sa.func.min(e.local), last).where(mine).group_by(e.batch)
        if before is not None:
            newest = newest.having(last < before)
        with self._reading() as connection:
            rows = connection.execute(newest.order_by(last.desc()).limit(limit))
            found = sound(rows, list[tuple[str, int, int, int]])
            telling: dict[str, list[Event]] = {batch: [] for batch, *_ in found}
            for event in self._telling(connection, found, mine):
                telling[event.batch].append(event)
        return [Action(tuple(telling[batch]), count, at) for batch, count, _, at in found]

    def _telling(
        self, connection: sa.Connection, actions: list[tuple[str, int, int, int]], mine: sa.ColumnElement[bool]
    ) -> Iterator[Event]:
        """The first and the last event of each action, and those that name it, in order of arrival."""
        e = schema.events.c
        naming = sa.or_(
            sa.and_(e.slot.like("body/%"), e.kind == ""), sa.and_(e.slot.like("import/%"), e.kind != "")
        )
        for i in range(0, len(actions), _AT_ONCE // 3):
            part = actions[i : i + _AT_ONCE // 3]
            several = [batch for batch, count, *_ in part if count > 1]
            named = sa.select(sa.func.min(e.local)).where(mine, naming, e.batch.in_(several))
            ends = [at for _, _, first, last in part for at in {first, last}]
            wanted = sa.or_(e.local.in_(ends), e.local.in_(named.group_by(e.batch, e.kind)))
            query = sa.select(schema.events).where(mine, wanted).order_by(e.local)
            yield from (event_of(row) for row in connection.execute(query).mappings())

    def newest_batches(self, most: int) -> list[str]:
        """The newest actions, newest first, at most `most`, without their events."""
        with self._reading() as connection:
            return newest_batches(connection, most)

    def interrupt(self) -> None:
        """End what is being read on another thread, with StoreError there; nothing happens when nothing is."""
        with contextlib.suppress(StoreError, sa.exc.InvalidRequestError), database_errors(self.path):
            # It may be closed by now; what is left to end is then nothing.
            raw: Any = self._connection.connection.driver_connection
            # What SQLite calls to interrupt, PostgreSQL calls to cancel; both may be asked from any thread.
            (raw.cancel if self.shared else raw.interrupt)()

    def tally(self) -> Tally:
        """How much the dossier holds, counted by the database."""
        with self._reading() as connection:
            return tally(connection)

    def batches(self, author: str, device: str) -> list[tuple[str, str, str]]:
        """(batch, act, target) of every action of `author` on `device`, oldest first."""
        e = schema.events.c
        query = (
            sa.select(e.batch, sa.func.min(e.act), sa.func.min(e.target))
            .where(e.author == author, e.device == device, e.slot != "campaign")
            .group_by(e.batch)
            # An action that erases by law is never taken back, whatever else it did.
            .having(sa.func.max(sa.case((e.kind == "erasure", 1), else_=0)) == 0)
            .order_by(sa.func.min(e.local))
        )
        with self._reading() as connection:
            return sound(connection.execute(query), list[tuple[str, str, str]])

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
            found = sound(connection.execute(query).scalars(), list[str])
            return msgspec.json.decode(found[0], type=dict[str, Field]).get(WHO) if found else None

    def tips(self) -> dict[str, tuple[int, str]]:
        """chain -> (link, hash) of its last event."""
        e = schema.events.c
        newest = sa.select(e.chain, sa.func.max(e.link).label("link")).group_by(e.chain).subquery()
        query = sa.select(e.chain, e.link, e.hash).join(
            newest, sa.and_(e.chain == newest.c.chain, e.link == newest.c.link)
        )
        with self._reading() as connection:
            rows = sound(connection.execute(query), list[tuple[str, int, str]])
        return {chain: (link, h) for chain, link, h in rows}

    def counts(self) -> tuple[int, int]:
        """(number of events, highest clock)."""
        e = schema.events.c
        with self._reading() as connection:
            rows = sound(
                connection.execute(sa.select(sa.func.count(), sa.func.max(e.clock))), list[tuple[int, int | None]]
            )
        n, clock = rows[0]
        return n, clock or 0

    def head(self) -> str:
        """The journal head: one digest over the tips of all chains, independent of order of arrival."""
        return digest(sorted(h for _, h in self.tips().values()))

    def position(self) -> int:
        """How far the order of arrival has come: what arrives later has a higher number."""
        with self._reading() as connection:
            return int(connection.execute(sa.select(sa.func.max(schema.events.c.local))).scalar_one() or 0)

    def arrived(self, since: int) -> list[Arrival]:
        """What has arrived after the position `since`, in order of arrival."""
        query = sa.select(*_ARRIVAL).where(schema.events.c.local > since).order_by(schema.events.c.local)
        with self._reading() as connection:
            rows = sound(connection.execute(query), list[tuple[int, str, str, int, int, str, str, str, str]])
        return [Arrival(*row) for row in rows]

    def blob(self, sha256: str) -> bytes | None:
        """The bytes held under `sha256`, or None."""
        # As it stands: the type of the column would make bytes of a damaged value, as many as a number says.
        raw = sa.type_coerce(schema.blobs.c.data, sa.types.NullType())
        query = sa.select(raw).where(schema.blobs.c.sha256 == sha256)
        with self._reading() as connection:
            found: Any = connection.execute(query).scalar_one_or_none()
            if not isinstance(found, bytes | None):
                raise msgspec.ValidationError("a file of evidence is not bytes")
            return found

    def blobs_held(self) -> frozenset[str]:
        """SHA-256 of every file held."""
        with self._reading() as connection:
            return frozenset(sound(connection.execute(sa.select(schema.blobs.c.sha256)).scalars(), list[str]))

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """Let everything read within see one state of the dossier, whatever another program writes meanwhile."""
        with database_errors(self.path):
            if self._connection.in_transaction():
                yield
                return
            with begun(self._reach(), steady=True):
                yield

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with database_errors(self.path):
            if self._connection.in_transaction():
                yield self._connection
            else:
                with begun(self._reach()):
                    yield self._connection

    def _reach(self) -> sa.Connection:
        """The connection, made anew when the server has hung up since."""
        if self.shared and broken(self._connection):
            with contextlib.suppress(sa.exc.DBAPIError):
                self._connection.close()
            self._connection = self._engine.connect()
        return self._connection
