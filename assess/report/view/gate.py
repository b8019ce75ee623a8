"""The gate sheet: the decision of each gate with reasons, conditions to fill in, what was not shown, signatures."""

from __future__ import annotations

from assess.base.texts import Lang
from assess.findings.gates import RULINGS, WHYS, GateDecision, Reason
from assess.report import files
from assess.report.gate_words import SENTENCES, SIGNATORIES, words
from assess.report.messages import HTML_LANG
from assess.report.security import anchor
from assess.report.view.frame import Frame
from assess.report.view.head import identity
from assess.report.view.marks import Link, Masthead, Section, View
from assess.report.view.model import GateLine
from assess.snapshot import BodyResult

_FEW = 8
"""Conditions up to which each has a line of its own; more are put together by why they are set."""


class ReasonRow(View, frozen=True):
    """A reason: what it is about, why, on what basis, and what lifts it."""

    title: str
    why: str
    basis: str
    lifted: str


class GateView(View, frozen=True):
    """One gate; `level` is the class of its ruling."""

    section: Section
    ruling: str
    level: str
    stops: tuple[ReasonRow, ...]
    conditions: tuple[ReasonRow, ...]
    not_shown: tuple[str, ...]
    sources: tuple[Link, ...]
    named: tuple[str, str]
    """What the tables of reasons and of conditions are called aloud; no two of a page alike."""


class GateSheet(View, frozen=True):
    """The whole page."""

    html_lang: str
    page_title: str
    masthead: Masthead
    gates: tuple[GateView, ...]
    not_due: tuple[str, ...]
    signatories: tuple[str, ...]
    back: Link | None


def gate_lines(frame: Frame, body: BodyResult) -> tuple[GateLine, ...]:
    """Each gate's decision in a sentence."""
    return tuple(
        GateLine(frame.text(g.title), frame.text(RULINGS[g.ruling]), gate_lead(frame, g)) for g in body.gates
    )


def gate_link(frame: Frame, body: BodyResult) -> str:
    """The address of the sheet, beside the report."""
    return files.link(files.gate(frame.stems[body.body.id], frame.lang))


def gate_lead(frame: Frame, gate: GateDecision) -> str:
    """The decision and its extent, in a sentence."""
    text = SENTENCES["held" if gate.held else gate.ruling].get(frame.lang)
    counts = {"items": gate.items, "met": gate.met, "stops": len(gate.stops), "conditions": len(gate.conditions)}
    return text.format(**counts)


def gate_sheet(frame: Frame, body: BodyResult, other_file: str = "", report_file: str = "") -> GateSheet:
    """Everything the sheet shows; gates that are not due are named, no more."""
    w, lang = words(frame.lang), frame.lang
    due = [g for g in body.gates if g.ruling != "not-due"]
    other: Lang = "en" if lang == "zh" else "zh"
    return GateSheet(
        html_lang=HTML_LANG[lang],
        page_title=f"{frame.text(body.body.name)} · {w.sheet}",
        masthead=Masthead(
            kicker=w.sheet,
            title=frame.text(body.body.name),
            facts=identity(frame),
            other=Link(frame.t.other_language, files.link(other_file)) if other_file else None,
            other_lang=HTML_LANG[other],
        ),
        gates=tuple(_gate(frame, g) for g in due),
        not_due=tuple(frame.text(g.title) for g in body.gates if g.ruling == "not-due"),
        signatories=tuple(s.get(lang) for s in SIGNATORIES.values()),
        back=Link(w.back, files.link(report_file)) if report_file else None,
    )


def _gate(frame: Frame, gate: GateDecision) -> GateView:
    w, title = words(frame.lang), frame.text(gate.title)
    sources = dict.fromkeys(s for reason in gate.reasons for s in reason.sources)
    layer = next(g.layer for g in frame.snapshot.pack.gates if g.id == gate.gate)
    if not sources:
        sources = dict.fromkeys(s for i in frame.snapshot.pack.of_layer(layer) for s in i.sources)
    shown = [r for r in gate.reasons if r.why in ("not-shown", "unsupported", "rule-open")]
    return GateView(
        section=Section(
            id=anchor("gate", gate.gate), number="", title=frame.text(gate.title), lead=gate_lead(frame, gate)
        ),
        ruling=frame.text(RULINGS[gate.ruling]),
        level=gate.ruling,
        stops=tuple(_row(frame, r) for r in gate.stops),
        conditions=_conditions(frame, gate),
        not_shown=tuple(dict.fromkeys(_short(frame, r) for r in shown)),
        sources=tuple(frame.source(s) for s in sources),
        named=(f"{w.reasons} · {title}", f"{w.conditions} · {title}"),
    )


def _conditions(frame: Frame, gate: GateDecision) -> tuple[ReasonRow, ...]:
    """Each condition, or where there are many, those alike in one row."""
    found = gate.conditions
    if len(found) <= _FEW:
        return tuple(_row(frame, r) for r in found)
    rows = [_row(frame, r) for r in found if r.why in ("rule", "no")]
    for why in ("not-shown", "unsupported", "rule-open"):
        alike = [r for r in found if r.why == why]
        if len(alike) == 1:
            rows.append(_row(frame, alike[0]))
        elif alike:
            rows.append(_together(frame, alike))
    return tuple(rows)


def _together(frame: Frame, alike: list[Reason]) -> ReasonRow:
    join, stop = ("、", "；") if frame.lang == "zh" else (", ", "; ")
    labels = join.join(_short(frame, r) for r in alike)
    shown = "出示：" if frame.lang == "zh" else "Shown: "
    first, *rest = dict.fromkeys(frame.text(r.lifted_if).rstrip("。.") for r in alike)
    lifted = stop.join([first, *(text.removeprefix(shown) for text in rest)])
    return ReasonRow(labels, frame.text(WHYS[alike[0].why]), "", lifted)


def _row(frame: Frame, reason: Reason) -> ReasonRow:
    return ReasonRow(
        title=frame.text(reason.title),
        why=frame.text(WHYS[reason.why]),
        basis=frame.text(reason.basis),
        lifted=frame.text(reason.lifted_if),
    )


def _short(frame: Frame, reason: Reason) -> str:
    """An item by its label; of a rule that is open, the facts that are missing."""
    if reason.why == "rule-open":
        join = "、" if frame.lang == "zh" else ", "
        return join.join(frame.name_of(name) for name in reason.missing)
    found = frame.indicators.get(reason.id)
    return found.label if found else reason.id
