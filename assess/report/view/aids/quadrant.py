"""The page of the quadrant: counts, a picture of all datasets, what was done the other way round, the list."""

from __future__ import annotations

import math
from collections import Counter

from assess.base.texts import Lang
from assess.findings.aids.quadrant import ADVICES, DONE, NEAR, Placed, Quadrants, Threshold
from assess.report.format import DASH, decimal
from assess.report.geometry import place
from assess.report.view.aids.blocks import Block, Cell, Dot, Grid, Row, Scatter, grid, n, pick, tile, word
from assess.report.view.marks import Section


def blocks(result: Quadrants, lang: Lang) -> list[Block]:
    """The sections of the page."""
    total, against = len(result.datasets), len(result.contradictions)
    lead = pick(
        lang,
        f"{total:,} 个数据集：{result.count('physical'):,} 个宜物理汇聚，{result.count('logical'):,} 个宜逻辑汇聚，"
        f"{result.count('argue'):,} 个需论证；{against:,} 个的实际做法正好相反。",
        f"{total:,} datasets: gather {result.count('physical'):,} physically, {result.count('logical'):,} logically, argue "
        f"{result.count('argue'):,}; with {against:,} the opposite was done.",
    )
    near = sum(d.near for d in result.datasets)
    tiles = [tile(word(text, lang), f"{result.count(key):,}") for key, text in ADVICES.items()]
    tiles.append(tile(pick(lang, "做法相反", "Done the other way"), f"{against:,}"))
    tiles.append(
        tile(
            pick(lang, "贴近分界", "Close calls"),
            f"{near:,}",
            pick(lang, f"±{NEAR:.0%} 以内", f"within ±{NEAR:.0%}"),
        )
    )
    found = [
        Block(
            Section("result", "", pick(lang, "结果", "Result"), lead),
            tiles=tuple(tiles),
            scatter=_scatter(result, lang),
            grids=(_square(result, lang),),
        )
    ]
    if result.contradictions:
        title = pick(lang, "做法与两条标准相反的", "Done against both criteria")
        ask = pick(
            lang,
            "双高而留在部门，或双低却搬进中心库：问一问当初依据什么，有没有别的理由（如法律要求、安全等级）。",
            "High by both and left in place, or low by both and copied: ask what it was based on, and whether there are "
            "other reasons, such as law or grade of secrecy.",
        )
        rows = sorted(result.contradictions, key=lambda d: (d.advice, -(d.frequency or 0), d.row))
        found.append(Block(Section("against", "", title, ask), grids=(_list(rows, title, lang),)))
    title = pick(lang, "全部数据集", "All datasets")
    rows = sorted(result.datasets, key=lambda d: (list(ADVICES).index(d.advice), -(d.frequency or 0), d.row))
    found.append(Block(Section("all", "", title), grids=(_list(rows, title, lang),)))
    return found


def method(result: Quadrants, lang: Lang) -> list[str]:
    """How it was decided."""
    lines = [
        pick(
            lang,
            "两条标准：使用频率和外溢性（清华大学国情研究院，2021-07-28）。都高的物理汇聚，都低的逻辑汇聚，一高一低的逐个论证。",
            "Two criteria: frequency of use and spillover (清华大学国情研究院, 2021-07-28). Both high: gather physically; both "
            "low: logically; one of each: argue case by case.",
        )
    ]
    for name, found in (
        (pick(lang, "使用频率", "Frequency of use"), result.frequency),
        (pick(lang, "外溢性", "Spillover"), result.spillover),
    ):
        lines.append(f"{name}{pick(lang, '：', ': ')}{_threshold(found, lang)}")
    return lines


def _threshold(found: Threshold | None, lang: Lang) -> str:
    if found is None:
        return pick(lang, "没有数据，无法划线。", "no data, so no line can be drawn.")
    value = decimal(found.value)
    if found.stated:
        return pick(lang, f"达到 {value} 为高（由使用者划定）。", f"high from {value} (stated by the user).")
    return pick(lang, f"高于中位数 {value} 为高。", f"high above the median, {value}.")


def _square(result: Quadrants, lang: Lang) -> Grid:
    """How many datasets by both criteria, what is not known included."""
    names = {True: pick(lang, "高", "High"), False: pick(lang, "低", "Low"), None: pick(lang, "未知", "Not known")}
    held = Counter((d.high_frequency, d.high_spillover) for d in result.datasets)
    head: Row = [pick(lang, "使用频率＼外溢性", "Frequency / spillover"), *(Cell(names[k], "n") for k in names)]
    rows: list[Row] = [[Cell(names[f]), *(n(f"{held[f, s]:,}") for s in names)] for f in names]
    return grid(lang, pick(lang, "按两条标准的个数", "Datasets by both criteria"), head, rows)


def _list(rows: list[Placed], caption: str, lang: Lang) -> Grid:
    heads = pick(lang, "数据集,部门,使用频率,外溢性,宜,实际做法,贴近分界",
                 "Dataset,Department,Frequency,Spillover,Advice,Done,Close call").split(",")  # fmt: skip
    head: Row = [Cell(h, "n" if at in (2, 3) else "") for at, h in enumerate(heads)]
    return grid(lang, caption, head, [
        [d.dataset, d.department or DASH, n(_number(d.frequency)), n(_number(d.spillover)), word(ADVICES[d.advice], lang),
         Cell(word(DONE[d.done], lang) + (" ≠" if d.contradiction else "")), pick(lang, "是", "yes") if d.near else ""]
        for d in rows
    ])  # fmt: skip


def _number(value: float | None) -> str:
    return DASH if value is None else decimal(value)


def _scatter(result: Quadrants, lang: Lang) -> Scatter | None:
    """All datasets known by both criteria, in cells of a raster; both axes in the logarithm of 1 + value."""
    known = [(d.frequency, d.spillover, d.contradiction) for d in result.datasets]
    points = [(math.log1p(x), math.log1p(y), c) for x, y, c in known if x is not None and y is not None]
    if not points or result.frequency is None or result.spillover is None:
        return None
    most_x, most_y = max(x for x, _, _ in points) or 1.0, max(y for _, y, _ in points) or 1.0
    cells = Counter((round(40 * x / most_x), round(20 * y / most_y), c) for x, y, c in points)
    dots = [
        Dot(_inside(x, 40), _inside(20 - y, 20), f"{min(2.5 + math.sqrt(count), 9):.1f}", hollow)
        for (x, y, hollow), count in sorted(cells.items())
    ]
    name_x, name_y = (
        pick(lang, "使用频率（对数）→", "Frequency of use (log) →"),
        pick(lang, "↑ 外溢性（对数）", "↑ Spillover (log)"),
    )
    return Scatter(
        title=pick(lang, "数据集按使用频率和外溢性的分布", "Datasets by frequency of use and spillover"),
        description=pick(
            lang,
            f"{len(points):,} 个数据集；线为分界，圈为做法相反的，越大个数越多。",
            f"{len(points):,} datasets; the lines are the thresholds, rings were done the other way, larger marks are more.",
        ),
        dots=tuple(dots),
        line_x=_inside(min(math.log1p(result.frequency.value), most_x), most_x),
        line_y=_inside(most_y - min(math.log1p(result.spillover.value), most_y), most_y),
        name_x=name_x,
        name_y=name_y,
    )


def _inside(value: float, most: float) -> str:
    """A place that leaves a margin at both ends, so that no mark is cut off."""
    return place(value / most, -0.04, 1.04)
