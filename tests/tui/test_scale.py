"""A large campaign: only what is in sight is worked out, and no turn of the app's loop takes long.

The watchdog counts CPU time, which other programs do not stretch, and allows thrice the tenth of a second that
benchmarks/bench_tui_scale.py holds the full size to: it is to catch what grows with the square of the campaign.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from assess.base.resources import home
from assess.base.texts import Text
from assess.dossier.edits import AddBody
from assess.session import Session
from assess.tui.screens.bodies import BodiesScreen
from tests.tui.driving import running

BODIES = 1200


@pytest.fixture
def many(session: Session) -> Path:
    """A dossier of the small pack with many bodies."""
    session.apply(*(AddBody(id=f"d{n}", name=Text(zh=f"第{n}区", en=f"District {n}")) for n in range(BODIES)))
    session.close()
    return session.path


async def test_a_long_list_of_bodies_opens_scrolls_and_narrows_without_a_stall(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = 0.0
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        nonlocal longest
        begun = time.thread_time()
        run(handle)
        longest = max(longest, time.thread_time() - begun)

    monkeypatch.setattr(asyncio.Handle, "_run", timed)
    async with running(many) as app:
        screen = app.app.screen
        assert isinstance(screen, BodiesScreen)
        assert app.sees("bodies 1201")
        assert app.sees("0/7")
        assert 0 < len(screen.summaries) < 120
        await app.press("G")
        assert app.sees("District 999")
        assert len(screen.summaries) < 240
        await app.press("slash")
        await app.type("district 77")
        await app.settle()
        # 77, 770 to 779, and ten that end in 77: 177, 277 … 677, 877, 977, 1077, 1177.
        assert app.sees(f"21 of {BODIES + 1} shown")
        assert app.sees("District 770")
        await app.type("0")
        await app.settle()
        await app.press("enter")
        assert app.bench.body == "d770"
        await app.press("n", "1", "ctrl+p", "escape", "V", "n", "escape", "escape", "escape")
        await app.press("H", "G", "escape", "C", "escape", "X", "escape", "J", "escape")
        assert isinstance(app.app.screen, BodiesScreen)
    assert home().exists()
    assert longest < 0.3
