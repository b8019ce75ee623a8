"""The imprint of the documents, and what a copy says of itself; nothing where neither is there."""

from __future__ import annotations

from assess.base.copying import CopyOf
from assess.copies.table import KINDS, rows_for
from assess.dossier.imprint import Imprint
from assess.report import files
from assess.report.headlines import say
from assess.report.view.frame import Frame
from assess.report.view.marks import Pair
from assess.report.view.notice_model import CopyNotice, LeftRow, Notice, SignRow
from assess.snapshot import BodyResult


def notice(frame: Frame) -> Notice | None:
    """What every page of a snapshot says of itself; None for a full snapshot without an imprint."""
    imprint, copy = frame.snapshot.imprint, frame.snapshot.copy
    if imprint is None and copy is None:
        return None
    held = imprint or Imprint()
    dates = _dates(frame, held)
    number = (Pair(frame.t.doc_number, held.number),)
    others = (
        Pair(frame.t.doc_office, frame.text(held.office)),
        Pair(frame.t.doc_contact, frame.text(held.contact)),
    )
    return Notice(
        mark=_mark(frame, held),
        front=_filled(*number, *dates),
        facts=_filled(*number, others[0], *dates, others[1]),
        review=_review(frame, held),
        signatories=tuple(SignRow(frame.text(s.role), s.name, s.date) for s in held.signatories),
        copy=_copy(frame, copy) if copy is not None else None,
    )


def marked(*frames: Frame) -> Notice | None:
    """The mark of classification only, for pages that quote reports: every mark of the snapshots they quote."""
    marks = dict.fromkeys(_mark(x, x.snapshot.imprint) for x in frames if x.snapshot.imprint is not None)
    mark = " · ".join(m for m in marks if m)
    return Notice(mark=mark, front=(), facts=(), review="", signatories=(), copy=None) if mark else None


def unpublished(frame: Frame, body: BodyResult) -> tuple[int, int] | None:
    """How many findings and undetermined rules of a body its public copy leaves out; None for any other."""
    return frame.unpublished.get(body.body.id, (0, 0)) if is_public(frame) else None


def is_public(frame: Frame) -> bool:
    """Whether the pages are those of a public copy."""
    return frame.snapshot.copy is not None and frame.snapshot.copy.kind == "public"


def _filled(*pairs: Pair) -> tuple[Pair, ...]:
    return tuple(p for p in pairs if p.value)


def _mark(frame: Frame, imprint: Imprint) -> str:
    """Classification and period of secrecy, joined as GB/T 9704-2012 joins them."""
    return "★".join(x for x in (frame.text(imprint.classification), frame.text(imprint.secrecy)) if x)


def _dates(frame: Frame, imprint: Imprint) -> tuple[Pair, ...]:
    return Pair(frame.t.doc_reply_by, imprint.reply_by), Pair(frame.t.doc_review_by, imprint.review_by)


def _review(frame: Frame, imprint: Imprint) -> str:
    """By when the body replies, until when it may ask for review, and whom."""
    lang, lines = frame.lang, []
    to = frame.text(imprint.review_to) or frame.text(imprint.office)
    if imprint.reply_by:
        lines.append(say("doc_reply", lang, date=imprint.reply_by))
    if imprint.review_by and to:
        lines.append(say("doc_review_to", lang, date=imprint.review_by, to=to))
    elif imprint.review_by:
        lines.append(say("doc_review", lang, date=imprint.review_by))
    return ("" if lang == "zh" else " ").join(lines)


def _copy(frame: Frame, copy: CopyOf) -> CopyNotice:
    t, lang = frame.t, frame.lang
    rows = rows_for(copy.kind)
    left = [(rows.get(kind), kind, n) for kind, n in copy.counts.items()]
    n = sum(copy.counts.values())
    return CopyNotice(
        name=frame.text(KINDS[copy.kind]),
        lead=say(f"copy_{copy.kind}" if n else f"copy_whole_{copy.kind}", lang, n=f"{n:,}"),
        left=tuple(
            LeftRow(frame.text(row.name) if row else kind, f"{count:,}", frame.text(row.why) if row else "–")
            for row, kind, count in left
        ),
        digests=(
            Pair(t.copy_original, copy.original, code=True, whole=copy.original),
            Pair(t.copy_own, frame.snapshot.digest, code=True, whole=frame.snapshot.digest),
        ),
        check=say("copy_check", lang, file=files.SNAPSHOT),
    )
