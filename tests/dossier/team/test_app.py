"""The terminal app on a team's dossier: what others write appears, and nobody's answer is overwritten unseen."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

from assess.base.resources import home
from assess.dossier.edits import AddBody, SetAnswer
from assess.packs.find import find_pack
from assess.packs.load import load_pack
from assess.session import create_session
from tests.mini import AUTHOR, name
from tests.tui.conftest import PACK
from tests.tui.driving import Driver, running


async def _until(app: Driver, there: Callable[[], bool]) -> None:
    for _ in range(200):
        await app.settle()
        if there():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(app.screen())


async def test_what_others_write_appears_and_is_not_overwritten_unseen(place: Path) -> None:
    shutil.copytree(PACK, home() / "indicators" / "small")
    pack = load_pack(find_pack("small"))
    first = pack.indicators[0]
    low, high = (o.code for o in (first.scale.options[0], first.scale.options[-1]))
    with create_session(place, pack, name("Campaign"), author=AUTHOR) as other:
        other.apply(AddBody(id="bureau", name=name("Bureau")))

        def shows(app: Driver, value: str) -> bool:
            answer = app.app.screen.view.state.answer(first.id)  # type: ignore[attr-defined]
            return answer is not None and answer.value == value

        async with running(place, "en") as app:
            other.apply(SetAnswer(body="bureau", indicator=first.id, value=high))
            await _until(app, lambda: shows(app, high))
            news = app.app._news
            assert news is not None
            news._looking = True
            other.apply(SetAnswer(body="bureau", indicator=first.id, value=low, comment="theirs"))
            await app.press("2")
            assert app.message is not None
            assert "not saved: Li Lei changed the same place" in app.message.en
            news._looking = False
            await _until(app, lambda: shows(app, low))
            await app.press("2")
            other.catch_up()
            answer = other.state("bureau").answer(first.id)
            assert answer is not None
            assert (answer.value, answer.comment) == (first.scale.options[1].code, "theirs")
