"""Long jobs beside the screen: measuring and reports, how far each is, how it ended, and stopping it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Protocol

from textual.message import Message

from assess.base.errors import AssessError
from assess.base.texts import Text
from assess.base.watch import Step, Stopped, Watch

State = Literal["running", "done", "failed", "stopped"]


class Stepped(Message):
    """A job has got so far, or has ended."""

    bubble = False

    def __init__(self, job: Job, step: Step | None) -> None:
        super().__init__()
        self.job, self.step = job, step


class Job:
    """One long job: what it is, how far it is, and how it ended. Read and changed on the screen's thread only.

    `reopen` goes back to the place where its outcome is looked at, `again` begins the same anew.
    """

    def __init__(
        self, number: int, title: Text, about: str, begun: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.number, self.title, self.about, self.begun = number, title, about, begun
        self.watch = Watch()
        self.state: State = "running"
        self.step: Step | None = None
        self.outcome: Any = None
        self.said: Text | None = None
        self.reopen: Callable[[], None] | None = None
        self.again: Callable[[], None] | None = None
        self._clock = clock
        self._since = clock()
        self._took: float | None = None

    @property
    def seconds(self) -> float:
        """How long it has been under way, or took."""
        return self._clock() - self._since if self._took is None else self._took

    def end(self, state: State) -> None:
        """It has ended."""
        self.state = state
        self._took = self._clock() - self._since

    @property
    def result(self) -> Path | None:
        """The file that it wrote."""
        return self.outcome if self.state == "done" and isinstance(self.outcome, Path) else None

    @property
    def share(self) -> float | None:
        """The part that is done, 0 to 1; None where the whole is not known."""
        if self.state == "done":
            return 1.0
        return self.step.done / self.step.whole if self.step is not None and self.step.whole else None


class Aside(Protocol):
    """What runs a job beside the others; see `Saver.aside`."""

    def __call__(
        self, job: Callable[[], Any], then: Callable[[Any], None], otherwise: Callable[[AssessError], None]
    ) -> None:
        """Run `job`."""


class Jobs:
    """All jobs since the app was started, the newest first."""

    def __init__(self, aside: Aside, post: Callable[[Message], object], clock: Callable[[], str]) -> None:
        self._aside, self._post, self._clock = aside, post, clock
        self.all: list[Job] = []

    @property
    def running(self) -> int:
        """How many are under way."""
        return sum(job.state == "running" for job in self.all)

    def start(
        self,
        title: Text,
        about: str,
        work: Callable[[Watch], Any],
        then: Callable[[Job], None],
        otherwise: Callable[[AssessError], None],
    ) -> Job:
        """Begin `work` on a thread of its own; `then` and `otherwise` are told on the screen's thread."""
        job = Job(len(self.all) + 1, title, about, self._clock())

        def tell(step: Step) -> None:
            self._post(Stepped(job, step))

        job.watch = Watch(tell)
        self.all.insert(0, job)

        def done(outcome: Any) -> None:
            job.end("stopped" if job.watch.stopped else "done")
            job.outcome = outcome
            self._post(Stepped(job, None))
            then(job)

        def failed(error: AssessError) -> None:
            job.end("stopped" if isinstance(error, Stopped) else "failed")
            job.said = error.message
            self._post(Stepped(job, None))
            otherwise(error)

        self._aside(lambda: work(job.watch), done, failed)
        self._post(Stepped(job, None))
        return job

    def stop(self, job: Job) -> None:
        """End a job; it says itself when it has ended."""
        job.watch.stop()

    def stop_all(self) -> None:
        """End all that are under way, when the app is left or the dossier is closed."""
        for job in self.all:
            if job.state == "running":
                job.watch.stop()

    def forget_ended(self) -> None:
        """Take those that have ended off the list."""
        self.all = [job for job in self.all if job.state == "running"]
