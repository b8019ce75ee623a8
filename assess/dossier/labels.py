"""What an event did, in words, for undo, history and the audit trail."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from assess.base.texts import Text, same
from assess.dossier.cases import WAYS
from assess.dossier.events import Act, Event
from assess.dossier.workflow.labels import grant_label, step_label
from assess.packs.model import Pack
from assess.packs.vocabulary import VOICES

_VERBS = {
    "campaign": (Text(zh="新建评估活动", en="Start campaign"), Text(zh="移除评估活动", en="Remove campaign")),
    "body": (Text(zh="登记单位", en="Enter body"), Text(zh="移除单位", en="Remove body")),
    "answer": (Text(zh="作答", en="Answer"), Text(zh="清除答案", en="Clear answer to")),
    "evidence": (Text(zh="登记证据", en="Enter evidence"), Text(zh="移除证据", en="Remove evidence")),
    "measurement": (Text(zh="登记事实", en="Record fact"), Text(zh="清除事实", en="Clear fact")),
    "series": (Text(zh="登记图表数据", en="Record series"), Text(zh="清除图表数据", en="Clear series")),
    "import": (Text(zh="导入", en="Import"), Text(zh="移除导入记录", en="Remove import")),
    "signal": (
        Text(zh="登记检验结果", en="Record forensic test"),
        Text(zh="移除检验结果", en="Remove forensic test"),
    ),
    "erasure": (Text(zh="依法删除文字", en="Erase by law"), Text(zh="移除删除记录", en="Remove erasure")),
    "key": (Text(zh="登记密钥", en="Enter key"), Text(zh="移除密钥", en="Remove key")),
    "settlement": (Text(zh="裁定冲突", en="Settle conflict"), Text(zh="取消裁定", en="Take back a settlement")),
    "imprint": (Text(zh="填写落款事项", en="Set the imprint"), Text(zh="清除落款事项", en="Clear the imprint")),
    "restriction": (
        Text(zh="标为不公开：", en="Mark as not for publication:"),
        Text(zh="取消不公开标记：", en="Lift “not for publication” from"),
    ),
    "waiver": (Text(zh="豁免证据：", en="Waive evidence on"), Text(zh="取消豁免：", en="Take back the waiver on")),
    "judgement": (Text(zh="评判", en="Judge"), Text(zh="取消评判", en="Take back a judgement of")),
    "adjudication": (Text(zh="裁定分歧", en="Decide on"), Text(zh="取消裁定", en="Take back the decision on")),
    "draw": (
        Text(zh="抽样复核", en="Draw a sample for second review by"),
        Text(zh="取消抽样", en="Take back the sample for"),
    ),
    "finding": (Text(zh="线索", en="Finding"), Text(zh="取消线索的一步：", en="Take back a step on")),
}
_CHANGED = {
    "body": Text(zh="修改单位", en="Change body"),
    "evidence": Text(zh="判定证据", en="Judge evidence"),
}
"""What it is called to put something where there was something before, when that has a name of its own."""
_REVISED = Text(zh="修改证据", en="Revise evidence")
"""What it is called to change evidence that is to be judged, or to be judged again."""
_ACTS: dict[Act, Text] = {
    "do": same(""),
    "undo": Text(zh="撤销：", en="Undo: "),
    "redo": Text(zh="重做：", en="Redo: "),
}


def describe(events: Sequence[Event], pack: Pack, act: Act = "do", count: int | None = None) -> Text:
    """One line for the events of an action; an undo or redo is told by the action it takes back (`act`).

    `count` is how many events the action has when `events` are only those that tell what it was.
    """
    removed = next((e for e in events if e.slot.startswith("body/") and not e.kind), None)
    imported = next((e for e in events if e.slot.startswith("import/") and e.kind), None)
    n = len(events) if count is None else count
    settled = next((e for e in events if e.slot.startswith("settlement/")), None)
    if n == 2 and settled is not None:
        verb, text = (
            _VERBS["settlement"][0 if settled.kind else 1],
            _one(next(e for e in events if e is not settled), pack),
        )
        return Text(zh=f"{_ACTS[act].zh}{verb.zh}：{text.zh}", en=f"{_ACTS[act].en}{verb.en}: {text.en}")
    if n > 1 and removed is not None:
        text = _one(removed, pack)
        text = Text(zh=f"{text.zh}（{n} 项）", en=f"{text.en} ({n} items)")
    elif n > 1 and imported is not None:
        name = _field(imported, "name") or imported.body
        text = Text(zh=f"导入 {name}（{n} 项）", en=f"Import {name} ({n} items)")
    else:
        text = _one(events[0], pack)
        if n > 1:
            text = Text(zh=f"{text.zh} 等 {n} 项", en=f"{text.en} and {n - 1} more")
    return Text(zh=_ACTS[act].zh + text.zh, en=_ACTS[act].en + text.en)


def _one(event: Event, pack: Pack) -> Text:
    # A dossier from elsewhere may hold slots that no edit makes: they are told as they stand.
    kind, _, path = event.slot.partition("/")
    rest, last = [*path.split("/"), "", "", ""], path.rpartition("/")[2]
    put, emptied = _VERBS.get(kind, (same(kind), same(kind)))
    verb = emptied if not event.kind else _CHANGED.get(kind, put) if event.replaces else put
    if kind == "evidence" and event.replaces and _field(event, "status") == "attached":
        verb = _REVISED
    label = same(last)
    if kind == "answer" and (indicator := pack.indicator(rest[1])):
        label = Text(zh=f"{indicator.label} {indicator.title.zh}", en=f"{indicator.label} {indicator.title.en}")
        if rest[2] != "claimed":
            voice = _voice(rest[2])
            label = Text(zh=f"{label.zh}（{voice.zh}）", en=f"{label.en} ({voice.en.lower()})")
    elif kind in ("judgement", "adjudication") and (indicator := pack.indicator(rest[1])):
        label = Text(zh=f"{indicator.label} {indicator.title.zh}", en=f"{indicator.label} {indicator.title.en}")
    elif kind == "measurement":
        fact = pack.fact(rest[1])
        label = fact.title if fact else same(rest[1])
    elif kind == "signal":
        label = same(" · ".join(x for x in (_field(event, "plan"), _field(event, "test")) if x) or last)
    elif kind == "series":
        label = _title(event) or same(last)
    elif kind == "finding":
        label, verb = _step(event, pack, verb)
    elif kind == "restriction":
        label = _restricted(rest, pack)
    elif kind == "waiver" and (indicator := pack.indicator(rest[1])):
        label = Text(zh=f"{indicator.label} {indicator.title.zh}", en=f"{indicator.label} {indicator.title.en}")
    elif kind == "draw":
        label = same(_field(event, "holder") or last)
    elif kind == "key":
        label, verb = _key(event, verb)
    elif kind == "work":
        label, verb = step_label(event, pack)
    elif kind == "grant":
        label, verb = grant_label(event)
    elif kind == "evidence":
        label = same(_field(event, "title") or last)
    gap = "" if verb.zh.endswith("：") else " "
    return Text(zh=f"{verb.zh}{gap}{label.zh}".strip(), en=f"{verb.en} {label.en}".strip())


def _restricted(rest: Sequence[str], pack: Pack) -> Text:
    """What a mark is on: an answer by its indicator's label, evidence by its id."""
    if rest[1] == "evidence":
        return Text(zh=f"证据 {rest[2]}", en=f"evidence {rest[2]}")
    indicator = pack.indicator(rest[2])
    label = indicator.label if indicator else rest[2]
    voice = _voice(rest[3])
    return Text(zh=f"{label} 的答案（{voice.zh}）", en=f"answer {label} ({voice.en.lower()})")


