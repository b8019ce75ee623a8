"""The closed lists a pack may choose from, with their names in both languages.

Manifestations and causes follow an account of 数字形式主义 printed in December 2023 and January 2024
(packs call it liu_2024); the four base layers are those of the China Open Data Index (数林指数).
"""

from __future__ import annotations

from typing import Final

from assess.base.texts import Text

BASE_LAYERS: Final = {
    "readiness": Text(zh="准备度", en="Readiness"),
    "platform": Text(zh="平台层", en="Platform"),
    "data": Text(zh="数据层", en="Data"),
    "utilization": Text(zh="利用层", en="Utilization"),
}

FACETS: Final = {
    "services": Text(zh="公共服务与互动", en="Public services and interaction"),
    "social-governance": Text(zh="社会治理", en="Social governance"),
    "market-supervision": Text(zh="市场监管", en="Market supervision"),
    "city-management": Text(zh="城市管理", en="City management"),
    "environment": Text(zh="生态环境", en="Environment"),
    "economy": Text(zh="经济运行", en="The economy"),
    "emergency": Text(zh="应急与安全", en="Emergencies and public safety"),
    "internal": Text(zh="机关内部运行", en="Internal administration"),
    "open-data": Text(zh="公共数据开放与利用", en="Open public data and its use"),
    "foundations": Text(zh="各领域共用的基础", en="Foundations that all fields share"),
}
"""Fields of government that an indicator looks at, so that a one-sided index shows as one."""

VOICES: Final = {
    "claimed": Text(zh="自报", en="Claimed"),
    "measured": Text(zh="实测", en="Measured"),
    "users": Text(zh="用户", en="Users"),
    "verified": Text(zh="核实", en="Verified"),
}

MANIFESTATIONS: Final = {
    "decorative": Text(zh="摆设：建而不用", en="Decorative: built but not used"),
    "burden": Text(zh="加重负担", en="Burdensome"),
    "impossible": Text(zh="任务不合理", en="Tasks that cannot be done"),
    "embellished": Text(zh="数字虚高与美化", en="Embellished numbers"),
}

CAUSES: Final = {
    "no_top_level_design": Text(
        zh="缺少顶层设计，部门之间不沟通，规划互相打架",
        en="No top-level design: departments do not talk and plans disagree",
    ),
    "judged_on_paper": Text(
        zh="按材料和名称验收功能，厂商隐瞒落实程度，工期被压缩",
        en="Functions judged on paper, little implemented behind them, schedules compressed",
    ),
    "data_walls": Text(
        zh="数据壁垒：技术、成本，或部门把数据当成自家资产",
        en="Data walls: technique, cost, or departments that treat data as their own asset",
    ),
    "link_only_integration": Text(zh="所谓整合只是一页链接", en="Integration that is only a page of links"),
    "vanity": Text(zh="为创新而创新，追求亮点", en="Innovation for show"),
    "traces_unused": Text(zh="数字痕迹只统计、不分析", en="Digital traces are counted but not analysed"),
    "low_capability": Text(zh="数字能力不足", en="Low digital capability"),
}

SPEAKS: Final = {
    "for": Text(zh="支持", en="Speaks for it"),
    "against": Text(zh="不支持", en="Speaks against it"),
}
"""What a piece of evidence says of a probable cause."""

WEIGHTS: Final = {
    "strong": Text(zh="有力", en="strong"),
    "weak": Text(zh="较弱", en="weak"),
}
"""How much a piece of evidence on a cause counts; a strong one counts twice a weak one."""

SEVERITIES: Final = {
    "high": Text(zh="高", en="High"),
    "medium": Text(zh="中", en="Medium"),
    "low": Text(zh="低", en="Low"),
}

CONFIDENCES: Final = {
    "high": Text(zh="把握较大", en="High confidence"),
    "medium": Text(zh="把握中等", en="Medium confidence"),
    "low": Text(zh="仅为线索", en="A lead only"),
}

