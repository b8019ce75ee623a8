"""The texts of the codebook that the report does not have, in both languages."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import msgspec

from assess.base.texts import Lang, Text
from assess.report.view.marks import View

WORDS: Final[dict[str, Text]] = {
    "codebook": Text(zh="指标手册", en="Codebook"),
    "about": Text(zh="这套指标与计分", en="The index and how it scores"),
    "identity": Text(zh="编号与版本", en="Id and version"),
    "holds": Text(zh="内容", en="Holds"),
    "facts": Text(zh="事实", en="Facts"),
    "rules": Text(zh="规则", en="Rules"),
    "tests": Text(zh="金标准用例", en="Golden tests"),
    "guidance": Text(zh="填报说明", en="How to answer"),
    "full_marks": Text(zh="满分", en="Full marks"),
    "role": Text(zh="作用", en="Role"),
    "vetoes_when": Text(zh="何时否决", en="Disqualifies"),
    "most_off": Text(zh="最多扣", en="Takes off at most"),
    "most_added": Text(zh="最多加", en="Adds at most"),
    "each": Text(zh="每一处", en="For each one"),
    "kind_of_scale": Text(zh="量表", en="Scale"),
    "answers": Text(zh="答案与分值", en="Answers and points"),
    "answer": Text(zh="答案", en="Answer"),
    "needs": Text(zh="核实前必须看到", en="To be seen before it is verified"),
    "nothing": Text(zh="无", en="nothing"),
    "curve": Text(zh="数值与分值（其间按直线计）", en="Values and points, straight lines between them"),
    "not_applicable": Text(zh="不适用时", en="If not applicable"),
    "follows": Text(zh="何时才问", en="Asked when"),
    "caps": Text(zh="得分不高于", en="Scores at most as much as"),
    "limits": Text(zh="限制其得分的指标", en="Caps the scores of"),
    "fields": Text(zh="履职领域", en="Fields of government"),
    "field": Text(zh="领域", en="Field"),
    "field_table": Text(zh="各领域的指标与权重", en="Indicators and weight by field"),
    "indicators": Text(zh="指标数", en="Indicators"),
    "of_all_weight": Text(zh="占总权重", en="Of all weight"),
    "profiles": Text(zh="适用的单位类别", en="Asked of"),
    "profile_list": Text(zh="单位类别", en="Sorts of body"),
    "applies_when": Text(zh="适用条件", en="Applies when"),
    "value_from": Text(zh="实测值的算法", en="Measured as"),
    "since": Text(zh="起用", en="Since"),
    "until": Text(zh="停用", en="Until"),
    "origin": Text(zh="来历", en="Origin"),
    "descent": Text(zh="本包的来历", en="Where this pack comes from"),
    "reserved": Text(zh="已停用和将启用的指标", en="Retired and future indicators"),
    "reserved_table": Text(zh="现在不问、编号仍保留的指标", en="Indicators that are not asked but keep their ids"),
    "indicator": Text(zh="指标", en="Indicator"),
    "layer": Text(zh="所属层", en="Layer"),
    "status": Text(zh="状态", en="Status"),
    "feeds": Text(zh="形成事实", en="Feeds the fact"),
    "fact_table": Text(zh="规则可以提到的事实", en="The facts that rules may name"),
    "unit": Text(zh="单位", en="Unit"),
    "admissible": Text(zh="取值范围", en="Range"),
    "collector": Text(zh="收集者", en="Collected by"),
    "validity": Text(zh="有效期", en="Valid for"),
    "when": Text(zh="条件", en="Holds when"),
    "formula": Text(zh="写法", en="As written"),
    "weighed": Text(zh="成因的证据", en="Evidence on the causes"),
    "supersedes": Text(zh="取代的规则", en="Supersedes"),
    "test_table": Text(zh="每条规则的用例数", en="Golden tests of each rule"),
    "scores_tested": Text(zh="计分", en="Scores"),
    "all_tests": Text(zh="合计", en="All"),
}

SCALE_KINDS: Final[dict[str, Text]] = {
    "levels": Text(zh="分级", en="levels"),
    "choice": Text(zh="单选", en="one answer of several"),
    "yes-no": Text(zh="是非", en="yes or no"),
    "checklist": Text(zh="多选", en="checklist"),
    "share": Text(zh="占比", en="share"),
    "number": Text(zh="数值", en="number"),
    "text": Text(zh="文字", en="text"),
}

POLICIES: Final[dict[str, Text]] = {
    "leave-denominator": Text(zh="不计入分母", en="leaves the denominator"),
    "full-marks": Text(zh="按该选项的分值计", en="earns the points of that answer"),
    "refuse": Text(zh="不接受“不适用”", en="“not applicable” is refused"),
}

UNITS: Final[dict[str, Text]] = {
    "count": Text(zh="个数", en="count"),
    "share": Text(zh="占比", en="share"),
    "percent": Text(zh="百分数", en="per cent"),
    "points": Text(zh="分", en="points"),
    "days": Text(zh="天", en="days"),
    "hours": Text(zh="小时", en="hours"),
    "minutes": Text(zh="分钟", en="minutes"),
    "seconds": Text(zh="秒", en="seconds"),
    "yuan": Text(zh="元", en="yuan"),
    "ratio": Text(zh="比值", en="ratio"),
    "grade": Text(zh="等级", en="grade"),
}

SENTENCES: Final[dict[str, Text]] = {
    "holds": Text(
        zh="{layers} 层，{indicators} 个指标，{facts} 个事实，{rules} 条规则，{tests} 个金标准用例",
        en="{layers} layers, {indicators} indicators, {facts} facts, {rules} rules, {tests} golden tests",
    ),
    "layer": Text(
        zh="权重占 {share}，计分指标 {scored} 个，共 {all} 个。",
        en="{share} of the weight; {scored} of its {all} indicators are scored.",
    ),
    "fields": Text(
        zh="一个指标涉及几个领域，就在每个领域各计一次，权重平分。",
        en="An indicator of several fields counts in each, its weight in equal parts.",
    ),
    "left_out": Text(zh="没有指标涉及的领域：{fields}。", en="Fields that no indicator looks at: {fields}."),
    "profiles": Text(
        zh="有些指标只问某些类别的单位；其他类别的单位问全部指标。",
        en="Some indicators are asked of some sorts of body only; any other sort is asked them all.",
    ),
    "profile": Text(zh="{all} 个指标中适用 {n} 个", en="{n} of {all} indicators apply"),
    "reserved": Text(
        zh="不询问也不计分；编号不再给别的指标用。",
        en="Neither asked nor scored; no other indicator takes their ids.",
    ),
    "dropped": Text(
        zh="基础包有 {n} 个金标准用例因改动不再适用，没有继承。",
        en="Golden tests of the base that its changes make void and that were not inherited: {n}.",
    ),
    "facts": Text(
        zh="不知道的事实就是不知道，不会当成零。",
        en="A fact that is not known stays unknown; it is never taken for zero.",
    ),
    "rules": Text(
        zh="规则提示要核实的风险，不是结论；每条都写明何以可能看错。",
        en="A rule points to a risk to be checked, not to a verdict; each says why it may be wrong.",
    ),
    "tests": Text(
        zh="每条规则都有成立、不成立和未定的用例；预期值取自公开材料或手算。",
        en="Every rule has cases that hold, do not hold and stay undetermined; "
        "expected values are published or worked out by hand.",
    ),
    "weight": Text(zh="{weight}，占本层 {share}", en="{weight}, {share} of its layer"),
    "unscored": Text(zh="不计分", en="not scored"),
    "independent": Text(zh="须有独立来源", en="from an independent source"),
    "goalposts": Text(
        zh="从 {worst} 的零分到 {best} 的满分", en="from no points at {worst} to full marks at {best}"
    ),
    "layer_veto": Text(zh="单项否决 {n} 条", en="Vetoes: {n}"),
    "layer_deduction": Text(
        zh="扣分指标 {n} 个，合计 {points} 分", en="Deductions: {n}, worth {points} points together"
    ),
    "layer_bonus": Text(zh="加分指标 {n} 个，合计 {points} 分", en="Bonuses: {n}, worth {points} points together"),
    "limit_from": Text(zh="达到或超过 {x}", en="at {x} or more"),
    "limit_above": Text(zh="超过 {x}", en="above {x}"),
    "limit_below": Text(zh="低于 {x}", en="below {x}"),
    "disqualifies": Text(zh="否决", en="disqualifies"),
    "no_matter": Text(zh="不否决", en="does not"),
    "normalised": Text(zh="与其他单位比较计分：{how}", en="scored beside the other bodies: {how}"),
    "less_is_better": Text(zh="，越小越好", en=", less is better"),
    "logarithm": Text(zh="（取对数）", en=", by the logarithm"),
    "days": Text(zh="{n} 天", en="{n} days"),
    "unlimited": Text(zh="不限", en="no limit"),
    "from_to": Text(zh="{lo} 至 {hi}", en="{lo} to {hi}"),
    "at_least": Text(zh="不低于 {lo}", en="at least {lo}"),
    "at_most": Text(zh="不超过 {hi}", en="at most {hi}"),
    "capped": Text(zh="{effect}：{target}，{cap} 分", en="{effect}: {target}, {cap} points"),
}

_Words = msgspec.defstruct("Words", [(key, str) for key in WORDS], bases=(View,), frozen=True)


@cache
def words(lang: Lang) -> Any:
    """`WORDS` in one language, as fields for templates and views."""
    return _Words(**{key: text.get(lang) for key, text in WORDS.items()})


def told(key: str, lang: Lang, **values: object) -> str:
    """The sentence `key` with its places filled in."""
    return SENTENCES[key].get(lang).format(**values)
