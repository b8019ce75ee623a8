"""Writing reports from inside the app: the snapshot on the session's thread, the pages beside it."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from assess.base.errors import AssessError, InputError
from assess.base.texts import Text
from assess.base.watch import SILENT, Step, Stopped, Watch

if TYPE_CHECKING:
    from assess.snapshot import Snapshot
    from assess.tui.app import AssessApp
    from assess.tui.jobs import Job

WRITING = Text(zh="正在生成报告…", en="Writing the report…")
WRITTEN = Text(zh="报告已写入 {path}；按 J 可打开", en="Report written to {path}; J opens it")
REPORT = Text(zh="报告：{name}", en="Report: {name}")
STOPPED = Text(zh="已停止出报告，报告目录没有改动", en="Writing stopped; the folder of reports is as it was")
UNMOVABLE = Text(zh="报告写不进 {path}：{reason}", en="the report cannot be put into {path}: {reason}")
MOVE_HINT = Text(
    zh="请检查目录的权限，关闭正在使用其中文件的程序，再出一次。",
    en="Check the permissions of the folder, close what uses files in it, and write it again.",
)
NOTHING = Text(zh="还没有被评估单位，没有报告可写", en="There is no body yet and so nothing to report")


def folder_of(dossier: Path) -> Path:
    """Where the reports of a dossier go: beside it, named after it."""
    from assess.dossier.server import server_of

    if (server := server_of(dossier)) is not None:
        return Path(f"{server.campaign}-report").absolute()
    return dossier.with_name(f"{dossier.stem}-report")


def write_report(app: AssessApp, body: str | None) -> None:
    """Write the report of `body`, or the whole campaign's pages, in both languages; say where they are."""
    session = app.saver.session
    if session is None:
        return
    if not app.bodies:
        app.say(NOTHING, "warning")
        return
    app.flush()
    out = folder_of(session.path)
    app.say(WRITING)
    name = next((b.name for b in app.bodies if b.id == body), session.campaign.title)

    def written(job: Job) -> None:
        if job.state == "done":
            job.said = WRITTEN.fill(path=short(job.outcome))
            app.say(job.said)

    def render(snapshot: Snapshot) -> None:
        title = Text(zh=REPORT.zh.format(name=name.zh), en=REPORT.en.format(name=name.en))
        job = app.jobs.start(
            title, short(out), lambda watch: pages(snapshot, out, body, watch), written, lambda e: told(app, e)
        )
        job.again = lambda: write_report(app, body)

    app.saver.ask(session.snapshot, render, wait="none")


def told(app: AssessApp, error: AssessError) -> None:
    """Say why there is no report; that it was stopped was asked for."""
    app.say(STOPPED) if isinstance(error, Stopped) else app.say_error(error)


def pages(snapshot: Snapshot, out: Path, body: str | None, watch: Watch = SILENT) -> Path:
    """Write the pages and give the one to open first; `watch` is told of every body and may stop it.

    They are written beside the folder and moved into it when all are there: what is stopped leaves nothing.
    """
    from assess.report.write import write_body, write_site

    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        if body is not None:
            first = write_body(snapshot, body, beside, watch=watch)["zh"].name
        else:
            first = "index.html"

            def told(done: int, of: int) -> None:
                watch.tell(Step(out.name, done, of, "entries"))

            write_site(snapshot, beside, progress=told, watch=watch)
        watch.check()
        _move(beside, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return out / first


def _move(beside: Path, out: Path) -> None:
    """Each file of `beside` into `out`, in place of the one of the same name."""
    try:
        for path in sorted(beside.rglob("*")):
            place = out / path.relative_to(beside)
            if path.is_dir():
                place.mkdir(parents=True, exist_ok=True)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                path.replace(place)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(UNMOVABLE.fill(path=out, reason=reason), MOVE_HINT) from error


def short(path: Path) -> str:
    """The path as seen from the current folder, else from one's own, when it lies in one of them."""
    whole = path.absolute()
    if whole.is_relative_to(Path.cwd()) and whole != Path.cwd():
        return str(whole.relative_to(Path.cwd()))
    try:
        return str(Path("~") / whole.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(whole)