SCALE_KINDS: Final = ("levels", "choice", "yes-no", "checklist", "share", "number", "text")
EVIDENCE_KINDS: Final = {
    "document": Text(zh="文件", en="Document"),
    "link": Text(zh="网页链接", en="Link"),
    "screenshot": Text(zh="截图", en="Screenshot"),
    "dataset": Text(zh="数据集", en="Dataset"),
    "log": Text(zh="日志或统计导出", en="Log or statistics export"),
    "survey": Text(zh="调查结果", en="Survey result"),
    "observation": Text(zh="现场核查记录", en="Record of an on-site check"),
    "citation": Text(zh="已公布材料中的链接（仅计数）", en="Links counted in published material"),
}
STATUSES: Final = {
    "active": Text(zh="在用", en="in use"),
    "retired": Text(zh="已停用", en="retired"),
    "future": Text(zh="将启用", en="to come"),
}
CONTRADICTIONS: Final = {
    "supply-demand": Text(zh="供给与需求", en="Supply and demand"),
    "plan-innovation": Text(zh="统一规划与地方创新", en="Unified plan and local innovation"),
    "governance-institutions": Text(zh="治理与制度", en="Governance and institutions"),
    "security-use": Text(zh="安全与使用", en="Security and use"),
}
"""The four contradictions of digital government (中国信通院, 2021-03-19)."""
PROOFS: Final = ("answer", "evidence", "verified")
"""What a yes at a gate needs to count."""
OPTION_STATES: Final = ("scored", "not-applicable", "unknown")
NA_POLICIES: Final = ("leave-denominator", "full-marks", "refuse")
MEANS: Final = ("arithmetic", "geometric", "harmonic", "power", "minimum")
RANKS: Final = ("competition", "dense")
TOTAL_METHODS: Final = ("layers-mean", "points-sum", "deductions")
ROLES: Final = {
    "veto": Text(zh="单项否决", en="Veto"),
    "deduction": Text(zh="扣分", en="Deduction"),
    "bonus": Text(zh="加分", en="Bonus"),
}
OUTCOMES: Final = {
    "qualified": Text(zh="合格", en="Qualified"),
    "unqualified": Text(zh="不合格", en="Unqualified"),
    "undetermined": Text(zh="未定", en="Undetermined"),
}
NORMALISATIONS: Final = {
    "none": Text(zh="数值本身", en="The value as it is"),
    "scaled": Text(zh="数值乘以系数再加常数", en="The value times a factor plus a constant"),
    "min-max": Text(zh="在最小值与最大值之间的位置", en="Place between the least and the greatest value"),
    "z-score": Text(zh="与平均数相差几个标准差", en="Distance from the mean in standard deviations"),
    "rank": Text(zh="名次（最差为 1）", en="Rank, 1 for the worst"),
    "borda": Text(zh="博达计数：胜过几个单位", en="Borda count: how many bodies it surpasses"),
    "percentile-rank": Text(zh="百分位", en="Percentile rank"),
    "distance-to-max": Text(zh="与最好值的距离", en="Distance to the best value"),
    "distance-to-reference": Text(zh="与参照单位的距离", en="Distance to a body of reference"),
    "fraction-of-max": Text(zh="占最大值的比例", en="Fraction of the greatest value"),
}
RESCALES: Final = {
    "min-max": Text(zh="最低单位为 0，最高单位为 100", en="The lowest body at 0, the highest at 100"),
    "share-of-max": Text(zh="最高单位为 100，其余按比例", en="The highest body at 100, the others in proportion"),
}
EFFECTS: Final = ("flag", "needs-review", "cap-indicator", "cap-layer")
COLLECTORS: Final = ("agency", "evaluator", "tool", "users")
UNIT_NAMES: Final = {
    "count": Text(zh="个", en="count"),
    "share": Text(zh="占比", en="share"),
    "percent": Text(zh="百分数", en="percent"),
    "points": Text(zh="分", en="points"),
    "days": Text(zh="天", en="days"),
    "hours": Text(zh="小时", en="hours"),
    "minutes": Text(zh="分钟", en="minutes"),
    "seconds": Text(zh="秒", en="seconds"),
    "yuan": Text(zh="元", en="yuan"),
    "ratio": Text(zh="倍", en="ratio"),
    "grade": Text(zh="等级", en="grade"),
}
UNITS: Final = tuple(UNIT_NAMES)
DERIVATIONS: Final = {
    "claimed-points-share": Text(zh="自报得分占满分的比例", en="Share of full marks that the body claims"),
    "unsupported-claims-share": Text(
        zh="自报得分中没有附任何证据的比例", en="Share of the claimed points with no evidence attached"
    ),
    "answered-share": Text(zh="已作答指标占比", en="Share of indicators answered"),
    "not-applicable-share": Text(
        zh="靠“不适用”得满分的分值占自报得分的比例",
        en="Share of the claimed points earned by answering “not applicable”",
    ),
    "stated-points-difference": Text(
        zh="来源材料所列得分与按答案计算得分之差的绝对值之和",
        en="Sum of absolute differences between points stated by the source and points the answers earn",
    ),
    "claim-minus-verified": Text(
        zh="自报与核实都有的指标，自报得分平均高出核实多少分",
        en="Where there is a claim and a verified answer, how many points the claims lie above on average",
    ),
    "claim-minus-measured": Text(
        zh="自报与实测都有的指标，自报得分平均高出实测多少分",
        en="Where there is a claim and a measured value, how many points the claims lie above on average",
    ),
    "claim-minus-users": Text(
        zh="自报与用户都有的指标，自报得分平均高出用户所说多少分",
        en="Where there is a claim and an answer by users, how many points the claims lie above on average",
    ),
    "verified-pairs": Text(zh="自报与核实都有的指标数", en="Indicators with a claim and a verified answer"),
    "measured-pairs": Text(zh="自报与实测都有的指标数", en="Indicators with a claim and a measured value"),
    "users-pairs": Text(zh="自报与用户回答都有的指标数", en="Indicators with a claim and an answer by users"),
    "claims-lowered-share": Text(
        zh="自报与核实都有的指标中，核实后得分确定低于自报的占比",
        en="Of the indicators with a claim and a verified answer, the share surely lowered by verification",
    ),
    "own-figures-compared": Text(
        zh="本单位自己报数、别人也测过或核过的事实数",
        en="Facts given by the body itself and also measured, verified or told by users",
    ),
    "own-figures-apart-share": Text(
        zh="上述事实中，两个数确定相差一成以上的占比",
        en="Of those facts, the share in which the two figures surely differ by more than a tenth",
    ),
}
DERIVED_UNITS: Final = {
    "stated-points-difference": "points",
    "claim-minus-verified": "points",
    "claim-minus-measured": "points",
    "claim-minus-users": "points",
    "verified-pairs": "count",
    "measured-pairs": "count",
    "users-pairs": "count",
    "own-figures-compared": "count",
}
"""The units of derived facts that are no shares."""
