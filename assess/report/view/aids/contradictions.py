"""The page of the four contradictions of one body: both sides with bands, their indicators and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assess.base.band import Band
from assess.base.texts import Lang, Text
from assess.findings.aids.contradictions import AHEAD, Opposed, Side
from assess.packs.vocabulary import CONTRADICTIONS
from assess.report.format import DASH, shown
from assess.report.view.aids.blocks import Bar, Block, Cell, Row, banded, grid, n, pick, word
from assess.report.view.marks import Section


def blocks(found: Sequence[Opposed], rules: Mapping[str, Text], lang: Lang) -> list[Block]:
    """A section for each contradiction, after one that shows all."""
    head: Row = [pick(lang, "矛盾", "Contradiction"), pick(lang, "一边", "Side"), Cell(pick(lang, "得分", "Score"), "n"),
            Cell(pick(lang, "已知", "Known"), "n"), Cell(pick(lang, "线索", "Findings"), "n"), Cell("", "p")]  # fmt: skip
    rows: list[Row] = []
    for c in found:
        for side in (c.first, c.second):
            name = word(CONTRADICTIONS[c.id], lang) if side is c.first else word(AHEAD[c.ahead], lang)
            rows.append(
                [
                    name,
                    word(side.title, lang),
                    n(_score(side)),
                    n(f"{side.known}/{len(side.parts)}"),
                    n(str(len(side.flags))),
                    _plot(side),
                ]
            )
    lead = pick(
        lang,
        "一边领先只说明两边不平衡，不等于哪一边好；两边都低同样是问题。",
        "That one side is ahead says that they are out of balance, not that it is well; both being low is a problem too.",
    )
    title = pick(lang, "四重矛盾", "Four contradictions")
    return [
        Block(Section("all", "", title, lead), grids=(grid(lang, title, head, rows, chart=True),)),
        *(_one(c, rules, lang) for c in found),
    ]


def method(lang: Lang) -> list[str]:
    """What the sides are made of."""
    return [
        pick(
            lang,
            "四重矛盾见中国信通院 2021-03-19 的解读；哪些指标和规则属于哪一边，由指标包规定。一边的得分是其指标按在指数中的权重的加权平均；"
            "没有作答的使区间变宽。",
            "The four are those of 中国信通院, 2021-03-19; which indicators and rules tell of which side the pack says. The score of a "
            "side is the mean of its indicators by their weights in the index; what was not answered widens its band.",
        )
    ]


def _one(c: Opposed, rules: Mapping[str, Text], lang: Lang) -> Block:
    heads = pick(lang, "指标,,得分", "Indicator,,Score").split(",")
    grids = []
    for side in (c.first, c.second):
        rows: list[Row] = [
            [
                p.label,
                word(p.title, lang),
                n(_shown(p.score) if p.known else pick(lang, "未知", "not known") if p.score else DASH),
            ]
            for p in side.parts
        ]
        grids.append(grid(lang, word(side.title, lang), [heads[0], heads[1], Cell(heads[2], "n")], rows))
    lines = []
    for side in (c.first, c.second):
        for kind, names in (
            (pick(lang, "线索", "Finding"), side.flags),
            (pick(lang, "未定", "Undetermined"), side.open),
        ):
            lines += [
                f"{word(side.title, lang)} · {kind} · {word(rules[r], lang) if r in rules else r}" for r in names
            ]
    return Block(
        Section(c.id, "", word(CONTRADICTIONS[c.id], lang), word(AHEAD[c.ahead], lang)),
        lines=tuple(lines),
        grids=tuple(grids),
    )


def _score(side: Side) -> str:
    return _shown(side.score)


def _shown(band: Band | None) -> str:
    found = shown(band)
    return DASH if found is None else found.band or found.text


def _plot(side: Side) -> Cell:
    if side.score is None:
        return Cell(kind="p", bars=())
    bars: tuple[Bar, ...] = banded(side.score, 0.0, 100.0).bars
    return Cell(kind="p", bars=bars)
