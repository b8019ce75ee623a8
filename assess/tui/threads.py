"""Queries, disputes, sign-offs and dates of a body as rows and pages: who said what when, and whose turn it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from assess.base.texts import Lang, Text
from assess.dossier.workflow.standing import BodyWork, queries_and_disputes
from assess.dossier.workflow.step import WorkStep
from assess.dossier.workflow.table import ASSESSMENT_STATES, DISPUTE_STATES, MOVES, QUERY_STATES
from assess.packs.model import Pack
from assess.tui.glyphs import Glyphs
from assess.tui.moves import left_open
from assess.tui.saving import BodyView, view_of
from assess.tui.states import about_me, mark
from assess.tui.summaries import in_turn
from assess.tui.widgets.base import Para, Piece, para
from assess.tui.widgets.rows import Row
from assess.tui.worktext import LATE, LEFT, days_left

if TYPE_CHECKING:
    from assess.session import Session

Kind = Literal["state", "deadline", "sign", "query", "dispute", "returned"]

WHOLE: Final = Text(zh="整份评估", en="Whole assessment")
STATE: Final = Text(zh="状态", en="State")
DEADLINE: Final = Text(zh="提交期限", en="Deadline")
NO_DEADLINE: Final = Text(zh="没有定期限。按 D 定一个。", en="No date was set. Press D to set one.")
SIGN: Final = Text(zh="签署", en="Sign-off")
HOLDS: Final = Text(zh="有效", en="holds")
STALE: Final = Text(zh="已失效：签署之后有改动", en="no longer holds: something was changed since")
QUERY: Final = Text(zh="提问", en="Query")
DISPUTE: Final = Text(zh="异议", en="Dispute")
RETURNED: Final = Text(zh="退回", en="Returned")
STALE_SHORT: Final = Text(zh="已失效", en="no longer holds")
IS_LATE: Final = Text(zh="逾期", en="late")
DUE: Final = Text(zh="答复期限 {due}", en="reply due {due}")
TURNS: Final[dict[str, Text]] = {
    "query/open": Text(zh="等单位答复：按 r。", en="The body's turn: r records its reply."),
    "query/answered": Text(zh="等评估人结束：按 c；追问：按 a。", en="The evaluator's turn: c closes, a asks on."),
    "dispute/open": Text(zh="等第三人裁决：按 o。单位可按 w 撤回。",
                         en="A third person decides: o. The body may take it back: w."),
    "returned/open": Text(zh="等单位改正：回车到这一项。", en="The body's turn: Enter goes to the indicator."),
    "sign/stale": Text(zh="要重新签署，按 S。", en="To sign again press S."),
}  # fmt: skip
HEAD: Final = Text(zh="所签流水头 {head}", en="Journal head signed: {head}")
EXTENDED: Final = Text(zh="延期到 {due}", en="Extended to {due}")
STILL_OPEN: Final = Text(zh="尚未了结：", en="Still open:")
AT_ONCE: Final = Text(zh="两个人同时走了一步，请核对记录（H）", en="Two people moved at once; see the history (H)")
NOT_BEGUN: Final = Text(zh="还没有走过流程的步骤。按 t 看可走的步骤。",
                        en="No step of the workflow was taken yet. t shows those there are.")  # fmt: skip


class Thread(msgspec.Struct, frozen=True):
    """One thing of the workflow with its steps in order; `open` while somebody owes something on it."""

    kind: Kind
    id: str
    body: str
    state: str
    about: str = ""
    open: bool = False
    late: bool = False
    steps: tuple[WorkStep, ...] = ()
    due: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.kind}/{self.body}/{self.id}"


def of_body(view: BodyView, today: str) -> list[Thread]:
    """All that the workflow holds on a body: state, deadline, sign-offs, what was returned, queries, disputes."""
    work, body = view.work, view.state.body.id
    if work is None:
        return []
    since = (work.since,) if work.since else ()
    found = [Thread("state", "", body, work.state, steps=since)]
    moved = tuple(s for s in view.state.work if s.matter == "deadline")
    late = bool(work.due) and work.under in ("draft", "returned") and today > work.due
    found.append(Thread("deadline", "", body, "", open=late, late=late, steps=moved, due=work.due))
    found += _signs(work, body, view.signed)
    found += [
        Thread("returned", name, body, "open", name, open=True, steps=(own.step,) if own.step else ())
        for name, own in work.indicators.items()
        if own.state == "returned"
    ]
    return [*found, *spoken(body, view.state.work, today)]


def _signs(work: BodyWork, body: str, holding: int) -> list[Thread]:
    """The sign-offs, the newest first; those that hold are the last ones made."""
    newest = list(reversed(work.signs))
    return [
        Thread("sign", s.id, body, "holds" if n < holding else "stale", open=n == 0 and not holding, steps=(s,))
        for n, s in enumerate(newest)
    ]


def spoken(body: str, steps: Sequence[WorkStep], today: str) -> list[Thread]:
    """Queries and disputes of a body, those still open first."""
    queries, disputes = queries_and_disputes(steps)
    found = [
        Thread("query", q.id, body, q.state, q.about, open=q.state != "closed", late=q.overdue(today),
               due=q.asked.due, steps=(q.asked, *q.replies, *([q.closed] if q.closed else [])))
        for q in queries
    ]  # fmt: skip
    found += [
        Thread("dispute", d.id, body, d.state, d.about, open=d.state == "open",
               steps=(d.raised, *([d.decided] if d.decided else [])))
        for d in disputes
    ]  # fmt: skip
    return sorted(found, key=lambda t: (not t.open, not t.late))


def read_body(session: Session, body: str, today: str) -> tuple[BodyView, list[Thread]]:
    """A body and what the workflow holds on it; runs on the session's thread."""
    view = view_of(session, body)
    return view, of_body(view, today)


