"""What an event did, in words, for undo, history and the audit trail."""

from __future__ import annotations

from collections.abc import Sequence

from assess.base.texts import Text, same
from assess.dossier.events import Act, Event
from assess.packs.model import Pack

_KINDS = {
    "campaign": Text(zh="评估活动", en="campaign"),
    "body": Text(zh="被评估单位", en="body"),
    "answer": Text(zh="答案", en="answer"),
    "evidence": Text(zh="证据", en="evidence"),
    "measurement": Text(zh="事实", en="fact"),
    "import": Text(zh="导入", en="import"),
}
_ACTS: dict[Act, Text] = {
    "do": same(""),
    "undo": Text(zh="撤销：", en="Undo: "),
    "redo": Text(zh="重做：", en="Redo: "),
}


def describe(events: Sequence[Event], pack: Pack) -> Text:
    """One line for the events of a batch."""
    first = events[0]
    act = _ACTS[first.act]
    imported = next((e for e in events if e.slot.startswith("import/")), None)
    if len(events) > 1 and imported is not None:
        name = str(imported.fields["name"].value) if "name" in imported.fields else imported.body
        text = Text(zh=f"导入 {name}（{len(events)} 项）", en=f"Import {name} ({len(events)} items)")
    else:
        text = _one(first, pack)
        if len(events) > 1:
            more = len(events) - 1
            text = Text(zh=f"{text.zh} 等 {len(events)} 项", en=f"{text.en} and {more} more")
    return Text(zh=act.zh + text.zh, en=act.en + text.en)


def _one(event: Event, pack: Pack) -> Text:
    kind, *rest = event.slot.split("/")
    noun = _KINDS.get(kind, same(kind))
    label = same(rest[-1] if rest else "")
    if kind == "answer" and (indicator := pack.indicator(rest[1])):
        label = Text(
            zh=f"{indicator.label} {indicator.title.zh}", en=f"{indicator.label} {indicator.title.en}"
        )
    elif kind == "measurement" and (fact := pack.fact(rest[1])):
        label = fact.title
    elif kind == "evidence" and event.fields.get("title"):
        label = same(str(event.fields["title"].value))
    verb = Text(zh="填写", en="Set") if event.kind else Text(zh="清除", en="Clear")
    return Text(zh=f"{verb.zh}{noun.zh} {label.zh}".strip(), en=f"{verb.en} {noun.en} {label.en}".strip())
