"""What the dossier holds in a place, in words: for conflicts, the history, and what a change would put there."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from assess.base.texts import Lang, Text, same
from assess.dossier.entities import Answer, Body, Entity, Evidence, Measurement
from assess.packs.model import Pack
from assess.packs.vocabulary import VOICES
from assess.tui.cells import cut
from assess.tui.numerals import shown_band
from assess.tui.verifying import answer_words
from assess.tui.widgets.evidence import STATUSES

EMPTY = Text(zh="（空）", en="(nothing)")
NOT_HAD = Text(zh="未取得数值", en="no value was to be had")
BEFORE = Text(zh="上一期", en="one period before")
KINDS: dict[str, Text] = {
    "body": Text(zh="单位", en="Body"),
    "evidence": Text(zh="证据", en="Evidence"),
    "series": Text(zh="图表数据", en="Series"),
    "import": Text(zh="导入记录", en="Import"),
    "signal": Text(zh="检验结果", en="Forensic test"),
    "restriction": Text(zh="不公开标记", en="Not for publication"),
    "imprint": Text(zh="落款事项", en="Imprint"),
    "finding": Text(zh="线索的一步", en="Step on a finding"),
    "settlement": Text(zh="冲突裁定", en="Settlement"),
    "key": Text(zh="密钥", en="Key"),
}
MOST = 400


def place_name(pack: Pack, slot: str, entity: Entity | None, names: Mapping[str, Text]) -> Text:
    """What a slot is called; `entity` is what it holds or held, `names` are those of the bodies."""
    kind, *rest = slot.split("/")
    label = same("")
    if kind == "answer" and (indicator := pack.indicator(rest[1])):
        voice = VOICES[rest[2]]
        return Text(
            zh=f"{indicator.label} {indicator.title.zh}（{voice.zh}）",
            en=f"{indicator.label} {indicator.title.en} ({voice.en.lower()})",
        )
    if kind == "measurement" and (fact := pack.fact(rest[1])):
        voice, before = VOICES[rest[2]], len(rest) > 3
        zh, en = (f"，{BEFORE.zh}", f", {BEFORE.en}") if before else ("", "")
        return Text(zh=f"{fact.title.zh}（{voice.zh}{zh}）", en=f"{fact.title.en} ({voice.en.lower()}{en})")
    if kind == "body":
        label = names.get(rest[0], same(rest[0]))
    elif isinstance(entity, Evidence):
        label = same(entity.title)
    elif rest:
        label = same(rest[-1])
    named = KINDS.get(kind, same(kind))
    return Text(zh=f"{named.zh} {label.zh}".strip(), en=f"{named.en} {label.en}".strip())


def entity_words(pack: Pack, entity: Entity | None, lang: Lang) -> list[str]:
    """What is put into a slot, in a few lines; the first says it, the others tell more."""
    match entity:
        case None:
            return [EMPTY.get(lang)]
        case Answer():
            indicator = pack.indicator(entity.indicator)
            said = answer_words(indicator, entity, lang) if indicator else [str(entity.value)]
            return [*said, *([f"“{entity.comment.strip()}”"] if entity.comment.strip() else [])]
        case Measurement():
            fact = pack.fact(entity.fact)
            value = shown_band(entity.band, fact.unit if fact else entity.unit)
            about = "  ".join(x for x in (entity.period, entity.method, entity.note) if x)
            return [value if entity.band else NOT_HAD.get(lang), *([about] if about else [])]
        case Evidence():
            more = [f"{STATUSES[entity.status].get(lang)}{f'  “{entity.note}”' if entity.note else ''}"]
            return [entity.title, *([entity.locator] if entity.locator else []), *more]
        case Body():
            return [entity.name.get(lang)]
        case _:
            return [cut(msgspec.json.encode(entity).decode(), MOST)]
