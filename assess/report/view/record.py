"""The import report and the audit trail: where the data came from, and whether the body replied."""

from __future__ import annotations

from collections import Counter

from assess.dossier.entities import Import, Remark
from assess.packs.vocabulary import VOICES
from assess.report.format import decimal, moment
from assess.report.headlines import say
from assess.report.messages import REMARKS, name
from assess.report.view.frame import Frame
from assess.report.view.marks import Pair, Section
from assess.report.view.model import Audit, Imports, ImportView, RemarkRow
from assess.report.view.workflow import work_view
from assess.snapshot import BodyResult

_ORDER = {"contradiction": 0, "error": 1, "warning": 2, "info": 3}
_MARKS = {"contradiction": "≠", "error": "×", "warning": "!", "info": "i"}
_MOST = 60
"""Remarks shown of one file."""
_ANSWERED = ("explained", "accepted", "contested")


def imports_lead(frame: Frame, body: BodyResult) -> str:
    """How many files were read and how many contradictions they hold."""
    found = sum(r.severity == "contradiction" for i in body.imports for r in i.remarks)
    return say("imports_lead", frame.lang, n=len(body.imports), contradictions=found)


def imports_section(frame: Frame, body: BodyResult, section: Section) -> Imports | None:
    """The section; None when nothing was imported."""
    if not body.imports:
        return None
    return Imports(section=section, files=tuple(_file(frame, i) for i in body.imports))


def audit_section(frame: Frame, body: BodyResult, section: Section) -> Audit:
    """Engine, events, head and digest in full, the voices present, and the reply."""
    t, snapshot = frame.t, frame.snapshot
    spoke: Counter[str] = Counter(a.voice for a in body.answers)
    replied = sum(f.state in _ANSWERED for f in body.findings)
    return Audit(
        section=section,
        facts=(
            Pair(t.engine, snapshot.engine),
            Pair(t.made, moment(snapshot.made, frame.lang)),
            Pair(t.events, f"{snapshot.events:,}"),
            Pair(t.head, snapshot.head, code=True, whole=snapshot.head),
            Pair(t.digest, snapshot.digest, code=True, whole=snapshot.digest),
            Pair(t.pack_digest, snapshot.campaign.pack_digest, code=True, whole=snapshot.campaign.pack_digest),
        ),
        voices=tuple(
            Pair(text.get(frame.lang), say("answers_n", frame.lang, n=spoke[voice]))
            for voice, text in VOICES.items()
        ),
        reply=say("some_reply", frame.lang, n=replied) if replied else say("no_reply", frame.lang),
        recompute=say("recompute", frame.lang),
        work=work_view(frame, body),
    )


def _file(frame: Frame, item: Import) -> ImportView:
    t = frame.t
    remarks = sorted(item.remarks, key=lambda r: _ORDER[r.severity])
    join = "，" if frame.lang == "zh" else ", "
    facts = (
        Pair(t.sha256, item.sha256, code=True, whole=item.sha256),
        Pair(t.read, join.join(f"{key} {n:,}" for key, n in item.read.items())),
        Pair(t.stated, join.join(f"{key} {decimal(n)}" for key, n in item.stated.items())),
    )
    rest = len(remarks) - _MOST
    return ImportView(
        name=item.name,
        facts=tuple(p for p in facts if p.value),
        remarks=tuple(_remark(frame, r) for r in remarks[:_MOST]),
        rest=say("remarks_rest", frame.lang, n=rest) if rest > 0 else "",
    )


def _remark(frame: Frame, remark: Remark) -> RemarkRow:
    return RemarkRow(
        severity=name(REMARKS, remark.severity, frame.lang),
        mark=_MARKS[remark.severity],
        where=remark.where,
        message=frame.text(remark.message),
    )
