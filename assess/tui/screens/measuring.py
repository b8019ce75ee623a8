"""Measuring files from inside the app: which file and what it is, how far it has got, and what it would record."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding

from assess.base.band import Band
from assess.base.errors import AssessError
from assess.base.privacy import of_campaign
from assess.base.texts import Lang, Text
from assess.base.watch import Stopped, Watch
from assess.dossier.edits import RecordFact
from assess.measure.job import CATALOGUE, SORTS, Measured, Order, measured
from assess.measure.planned import Planned, plan
from assess.packs.model import Pack
from assess.report.format import quantities
from assess.tui.actions import bindings
from assess.tui.jobs import Job
from assess.tui.places import Place
from assess.tui.saving import Applied
from assess.tui.screens.asks import NO_FILE, PathDialog
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.dialogs import Field, Values
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Para, Prose, home, para
from assess.tui.widgets.choices import Choice
from assess.tui.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from assess.tui.app import AssessApp

TITLE = Text(zh="测量", en="Measuring")
ASK = Text(zh="测量一份目录或痕迹文件", en="Measure a catalogue or a file of traces")
WHAT = Text(zh="是什么", en="What it is")
READING = Text(zh="正在测量。Esc 取消；不会写入任何内容。", en="Measuring. Escape cancels; nothing is written.")
READ = Text(
    zh="用上 {used} 行（条），不能用的 {bad} 行（条）。", en="Rows or entries used: {used}; unusable: {bad}."
)
SAMPLE = Text(zh="不能用的例如：{sample}", en="Unusable, for example: {sample}")
CONFIRM = Text(
    zh="以下还没有写入。Ctrl+S 登记到“{body}”，一次撤销即可收回；Esc 放弃。",
    en="Nothing is written yet. Ctrl+S records this for “{body}”, one undo takes it back; Escape gives it up.",
)
NOTHING = Text(
    zh="指标包没有这些事实，也没有可画的表：没有什么可登记。",
    en="The pack has none of these facts and there is no table to draw: nothing to record.",
)
JOB = Text(zh="测量：{name}", en="Measuring: {name}")
IN_BACKGROUND = Text(zh="测量在后台继续，按 J 查看", en="Measuring goes on in the background; J shows it")
FOUND = Text(zh="测量完成，还没有登记：按 J 查看", en="Measured, nothing recorded yet: J shows what was found")
RECORDED = Text(zh="已登记 {n} 项", en="{n} items recorded")
GIVEN_UP = Text(zh="已取消测量，没有写入任何内容", en="Measuring was cancelled; nothing was written")
CHANGES = {
    "new": Text(zh="新增", en="new"),
    "changed": Text(zh="改动", en="changed"),
    "same": Text(zh="不变", en="unchanged"),
}


def ask() -> PathDialog:
    """Asks for the file and what it is."""
    choices = tuple(Choice(sort, title) for sort, title in SORTS.items())
    return PathDialog(
        ASK, [Field("sort", WHAT, kind="choices", value=CATALOGUE, choices=choices)],
        lambda values: None if _there(values) else NO_FILE,
    )  # fmt: skip


def begin(app: AssessApp, body: str, name: Text) -> None:
    """Ask for the file and what it is, and go to its measuring."""

    def asked(values: Values | None) -> None:
        if values is not None:
            app.push_screen(MeasureScreen(body, name, Order(values["sort"] or CATALOGUE, (path_of(values),))))

    app.flush()
    app.push_screen(ask(), asked)


def _there(values: Values) -> bool:
    try:
        return path_of(values).exists()
    except (OSError, ValueError):
        return False


def path_of(values: Values) -> Path:
    """The file or folder that was named."""
    from assess.tui.paths import clean

    return Path(clean(values["path"]))


class MeasureScreen(PlaceScreen):
    """Progress while files are measured on a thread of their own, then the preview, which Ctrl+S writes."""

    place: ClassVar[Place] = "measuring"
    BINDINGS: ClassVar[list[Binding]] = bindings("measuring")  # type: ignore[assignment]
    CSS = """
    MeasureScreen > Prose { margin: 1 1 0 1; }
    MeasureScreen > RowList { margin: 1 0 0 0; }
    """

    def __init__(self, body: str, name: Text, order: Order, job: Job | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._body, self._title, self._order = body, name, order
        self._job = job
        self._left_running = False
        self._found: Measured | None = None
        self._planned: list[Planned] = []

    def middle(self) -> ComposeResult:
        """What is said, and what would be recorded."""
        yield Prose(id="told")
        yield RowList(id="planned")

    def on_mount(self) -> None:
        """Begin, or show what was begun before."""
        self.query_one(RowList).focus()
        if self._job is None:
            self._job = begin_job(home(self), self._body, self._title, self._order)
        self.relabel()
        self.job_changed(self._job)

    def on_unmount(self) -> None:
        """Whoever leaves ends it, unless it was sent to the background."""
        if self._job is not None and not self._left_running:
            self._job.watch.stop()

    def job_changed(self, job: Job) -> None:
        """The measurement has got further, or has ended."""
        if job is not self._job:
            return
        if job.state == "done" and self._found is None:
            self._measured(job.outcome)
        elif job.state in ("failed", "stopped"):
            if self.is_current:
                self._left_running = True
                self.dismiss(None)
        elif self._found is None:
            self.relabel()

    def action_background(self) -> None:
        """Let it go on and do something else; the list of jobs leads back."""
        self._left_running = True
        self.dismiss(None)
        home(self).say(IN_BACKGROUND)

    def _measured(self, found: Measured) -> None:
        session = home(self).saver.session
        if session is None:
            return
        self._found = found

        def planned() -> list[Planned]:
            return plan(found.found, found.tables, session.pack, session.state(self._body))

        home(self).saver.ask(planned, self._show, home(self).say_error)

    def _show(self, planned: list[Planned]) -> None:
        self._planned = planned
        self.relabel()

    def relabel(self) -> None:
        """Say everything in the language in use."""
        app = home(self)
        session = app.saver.session
        if session is None:
            return
        names = "、".join(p.name for p in self._order.paths)
        self.query_one(TopBar).show((session.campaign.title, self._title, TITLE))
        lines = [para(f"{self.t(SORTS[self._order.sort])}  {names}", "bold")]
        self.query_one("#told", Prose).show(
            [*lines, *(self._progress() if self._found is None else self._outcome())]
        )
        self.query_one(RowList).show([self._row(p, session.pack) for p in self._planned])

    def _progress(self) -> list[Para]:
        step = self._job.step if self._job is not None else None
        if step is None:
            return [para(self.t(READING), "$text-muted")]
        share = f"{100 * step.done / step.whole:.0f} %" if step.whole else f"{step.done:,.0f}"
        return [para(f"{step.what}  {share}", "$accent"), para(self.t(READING), "$text-muted")]

    def _outcome(self) -> list[Para]:
        assert self._found is not None
        lines = [para(self.t(READ.fill(used=f"{self._found.used:,}", bad=f"{self._found.bad:,}")))]
        lines += [para(self.t(SAMPLE.fill(sample=s)), "$text-muted") for s in self._found.samples[:2]]
        told = CONFIRM.fill(body=self.t(self._title)) if self._planned else NOTHING
        return [*lines, para(self.t(told), "$warning")]

    def _row(self, planned: Planned, pack: Pack) -> Row:
        edit = planned.edit
        change = (self.t(CHANGES[planned.change]), "$text-muted")
        if isinstance(edit, RecordFact):
            fact = pack.fact(edit.fact)
            title = self.t(fact.title) if fact else edit.fact
            value = _value(edit, fact.unit if fact else "", self.lang)
            return Row(key=f"fact/{edit.fact}", left=((title, ""),), right=((f"{value}  ", "bold"), change))
        series = edit.series
        size = f"{len(series.rows)} × {len(series.columns)}  "
        return Row(key=f"series/{series.id}", left=((self.t(series.title), ""),), right=((size, ""), change))

    def action_record(self) -> None:
        """Write what is shown, as one action, and go back."""
        app = home(self)
        if not self._planned or not app.may_edit():
            return

        job = self._job

        def written(applied: Applied) -> None:
            said = RECORDED.fill(n=applied.change.events if applied.change else 0)
            if job is not None:
                job.said, job.reopen = said, None
            app.say(said)
            app.tell_applied(applied)

        app.write(*(p.edit for p in self._planned), body=self._body, then=written)
        self.dismiss(None)

    def action_back(self) -> None:
        """Cancel what is under way, or give up what was found."""
        running = self._job is not None and self._job.state == "running"
        self.dismiss(None)
        if running:
            home(self).say(GIVEN_UP)


def begin_job(app: AssessApp, body: str, name: Text, order: Order) -> Job:
    """Begin to measure; that it ended with nobody looking is said, and the list of jobs leads to what was found."""
    session = app.saver.session
    assert session is not None
    title = Text(zh=JOB.zh.format(name=name.zh), en=JOB.en.format(name=name.en))

    def reopen() -> None:
        app.push_screen(MeasureScreen(body, name, order, job))

    def again() -> None:
        app.push_screen(MeasureScreen(body, name, order))

    def ended(job: Job) -> None:
        if job.state == "done" and not any(s._job is job for s in app.screen_stack if isinstance(s, MeasureScreen)):
            app.say(FOUND)

    def failed(error: AssessError) -> None:
        job.reopen = None
        if not isinstance(error, Stopped):
            # Said after the screen of the job has gone, which hears of the end by a message, too.
            app.call_later(app.say_error, error)

    work = functools.partial(_job, order, session.campaign.id)
    job = app.jobs.start(title, "、".join(p.name for p in order.paths), work, ended, failed)
    job.reopen = reopen
    job.again = again
    return job


def _job(order: Order, campaign: str, watch: Watch) -> Measured:
    return measured(msgspec.structs.replace(order, pseudonyms=of_campaign(campaign)), watch)


def _value(edit: RecordFact, unit: str, lang: Lang) -> str:
    low, high = edit.value if isinstance(edit.value, tuple) else (edit.value, edit.value)
    return "" if low is None or high is None else quantities(Band(low, high), unit, lang) or ""