def read_some(session: Session, bodies: Sequence[str], today: str) -> tuple[list[Thread], list[str]]:
    """Queries and disputes of the first of `bodies`, as many as a turn allows, and the bodies that are left."""
    found, left = in_turn(bodies, lambda body: spoken(body, session.state(body).work, today))
    return [thread for threads in found for thread in threads], left


# -- in words ----------------------------------------------------------------------------------------------


def state_text(one: Thread) -> Text:
    """The state of a thread, in words."""
    if one.kind == "state":
        return ASSESSMENT_STATES[one.state]
    if one.kind == "sign":
        return (
            HOLDS if one.state == "holds" else Text(zh=STALE.zh.partition("：")[0], en=STALE.en.partition(":")[0])
        )
    if one.kind == "query":
        return QUERY_STATES[one.state]
    return DISPUTE_STATES[one.state] if one.kind == "dispute" else Text(zh="", en="")


def row(one: Thread, pack: Pack, body: Text | None, lang: Lang, g: Glyphs) -> Row:
    """One line: sign, kind, what it is about, the first words, and the state on the right."""
    kinds = {"state": STATE, "deadline": DEADLINE, "sign": SIGN, "query": QUERY, "dispute": DISPUTE,
             "returned": RETURNED}  # fmt: skip
    signs: dict[str, tuple[str, str]] = {
        "query": mark("queried", g), "dispute": mark("disputed", g), "returned": mark("returned", g),
    }  # fmt: skip
    sign, style = signs.get(one.kind, (g.dot, "$text-muted"))
    if not one.open and one.kind in signs:
        sign, style = g.saved, "$text-muted"
    pieces: list[Piece] = [(f"{sign} ", style), (f"{kinds[one.kind].get(lang)} ", "$text-muted")]
    if body is not None:
        pieces.append((f"{body.get(lang)} ", "$accent"))
    if one.about and (indicator := pack.indicator(one.about)):
        pieces.append((f"{indicator.label} ", "$primary"))
    said = one.due if one.kind == "deadline" else one.steps[0].by if one.kind == "sign" else ""
    if one.kind in ("query", "dispute", "returned") and one.steps:
        said = " ".join(one.steps[0].text.split())
    pieces.append((said, "" if one.open or one.kind in ("deadline", "sign") else "$text-muted"))
    late = f"{g.flag}{IS_LATE.get(lang)} " if one.late else ""
    return Row(one.key, tuple(pieces), ((late, "bold $error"), (state_text(one).get(lang), "$text-muted")))


