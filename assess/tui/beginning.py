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

DEMO = Text(zh="欧盟开放数据成熟度 2023（演示）", en="EU Open Data Maturity 2023 (demonstration)")
MAKING = Text(zh="正在用公开的调查答案建立演示卷宗…", en="Building the demo from published survey answers…")


def packs_at_hand() -> list[tuple[str, Text]]:
    """Ids and titles of the packs that load, the project's own first."""
    from assess.packs.find import available_packs
    from assess.packs.load import load_pack

    found: list[tuple[str, Text]] = []
    for name, folder in available_packs():
        try:
            found.append((name, load_pack(folder).title))
        except AssessError:
            # A broken pack is for "assess pack check" to explain; nothing can be begun with it.
            continue
    return sorted(found, key=lambda pack: (pack[0] != "digital-government", pack[0]))


def ask_new(app: AssessApp, folder: Path) -> None:
    """Ask for pack, title and file, make the dossier and open it."""
    from assess.tui.screens import asks

    def ask(packs: list[tuple[str, Text]]) -> None:
        app.push_screen(asks.new(packs, folder), made)

    def made(values: Values | None) -> None:
        if values is not None:
            app.begin(lambda: make(values, folder))

    app.saver.ask(packs_at_hand, ask, app.say_error)


def make(values: Values, folder: Path) -> Session:
    """Make the dossier that the dialog asked for."""
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack
    from assess.session import create_session
    from assess.tui.screens.asks import new_path

    title = values["title"].strip()
    pack = load_pack(find_pack(values["pack"]))
    return create_session(new_path(values, folder), pack, Text(zh=title, en=title), period=values["period"].strip())


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

    folder = Path(tempfile.mkdtemp(prefix="assess-demo-"))
    pack = load_pack(find_pack(PACK))
    session = create_session(folder / "odm-2023.assess", pack, DEMO, period="2023")
    for book in read_facts(shipped("examples") / "odm2023", pack):
        session.apply(propose(book, pack, body_of(book)))
    return session
