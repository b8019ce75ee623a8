"""The terminal app on a campaign as large as they come: CPU of the longest turn of its loop at each step, and memory.

    python benchmarks/bench_tui_scale.py [BODIES]

500 indicators, 3,000 bodies, 10,000 pieces of evidence. No turn should take 100 ms of CPU: while one runs, nothing is
drawn and no key answered. The app runs without a terminal; making the campaign takes some minutes.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any

from scale_case import BODIES, EVIDENCE, make_dossier, make_pack, watched

LIMIT = 100.0
STEPS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("down the bodies", ("j", "j", "pagedown", "G", "g"), ""),
    ("filter the bodies", ("slash",), "d29q"),
    ("clear it", ("escape",), ""),
    ("open a body", ("g", "enter"), ""),
    ("down the tree", ("j", "j", "j", "G", "g"), ""),
    ("answer", ("n", "3"), ""),
    ("filter the tree", ("slash",), "sjgx12"),
    ("clear it again", ("escape",), ""),
    ("palette", ("ctrl+p",), "sjgx"),
    ("jump", ("escape", "ctrl+o", "escape"), ""),
    ("findings and back", ("F", "escape"), ""),
    ("verify", ("V",), ""),
    ("next to verify", ("n", "l", "l"), ""),
    ("back to the body", ("escape",), ""),
    ("back to the bodies", ("escape",), ""),
    ("campaign's history", ("H",), ""),
    ("down the history", ("j", "pagedown", "G"), ""),
    ("filter the history", ("slash",), "d29q"),
    ("leave it", ("escape", "escape"), ""),
    ("compare", ("C", "escape"), ""),
    ("conflicts", ("X", "escape"), ""),
    ("jobs", ("J", "escape"), ""),
    ("palette, all bodies", ("ctrl+p",), "d29q"),
    ("leave it again", ("escape",), ""),
    ("what if", ("W",), ""),
    ("move a slider", ("l", "l", "j", "L"), ""),
    ("down the ranks", ("tab", "G"), ""),
    ("and back", ("escape",), ""),
)


async def settled(app: Any, pilot: Any) -> None:
    """Wait until the session has nothing left to do."""
    for _ in range(2000):
        await pilot.pause()
        if app.saver.idle and len(app.screen_stack) > 1:
            return
        await asyncio.sleep(0.01)


async def walk(dossier: Path) -> None:
    """Take the steps and print what each cost."""
    from textual import events

    from assess.tui.app import AssessApp

    app = AssessApp(dossier, lang="zh")
    app.blinks = False
    print(f"{'':22}{'ms CPU':>8}{'MB':>7}")
    with watched() as turns:
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(app, pilot)
            for name, keys, typed in (("open", (), ""), *STEPS):
                for key in keys:
                    await pilot.press(key)
                    await settled(app, pilot)
                for character in typed:
                    app.post_message(events.Key(character, character))
                await settled(app, pilot)
                over = "  over the limit" if turns.longest > LIMIT else ""
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                print(f"{name:22}{turns.longest:>8.1f}{memory:>7.0f}{over}")
                turns.longest = 0.0
    app.saver.finish()


def main(bodies: int) -> None:
    """Make the campaign and walk through it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(ASSESS_HOME=folder, ASSESS_LANG="zh", LANG="C.UTF-8")
        pack, dossier = Path(folder) / "indicators" / "large", Path(folder) / "large.assess"
        make_pack(pack)
        make_dossier(dossier, pack, bodies=bodies, evidence=EVIDENCE * bodies // BODIES)
        asyncio.run(walk(dossier))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else BODIES)
