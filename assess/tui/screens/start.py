"""The start screen: the dossiers in this folder, newest first; new, open, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding

from assess.base.errors import AssessError
from assess.base.texts import Text
from assess.tui.actions import BY_ID, bindings, key_name
from assess.tui.cells import pad
from assess.tui.places import Place
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.dialogs import Values
from assess.tui.screens.history import local_time
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Prose, home, para
from assess.tui.widgets.rows import Row, RowList

MOST = 30
TITLE = Text(zh="开始", en="Start")
WELCOME = Text(
    zh="第一次使用？T 用真实的调查答案带您走一遍，约三分钟，什么也不会弄坏。",
    en="Your first time? T shows you around with answers of a real survey, in three minutes; nothing can break.",
)
CHOICES = ("new", "open_file", "demo", "tour")
"""What can be done without a dossier; each is a line of its own under those that were found."""
HERE = Text(zh="当前目录里的评估卷宗", en="Dossiers in this folder")
NONE = Text(
    zh="这个目录里还没有评估卷宗：",
    en="There is no dossier in this folder yet:",
)
PROMISE = Text(
    zh="看用得怎样，不只看建了什么；自报、实测与核实分开；不知道就是不知道，不算零分。",
    en="What is used, not only what was built; claim, measurement and judgement kept apart; not known is not zero.",
)
LOOKING = Text(zh="正在查看目录…", en="Looking at the folder…")


class Found(msgspec.Struct, frozen=True):
    """A dossier in the folder."""

    path: str
    title: Text
    changed: str


def dossiers(folder: Path) -> list[Found]:
    """The newest dossiers in `folder`, newest first; files that only look like one are left out."""
    import datetime as dt

    from assess.dossier.record import read_campaign
    from assess.dossier.store import open_store

    found: list[Found] = []
    for path in sorted(_candidates(folder), key=lambda p: p.stat().st_mtime, reverse=True)[:MOST]:
        changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).isoformat()
        try:
            store = open_store(path, readonly=True)
        except AssessError:
            continue
        try:
            found.append(Found(str(path), read_campaign(store).title, changed))
        except AssessError:
            continue
        finally:
            store.close()
    return found


def _candidates(folder: Path) -> list[Path]:
    kept = []
    for path in folder.iterdir():
        try:
            if path.is_file() and path.stat().st_size >= 512 and not path.name.endswith(("-wal", "-shm")):
                with path.open("rb") as file:
                    if file.read(16) == b"SQLite format 3\0":
                        kept.append(path)
        except OSError:
            continue
    return kept


class StartScreen(PlaceScreen):
    """Choose a dossier, begin one, or look at the demo."""

    place: ClassVar[Place] = "start"
    BINDINGS: ClassVar[list[Binding]] = bindings("start")  # type: ignore[assignment]
    CSS = """
    StartScreen > Prose { margin: 1 2 1 2; }
    StartScreen RowList { margin: 0 1; }
    """

    def __init__(self, folder: Path, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.folder = folder
        self._found: list[Found] | None = None

    def middle(self) -> ComposeResult:
        """A line about the product, and the list."""
        yield Prose(id="about")
        yield RowList(id="dossiers")

    def on_mount(self) -> None:
        """Look at the folder, off the screen's thread."""
        self.query_one(TopBar).show((TITLE,))
        self.relabel()
        self.query_one(RowList).focus()
        home(self).saver.ask(lambda: dossiers(self.folder), self._show)

    def on_screen_resume(self) -> None:
        """Look again when one comes back here."""
        if self._found is not None:
            home(self).saver.ask(lambda: dossiers(self.folder), self._show)

    def _show(self, found: list[Found]) -> None:
        self._found = found
        self.relabel()

    def relabel(self) -> None:
        """Say everything in the language in use."""
        text = LOOKING if self._found is None else HERE if self._found else NONE
        welcome = [] if self._found is None or self._found else [para(self.t(WELCOME), "bold $accent"), para("")]
        said = [para(self.t(PROMISE), "$text-muted"), para(""), *welcome]
        self.query_one("#about", Prose).show([*said, para(f"{self.t(text)}  {self.folder}", "bold")])
        rows = [
            Row(
                key=f.path,
                left=((self.t(f.title), ""), (f"   {Path(f.path).name}", "$text-muted")),
                right=((local_time(f.changed), "$text-muted"),),
            )
            for f in self._found or ()
        ]
        plain = self.glyphs.ellipsis != "…"
        for name in CHOICES if self._found is not None else ():
            action = BY_ID[name]
            key = pad(key_name(home(self).keys.of(action)[0], plain=plain), 4)
            left = ((key, "bold $primary"), (self.t(action.help), "$text-muted" if self._found else ""))
            rows.append(Row(key=f"do:{name}", left=left))
        self.query_one(RowList).show(rows)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the dossier, or do what the line says."""
        if event.key.startswith("do:"):
            home(self).action_act(event.key.removeprefix("do:"))
        else:
            home(self).open_dossier(Path(event.key))

    def action_open_file(self) -> None:
        """Ask for a dossier and open it."""
        from assess.tui.screens import asks

        def opened(values: Values | None) -> None:
            if values is not None:
                home(self).open_dossier(asks.path_of(values), readonly=values["readonly"] == "yes")

        self.app.push_screen(asks.open_file(self.folder), opened)

    def action_tour(self) -> None:
        """The tour, in the demo."""
        home(self).tour_in_demo()

    def action_new(self) -> None:
        """Begin a new assessment."""
        home(self).new_dossier(self.folder)

    def action_demo(self) -> None:
        """Open the demo."""
        home(self).open_demo()
