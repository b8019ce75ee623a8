"""The page of the duty funnel: the chain of shares, departments, matches to confirm, duties without a candidate."""

from __future__ import annotations

from assess.base.band import Band
from assess.base.texts import Lang
from assess.findings.aids.duties import STAGES, DutyState, Funnel
from assess.report.format import DASH, decimal
from assess.report.view.aids.blocks import Block, Cell, Row, banded, counts, grid, n, pick, shares, tile, word
from assess.report.view.marks import Section

_KINDS = {"system": ("系统", "system"), "dataset": ("数据集", "dataset")}


def blocks(result: Funnel, lang: Lang) -> list[Block]:
    """The sections of the page."""
    used = result.stages[-1]
    lead = pick(
        lang,
        f"{len(result.duties):,} 条职责里，数据被其他部门使用的占 {shares(used.of_all)}；"
        + (f"{result.open:,} 个匹配待确认，确认之前是区间。" if result.open else "匹配已全部确认。"),
        f"Of {len(result.duties):,} duties, {shares(used.of_all)} leave data that others use; "
        + (
            f"{result.open:,} matches wait to be confirmed, until then it is a band."
            if result.open
            else "all matches are confirmed."
        ),
    )
    tiles = (
        tile(pick(lang, "职责", "Duties"), f"{len(result.duties):,}",
             pick(lang, f"另有重复 {result.repeated:,} 条", f"{result.repeated:,} repeats left out") if result.repeated else ""),
        tile(pick(lang, "待确认的匹配", "Matches to confirm"), f"{result.open:,}"),
        tile(pick(lang, "没有候选系统的职责", "Duties without a candidate"), f"{result.unmatched:,}",
             pick(lang, "名称不像不等于没有，请人工查", "no like name is not no system: look by hand")),
        tile(pick(lang, "有数据而清单上没有系统", "Data, but no system listed"),
             f"{sum(d.data_without_system for d in result.duties):,}"),
    )  # fmt: skip
    whole = float(len(result.duties)) or 1.0
    head: Row = [pick(lang, "环节", "Stage"), Cell(pick(lang, "职责数", "Duties"), "n"), Cell(pick(lang, "占全部", "Of all"), "n"),
            Cell(pick(lang, "占上一环节", "Of the stage before"), "n"), Cell("", "p")]  # fmt: skip
    rows: list[Row] = [
        [word(STAGES[s.id], lang), n(counts(s.count)), n(shares(s.of_all)),
         n(shares(s.of_before) if s.of_before else DASH), banded(s.count, 0.0, whole)]
        for s in result.stages
    ]  # fmt: skip
    caption = pick(lang, "从职责到使用", "From duties to use")
    legend = (
        ("rg", "#17456e", pick(lang, "已确认", "confirmed")),
        ("ru", "#9fb4c9", pick(lang, "可能，待确认或待查", "possible, to be confirmed or looked up")),
    )
    title = pick(lang, "漏斗", "The funnel")
    found = [
        Block(
            Section("funnel", "", title, lead),
            tiles=tiles,
            legend=legend,
            grids=(grid(lang, caption, head, rows, chart=True),),
        )
    ]
    if any(d.department for d in result.duties):
        found.append(_departments(result, lang))
    found.append(_proposals(result, lang))
    lost = [d for d in result.duties if d.unmatched]
    if lost:
        title = pick(lang, "没有候选系统的职责", "Duties without a candidate")
        heads = pick(lang, "行,职责,部门", "Row,Duty,Department").split(",")
        rows_: list[Row] = [[n(str(d.row)), d.duty, d.department or DASH] for d in lost]
        found.append(
            Block(Section("lost", "", title), grids=(grid(lang, title, [Cell(heads[0], "n"), *heads[1:]], rows_),))
        )
    return found


def method(result: Funnel, lang: Lang) -> list[str]:
    """How duties were matched and counted."""
    lines = [
        pick(
            lang,
            "职责、系统、数据目录按名称相似度配对（中文按相邻两字，英文按词，少见的更重；同部门加分），配对只是建议，须由人确认。",
            "Duties, systems and the catalogue are matched by likeness of names (pairs of characters in Chinese, words in English, "
            "rare ones weighing more; the same department adds to it). A match is a proposal, and people confirm it.",
        ),
        pick(
            lang,
            "每个环节都以上一环节为前提。下端只计已确认的，上端加上待确认的、数据质量或调用情况不明的；没有候选的不计入上端。",
            "Each stage presupposes the one before. The low end counts what is confirmed; the high end adds what waits to be "
            "confirmed, and data whose fitness or use is not known. Duties without a candidate are not in it.",
        ),
        pick(
            lang,
            "可对照的公开说法：有系统且留下数据的职责不到三成，其中够得上共享的不到两成（清华大学国情研究院，2021-07-28）。",
            "In print: fewer than three duties in ten have a system that leaves data, and of those fewer than two in ten are good "
            "enough to share (清华大学国情研究院, 2021-07-28).",
        ),
    ]
    if result.strays:
        lines.append(
            pick(
                lang,
                f"确认表里有 {len(result.strays)} 行所指的职责或候选不在这些表格里，没有采用。",
                f"Decisions on duties or candidates that are in none of the tables, and were not used: {len(result.strays)}.",
            )
        )
    return lines


def _departments(result: Funnel, lang: Lang) -> Block:
    held: dict[str, list[DutyState]] = {}
    for duty in result.duties:
        held.setdefault(duty.department or DASH, []).append(duty)
    head: Row = [
        pick(lang, "部门", "Department"),
        *(Cell(word(t, lang), "n") for t in STAGES.values()),
        Cell("", "p"),
    ]
    rows: list[Row] = []
    for name, duties in sorted(held.items(), key=lambda x: (-len(x[1]), x[0])):
        bands = [_band(duties, stage) for stage in list(STAGES)[1:]]
        rows.append(
            [
                name,
                n(f"{len(duties):,}"),
                *(n(counts(b)) for b in bands),
                banded(bands[-1], 0.0, float(len(duties))),
            ]
        )
    title = pick(lang, "各部门", "By department")
    return Block(Section("departments", "", title), grids=(grid(lang, title, head, rows, chart=True),))


def _band(duties: list[DutyState], stage: str) -> Band:
    said = [getattr(d, stage) for d in duties]
    sure = sum(x == "yes" for x in said)
    return Band(float(sure), float(sure + sum(x == "maybe" for x in said)))


def _proposals(result: Funnel, lang: Lang) -> Block:
    title = pick(lang, "待人确认的匹配", "Matches for a person to confirm")
    lead = pick(
        lang,
        "用 --proposals 写出表格，在“decision”一列写 yes 或 no、在“by”一列写确认人，再用 --confirmations 读回。",
        "Write them to a table with --proposals, put yes or no into “decision” and your name into “by”, and read it back with "
        "--confirmations.",
    )
    heads = pick(lang, "职责,部门,种类,候选,相似度", "Duty,Department,Kind,Candidate,Likeness").split(",")
    waiting = sorted((p for p in result.proposals if not p.decision), key=lambda p: (-p.score, p.duty, p.candidate))
    rows: list[Row] = [
        [p.duty, p.department or DASH, pick(lang, *_KINDS[p.kind]), p.candidate, n(decimal(p.score))]
        for p in waiting
    ]
    return Block(
        Section("proposals", "", title, lead), grids=(grid(lang, title, [*heads[:4], Cell(heads[4], "n")], rows),)
    )
