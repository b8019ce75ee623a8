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
TITLE = Text(zh="示例市 {year} 年数字政府评估", en="Digital government of Sample City {year}")
BODIES = (
    ("data-bureau", Text(zh="市大数据局", en="Data Bureau")),
    ("civil-affairs", Text(zh="市民政局", en="Civil Affairs Bureau")),
    ("hotline", Text(zh="市 12345 热线中心", en="12345 Hotline Centre")),
    ("health", Text(zh="市卫生健康委员会", en="Health Commission")),
    ("markets", Text(zh="市市场监督管理局", en="Market Regulation")),
)
SHARES = (0.6, 1.0, 0.3, 0.8, 1.0)
"""How much of the questions each body has answered."""
YEARS = ((2023, 0), (2024, 1), (2025, 3))
"""Earlier dossiers, and where in the options the answers of their year lie."""
USERS = (310, 420, 505, 470, 640, 820, None, 1105, 1260, 1190, 1480, 1712)
DRAWN = "1767225600"
"""The first of January 2026."""
LOG = "7c" * 32
"""The digest of the log that users were counted in."""
Steps = Callable[[Any], Awaitable[None]]


def make_dossier(path: Path, year: int = 2026, better: int = 2) -> None:
    """A dossier with bodies at different stages, answered by the numbers of the options."""
    from assess.dossier.edits import AddBody, AddEvidence, RecordFact, RecordSeries, SetAnswer
    from assess.packs.find import find_pack
    from assess.packs.load import load_pack
    from assess.session import Author, create_session

    pack = load_pack(find_pack("digital-government"))
    with create_session(
        path, pack, TITLE.fill(year=year), period=str(year), author=Author("lin", "demo")
    ) as session:
        session.apply(*(AddBody(id=body, name=name) for body, name in BODIES))
        for at, ((body, _), share) in enumerate(zip(BODIES, SHARES, strict=True)):
            for number, indicator in enumerate(pack.indicators[: int(len(pack.indicators) * share)]):
                scale = indicator.scale
                scored = [o for o in scale.options if o.state == "scored"]
                value: Any = 0.6 if scale.kind == "share" else 40.0
                if scored:
                    value = scored[(number * (at + 1) + better) % len(scored)].code
                if scale.kind == "checklist":
                    value = (value,)
                session.apply(SetAnswer(body=body, indicator=indicator.id, value=value))
        if year < 2026:
            return
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
        session.apply(RecordSeries(users(first)))


def users(body: str) -> Any:
    """Users by month, as measured from a log; in July there is none."""
    from assess.dossier.entities import Series

    return Series(
        body=body, id="active_by_month", title=Text(zh="按月的用户", en="Users by month"),
        says=Text(zh="每月出现过的用户数。", en="How many users were seen in each month."), form="time",
        row_axis="month", column_axis="", rows=tuple(f"2025-{m:02d}-01" for m in range(1, 13)),
        columns=("present",), values=tuple((float(v) if v else None,) for v in USERS), unit="count", inputs=(LOG,),
    )  # fmt: skip


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


async def draw(dossier: Path, lang: Lang, name: str, out: Path) -> None:
    """Run the app, do what the picture `name` wants, write it to `out`."""
    from assess.tui.app import AssessApp

    size, steps, look = PICTURES[name]
    app = AssessApp(None if name == "home" else dossier, lang=lang)
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


def beside_earlier_years(pilot: Any) -> Awaitable[None]:
    """Compare the first body with itself in the years before."""

    async def steps() -> None:
        await keys("C", "escape")(pilot)
        for year, _ in YEARS:
            await keys("o")(pilot)
            await keys(*f"{year}.assess")(pilot)
            await keys("enter")(pilot)

    return steps()


PICTURES: dict[str, tuple[tuple[int, int], Steps, str]] = {
    "home": ((120, 24), keys(), ""),
    "steps": ((110, 30), keys("j", "enter", "g", "j", "j", "t"), "assess-light"),
    "bodies": ((132, 20), keys(), ""),
    "bodies-wide": ((190, 20), keys(), "assess-light"),
    "verify": ((132, 32), keys("j", "enter", "g", "j", "j", "V"), ""),
    "compare": ((132, 22), beside_earlier_years, ""),
    "whatif": ((120, 22), keys("W", "L", "L", "j", "H"), "assess-light"),
    "jump": ((132, 32), keys("j", "enter", "g", "ctrl+o"), ""),
    "contrast": ((110, 32), keys("j", "enter", "g", "j", "j", "enter"), "assess-contrast"),
    "ascii": ((110, 32), keys("j", "enter", "g", "j", "j", "enter"), "assess-ascii"),
    "workbench": ((132, 42), keys("j", "enter", "g", "j", "j", "enter"), ""),
    "workbench-small": ((80, 24), keys("j", "enter", "enter"), "assess-light"),
    "findings": ((132, 40), keys("j", "enter", "F"), ""),
    "help": ((110, 44), keys("enter", "question_mark"), "assess-light"),
}


async def main(folder: Path) -> None:
    """Draw all pictures in both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = folder.absolute()
        # What stands in the pictures is the same wherever and whenever they are drawn.
        os.environ |= {
            "ASSESS_HOME": f"{temporary}/home",
            "HOME": temporary,
            "SOURCE_DATE_EPOCH": DRAWN,
            "TZ": "UTC",
        }
        there = Path(temporary) / "assessments"
        there.mkdir()
        os.chdir(there)
        dossier = there / "2026.assess"
        for path, year, better in ((dossier, 2026, 2), *((there / f"{y}.assess", y, b) for y, b in YEARS)):
            make_dossier(path, year, better)
            at = int(DRAWN) - (2026 - year) * 365 * 86400
            os.utime(path, (at, at))
        for lang in LANGS:
            for name in PICTURES:
                out = folder / f"terminal-{name}.{lang}.svg"
                await draw(dossier, lang, name, out)
                print(out)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "images"))
