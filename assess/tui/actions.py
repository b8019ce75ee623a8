"""The registry of actions: one list feeds the keys, the footer, the help screen and the command palette.

An action is run by the method `action_<id>` of the screen, of the focused widget, or of the app. `places` says
where it is offered; "any" is everywhere. Adding an action here and a method there is all it takes.
"""

from __future__ import annotations

import re
from typing import Final, cast

import msgspec
from textual.binding import Binding
from textual.keys import _character_to_key as key_of_sign

from assess.base.texts import Text
from assess.tui.places import Place


class Action(msgspec.Struct, frozen=True):
    """One thing a user can do.

    `keys` are Textual key names, the first is the one shown; `rank` orders the footer, 0 keeps it out of it.
    `edits` marks actions that are refused in a dossier opened read-only.
    """

    id: str
    keys: tuple[str, ...]
    text: Text
    help: Text
    places: tuple[Place, ...]
    rank: int = 0
    edits: bool = False


def _a(
    id: str,
    keys: str,
    zh: str,
    en: str,
    help_zh: str,
    help_en: str,
    places: str,
    rank: int = 0,
    edits: bool = False,
) -> Action:
    where = cast("tuple[Place, ...]", tuple(places.split()))
    return Action(id, tuple(keys.split()), Text(zh=zh, en=en), Text(zh=help_zh, en=help_en), where, rank, edits)


