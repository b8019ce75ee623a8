"""The texts of the gate sheet that the report does not have, in both languages."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import msgspec

from assess.base.texts import Lang, Text
from assess.report.view.marks import View

WORDS: Final[dict[str, Text]] = {
    "sheet": Text(zh="放行意见书", en="Gate decision"),
    "decision": Text(zh="结论", en="Decision"),
    "reasons": Text(zh="叫停的理由", en="Reasons for the stop"),
    "conditions": Text(zh="条件", en="Conditions"),
    "reason": Text(zh="事项", en="Item or rule"),
    "basis": Text(zh="依据", en="Basis"),
    "lifted": Text(zh="怎样解除", en="Lifted if"),
    "owner": Text(zh="责任人", en="Owner"),
    "due": Text(zh="期限", en="Due"),
    "not_shown": Text(zh="没有出示的", en="What was not shown"),
    "nothing_open": Text(zh="没有。", en="Nothing."),
    "sources": Text(zh="依据的文件", en="Sources"),
    "sign": Text(zh="签署", en="Signatures"),
    "role": Text(zh="身份", en="Role"),
    "name": Text(zh="姓名与签字", en="Name and signature"),
    "date": Text(zh="日期", en="Date"),
    "not_due": Text(zh="尚未到的关口", en="Gates not due yet"),
    "note": Text(
        zh="本意见由指标包的规则按卷宗内容得出，供签署人裁量；未出示不等于“否”，出示后重新生成即可更新。",
        en="Worked out from the dossier by the rules of the pack, for the signatories to decide on. Not shown is "
        "not a no: once it is shown, the sheet is made again.",
    ),
    "link": Text(zh="放行意见书（一页）", en="Gate decision on one page"),
    "back": Text(zh="返回评估报告", en="Back to the report"),
}
SIGNATORIES: Final = (
    Text(zh="项目单位", en="Project owner"),
    Text(zh="评估人员", en="Evaluator"),
    Text(zh="审批（验收）单位", en="Approving authority"),
)
SENTENCES: Final[dict[str, Text]] = {
    "pass": Text(
        zh="适用的 {items} 项全部出示，没有规则成立。",
        en="All {items} items that apply are shown and no rule holds.",
    ),
    "conditional": Text(
        zh="没有叫停的理由，但有 {conditions} 项条件；逐项满足后方可放行。{met}/{items} 项已出示。",
        en="Nothing stops it, but there are conditions to meet first: {conditions}. Shown: {met} of {items} items.",
    ),
    "stop": Text(
        zh="叫停理由 {stops} 条，解除之前不得放行。{met}/{items} 项已出示。",
        en="May not go ahead until these are lifted: {stops}. Shown: {met} of {items} items.",
    ),
    "held": Text(
        zh="必须出示而没有出示的有 {stops} 项，出示之前不得放行；这不是认定不合格。{met}/{items} 项已出示。",
        en="May not go ahead while items that must be shown are not: {stops}. This is no finding against the "
        "project. Shown: {met} of {items} items.",
    ),
    "not-due": Text(zh="各项都还没有到时候。", en="None of its items is due yet."),
}

_Words = msgspec.defstruct("GateWords", [(key, str) for key in WORDS], bases=(View,), frozen=True)


@cache
def words(lang: Lang) -> Any:
    """`WORDS` in one language, as fields for templates and views."""
    return _Words(**{key: text.get(lang) for key, text in WORDS.items()})
