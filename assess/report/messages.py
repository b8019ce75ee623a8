"""Every fixed text of the report in both languages; templates hold no text of their own.

`LABELS` are what templates print as they stand; sentences with places to fill in are in `prose.py`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import msgspec

from assess.base.texts import Lang, Text
from assess.report.view.marks import View

HTML_LANG: Final[dict[Lang, str]] = {"zh": "zh-CN", "en": "en"}

LANGUAGE_NAMES: Final[dict[Lang, str]] = {"zh": "中文", "en": "English"}

LABELS: Final[dict[str, Text]] = {
    # masthead and navigation
    "report": Text(zh="数字治理评估报告", en="Digital governance assessment"),
    "campaign_report": Text(zh="数字治理评估总览", en="Digital governance assessment: overview"),
    "annex_report": Text(zh="评估报告附页", en="Annex to the assessment report"),
    "other_language": Text(zh="English", en="中文"),
    "contents": Text(zh="目录", en="Contents"),
    "campaign": Text(zh="评估活动", en="Campaign"),
    "period": Text(zh="评估期", en="Period"),
    "kind": Text(zh="类别", en="Kind"),
    "pack": Text(zh="指标包", en="Pack"),
    "pack_digest": Text(zh="指标包摘要", en="Pack digest"),
    "licence": Text(zh="许可", en="Licence"),
    "head": Text(zh="流水头", en="Journal head"),
    "digest": Text(zh="快照摘要", en="Snapshot digest"),
    "made": Text(zh="生成时间", en="Made"),
    "engine": Text(zh="程序版本", en="Engine"),
    "events": Text(zh="事件数", en="Events"),
    # sections
    "verdict": Text(zh="结论", en="Verdict"),
    "layers": Text(zh="各层得分与同类比较", en="Layers against peers"),
    "layers_alone": Text(zh="各层得分", en="Layers"),
    "gap": Text(zh="建与用", en="Built versus used"),
    "findings": Text(zh="风险线索", en="Findings"),
    "facts": Text(zh="规则用到的事实", en="Facts that rules use"),
    "indicators": Text(zh="指标明细", en="Indicators"),
    "evidence": Text(zh="证据清单", en="Evidence"),
    "method": Text(zh="方法", en="Method"),
    "imports": Text(zh="导入报告", en="Import report"),
    "audit": Text(zh="来历与答复", en="Audit trail and reply"),
    # verdict
    "total": Text(zh="总分", en="Total"),
    "grade": Text(zh="等第", en="Grade"),
    "outcome": Text(zh="结论", en="Outcome"),
    "rank": Text(zh="名次", en="Rank"),
    "possible_rank": Text(zh="可能名次", en="Possible ranks"),
    "coverage": Text(zh="覆盖率", en="Coverage"),
    "flags": Text(zh="风险线索", en="Risk flags"),
    "layer": Text(zh="层", en="Layer"),
    "score": Text(zh="得分", en="Score"),
    "median": Text(zh="中位数", en="Median"),
    "chart": Text(zh="图示", en="Chart"),
    "layer_table": Text(zh="各层得分（0–100）", en="Layer scores (0–100)"),
    "layer_table_open": Text(zh="各层得分", en="Layer scores"),
    "flag_table": Text(zh="按表现和轻重统计的风险线索", en="Risk flags by manifestation and severity"),
    "manifestation": Text(zh="表现", en="Manifestation"),
    "high": Text(zh="高", en="High"),
    "medium": Text(zh="中", en="Medium"),
    "low": Text(zh="低", en="Low"),
    "severity": Text(zh="轻重", en="Severity"),
    "confidence": Text(zh="可靠性", en="Certainty"),
    "undetermined": Text(zh="未定", en="Undetermined"),
    "top_findings": Text(zh="最需要核实的风险线索", en="Findings to check first"),
    "silent": Text(zh="本报告没有说什么", en="What this report does not say"),
    # legends, by shape
    "legend": Text(zh="图例", en="Legend"),
    "key_score": Text(zh="得分（区间下端）", en="score (low end of the band)"),
    "key_range": Text(zh="可能范围", en="possible range"),
    "key_box": Text(zh="同类四分位区间", en="peers, lower to upper quartile"),
    "key_median": Text(zh="同类中位数", en="peers, median"),
    "key_whisker": Text(zh="同类最低到最高", en="peers, least to most"),
    "key_built": Text(zh="建（供给侧）", en="built (supply)"),
    "key_used": Text(zh="用（利用层）：", en="used (utilization):"),
    "key_others": Text(zh="其他单位", en="other bodies"),
    "key_own": Text(zh="本单位", en="this body"),
    # layers
    "layer_detail": Text(
        zh="各层得分、依据与同类位置", en="Layer scores, what they rest on, and place among peers"
    ),
    "weight": Text(zh="权重", en="Weight"),
    "points": Text(zh="分值", en="Points"),
    "counts": Text(zh="指标状态", en="State of the indicators"),
    "quartiles": Text(zh="同类四分位", en="Peer quartiles"),
    "difference": Text(zh="与中位数之差", en="Against the median"),
    # gap
    "gap_table": Text(zh="供给侧各层与利用层之差", en="Each supply layer against the utilization layer"),
    "built": Text(zh="建", en="Built"),
    "difference_short": Text(zh="建用差", en="Gap"),
    "used": Text(zh="用", en="Used"),
    "built_score": Text(zh="得分", en="Score"),
    "supply_mean": Text(zh="供给侧平均", en="Mean of the supply layers"),
    "strip_title": Text(zh="全部被评估单位的建用差", en="Built–used gaps of all bodies"),
    # findings
    "rule": Text(zh="规则", en="Rule"),
    "state": Text(zh="状态", en="State"),
    "effect": Text(zh="作用", en="Effect"),
    "basis": Text(zh="依据", en="Basis"),
    "steps": Text(zh="推算步骤", en="Working"),
    "expression": Text(zh="条件", en="Condition"),
    "working": Text(zh="计算", en="Numbers"),
    "holds": Text(zh="是否成立", en="Holds?"),
    "support": Text(zh="支持的证据", en="Evidence for"),
    "counter": Text(zh="相反的证据", en="Evidence against"),
    "none_recorded": Text(zh="没有记录", en="None recorded"),
    "ask": Text(zh="需要问的问题", en="Question to ask"),
    "may_be_wrong_if": Text(zh="可能看错的情形", en="May be wrong if"),
    "withdrawn_if": Text(zh="撤回的条件", en="Withdrawn if"),
    "remedy": Text(zh="对策", en="Remedy"),
    "response": Text(zh="处置建议", en="Proposed response"),
    "if_upheld": Text(zh="若维持，处置建议", en="Proposed response, if upheld"),
    "covers": Text(zh="一并涵盖的规则", en="Rules it covers"),
    "causes": Text(zh="可能的成因", en="Probable causes"),
    "settled": Text(zh="上期成立、本期不再成立的线索", en="Findings of the period before that hold no more"),
    "withdrawn": Text(zh="因事实变化而撤回的线索", en="Findings withdrawn because the facts changed"),
    "looked_at": Text(zh="涉及的指标", en="Indicators looked at"),
    "sources": Text(zh="出处", en="Sources"),
    "no_findings": Text(
        zh="没有规则的条件成立。这不等于没有形式主义：规则只看得到已有的事实。",
        en="No rule’s condition holds. That does not clear the body: rules see only the facts at hand.",
    ),
    "open_rules": Text(zh="未定的规则", en="Rules that could not be determined"),
    "open_note": Text(
        zh="缺少下列资料，既不能提示风险，也不能排除风险。",
        en="The following is missing, so the risk can be neither raised nor ruled out.",
    ),
    "missing": Text(zh="缺少的资料", en="What is missing"),
    "aside_rules": Text(zh="不适用于该单位的规则", en="Rules that do not apply to this body"),
    "clear_rules": Text(zh="条件不成立的规则", en="Rules whose condition does not hold"),
    # forensic tests
    "tests": Text(zh="就同一数字所做的检验", en="Tests of the same figures"),
    "tests_campaign": Text(zh="对整个活动所做的检验", en="Tests of the campaign as a whole"),
    "test": Text(zh="检验", en="Test"),
    "figures": Text(zh="数字", en="Figures"),
    "count_n": Text(zh="个数 n", en="n"),
    "effect_size": Text(zh="偏离程度 [95% 区间]", en="Departure [95% interval]"),
    "q_value": Text(zh="q 值", en="q"),
    "family_size": Text(zh="同族检验数", en="Tests in the family"),
    "result": Text(zh="结果", en="Result"),
    "families": Text(zh="数字检验", en="Forensic tests"),
    "tests_run": Text(zh="所做的检验及次数", en="Tests and how often they ran"),
    "tests_silent": Text(zh="不作判断的检验及原因", en="Tests that stayed silent, and why"),
    # facts
    "fact_table": Text(zh="各项事实及其来历", en="The facts and where they come from"),
    "fact": Text(zh="事实", en="Fact"),
    "value": Text(zh="数值", en="Value"),
    "voice": Text(zh="声音", en="Voice"),
    "how": Text(zh="取得方法", en="How obtained"),
    # use evidence
    "use": Text(zh="使用痕迹", en="Use evidence"),
    "use_axis": Text(zh="时段", en="Period"),
    "use_step": Text(zh="环节", en="Step"),
    "use_time_left": Text(zh="距期限", en="Until the limit"),
    "use_share": Text(zh="占比", en="Share"),
    "use_sum": Text(zh="合计", en="Sum"),
    "use_limit": Text(zh="期限", en="Time limit"),
    "use_no_record": Text(zh="没有记录", en="no record"),
    "use_values": Text(zh="数值表", en="Table of values"),
    # indicators
    "answer": Text(zh="答案", en="Answer"),
    "full_comment": Text(zh="全文见附页", en="full text in the annex"),
    "no_answer": Text(zh="没有答案", en="No answer"),
    "indicator": Text(zh="指标", en="Indicator"),
    # evidence
    "evidence_short": Text(zh="证据", en="Evidence"),
    "evidence_table": Text(zh="证据及其核对状态", en="Evidence and its status"),
    "title": Text(zh="名称", en="Title"),
    "type": Text(zh="类型", en="Kind"),
    "status": Text(zh="核对状态", en="Status"),
    "date": Text(zh="日期", en="Date"),
    "size": Text(zh="大小", en="Size"),
    "sha256": Text(zh="SHA-256", en="SHA-256"),
    "in_annex": Text(zh="证据较多，清单见附页：", en="The list is long and stands on an annex page:"),
    "comments": Text(zh="较长的说明全文", en="Long comments in full"),
    "back": Text(zh="返回报告", en="Back to the report"),
    # method
    "method_layers": Text(zh="各层权重", en="Weights of the layers"),
    "base_layer": Text(zh="对应的基本层", en="Base layer"),
    "weight_share": Text(zh="占比", en="Share"),
    "indicator_count": Text(zh="计分指标", en="Scored indicators"),
    "full_marks": Text(zh="满分", en="Full marks"),
    "method_rules": Text(zh="数字怎样得出", en="How the numbers arise"),
    "grades": Text(zh="等第标准", en="Grades"),
    "source_table": Text(zh="指标包引用的出处", en="Publications cited by the pack"),
    "publisher": Text(zh="发布者", en="Publisher"),
    # imports
    "remarks": Text(zh="导入时发现的情况", en="What was noticed while reading"),
    "kind_of_remark": Text(zh="类别", en="Kind"),
    "where": Text(zh="位置", en="Where"),
    "message": Text(zh="内容", en="What"),
    "stated": Text(zh="文件自述", en="Stated by the file"),
    "read": Text(zh="读入", en="Read"),
    "no_remarks": Text(zh="没有发现问题。", en="Nothing was noticed."),
    # audit
    "voices_present": Text(zh="各种声音的答案数", en="Answers by voice"),
    "reply": Text(zh="被评估单位的答复", en="Reply of the assessed body"),
    "recompute": Text(zh="重新计算", en="Recomputing"),
    # campaign page
    "standouts": Text(zh="值得注意", en="What stands out"),
    "league": Text(zh="总分与可能名次", en="Totals and possible ranks"),
    "group": Text(zh="组", en="Group"),
    "league_table": Text(zh="按总分下端排列的被评估单位", en="Bodies by the low end of the total"),
    "body": Text(zh="被评估单位", en="Body"),
    "bodies": Text(zh="被评估单位", en="Bodies"),
    "distribution": Text(zh="总分分布", en="Distribution of the total"),
    "distribution_table": Text(zh="总分各段的被评估单位数", en="Bodies by class of the total"),
    "interval_class": Text(zh="分段", en="Class"),
    "number": Text(zh="个数", en="Number"),
    "heat": Text(zh="各层得分一览", en="Layer scores at a glance"),
    "heat_table": Text(zh="被评估单位各层得分", en="Layer scores of the bodies"),
    "median_total": Text(zh="总分中位数", en="Median total"),
    "robust": Text(zh="名次有多稳", en="How sure the order is"),
    "robust_table": Text(zh="变动计分方式后各单位的名次", en="Ranks of the bodies when the scoring is varied"),
    "likely_rank": Text(zh="九成抽样的名次", en="Rank in 9 draws of 10"),
    "certain_rank": Text(zh="名次的极限", en="Limits of the rank"),
    "median_rank": Text(zh="名次中位数", en="Median rank"),
    "chance_first": Text(zh="居首的可能", en="Chance to be first"),
    "key_median_rank": Text(zh="名次中位数", en="median rank"),
    "key_likely_rank": Text(zh="九成抽样的名次", en="ranks in 9 draws of 10"),
    "work": Text(zh="权重实际起多大作用", en="What the weights really do"),
    "work_table": Text(zh="各层的权重与实际作用", en="Layers: the weight given, and what it does"),
    "given_weight": Text(zh="权重", en="Weight"),
    "real_work": Text(zh="作用", en="Does"),
    "with_total": Text(zh="与总分相关", en="r, total"),
    "consistency": Text(zh="α 系数", en="Alpha"),
    "layer_ranks": Text(zh="分层名次", en="Ranks by layer"),
    "rank_table": Text(zh="被评估单位在各层的可能名次", en="Possible ranks of the bodies in each layer"),
    "all_findings": Text(zh="风险线索一览", en="Findings over all bodies"),
    "rule_table": Text(zh="各条规则及其涉及的单位", en="Bodies raised by each rule"),
    "negative": Text(
        zh="负面清单：听取意见后维持的线索", en="Negative list: findings upheld after the body was heard"
    ),
    "none_upheld": Text(
        zh="没有维持的线索。未经听取意见的风险不列入。",
        en="No finding was upheld. Risks on which the body was not heard are not listed.",
    ),
    "upheld_on": Text(zh="维持日期与理由", en="Upheld on, and why"),
    "raised": Text(zh="成立", en="Raised"),
    "raised_bodies": Text(zh="涉及的单位", en="Bodies raised"),
    "matrix_table": Text(zh="被评估单位按表现统计的风险线索", en="Findings of each body by manifestation"),
    "matrix_note": Text(
        zh="记号表示轻重，重复次数表示条数；问号后是未定的条数；横线表示规则都不成立。",
        en="Marks give the severity, one for each finding; a question mark precedes the number "
        "undetermined; a dash means that no rule’s condition holds.",
    ),
    "downloads": Text(zh="数据文件", en="Data"),
    "snapshot_file": Text(zh="全部结果（JSON），可用来复算", en="All results (JSON), for recomputing"),
    "known_exactly": Text(
        zh="方括号内是可能范围；没有方括号的得分是确切的。",
        en="Brackets give the possible range; a score without brackets is exact.",
    ),
}

VETO_STATES: Final = {
    "yes": Text(zh="成立，否决", en="holds: vetoed"),
    "no": Text(zh="不成立", en="does not hold"),
    "undetermined": Text(zh="未定", en="not known"),
}
ANSWER_STATES: Final[dict[str, Text]] = {
    "answered": Text(zh="已作答", en="Answered"),
    "scored": Text(zh="已计分", en="scored"),
    "not-applicable": Text(zh="不适用", en="not applicable"),
    "unknown": Text(zh="未知", en="unknown"),
    "error": Text(zh="出错", en="error"),
    "not-reviewed": Text(zh="未审核", en="not reviewed"),
    "unscored": Text(zh="不计分", en="not counted"),
}

EFFECTS: Final[dict[str, Text]] = {
    "flag": Text(zh="仅提示", en="Flag only"),
    "needs-review": Text(zh="须复核", en="Needs review"),
    "cap-indicator": Text(zh="给指标封顶", en="Caps an indicator"),
    "cap-layer": Text(zh="给层封顶", en="Caps a layer"),
}

VERDICTS: Final[dict[str, Text]] = {
    "yes": Text(zh="是", en="yes"),
    "no": Text(zh="否", en="no"),
    "undetermined": Text(zh="未定", en="undetermined"),
    "does-not-apply": Text(zh="不适用", en="does not apply"),
}

EVIDENCE_STATES: Final[dict[str, Text]] = {
    "attached": Text(zh="已附，未核对", en="attached, not checked"),
    "accepted": Text(zh="采信", en="accepted"),
    "insufficient": Text(zh="不足", en="insufficient"),
    "rejected": Text(zh="不予采信", en="rejected"),
}

COLLECTORS: Final[dict[str, Text]] = {
    "agency": Text(zh="被评估单位", en="the body"),
    "evaluator": Text(zh="评估人员", en="evaluators"),
    "tool": Text(zh="工具实测", en="the tool"),
    "users": Text(zh="用户", en="users"),
}

FACT_STATES: Final[dict[str, Text]] = {
    "ok": Text(zh="完整", en="complete"),
    "partial": Text(zh="部分", en="partial"),
    "unavailable": Text(zh="无法取得", en="unavailable"),
    "error": Text(zh="出错", en="error"),
}

REMARKS: Final[dict[str, Text]] = {
    "contradiction": Text(zh="矛盾", en="Contradiction"),
    "error": Text(zh="错误", en="Error"),
    "warning": Text(zh="提醒", en="Warning"),
    "info": Text(zh="说明", en="Note"),
}

MEANS: Final[dict[str, Text]] = {
    "arithmetic": Text(zh="加权算术平均", en="weighted arithmetic mean"),
    "geometric": Text(zh="加权几何平均", en="weighted geometric mean"),
    "harmonic": Text(zh="加权调和平均", en="weighted harmonic mean"),
    "power": Text(zh="加权幂平均", en="weighted power mean"),
    "minimum": Text(zh="最低值", en="lowest value"),
}

AXES: Final[dict[str, Text]] = {
    "department": Text(zh="部门", en="Department"),
    "topic": Text(zh="主题", en="Topic"),
    "platform": Text(zh="平台", en="Platform"),
}

QUANTITIES: Final[dict[str, Text]] = {
    "present": Text(zh="出现过的用户", en="users seen"),
    "acting": Text(zh="有实质动作的用户", en="users with an action of substance"),
    "opened": Text(zh="新收", en="opened"),
    "closed": Text(zh="办结", en="closed"),
    "open_at_end": Text(zh="期末未办结", en="open at the end"),
    "amount": Text(zh="数量", en="amount"),
    "users": Text(zh="用户", en="Users"),
    "submissions": Text(zh="提交", en="Submissions"),
    "cases": Text(zh="办结", en="Closed"),
}

STEPS: Final[dict[str, Text]] = {
    "registered": Text(zh="注册", en="registered"),
    "active": Text(zh="出现过", en="seen"),
    "acting": Text(zh="有实质动作", en="acting"),
    "completed": Text(zh="有提交", en="completing"),
}

WEEKDAYS: Final[dict[str, Text]] = {
    "1": Text(zh="周一", en="Mon"),
    "2": Text(zh="周二", en="Tue"),
    "3": Text(zh="周三", en="Wed"),
    "4": Text(zh="周四", en="Thu"),
    "5": Text(zh="周五", en="Fri"),
    "6": Text(zh="周六", en="Sat"),
    "7": Text(zh="周日", en="Sun"),
}

MARKS: Final[dict[str, str]] = {"high": "▲", "medium": "◆", "low": "●"}
"""Severity by shape, so that it reads without colour."""


_Labels = msgspec.defstruct("Labels", [(key, str) for key in LABELS], bases=(View,), frozen=True)


@cache
def labels(lang: Lang) -> Any:
    """`LABELS` in one language, as fields for templates and views."""
    return _Labels(**{key: text.get(lang) for key, text in LABELS.items()})


def name(table: dict[str, Text], key: str, lang: Lang) -> str:
    """The name of `key` in `table`, or the key itself: a newer engine may know states that we do not."""
    text = table.get(key)
    return text.get(lang) if text else key
