"""What the keys of the pack format are called and what they say, for editors, comparisons and codebooks.

A key stands as `table.key` where tables differ in what they mean by it, else by its name alone.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from assess.base.texts import Text, same


class Key(NamedTuple):
    """The name of a key, and a sentence on what it holds."""

    name: Text
    says: Text


def _key(zh: str, en: str, says_zh: str, says_en: str) -> Key:
    return Key(Text(zh=zh, en=en), Text(zh=says_zh, en=says_en))


KEYS: Final[dict[str, Key]] = {
    # whole files
    "format": _key("格式版本", "format", "指标包格式的版本。", "Version of the pack format."),
    "pack": _key("指标包", "pack", "指标包的身份。", "The identity of the pack."),
    "scoring": _key("合成方式", "scoring", "得分怎样合成、怎样排名。", "How scores are put together and ranked."),
    "uncertainty": _key(
        "不确定性", "uncertainty", "检验名次是否稳固时变动什么。", "What is varied to tell how sure the order is."
    ),
    "burden": _key("填报负担", "burden", "填报可以占用多少时间。", "How much time filling in may take."),
    "sources": _key("来源", "sources", "引用的来源，按编号。", "Publications cited, by id."),
    "totals": _key("总分", "totals", "总分，第一个领头。", "Overall figures; the first one leads."),
    "grades": _key("等级", "grades", "领头总分的等级，从低到高。", "Classes of the leading total, lowest first."),
    "layers": _key("层", "layers", "指标体系的各层。", "The layers of the index."),
    "groups": _key("分组", "groups", "层内的小标题。", "Headings within a layer."),
    "profiles": _key("单位类别", "profiles", "被评估单位的类别。", "Sorts of assessed bodies."),
    "reserved": _key(
        "保留的指标", "reserved indicator", "不再或尚未询问的指标。", "Indicators retired or still to come."
    ),
    "scales": _key("量表", "scales", "多个指标共用的量表。", "Scales that several indicators share."),
    "indicators": _key("指标", "indicators", "要问的问题。", "The questions asked."),
    "facts": _key("事实", "facts", "规则可以提到的数量。", "Quantities that rules may name."),
    "rules": _key("规则", "rules", "指出形式主义风险的规则。", "Rules that point to risks of formalism."),
    "gates": _key(
        "关口", "gates", "放行、附条件或叫停的关口。", "Where a project passes, passes on conditions or stops."
    ),
    "tests": _key("用例", "tests", "金标准用例，预期值手算。", "Golden tests; work expected values out by hand."),
    "override": _key("改写", "overrides", "逐键改写继承来的元素。", "Single keys of inherited parts, said anew."),
    "remove": _key("删除", "removals", "不要的元素，按类列编号。", "Inherited parts left out, ids by kind."),
    # common
    "id": _key("编号", "id", "编号，同类中不得重复。", "The id, unique among its kind."),
    "title": _key("标题", "title", "给人看的标题。", "The title shown to people."),
    "description": _key("说明", "description", "进一步的说明。", "A further description."),
    "weight": _key("权重", "weight", "权重，大于零，只看相互比例。", "Greater than zero; only proportions matter."),
    "unit": _key("单位", "unit", "数值的单位。", "The unit of the value."),
    "lowest": _key("下限", "lowest value", "允许的最小值。", "The least admissible value."),
    "highest": _key("上限", "highest value", "允许的最大值。", "The greatest admissible value."),
    "serves": _key(
        "对应要求", "serves", "满足要求目录中的哪些行。", "Rows of the requirements catalogue it answers."
    ),
    "licence": _key("许可", "licence", "许可协议。", "The licence."),
    "text": _key("文字", "text", "给人看的文字。", "The text shown to people."),
    "kind": _key("种类", "kind", "种类，从列表中选。", "The kind, from a closed list."),
    # pack, sources, totals, grades, layers, groups
    "pack.id": _key("编号", "id", "小写字母、数字和连字符。", "Lower-case letters, digits and hyphens."),
    "version": _key("版本", "version", "指标包的版本，如 1.0.0。", "Version of the pack, like 1.0.0."),
    "extends": _key("继承", "extends", "所继承的指标包的编号。", "Id of the pack that this one extends."),
    "extends_version": _key(
        "继承的版本", "version extended", "只认这一版；找到别的版本就报错。", "Only this version of it will do."
    ),
    "override.unset": _key("去掉的键", "keys unset", "去掉这些可选的键。", "Optional keys that are taken away."),
    **{
        f"override.{key}": _key(zh, en, f"要改的{zh}的编号。", f"Id of the {en} that is changed.")
        for key, zh, en in (
            ("indicator", "指标", "indicator"),
            ("rule", "规则", "rule"),
            ("fact", "事实", "fact"),
            ("group", "分组", "group"),
            ("layer", "层", "layer"),
            ("scale", "量表", "scale"),
            ("total", "总分", "total"),
            ("grade", "等级", "grade"),
            ("profile", "单位类别", "profile"),
            ("source", "来源", "source"),
        )
    },
    "summary": _key("概要", "summary", "一两句话：评什么、给谁看。", "One or two sentences: what, and for whom."),
    "publisher": _key("发布者", "publisher", "发布机构。", "Who published it."),
    "date": _key("日期", "date", "2021-03-19、2021-03、2021 或留空。", "2021-03-19, 2021-03, 2021 or empty."),
    "url": _key("网址", "address", "http 或 https 网址，可留空。", "An http or https address, or empty."),
    "method": _key(
        "算法",
        "method",
        "layers-mean：各层得分的加权平均；points-sum：各指标分值之和；deductions：否决、扣分、加分。",
        "layers-mean: weighted mean of the layer scores; points-sum: sum of the points; "
        "deductions: vetoes, points off, bonuses.",
    ),
    "start": _key("起始分", "start", "从多少分往下扣；默认 100。", "The points to take off from; by default 100."),
    "pass_mark": _key(
        "及格线", "pass mark", "扣分后低于它即不合格。", "Below it, after the deductions, a body is unqualified."
    ),
    "bonus_above": _key(
        "加分门槛",
        "bonus threshold",
        "扣分后高于它才计加分。",
        "Bonuses count only where the score before them is above it.",
    ),
    "bonus_most": _key("加分上限", "most bonus", "加分合计的上限。", "The most that bonuses add together."),
    "scale_up": _key(
        "折算",
        "scaling up",
        "不适用的指标退出后，余下的是否折算成起始分；默认 true。",
        "Whether the rest is scaled up to the start when indicators do not apply; by default true.",
    ),
    "least": _key("起点", "least", "从这个分数起（含）属于本等级。", "The class begins at this score (inclusive)."),
    "base_layer": _key(
        "基本层", "base layer", "对应四个基本层中的哪一层。", "Which of the four base layers it is."
    ),
    "aggregation": _key(
        "本层的平均", "mean of the layer", "本层指标的平均方式。", "The mean used within this layer."
    ),
    "layer": _key("所属层", "layer", "所属层的编号。", "Id of the layer it belongs to."),
    # scoring
    "scoring.layers": _key("各层的平均", "mean of layers", "总分怎样平均各层。", "How a total averages layers."),
    "scoring.indicators": _key(
        "指标的平均", "mean of indicators", "层怎样平均指标。", "How a layer averages its indicators."
    ),
    "power": _key("指数", "power", "幂平均的指数。", "The exponent of power means."),
    "floor": _key("垫底分", "floor", "平均之前，更低的得分抬到这里。", "What lower scores are raised to first."),
    "rank": _key(
        "名次",
        "rank",
        "并列之后：competition 为 1、2、2、4，dense 为 1、2、2、3。",
        "After ties: competition 1 2 2 4, dense 1 2 2 3.",
    ),
    "rank_digits": _key("排名小数位", "digits of ranks", "按几位小数排名。", "Decimals that ranking looks at."),
    # uncertainty
    "draws": _key("抽样次数", "draws", "抽样多少次。", "How many draws are sampled; 0 for none."),
    "seed": _key(
        "种子", "seed", "随机数种子，同一种子结果相同。", "Seed of the draws; the same seed, the same draws."
    ),
    "weights": _key(
        "权重的变动", "change of weights", "每个权重上下变动的最大比例。", "Share by which every weight may be off."
    ),
    "means": _key(
        "另外的平均", "other means", "各层还可以怎样平均。", "Other ways in which layers may be averaged."
    ),
    "uncertainty.floor": _key(
        "垫底分", "floor", "用另外的平均时，更低的得分抬到这里。", "What lower scores are raised to in other means."
    ),
    "uncertainty.evidence": _key(
        "无证据的自报",
        "claims without support",
        "无实测、未核实的自报最多可能虚高的比例。",
        "Share by which a claim that nothing supports may be too high.",
    ),
    # scales and their options
    "scale": _key("量表", "scale", "量表的编号，或写在这里的量表。", "The id of a scale, or a scale written here."),
    "maximum": _key(
        "满分", "full marks", "满分；默认为选项的最高分。", "Full marks; by default the highest points."
    ),
    "options": _key("选项", "answers", "可选的答案；levels 从低到高。", "The answers; of levels the lowest first."),
    "curve": _key(
        "计分曲线",
        "curve",
        "[[值, 分], …]，值递增，两端之外不变。",
        "[[value, points], …], values increasing, constant outside its ends.",
    ),
    "goalposts": _key(
        "目标区间", "goalposts", "[最差, 最好]：零分和满分的值。", "[worst, best]: the values of no and full marks."
    ),
    "log": _key("取对数", "logarithm", "true：先取对数再计分。", "true: scored on the logarithm of the value."),
    "code": _key("代码", "code", "存下来的代码。", "What is stored."),
    "points": _key("分值", "points", "这个答案得几分。", "The points this answer earns."),
    "state": _key(
        "状态",
        "state",
        "scored 计分；not-applicable 不适用；unknown 不知道。",
        "scored, or an answer that is no score: not-applicable, unknown.",
    ),
    "evidence": _key(
        "所需证据",
        "evidence",
        "核实这个答案之前，评估人员必须看到的全部证据。",
        "All that an evaluator must see before this answer can be verified.",
    ),
    "count": _key("件数", "count", "至少几件。", "How many pieces at least."),
    "independent": _key(
        "独立来源", "independent", "是否必须来自被评估单位以外。", "Whether it must come from outside the body."
    ),
    "within_days": _key(
        "最长天数",
        "maximum age",
        "证据取得之后多少天内算数，到评估日为止。",
        "For how many days after its capture it counts, up to the day of the assessment.",
    ),
    "normalise": _key(
        "标准化",
        "normalisation",
        "怎样由全部单位的数值得出得分；[scoring] 里的是默认。",
        "How scores are made from the values of all bodies; in [scoring] for all numbers without a curve.",
    ),
    "normalise.method": _key("方法", "method", "标准化的方法。", "The method of normalisation."),
    "lower": _key("得分下端", "low end", "最差单位的得分，默认 0。", "The score of the worst, 0 by default."),
    "upper": _key("得分上端", "high end", "最好单位的得分，默认 100。", "The score of the best, 100 by default."),
    "mean": _key("得分的平均数", "mean of the scores", "z 分数的平均数，默认 0。", "Of z-scores; 0 by default."),
    "sd": _key("得分的标准差", "deviation of the scores", "z 分数的标准差，默认 1。", "Of z-scores; 1 by default."),
    "factor": _key("系数", "factor", "数值乘以它。", "The value is multiplied by it."),
    "offset": _key("常数", "constant", "相乘之后再加上它。", "Added after the factor."),
    "reference": _key("参照单位", "body of reference", "参照单位的编号。", "The id of the body compared with."),
    "less_is_better": _key(
        "越小越好", "less is better", "true：数值越小得分越高。", "true: low values score high."
    ),
    "rescale": _key(
        "总分的换算",
        "rescaling of totals",
        "min-max：最低 0、最高 100；share-of-max：最高 100，其余按比例。",
        "Over the bodies; min-max: from 0 to 100; share-of-max: the highest at 100.",
    ),
    "rescale_layers": _key(
        "层得分的换算",
        "rescaling of layers",
        "合成总分之前，对各层同样换算。",
        "The same for layers, before totals.",
    ),
    # indicators
    "minutes": _key(
        "分钟",
        "minutes",
        "回答这个问题要几分钟；不写则按量表推定。",
        "Minutes that answering takes; by default assumed.",
    ),
    "burden.minutes": _key(
        "时间上限",
        "budget",
        "一个单位填完最多用多少分钟。",
        "The most minutes that a body may spend on filling in.",
    ),
    "repeats": _key(
        "重复的理由",
        "reason to repeat",
        "同一件事为何要再问一遍。",
        "Why what another indicator asks is asked once more.",
    ),
    "label": _key("短代号", "label", "显示给人看的短代号。", "The short code shown to people."),
    "group": _key("分组", "group", "所属分组的编号。", "Id of the group it stands in."),
    "indicators.weight": _key(
        "权重", "weight", "在本层中的权重；默认为满分。", "Weight in its layer; by default full marks."
    ),
    "scored": _key("计分", "scored", "false：收集但不计分。", "false: collected but not counted."),
    "question": _key("问题", "question", "向被评估单位提出的问题。", "The question put to the body."),
    "guidance": _key("填报说明", "guidance", "怎样作答，须出示什么。", "How to answer and what must be shown."),
    "caps": _key(
        "受限于", "capped by", "得分不得高于这些指标。", "Indicators whose scores this one may not exceed."
    ),
    "by": _key("上限指标", "by the indicator", "作为上限的指标编号。", "Id of the indicator that caps it."),
    "value_from": _key("由事实算出", "value from", "怎样由事实算出实测值。", "How facts give the measured value."),
    "applies_when": _key(
        "适用条件",
        "applies when",
        "关于事实的条件；不成立时不计入分母。",
        "A condition over facts; where it is not met, the indicator leaves the denominator.",
    ),
    "indicators.profiles": _key(
        "适用的单位类别",
        "profiles",
        "适用于哪些类别的单位；不写则全部适用。",
        "Sorts of body it applies to; all if absent.",
    ),
    "facets": _key(
        "履职领域", "fields of government", "涉及哪些履职领域。", "The fields of government it looks at."
    ),
    "status": _key("状态", "status", "在用、停用或将用。", "Active, retired or future."),
    "since": _key("起用", "since", "从哪一版起。", "From which edition on."),
    "until": _key("停用", "until", "到哪一版止。", "Up to which edition."),
    "role": _key("作用", "role", "veto 单项否决；deduction 扣分；bonus 加分。", "A veto, a deduction or a bonus."),
    "most": _key(
        "上限",
        "most",
        "这个指标最多扣多少分，或最多加多少分。",
        "The most points that this indicator takes off, or adds.",
    ),
    "each": _key("每处", "each", "每一处扣多少分，或加多少分。", "The points off, or added, for each one counted."),
    "unqualified_on": _key(
        "否决的答案", "unqualified on", "答了其中任何一个，即不合格。", "Any of these answers disqualifies."
    ),
    "unqualified_from": _key(
        "否决起点", "unqualified from", "达到或超过它即否决。", "This value or more disqualifies."
    ),
    "unqualified_above": _key(
        "否决界限（高于）", "unqualified above", "高于它即否决。", "More than this disqualifies."
    ),
    "unqualified_below": _key(
        "否决界限（低于）", "unqualified below", "低于它即否决。", "Less than this disqualifies."
    ),
    "not_applicable": _key(
        "不适用时",
        "if not applicable",
        "leave-denominator 不计入分母；full-marks 按选项的分值计；refuse 不接受。",
        "leave-denominator, full-marks (the option's own points), or refuse.",
    ),
    "follows": _key("后续问题", "follow-up", "只在上一问如此作答时才问。", "Asked only after such an answer."),
    "indicator": _key("上一问", "parent", "上一问的编号。", "Id of the question it follows."),
    "on": _key("在这些答案之后", "after the answers", "上一问的这些答案。", "These answers of its parent."),
    "feeds": _key("形成事实", "feeds the fact", "答案同时是这个事实。", "The answer is also this fact."),
    # facts
    "collector": _key("收集者", "collector", "由谁收集。", "Who collects it."),
    "max_age_days": _key(
        "有效天数", "days of validity", "多少天后过时。", "After how many days it is out of date."
    ),
    "derive": _key("由卷宗算出", "derived", "由卷宗本身算出的事实。", "A fact computed from the dossier itself."),
    "of_cases": _key(
        "是否为个数之比",
        "part of its cases",
        "这个比例是不是所依据个数中的一部分；误差、均值写 false。",
        "Whether it is a part of the cases it rests on; false for margins and means.",
    ),
    # rules
    "manifestation": _key("表现", "manifestation", "形式主义的哪种表现。", "Which manifestation of formalism."),
    "when": _key(
        "条件",
        "condition",
        "规则语言写的条件，只能提到已声明的事实、指标和层。",
        "The condition, over declared facts, indicators and layers.",
    ),
    "severity": _key("轻重", "severity", "风险的轻重。", "How grave the risk is."),
    "confidence": _key("可靠性", "confidence", "把握多大；low 仅为线索。", "How sure; low is a lead only."),
    "effect": _key("作用", "effect", "成立时的作用。", "What happens when it holds."),
    "target": _key("封顶对象", "target", "被封顶的指标或层。", "The indicator or layer that is capped."),
    "cap": _key("封顶分", "cap", "封顶的得分，0 到 100。", "The score it is capped at, 0 to 100."),
    "causes": _key("可能的成因", "causes", "可能的成因。", "Probable causes."),
    "weigh": _key(
        "成因的证据",
        "evidence on causes",
        "哪些情形支持或不支持某个可能的成因。",
        "What speaks for or against one of the probable causes.",
    ),
    "cause": _key(
        "成因", "cause", "所说的是哪个成因，须列在 `causes` 里。", "The cause it is about, one of `causes`."
    ),
    "speaks": _key("支持与否", "speaks", "for 支持；against 不支持。", "For the cause, or against it."),
    "says": _key("证据说明", "says", "用一句话说明这条证据。", "The evidence in a sentence."),
    "weigh.weight": _key("分量", "weight", "strong 有力，按两条计；weak 较弱。", "A strong piece counts twice."),
    "supersedes": _key("取代", "supersedes", "成立时略去哪些规则。", "Rules left out while this one holds."),
    "ask": _key("要问的问题", "question to ask", "向被评估单位提的问题。", "The question to put to the body."),
    "may_be_wrong_if": _key("可能看错的情形", "may be wrong if", "其他解释。", "Other explanations."),
    "withdrawn_if": _key("撤回的条件", "withdrawn if", "什么能说清此事。", "What would settle it."),
    "remedy": _key("对策", "remedy", "怎样改进。", "The way out."),
    "contradictions": _key(
        "四重矛盾", "contradictions", "指标和规则各属于哪一边。", "Which side indicators and rules tell of."
    ),
    "first": _key("前一边", "first side", "说明前一边的指标或层。", "Indicators and layers of the first side."),
    "second": _key("后一边", "second side", "说明后一边的指标或层。", "Indicators and layers of the second side."),
    "first_rules": _key("前一边的规则", "rules of the first", "属于前一边的规则。", "Rules of the first side."),
    "second_rules": _key("后一边的规则", "rules of the second", "属于后一边的规则。", "Rules of the second side."),
    # gates
    "blocking": _key(
        "叫停项",
        "blocking items",
        "答“否”即叫停、未出示即不放行。",
        "Items that stop the project unless shown.",
    ),
    "stop_rules": _key("叫停规则", "stopping rules", "成立即叫停的规则。", "Rules that stop the project."),
    "condition_rules": _key(
        "附条件规则", "conditional rules", "成立即附条件的规则。", "Rules that set a condition."
    ),
    "proof": _key(
        "证明要求",
        "proof",
        "“是”要怎样才算数：answer 答了即可；evidence 附有所需证据；verified 经核实。",
        "What a yes needs to count: the answer alone, the evidence its option asks for, or verification.",
    ),
    # tests
    "name": _key("名称", "name", "用例的名称。", "The name of the case."),
    "rule": _key("规则", "rule", "所测规则的编号。", "Id of the rule tested."),
    "tests.kind": _key("单位类别", "profile", "被评估单位的类别。", "The sort of body assessed."),
    "outcome": _key("结论", "outcome", "应得的结论：合格、不合格或未定。", "The outcome it must have."),
    "vetoes": _key("否决", "vetoes", "应当成立的全部单项否决。", "All the vetoes that must hold, and no others."),
    "grade": _key("等级", "grade", "应得的等级；none：不得定级。", "The class it must have; none: no class."),
    "tests.facts": _key("事实", "facts", "已知的事实。", "The facts that are known."),
    "given": _key(
        "已知",
        "given",
        "名字 = 数或 [低, 高]；没写的就是未知。",
        "name = a number or [low, high]; what is absent is unknown.",
    ),
    "tests.not_applicable": _key(
        "不适用",
        "not applicable",
        "规则所用而不适用于该单位的指标、层。",
        "Indicators and layers of the rule that do not apply to the body.",
    ),
    "verdict": _key("判定", "verdict", "应得的判定。", "The verdict it must give."),
    "answers": _key("答案", "answers", "指标 = 代码、代码列表或数。", "indicator = a code, codes or a number."),
    "scores": _key("得分", "scores", "应得的得分，或 [低, 高]。", "The scores it must give, or [low, high]."),
    "bodies": _key(
        "单位", "bodies", "多个单位的用例：每个单位的已知与应得。", "A test of several bodies, each with its own."
    ),
    "bodies.rank": _key("名次", "rank", "领头总分应得的名次。", "The rank by the leading total it must have."),
    "tolerance": _key("容差", "tolerance", "允许的误差。", "The admissible error."),
    "source": _key("来源", "source", "预期值的来源编号。", "Id of the source of the values."),
}


def key_of(table: str, name: str) -> Key:
    """The words of a key of a table; a key without words of its own is called as it is written."""
    return KEYS.get(f"{table}.{name}") or KEYS.get(name) or Key(same(name), same(""))
