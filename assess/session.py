"""The session: the only writer of a dossier. Both faces, terminal app and command line, work through it.

`apply` turns edits into events, seals them into the author's chains and returns when they are durable. State and
results are kept per body and recomputed only for the bodies that changed. Calls may come from any thread; they
are taken one at a time.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import msgspec

from assess.base.clock import Clock, utc_now
from assess.base.errors import InputError, NotFound, StoreError
from assess.base.texts import Text
from assess.dossier import store as dossier_store
from assess.dossier.author import Author, this_author
from assess.dossier.edits import Edit
from assess.dossier.entities import Body, BodyState, Campaign, Entity
from assess.dossier.events import VERSION as EVENT_VERSION
from assess.dossier.events import Act, Event, chain_id, entity_of, salted, seal
from assess.dossier.labels import describe
from assess.dossier.lock import WriterLock
from assess.dossier.record import read_bodies, read_body, read_campaign, read_record
from assess.dossier.resolve import no_body, resolve
from assess.dossier.store import Store
from assess.dossier.undo import Stacks, stacks
from assess.dossier.verify import Verification, verify
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.packs.model import Pack
from assess.snapshot import BodyResult, Snapshot, build_snapshot, result_of


class Change(msgspec.Struct, frozen=True):
    """What an action did: a label for people, the bodies and slots it touched, the number of events."""

    label: Text
    bodies: tuple[str, ...]
    slots: tuple[str, ...]
    events: int


class HistoryEntry(msgspec.Struct, frozen=True):
    """One action in the journal, newest first in `Session.history`."""

    hash: str
    at: str
    author: str
    label: Text
    body: str
    batch: str
    act: Act
    events: int


class Session:
    """An open campaign. Make one with `open_session` or `create_session`; use it as a context manager."""

    def __init__(
        self, store: Store, pack: Pack, author: Author, lock: WriterLock | None, clock: Clock = utc_now
    ) -> None:
        self.pack = pack
        self.author = author
        self.readonly = store.readonly
        self.path = store.path
        self.campaign = read_campaign(store)
        self._store = store
        self._lock_file = lock
        self._clock = clock
        self._mutex = threading.RLock()
        self._states: dict[str, BodyState] = {}
        self._results: dict[str, BodyResult] = {}
        self._bodies: list[Body] | None = None
        self._holders: dict[str, str] | None = None
        self._tips = store.tips()
        _, self._time = store.counts()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and let others write."""
        with self._mutex:
            self._store.close()
            if self._lock_file:
                self._lock_file.release()

    def refresh(self) -> None:
        """Forget what was read, so that a read-only session sees what the writer has saved since."""
        with self._mutex:
            self._states.clear()
            self._results.clear()
            self._bodies = None

    # -- reading ---------------------------------------------------------------------------------------

    @property
    def pack_changed(self) -> bool:
        """Whether the pack is not, to the digest, the one the campaign was made with."""
        return self.pack.digest != self.campaign.pack_digest

    def bodies(self) -> list[Body]:
        """All assessed bodies, by id."""
        with self._mutex:
            if self._bodies is None:
                self._bodies = read_bodies(self._store)
            return list(self._bodies)

    def state(self, body: str) -> BodyState:
        """What the dossier holds about `body`; NotFound when there is no such body."""
        with self._mutex:
            state = self._look(body)
            if state is None:
                raise no_body(body)
            return state

    def _look(self, body: str) -> BodyState | None:
        if body not in self._states:
            found = next((b for b in self.bodies() if b.id == body), None)
            if found is None:
                return None
            self._states[body] = read_body(self._store, found)
        return self._states[body]

    def result(self, body: str) -> BodyResult:
        """Scores and findings of one body, without its place among peers."""
        with self._mutex:
            if body not in self._results:
                self._results[body] = result_of(self.pack, self.state(body))
            return self._results[body]

    def progress(self) -> dict[str, tuple[int, int]]:
        """body -> (indicators with an answer, indicators)."""
        with self._mutex:
            total = len(self.pack.indicators)
            return {b.id: (len({i for i, _ in self.state(b.id).answers}), total) for b in self.bodies()}

    def snapshot(self) -> Snapshot:
        """The whole campaign's results at the present journal head."""
        with self._mutex:
            return build_snapshot(self.pack, read_record(self._store), made=self._clock())

    def history(self, body: str | None = None, limit: int = 200) -> list[HistoryEntry]:
        """The newest actions, newest first, at most `limit`."""
        with self._mutex:
            groups: dict[str, list[Event]] = {}
            # An import is one action of hundreds of events: read back until enough actions are seen.
            for event in self._store.events(body=body, newest=limit * 500):
                if event.batch not in groups and len(groups) == limit:
                    break
                groups.setdefault(event.batch, []).insert(0, event)
            return [
                HistoryEntry(
                    hash=events[-1].hash,
                    at=events[0].at,
                    author=events[0].author,
                    label=self._describe(events),
                    body=events[0].body,
                    batch=batch,
                    act=events[0].act,
                    events=len(events),
                )
                for batch, events in groups.items()
            ]

    def blob(self, sha256: str) -> bytes | None:
        """The bytes of an attached file."""
        with self._mutex:
            return self._store.blob(sha256)

    def verify(self) -> Verification:
        """Recompute every hash of the journal; see `dossier.verify`."""
        with self._mutex:
            return verify(self._store)

    # -- writing ---------------------------------------------------------------------------------------

    def apply(self, *edits: Edit) -> Change:
        """Apply `edits` as one action: all are durable when this returns, or none is and the reason is raised."""
        with self._mutex:
            slots: dict[str, Entity | None] = {}
            blobs: list[bytes] = []
            for edit in edits:
                puts = resolve(edit, self.pack, self._look)
                slots.update(puts.slots)
                blobs += puts.blobs
            return self._write(slots, blobs, "do", "")

    def undo(self) -> Change | None:
        """Take this author's last action back by an inverse action; None when there is nothing to undo."""
        with self._mutex:
            batches = self._stacks().undo
            return self._take_back(batches[-1], "undo") if batches else None

    def redo(self) -> Change | None:
        """Take the last undo back; None when there is nothing to redo."""
        with self._mutex:
            batches = self._stacks().redo
            return self._take_back(batches[-1], "redo") if batches else None

    @property
    def undo_label(self) -> Text | None:
        """What `undo` would take back."""
        return self._label_of(self._stacks().undo)

    @property
    def redo_label(self) -> Text | None:
        """What `redo` would bring back."""
        return self._label_of(self._stacks().redo)

    def _stacks(self) -> Stacks:
        with self._mutex:
            return stacks(self._store.batches(self.author.name, self.author.device))

    def _label_of(self, batches: tuple[str, ...]) -> Text | None:
        with self._mutex:
            return describe(self._origin(self._store.events(batch=batches[-1])), self.pack) if batches else None

    def _describe(self, events: Sequence[Event]) -> Text:
        return describe(self._origin(events), self.pack, events[0].act)

    def _origin(self, events: Sequence[Event]) -> Sequence[Event]:
        """The action that a chain of undos and redos goes back to."""
        while events[0].target:
            events = self._store.events(batch=events[0].target)
        return events

    def _take_back(self, batch: str, act: Act) -> Change:
        slots: dict[str, Entity | None] = {}
        for event in self._store.events(batch=batch):
            if self._holder(event.slot) != (event.hash if event.kind else ""):
                raise InputError(
                    Text(
                        zh="此后已有人改动同一内容，不能撤销",
                        en="the same place has been changed since, so this cannot be taken back",
                    ),
                    Text(zh="请直接改成需要的值。", en="Set the value you want instead."),
                )
            before = self._store.event(event.replaces) if event.replaces else None
            slots.setdefault(event.slot, entity_of(before) if before else None)
        return self._write(slots, [], act, batch)

    def _write(self, slots: dict[str, Entity | None], blobs: Sequence[bytes], act: Act, target: str) -> Change:
        slots = {slot: entity for slot, entity in slots.items() if self._differs(slot, entity)}
        batch, at, time = uuid.uuid4().hex, self._clock(), self._time
        tips, events = dict(self._tips), []
        for slot, entity in slots.items():
            time += 1
            events.append(self._event(slot, entity, tips, (batch, at, time, act, target)))
        if events or blobs:
            self._store.append(events, blobs)
        self._tips, self._time = tips, time
        self._remember(events)
        touched = tuple(sorted({e.body for e in events if e.body}))
        label = self._describe(events) if events else Text(zh="没有变化", en="No change")
        return Change(label=label, bodies=touched, slots=tuple(slots), events=len(events))

    def _remember(self, events: Sequence[Event]) -> None:
        for event in events:
            self._states.pop(event.body, None)
            self._results.pop(event.body, None)
            if event.slot.startswith("body/"):
                self._bodies = None
            if self._holders is not None:
                self._holders[event.slot] = event.hash if event.kind else ""

    def _holder(self, slot: str) -> str:
        if self._holders is None:
            self._holders = self._store.holders()
        return self._holders.get(slot, "")

    def _differs(self, slot: str, entity: Entity | None) -> bool:
        holder = self._holder(slot)
        held = self._store.event(holder) if holder else None
        return bool(held) if entity is None else held is None or entity_of(held) != entity

    def _event(
        self,
        slot: str,
        entity: Entity | None,
        tips: dict[str, tuple[int, str]],
        action: tuple[str, str, int, Act, str],
    ) -> Event:
        batch, at, time, act, target = action
        body = "" if slot == "campaign" else slot.split("/")[1]
        chain = chain_id(self.campaign.id, body, self.author.name, self.author.device)
        link, prev = tips.get(chain, (0, chain))
        event = seal(
            Event(
                version=EVENT_VERSION,
                chain=chain,
                link=link + 1,
                prev=prev,
                clock=time,
                body=body,
                author=self.author.name,
                device=self.author.device,
                at=at,
                slot=slot,
                kind=entity.__struct_config__.tag if entity else "",  # type: ignore[arg-type]
                replaces=self._holder(slot),
                batch=batch,
                act=act,
                target=target,
                fields=salted(entity),
                hash="",
            )
        )
        tips[chain] = (link + 1, event.hash)
        return event


