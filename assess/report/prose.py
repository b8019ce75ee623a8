"""Sentences of the report with places to fill in, in both languages."""

from __future__ import annotations

from typing import Final

from assess.base.texts import Text
from assess.report.prose_robust import ROBUST
from assess.report.prose_signals import SIGNALS
from assess.report.prose_use import USE

PROSE: Final[dict[str, Text]] = {
    # the headline of a body
    "no_score": Text(
        zh="尚无得分：还没有可以计分的答案。", en="No score yet: nothing has been answered that could be scored."
    ),
    "half_unknown": Text(
        zh="已知的权重只有{coverage}，总分还不能定论。",
        en="Only {coverage} of the weight is known, so the total is not settled.",
    ),
    "far_ahead": Text(
        zh="建得多、用得少：供给侧比利用层高 {gap} 分。",
        en="Much built, little used: supply stands {gap} points above use.",
    ),
    "ahead": Text(
        zh="建设走在使用前面：供给侧比利用层高 {gap} 分。",
        en="Building runs ahead of use: supply stands {gap} points above use.",
    ),
    "behind": Text(
        zh="使用走在建设前面：利用层比供给侧高 {gap} 分。",
        en="Use runs ahead of building: use stands {gap} points above supply.",
    ),
    "level": Text(
        zh="建与用大体相当：供给侧与利用层相差 {gap} 分。",
        en="Building and use are about level: supply less use is {gap} points.",
    ),
    "gap_open": Text(
        zh="建与用的差距还不能判定：供给侧减利用层在 {gap} 分之间。",
        en="Whether building outruns use is not settled: supply less use lies from {gap} points.",
    ),
    "total_only": Text(zh="总分 {total}。", en="The total is {total}."),
    # sentences below it
    "ranked": Text(
        zh="总分 {total}，在 {of} 个被评估单位中列第 {rank} 位，可能名次 {ranks}。",
        en="The total is {total}, place {rank} of {of}; possible ranks {ranks}.",
    ),
    "ranked_sure": Text(
        zh="总分 {total}，在 {of} 个被评估单位中列第 {rank} 位。", en="The total is {total}, place {rank} of {of}."
    ),
    "flags_some": Text(
        zh="有 {n} 条风险线索需要核实，其中程度高的 {high} 条；另有 {open} 条规则未定。",
        en="Risk flags to check: {n}, of high severity: {high}; rules that could not be determined: {open}.",
    ),
    "flags_settled": Text(
        zh="有 {n} 条风险线索需要核实，其中程度高的 {high} 条。",
        en="Risk flags to check: {n}, of high severity: {high}.",
    ),
    "flags_none_open": Text(
        zh="没有规则提示风险，但有 {open} 条规则因缺少资料而未定，不能据此排除风险。",
        en="No rule raises a risk, but risk is not ruled out; undetermined for want of data: {open}.",
    ),
    "flags_none": Text(
        zh="{n} 条规则的条件都不成立；这不等于没有形式主义。",
        en="Rules checked: {n}; none holds. That does not rule formalism out.",
    ),
    "flags_no_rules": Text(
        zh="本指标包没有形式主义规则，本报告不提风险线索。",
        en="This pack has no formalism rules, so this report raises no risks.",
    ),
    "rests_on": Text(
        zh="{n} 项计分指标中，经核实 {verified} 项，只凭自报 {claimed} 项，没有已知得分 {unknown} 项。",
        en="Scored indicators: {n}; verified: {verified}; on the body’s claim alone: {claimed}; without "
        "a known score: {unknown}.",
    ),
    "tile_rank": Text(zh="共 {of} 个被评估单位", en="of {of} bodies"),
    "tile_coverage": Text(zh="有已知得分的权重", en="of the weight has a known score"),
    "tile_flags": Text(zh="高 {high} · 中 {medium} · 低 {low}", en="{high} high · {medium} medium · {low} low"),
    "tile_open": Text(zh="{open} 条未定", en="{open} undetermined"),
    "tile_out_of": Text(zh="满分 {maximum}", en="out of {maximum}"),
    "outcome_qualified": Text(zh="检查合格，得分 {total}。", en="The check is passed, with {total} points."),
    "outcome_qualified_plain": Text(zh="检查合格，没有单项否决。", en="The check is passed: no veto holds."),
    "outcome_vetoed": Text(zh="检查不合格。单项否决：{names}。", en="The check is failed. Vetoed by {names}."),
    "outcome_failed": Text(
        zh="检查不合格：扣分后低于及格线 {mark} 分。",
        en="The check is failed: below the pass mark of {mark} after deductions.",
    ),
    "outcome_open": Text(
        zh="合格与否还不能判定。待查的单项否决：{names}。",
        en="Whether the check is passed is not known. Vetoes still open: {names}.",
    ),
    "outcome_band": Text(
        zh="合格与否还不能判定：得分可能高于也可能低于及格线 {mark} 分。",
        en="Whether the check is passed is not known: the score may lie on either side of the pass mark {mark}.",
    ),
    "index_outcomes": Text(
        zh="{of} 个被评估单位中，合格 {qualified} 个，不合格 {unqualified} 个，未定 {undetermined} 个。",
        en="Of {of} bodies, {qualified} passed, {unqualified} failed, and of {undetermined} it is not known.",
    ),
    "tile_undetermined": Text(zh="未定", en="Open"),
    "tile_pass": Text(zh="及格线 {mark} 分", en="pass mark {mark}"),
    "tile_vetoed": Text(zh="单项否决：{labels}", en="vetoed by {labels}"),
    "tile_vetoes_open": Text(zh="否决待查：{labels}", en="vetoes open: {labels}"),
    "method_deductions": Text(
        zh="从 {start} 分往下扣；任何一项否决成立，即不合格，计 0 分",
        en="points come off {start}; one veto that holds disqualifies and leaves 0",
    ),
    "method_pass": Text(zh="，低于 {mark} 分不合格", en="; below {mark} is unqualified"),
    "method_bonus": Text(
        zh="，高于 {gate} 分计加分，至多 {most} 分", en="; above {gate} bonuses count, at most {most}"
    ),
    "method_scale_up": Text(
        zh="不适用的扣分指标退出，余下的分折算成 {start} 分。",
        en="Deductions that do not apply leave, and the points that remain are scaled up to {start}.",
    ),
    "method_keep": Text(zh="不适用的扣分指标不扣分。", en="Deductions that do not apply take nothing off."),
    "method_layer_points": Text(
        zh="层的得分是它的扣分指标保住的分占应有分的比例；加分层是得到的加分所占的比例；只有否决指标的层没有得分。",
        en="A layer’s score is the share of its points that was kept, or of its bonuses earned; a layer of "
        "vetoes alone has no score.",
    ),
    "method_veto": Text(
        zh="没有查明的否决不当作不成立：合格与否记为未定，总分的区间从 0 起。",
        en="A veto that was not looked into is not held to be absent: the outcome is undetermined and the total’s "
        "band begins at 0.",
    ),
    "tile_grade": Text(zh="等第：{grade}", en="Grade: {grade}"),
    # what the report does not say
    "not_proof": Text(
        zh="不证明存在形式主义。线索只说明有风险、需要核实；意图一律视为未定。",
        en="It does not prove formalism. A flag is a lead to check; intent is held to be undetermined.",
    ),
    "not_zero": Text(
        zh="不把“未知”当作零分。未知只会拉宽区间，名次因此只给出可能范围。",
        en="It does not count “unknown” as zero. The unknown widens the band, hence ranks come as ranges.",
    ),
    "not_checked": Text(
        zh="没有任何答案经过核实，得分就是自报的得分。",
        en="No answer has been verified: the scores are what the body claims.",
    ),
    "partly_checked": Text(
        zh="只有 {verified} 项指标经过核实，其余仍是自报。",
        en="Indicators verified: {verified}; all the others rest on what the body claims.",
    ),
    "not_measured": Text(
        zh="没有工具实测的结果，本报告没有看过系统和日志本身。",
        en="No answer was measured by the tool: this report has not looked at the systems and logs themselves.",
    ),
    "not_users": Text(
        zh="没有公众和一线人员的评价，不能代表用户的感受。",
        en="The public and front-line staff have not been asked: it cannot speak for users.",
    ),
    "not_alone": Text(
        zh="没有同类可比，不说明高低先后。",
        en="There are no peers to compare with, so it says nothing of standing.",
    ),
    # layers
    "layers_lowest": Text(
        zh="“{layer}”最低，为 {score}；“{other}”最高，为 {best}。",
        en="{layer} is lowest at {score}; {other} is highest at {best}.",
    ),
    "layers_overlap": Text(
        zh="各层的可能范围互有重叠，还分不出最低的一层。",
        en="The possible ranges overlap, so no layer is surely the lowest.",
    ),
    "layers_even": Text(zh="各层得分相同。", en="All layers have the same score."),
    "layers_below": Text(
        zh="{of} 层中有 {n} 层低于同类中位数。", en="Layers below the peers’ median: {n} of {of}."
    ),
    "layers_none": Text(zh="各层还没有得分。", en="No layer has a score yet."),
    "peers_note": Text(
        zh="同类指本评估活动中有得分的全部单位（含本单位），按得分下端统计。",
        en="Peers are all bodies of this campaign that have a score, this one included, by their low ends.",
    ),
    # gap
    "gap_place": Text(
        zh="在 {of} 个有建用差数据的单位中，{above} 个肯定比本单位大，{below} 个肯定比本单位小。",
        en="Among {of} bodies with a known gap, surely larger: {above}; surely smaller: {below}.",
    ),
    "gap_note": Text(
        zh="建用差等于准备度、平台、数据三层的平均减去利用层，正数表示建多于用。"
        "相差不足 {least} 分视为大体相当，达到 {much} 分视为明显。",
        en="The gap is the mean of the readiness, platform and data layers less the utilization layer; "
        "positive means more built than used. Under {least} points counts as level, from {much} "
        "points as wide.",
    ),
    # findings
    "findings_some": Text(
        zh="检查了 {rules} 条规则：{n} 条成立，{open} 条未定，{no} 条不成立。",
        en="Rules checked: {rules}; holding: {n}; undetermined: {open}; not holding: {no}.",
    ),
    "dropped": Text(zh="另有 {n} 条不予认定。", en="Dropped: {n}."),
    "too_wide": Text(
        zh="所用得分的区间还太宽，是与否都有可能", en="the scores it uses are still too uncertain to tell"
    ),
    "set_aside": Text(zh="另有 {n} 条不适用于该单位。", en="Not applying to this body: {n}."),
    "covered": Text(zh="另有 {n} 条并入了成立的规则。", en="Covered by a rule that holds: {n}."),
    # facts
    "facts_lead": Text(
        zh="规则用到 {n} 项事实，已知 {known} 项，未知 {unknown} 项。",
        en="Facts that rules use: {n}; known: {known}; unknown: {unknown}.",
    ),
    "fact_coverage": Text(zh="覆盖 {share}", en="coverage {share}"),
    "fact_n": Text(zh="样本 {n}", en="n = {n}"),
    "fact_previous": Text(zh="（上一期）", en=" (previous period)"),
    "fact_unknown": Text(zh="未知", en="unknown"),
    "fact_by": Text(zh="应由{who}提供", en="to come from {who}"),
    "fact_derived": Text(zh="由卷宗推算", en="worked out from the dossier"),
    # indicators
    "indicators_lead": Text(
        zh="{n} 项计分指标：满分 {full} 项，零分 {zero} 项，不适用 {na} 项，没有已知得分 {unknown} 项。"
        "点开一行可看问题、答案和证据。",
        en="Scored indicators: {n}; full marks: {full}; zero: {zero}; not applicable: {na}; without a "
        "known score: {unknown}. Open a line for the question, the answers and the evidence.",
    ),
    "indicator_evidence": Text(zh="证据 {n} 件", en="Evidence: {n}"),
    "said_worth": Text(zh="（得分 {score}）", en=" (score {score})"),
    "group_other": Text(zh="其他", en="Other"),
    # evidence
    "evidence_lead": Text(
        zh="共 {n} 件证据，已采信 {accepted} 件；{bare} 项已得分的指标没有附任何证据。",
        en="Pieces of evidence: {n}; accepted: {accepted}; indicators that earn points with none attached: {bare}.",
    ),
    "evidence_count": Text(zh="{n} 处链接", en="links: {n}"),
    # imports
    "imports_lead": Text(
        zh="读入 {n} 个文件，发现矛盾 {contradictions} 处。",
        en="Files read: {n}; contradictions noticed: {contradictions}.",
    ),
    "remarks_rest": Text(zh="其余 {n} 条见数据文件。", en="Not shown here: {n}; see the data file."),
    # method
    "method_band": Text(
        zh="每个得分都是一个区间。没有答案、出错或未审核的指标可能是 0 到满分之间的任何值，只拉宽区间，"
        "不算零分；误差同样拉宽区间。",
        en="Every score is a band. An indicator without answer, in error or not reviewed may be "
        "anything from 0 to full marks: it widens the band and is never a zero. Measurement error "
        "widens it too.",
    ),
    "method_low": Text(
        zh="排名和等第都取区间下端。可能名次是区间内任何取值组合下能出现的最好和最差名次。",
        en="Ranks and grades go by the low end. Possible ranks are the best and worst that any values "
        "within the bands allow.",
    ),
    "method_na": Text(
        zh="不适用的指标按指标包的规定处理：退出分母、按满分计，或不接受。",
        en="Indicators that do not apply follow the pack: they leave the denominator, earn full marks, "
        "or are refused.",
    ),
    "method_voice": Text(
        zh="有核实结果的指标按核实结果计分；没有核实、但由事实算得出数值的，按实测计分；否则按自报计分。"
        "各方说法并列展示，互不覆盖。",
        en="A verified answer scores where there is one, else the value that facts give, where they give one, else "
        "the claim. What others say stands beside it; nothing is overwritten.",
    ),
    "method_layer": Text(
        zh="指标得分为得分值占满分的百分比；层得分由层内指标得分取{mean}。",
        en="An indicator’s score is its points in per cent of full marks; a layer’s score is the "
        "{mean} of its indicators.",
    ),
    "method_round": Text(
        zh="数字只在显示时取整，取整不会使数值越过满分或等第界线。",
        en="Numbers are rounded for display only, and never across full marks or the boundary of a grade.",
    ),
    "method_rule": Text(
        zh="规则的判定有是、否、未定三种。缺资料时为未定，不当作没有问题。规则用到的指标对某单位不适用、"
        "缺了它条件无从成立的，这条规则对该单位不适用。",
        en="A rule comes out as yes, no or undetermined. Missing data leaves it undetermined, which is "
        "not a clearance. Where an indicator that it names does not apply to a body and it cannot hold without, "
        "the rule does not apply to that body.",
    ),
    "method_relative": Text(
        zh="下列指标的得分由全部单位的数值得出（{how}）：{which}。",
        en="All bodies together make the scores of these indicators ({how}): {which}.",
    ),
    "method_relative_open": Text(
        zh="只要还有单位的数值不知道，这些得分就是容得下其任何取值的区间。",
        en="While values of some bodies are not known, these scores are bands that hold whatever the values turn "
        "out to be.",
    ),
    "method_rescale_layers": Text(zh="各层得分随后按单位换算：{how}。", en="Layers are then rescaled: {how}."),
    "method_rescale": Text(zh="总分最后按单位换算：{how}。", en="Totals are rescaled at the end: {how}."),
    "method_layer_own": Text(zh="“{layer}”层取{mean}。", en="{layer} takes the {mean}."),
    "method_total": Text(zh="各层得分取{mean}", en="{mean} of the layer scores"),
    "method_points": Text(zh="各指标分值之和", en="sum of the indicators’ points"),
    "method_power": Text(zh="{mean}（指数 {power}）", en="{mean} (exponent {power})"),
    "method_floor": Text(
        zh="取平均之前，低于 {floor} 的得分先提到 {floor}。",
        en="Scores under {floor} are raised to {floor} before they are averaged.",
    ),
    "rank_competition": Text(
        zh="得分相同的单位并列，其后名次空出（1、2、2、4）。",
        en="Equal bodies share a rank and the next ranks stay empty (1, 2, 2, 4).",
    ),
    "rank_dense": Text(
        zh="得分相同的单位并列，其后名次不空（1、2、2、3）。",
        en="Equal bodies share a rank and the next rank follows at once (1, 2, 2, 3).",
    ),
    "rank_rounded": Text(
        zh="排名前得分先四舍五入到 {digits} 位小数。", en="Scores are rounded to {digits} decimals before ranking."
    ),
    "grade_from": Text(zh="{least} 分起", en="from {least}"),
    # audit
    "no_reply": Text(
        zh="没有记录到答复。风险线索应先送被评估单位说明。",
        en="No reply recorded. Findings should be put to the body before they are relied upon.",
    ),
    "some_reply": Text(zh="{n} 条风险线索已有答复，见各条的状态。", en="Findings answered: {n}; see their states."),
    "recompute": Text(
        zh="用同一指标包、同一流水头和同一程序版本重新计算，会得到相同的快照摘要。",
        en="The same pack, journal head and engine version give the same snapshot digest again.",
    ),
    "answers_n": Text(zh="{n} 项", en="{n}"),
    # campaign page
    "index_gap": Text(
        zh="{of} 个单位中，{ahead} 个肯定建多于用，{behind} 个肯定用多于建。",
        en="Surely more built than used: {ahead} of {of} bodies; surely more used than built: {behind}.",
    ),
    "index_plain": Text(zh="{of} 个被评估单位有得分。", en="Bodies with a score: {of}."),
    "index_plain_n": Text(zh="{n} 个有得分", en="with a score: {n}"),
    "index_none": Text(zh="还没有被评估单位有得分。", en="No body has a score yet."),
    "index_layer": Text(
        zh="各层中位数以“{layer}”最低，为 {low}；“{other}”最高，为 {high}。",
        en="By median, {layer} is the lowest layer at {low} and {other} the highest at {high}.",
    ),
    "index_flags": Text(
        zh="共有 {n} 条风险线索，涉及 {bodies} 个被评估单位；{open} 条未定。",
        en="Risk flags: {n}; bodies concerned: {bodies}; undetermined: {open}.",
    ),
    "index_total": Text(
        zh="“{total}”中位数 {median}，最低 {least}，最高 {most}。",
        en="{total}: median {median}, from {least} to {most}.",
    ),
    "standout_gap": Text(zh="建用差最大", en="Largest built–used gaps"),
    "standout_flags": Text(zh="风险线索最多", en="Most risk flags"),
    "standout_rules": Text(zh="出现最多的风险线索", en="Risks raised most often"),
    "item_gap": Text(zh="{body}（{gap} 分）", en="{body} ({gap})"),
    "item_flags": Text(zh="{body}（{n} 条）", en="{body} ({n})"),
    "item_rule": Text(zh="{rule}（{of} 个单位中的 {n} 个）", en="{rule} ({n} of {of})"),
    "league_settled": Text(
        zh="各单位的可能名次互不重叠，先后都已确定。", en="No possible ranks overlap: the order is settled."
    ),
    "league_grouped": Text(
        zh="可能名次有重叠的单位归为一组：组与组之间的先后是确定的，组内的先后不是。共 {n} 组。",
        en="Bodies whose possible ranks overlap form a group: the order between groups is settled, the "
        "order within is not. Groups: {n}.",
    ),
    "heat_lead": Text(
        zh="每格是得分下端，底纹分五档；没有得分的格子留横线。",
        en="Each cell is the low end of the score, shaded in five classes; a dash means no score.",
    ),
    "heat_range": Text(zh="{low} 至 {high}", en="{low} to {high}"),
    "heat_under": Text(zh="不足 {high}", en="under {high}"),
    "heat_from": Text(zh="{low} 及以上", en="{low} and over"),
    "rank_lead": Text(
        zh="同一单位在不同层的名次可以相差很大，总名次看不出来。",
        en="A body’s ranks may differ widely between layers, which the overall rank hides.",
    ),
    "rules_lead": Text(
        zh="{rules} 条规则中，{raised} 条至少对一个单位成立。",
        en="Rules that hold for at least one body: {raised} of {rules}.",
    ),
    "cell_text": Text(
        zh="高 {high}，中 {medium}，低 {low}，未定 {open}",
        en="high {high}, medium {medium}, low {low}, undetermined {open}",
    ),
    "none_clear": Text(zh="规则都不成立", en="no rule holds"),
    **ROBUST,
    **USE,
    **SIGNALS,
}
