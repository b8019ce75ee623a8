"""Draw the pictures of the terminal app in docs/images, in Chinese and English, without a terminal.

    python docs/make_screenshots.py [FOLDER]

Each picture is the app itself, run headlessly over a real dossier made for the purpose, and exported as SVG.
"""

from __future__ import annotations

import asyncio
import html
import itertools
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from assess.base.texts import LANGS, Lang, Text

HERE = Path(__file__).resolve().parent
TITLE = Text(zh="示例市 2026 年数字政府评估", en="Digital government of Sample City 2026")
BODIES = (
    ("data-bureau", Text(zh="市大数据局", en="Data Bureau")),
    ("civil-affairs", Text(zh="市民政局", en="Civil Affairs Bureau")),
    ("hotline", Text(zh="市 12345 热线中心", en="12345 Hotline Centre")),
)
Steps = Callable[[Any], Awaitable[None]]


def make_dossier(path: Path) -> None:
    """A dossier with three bodies at different stages, answered by the numbers of the options."""
    from assess.dossier.edits import AddBody, AddEvidence, RecordFact, SetAnswer
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack
    from assess.session import Author, create_session

    pack = load_pack(find_pack("digital-government"))
    with create_session(path, pack, TITLE, period="2026", author=Author("lin", "demo")) as session:
        session.apply(*(AddBody(id=body, name=name) for body, name in BODIES))
        for (body, _), share in zip(BODIES, (0.6, 1.0, 0.3), strict=True):
            for number, indicator in enumerate(pack.indicators[: int(len(pack.indicators) * share)]):
                scale = indicator.scale
                scored = [o for o in scale.options if o.state == "scored"]
                value: Any = 0.6 if scale.kind == "share" else 40.0
                if scored:
                    value = scored[(number + 2) % len(scored)].code
                if scale.kind == "checklist":
                    value = (value,)
                session.apply(SetAnswer(body=body, indicator=indicator.id, value=value))
        first = BODIES[0][0]
        shown = next(i for i in pack.indicators if i.label == "A1")
        codes = [o.code for o in shown.scale.options]
        session.apply(SetAnswer(body=first, indicator=shown.id, value=codes[3]),
                      SetAnswer(body=first, indicator=shown.id, value=codes[1], voice="verified"),
                      AddEvidence(body=first, indicator=shown.id, kind="link", title="规划全文（2026 年 3 月）",
                                  locator="https://data.example.gov.cn/plan", captured="2026-03-18"))  # fmt: skip
        facts = {f.id for f in pack.facts}
        for fact, value in (("results_displayed", 213), ("results_effective", 91)):
            if fact in facts:
                session.apply(RecordFact(body=first, fact=fact, value=value))


CELL = 12.2
"""Width of a cell in Rich's SVG."""
_TEXT = re.compile(r'<text([^>]*?) x="([\d.]+)"([^>]*?) textLength="[\d.]+"([^>]*)>([^<]*)</text>')


def portable(svg: str) -> str:
    """The picture with the fonts of the reader's system, every run of narrow or wide characters in its own cells.

    Rich asks a font server for its font, and measures Chinese texts by characters instead of cells.
    """
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: Fira Code[^;]*;", f"font-family: {FONTS};", svg)
    return _TEXT.sub(_in_cells, svg)


FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"


def _in_cells(match: re.Match[str]) -> str:
    before, x, between, after, escaped = match.groups()
    at = float(x)
    parts = []
    for wide, group in itertools.groupby(html.unescape(escaped), key=lambda c: cell_len(c) == 2):
        run = "".join(group)
        length = cell_len(run) * CELL
        inner = html.escape(run).replace(" ", "&#160;")
        if run.strip():
            fit = f'textLength="{length:.1f}"' + (' lengthAdjust="spacingAndGlyphs"' if not wide else "")
            parts.append(f'<text{before} x="{at:.1f}"{between} {fit}{after}>{inner}</text>')
        at += length
    return "".join(parts)


async def draw(dossier: Path, lang: Lang, size: tuple[int, int], steps: Steps, out: Path, look: str = "") -> None:
    """Run the app at `size`, do `steps`, write the picture to `out`."""
    from assess.tui.app import AssessApp

    app = AssessApp(dossier, lang=lang)
    app.blinks = False
    if look:
        app._wear(look)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await steps(pilot)
        await settle(pilot)
        out.write_text(portable(app.export_screenshot(title="assess")), encoding="utf-8")
    app.saver.finish()


async def settle(pilot: Any) -> None:
    """Wait until the session has nothing left to do and the screen is drawn."""
    for _ in range(50):
        await pilot.pause()
        if pilot.app.saver.idle and len(pilot.app.screen_stack) > 1:
            break
        await asyncio.sleep(0.02)
    await pilot.pause()


def keys(*names: str) -> Steps:
    """Press `names`, one after another."""

    async def steps(pilot: Any) -> None:
        for name in names:
            await pilot.press(name)
            await settle(pilot)

    return steps


PICTURES: dict[str, tuple[tuple[int, int], Steps, str]] = {
    "bodies": ((110, 20), keys(), ""),
    "workbench": ((132, 42), keys("j", "enter", "g", "j", "j", "enter"), ""),
    "workbench-small": ((80, 24), keys("j", "enter", "enter"), "assess-light"),
    "findings": ((132, 40), keys("j", "enter", "F"), ""),
    "help": ((110, 44), keys("enter", "question_mark"), "assess-light"),
}


async def main(folder: Path) -> None:
    """Draw all pictures in both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["ASSESS_HOME"] = temporary
        dossier = Path(temporary) / "sample-city.assess"
        make_dossier(dossier)
        for lang in LANGS:
            for name, (size, steps, look) in PICTURES.items():
                await draw(dossier, lang, size, steps, folder / f"terminal-{name}.{lang}.svg", look)
                print(folder / f"terminal-{name}.{lang}.svg")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "images"))
