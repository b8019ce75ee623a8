"""The page of the responsibility matrix: gaps and doubles by kind, and who does what for each dataset."""

from __future__ import annotations

from collections import Counter

from assess.base.texts import Lang
from assess.findings.aids.responsibility import ASKS, FAULTS, PARTIES, TASK_NAMES, TASKS, Fault, Kept, Line, Matrix
from assess.report.format import DASH, percent
from assess.report.view.aids.blocks import Block, Cell, Row, bar, grid, n, pick, tile, word
from assess.report.view.marks import Section

_MARKS = {"said": "●", "implied": "○", "gap": "×", "double": "‖"}


def blocks(result: Matrix, lang: Lang) -> list[Block]:
    """The sections of the page."""
    total = len(result.datasets)
    complete = sum(d.complete for d in result.datasets)
    clean = sum(not d.lines for d in result.datasets)
    lead = pick(
        lang,
        f"{total:,} 个共享数据集中，三方齐备的 {complete:,} 个（{percent(complete / total, 1) if total else DASH}），"
        f"没有缺口的 {clean:,} 个。",
        f"Of {total:,} shared datasets {complete:,} name all three parties ({percent(complete / total, 1) if total else DASH}); "
        f"{clean:,} have no gap at all.",
    )
    by_kind = Counter(line.fault for line in result.lines)
    tiles = (
        tile(pick(lang, "共享数据集", "Shared datasets"), f"{total:,}",
             pick(lang, f"另有 {result.unshared:,} 个标明不共享", f"{result.unshared:,} marked as not shared") if result.unshared else ""),
        tile(pick(lang, "三方齐备", "All three parties"), f"{complete:,}"),
        tile(pick(lang, "缺口和重叠", "Gaps and doubles"), f"{len(result.lines):,}"),
    )  # fmt: skip
    most = float(max(by_kind.values(), default=1))
    head: Row = [
        pick(lang, "问题", "What"),
        Cell(pick(lang, "处", "Count"), "n"),
        pick(lang, "要问的", "To be asked"),
        Cell("", "p"),
    ]
    rows: list[Row] = [
        [word(text, lang), n(f"{by_kind[kind]:,}"), word(ASKS[kind], lang),
         Cell(kind="p", bars=(bar(0, by_kind[kind], "rg", 0, most),) if by_kind[kind] else ())]
        for kind, text in FAULTS.items()
    ]  # fmt: skip
    title = pick(lang, "缺口与重叠", "Gaps and doubles")
    found = [
        Block(Section("result", "", title, lead), tiles=tiles, grids=(grid(lang, title, head, rows, chart=True),))
    ]
    found.append(_matrix(result, lang))
    if result.lines:
        found.append(_lines(result, lang))
    return found


def method(result: Matrix, lang: Lang) -> list[str]:
    """Who is to do what."""
    missing = [word(TASK_NAMES[t], lang) for t in TASKS if t not in result.columns]
    lines = [
        pick(
            lang,
            "数源部门采集、存储、更新、维护；使用部门核对、调用；管理部门监督（清华大学国情研究院，2021-07-28）。这里列的是要问的事，不是认定。",
            "The owner collects, stores, updates and maintains; users verify and call; the managing department supervises "
            "(清华大学国情研究院, 2021-07-28). These are matters to be asked about, not verdicts.",
        )
    ]
    if missing:
        names = ("、" if lang == "zh" else ", ").join(missing)
        lines.append(
            pick(
                lang,
                f"表格没有写明的责任按三方推定（标 ○）：{names}。",
                f"Tasks that the table has no column for are taken to fall to their party (marked ○): {names}.",
            )
        )
    return lines


def _matrix(result: Matrix, lang: Lang) -> Block:
    legend = pick(
        lang,
        "● 写明由这一方做；○ 按三方推定；× 没有人；‖ 多头；“由别人”表示写明由这一方以外的部门做。",
        "● stated; ○ taken to fall to its party; × nobody; ‖ more than one; “other”: stated, but not of its party.",
    )
    head: Row = [
        pick(lang, "数据集", "Dataset"),
        *(word(t, lang) for t in PARTIES.values()),
        *(Cell(word(t, lang), "w") for t in TASK_NAMES.values()),
    ]
    rows: list[Row] = [
        [
            d.dataset,
            *(("、" if lang == "zh" else ", ").join(d.parties[p]) or "×" for p in PARTIES),
            *(_mark(d, t, lang) for t in TASKS),
        ]
        for d in sorted(result.datasets, key=lambda d: (-len(d.lines), d.row))
    ]
    title = pick(lang, "责任矩阵", "The matrix")
    return Block(Section("matrix", "", title, legend), grids=(grid(lang, title, head, rows),))


def _mark(d: Kept, task: str, lang: Lang) -> Cell:
    faults = {line.fault for line in d.lines if line.where == task}
    if "outsider" in faults:
        return Cell(pick(lang, "由别人", "other"), "w")
    if not d.tasks[task]:
        return Cell(_MARKS["gap"], "w")
    if "double" in faults:
        return Cell(_MARKS["double"], "w")
    return Cell(_MARKS["said" if task in d.said else "implied"], "w")


def _lines(result: Matrix, lang: Lang) -> Block:
    order: list[Fault] = list(FAULTS)
    heads = pick(lang, "数据集,问题,在哪一项,涉及部门", "Dataset,What,Where,Departments").split(",")
    rows: list[Row] = [
        [
            x.dataset,
            word(FAULTS[x.fault], lang),
            _where(x, lang),
            ("、" if lang == "zh" else ", ").join(x.departments) or DASH,
        ]
        for x in sorted(result.lines, key=lambda x: (order.index(x.fault), x.row))
    ]
    title = pick(lang, "逐条", "One by one")
    return Block(Section("lines", "", title), grids=(grid(lang, title, heads, rows),))


def _where(line: Line, lang: Lang) -> str:
    party = next((text for key, text in PARTIES.items() if key == line.where), None)
    return word(party or TASK_NAMES[line.where], lang)
