"""From an edit to entities: checked against the pack and the present state, all or nothing.

Nothing is written here; the session applies what comes back.
"""

from __future__ import annotations

import math
import re

from assess.base.band import Band
from assess.base.errors import InputError, NotFound
from assess.base.texts import Text
from assess.dossier.attachment import attach, change_evidence
from assess.dossier.draw import check_draw
from assess.dossier.edits import (
    AddBody,
    AddEvidence,
    Adjudicate,
    AttachFile,
    ClearAnswer,
    ClearFact,
    ClearSeries,
    Edit,
    GiveRole,
    Judge,
    JudgeEvidence,
    PutDraw,
    PutImported,
    PutKey,
    RecordFact,
    RecordSeries,
    RecordSignals,
    RemoveBody,
    RemoveEvidence,
    RenameBody,
    Restrict,
    ReviseEvidence,
    SetAnswer,
    SetImprint,
    StepFinding,
    TakeWork,
    Waive,
)
from assess.dossier.entities import Answer, Body, Evidence, Measurement
from assess.dossier.judging import adjudicate, judge, standing
from assess.dossier.key import check_key
from assess.dossier.lookup import NOBODY, Look, Mark, Puts, find_indicator, known_body, nearest, no_body
from assess.dossier.marking import put_imprint, restrict
from assess.dossier.record import contents
from assess.dossier.stepping import take_step
from assess.dossier.tables import series_edit
from assess.dossier.waiving import waive
from assess.dossier.workflow.claims import claim_digest
from assess.dossier.workflow.taking import give_role, take_work
from assess.packs.model import Fact, Pack
from assess.packs.scales import check_value


def resolve(edit: Edit, pack: Pack, look: Look, mark: Mark = NOBODY) -> Puts:
    """Check `edit` against the pack and the present state; InputError or NotFound says what is wrong."""
    match edit:
        case AddBody() | RenameBody() | RemoveBody():
            return _body_edit(edit, look)
        case SetAnswer() | ClearAnswer():
            return _answer_edit(edit, pack, look)
        case AddEvidence() | AttachFile():
            return attach(edit, pack, look)
        case RemoveEvidence() | ReviseEvidence() | JudgeEvidence():
            return change_evidence(edit, pack, look, mark)
        case Waive():
            return waive(edit, pack, known_body(edit.body, look), mark)
        case Restrict():
            return restrict(known_body(edit.body, look), edit.target, edit.reason)
        case SetImprint():
            return put_imprint(edit.imprint)
        case RecordFact() | ClearFact():
            return _fact_edit(edit, pack, look)
        case RecordSeries() | ClearSeries():
            return series_edit(edit, look)
        case PutImported():
            return _import_edit(edit, look)
        case RecordSignals():
            return _signal_edit(edit, look)
        case StepFinding():
            return take_step(edit, known_body(edit.body, look), mark)
        case Judge():
            return judge(edit, known_body(edit.body, look), pack, mark)
        case Adjudicate():
            return adjudicate(edit, known_body(edit.body, look), pack, mark)
        case TakeWork():
            return take_work(edit, pack, look, mark)
        case GiveRole():
            return give_role(edit, look)
        case PutKey():
            check_key(edit.key)
            return Puts(slots=((edit.key.slot, edit.key),))
        case PutDraw():
            check_draw(edit.draw)
            return Puts(slots=((edit.draw.slot, edit.draw),))


def _body_edit(edit: AddBody | RenameBody | RemoveBody, look: Look) -> Puts:
    state = look(edit.id)
    if isinstance(edit, AddBody):
        check_body_id(edit.id)
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


