"""What the pages of aids are made of: tables with bars, key figures, and how the tables were read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assess.base.band import TIE, Band
from assess.base.texts import Lang, Text
from assess.findings.aids.columns import Sheet, done_with
from assess.report.format import DASH, decimal, percent, short
from assess.report.geometry import stretch
from assess.report.view.marks import Masthead, Pair, Section, Tile, View

MOST = 200
"""Rows of a table on a page; all of them are in the file that `--out` writes."""


class Bar(View, frozen=True):
    """A stretch of a bar, its class and the colour it has without the style sheet."""

    x: str
    width: str
    kind: str
    fill: str


class Cell(View, frozen=True):
    """A cell: a text, a class (`n` for numbers, `p` for a plot), and the bars of a plot."""

    text: str = ""
    kind: str = ""
    bars: tuple[Bar, ...] = ()


class Grid(View, frozen=True):
    """A table with a caption; `rest` says how many rows are not shown."""

    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rest: str = ""
    chart: bool = False


class Dot(View, frozen=True):
    """A mark of a scatter plot: where, how large, and whether hollow."""

    x: str
    y: str
    radius: str
    hollow: bool


class Scatter(View, frozen=True):
    """A picture of points with its title, description, lines of thresholds and names of the axes."""

    title: str
    description: str
    dots: tuple[Dot, ...]
    line_x: str
    line_y: str
    name_x: str
    name_y: str


class Block(View, frozen=True):
    """A section of a page."""

    section: Section
    tiles: tuple[Tile, ...] = ()
    lines: tuple[str, ...] = ()
    legend: tuple[tuple[str, str, str], ...] = ()
    scatter: Scatter | None = None
    grids: tuple[Grid, ...] = ()


class AidView(View, frozen=True):
    """A whole page."""

    html_lang: str
    page_title: str
    masthead: Masthead
    contents: tuple[Section, ...]
    blocks: tuple[Block, ...]


Row = list[Cell | str]
"""A row of a table, texts standing for plain cells."""
FILLS = {"rg": "#17456e", "ru": "#9fb4c9", "us": "#8a4b12", "bx": "#ccd5de", "lk": "#8a96a3"}


def pick(lang: Lang, zh: str, en: str) -> str:
    """The text in the language of the page."""
    return zh if lang == "zh" else en


def word(text: Text, lang: Lang) -> str:
    """A text in the language of the page."""
    return text.get(lang)


def n(text: str) -> Cell:
    """A number's cell."""
    return Cell(text, "n")


def bar(low: float, high: float, kind: str, least: float = 0.0, most: float = 1.0) -> Bar:
    """A stretch from `low` to `high` on the axis from `least` to `most`."""
    drawn = stretch(low, high, least, most)
    return Bar(drawn.x, drawn.width, kind, FILLS[kind])


def banded(band: Band, least: float = 0.0, most: float = 1.0) -> Cell:
    """A bar up to the low end, and a lighter one on to the high end."""
    bars = [bar(least, band.lo, "rg", least, most)] if band.lo > least else []
    if band.width > TIE:
        bars.append(bar(band.lo, band.hi, "ru", least, most))
    return Cell(kind="p", bars=tuple(bars))


def counts(band: Band) -> str:
    """A count, or its band."""
    return decimal(band.lo) if band.width <= TIE else f"{decimal(band.lo)}{DASH}{decimal(band.hi)}"


def shares(band: Band) -> str:
    """A share in per cent, or its band."""
    return percent(band.lo, 1) if band.width <= TIE else f"{percent(band.lo, 1)} {DASH} {percent(band.hi, 1)}"


def grid(
    lang: Lang, caption: str, head: Sequence[str | Cell], rows: Iterable[Sequence[Cell | str]], chart: bool = False
) -> Grid:
    """A table, cut at `MOST` rows with a line that says so."""
    every = [tuple(c if isinstance(c, Cell) else Cell(c) for c in row) for row in rows]
    left = len(every) - MOST
    rest = ""
    if left > 0:
        rest = pick(
            lang,
            f"只列前 {MOST} 行，另有 {left:,} 行；全部在 --out 导出的表格里。",
            f"The first {MOST} rows; {left:,} more are in the table that --out writes.",
        )
    heads = tuple(c if isinstance(c, Cell) else Cell(c) for c in head)
    return Grid(caption, heads, tuple(every[:MOST]), rest, chart)


def reading(lang: Lang, sheets: Sequence[Sheet], method: Sequence[str]) -> Block:
    """How the result was made: method, and per table what was read, set aside and not understood."""
    rows: list[Row] = []
    faults: list[Row] = []
    for s in sheets:
        coded = s.encoding + (pick(lang, "（推断）", " (concluded)") if s.guessed else "")
        join = "；" if lang == "zh" else "; "
        taken = join.join(f"{name} ← {of}" for name, of in s.columns.items())
        rows.append([
            Cell(s.name if s.head_row == 1 else pick(lang, f"{s.name}（列名在第 {s.head_row} 行）", f"{s.name} (names of columns in row {s.head_row})")), n(f"{len(s.rows):,}"), n(f"{s.dropped:,}"), Cell(coded or DASH), Cell(taken),
            Cell(("、" if lang == "zh" else ", ").join(s.unread) or DASH), Cell(short(s.sha256), "code"),
        ])  # fmt: skip
        faults += [
            [Cell(s.name), n(str(f.number)), Cell(f.column), Cell(f.text or DASH), Cell(word(f.message, lang)),
             Cell(word(done_with(f), lang))]
            for f in s.faults
        ]  # fmt: skip
    head = pick(
        lang,
        "文件,可用行,不用的行,编码,列的对应,没有用到的列,SHA-256",
        "File,Rows used,Set aside,Encoding,Columns,Columns not used,SHA-256",
    ).split(",")
    grids = [grid(lang, pick(lang, "读入的表格", "Tables read"), head, rows)]
    if faults:
        heads = pick(lang, "文件,行,列,内容,问题,处理", "File,Row,Column,Content,Problem,What was done").split(",")
        grids.append(grid(lang, pick(lang, "要核对的单元格", "Cells to check"), heads, faults))
    return Block(
        Section("reading", "", pick(lang, "方法与读入", "Method and reading")),
        lines=tuple(method),
        grids=tuple(grids),
    )


def tile(label: str, value: str, note: str = "") -> Tile:
    """A key figure."""
    return Tile(label=label, value=value, range="", note=note)


def identity(lang: Lang, sheets: Sequence[Sheet], engine: str) -> tuple[Pair, ...]:
    """The files and the engine, for the head of the page."""
    label = pick(lang, "文件", "File")
    return (*(Pair(label, s.name) for s in sheets), Pair(pick(lang, "引擎", "Engine"), engine))
