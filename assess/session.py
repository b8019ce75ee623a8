"""The session: the only writer of a dossier. Both faces, terminal app and command line, work through it.

`apply` turns edits into events, seals them into the author's chains and returns when they are durable. State and
results are kept per body and recomputed only for the bodies that changed. Calls may come from any thread; they
are taken one at a time.
"""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

import msgspec

from assess.base.clock import Clock, utc_now
from assess.base.texts import Text
from assess.dossier import store as dossier_store
from assess.dossier.author import Author, this_author
from assess.dossier.edits import Edit, StepFinding
from assess.dossier.entities import Body, BodyState, Campaign, Entity
from assess.dossier.erasing import erasing
from assess.dossier.erasure import Erasure
from assess.dossier.events import Act, Event
from assess.dossier.heads import Conflict, settling
from assess.dossier.imprint import Imprint
from assess.dossier.key import Key
from assess.dossier.labels import describe
from assess.dossier.lock import WriterLock
from assess.dossier.lookup import Mark, no_body
from assess.dossier.record import (
    contents,
    overlaid,
    read_bodies,
    read_body,
    read_campaign,
    read_imprint,
    read_record,
)
from assess.dossier.resolve import resolve
from assess.dossier.signal import Signal
from assess.dossier.store import Store
from assess.dossier.undo import Stacks, stacks
from assess.dossier.verify import Verification, verify
from assess.dossier.writer import Writer, body_of, first_event
from assess.findings.book import SignalBook, judged_book, own_signals
from assess.findings.evaluate import Scored, score_together
from assess.findings.find import as_it_stands
from assess.findings.years import Earlier
from assess.forensics.verdicts import Judged
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
        self._together: dict[str, Scored] = {}
        self._signals: dict[str, tuple[Signal, ...]] = {}
        self._book: SignalBook | None = None
        self._bodies: list[Body] | None = None
        self._writer = Writer(store, self.campaign.id, author, clock)

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
            self._together.clear()
            self._signals.clear()
            self._book = None
            self._bodies = None

    # -- reading ---------------------------------------------------------------------------------------

    @property
    def head(self) -> str:
        """The journal head: one digest over all that was done, on whichever device."""
        with self._mutex:
            return self._store.head()

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
                raise no_body(body, self.bodies())
            return state

    def campaign_signals(self) -> tuple[Signal, ...]:
        """Recorded results of tests that are about the campaign as a whole."""
        with self._mutex:
            return tuple(e for _, e in self._store.entities(body="", kind="signal") if isinstance(e, Signal))

    def imprint(self) -> Imprint | None:
        """What is printed on the campaign's documents: issuer, signatories, mark, deadlines; None when not set."""
        with self._mutex:
            return read_imprint(self._store)

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
                self._results[body] = result_of(self.pack, self.state(body), self._scored(body), self._judged(body))
            return self._results[body]

    def _scored(self, body: str) -> Scored | None:
        """The scores of `body` among all others, where they depend on them."""
        if not self.pack.relative:
            return None
        if not self._together:
            self._together = score_together(self.pack, [self.state(b.id) for b in self.bodies()])
        return self._together[body]

    def _judged(self, body: str) -> tuple[Judged, ...]:
        """The signals of `body` judged beside those of all others, which are read only when it has any."""
        if not self._own_signals(body):
            return ()
        if self._book is None:
            self._book = self._judge_all()
        return self._book.of(body)

    def _judge_all(self) -> SignalBook:
        found = [s for b in self.bodies() for s in self._own_signals(b.id)]
        return judged_book([*found, *self.campaign_signals()])

    def _own_signals(self, body: str) -> tuple[Signal, ...]:
        if body not in self._signals:
            self._signals[body] = own_signals(self.pack, self.state(body))
        return self._signals[body]

    def _judge_again(self) -> None:
        """Signals were written: forget the results of bodies that are judged otherwise beside them."""
        if self._book is not None:
            before, self._book = self._book, self._judge_all()
            for body in [b for b in self._results if self._book.of(b) != before.of(b)]:
                self._results.pop(body)

    def progress(self) -> dict[str, tuple[int, int]]:
        """body -> (indicators of the pack with an answer, indicators)."""
        with self._mutex:
            asked = {i.id for i in self.pack.indicators}
            answered = {b.id: {i for i, _ in self.state(b.id).answers} & asked for b in self.bodies()}
            return {body: (len(found), len(asked)) for body, found in answered.items()}

    def snapshot(self, before: Sequence[Earlier] = ()) -> Snapshot:
        """The whole campaign's results at the present journal head, findings beside those of periods `before`."""
        with self._mutex:
            return build_snapshot(self.pack, read_record(self._store), made=self._clock(), before=before)

    def history(self, body: str | None = None, limit: int = 200) -> list[HistoryEntry]:
        """The newest actions, newest first, at most `limit`."""
        with self._mutex:
            return [
                HistoryEntry(
                    hash=events[-1].hash,
                    at=events[0].at,
                    author=events[0].author,
                    label=self._describe(events),
                    body=events[0].body,
                    batch=events[0].batch,
                    act=events[0].act,
                    events=len(events),
                )
                for events in self._store.newest_actions(limit, body)
            ]

    def journal(self, bodies: Collection[str] | None = None) -> list[Event]:
        """All events, or those of `bodies` with the campaign's own; NotFound for a body that is not there."""
        with self._mutex:
            for body in bodies or ():
                self.state(body)
            events = self._store.events()
            return events if bodies is None else [e for e in events if not e.body or e.body in bodies]

    def blobs_held(self) -> frozenset[str]:
        """SHA-256 of every attached file that the dossier holds."""
        with self._mutex:
            return self._store.blobs_held()

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
            return self._write(*self._resolved(edits))

    def rehearse(self, *edits: Edit) -> dict[str, Entity | None]:
        """What `apply` would put into which slots, with nothing written; raises what `apply` would."""
        with self._mutex:
            return self._resolved(edits)[0]

    def _resolved(self, edits: Sequence[Edit]) -> tuple[dict[str, Entity | None], list[bytes]]:
        slots: dict[str, Entity | None] = {}
        blobs: list[bytes] = []

        def look(body: str) -> BodyState | None:
            # Later edits build on earlier ones of the same action.
            return overlaid(body, self._look(body), slots) if slots else self._look(body)

        for edit in edits:
            mark = Mark()
            if isinstance(edit, StepFinding) and look(edit.body) is not None:
                result = self.result(edit.body)
                edit = as_it_stands(edit, result.findings, result.withdrawn)
                mark = Mark(self.author.name, self._clock())
            puts = resolve(edit, self.pack, look, mark)
            slots.update(puts.slots)
            blobs += puts.blobs
        return slots, blobs

    def keys(self) -> dict[str, Key]:
        """The campaign's key list, by id."""
        with self._mutex:
            return {e.id: e for _, e in self._store.entities(body="", kind="key") if isinstance(e, Key)}

    def erasures(self) -> tuple[Erasure, ...]:
        """What was erased by law."""
        with self._mutex:
            return tuple(e for _, e in self._store.entities(body="", kind="erasure") if isinstance(e, Erasure))

    def conflicts(self) -> list[Conflict]:
        """What two people put into the same slots without knowing of each other, not settled yet."""
        with self._mutex:
            return self._store.conflicts()

    def settle(self, slot: str, event: str) -> Change:
        """Settle the conflict in `slot` for the side whose event is `event`; undone like any action.

        NotFound when there is no such conflict or side.
        """
        with self._mutex:
            slots = settling(self.conflicts(), slot, event, self._store.holders())
            events = self._writer.write(slots, [])
            self.refresh()
            bodies = tuple(sorted({e.body for e in events}))
            return Change(label=self._describe(events), bodies=bodies, slots=tuple(slots), events=len(events))

    def unite(
        self, events: Sequence[Event], blobs: Iterable[bytes] = (), *, rehearse: bool = False
    ) -> list[Conflict]:
        """Add checked `events` of other journals of this campaign, and give the conflicts that are open then.

        Durable when this returns, all or nothing; `rehearse` only tells the conflicts.
        """
        with self._mutex:
            found = self._store.unite(events, blobs, rehearse=rehearse)
            if not rehearse and any(e.kind == "erasure" for e in events):
                self._store.scrub()
            self.refresh()
            self.campaign = read_campaign(self._store)
            self._writer = Writer(self._store, self.campaign.id, self.author, self._clock)
            return found

    def erase(self, reason: str, slots: Sequence[str] = (), author: str = "", *, files: bool = False) -> Change:
        """Erase the texts that all events in `slots` hold, or the name of `author`, by law; it cannot be undone.

        `files` erases attached files of evidence too. What remains are salted hashes, so that every chain still
        verifies, and the erasure itself with its reason. NotFound when there is nothing to erase.
        """
        with self._mutex:
            erasure = erasing(self._store.events(), reason, slots, author, files=files)
            events = self._writer.write({erasure.slot: erasure}, [])
            self._store.scrub()
            self.refresh()
            self._writer = Writer(self._store, self.campaign.id, self.author, self._clock)
            return Change(label=self._describe(events), bodies=(), slots=(erasure.slot,), events=len(events))

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
        while events[0].target and (before := self._store.events(batch=events[0].target)):
            events = before
        return events

    def _take_back(self, batch: str, act: Act) -> Change:
        return self._write(self._writer.before(batch), [], act, batch)

    def _write(
        self, slots: Mapping[str, Entity | None], blobs: Sequence[bytes], act: Act = "do", target: str = ""
    ) -> Change:
        states = [self._look(body) for body in {body_of(slot) for slot in slots}]
        held: dict[str, Entity] = {e.slot: e for state in states if state for e in contents(state)}
        if any(not body_of(slot) for slot in slots):
            held.update({e.slot: e for _, e in self._store.entities(body="")})
        slots = {slot: entity for slot, entity in slots.items() if held.get(slot) != entity}
        events = self._writer.write(slots, blobs, act, target)
        touched = tuple(sorted({e.body for e in events}))
        for body in touched:
            # What was written is known: no need to read it back.
            state = overlaid(body, self._states.pop(body, None), slots)
            if state is not None:
                self._states[body] = state
            self._results.pop(body, None)
            self._signals.pop(body, None)
        if touched and self._together:
            # One value changes the norms, and with them the scores of all.
            self._results.clear()
            self._together.clear()
        if any(e.slot.startswith("body/") for e in events):
            self._bodies = None
        if self._store.sides() or any(e.slot.startswith("settlement/") for e in events):
            # What stands against each other has to be read again.
            self.refresh()
        if any(e.slot.startswith(("body/", "signal/", "measurement/")) for e in events):
            self._judge_again()
        label = self._describe(events) if events else Text(zh="没有变化", en="No change")
        return Change(label=label, bodies=touched, slots=tuple(slots), events=len(events))


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
    dossier_store.check_free(path)
    campaign = Campaign(
        id=uuid.uuid4().hex,
        title=title,
        pack=pack.id,
        pack_version=pack.version,
        pack_digest=pack.digest,
        period=period,
        created=clock(),
    )
    lock = WriterLock(path)
    lock.take(author.name)
    try:
        dossier_store.create(path, first_event(campaign, author))
    finally:
        lock.release()
    return open_session(path, author=author, pack=pack, clock=clock)


def found_session(path: Path, events: Sequence[Event], pack: Pack, author: Author) -> Session:
    """Make a dossier at `path` out of the checked whole journal of a campaign, without its evidence files."""
    dossier_store.check_free(path)
    ordered = sorted(events, key=lambda e: (e.clock, e.hash))
    first = next(e for e in ordered if e.slot == "campaign" and e.link == 1)
    dossier_store.create(path, first)
    session = open_session(path, author=author, pack=pack)
    session.unite([e for e in ordered if e.hash != first.hash])
    return session


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
    dossier_store.check_file(path, readonly=readonly)
    with contextlib.ExitStack() as half_open:
        lock = None
        if not readonly:
            lock = WriterLock(path)
            lock.take(author.name)
            half_open.callback(lock.release)
        store = dossier_store.open_store(path, readonly=readonly)
        half_open.callback(store.close)
        session = Session(store, pack or _pack_of(store), author, lock, clock)
        half_open.pop_all()
        return session


def _pack_of(store: Store) -> Pack:
    campaign = read_campaign(store)
    return load_pack(find_pack(campaign.pack))
