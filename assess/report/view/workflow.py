"""The workflow in a body's report: state, queries by number, disputes with their decisions, sign-offs and heads."""

from __future__ import annotations

from collections.abc import Mapping

from assess.base.texts import Text
from assess.dossier.workflow.table import ASSESSMENT_STATES, DISPUTE_STATES, INDICATOR_STATES
from assess.dossier.workflow.told import DisputeTold, SignTold, WorkTold
from assess.report.format import moment
from assess.report.headlines import say
from assess.report.view.frame import Frame
from assess.report.view.marks import Pair
from assess.report.view.workflow_model import DisputeLine, SignLine, WorkView
from assess.snapshot import BodyResult


def work_view(frame: Frame, body: BodyResult) -> WorkView | None:
    """What the audit trail says of the workflow; None where no step was taken."""
    work = body.work
    if work is None:
        return None
    return WorkView(
        facts=_facts(frame, work),
        notes=_notes(frame, work),
        signs=tuple(_sign(frame, s) for s in work.signs),
        disputes=tuple(_dispute(frame, d) for d in work.disputes),
    )


def _facts(frame: Frame, work: WorkTold) -> tuple[Pair, ...]:
    t, lang = frame.t, frame.lang
    state = _named(frame, ASSESSMENT_STATES, work.state)
    since = say("work_since", lang, state=state, when=moment(work.since, lang)) if work.since else state
    counts = (
        say("work_count", lang, what=_named(frame, INDICATOR_STATES, s), n=f"{n:,}")
        for s, n in work.indicators.items()
    )
    late = sum(frame.snapshot.made[:10] > due for due in work.dues)
    asked = say(
        "work_queries",
        lang,
        n=f"{sum(work.queries.values()):,}",
        open=f"{work.queries.get('open', 0):,}",
        late=f"{late:,}",
        answered=f"{work.queries.get('answered', 0):,}",
    )
    due = say("work_due", lang, due=work.due, n=f"{work.extensions:,}") if work.extensions else work.due
    pairs = (
        Pair(t.work_state, since),
        Pair(t.work_indicators, (" · ").join(counts)),
        Pair(t.work_asked, asked if work.queries else ""),
        Pair(t.work_deadline, due),
    )
    return tuple(p for p in pairs if p.value)


def _named(frame: Frame, states: Mapping[str, Text], state: str) -> str:
    """The state in words; as it stands where a snapshot holds one that is not in the table."""
    return frame.text(states[state]) if state in states else state


def _notes(frame: Frame, work: WorkTold) -> tuple[str, ...]:
    lang, notes = frame.lang, []
    labels = {i.id: i.label for i in frame.snapshot.pack.indicators}
    if work.reset:
        listed = ("、" if lang == "zh" else ", ").join(labels.get(i, i) for i in work.reset)
        notes.append(say("work_reset", lang, listed=listed))
    if work.fell_back:
        notes.append(say("work_fell_back", lang))
    if work.at_once:
        notes.append(say("work_at_once", lang))
    return tuple(notes)


def _sign(frame: Frame, sign: SignTold) -> SignLine:
    holds = frame.t.work_holds if sign.holds else frame.t.work_stale
    return SignLine(sign.by or "–", sign.role or "–", moment(sign.at, frame.lang), sign.head, holds, sign.text)


def _dispute(frame: Frame, dispute: DisputeTold) -> DisputeLine:
    indicator = frame.snapshot.pack.indicator(dispute.about) if dispute.about else None
    about = f"{indicator.label} {frame.text(indicator.title)}" if indicator else frame.t.work_whole
    return DisputeLine(
        about=about,
        state=_named(frame, DISPUTE_STATES, dispute.state),
        raised=_by(frame, dispute.by, dispute.at),
        reason=dispute.text,
        decided=_by(frame, dispute.decided_by, dispute.decided_at),
        decision=dispute.decision,
    )


def _by(frame: Frame, who: str, when: str) -> str:
    return " · ".join(x for x in (moment(when, frame.lang) if when else "", who) if x) or "–"