def _voice(code: str) -> Text:
    return next((text for voice, text in VOICES.items() if voice == code), same(code))


def _key(event: Event, verb: Text) -> tuple[Text, Text]:
    became = {"lost": Text(zh="密钥报失", en="Lose key"), "replaced": Text(zh="替换密钥", en="Replace key")}
    return same(f"{event.slot[-16:]} {_field(event, 'name')}".strip()), became.get(_field(event, "state"), verb)


def _step(event: Event, pack: Pack, verb: Text) -> tuple[Text, Text]:
    """The finding that a step is on, and the step: “Put to the body” “Displayed, not used”."""
    rule = next((r for r in pack.rules if r.id == _field(event, "rule")), None)
    named = rule.title if rule else _title(event) or same("")
    way = WAYS.get(_field(event, "move"))
    label = named if named.en else same((*event.slot.split("/"), "", "")[2])
    return Text(zh=f"“{label.zh}”", en=f"“{label.en}”"), way.name if way and event.kind else verb


def _field(event: Event, name: str) -> str:
    """A text field of what the event put; blank when it is erased or was never there."""
    field = event.fields.get(name)
    return field.value if field is not None and isinstance(field.value, str) else ""


def _title(event: Event) -> Text | None:
    """The title in two languages of what the event put; None when it is erased, never there or no such text."""
    field = event.fields.get("title")
    try:
        return msgspec.convert(field.value, Text) if field is not None and isinstance(field.value, dict) else None
    except msgspec.ValidationError:
        return None