def create_session(
    path: Path,
    pack: Pack,
    title: Text,
    *,
    period: str = "",
    author: Author | None = None,
    clock: Clock = utc_now,
) -> Session:
    """Make a new dossier at `path` for a campaign by `pack` and open it for writing."""
    author = author or this_author()
    store = dossier_store.create(path)
    lock = WriterLock(path)
    lock.take(author.name)
    campaign = Campaign(
        id=uuid.uuid4().hex,
        title=title,
        pack=pack.id,
        pack_version=pack.version,
        pack_digest=pack.digest,
        period=period,
        created=clock(),
    )
    chain = chain_id(campaign.id, "", author.name, author.device)
    first = Event(
        version=EVENT_VERSION, chain=chain, link=1, prev=chain, clock=1, body="",
        author=author.name, device=author.device, at=campaign.created, slot=campaign.slot, kind="campaign",
        replaces="", batch=uuid.uuid4().hex, act="do", target="", fields=salted(campaign), hash="",
    )  # fmt: skip
    store.append([seal(first)])
    return Session(store, pack, author, lock, clock)


def open_session(
    path: Path,
    *,
    author: Author | None = None,
    readonly: bool = False,
    pack: Pack | None = None,
    clock: Clock = utc_now,
) -> Session:
    """Open the dossier at `path`.

    Raises StoreError for a file that is not a dossier, Locked when another program writes to it, and NotFound when
    the campaign's pack is neither shipped nor in the user's folder.
    """
    author = author or this_author()
    lock = None
    store = dossier_store.open_store(path, readonly=readonly)
    try:
        if not readonly:
            lock = WriterLock(path)
            lock.take(author.name)
        return Session(store, pack or _pack_of(store), author, lock, clock)
    except (InputError, NotFound, StoreError):
        store.close()
        if lock:
            lock.release()
        raise


def _pack_of(store: Store) -> Pack:
    campaign = read_campaign(store)
    return load_pack(find_pack(campaign.pack))
