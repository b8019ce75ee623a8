"""Writing reports from inside the app: the snapshot on the session's thread, the pages beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assess.base.texts import Text

if TYPE_CHECKING:
    from assess.snapshot import Snapshot
    from assess.tui.app import AssessApp

WRITING = Text(zh="正在生成报告…", en="Writing the report…")
WRITTEN = Text(zh="报告已写入 {path}", en="Report written to {path}")
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

    def written(page: Path) -> None:
        app.say(WRITTEN.fill(path=short(page)))

    def render(snapshot: Snapshot) -> None:
        app.saver.aside(lambda: pages(snapshot, out, body), written, app.say_error)

    app.saver.ask(session.snapshot, render)


def pages(snapshot: Snapshot, out: Path, body: str | None) -> Path:
    """Write the pages and give the one to open first."""
    from assess.report.write import write_body, write_site

    if body is not None:
        return write_body(snapshot, body, out)["zh"]
    write_site(snapshot, out)
    return out / "index.html"


def short(path: Path) -> str:
    """The path as seen from the current folder, when that is shorter."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