ACTIONS: Final[tuple[Action, ...]] = (
    # -- workbench ----------------------------------------------------------------------------------------
    _a("next_open", "n ctrl+n", "下一未答", "next open", "到下一个还没有作答的指标（在输入框里用 Ctrl+N）",
       "Go to the next indicator without an answer (Ctrl+N inside a text field)", "workbench", 10),
    _a("prev_open", "N", "上一未答", "previous open", "到上一个还没有作答的指标",
       "Go to the previous indicator without an answer", "workbench"),
    _a("next_flagged", "f", "下一线索", "next flagged", "到下一个与风险线索有关的指标或事实",
       "Go to the next indicator or fact that a finding points to", "workbench", 11),
    _a("next_returned", "r", "下一退回", "next returned", "到下一个被退回的指标：有证据被判为不充分或不采信",
       "Go to the next indicator that was returned: evidence judged insufficient or rejected", "workbench", 13),
    _a("filter", "slash", "筛选", "filter", "按代码、中文、拼音首字母或英文筛选，一直保留；在筛选栏里按 Esc 取消",
       "Filter by code, Chinese, Pinyin initials or English; kept until Escape in the filter clears it",
       "workbench bodies history start", 12),
    _a("pick", "1", "作答", "answer", "数字键选择对应的选项；对数字类指标则直接开始输入",
       "Digits choose the option of that number; on a numeric indicator they start typing",
       "workbench verify conflicts", 0, True),
    _a("not_applicable", "x", "不适用", "n/a", "标为“不适用”，须写明理由",
       "Mark as not applicable; a reason is required", "workbench verify", 14, True),
    _a("unknown", "d", "不清楚", "don't know", "标为“不清楚”：区间保持最宽，不当作零分",
       "Mark as unknown: the band stays wide and nothing counts as zero", "workbench verify", 15, True),
    _a("clear", "delete backspace", "清除", "clear", "清除当前声音的作答",
       "Clear the answer of the current voice", "workbench verify", 0, True),
    _a("comment", "c", "备注", "comment", "到备注框；可以粘贴多行文字",
       "Go to the comment; pasting many lines keeps them all", "workbench verify", 16),
    _a("attach", "a", "附文件", "attach file", "附上一个文件作为证据（也可以把文件拖进终端）",
       "Attach a file as evidence (a file dropped on the terminal works too)", "workbench", 17, True),
    _a("link", "e", "加链接", "add link", "登记一个网页链接作为证据",
       "Add a link as evidence", "workbench", 18, True),
    _a("voice", "v", "声音", "voice", "切换声音：自报、实测、用户、核实，互不覆盖",
       "Switch the voice you write as: claimed, measured, users, verified; none overwrites another",
       "workbench", 19),
    _a("score", "s", "得分", "scores", "窄屏时显示或收起得分面板",
       "Show or hide the score panel on a narrow screen", "workbench", 20),
    _a("findings", "F", "线索", "findings", "打开风险线索列表", "Open the list of findings", "workbench", 21),
    _a("report", "R", "出报告", "report", "生成中英文两份 HTML 报告，并显示存放位置",
       "Write the HTML report in Chinese and English and show where it is", "workbench bodies findings", 22),
    _a("measure", "m", "测量文件", "measure", "测量一份目录、日志、工单等文件，把测得的事实登记到这个单位",
       "Measure a catalogue, a log, tickets or other traces, and record the facts for this body",
       "workbench bodies", 23, True),
    _a("record", "ctrl+s", "登记", "record", "把列出的事实和图表数据登记到单位",
       "Record the facts and tables listed", "measuring", 10, True),
    _a("verify", "V", "核实", "verify", "打开核实：自报、证据、实测与核实并排",
       "Open the verify screen: claim, evidence, measurement and judgement side by side", "workbench", 21),
    _a("compare", "C", "比较", "compare", "几个单位并列比较，或与往期比较",
       "Compare bodies side by side, or with an earlier dossier", "workbench bodies", 24),
    _a("whatif", "W", "调权重", "what if", "调各层权重，看名次怎样变",
       "Move the weights of the layers and see ranks follow", "workbench bodies", 25),
    _a("jobs", "J", "任务", "jobs", "后台的测量和报告：进度、结果、停止",
       "Measuring and reports in the background: progress, outcome, stopping", "workbench bodies findings", 26),
    _a("background", "b", "转后台", "background", "让测量在后台继续，先做别的",
       "Let the measuring go on in the background", "measuring", 11),
    _a("stop_job", "x delete", "停止", "stop", "停止光标所在的任务", "Stop the job under the cursor", "jobs", 10),
    _a("job_again", "r", "再来一次", "again", "把光标所在的任务再做一次",
       "Do the job under the cursor once more", "jobs", 12),
    _a("open_result", "o", "打开", "open", "用本机的程序打开写好的报告；没有图形界面时只说明路径",
       "Open the report that was written; where there is no desktop its path is told", "jobs", 13),
    _a("forget_jobs", "c", "清理", "clear", "从列表里去掉已结束的任务", "Take ended jobs off the list", "jobs", 11),
    _a("conflicts", "X", "冲突", "conflicts", "打开合并后的冲突，逐处裁定",
       "Open the conflicts that merging left and settle them", "workbench bodies", 33),
    _a("fold", "space h left", "展开/收起", "fold", "展开或收起一层或一组",
       "Open or close a layer or group", "tree"),
    _a("scroll_down", "pagedown", "下翻", "page down", "填写页下翻一屏", "Scroll the form down",
       "workbench verify"),
    _a("scroll_up", "pageup", "上翻", "page up", "填写页上翻一屏", "Scroll the form up", "workbench verify"),
    _a("back", "escape", "返回", "back", "返回上一处：填写页回到指标树，指标树回到单位列表",
       "Step back: from the form to the tree, from the tree to the bodies",
       "workbench findings history bodies measuring dialog verify conflicts "
       "whatif compare jobs flow work people judgements", 40),
    # -- findings ------------------------------------------------------------------------------------------
    _a("put_finding", "p", "送达", "put", "把线索送给被评估单位，给出答复期限",
       "Put the finding to the body, with a date to reply by", "findings", 10, True),
    _a("reply_finding", "r", "答复", "reply", "登记被评估单位的说明、接受或异议",
       "Record how the body replies: explained, accepted, contested", "findings", 11, True),
    _a("decide_finding", "d", "决定", "decide", "听取意见后维持、不予认定或重新提出；登记答复的人不能作决定",
       "Uphold, drop or reopen after the body was heard; not by whoever entered the reply", "findings", 12, True),
    _a("intent_finding", "i", "意图", "intent", "登记意图及其证据；没有证据就是“未查明”",
       "Record the intent and what shows it; without evidence it stays undetermined", "findings", 13, True),
    _a("owner_finding", "o", "责任人", "owner", "指定责任人和整改期限",
       "Name who is to mend it, and by when", "findings", 14, True),
    # -- verify --------------------------------------------------------------------------------------------
    _a("next_waiting", "n ctrl+n", "下一待核", "next waiting", "到下一个有自报而未核实、或有证据未判的指标",
       "Go to the next indicator with a claim not verified or evidence not judged", "verify", 3),
    _a("next_indicator", "l right right_square_bracket", "下一项", "next", "到下一个指标",
       "Go to the next indicator", "verify", 10),
    _a("previous_indicator", "h left left_square_bracket", "上一项", "previous", "到上一个指标",
       "Go to the indicator before", "verify", 11),
    _a("adopt", "equals_sign", "采纳自报", "adopt", "把自报的答案作为核实的答案",
       "Take the claim as the verified answer", "verify", 4, True),
    _a("waive", "w", "豁免证据", "waive", "作为第二个人，写明理由豁免所缺的证据；清空理由则取消豁免",
       "Waive, as a second person and with the reason, the evidence that is missing; no reason takes it back",
       "verify", 13, True),
    _a("judge_apart", "b", "各评各的", "judge apart", "给出自己的评判；别人的评判在自己评过之后才看得到",
       "Give your own judgement beside other evaluators'; theirs are seen only after yours", "verify", 14),
    _a("evidence_list", "e", "到证据", "evidence", "到证据列表，再按一次回到核实的答案",
       "Go to the pieces of evidence; once more goes back to the judgement", "verify", 9),
    # -- what if and compare ---------------------------------------------------------------------------------
    _a("less", "h left", "减", "less", "光标所在一层的权重减一点", "A little less weight", "sliders", 10),
    _a("more", "l right", "加", "more", "光标所在一层的权重加一点", "A little more weight", "sliders", 11),
    _a("much_less", "H shift+left", "多减", "much less", "一次减五点", "Five points less", "sliders", 12),
    _a("much_more", "L shift+right", "多加", "much more", "一次加五点", "Five points more", "sliders", 13),
    _a("none_of_it", "0", "去掉", "leave out", "这一层不计入总分", "Leave this layer out", "sliders", 14),
    _a("equal", "e", "均等", "equal", "各层权重相等", "The same weight for every layer", "sliders", 15),
    _a("as_given", "r", "还原", "as given", "恢复指标包的权重", "The weights of the pack again", "sliders", 16),
    _a("add_column", "a", "加一列", "add", "再选一个单位并列", "Put another body beside them", "compare", 10),
    _a("earlier", "o", "比往期", "earlier", "与往期的卷宗或快照（JSON）里的同一单位并列",
       "Put the first body beside itself in an earlier dossier or snapshot (JSON)", "compare", 11),
    _a("drop_column", "delete backspace", "去一列", "drop", "去掉最后一列", "Take the last column away",
       "compare", 12),
    # -- the workflow ----------------------------------------------------------------------------------------
    _a("steps", "t f4", "办理", "step", "流程的步骤：提交、核实、退回、提问、签署……不能走的写明原因",
       "Steps of the workflow: submit, review, return, ask, sign off…; what cannot be taken says why",
       "workbench verify bodies flow work", 13, True),
    _a("flow", "Q", "流程", "workflow", "状态、提问、异议、期限、签署：一个单位的，或全部单位的提问与异议",
       "State, queries, disputes, dates, sign-offs: of this body, or queries and disputes of all",
       "workbench verify bodies work", 20),
    _a("work", "M", "我的事项", "my work", "全部单位里等着我做的：答复、改正、核实、裁决、签署；逾期的在前",
       "All that waits for me over the campaign: reply, correct, verify, decide, sign; late things first",
       "workbench verify bodies", 19),
    _a("judgements", "B", "评判", "judgements", "几位评估人的评判、一致程度、分歧的裁定、抽样复核",
       "What several evaluators judged, how far they agree, decisions, second reviews",
       "workbench verify bodies work", 27),
    _a("people", "P", "角色", "roles", "谁是什么角色；授予、收回", "Who has which role; give and take away",
       "workbench bodies work", 28),
    _a("everybody", "e", "全部人的", "anybody's", "看全部人的事项，或只看我的",
       "What waits for anybody, or for me only", "work", 10),
    _a("grant", "a", "授予", "give", "授予某人角色，取代原有的", "Give somebody roles, in place of those held",
       "people", 10, True),
    _a("revoke", "delete x", "收回", "revoke", "收回光标所在之人的全部角色",
       "Take all roles of the one under the cursor away", "people", 11, True),
    _a("adjudicate", "o", "裁定", "decide", "作为第三人，裁定光标所在的分歧，写明理由",
       "Decide, as a third person, where they differ, with the reason", "judgements", 10, True),
    _a("draw_sample", "p", "抽样", "sample", "抽取只评判过一次的指标，列入某人的复核清单",
       "Draw what was judged once and put it on somebody's list for a second review", "judgements", 11, True),
    _a("ask_query", "a", "提问", "ask", "向单位提问，可定答复期限",
       "Put a question to the body, with a date if you like", "flow", 10, True),
    _a("reply_query", "r", "答复", "reply", "登记单位对提问的答复",
       "Record the reply to the query under the cursor", "flow", 11, True),
    _a("close_query", "c", "结束提问", "close", "结束光标所在的提问",
       "Close the query under the cursor", "flow", 12, True),
    _a("raise_dispute", "d", "提出异议", "dispute", "单位不同意核实结论，写明理由",
       "The body does not agree with what was verified, and says why", "flow", 13, True),
    _a("decide_dispute", "o", "裁决异议", "decide", "裁决光标所在的异议：维持或更正；双方当事人都不能裁决",
       "Decide the dispute under the cursor: uphold or grant; by neither side of it", "flow", 14, True),
    _a("withdraw_dispute", "w", "撤回异议", "withdraw", "单位收回光标所在的异议",
       "The body takes the dispute under the cursor back", "flow", 15, True),
    _a("deadline", "D", "期限", "deadline", "定提交期限；已有期限的则延期，须写明理由",
       "Set the date by which to submit; where there is one, extend it, with the reason", "flow", 16, True),
    _a("sign", "S", "签署", "sign off", "签署：先看签的是什么、还有什么未了",
       "Sign off, after seeing what is signed and what is open", "flow", 17, True),
    _a("only_open", "e", "只看未了", "open only", "只列未了的，再按一次列全部",
       "List only what is open, once more for all", "flow", 18),
    # -- evidence and lists --------------------------------------------------------------------------------
    _a("remove_evidence", "delete", "移除证据", "remove", "移除选中的证据（可撤销）",
       "Remove the selected evidence (can be undone)", "evidence", 5, True),
    _a("judge_accept", "plus", "采信", "accept", "采信这件证据（核实人员）",
       "Accept this piece of evidence (evaluators)", "evidence verify", 6, True),
    _a("judge_insufficient", "i", "不充分", "insufficient", "判为不充分",
       "Judge as insufficient", "evidence verify", 7, True),
    _a("judge_reject", "minus", "不采信", "reject", "不采信这件证据",
       "Reject this piece of evidence", "evidence verify", 8, True),
    _a("cursor_down", "j down", "下移", "down", "下移一行", "Down one line", "list"),
    _a("cursor_up", "k up", "上移", "up", "上移一行", "Up one line", "list"),
    _a("cursor_top", "g home", "到顶", "top", "到第一行", "To the first line", "list"),
    _a("cursor_bottom", "G end", "到底", "bottom", "到最后一行", "To the last line", "list"),
    _a("page_down", "pagedown ctrl+d", "下翻", "page down", "下翻一屏", "Down one screen", "list"),
    _a("page_up", "pageup ctrl+u", "上翻", "page up", "上翻一屏", "Up one screen", "list"),
    _a("choose", "enter l right", "打开", "open", "打开选中的一行", "Open the selected line", "list", 9),
    _a("search", "slash", "查找", "find", "在列表里查找：文字、代码或拼音首字母；Enter 停下，Esc 回到原处",
       "Find a line by words, codes or Pinyin initials, going there as you type; Enter stays, Escape goes back",
       "findings conflicts jobs compare whatif measuring flow", 34),
    _a("next_match", "n", "下一处", "next match", "到下一行相符的", "Go to the next line that matches",
       "findings conflicts jobs compare whatif measuring history flow"),
    _a("previous_match", "N", "上一处", "previous match", "到上一行相符的", "Go to the line before that matches",
       "findings conflicts jobs compare whatif measuring history flow"),
    _a("leave", "h left", "离开", "leave", "离开这里，同 Esc", "Leave this place, as Escape does",
       "findings history conflicts compare jobs measuring flow"),
    # -- bodies and start ----------------------------------------------------------------------------------
    _a("add_body", "a", "添加单位", "add body", "添加一个被评估单位", "Add a body to assess", "bodies", 10, True),
    _a("add_bodies", "A", "添加多个", "add several", "一次添加多个单位：每行一个，可从表格粘贴，先看再添加",
       "Add several bodies at once: one a line, pasted from a table if you like, shown before they are added",
       "bodies", 27, True),
    _a("sort", "s", "排序", "sort", "依次按代码、名称、已答、总分、线索排序",
       "Order by id, name, answered, total or findings, in turn", "bodies", 14),
    _a("sort_back", "S", "倒序", "reverse", "把顺序倒过来", "Turn the order round", "bodies"),
    _a("rename_body", "r", "改名", "rename", "修改单位名称", "Change the name of a body", "bodies", 11, True),
    _a("new", "n", "新建评估", "new", "选择指标体系，新建一份评估卷宗",
       "Choose an index and begin a new dossier", "start", 10),
    _a("demo", "d", "看演示", "demo", "打开一份演示卷宗（在临时目录里，改动无妨）",
       "Open a demo dossier (in a temporary folder; change it freely)", "start", 11),
    _a("open_file", "o", "打开文件", "open a file", "打开别处的一份评估卷宗，也可以只读打开",
       "Open a dossier that lies elsewhere, read-only if you like", "start", 12),
    _a("open_address", "a", "打开地址", "open address", "打开数据库服务器上的一份团队卷宗（postgresql://…）",
       "Open a team's dossier on a database server (postgresql://…)", "start", 13),
    _a("forget_campaign", "delete", "移出列表", "take off", "把别处打开过的评估活动移出列表；卷宗本身不动",
       "Take a campaign that was opened elsewhere off the list; the dossier itself is not touched", "start", 14),
    _a("read_again", "r", "重读", "read again", "重新查看目录，重新读取各项评估活动的进度",
       "Look at the folder and read how far every campaign is once more", "start", 15),
    _a("tour", "T", "导览", "tour", "一步一步看看各处是做什么的；在开始处按它，会用演示卷宗",
       "Be shown around step by step; on the start screen, in the demo dossier", "start bodies workbench", 44),
    # -- everywhere ----------------------------------------------------------------------------------------
    _a("undo", "u ctrl+z", "撤销", "undo", "撤销上一次改动，关掉程序再打开也可以继续撤销",
       "Undo the last change, even after closing and opening again",
       "workbench bodies findings history verify conflicts flow work people judgements", 30, True),
    _a("redo", "U ctrl+y", "重做", "redo", "重做刚撤销的改动", "Redo what was undone",
       "workbench bodies findings history verify conflicts flow work people judgements", 31, True),
    _a("history", "H", "记录", "history", "查看改动记录", "Look at the history of changes", "workbench bodies", 32),
    _a("revert", "r", "撤回", "take back", "撤回光标所在的改动，先看撤回后是什么样",
       "Take the action under the cursor back, after showing what would stand then", "history", 10, True),
    _a("save", "ctrl+s", "立即保存", "save now", "立即写入尚在输入的内容；保存失败后可用它重试",
       "Write what is being typed now; after a failure, try again", "workbench verify"),
    _a("language", "f2 ctrl+l", "English", "中文", "切换界面语言", "Switch the language", "any", 50),
    _a("theme", "f9", "配色", "look", "轮换深色、浅色、高对比度、纯 ASCII 符号",
       "Go round dark, light, high contrast and plain ASCII marks", "any"),
    _a("redraw", "ctrl+r", "重画", "redraw", "重画整个屏幕：别的程序把屏幕写乱时用",
       "Draw the whole screen anew, where another program has written over it", "any"),
    _a("jump", "ctrl+o semicolon", "跳转", "jump", "给看得见的每一处标上字母，输入字母就跳到那里",
       "Put letters on everything in sight; typing them goes there", "any", 45),
    _a("editor", "ctrl+g E", "编辑器", "editor", "用 $EDITOR 里的编辑器写备注等长文字，关掉编辑器即存入",
       "Write the comment or another long text in the editor named by $EDITOR", "any"),
    _a("copy_out", "y", "复制", "copy", "把光标所在的一行或一栏复制到剪贴板（经过 SSH 和 tmux 也行）",
       "Copy the line or field under the cursor to the clipboard, over SSH and tmux as well", "any"),
    _a("palette", "ctrl+p", "命令", "commands", "按名称查找命令、指标、单位和线索",
       "Find commands, indicators, bodies and findings by name", "any", 51),
    _a("help", "question_mark f1", "帮助", "help", "说明现在所在之处和全部按键",
       "Explain this place and all its keys", "any", 52),
    _a("quit", "ctrl+q", "退出", "quit", "保存并退出", "Save and quit", "any", 53),
)  # fmt: skip

