"""What an event did, in words, for undo, history and the audit trail."""

from __future__ import annotations

from collections.abc import Sequence

from assess.base.texts import Text, same
from assess.dossier.events import Act, Event
from assess.packs.model import Pack

_VERBS = {
    "campaign": (Text(zh="新建评估活动", en="Start campaign"), Text(zh="移除评估活动", en="Remove campaign")),
    "body": (Text(zh="登记单位", en="Enter body"), Text(zh="移除单位", en="Remove body")),
    "answer": (Text(zh="作答", en="Answer"), Text(zh="清除答案", en="Clear answer to")),
    "evidence": (Text(zh="登记证据", en="Enter evidence"), Text(zh="移除证据", en="Remove evidence")),
    "measurement": (Text(zh="登记事实", en="Record fact"), Text(zh="清除事实", en="Clear fact")),
    "import": (Text(zh="导入", en="Import"), Text(zh="移除导入记录", en="Remove import")),
}
_ACTS: dict[Act, Text] = {
    "do": same(""),
    "undo": Text(zh="撤销：", en="Undo: "),
    "redo": Text(zh="重做：", en="Redo: "),
}


def describe(events: Sequence[Event], pack: Pack, act: Act = "do") -> Text:
    """One line for the events of an action; an undo or redo is told by the action it takes back (`act`)."""
    first = events[0]
    imported = next((e for e in events if e.slot.startswith("import/")), None)
    if len(events) > 1 and imported is not None:
        name = str(imported.fields["name"].value) if "name" in imported.fields else imported.body
        text = Text(zh=f"导入 {name}（{len(events)} 项）", en=f"Import {name} ({len(events)} items)")
    else:
        text = _one(first, pack)
        if len(events) > 1:
            more = len(events) - 1
            text = Text(zh=f"{text.zh} 等 {len(events)} 项", en=f"{text.en} and {more} more")
    return Text(zh=_ACTS[act].zh + text.zh, en=_ACTS[act].en + text.en)


def _one(event: Event, pack: Pack) -> Text:
    kind, *rest = event.slot.split("/")
    put, emptied = _VERBS.get(kind, (same(kind), same(kind)))
    verb = put if event.kind else emptied
    label = same(rest[-1] if rest else "")
    if kind == "answer" and (indicator := pack.indicator(rest[1])):
        label = Text(zh=f"{indicator.label} {indicator.title.zh}", en=f"{indicator.label} {indicator.title.en}")
    elif kind == "measurement" and (fact := pack.fact(rest[1])):
        label = fact.title
    elif kind == "evidence" and event.fields.get("title"):
        label = same(str(event.fields["title"].value))
    return Text(zh=f"{verb.zh} {label.zh}".strip(), en=f"{verb.en} {label.en}".strip())
