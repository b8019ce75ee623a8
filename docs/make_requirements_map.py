"""Write docs/requirements-map.md: which parts of the shipped packs answer each row of the requirements catalogue.

    python docs/make_requirements_map.py [FOLDER OF PACKS]

Indicators and rules name the rows they serve. Facts are reached through them (a rule reads a fact, an indicator
feeds one or takes its value from it), tests through the rules they try and the indicators they answer or score.
No number is typed by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec

from assess.base.texts import Text
from assess.packs.load import load_pack
from assess.packs.model import Pack

HERE = Path(__file__).resolve().parent
MAP = HERE / "requirements-map.md"
PACKS = HERE.parent / "indicators"

ROWS = {
    "R1": Text(zh="开放数据的四层框架", en="The four layers of open data"),
    "R2": Text(zh="展示的成果与有效的成果", en="Results displayed and results effective"),
    "R3": Text(zh="联合国电子政务指数", en="UN e-government index"),
    "R4": Text(zh="数字形式主义的四种表现", en="Four manifestations of digital formalism"),
    "R5": Text(zh="形式主义的成因", en="Causes of formalism"),
    "R6": Text(zh="整改与处置", en="Remedies and responses"),
    "R7": Text(zh="立项关和上线关", en="Gates at approval and launch"),
    "R8": Text(zh="数字痕迹分析", en="Analysis of digital traces"),
    "R9": Text(zh="基层负担", en="Burden at the front line"),
    "R10": Text(zh="没人管的应用", en="Apps that nobody serves"),
    "R11": Text(zh="五个核心问题", en="Five core questions"),
    "R12": Text(zh="物理归集与逻辑归集", en="Copying centrally or leaving in place"),
    "R13": Text(zh="归属、使用、管理三方责任", en="Duties of owner, user and manager"),
    "R14": Text(zh="从职责到使用的漏斗", en="The funnel from duties to use"),
    "R15": Text(zh="数据管理机构", en="The data agency"),
    "R16": Text(zh="运营与规则", en="Operation and rules"),
    "R17": Text(zh="不愿、不敢、不能", en="Will not, dare not, cannot"),
    "R18": Text(zh="供得出、流得动、用得好", en="Supply, flow and use of data"),
    "R19": Text(zh="五个清楚与三类共享", en="Five clarities and three sharing classes"),
    "R20": Text(zh="四重矛盾", en="Four contradictions"),
    "R21": Text(zh="评估自身的毛病", en="Faults of evaluation itself"),
    "R22": Text(zh="好差评", en="Good and bad ratings by users"),
    "R23": Text(zh="安全、隐私与包容", en="Security, privacy and inclusion"),
    "R24": Text(zh="定价与收益", en="Pricing and income"),
    "R25": Text(zh="一网通办、一网统管、一件事", en="One entry, one management, one matter"),
    "R26": Text(zh="数据市场", en="The data market"),
    "R27": Text(zh="共享方式", en="Modes of sharing"),
    "R28": Text(zh="共享考核", en="Appraisal of sharing"),
    "R29": Text(zh="人才与组织", en="People and organisation"),
    "R30": Text(zh="平战转换与韧性", en="Resilience in emergencies"),
    "R31": Text(zh="采购", en="Procurement"),
    "R32": Text(zh="常态化考核", en="Regular appraisal"),
}
"""The catalogue's rows, in a few words of our own."""