def page(one: Thread, pack: Pack, view: BodyView | None, when: dict[str, str], lang: Lang, g: Glyphs) -> list[Para]:
    """A thread in full; `when` are local times of its steps, `view` the body when it is that of the screen."""
    lines: list[Para] = []
    indicator = pack.indicator(one.about) if one.about else None
    kinds = {"state": STATE, "deadline": DEADLINE, "sign": SIGN, "query": QUERY, "dispute": DISPUTE,
             "returned": RETURNED}  # fmt: skip
    title = kinds[one.kind].get(lang)
    told = state_text(one).get(lang)
    lines.append(para(f"{title}  {told}".rstrip(), "bold"))
    on = f"{indicator.label} {indicator.title.get(lang)}" if indicator else WHOLE.get(lang)
    lines.append(para(on, "$primary"))
    if one.kind == "query" and one.due:
        late = f"  {IS_LATE.get(lang)}" if one.late else ""
        lines.append(para(f"{DUE.fill(due=one.due).get(lang)}{late}", "bold $error" if one.late else "$text-muted"))
    lines.append(para(""))
    for step in one.steps:
        lines += _step(step, when, lang, g)
    lines += _more(one, pack, view, lang, g)
    if turn := TURNS.get(f"{one.kind}/{one.state}"):
        lines.append(para(turn.get(lang), "$accent"))
    return lines


def _step(step: WorkStep, when: dict[str, str], lang: Lang, g: Glyphs) -> list[Para]:
    capacity = f" ({step.role})" if step.role else ""
    who = f"{when.get(step.id, step.at[:16])}  {step.by or g.dash}{capacity}  {MOVES[step.move].name.get(lang)}"
    lines = [para(who, "$text-muted")]
    if step.move in ("deadline", "extend"):
        lines.append(para((EXTENDED.fill(due=step.due).get(lang) if step.move == "extend" else step.due), "", "  "))
    if step.text:
        lines.append(para(step.text, "", "  "))
    if step.head:
        lines.append(para(HEAD.fill(head=step.head[:16]).get(lang), "$text-muted", "  "))
    return [*lines, para("")]


def _more(one: Thread, pack: Pack, view: BodyView | None, lang: Lang, g: Glyphs) -> list[Para]:
    work = view.work if view is not None else None
    if view is None or work is None:
        return []
    lines: list[Para] = []
    if one.kind == "sign" and one.state == "stale":
        lines.append(para(STALE.get(lang), "$warning", f"{g.flag} ", "bold $warning"))
    if one.kind == "deadline":
        lines.append(para(deadline_text(work).get(lang)))
    if one.kind == "state":
        lines += [] if one.steps else [para(NOT_BEGUN.get(lang)), para("")]
        if work.reset is not None:
            lines.append(para(work.reset.get(lang), "$warning", f"{g.flag} ", "bold $warning"))
        if work.at_once:
            lines.append(para(AT_ONCE.get(lang), "$warning", f"{g.flag} ", "bold $warning"))
        if mine := about_me(view):
            lines.append(para(mine.get(lang)))
        if left := left_open(pack, view):
            lines.append(para(STILL_OPEN.get(lang), "$text-muted"))
            lines += [para(text.get(lang), "", f"  {g.dot} ") for text in left]
    return lines


def deadline_text(work: BodyWork, today: str = "") -> Text:
    """By when the body submits, and how long that is; or that no date was set."""
    if not work.due:
        return NO_DEADLINE
    days = days_left(work.due, today)
    return (LATE if days < 0 else LEFT).fill(due=work.due, days=abs(days))
