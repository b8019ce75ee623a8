"""The dialogs of the findings screen: put to the body, record its reply, decide, intent, owner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from assess.base.texts import Text
from assess.dossier.cases import WAYS, Case, possible
from assess.findings.model import Finding
from assess.packs.responses import INTENTS
from assess.tui.screens.dialogs import Dialog, Field, Values
from assess.tui.widgets.choices import Choice

DAYS_TO_REPLY = 30
Check = Callable[[Values], Text | None]
GROUPS = {
    "put": ("put",),
    "reply": ("explain", "accept", "contest", "reply"),
    "decide": ("uphold", "drop", "reopen"),
    "intent": ("intent",),
    "owner": ("owner",),
}
"""The moves that one dialog offers."""

_TITLES = {
    "put": Text(zh="送被评估单位：{title}", en="Put to the body: {title}"),
    "reply": Text(zh="被评估单位的答复：{title}", en="Reply of the body: {title}"),
    "decide": Text(zh="决定：{title}", en="Decide: {title}"),
    "intent": Text(zh="意图：{title}", en="Intent: {title}"),
    "owner": Text(zh="责任人：{title}", en="Owner: {title}"),
}
_MOVE = Text(zh="怎样答复", en="How it replies")
_DECISION = Text(zh="决定", en="Decision")
_DUE = Text(zh="答复期限", en="Reply due by")
_REMEDY = Text(zh="整改或兑现的期限（可不填）", en="Remedy or promise due by (optional)")
_DATE = Text(zh="日期请写成 2026-05-31。", en="Write the date like 2026-05-31.")
_QUESTION = Text(zh="要问的话（不填则用规则的问题）", en="The question (that of the rule if left empty)")
_SAID = Text(zh="答复的内容", en="What the body says")
_PROMISE = Text(zh="承诺（接受时，可不填）", en="What it promises (when it accepts; optional)")
_REASON = Text(zh="理由（留存）", en="The reason (kept)")
_SHOWN_BY = Text(zh="证据编号，逗号分隔", en="Ids of the evidence, separated by commas")
_EVIDENCE = Text(zh="证据编号，逗号分隔（可不填）", en="Ids of evidence, separated by commas (optional)")
_INTENT = Text(zh="意图", en="Intent")
_OWNER = Text(zh="责任人或责任部门", en="Person or department")


def offered(case: Case, group: str, author: str, today: str) -> list[str]:
    """The moves of a group that can be made on `case` now by `author`."""
    can = possible(case, author, today)
    return [move for move in GROUPS[group] if move in can]


def dialog(finding: Finding, group: str, moves: Sequence[str], check: Check, today: str) -> Dialog:
    """Asks for what one of `moves` needs; `check` says what is wrong with it."""
    fields = {
        "put": lambda: [
            Field("due", _DUE, _DATE, _in_days(today)),
            Field("text", _QUESTION, kind="paragraphs"),
        ],
        "reply": lambda: [
            _choice(_MOVE, moves),
            Field("text", _SAID, kind="paragraphs"),
            Field("commitment", _PROMISE),
            Field("due", _REMEDY, _DATE),
            Field("evidence", _EVIDENCE),
        ],
        "decide": lambda: [
            _choice(_DECISION, moves),
            Field("text", _REASON, kind="paragraphs"),
            Field("due", _REMEDY, _DATE),
        ],
        "intent": lambda: [
            Field("intent", _INTENT, kind="choices", value=finding.case.intent,
                  choices=tuple(Choice(code, text) for code, text in INTENTS.items())),
            Field("text", _REASON, kind="paragraphs"),
            Field("evidence", _SHOWN_BY),
        ],
        "owner": lambda: [Field("owner", _OWNER, value=finding.case.owner), Field("due", _REMEDY, _DATE)],
    }[group]()  # fmt: skip
    return Dialog(_titled(_TITLES[group], finding.title), fields, check)


def _titled(form: Text, title: Text) -> Text:
    return Text(zh=form.zh.replace("{title}", title.zh), en=form.en.replace("{title}", title.en))


def _choice(label: Text, moves: Sequence[str]) -> Field:
    choices = tuple(Choice(move, WAYS[move].name) for move in moves)
    return Field("move", label, kind="choices", value=moves[0], choices=choices)


def _in_days(today: str) -> str:
    return (dt.date.fromisoformat(today) + dt.timedelta(days=DAYS_TO_REPLY)).isoformat()
