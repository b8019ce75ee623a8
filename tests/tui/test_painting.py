"""Only what has changed is painted, all of it, and as a painting of the whole screen would put it there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.screen import Screen

from assess.tui.painting import Frugal
from assess.tui.wire import Shown, Wire, _cells, _pieces
from tests.tui.driving import Driver, running


async def test_what_is_painted_piece_by_piece_is_the_whole_screen(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted, shown = 0, Shown()
    paint, display = Frugal.render_partial_update, Wire._display

    def checked(self: Frugal) -> ChopsUpdate | None:
        nonlocal painted
        update = paint(self)
        if update is not None:
            whole = Compositor.render_strips(self)
            for y, start, end in update.spans:
                line = zip(update.chops[y].items(), update.chop_ends[y], strict=True)
                for (left, piece), right in line:
                    if left < end and right > start:
                        assert piece is not None
                        assert _cells(piece) == _cells(whole[y].crop(left, right))
                        painted += 1
        return update

    def noted(self: Wire, screen: Screen[Any], update: Any) -> None:
        if isinstance(update, CompositorUpdate):
            shown.news(update, self.size)
        display(self, screen, update)

    async def walk(app: Driver, *keys: str) -> None:
        for key in keys:
            await app.press(key)
            compositor, below = app.app.screen._compositor, app.app._background_screens
            whole = compositor.render_update(full=True, screen_stack=below)
            assert isinstance(whole, CompositorUpdate)
            for _, y, strip in _pieces(whole) or ():
                assert shown._lines[y] == _cells(strip), f"line {y} after {key}"

    monkeypatch.setattr(Frugal, "render_partial_update", checked)
    monkeypatch.setattr(Wire, "_display", noted)
    async with running(dossier, size=(120, 40)) as app:
        await walk(app, "j", "j", "k", "G", "g", "enter", "2", "tab", "escape", "n", "slash", "d", "d")
        await walk(app, "escape", "escape", "F", "escape", "ctrl+p", "escape", "f2")
        await app.pilot.resize_terminal(120, 18)
        await walk(app, "j", "j", "j", "k", "k")
        await app.pilot.resize_terminal(80, 24)
        await walk(app, "j", "j", "enter", "pagedown", "escape", "k", "s", "s")
    assert painted > 300