BY_ID: Final = {a.id: a for a in ACTIONS}

_KEY_NAMES: Final = {
    "escape": "Esc", "enter": "Enter",
    "space": "Space", "delete": "Del", "backspace": "Bksp", "pagedown": "PgDn", "pageup": "PgUp",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End", "1": "1–9",
}  # fmt: skip


def key_name(key: str, *, plain: bool = False) -> str:
    """The key as printed on a keyboard: "ctrl+z" → "^z"; `plain` uses ASCII only."""
    if key.startswith("ctrl+"):
        return "^" + key[5:]
    if plain and key in {"up", "down", "left", "right", "1"}:
        return {"1": "1-9"}.get(key, key.title())
    if key in _SIGNS:
        return _SIGNS[key]
    return _KEY_NAMES.get(key, key.upper() if _FUNCTION.fullmatch(key) else key)


def typing_key(keys: tuple[str, ...]) -> str | None:
    """The one of an action's `keys` that works while one is typing in a field; None when it has none."""
    return next((k for k in keys if k.startswith("ctrl+") or k == "escape" or _FUNCTION.fullmatch(k)), None)


_FUNCTION: Final = re.compile(r"f\d+")
_SIGNS: Final = {key_of_sign(chr(n)): chr(n) for n in range(33, 127) if not chr(n).isalnum()}


def of_place(place: str) -> list[Action]:
    """The actions offered in `place`, in the order of the registry."""
    return [a for a in ACTIONS if place in a.places]


def bindings(place: str) -> list[Binding]:
    """The Textual bindings of `place`; digits are bound one by one to `pick`."""
    bound: list[Binding] = []
    for action in of_place(place):
        if action.id == "pick":
            bound += [Binding(str(d), f"pick({d})", show=False) for d in range(10)]
        else:
            bound.append(Binding(",".join(action.keys), action.id, show=False, id=action.id))
    return bound


def refused_readonly(id: str) -> bool:
    """Whether the action with `id` changes the dossier and so is refused when it is read-only."""
    action = BY_ID.get(id)
    return action is not None and action.edits
