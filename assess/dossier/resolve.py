"""From an edit to entities: checked against the pack and the present state, all or nothing.

Nothing is written here; `session.py` applies what comes back.
"""

from __future__ import annotations

import datetime as dt
import difflib
import mimetypes
import re
import uuid
from collections.abc import Callable
from pathlib import Path

import msgspec

from assess.base.band import Band
from assess.base.digest import sha256_hex
from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.dossier.edits import (
    AddBody,
    AddEvidence,
    AttachFile,
    ClearAnswer,
    ClearFact,
    Edit,
    JudgeEvidence,
    PutImported,
    RecordFact,
    RemoveBody,
    RemoveEvidence,
    RenameBody,
    SetAnswer,
)
from assess.dossier.entities import Answer, Body, BodyState, Entity, Evidence, Measurement
from assess.packs.model import Fact, Indicator, Pack
from assess.packs.scales import check_value
from assess.packs.vocabulary import EVIDENCE_KINDS


class Puts(msgspec.Struct, frozen=True):
    """What an edit amounts to: slots with their new entity (None empties), and bytes to store."""

    slots: tuple[tuple[str, Entity | None], ...]
    blobs: tuple[bytes, ...] = ()


Look = Callable[[str], BodyState | None]
"""How an edit looks up a body: its state now, or None."""


def resolve(edit: Edit, pack: Pack, look: Look) -> Puts:
    """Check `edit` against the pack and the present state; InputError or NotFound says what is wrong."""
    match edit:
        case AddBody() | RenameBody() | RemoveBody():
            return _body_edit(edit, look)
        case SetAnswer() | ClearAnswer():
            return _answer_edit(edit, pack, look)
        case AddEvidence() | AttachFile():
            return _attach(edit, pack, look)
        case RemoveEvidence() | JudgeEvidence():
            return _evidence_edit(edit, look)
        case RecordFact() | ClearFact():
            return _fact_edit(edit, pack, look)
        case PutImported():
            gone = tuple((slot, None) for slot in edit.emptied)
            return Puts(slots=(*((e.slot, e) for e in (*edit.entities, edit.report)), *gone))


def _body_edit(edit: AddBody | RenameBody | RemoveBody, look: Look) -> Puts:
    state = look(edit.id)
    if isinstance(edit, AddBody):
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", edit.id):
            raise InputError(
                Text(zh=f"单位代码 {edit.id!r} 不可用", en=f"{edit.id!r} cannot be the id of a body"),
                Text(
                    zh="请用字母、数字、点、下划线或连字符，最长 64 个字符。",
                    en="Use letters, digits, dots, underscores or hyphens, at most 64 characters.",
                ),
            )
        if state is not None:
            raise InputError(
                Text(zh=f"单位 {edit.id} 已经存在", en=f"there is a body {edit.id} already"),
                Text(zh="请换一个代码。", en="Choose another id."),
            )
    elif state is None:
        raise no_body(edit.id)
    if isinstance(edit, RemoveBody):
        assert state is not None
        return Puts(slots=tuple((e.slot, None) for e in contents(state)))
    if not edit.name.zh.strip() or not edit.name.en.strip():
        raise InputError(Text(zh="单位名称不能为空", en="a body needs a name"))
    body = Body(id=edit.id, name=edit.name, kind=edit.kind)
    return Puts(slots=((body.slot, body),))


def contents(state: BodyState) -> list[Entity]:
    """All entities of a body, the body itself last."""
    return [
        *state.answers.values(),
        *(e for items in state.evidence.values() for e in items),
        *state.measurements.values(),
        *state.previous.values(),
        *state.imports,
        state.body,
    ]


def _answer_edit(edit: SetAnswer | ClearAnswer, pack: Pack, look: Look) -> Puts:
    state, indicator = _known(edit.body, look), find_indicator(pack, edit.indicator)
    before = state.answer(indicator.id, edit.voice)
    if isinstance(edit, ClearAnswer):
        slot = Answer(body=edit.body, indicator=indicator.id, voice=edit.voice, state="unknown").slot
        return Puts(slots=((slot, None),))
    if edit.state == "answered":
        check_value(indicator, edit.value)
    elif edit.value is not None:
        raise InputError(Text(zh="只有“已作答”才带答案值", en="only an answered indicator carries a value"))
    if edit.state == "not-applicable" and indicator.not_applicable == "refuse":
        raise InputError(
            Text(
                zh=f"{indicator.label} 不接受“不适用”",
                en=f"{indicator.label} does not admit “not applicable”",
            )
        )
    comment = edit.comment if edit.comment is not None else (before.comment if before else "")
    answer = Answer(
        body=edit.body,
        indicator=indicator.id,
        voice=edit.voice,
        state=edit.state,
        value=edit.value,
        comment=comment,
        definition=indicator.digest,
    )
    return Puts(slots=((answer.slot, answer),))


def _attach(edit: AddEvidence | AttachFile, pack: Pack, look: Look) -> Puts:
    _known(edit.body, look)
    indicator = find_indicator(pack, edit.indicator)
    if edit.kind not in EVIDENCE_KINDS:
        raise InputError(
            Text(zh=f"没有证据类型 {edit.kind!r}", en=f"there is no kind of evidence {edit.kind!r}"),
            Text(zh="可选：" + "、".join(EVIDENCE_KINDS), en="Choose from: " + ", ".join(EVIDENCE_KINDS)),
        )
    _check_date(edit.captured)
    evidence = Evidence(
        id=uuid.uuid4().hex[:16],
        body=edit.body,
        indicator=indicator.id,
        kind=edit.kind,
        title=edit.title.strip(),
        captured=edit.captured,
        independent=edit.independent,
    )
    if isinstance(edit, AddEvidence):
        if not (edit.title.strip() or edit.locator.strip()):
            raise InputError(Text(zh="证据需要标题或链接", en="evidence needs a title or a link"))
        evidence = msgspec.structs.replace(
            evidence, title=edit.title.strip() or edit.locator.strip(), locator=edit.locator.strip()
        )
        return Puts(slots=((evidence.slot, evidence),))
    path, data = read_file(edit.path)
    evidence = msgspec.structs.replace(
        evidence,
        title=edit.title.strip() or path.name,
        locator=path.name,
        sha256=sha256_hex(data),
        size=len(data),
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
    )
    return Puts(slots=((evidence.slot, evidence),), blobs=(data,))


