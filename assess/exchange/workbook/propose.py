"""From a returned workbook to a proposed edit, with a report of every cell: what it says and what becomes of it.

Nothing is written here. A cell that cannot be read is refused by itself and the rest goes on; what the agency left
blank takes nothing away unless the form had been filled in for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from assess.base.errors import InputError
from assess.base.shown import shown
from assess.base.texts import Text
from assess.dossier.edits import PutImported
from assess.dossier.entities import Answer, AnswerState, BodyState, Campaign, Entity, Import, Remark
from assess.dossier.prefill import is_prefilled
from assess.exchange.workbook.answers import IS_FORMULA, Refused, read_answer, read_state, read_tick
from assess.exchange.workbook.evidence import attached
from assess.exchange.workbook.read import FORMULA, Cell, Filled, Row
from assess.exchange.workbook.told import Fate, Told, told_of
from assess.packs.model import Indicator, Pack
from assess.packs.scales import Value

ORIGIN = "workbook"


class Proposal(msgspec.Struct, frozen=True):
    """An edit that waits to be confirmed, and the report of the cells."""

    edit: PutImported
    cells: tuple[Told, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many cells have which fate."""
        return dict(Counter(c.fate for c in self.cells))


_BOTH = Text(zh="既有答案又选了“没有答案”", en="stands beside an answer")


class _Answered(NamedTuple):
    state: AnswerState
    value: Value
    note: Text | None


def check_fits(filled: Filled, campaign: Campaign, pack: Pack) -> None:
    """Refuse a workbook of another campaign or another pack."""
    mine = filled.identity
    if mine.campaign != campaign.id:
        raise InputError(
            Text(
                zh=f"“{filled.name}”是活动 {shown(mine.campaign)} 的填报表，这里的活动是 {campaign.id}",
                en=f"“{filled.name}” is a form of campaign {shown(mine.campaign)}; this one is {campaign.id}",
            ),
            Text(zh="请读入它所属的卷宗。", en="Read it into the dossier it belongs to."),
        )
    if mine.pack != pack.id:
        raise InputError(
            Text(
                zh=f"“{filled.name}”用的是指标包 {shown(mine.pack)}，活动用的是 {pack.id}",
                en=f"“{filled.name}” is of pack {shown(mine.pack)}; the campaign's is {pack.id}",
            ),
            Text(zh="请重新发表。", en="Send a new form."),
        )


def propose(filled: Filled, pack: Pack, state: BodyState) -> Proposal:
    """What reading `filled` would do to the body in `state`."""
    told: list[Told] = []
    entities: list[Entity] = []
    emptied: list[str] = []
    places: dict[str, str] = {}

    def take(found: list[Entity], at: Told) -> None:
        places.update({e.slot: f"{at.sheet}!{at.at}" for e in found})
        entities.extend(found)

    for indicator, rows in _by_indicator(filled, pack, told):
        before = len(told)
        answer = _answer(indicator, rows, state, told)
        if isinstance(answer, Answer):
            take([answer], told[before])
        elif answer is not None:
            emptied.append(answer)
        if pieces := attached(indicator, rows[0].cells, state, told):
            take(pieces, told[-1])
    labels = {i.label: i for i in pack.indicators}
    for cells in filled.more:
        if pieces := _more(cells, labels, state, told):
            take(pieces, told[-1])
    for cell in filled.strangers:
        why = Text(zh="在自行添加的行里", en="stands in a row that was added")
        told.append(told_of(cell, "", "ignored", why))
    entities = list({e.slot: e for e in entities}.values())
    report = Import(
        id=ORIGIN, body=state.body.id, name=filled.name, sha256=filled.sha256,
        read={"rows": len(filled.rows), "answered": sum(isinstance(e, Answer) for e in entities)},
        remarks=tuple(_remark(t) for t in told if t.fate in ("refused", "ignored")),
    )  # fmt: skip
    edit = PutImported(entities=tuple(entities), report=report, emptied=tuple(emptied), places=places)
    return Proposal(edit, tuple(told))


def _by_indicator(filled: Filled, pack: Pack, told: list[Told]) -> list[tuple[Indicator, list[Row]]]:
    """Rows of one question together, as far as question and rows are what was sent."""
    groups: dict[str, list[Row]] = {}
    for row in filled.rows:
        groups.setdefault(row.key.partition("|")[0], []).append(row)
    found = []
    for name, rows in groups.items():
        indicator, why = pack.indicator(name), None
        if indicator is None:
            why = Text(zh="指标包里已没有这个问题", en="the pack has no such question any more")
        elif filled.identity.digests.get(name) != indicator.digest:
            why = Text(
                zh="发表以后问题改过，请按新表回答", en="the question was changed since; answer the new form"
            )
        elif len({r.key for r in rows}) < len(rows):
            why = Text(zh="同一个问题出现了两次", en="the question is there twice")
        elif not all(r.intact for r in rows):
            why = Text(zh="锁定的编号或题目被改动", en="its number or its wording, which are locked, were changed")
        if why is None and indicator is not None:
            found.append((indicator, rows))
        else:
            label = indicator.label if indicator else shown(name)
            told += [told_of(c, label, "refused", why) for r in rows for c in r.cells.values() if not c.empty]
    return found


