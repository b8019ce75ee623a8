"""What the workbook says to those who fill it in, in both languages."""

from __future__ import annotations

from typing import Final

from assess.base.texts import Text

HEADS: Final = {
    "label": Text(zh="编号", en="No."),
    "question": Text(zh="问题", en="Question"),
    "help": Text(zh="怎样填，要附什么", en="How to answer, and what to attach"),
    "answer": Text(zh="答案", en="Answer"),
    "state": Text(zh="没有答案时", en="If there is no answer"),
    "comment": Text(zh="说明（“不适用”须写理由）", en="Explanation (needed for “not applicable”)"),
    "origin": Text(zh="预填来源", en="Filled in from"),
    "kind": Text(zh="证据种类", en="Kind of evidence"),
    "title": Text(zh="证据名称", en="Title of the evidence"),
    "locator": Text(zh="网址或文件名", en="Address or file name"),
    "captured": Text(zh="取得日期", en="Date obtained"),
    "received": Text(zh="收到日期（评估方填）", en="Date received (for the assessors)"),
    "effective_from": Text(zh="有效期间起", en="Effective from"),
    "effective_to": Text(zh="有效期间止", en="Effective to"),
}
STATES: Final = {
    "not-applicable": Text(zh="不适用", en="not applicable"),
    "unknown": Text(zh="不知道", en="not known"),
}
TICKS: Final = {"yes": Text(zh="是", en="yes"), "no": Text(zh="否", en="no")}
GUIDE_SHEET: Final = Text(zh="填写说明", en="Instructions")
MORE_SHEET: Final = Text(zh="更多证据", en="More evidence")
MORE_TITLE: Final = Text(
    zh="一个问题有几份证据时，第二份起写在这里，一份一行。",
    en="Where a question has several pieces of evidence, write the second and further ones here, one to a row.",
)
TITLE: Final = Text(zh="自评填报表", en="Self-assessment form")
BODY: Final = Text(zh="填报单位", en="Assessed body")
CAMPAIGN: Final = Text(zh="评估活动", en="Campaign")
PERIOD: Final = Text(zh="评估期", en="Period")
PACK: Final = Text(zh="指标包", en="Pack")
QUESTIONS: Final = Text(zh="题目数", en="Questions")
PREFILLED: Final = Text(zh="其中已预填", en="Of these already filled in")
MINUTES: Final = Text(zh="预计用时", en="Time it takes")
ABOUT: Final = Text(
    zh="约 {left} 分钟（全部从头填约 {whole} 分钟；推定，未经实测）",
    en="about {left} minutes ({whole} with nothing filled in already; an assumption, not measured)",
)
DUE: Final = Text(zh="请于此日前交回", en="Please return by")

GUIDE: Final = (
    Text(
        zh="只填有底色的格子；其余的格子已锁定，改动后的行不会被读入。",
        en="Fill in the shaded cells only. The others are locked, and a row whose locked cells were changed is not read.",
    ),
    Text(
        zh="有下拉箭头的格子请从中选择。多选题每个选项一行，逐行选“是”或“否”。",
        en="Where a cell has a drop-down, choose from it. A question with several answers has a row for each of them: "
        "choose yes or no on every row.",
    ),
    Text(
        zh="比例填百分数，如 45%。数字只写数，不写单位，也不要写公式：公式不会被读入。",
        en="Give shares in per cent, such as 45%. Write numbers without units and without formulas: formulas are not read.",
    ),
    Text(
        zh="不知道的就选“不知道”，不按零分算；确实不适用的选“不适用”并写明理由。空着的题等于还没有回答。",
        en="Choose “not known” for what you do not know: it does not count as zero. Choose “not applicable” where that "
        "is so and say why. A question left blank is one not answered yet.",
    ),
    Text(
        zh="已经填好的格子来自上一次填报或本次已录入的内容，请逐项核对；交回即视为确认。",
        en="Cells already filled in come from an earlier form or from what was entered before. Check each: returning the "
        "form confirms them.",
    ),
    Text(
        zh="证据写网址，或写文件名并随表交回；有效期间指材料所说明的那段时间。不要写个人姓名、身份证号、电话等个人信息。",
        en="For evidence give an address, or the name of a file that you return with the form; it is effective for the days "
        "that it speaks of. Leave out names, identity numbers, telephone numbers and other personal data.",
    ),
    Text(
        zh="可用 Excel、WPS 或 LibreOffice 填写，保存为 .xlsx 后原样交回，不要另建工作表、不要合并单元格。",
        en="Excel, WPS and LibreOffice all do. Save it as .xlsx and return it as it is: add no sheets, merge no cells.",
    ),
)

ONLY_IF: Final = Text(zh="仅当 {parent} 答为{answers}时填写。", en="Only if {parent} was answered {answers}.")
FROM_TO: Final = Text(zh="{lo} 到 {hi}", en="from {lo} to {hi}")
AT_LEAST: Final = Text(zh="不小于 {lo}", en="at least {lo}")
AT_MOST: Final = Text(zh="不大于 {hi}", en="at most {hi}")
NUMBER: Final = Text(zh="填数字（{unit}）{range}。", en="A number ({unit}){range}.")
SHARE: Final = Text(zh="填百分数，如 45%。", en="A percentage, such as 45%.")
TEXT: Final = Text(zh="填文字。", en="Text.")
SEVERAL: Final = Text(zh="可选多项：", en="Several answers may apply: ")
NEEDS: Final = Text(zh="答“{answer}”，核实时要看：{needs}。", en="For “{answer}” an evaluator must see: {needs}.")
FROM_DOSSIER: Final = Text(zh="本次已录入", en="entered before")
FROM_EARLIER: Final = Text(zh="上期答案，请核对", en="answer of the period before: please check")
PICK: Final = Text(zh="请从下拉列表中选择。", en="Please choose from the list.")
BAD_PICK: Final = Text(zh="不在列表中", en="Not on the list")
