"""What a session can be asked: state, results and history, kept per body and computed once until it changes."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from typing import Final, Self

import msgspec

from assess.base.clock import Clock, utc_now
from assess.base.texts import Text
from assess.dossier.author import Author
from assess.dossier.draw import Draw
from assess.dossier.entities import Body, BodyState, Record
from assess.dossier.erasure import Erasure
from assess.dossier.events import Act, Event
from assess.dossier.following import Follower
from assess.dossier.heads import Conflict
from assess.dossier.imprint import Imprint
from assess.dossier.key import Key
from assess.dossier.labels import describe
from assess.dossier.lock import WriterLock
from assess.dossier.lookup import no_body
from assess.dossier.reader import Action, Arrival
from assess.dossier.record import (
    campaign_when,
    read_bodies,
    read_body,
    read_campaign,
    read_imprint,
    read_record,
)
from assess.dossier.signal import Signal
from assess.dossier.store import Store
from assess.dossier.undo import Stacks, stacks
from assess.dossier.verify import Verification, verify
from assess.dossier.workflow.reading import read_heads, read_roles
from assess.dossier.workflow.roles import Roles
from assess.dossier.workflow.signing import deadline_in, fresh
from assess.dossier.workflow.standing import BodyWork, body_work
from assess.dossier.workflow.step import WorkStep
from assess.findings.book import SignalBook, judged_book, own_signals
from assess.findings.evaluate import Scored, score_together
from assess.findings.years import Earlier
from assess.forensics.verdicts import Judged
from assess.packs.model import Pack
from assess.snapshot import BodyResult, Snapshot, build_snapshot, result_of

MOST_RESULTS: Final = 500
"""Results that are kept: those of thousands of bodies by hundreds of indicators are hundreds of megabytes."""


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
    position: int = 0
    """Where the action stands in the order of arrival."""


class Reader:
    """An open campaign as it can be read; calls may come from any thread and are taken one at a time."""

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
        self._follower = Follower(store)
        self._untold: set[str] = set()
        self._roles: Roles | None = None

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
            self._forget()
            self._follower.restart()

    def _forget(self) -> None:
        self._states.clear()
        self._results.clear()
        self._together.clear()
        self._signals.clear()
        self._book = None
        self._bodies = None
        self._roles = None

    @property
    def shared(self) -> bool:
        """Whether others may write while this is open: a dossier on a server."""
        return self._store.shared

    def catch_up(self) -> frozenset[str]:
        """Take in what others wrote to a shared dossier; gives the bodies that it is about ("": the campaign)."""
        if not self._store.shared:
            return frozenset()
        with self._mutex:
            self._take_in(self._store.arrived(self._follower.taken))
            told, self._untold = frozenset(self._untold), set()
            return told

    def _take_in(self, arrived: Sequence[Arrival]) -> None:
        news = self._follower.news(arrived)
        touched = frozenset(a.body for a in news)
        if "" in touched or any(a.slot.startswith("body/") for a in news):
            self.campaign = read_campaign(self._store)
            self._forget()
        elif touched:
            for body in touched:
                self._states.pop(body, None)
                self._results.pop(body, None)
                self._signals.pop(body, None)
            if self._together or self._book is not None:
                # Bodies are seen beside each other, so what changed about one may change the others.
                self._results.clear()
                self._together.clear()
                self._book = None
        # What a turn took in is told by the next look all the same.
        self._untold |= touched

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
            state = self._state(body)
            self._follower.showed(body)
            return state

    def _state(self, body: str) -> BodyState:
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
            when = campaign_when(self.campaign)
            self._states[body] = self._follower.read(body, lambda: read_body(self._store, found, when))
        return self._states[body]

    def result(self, body: str) -> BodyResult:
        """Scores and findings of one body, without its place among peers."""
        with self._mutex:
            found = self._results.pop(body, None)
            if found is None:
                found = result_of(self.pack, self._state(body), self._scored(body), self._judged(body))
            self._results[body] = found
            while len(self._results) > MOST_RESULTS:
                # The one that was not asked for the longest.
                del self._results[next(iter(self._results))]
            return found

    def _scored(self, body: str) -> Scored | None:
        """The scores of `body` among all others, where they depend on them."""
        if not self.pack.relative:
            return None
        if not self._together:
            self._together = score_together(self.pack, [self._state(b.id) for b in self.bodies()])
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
            self._signals[body] = own_signals(self.pack, self._state(body))
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
            answered = {b.id: {i for i, _ in self._state(b.id).answers} & asked for b in self.bodies()}
            return {body: (len(found), len(asked)) for body, found in answered.items()}

    def snapshot(self, before: Sequence[Earlier] = ()) -> Snapshot:
        """The whole campaign's results at the present journal head, findings beside those of periods `before`."""
        with self._mutex:
            return build_snapshot(self.pack, read_record(self._store), made=self._clock(), before=before)

    def history(
        self, body: str | None = None, limit: int = 200, author: str | None = None, before: int | None = None
    ) -> list[HistoryEntry]:
        """The newest actions (on `body`, of `author`, older than the `position` of an entry), newest first."""
        with self._mutex:
            return [self._entry(action) for action in self._store.newest_actions(limit, body, author, before)]

    def _entry(self, action: Action) -> HistoryEntry:
        events = action.events
        told, count = events, action.count
        seen = {told[0].target}
        while told[0].target and (origin := self._store.action(told[0].target)) is not None:
            told, count = origin.events, origin.count
            if told[0].target in seen:
                # No edit makes a circle, yet a dossier from elsewhere may hold one.
                break
            seen.add(told[0].target)
        return HistoryEntry(
            hash=events[-1].hash,
            at=events[0].at,
            author=events[0].author,
            label=describe(told, self.pack, events[0].act, count),
            body=events[0].body,
            batch=events[0].batch,
            act=events[0].act,
            events=action.count,
            position=action.position,
        )

    def journal(self, bodies: Collection[str] | None = None) -> list[Event]:
        """All events, or those of `bodies` with the campaign's own; NotFound for a body that is not there."""
        with self._mutex:
            for body in bodies or ():
                self._state(body)
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

    def roles(self) -> Roles:
        """Who has which role, as the journal gives them; see `dossier.workflow.roles`."""
        with self._mutex:
            if self._roles is None:
                self._roles = read_roles(self._store)
            return self._roles

    def deadline(self) -> WorkStep | None:
        """By when all bodies submit, or None."""
        with self._mutex:
            return deadline_in(e for _, e in self._store.entities(body="", kind="work"))

    def work(self, body: str) -> BodyWork:
        """How far the assessment of `body` has got; NotFound when there is no such body."""
        with self._mutex:
            return body_work(self.pack, self.state(body), self.deadline())

    def fresh_signs(self, body: str) -> frozenset[str]:
        """Ids of the sign-offs of `body` since which nothing on it was changed."""
        with self._mutex:
            signs = [s for s in self.state(body).work if s.matter == "sign"]
            heads = read_heads(self._store, body) if signs else {}
            return frozenset(s.id for s in signs if fresh(s, heads))

    def body_head(self, body: str) -> str:
        """What a sign-off of `body` would be on now (see `workflow.signing`): another once anything changes."""
        with self._mutex:
            return read_heads(self._store, body).get(body, "")

    def record(self) -> Record:
        """All that is held, read in one go."""
        with self._mutex:
            return read_record(self._store)

    def keys(self) -> dict[str, Key]:
        """The campaign's key list, by id."""
        with self._mutex:
            return {e.id: e for _, e in self._store.entities(body="", kind="key") if isinstance(e, Key)}

    def erasures(self) -> tuple[Erasure, ...]:
        """What was erased by law."""
        with self._mutex:
            return tuple(e for _, e in self._store.entities(body="", kind="erasure") if isinstance(e, Erasure))

    def draws(self) -> tuple[Draw, ...]:
        """Samples that were drawn for second review, the oldest first."""
        with self._mutex:
            found = (e for _, e in self._store.entities(body="", kind="draw") if isinstance(e, Draw))
            return tuple(sorted(found, key=lambda d: (d.drawn_on, d.id)))

    def conflicts(self) -> list[Conflict]:
        """What two people put into the same slots without knowing of each other, not settled yet."""
        with self._mutex:
            return self._store.conflicts()

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
