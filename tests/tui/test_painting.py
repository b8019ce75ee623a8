"""Only what has changed is painted, and it is what a painting of the whole screen would put there."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor
from textual.strip import Strip

from assess.tui.painting import Frugal
from tests.tui.driving import running


def _cells(strip: Strip) -> list[tuple[str, Style | None]]:
    return [(sign, segment.style) for segment in strip for sign in segment.text]


async def test_every_piece_that_is_painted_is_that_of_the_whole_screen(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = 0
    paint = Frugal.render_partial_update

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

    monkeypatch.setattr(Frugal, "render_partial_update", checked)
    async with running(dossier, size=(120, 40)) as app:
        await app.press("j", "j", "k", "G", "g", "enter", "2", "tab", "escape", "n", "slash")
        await app.type("d")
        await app.press("escape", "escape", "F", "escape", "ctrl+p", "escape", "f2")
        await app.pilot.resize_terminal(80, 24)
        await app.press("j", "enter", "escape", "s", "s")
    assert painted > 500
