"""Beginning an assessment from the start screen: a new dossier, or the demo."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from assess.base.errors import AssessError
from assess.base.texts import Text

if TYPE_CHECKING:
    from assess.session import Session
    from assess.tui.app import AssessApp
    from assess.tui.screens.dialogs import Values
    from assess.tui.screens.newasks import PackAtHand

DEMO = Text(zh="欧盟开放数据成熟度 2023（演示）", en="EU Open Data Maturity 2023 (demonstration)")
FOLDER = "assess-demo-"
"""What the names of the folders of demos begin with."""
LOADING = Text(zh="正在读取指标包…", en="Reading the packs…")
MAKING = Text(zh="正在用公开的调查答案建立演示卷宗…", en="Building the demo from published survey answers…")


def packs_at_hand() -> list[PackAtHand]:
    """The packs that load, the project's own first."""
    from assess.packs.find import available_packs
    from assess.packs.load import load_pack
    from assess.tui.screens.newasks import PackAtHand

    found: list[PackAtHand] = []
    for name, folder in available_packs():
        try:
            pack = load_pack(folder)
        except AssessError:
            # A broken pack is for "assess pack check" to explain; nothing can be begun with it.
            continue
        found.append(PackAtHand(name, pack.title, pack.summary, len(pack.indicators)))
    return sorted(found, key=lambda pack: (pack.id != "digital-government", pack.id))


def ask_new(app: AssessApp, folder: Path) -> None:
    """Ask for pack, title and file, make the dossier and open it."""

    def ask(packs: list[PackAtHand]) -> None:
        from assess.tui.screens.newasks import NewDialog

        app.push_screen(NewDialog(packs, folder), made)

    def made(values: Values | None) -> None:
        if values is not None:
            app.begin(lambda: make(values, folder))

    app.say(LOADING)
    app.saver.ask(packs_at_hand, ask, app.say_error)


def make(values: Values, folder: Path) -> Session:
    """Make the dossier that the dialog asked for."""
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack
    from assess.session import create_session
    from assess.tui.screens.newasks import narrow, new_path, title_of

    return create_session(
        new_path(values, folder),
        load_pack(find_pack(values["pack"])),
        title_of(values),
        period=narrow(values["period"]),
        assessed_on=narrow(values["assessed_on"]),
    )


def note_opened(path: Path) -> None:
    """Remember for the home screen that the dossier at `path` was opened; demos are not worth remembering."""
    from assess.base.clock import utc_now
    from assess.dossier.server import is_server
    from assess.tui import campaigns

    if not path.absolute().parent.name.startswith(FOLDER):
        campaigns.note_opened(str(path if is_server(path) else path.absolute()), utc_now())


def open_demo(app: AssessApp) -> None:
    """Build the demo in a temporary folder and open it."""
    app.say(MAKING)
    app.begin(make_demo)


def make_demo() -> Session:
    """A dossier of the published answers to Open Data Maturity 2023, in a temporary folder."""
    from assess.base.resources import shipped
    from assess.exchange.odm_facts import read_facts
    from assess.exchange.propose import PACK, body_of, propose
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack
    from assess.session import create_session

    folder = Path(tempfile.mkdtemp(prefix=FOLDER))
    pack = load_pack(find_pack(PACK))
    session = create_session(folder / "odm-2023.assess", pack, DEMO, period="2023")
    for book in read_facts(shipped("examples") / "odm2023", pack):
        session.apply(propose(book, pack, body_of(book)))
    return session