def _answer(indicator: Indicator, rows: list[Row], state: BodyState, told: list[Told]) -> Answer | str | None:
    """The claimed answer, the slot to empty, or None when nothing changes or nothing could be read.

    The cell of the answer is told first, then that of its explanation.
    """
    held = state.answer(indicator.id, "claimed")
    cells = rows[0].cells
    explained = cells["comment"]
    read = (
        _ticked(indicator, rows, told) if indicator.scale.kind == "checklist" else _single(indicator, cells, told)
    )
    chosen = cells["state"] if not cells["state"].empty else None
    if chosen is not None and not isinstance(read, Refused):
        read = _instead(indicator, chosen, read, told)
    if isinstance(read, Refused):
        _unread(indicator, explained, told)
        return None
    was = held.comment.strip() if held else ""
    comment = was if explained.value is FORMULA else explained.text
    at = chosen or next((r.cells["answer"] for r in rows if not r.cells["answer"].empty), cells["answer"])
    if read is None:
        return _blank(indicator, rows, held, at, explained.text, told)
    made = Answer(
        body=state.body.id, indicator=indicator.id, voice="claimed", state=read.state, value=read.value,
        comment=comment, definition=indicator.digest, origin=ORIGIN,
    )  # fmt: skip
    alike = held is not None and (held.state, held.value) == (made.state, made.value)
    if (not alike or comment != was) and (lacking := _lacking(indicator, made)) is not None:
        told.append(told_of(at, indicator.label, "refused", lacking))
        _unread(indicator, explained, told)
        return None
    fate: Fate = "same" if alike else "changed" if held else "new"
    told.append(told_of(at, indicator.label, fate, read.note))
    _explained(indicator, explained, was, comment, told)
    # What was filled in for the body is its own answer once it has returned it.
    return None if held and alike and comment == was and not is_prefilled(held) else made


def _instead(indicator: Indicator, chosen: Cell, read: _Answered | None, told: list[Told]) -> _Answered | Refused:
    """The state `chosen` instead of an answer, beside which none may stand."""
    said = read_state(chosen)
    if isinstance(said, Refused) or read is not None:
        refused = said if isinstance(said, Refused) else Refused(_BOTH)
        told.append(told_of(chosen, indicator.label, "refused", refused.why))
        return refused
    return _Answered("not-applicable" if said == "not-applicable" else "unknown", None, None)


def _explained(indicator: Indicator, cell: Cell, was: str, comment: str, told: list[Told]) -> None:
    """Tell what becomes of an explanation that stood as `was` and is `comment` now."""
    if cell.value is FORMULA:
        told.append(told_of(cell, indicator.label, "refused", IS_FORMULA))
    elif comment != was:
        told.append(told_of(cell, indicator.label, "cleared" if not comment else "changed" if was else "new"))
    elif comment:
        told.append(told_of(cell, indicator.label, "same"))


def _unread(indicator: Indicator, comment: Cell, told: list[Told]) -> None:
    """Tell that an explanation is not read, because the answer beside it was not."""
    if not comment.empty:
        why = Text(zh="答案没有读入，说明也未读入", en="was not read, for the answer beside it was not")
        told.append(told_of(comment, indicator.label, "ignored", why))


def _lacking(indicator: Indicator, made: Answer) -> Text | None:
    """What an answer of this state needs and lacks."""
    if made.state != "not-applicable":
        return None
    if indicator.not_applicable == "refuse":
        return Text(zh="这个问题不接受“不适用”", en="this question does not admit “not applicable”")
    return None if made.comment else Text(zh="“不适用”须在说明里写明理由", en="needs a reason in the explanation")


def _blank(
    indicator: Indicator, rows: list[Row], held: Answer | None, at: Cell, comment: str, told: list[Told]
) -> str | None:
    """A question left blank: taken back if it had been filled in for the agency, else not answered yet."""
    cleared = held is not None and held.state in ("answered", "not-applicable", "unknown") and rows[0].prefilled
    if cleared:
        told.append(told_of(at, indicator.label, "cleared"))
    if comment:
        why = Text(zh="只有说明、没有答案，未读入", en="has an explanation but no answer, and was not read")
        told.append(told_of(rows[0].cells["comment"], indicator.label, "ignored", why))
    return held.slot if held is not None and cleared else None


def _single(indicator: Indicator, cells: Mapping[str, Cell], told: list[Told]) -> _Answered | Refused | None:
    cell = cells["answer"]
    if cell.empty:
        return None
    read = read_answer(indicator, cell)
    if isinstance(read, Refused):
        told.append(told_of(cell, indicator.label, "refused", read.why))
        return read
    return _Answered("answered", read.value, read.note)


def _ticked(indicator: Indicator, rows: list[Row], told: list[Told]) -> _Answered | Refused | None:
    """A checklist: answered once a row of it is; rows left blank among others are read as no, and that is said."""
    lines = [(r.key.partition("|")[2], r.cells["answer"]) for r in rows if "|" in r.key]
    filled = [(code, cell) for code, cell in lines if not cell.empty]
    if not filled:
        return None
    chosen = []
    for code, cell in filled:
        tick = read_tick(cell)
        if isinstance(tick, Refused):
            told.append(told_of(cell, indicator.label, "refused", tick.why))
            return tick
        if tick:
            chosen.append(code)
    blank = len(lines) - len(filled)
    note = Text(zh=f"{blank} 行空着，读作“否”", en=f"rows left blank and read as no: {blank}") if blank else None
    return _Answered("answered", tuple(sorted(chosen)), note)


def _more(
    cells: Mapping[str, Cell], labels: Mapping[str, Indicator], state: BodyState, told: list[Told]
) -> list[Entity]:
    indicator = labels.get(cells["label"].text)
    if indicator is None:
        first = next(c for c in cells.values() if not c.empty)
        told.append(
            told_of(first, "", "refused", Text(zh="没有写明是哪个问题", en="does not say for which question"))
        )
        return []
    return attached(indicator, cells, state, told)


def _remark(told: Told) -> Remark:
    where = f"{told.sheet}!{told.at}"
    says = f"“{told.says}” " if told.says else ""
    why = told.why or Text(zh="未读入", en="was not read")
    return Remark(severity="warning", where=where, message=Text(zh=f"{says}{why.zh}", en=f"{says}{why.en}"))