WHOLE_PACK = {"R3": "egdi"}
"""Rows that a pack of their own answers and no other pack need serve."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_COUNTED = ("indicators", "facts", "rules", "tests")
_LIST = 12
"""So many names are written out; beyond them the rest is a number."""


class Served(msgspec.Struct, frozen=True):
    """What one pack does for one row: ids of indicators, facts and rules, names of tests."""

    pack: str
    indicators: tuple[str, ...]
    facts: tuple[str, ...]
    rules: tuple[str, ...]
    tests: tuple[str, ...]
    published: tuple[str, ...]
    """Those of the tests that cite a publication."""


def shipped_packs(folder: Path = PACKS) -> list[Pack]:
    """Every pack in `folder`, by id; raises InvalidPack for one that is not sound."""
    return [load_pack(path.parent) for path in sorted(folder.glob("*/pack.toml"))]


def serve(pack: Pack, row: str) -> Served:
    """Follow `serves` of `pack` from the row to indicators and rules, and on to facts and tests."""
    indicators = {i.id for i in pack.indicators if row in i.serves}
    rules = {r.id for r in pack.rules if row in r.serves}
    read = {name for r in pack.rules if r.id in rules for name in _NAME.findall(r.when)}
    read |= {
        name
        for i in pack.indicators
        if i.id in indicators
        for name in _NAME.findall(" ".join((i.feeds or "", i.value_from or "")))
    }
    tests = [t for t in pack.tests if t.rule in rules or indicators & (t.answers.keys() | t.scores.keys())]
    return Served(
        pack=pack.id,
        indicators=tuple(i.id for i in pack.indicators if i.id in indicators),
        facts=tuple(f.id for f in pack.facts if f.id in read),
        rules=tuple(r.id for r in pack.rules if r.id in rules),
        tests=tuple(t.name for t in tests),
        published=tuple(t.name for t in tests if t.source),
    )


def by_row(packs: Iterable[Pack]) -> dict[str, list[Served]]:
    """For each row, the packs that serve it with an indicator or a rule."""
    packs = list(packs)
    found = {row: [serve(pack, row) for pack in packs] for row in ROWS}
    return {row: [s for s in served if s.indicators or s.rules] for row, served in found.items()}


def unknown_rows(packs: Iterable[Pack]) -> set[str]:
    """Rows that a pack says it serves and the catalogue does not have."""
    packs = list(packs)
    named = {row for pack in packs for indicator in pack.indicators for row in indicator.serves}
    named |= {row for pack in packs for rule in pack.rules for row in rule.serves}
    return named - ROWS.keys()


def _names(ids: tuple[str, ...]) -> str:
    shown = ", ".join(f"`{name}`" for name in ids[:_LIST])
    return shown + (f" … +{len(ids) - _LIST}" if len(ids) > _LIST else "")


def _part(kind: Text, ids: tuple[str, ...]) -> str:
    return f"  - {kind.zh} {kind.en} ({len(ids)}): {_names(ids)}\n"


def _tests(served: Served) -> str:
    cases = "; ".join(served.published[:_LIST]) + (" …" if len(served.published) > _LIST else "")
    return f"  - 测试 tests ({len(served.tests)})" + (f"；出自公开材料 published: {cases}" if cases else "") + "\n"


def _nothing(row: str) -> str:
    if row in WHOLE_PACK:
        return (
            f"这一行由单独的指标包 `{WHOLE_PACK[row]}` 覆盖，随它一起提供。"
            f"A pack of its own, `{WHOLE_PACK[row]}`, answers this row and comes with it.\n"
        )
    return "还没有指标包覆盖这一行。No shipped pack serves this row yet.\n"


def written(packs: Iterable[Pack]) -> str:
    """The whole page as Markdown."""
    packs = list(packs)
    rows = by_row(packs)
    text = (
        "# 需求对照表 Requirements map\n\n"
        "由 `docs/make_requirements_map.py` 生成，请勿手改。Generated; do not edit by hand.\n\n"
        "| # | 需求 Requirement | 指标包 Packs | 指标 Indicators | 事实 Facts | 规则 Rules | 测试 Tests |\n"
        "|---|---|---|--:|--:|--:|--:|\n"
    )
    for row, title in ROWS.items():
        counts = (sum(len(getattr(s, kind)) for s in rows[row]) for kind in _COUNTED)
        cells = " | ".join(map(str, counts))
        named = ", ".join(s.pack for s in rows[row]) or "—"
        text += f"| [{row}](#{row.lower()}) | {title.zh} {title.en} | {named} | {cells} |\n"
    for row, title in ROWS.items():
        text += f'\n<a id="{row.lower()}"></a>\n\n## {row} {title.zh} · {title.en}\n\n'
        for s in rows[row]:
            text += f"- **{s.pack}**\n"
            text += _part(Text(zh="指标", en="indicators"), s.indicators) if s.indicators else ""
            text += _part(Text(zh="事实", en="facts"), s.facts) if s.facts else ""
            text += _part(Text(zh="规则", en="rules"), s.rules) if s.rules else ""
            text += _tests(s) if s.tests else ""
        text += "" if rows[row] else _nothing(row)
    return text


if __name__ == "__main__":
    MAP.write_text(written(shipped_packs(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKS)), "utf-8")
