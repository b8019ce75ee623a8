"""Saving: one thread owns the session, so that the screen never waits for the disk.

Everything asked of the session goes through here in order. What is being typed is held for a moment, one edit a
slot, and handed over when typing pauses, when the field is left, and before anything else is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec
from textual.message import Message

from assess.base.errors import AssessError, InputError, NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from assess.dossier.edits import Edit
    from assess.dossier.entities import BodyState
    from assess.dossier.workflow.standing import BodyWork
    from assess.session import Change, Session
    from assess.snapshot import BodyResult

T = TypeVar("T")
Status = Literal["saved", "saving", "failed", "readonly"]
Wait = Literal["none", "work", "open"]
"""What the next key waits for: nothing, that this is written or read, or that a place or a dossier is open."""


class Done(Message):
    """A job has ended, well or badly; `then` takes what it gave back, on the thread of the screen."""

    bubble = False

    def __init__(
        self,
        future: Future[Any],
        then: Callable[[Any], None],
        otherwise: Callable[[AssessError], None] | None,
        saved: tuple[Edit, ...] = (),
        key: str = "",
        wait: Wait = "none",
    ) -> None:
        super().__init__()
        self.future, self.then, self.otherwise = future, then, otherwise
        self.saved, self.key, self.wait = saved, key, wait


class BodyView(msgspec.Struct, frozen=True):
    """A body as the screens show it: what is held, what follows from it, and how far the work on it has got.

    `signed` counts the sign-offs that still hold; `roles` are those of whoever looks, None where none were given.
    """

    state: BodyState
    result: BodyResult
    work: BodyWork | None = None
    signed: int = 0
    roles: frozenset[str] | None = None


class Applied(msgspec.Struct, frozen=True):
    """What a write gave back: the change, and the view of the body it was about (None if that is gone)."""

    change: Change | None
    view: BodyView | None


class Saver:
    """Holds, queues and carries out all that concerns the session. Its methods belong to the screen's thread."""

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="dossier")
        self._side: ThreadPoolExecutor | None = None
        self._held: dict[str, Edit] = {}
        self._under_way: Counter[str] = Counter()
        self._open = 0
        self._waits: Counter[Wait] = Counter()
        self.failed: list[tuple[Edit, ...]] = []
        self.session: Session | None = None

    @property
    def status(self) -> Status:
        """What the badge shows."""
        if self.failed:
            return "failed"
        if self._held or self._under_way.total():
            return "saving"
        return "readonly" if self.session is not None and self.session.readonly else "saved"

    @property
    def idle(self) -> bool:
        """Whether nothing asked for is still to come."""
        return not self._open and not self._held

    @property
    def awaited(self) -> bool:
        """Whether something that the next key may be about is still to be written or read."""
        return self._waits["work"] > 0 or self.opening

    @property
    def opening(self) -> bool:
        """Whether a dossier or a body is still to be opened."""
        return self._waits["open"] > 0

    def busy(self, key: str) -> bool:
        """Whether `key` has an edit that is typed or queued but not yet saved."""
        return key in self._held or self._under_way[key] > 0

    # -- jobs ------------------------------------------------------------------------------------------

    def ask(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[AssessError], None] | None = None,
        *,
        wait: Wait = "work",
    ) -> None:
        """Run `job` after everything asked before; `then` gets its value, `otherwise` its error, on the screen's
        thread. `wait` says whether keys typed meanwhile wait for it.
        """
        self._submit(job, then, otherwise, (), "", wait)

    def open(
        self,
        path: Path,
        *,
        readonly: bool,
        then: Callable[[Session], None],
        otherwise: Callable[[AssessError], None],
    ) -> None:
        """Open the dossier at `path`, importing the heavy modules behind it off the screen's thread."""

        def job() -> Session:
            from assess.session import open_session

            return open_session(path, readonly=readonly)

        self.start(job, then, otherwise)

    def start(
        self, job: Callable[[], Session], then: Callable[[Session], None], otherwise: Callable[[AssessError], None]
    ) -> None:
        """Take the session that `job` opens or makes as the one to work with."""

        def opened(session: Session) -> None:
            self.session = session
            then(session)

        self.ask(job, opened, otherwise, wait="open")

    def aside(
        self, job: Callable[[], T], then: Callable[[T], None], otherwise: Callable[[AssessError], None]
    ) -> None:
        """Run a long job that does not touch the session beside the others."""
        if self._side is None:
            self._side = ThreadPoolExecutor(3, thread_name_prefix="aside")
        self._open += 1
        future = self._side.submit(job)
        future.add_done_callback(lambda f: self._post(Done(f, then, otherwise)))

    def close(self, then: Callable[[], None]) -> None:
        """Close the dossier, after all that is held is written; what could not be written before is given up."""
        session = self._open_session()
        # Else it would be written to the dossier that is opened next.
        self.failed = []
        self.release(lambda _: None)
        # From here on it is nobody's: whatever was asked of it now would find it closed.
        self.session = None
        self.ask(session.close, lambda _: then())

    def read(self, body: str, then: Callable[[BodyView], None]) -> None:
        """Read one body with its scores and findings."""
        session = self._open_session()
        self.ask(lambda: view_of(session, body), then, wait="open")

    def put(self, *edits: Edit, key: str = "", body: str, then: Callable[[Applied], None]) -> None:
        """Write `edits` as one action, after all that is held; `key` names the slot they are about."""
        self.release(then)
        self._write(edits, key, body, then)

    def step(self, way: Literal["undo", "redo"], body: str, then: Callable[[Applied], None]) -> None:
        """Undo or redo, after all that is held is written."""
        session = self._open_session()
        self.change(session.undo if way == "undo" else session.redo, body, then)

    def change(self, job: Callable[[], Change | None], body: str, then: Callable[[Applied], None]) -> None:
        """Let `job` change the dossier, after all that is held is written; `body` is whose view comes with it."""
        self.release(then)
        session = self._open_session()
        self.ask(lambda: Applied(change=job(), view=_view_if_there(session, body)), then)

    # -- what is being typed ---------------------------------------------------------------------------

    def hold(self, key: str, edit: Edit) -> None:
        """Keep `edit` until typing pauses; a later one for the same slot takes its place."""
        self._held[key] = edit

    def drop(self, key: str) -> None:
        """Forget what is held for `key`: what is typed there now cannot be saved."""
        self._held.pop(key, None)

    def release(self, then: Callable[[Applied], None]) -> None:
        """Hand over everything held, and once more everything that could not be written before."""
        retried, self.failed = self.failed, []
        for edits in retried:
            self._write(edits, "", edits[0].body, then)  # type: ignore[union-attr]
        held, self._held = self._held, {}
        for key, edit in held.items():
            self._write((edit,), key, edit.body, then)  # type: ignore[union-attr]

    @property
    def holding(self) -> bool:
        """Whether something typed is waiting to be handed over."""
        return bool(self._held)

    def ended(self, done: Done) -> AssessError | None:
        """Account for a job that has ended; gives the error that a user can act on, raises any other."""
        self._open -= 1
        if done.key:
            self._under_way[done.key] -= 1
        try:
            return self._take(done)
        finally:
            # What follows from it is asked for by now: a key that waits for both is not let through between them.
            self._waits[done.wait] -= 1

    def _take(self, done: Done) -> AssessError | None:
        try:
            value = done.future.result()
        except AssessError as error:
            if done.otherwise is not None:
                done.otherwise(error)
                return None
            # A value that is refused will be refused again; a disk that is full may not be.
            if done.saved and self.session is not None and not isinstance(error, (InputError, NotFound)):
                self.failed.append(done.saved)
            return error
        done.then(value)
        return None

    def finish(self) -> list[AssessError]:
        """Write what is held, close the dossier and wait for both; gives the errors of the last writes."""
        writes: list[Future[Any]] = []
        self.release(lambda _: None)
        if self.session is not None:
            writes.append(self._pool.submit(self.session.close))
        self._pool.shutdown(wait=True)
        if self._side is not None:
            self._side.shutdown(wait=False, cancel_futures=True)
        return [e for w in (*self._last, *writes) if isinstance(e := w.exception(), AssessError)]

    # -- within ----------------------------------------------------------------------------------------

    _last: tuple[Future[Any], ...] = ()

    def _open_session(self) -> Session:
        if self.session is None:
            raise RuntimeError("no dossier is open")
        return self.session

    def _write(self, edits: tuple[Edit, ...], key: str, body: str, then: Callable[[Applied], None]) -> None:
        session = self._open_session()

        def job() -> Applied:
            return Applied(change=session.apply(*edits), view=_view_if_there(session, body))

        self._submit(job, then, None, edits, key or "·", "work")

    def _submit(
        self,
        job: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[AssessError], None] | None,
        saved: tuple[Edit, ...],
        key: str,
        wait: Wait,
    ) -> None:
        self._waits[wait] += 1
        if key:
            self._under_way[key] += 1
        self._open += 1
        future = self._pool.submit(job)
        if saved:
            self._last = (*(f for f in self._last if not f.done()), future)
        future.add_done_callback(lambda f: self._post(Done(f, then, otherwise, saved, key, wait)))


def view_of(session: Session, body: str) -> BodyView:
    """The body with its scores and findings; runs on the session's thread."""
    from assess.dossier.carry import carried
    from assess.tui.blind import as_seen

    work, roles = session.work(body), session.roles()
    view = BodyView(
        # An answer to a question that has changed since is shown as it counts: still to be given.
        state=carried(session.pack, session.state(body)),
        result=session.result(body),
        work=work,
        signed=len(session.fresh_signs(body)) if work.signs else 0,
        roles=roles.of(session.author.name, body) if roles.in_force else None,
    )
    return as_seen(session.pack, view, session.author.name)


def _view_if_there(session: Session, body: str) -> BodyView | None:
    return view_of(session, body) if any(b.id == body for b in session.bodies()) else None
