"""What the screens say of the workflow: where a body stands and what is owed, and what concerns one indicator."""

from __future__ import annotations

import datetime as dt
from typing import Final

from assess.base.clock import utc_now
from assess.base.texts import Lang, Text, same
from assess.dossier.workflow.standing import BodyWork
from assess.dossier.workflow.table import ASSESSMENT_STATES, INDICATOR_STATES
from assess.tui.saving import BodyView
from assess.tui.widgets.base import Para, para

NOTHING: Final = same("")
LATE: Final = Text(zh="期限 {due}，逾期 {days} 天", en="due {due}, {days} days late")
LEFT: Final = Text(zh="期限 {due}，剩 {days} 天", en="due {due}, {days} days left")
ASKED: Final = Text(zh="待答复的提问 {n}", en="queries to reply to: {n}")
REPLIED: Final = Text(zh="待评估人处理的答复 {n}", en="replies to look at: {n}")
DISPUTED: Final = Text(zh="待裁决的异议 {n}", en="disputes to decide: {n}")
STATE: Final = Text(zh="办理状态：{state}", en="Workflow: {state}")
SIGNED: Final = Text(zh="已签署", en="signed")
STALE: Final = Text(zh="签署已失效", en="sign-off no longer holds")
QUERY: Final = Text(zh="提问（{who}{due}）：{text}", en="Query ({who}{due}): {text}")
DISPUTE: Final = Text(zh="异议（{who}）：{text}", en="Dispute ({who}): {text}")
RETURNED: Final = Text(zh="退回的理由（{who}）：{text}", en="Returned because ({who}): {text}")


def standing_line(work: BodyWork, today: str = "", *, signed: int = 0) -> Text:
    """State, deadline and what is open, on a line; nothing where no step was taken and no date set."""
    if work.since is None and not (work.due or work.queries or work.disputes):
        return NOTHING
    today = today or utc_now()[:10]
    parts = [ASSESSMENT_STATES[work.state]]
    if work.due and work.under in ("draft", "returned"):
        days = days_left(work.due, today)
        parts.append((LATE if days < 0 else LEFT).fill(due=work.due, days=abs(days)))
    replied = sum(q.state == "answered" for q in work.queries)
    for text, n in ((ASKED, len(work.open_queries())), (REPLIED, replied), (DISPUTED, len(work.open_disputes()))):
        if n:
            parts.append(text.fill(n=n))
    if work.signs:
        parts.append(SIGNED if signed else STALE)
    parts += [work.reset] if work.reset else []
    return Text(zh=" · ".join(p.zh for p in parts), en=" · ".join(p.en for p in parts))


def days_left(due: str, today: str = "") -> int:
    """Days until `due`, negative when it is past."""
    return (dt.date.fromisoformat(due) - dt.date.fromisoformat(today or utc_now()[:10])).days


def indicator_lines(indicator: str, view: BodyView, lang: Lang) -> list[Para]:
    """The state of an indicator, why it fell back, its open queries and disputes; nothing before the first step."""
    work = view.work
    if work is None or not view.state.work:
        return []
    own = work.indicators[indicator]
    lines = [para(STATE.fill(state=INDICATOR_STATES[own.state].get(lang)).get(lang), "$text-muted")]
    if own.note is not None:
        lines.append(para(own.note.get(lang), "$warning"))
    if own.state == "returned" and own.step is not None:
        lines.append(para(RETURNED.fill(who=own.step.by, text=own.step.text).get(lang), "$warning"))
    for query in work.queries:
        if query.about == indicator and query.state != "closed":
            due = f", {query.asked.due}" if query.asked.due else ""
            said = QUERY.fill(who=query.asked.by, due=due, text=query.asked.text)
            lines.append(para(said.get(lang), "$warning"))
    for dispute in work.open_disputes(indicator):
        lines.append(para(DISPUTE.fill(who=dispute.raised.by, text=dispute.raised.text).get(lang), "$warning"))
    return lines
