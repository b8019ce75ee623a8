"""The jobs screen: measuring and reports that run or ran in the background, with progress and outcome."""

from __future__ import annotations

import functools
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from assess.base.texts import Text
from assess.base.watch import Step
from assess.tui.actions import BY_ID, bindings
from assess.tui.bars import progress_bar
from assess.tui.cells import pad
from assess.tui.jobs import Job, State
from assess.tui.opening import open_outside
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
BEGUN = Text(zh="开始于 {at}，已进行 {took}", en="begun {at}, {took} so far")
ENDED = Text(zh="开始于 {at}，用时 {took}", en="begun {at}, took {took}")
COUNTS = Text(zh="{done}，共 {whole}", en="{done} of {whole}")
RESULT = Text(zh="结果：{path}", en="Result: {path}")
WAYS = Text(zh="o 打开，y 复制路径，r 再来一次", en="o opens it, y copies the path, r does it again")
NO_RESULT = Text(zh="这项任务没有写出文件", en="This job wrote no file")
NOT_AGAIN = Text(zh="正在进行；可用 x 停止", en="It is running; x stops it")
OPENED = Text(zh="已交给系统打开：{path}", en="Handed to the system to open: {path}")
NO_DESKTOP = Text(zh="这里没有图形界面，请自行打开：{path}", en="No desktop here; open it yourself: {path}")
TICK = 1.0
"""Seconds between two looks at the time of a running job."""


class JobsScreen(PlaceScreen):
    """One row a job, the newest first; below, how the one under the cursor ended."""

    place: ClassVar[Place] = "jobs"
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        *bindings("jobs"),
        # Here what is worth copying is not the line but where the result lies.
        Binding(",".join(BY_ID["copy_out"].keys), "copy_out", show=False, id="copy_out"),
    ]
    CSS = """
    JobsScreen > RowList { margin: 1 0 0 0; }
    JobsScreen > #detail { margin: 1 1 0 1; border-top: solid $line; padding: 0 1; max-height: 8; }
    JobsScreen.-empty > #detail { border-top: none; margin-top: 0; }
    JobsScreen.-empty > RowList { height: 1; margin: 0; }
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
        self.set_interval(TICK, self._tick)

    def _tick(self) -> None:
        if (job := self._job) is not None and job.state == "running":
            self.query_one("#detail", Prose).show(self._detail(job))

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
        rows = self.query_one(RowList)
        rows.show([self._row(job) for job in jobs.all])
        self.set_class(not jobs.all, "-empty")
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
        if job.state == "running" and job.step is not None:
            right.append((f"  {self._counts(job.step)}", "$text-muted"))
        right.append((f"  {self.t(STATES[job.state])}", "$text-muted"))
        return Row(key=str(job.number), left=tuple(left), right=tuple(right))

    def _detail(self, job: Job | None) -> list[Para]:
        if job is None:
            return [para(self.t(NONE), "$text-muted")]
        begun = BEGUN if job.state == "running" else ENDED
        lines = [para(self.t(begun.fill(at=job.begun, took=clock(job.seconds))), "$text-muted")]
        if job.state == "running" and job.step is not None:
            lines.append(para(f"{job.step.what}  {self._counts(job.step)}", "$accent"))
        if job.result is not None:
            lines.append(para(self.t(RESULT.fill(path=job.result)), "bold"))
            lines.append(para(self.t(WAYS), "$text-muted"))
        elif job.said is not None:
            lines.append(para(self.t(job.said), "$error" if job.state == "failed" else ""))
        return lines

    def _counts(self, step: Step) -> str:
        """How far it is in its own unit; bytes in a unit that can be read."""
        done, whole = ((_size if step.unit == "bytes" else _whole)(n) for n in (step.done, step.whole))
        return self.t(COUNTS.fill(done=done, whole=whole)) if step.whole else done

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

    def action_job_again(self) -> None:
        """Do the job under the cursor once more."""
        job = self._job
        if job is None or job.state == "running":
            home(self).say(NOT_AGAIN)
        elif job.again is not None:
            job.again()

    def action_open_result(self) -> None:
        """Open what the job under the cursor wrote."""
        path = self._job.result if self._job is not None else None
        if path is None:
            return home(self).say(NO_RESULT)

        def told(opened: bool) -> None:
            home(self).say((OPENED if opened else NO_DESKTOP).fill(path=path))

        return home(self).saver.aside(functools.partial(open_outside, path), told, home(self).say_error)

    def action_copy_out(self) -> None:
        """Copy the path of what the job under the cursor wrote, or its line."""
        path = self._job.result if self._job is not None else None
        if path is None:
            home(self).action_copy_out()
        else:
            home(self).copy_to_clipboard(str(path))

    def action_forget_jobs(self) -> None:
        """Take those that have ended off the list."""
        home(self).jobs.forget_ended()
        self.relabel()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def clock(seconds: float) -> str:
    """A span as people read it off a clock: 0:07, 12:30, 1:02:03."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def _size(count: float) -> str:
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"


def _whole(count: float) -> str:
    return f"{count:,.0f}"
