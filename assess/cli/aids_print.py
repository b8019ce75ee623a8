"""How the results of decision aids are printed: what was read, then each section as on the page, tables cut short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assess.cli.output import echo, say, table, warn
from assess.cli.words import t

if TYPE_CHECKING:
    from assess.findings.aids.columns import Sheet
    from assess.report.view.aids.blocks import Block, Grid

_ROWS = 20
_FAULTS = 10


def print_sheets(sheets: Sequence[Sheet]) -> None:
    """A line per table read, and the first cells that somebody should look at."""
    from assess.findings.aids.columns import done_with

    for s in sheets:
        coded = f"  {s.encoding}" + (t("（推断）", " (concluded)") if s.guessed else "") if s.encoding else ""
        warn(
            t(
                f"{s.name}：{s.total:,} 行，用 {len(s.rows):,} 行，不用 {s.dropped:,} 行{coded}",
                f"{s.name}: {s.total:,} rows, {len(s.rows):,} used, {s.dropped:,} set aside{coded}",
            )
        )
        for f in s.faults[:_FAULTS]:
            what = say(done_with(f))
            warn(t(f"  第 {f.number} 行 {f.column} {f.text} {f.message.zh}（{what}）",
                   f"  row {f.number} {f.column} {f.text} {f.message.en} ({what})"))  # fmt: skip
        if len(s.faults) > _FAULTS:
            warn(t(f"  另有 {len(s.faults) - _FAULTS:,} 处。", f"  and {len(s.faults) - _FAULTS:,} more."))


def rows_out(blocks: Sequence[Block]) -> None:
    """The sections of a page as text."""
    for number, block in enumerate(blocks):
        if number:
            echo()
        echo(block.section.title)
        if block.section.lead:
            echo(block.section.lead)
        for one in block.tiles:
            echo(f"  {one.label}  {one.value}" + (f"  {one.note}" if one.note else ""))
        for line in block.lines:
            echo(f"  · {line}")
        for found in block.grids:
            _grid(found)


def _grid(found: Grid) -> None:
    shown = [i for i, head in enumerate(found.head) if head.kind != "p"]
    rows = [[row[i].text for i in shown] for row in found.rows[:_ROWS]]
    right = [at for at, i in enumerate(shown) if found.head[i].kind == "n"]
    echo()
    table([found.head[i].text for i in shown], rows, right=right)
    left = len(found.rows) - _ROWS
    if found.rest or left > 0:
        echo(t("……其余见 --out 或 --html。", "… the rest with --out or --html."))