def is_body_id(id: str) -> bool:
    """Whether `id` can name a body."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", id) is not None


def check_body_id(id: str) -> None:
    """Raise InputError unless `id` can name a body."""
    if not is_body_id(id):
        raise InputError(
            Text(zh=f"单位代码 {id!r} 不可用", en=f"{id!r} cannot be the id of a body"),
            Text(
                zh="请用字母、数字、点、下划线或连字符，最长 64 个字符。",
                en="Use letters, digits, dots, underscores or hyphens, at most 64 characters.",
            ),
        )


def _import_edit(edit: PutImported, look: Look) -> Puts:
    check_body_id(edit.report.body)
    state = look(edit.report.body)
    held = {e.id: e.status for pieces in state.evidence.values() for e in pieces} if state else {}
    for e in edit.entities:
        if isinstance(e, Evidence) and e.status not in ("attached", held.get(e.id)):
            place = edit.places.get(e.slot, e.title)
            raise InputError(
                Text(
                    zh=f"{place}：读入的文件附上证据，不能同时判定它",
                    en=f"{place}: a file that is read in attaches evidence and cannot judge it as well",
                ),
                Text(zh="读入后由另一个人判定（assess evidence judge）。",
                     en="Once it is read in, somebody judges it (assess evidence judge)."),
            )  # fmt: skip
    gone = tuple((slot, None) for slot in edit.emptied)
    return Puts(slots=(*((e.slot, e) for e in (*edit.entities, edit.report)), *gone))


def _signal_edit(edit: RecordSignals, look: Look) -> Puts:
    if edit.body:
        known_body(edit.body, look)
    new = {s.slot: s for s in edit.signals}
    mine = f"signal/{edit.body}/"
    if len(new) != len(edit.signals) or not all(slot.startswith(mine) for slot in (*new, *edit.emptied)):
        raise InputError(
            Text(
                zh="信号不属于这个单位，或有重复",
                en="the signals are not those of this body, or one is there twice",
            )
        )
    if any((s.p is None) == (s.silent is None) or (s.p is not None and not 0 <= s.p <= 1) for s in edit.signals):
        raise InputError(
            Text(zh="信号要么带有 0 到 1 之间的概率，要么说明为何不作判断",
                 en="a signal carries either a probability within 0 and 1 or the reason why it is silent")
        )  # fmt: skip
    gone = tuple((slot, None) for slot in edit.emptied if slot not in new)
    return Puts(slots=(*new.items(), *gone))


def _answer_edit(edit: SetAnswer | ClearAnswer, pack: Pack, look: Look) -> Puts:
    state, indicator = known_body(edit.body, look), find_indicator(pack, edit.indicator)
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
    judges = edit.voice == "verified" and edit.state != "not-reviewed"
    if judges and (given := standing(indicator, state)):
        # It would be kept without counting.
        names = dict.fromkeys(j.by for j in given)
        raise InputError(
            Text(
                zh=f"{indicator.label} 已有评判（{'、'.join(names)}），单独的核实答案不会生效",
                en=f"{indicator.label} was judged by {', '.join(names)}: a single verified answer would not count",
            ),
            Text(
                zh="用“assess judge”给出自己的评判；意见不同时由第三人用“assess adjudicate”裁定。",
                en="Give your own with “assess judge”; where they differ, a third person decides (adjudicate).",
            ),
        )
    answer = Answer(
        body=edit.body,
        indicator=indicator.id,
        voice=edit.voice,
        state=edit.state,
        value=edit.value,
        comment=comment,
        definition=indicator.digest,
        judged=claim_digest(state.answer(indicator.id), indicator) if judges else "",
    )
    return Puts(slots=((answer.slot, answer),))


def _fact_edit(edit: RecordFact | ClearFact, pack: Pack, look: Look) -> Puts:
    known_body(edit.body, look)
    fact = pack.fact(edit.fact)
    if fact is None:
        raise NotFound(
            Text(zh=f"指标包里没有事实 {edit.fact}", en=f"the pack has no fact {edit.fact}"),
            nearest(edit.fact, [f.id for f in pack.facts]),
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
    if edit.n is not None and edit.n < 0:
        raise InputError(
            Text(zh=f"样本量不能是负数：{edit.n}", en=f"the number of cases cannot be negative: {edit.n}")
        )
    if edit.coverage is not None and not 0 <= edit.coverage <= 1:
        raise InputError(
            Text(zh=f"覆盖率应在 0 与 1 之间：{edit.coverage:g}", en=f"coverage lies in 0 to 1: {edit.coverage:g}")
        )
    coverage = 1.0 if edit.coverage is None else edit.coverage
    measurement = Measurement(
        body=body,
        fact=fact.id,
        voice=voice,
        band=_band(fact, edit.value),
        unit=fact.unit,
        n=edit.n,
        method=edit.method,
        period=edit.period,
        status="unavailable" if edit.value is None else "partial" if coverage < 1 else "ok",
        previous=edit.previous,
        coverage=edit.coverage,
        inputs=edit.inputs,
        note=edit.note,
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
    if not (math.isfinite(band.lo) and math.isfinite(band.hi)):
        raise InputError(
            Text(zh=f"{fact.id}：两端都要是有限的数", en=f"{fact.id}: both ends must be finite numbers"),
            Text(zh="请填写能确定的最宽区间。", en="Give the widest band you can be sure of."),
        )
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
