"""Writing reports from inside the app: the snapshot on the session's thread, the pages beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assess.base.errors import AssessError
from assess.base.texts import Text
from assess.base.watch import SILENT, Step, Stopped, Watch

if TYPE_CHECKING:
    from assess.snapshot import Snapshot
    from assess.tui.app import AssessApp
    from assess.tui.jobs import Job

WRITING = Text(zh="正在生成报告…", en="Writing the report…")
WRITTEN = Text(zh="报告已写入 {path}", en="Report written to {path}")
REPORT = Text(zh="报告：{name}", en="Report: {name}")
STOPPED = Text(
    zh="已停止出报告；已写好的页面留在目录里", en="Writing stopped; pages already written stay in the folder"
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
        app.jobs.start(
            title, short(out), lambda watch: pages(snapshot, out, body, watch), written, lambda e: told(app, e)
        )

    app.saver.ask(session.snapshot, render, wait="none")


def told(app: AssessApp, error: AssessError) -> None:
    """Say why there is no report; that it was stopped was asked for."""
    app.say(STOPPED) if isinstance(error, Stopped) else app.say_error(error)


def pages(snapshot: Snapshot, out: Path, body: str | None, watch: Watch = SILENT) -> Path:
    """Write the pages and give the one to open first; `watch` is told of every body and may stop it."""
    from assess.report.write import write_body, write_site

    if body is not None:
        return write_body(snapshot, body, out)["zh"]
    write_site(snapshot, out, progress=lambda done, of: watch.tell(Step(out.name, done, of, "entries")))
    return out / "index.html"


def short(path: Path) -> str:
    """The path as seen from the current folder, else from one's own, when it lies in one of them."""
    whole = path.absolute()
    if whole.is_relative_to(Path.cwd()) and whole != Path.cwd():
        return str(whole.relative_to(Path.cwd()))
    try:
        return str(Path("~") / whole.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(whole)
