"""Edits of what is printed on documents, and of what is not for publication, checked."""

from __future__ import annotations

import datetime as dt
from typing import Final

from assess.base.errors import InputError, NotFound
from assess.base.texts import Text, same
from assess.dossier.entities import BodyState
from assess.dossier.imprint import EMPTY, Imprint
from assess.dossier.lookup import Puts, nearest
from assess.dossier.restriction import Restriction

MOST_SIGNATORIES: Final = 12
MOST_TEXT: Final = 300
"""Characters of one text of an imprint: it stands in margins and tables."""


def put_imprint(imprint: Imprint) -> Puts:
    """The imprint into its slot, an empty one empties it; InputError where it cannot be printed like that."""
    for name in ("reply_by", "review_by"):
        _check_date(getattr(imprint, name))
    if imprint.reply_by and imprint.review_by and imprint.reply_by > imprint.review_by:
        raise InputError(
            Text(
                zh=f"复核期限 {imprint.review_by} 早于答复期限 {imprint.reply_by}",
                en=f"review would end on {imprint.review_by}, before replies are due on {imprint.reply_by}",
            ),
            Text(zh="复核期限不能早于答复期限。", en="Give a review date on or after that for replies."),
        )
    if imprint.secrecy != same("") and imprint.classification == same(""):
        raise InputError(
            Text(zh="有保密期限而没有密级", en="there is a period of secrecy without a classification"),
            Text(zh="补上 --classification。", en="Give --classification as well."),
        )
    for text in (imprint.office, imprint.classification, imprint.secrecy, imprint.review_to, imprint.contact):
        _check_text(text)
    _check_text(same(imprint.number))
    if len(imprint.signatories) > MOST_SIGNATORIES:
        raise InputError(
            Text(zh=f"签署人超过 {MOST_SIGNATORIES} 位", en=f"there are more than {MOST_SIGNATORIES} signatories")
        )
    for signatory in imprint.signatories:
        _check_text(signatory.role)
        _check_text(same(signatory.name))
        _check_date(signatory.date)
        if not (signatory.role.zh and signatory.role.en):
            raise InputError(Text(zh="签署人需要写明身份", en="a signatory needs a role"))
    return Puts(slots=((imprint.slot, None if imprint == EMPTY else imprint),))


def _check_date(text: str) -> None:
    try:
        if text and dt.date.fromisoformat(text).isoformat() == text:
            return
    except ValueError:
        pass
    if text:
        raise InputError(
            Text(zh=f"日期 {text!r} 无法识别", en=f"{text!r} is not a date"),
            Text(zh="请写成 2026-05-31。", en="Write it like 2026-05-31."),
        )


def _check_text(text: Text) -> None:
    if max(len(text.zh), len(text.en)) > MOST_TEXT:
        raise InputError(
            Text(zh=f"“{text.zh[:20]}…”超过 {MOST_TEXT} 字", en=f"“{text.en[:20]}…” is over {MOST_TEXT} letters"),
            Text(zh="请写短些。", en="Make it shorter."),
        )
    if bool(text.zh) != bool(text.en):
        raise InputError(Text(zh="两种语言要么都写，要么都不写", en="give a text in both languages or in neither"))


def targets(state: BodyState) -> list[str]:
    """Everything of a body that can be marked."""
    evidence = [f"evidence/{e.id}" for held in state.evidence.values() for e in held]
    return [*evidence, *(f"answer/{indicator}/{voice}" for indicator, voice in state.answers)]


def restrict(state: BodyState, target: str, reason: str) -> Puts:
    """The mark on `target`; without a reason it is taken off.

    NotFound where there is no such evidence or answer, InputError where there is no mark to take off.
    """
    mark = Restriction(body=state.body.id, target=target, reason=reason.strip())
    if not mark.reason:
        if target not in state.restrictions:
            raise InputError(
                Text(zh=f"{target} 没有“不公开”标记", en=f"{target} is not marked as not for publication"),
                Text(zh="要标记，请写明 --reason。", en="To mark it, give --reason."),
            )
        return Puts(slots=((mark.slot, None),))
    known = targets(state)
    if target not in known:
        raise NotFound(
            Text(zh=f"没有证据或答案 {target}", en=f"there is no evidence or answer {target}"),
            nearest(target, known)
            or Text(zh="编号见“assess evidence list”。", en="“assess evidence list” shows the ids of evidence."),
        )
    return Puts(slots=((mark.slot, mark),))
