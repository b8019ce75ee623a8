"""The jobs screen: measuring and reports that run or ran in the background, with progress and outcome."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from assess.base.texts import Text
from assess.tui.actions import bindings
from assess.tui.bars import progress_bar
from assess.tui.cells import pad
from assess.tui.jobs import Job, State
from assess.tui.places import Place
from assess.tui.screens.base import PlaceScreen
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Para, Piece, Prose, home, para
from assess.tui.widgets.rows import Row, RowList

TITLE = Text(zh="任务 {n}", en="Jobs {n}")
NONE = Text(
    zh="还没有任务。按 R 出报告、按 m 测量文件之后，进度和结果都在这里；做别的事不受影响。",
    en="No jobs yet. After R (report) or m (measure), progress and outcome show here; other work goes on.",
)
STATES: dict[State, Text] = {
    "running": Text(zh="进行中", en="running"),
    "done": Text(zh="完成", en="done"),
    "failed": Text(zh="失败", en="failed"),
    "stopped": Text(zh="已停止", en="stopped"),
}
STOPPING = Text(zh="正在停止…", en="Stopping…")
NOT_RUNNING = Text(zh="这项任务已经结束", en="This job has ended")
BEGUN = Text(zh="开始于 {at}", en="begun {at}")


class JobsScreen(PlaceScreen):
    """One row a job, the newest first; below, how the one under the cursor ended."""

    place: ClassVar[Place] = "jobs"
    BINDINGS: ClassVar[list[Binding]] = bindings("jobs")  # type: ignore[assignment]
    CSS = """
    JobsScreen > RowList { margin: 1 0 0 0; }
    JobsScreen > #detail { margin: 0 1; border-top: solid $line; padding: 0 1; max-height: 8; }
    """

    def __init__(self, path: tuple[Text, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._path = path

    def middle(self) -> ComposeResult:
        """The list, and the job under the cursor."""
        yield RowList(id="jobs")
        yield Prose(id="detail", classes="sill")

    def on_mount(self) -> None:
        """Show them."""
        self.relabel()
        self.query_one(RowList).focus()

    def on_resize(self) -> None:
        """Fit the rows."""
        self.relabel()

    def job_changed(self, _job: Job) -> None:
        """A job has got further or has ended."""
        self.relabel()

    def relabel(self) -> None:
        """The jobs as they stand, in the language in use."""
        jobs = home(self).jobs
        self.query_one(TopBar).show((*self._path, TITLE.fill(n=len(jobs.all))))
        self.query_one(RowList).show([self._row(job) for job in jobs.all])
        self.query_one("#detail", Prose).show(self._detail(self._job))

    def _row(self, job: Job) -> Row:
        g = self.glyphs
        marks: dict[State, Piece] = {
            "running": (g.partial, "$primary"), "done": (g.saved, "$success"), "failed": (g.failed, "bold $error"),
            "stopped": (g.not_applicable, "$text-muted"),
        }  # fmt: skip
        left: list[Piece] = [marks[job.state], (f" {self.t(job.title)}", ""), (f"  {job.about}", "$text-muted")]
        right: list[Piece] = []
        if job.state == "running" and job.share is not None:
            right += progress_bar(round(100 * job.share), 100, 16, g)
            right.append((pad(f"{100 * job.share:.0f}%", 5, right=True), "bold"))
        right.append((f"  {self.t(STATES[job.state])}", "$text-muted"))
        return Row(key=str(job.number), left=tuple(left), right=tuple(right))

    def _detail(self, job: Job | None) -> list[Para]:
        if job is None:
            return [para(self.t(NONE), "$text-muted")]
        lines = [para(self.t(BEGUN.fill(at=job.begun)), "$text-muted")]
        if job.state == "running" and job.step is not None:
            done = f"{job.step.done:,.0f}" + (f" / {job.step.whole:,.0f}" if job.step.whole else "")
            lines.append(para(f"{job.step.what}  {done}", "$accent"))
        if job.said is not None:
            lines.append(para(self.t(job.said), "$error" if job.state == "failed" else ""))
        return lines

    @property
    def _job(self) -> Job | None:
        key = self.query_one(RowList).key
        return next((j for j in home(self).jobs.all if str(j.number) == key), None)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell of the job under the cursor."""
        event.stop()
        self.query_one("#detail", Prose).show(self._detail(self._job))

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Back to where the outcome of the job is looked at."""
        event.stop()
        job = self._job
        if job is not None and job.reopen is not None:
            job.reopen()

    def action_stop_job(self) -> None:
        """Stop the job under the cursor."""
        job = self._job
        if job is None or job.state != "running":
            home(self).say(NOT_RUNNING)
        else:
            home(self).jobs.stop(job)
            home(self).say(STOPPING)

    def action_forget_jobs(self) -> None:
        """Take those that have ended off the list."""
        home(self).jobs.forget_ended()
        self.relabel()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)
