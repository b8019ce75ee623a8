"""What to do about a finding: a mapping of manifestation and intent to measures, not a ladder of severity.

The mapping follows an account of 数字形式主义 printed in December 2023 and January 2024 (packs call it liu_2024).
What a body could not do calls for help and training; only what it did knowingly calls for taking offline, naming or
warning; and as long as nobody has shown an intent, nothing but evidence and improvement is proposed.
"""

from __future__ import annotations

from typing import Final

from assess.base.texts import Text

UNDETERMINED: Final = "undetermined"

INTENTS: Final = {
    "undetermined": Text(zh="意图未查明", en="Intent not shown"),
    "inability": Text(zh="能力不足", en="Lack of ability"),
    "knowing": Text(zh="明知而为", en="Knowingly"),
    "unavoidable": Text(zh="确属难免", en="Unavoidable"),
}
"""Why it came to be, as far as an evaluator has shown it with evidence."""

MEASURES: Final = {
    "evidence": Text(zh="补充使用情况的证据", en="produce evidence of use"),
    "records": Text(zh="复核原始记录", en="check the original records"),
    "correct": Text(zh="更正数字并说明", en="correct the figure and say so"),
    "improve": Text(zh="限期改进", en="improve by a date"),
    "help": Text(zh="给予技术支持", en="give technical help"),
    "merge": Text(zh="合并重复填报", en="merge repeated entry"),
    "reargue": Text(zh="重新论证任务与时限", en="argue the task and its deadline again"),
    "suspend": Text(zh="暂停按原时限考核", en="suspend appraisal by the old deadline"),
    "train": Text(zh="开展培训", en="train those involved"),
    "criticise": Text(zh="批评教育", en="criticise those responsible"),
    "warn": Text(zh="警示责任人", en="warn those responsible"),
    "offline": Text(zh="下线", en="take it offline"),
    "name": Text(zh="通报批评", en="name it publicly"),
    "inspect": Text(zh="情节严重，移交纪检监察、巡视", en="as it is severe, refer it to discipline inspection"),
}

RESPONSES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "decorative": {
        "undetermined": ("evidence", "improve"),
        "inability": ("improve", "train", "criticise"),
        "knowing": ("offline", "name"),
        "unavoidable": ("help", "improve", "warn"),
    },
    "burden": {
        "undetermined": ("help", "merge"),
        "inability": ("merge", "train", "criticise"),
        "knowing": ("merge", "warn", "name"),
        "unavoidable": ("help", "merge", "warn"),
    },
    "impossible": {
        "undetermined": ("reargue", "suspend"),
        "inability": ("reargue", "suspend", "train", "criticise"),
        "knowing": ("reargue", "suspend", "warn"),
        "unavoidable": ("reargue", "suspend", "help"),
    },
    "embellished": {
        "undetermined": ("records", "correct"),
        "inability": ("correct", "train", "criticise"),
        "knowing": ("correct", "reargue", "warn"),
        "unavoidable": ("correct", "reargue", "help"),
    },
}
"""Measures by manifestation and intent."""

_SO_FAR: Final = Text(
    zh="意图未查明，目前只建议：{what}。", en="As long as no intent is shown, no more than this: {what}."
)
_SHOWN: Final = Text(zh="{intent}：{what}。", en="{intent}: {what}.")


def measures(manifestation: str, intent: str, severity: str) -> tuple[str, ...]:
    """The measures proposed, as codes of `MEASURES`; what was done knowingly and is severe goes to inspection."""
    found = RESPONSES[manifestation][intent]
    return (*found, "inspect") if intent == "knowing" and severity == "high" else found


def response(manifestation: str, intent: str, severity: str) -> Text:
    """The same as a sentence."""
    chosen = [MEASURES[code] for code in measures(manifestation, intent, severity)]
    what = Text(zh="，".join(m.zh for m in chosen), en="; ".join(m.en for m in chosen))
    form = _SO_FAR if intent == UNDETERMINED else _SHOWN
    said = INTENTS[intent]
    return Text(zh=form.zh.format(what=what.zh, intent=said.zh), en=form.en.format(what=what.en, intent=said.en))
