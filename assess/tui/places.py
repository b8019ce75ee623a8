"""The places of the app: what each is called, and what the help screen says about it."""

from __future__ import annotations

from typing import Final, Literal

from assess.base.texts import Text

Place = Literal[
    "any",
    "start",
    "bodies",
    "workbench",
    "list",
    "tree",
    "evidence",
    "findings",
    "history",
    "measuring",
    "verify",
    "conflicts",
    "whatif",
    "sliders",
    "compare",
    "jobs",
    "flow",
    "work",
    "people",
    "judgements",
    "dialog",
]

PLACES: Final[dict[str, tuple[Text, Text]]] = {
    "start": (
        Text(zh="评估活动", en="Campaigns"),
        Text(
            zh="手边的评估活动：当前目录里的卷宗、在别处打开过的、团队服务器上的，最近的在前。"
            "已答是自报占全部指标的份额；"
            "待办是要答复的提问、要处理的答复、要裁决的异议、要决定的线索和合并冲突。打开后回到上次所在之处。",
            en="The campaigns at hand: dossiers in this folder, those opened elsewhere, those on a team's server, "
            "the latest first. Answered is the share of claims in all indicators; what waits are queries, replies, "
            "disputes, findings and conflicts. Opening one leads back to where you were.",
        ),
    ),
    "bodies": (
        Text(zh="被评估单位", en="Assessed bodies"),
        Text(
            zh="本次评估的全部单位：作答进度、综合得分区间和风险线索数。回车进入工作台。"
            "s 换一栏排序，S 倒序；/ 按代码、名称、类别或拼音首字母筛选；A 一次添加多个。",
            en="All bodies of this campaign: progress, the band of the total, and the number of risks. "
            "Enter opens the workbench. s orders by another column, S turns the order round; / filters by id, "
            "name, kind or Pinyin initials; A adds several at once.",
        ),
    ),
    "workbench": (
        Text(zh="工作台", en="Workbench"),
        Text(
            zh="左边是指标树，中间是当前指标的填写页，右边是随答随算的得分与风险线索。在树上就可以按数字键直接作答；"
            "每次改动立即保存，不需要手动保存。没有作答的指标只会加宽得分区间，不会当作零分。",
            en="The tree of indicators on the left, the form of the current one in the middle, scores and risks "
            "on the right, computed as you answer. Digits answer straight from the tree. Every change is saved "
            "at once. An unanswered indicator widens the band of a score; it never counts as zero.",
        ),
    ),
    "findings": (
        Text(zh="风险线索", en="Findings"),
        Text(
            zh="每条线索都写明依据、要问什么、什么情况下可能有误、撤回的条件。“未定”表示缺事实，不等于没有问题。"
            "线索先送被评估单位，听取答复之后再由别人维持或不予认定；每一步都留在记录里。",
            en="Each finding states its basis, what to ask, what could make it wrong and what would withdraw it. "
            "“Undetermined” means facts are missing, not that all is well. A finding is put to the body first and "
            "upheld or dropped after its reply, by somebody else; every step stays in the record.",
        ),
    ),
    "history": (
        Text(zh="改动记录", en="History"),
        Text(
            zh="卷宗里的每一次改动，最新的在前；按 / 以作者、单位或内容筛选。回车可撤回任何一次改动，先看撤回后"
            "是什么样。撤回不会抹去记录，而是追加一条相反的改动。",
            en="Every change in the dossier, newest first; / narrows by author, body or what was done. Enter takes "
            "any of them back, after showing what would stand then. Nothing is erased; the opposite is appended.",
        ),
    ),
    "measuring": (
        Text(zh="测量", en="Measuring"),
        Text(
            zh="目录或日志、工单等文件在后台测量，测完先列出将登记的事实和图表数据；确认后作为一次改动写入，可以撤销。",
            en="A catalogue, a log or another file of traces is measured in the background. What it would record "
            "is listed first; confirmed, it is written as one change that can be undone.",
        ),
    ),
    "verify": (
        Text(zh="核实", en="Verify"),
        Text(
            zh="一次看一个指标：自报、证据、实测与用户、核实并排。逐件判定证据，按数字键给出核实的答案，写明理由；"
            "自报高出核实多少，随即显示。核实从不改动自报。",
            en="One indicator at a time: claim, evidence, measured and users, judgement side by side. Judge each "
            "piece of evidence, give the verified answer by its digit, write the reasons; how far the claim lies "
            "above it shows at once. A judgement never alters a claim.",
        ),
    ),
    "conflicts": (
        Text(zh="合并后的冲突", en="Conflicts of merging"),
        Text(
            zh="几方各自改动同一处而互不知情，合并后都保留，列在这里。按数字键采用其中一方，先看此后写什么、得分怎样变；"
            "裁定可以撤销。",
            en="Where several people changed the same place without knowing of each other, merging keeps all sides "
            "and lists them here. A digit takes one of them, after showing what will stand and how scores change; "
            "a settlement can be undone.",
        ),
    ),
    "whatif": (
        Text(zh="改变权重会怎样", en="What if the weights were others"),
        Text(
            zh="调各层的权重，名次随之更新；括号里是得分区间容许的名次。名次变动里带 ! 的，在区间之外也变了。"
            "这里只看，不写入卷宗。",
            en="Move the weights of the layers and ranks follow; in brackets what the bands leave possible. A move "
            "marked ! goes beyond that. This is for looking only; nothing is written.",
        ),
    ),
    "compare": (
        Text(zh="比较", en="Compare"),
        Text(
            zh="二到四个单位并列，或一个单位与它在往期卷宗里并列：总分、各层、各指标的得分区间。只有整个区间都"
            "高于其他各列的才作标记；定义变了的不比。",
            en="Two to four bodies side by side, or one beside itself in an earlier dossier: bands of totals, "
            "layers and indicators. Only a band that lies wholly above the others is marked; what is defined "
            "otherwise is not compared.",
        ),
    ),
    "jobs": (
        Text(zh="任务", en="Jobs"),
        Text(
            zh="在后台进行的测量和报告：到了哪一步、结果怎样。回车回到测得的内容，x 停止，r 再来一次。"
            "报告写好后，o 打开，y 复制它的路径。停止的任务不留下任何文件。",
            en="Measuring and reports that run in the background: how far they are, how they ended. Enter goes "
            "back to what was measured, x stops a job, r does it again. When a report is written, o opens it and y "
            "copies its path. What is stopped leaves no file.",
        ),
    ),
    "flow": (
        Text(zh="流程", en="Workflow"),
        Text(
            zh="一个单位的状态、期限、签署、退回、提问和异议；在单位列表里打开，则是全部单位的提问和异议。每一步都记入"
            "记录，谁能走由角色决定；谁都不能核实自己的填报、裁决自己一方的异议。t 列出可走的步骤和不能走的原因。",
            en="State, deadline, sign-offs, what was returned, queries and disputes of a body; opened from the "
            "list of bodies, queries and disputes of all. Every step is recorded; roles say who may take it, "
            "and nobody verifies their own entry or decides their own dispute. t lists the steps.",
        ),
    ),
    "work": (
        Text(zh="我的事项", en="My work"),
        Text(
            zh="全部单位里等着我做的事，按种类排，逾期的在前。回车到能办的地方去。角色决定什么归我；"
            "没有授予角色时，人人的事都列出来。",
            en="All that waits for me over the campaign, kind by kind, late things first. Enter goes where it can "
            "be done. Roles decide what is mine; where none were given, everything is listed.",
        ),
    ),
    "people": (
        Text(zh="角色", en="Roles"),
        Text(
            zh="谁是填报人、签署人、评估人、负责人、裁决人，可以只限某些单位。只有负责人能授予和收回。"
            "没有授予任何角色时，人人可写。",
            en="Who is filler, signatory, evaluator, lead, arbiter, if need be on some bodies only. The lead alone "
            "gives and takes roles. Until the first is given everybody may write.",
        ),
    ),
    "judgements": (
        Text(zh="几位评估人的评判", en="Judgements of several evaluators"),
        Text(
            zh="两人以上评判过的指标：评判不一的在前，由第三人裁定；右边是各人的评判和理由、各层的一致程度、抽样复核"
            "的结果。只有一人评判的不列，以免互相影响。",
            en="Indicators that two or more have judged: where they differ first, for a third person to decide; "
            "beside it who judged what and why, agreement by layer, what second reviews showed. What one alone has "
            "judged is not listed, so that nobody is swayed.",
        ),
    ),
    "dialog": (
        Text(zh="对话框", en="Dialog"),
        Text(
            zh="按 Tab 在各栏之间移动，回车确认，Esc 取消。",
            en="Tab moves between the fields, Enter confirms, Escape cancels.",
        ),
    ),
}
