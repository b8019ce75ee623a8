"""The page of the diagnosis: reasons by department, what speaks for and against, and what would help."""

from __future__ import annotations

from assess.base.texts import Lang
from assess.findings.aids.reluctance import (
    CLASSES,
    CODES,
    DIAGNOSES,
    FEW,
    REMEDIES,
    Coded,
    Department,
    Point,
    Reluctance,
)
from assess.report.format import DASH, decimal
from assess.report.security import anchor
from assess.report.view.aids.blocks import FILLS, Bar, Block, Cell, Row, bar, grid, n, pick, tile, word
from assess.report.view.marks import Section

_KINDS: dict[Coded, str] = {
    "will_not": "us",
    "dare_not": "rg",
    "cannot": "lk",
    "lawful": "bx",
    "unclear": "ru",
    "missing": "ru",
}
_DETAILED = 30
"""Departments told in full."""


def blocks(result: Reluctance, lang: Lang) -> list[Block]:
    """The sections of the page."""
    withheld = sum(d.withheld for d in result.departments)
    unknown = sum(d.codes["unclear"] + d.codes["missing"] for d in result.departments)
    odd = sum(d.contradicted for d in result.departments)
    lead = pick(
        lang,
        f"{len(result.departments):,} 个部门有 {withheld:,} 个数据集没有共享，其中 {unknown:,} 个说不清理由；"
        f"{odd:,} 个部门说的和做的对不上。",
        f"{len(result.departments):,} departments do not share {withheld:,} datasets; for {unknown:,} the reason is not known. "
        f"With {odd:,} departments words and behaviour do not agree.",
    )
    tiles = [
        tile(word(text, lang), f"{sum(d.codes[code] for d in result.departments):,}")
        for code, text in CODES.items()
    ]
    ordered = sorted(result.departments, key=lambda d: (-d.withheld, d.name))
    head: Row = [pick(lang, "部门", "Department"), Cell(pick(lang, "数据集", "Datasets"), "n"), Cell(pick(lang, "没有共享", "Not shared"), "n"),
            pick(lang, "诊断", "Diagnosis"), Cell("", "p")]  # fmt: skip
    most = float(max((d.withheld for d in ordered), default=1) or 1)
    rows: list[Row] = [
        [
            d.name,
            n(f"{d.datasets:,}"),
            n(f"{d.withheld:,}"),
            _diagnosis(d, lang),
            Cell(kind="p", bars=_stack(d, most)),
        ]
        for d in ordered
    ]
    legend = tuple(
        (
            _KINDS[code],
            FILLS[_KINDS[code]],
            pick(lang, "说不清或没写", "unclear or not stated") if code == "unclear" else word(text, lang),
        )
        for code, text in CODES.items()
        if code != "missing"
    )
    title = pick(lang, "各部门的诊断", "Diagnosis by department")
    found = [
        Block(
            Section("result", "", title, lead),
            tiles=tuple(tiles),
            legend=legend,
            grids=(grid(lang, title, head, rows, chart=True),),
        )
    ]
    found += [_detail(d, lang) for d in ordered[:_DETAILED] if d.points]
    title = pick(lang, "逐个数据集的理由", "Reasons by dataset")
    heads = pick(lang, "部门,数据集,归类,所写理由", "Department,Dataset,Class,Reason as written").split(",")
    codings: list[Row] = [
        [c.department, c.dataset, word(CODES[c.code], lang) + ("*" if c.given else ""), c.reason or DASH]
        for c in result.codings
    ]
    note = pick(
        lang,
        "带 * 的由填表人归类，其余按理由中的词归类。",
        "With *: coded in the table; the others by words in the reason.",
    )
    found.append(Block(Section("codings", "", title, note), grids=(grid(lang, title, heads, codings),)))
    return found


def method(result: Reluctance, lang: Lang) -> list[str]:
    """How reasons become a diagnosis."""
    return [
        pick(
            lang,
            "分“不愿、不敢、不能不会”三类（刘烈宏，2024-01；樊祥胜，河南省大数据管理局，2020-05-09）；依法不予共享的不算在内，但须写出依据。",
            "Three classes: will not, dare not, cannot (刘烈宏, 2024-01; 樊祥胜, 河南省大数据管理局, 2020-05-09). Data withheld by law "
            "is none of them, and the law must be named.",
        ),
        pick(
            lang,
            f"只有一类在缺失的理由全算给别类时仍然最多，才下诊断；否则未定。不足 {FEW} 个的不下诊断。",
            "A class is the diagnosis only if it leads even when all missing reasons are given to another; else it is undetermined. "
            f"Fewer than {FEW} datasets get none.",
        ),
        pick(
            lang,
            f"行为：超过 {decimal(result.days)} 天才答复、共享的不足 {decimal(result.token)} 条记录、有条件共享却从未同意。"
            "理由说不敢或不能、而这些行为达到未共享数的一半，即为说做不一；界限由本工具自定。",
            f"Behaviour: answers after more than {decimal(result.days)} days, datasets of fewer than {decimal(result.token)} records, "
            "conditions under which nothing was ever granted. Where reasons say dare not or cannot and such behaviour comes to half "
            "of what is withheld, words and behaviour disagree. These limits are our own.",
        ),
    ]


def _diagnosis(d: Department, lang: Lang) -> str:
    said = word(DIAGNOSES[d.diagnosis], lang)
    return said + pick(lang, "（说做不一）", " (behaviour disagrees)") if d.contradicted else said


def _stack(d: Department, most: float) -> tuple[Bar, ...]:
    bars, at = [], 0.0
    for code, kind in _KINDS.items():
        if count := d.codes[code]:
            bars.append(bar(at, at + count, kind, 0.0, most))
            at += count
    return tuple(bars)


def _detail(d: Department, lang: Lang) -> Block:
    heads = pick(lang, "关于,方向,依据,个数,例如", "About,Speaks,Evidence,Count,For instance").split(",")
    rows: list[Row] = [
        [word(CODES[p.about], lang), _side(p, lang), word(p.text, lang), n(f"{p.count:,}"),
         ("、" if lang == "zh" else ", ").join(p.samples)]
        for p in d.points
    ]  # fmt: skip
    remedy = [word(REMEDIES[c], lang) for c in CLASSES if d.diagnosis == c]
    lead = _diagnosis(d, lang)
    head: Row = [*heads[:3], Cell(heads[3], "n"), heads[4]]
    return Block(
        Section(anchor("d", d.name), "", d.name, lead), lines=tuple(remedy), grids=(grid(lang, d.name, head, rows),)
    )


def _side(point: Point, lang: Lang) -> str:
    return pick(lang, "支持", "for") if point.speaks == "for" else pick(lang, "不支持", "against")