LARGEST_FILE = 64 * 1024 * 1024


def read_file(name: str) -> tuple[Path, bytes]:
    """The file a user named (quotes and `file://` of a dropped path removed) and its bytes."""
    path = Path(name.strip().strip("'\"").removeprefix("file://")).expanduser()
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(
                Text(zh=f"{path.name} 超过 64 MB", en=f"{path.name} is larger than 64 MB"),
                Text(zh="请改为登记链接或摘录。", en="Attach a link or an excerpt instead."),
            )
        return path, path.read_bytes()
    except OSError as error:
        raise InputError(
            Text(zh=f"无法读取 {path}：{error.strerror}", en=f"cannot read {path}: {error.strerror}"),
            Text(zh="请检查路径。", en="Check the path."),
        ) from error


def _evidence_edit(edit: RemoveEvidence | JudgeEvidence, look: Look) -> Puts:
    state = _known(edit.body, look)
    held = next((e for items in state.evidence.values() for e in items if e.id == edit.evidence), None)
    if held is None:
        raise NotFound(Text(zh=f"没有证据 {edit.evidence}", en=f"there is no evidence {edit.evidence}"))
    if isinstance(edit, RemoveEvidence):
        return Puts(slots=((held.slot, None),))
    independent = held.independent if edit.independent is None else edit.independent
    judged = msgspec.structs.replace(held, status=edit.status, note=edit.note, independent=independent)
    return Puts(slots=((judged.slot, judged),))


def _fact_edit(edit: RecordFact | ClearFact, pack: Pack, look: Look) -> Puts:
    _known(edit.body, look)
    fact = pack.fact(edit.fact)
    if fact is None:
        raise NotFound(
            Text(zh=f"指标包里没有事实 {edit.fact}", en=f"the pack has no fact {edit.fact}"),
            _nearest(edit.fact, [f.id for f in pack.facts]),
        )
    if fact.derive:
        raise InputError(
            Text(
                zh=f"{fact.id} 由卷宗自动计算，不能手工填写",
                en=f"{fact.id} is computed from the dossier itself",
            )
        )
    voice, body = edit.voice, edit.body
    if isinstance(edit, ClearFact):
        empty = Measurement(body=body, fact=fact.id, voice=voice, band=None, previous=edit.previous)
        return Puts(slots=((empty.slot, None),))
    measurement = Measurement(
        body=body,
        fact=fact.id,
        voice=voice,
        band=_band(fact, edit.value),
        unit=fact.unit,
        n=edit.n,
        method=edit.method,
        period=edit.period,
        status="ok" if edit.value is not None else "unavailable",
        previous=edit.previous,
    )
    return Puts(slots=((measurement.slot, measurement),))


def _band(fact: Fact, value: float | tuple[float, float] | None) -> Band | None:
    if value is None:
        return None
    lo, hi = value if isinstance(value, tuple) else (value, value)
    try:
        band = Band(float(lo), float(hi))
    except ValueError:
        raise InputError(Text(zh=f"{fact.id}：不是有效的区间", en=f"{fact.id}: not a valid band")) from None
    low = float("-inf") if fact.lowest is None else fact.lowest
    high = float("inf") if fact.highest is None else fact.highest
    if band.lo < low or band.hi > high:
        raise InputError(
            Text(
                zh=f"{fact.id} 应在 {low:g} 与 {high:g} 之间",
                en=f"{fact.id} must lie between {low:g} and {high:g}",
            )
        )
    return band


def _known(body: str, look: Look) -> BodyState:
    state = look(body)
    if state is None:
        raise no_body(body)
    return state


def no_body(body: str) -> NotFound:
    """The error for a body that is not in the campaign."""
    return NotFound(
        Text(zh=f"没有被评估单位 {body}", en=f"there is no body {body}"),
        Text(zh="用“assess open 卷宗 --list”查看全部单位。", en="See all with “assess open DOSSIER --list”."),
    )


def find_indicator(pack: Pack, name: str) -> Indicator:
    """The indicator with this id or label; NotFound with the nearest id."""
    found = pack.indicator(name) or next((i for i in pack.indicators if i.label.lower() == name.lower()), None)
    if found is None:
        raise NotFound(
            Text(zh=f"指标包里没有指标 {name}", en=f"the pack has no indicator {name}"),
            _nearest(name, [i.id for i in pack.indicators]),
        )
    return found


def _nearest(name: str, known: list[str]) -> Text | None:
    close = difflib.get_close_matches(name, known, n=1)
    return Text(zh=f"是不是 {close[0]}？", en=f"Did you mean {close[0]}?") if close else None


def _check_date(text: str) -> None:
    if text:
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            raise InputError(
                Text(zh=f"日期 {text!r} 无法识别", en=f"{text!r} is not a date"),
                Text(zh="请写成 2026-05-31。", en="Write it like 2026-05-31."),
            ) from None
