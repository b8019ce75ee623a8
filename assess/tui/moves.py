"""Which moves of the workflow there are for a body and one of its indicators, and what stands in the way of each.

Asked of the session, which knows states and rights; nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from assess.base.errors import NotAllowed
from assess.base.texts import Text
from assess.dossier.edits import TakeWork
from assess.dossier.judging import undecided
from assess.dossier.workflow.step import WorkStep
from assess.dossier.workflow.table import MOVES, MoveName
from assess.packs.model import Pack
from assess.tui.saving import BodyView
from assess.tui.standing import open_indicators
from assess.tui.verifying import lacks, of_body, waits

if TYPE_CHECKING:
    from assess.session import Session

OF_INDICATOR: Final[tuple[MoveName, ...]] = ("examine", "refer-back", "ask", "raise")
OF_BODY: Final[tuple[MoveName, ...]] = (
    "submit", "review", "return", "verify", "sign", "close", "reopen", "ask", "raise", "deadline", "extend",
)  # fmt: skip
OF_QUERY: Final[tuple[MoveName, ...]] = ("reply", "resolve")
OF_DISPUTE: Final[tuple[MoveName, ...]] = ("uphold", "amend", "withdraw")
_ANY_DATE: Final = "9999-12-31"

MEANS: Final[dict[str, Text]] = {
    "submit": Text(zh="把填报交给评估人。此后填报内容不能再改，除非被退回；证据仍可补充。",
                   en="Hand the claims to the evaluators. They stand from then on, unless returned; evidence may "
                   "still be added."),
    "review": Text(zh="着手核实，整份评估转为“核实中”。", en="Begin to verify; the assessment is in review."),
    "return": Text(zh="整份退回，由单位改正后重新提交；理由会告诉单位。",
                   en="Return all of it to be corrected and submitted again; the body is told the reason."),
    "verify": Text(zh="宣布整份核实完毕。须没有未了的提问和异议；填报过的人不能做。",
                   en="Declare the whole assessment verified. No query or dispute may be open, and nobody who "
                   "entered a claim may do it."),
    "close": Text(zh="办结：须已核实、已签署，没有未了的事项。此后什么都不能改。",
                  en="Close it: verified, signed, nothing open. Nothing can be changed afterwards."),
    "reopen": Text(zh="重新转为“核实中”，写明理由。", en="Take it into review again, with the reason."),
    "examine": Text(zh="着手核实这一项，别人就知道有人在看。", en="Take this indicator up, so that others know."),
    "refer-back": Text(zh="只退回这一项，单位可以改这一项；理由会告诉单位。",
                       en="Return this indicator alone: the body may change it, and is told the reason."),
    "ask": Text(zh="向单位提问，可以定答复期限。", en="Put a question to the body, with a date if you like."),
    "reply": Text(zh="登记单位对提问的答复。", en="Record what the body replies."),
    "resolve": Text(zh="已答复，或不再需要：结束提问。", en="Close the query: answered, or no longer needed."),
    "raise": Text(zh="单位不同意核实结论，写明理由；由第三人裁决。",
                  en="The body does not agree with what was verified and says why; a third person decides."),
    "uphold": Text(zh="裁决：原判断不变。作判断的人和提出异议的人不能裁决。",
                   en="Decide that the judgement stands. Neither who judged nor who disputes may."),
    "amend": Text(zh="裁决：异议成立，判断须重新作出。作判断的人和提出异议的人不能裁决。",
                  en="Grant it: the judgement is to be made anew. Neither who judged nor who disputes may."),
    "withdraw": Text(zh="单位收回异议。", en="The body takes its dispute back."),
    "deadline": Text(zh="定这个单位的提交期限。", en="Set the date by which this body submits."),
    "extend": Text(zh="给这个单位延期，写明理由。", en="Give this body more time, with the reason."),
    "sign": Text(zh="签署：记下所签的流水头，此后单位名下一有改动，签署即失效。",
                 en="Sign off: the journal head is named, and it holds until anything on the body changes."),
}  # fmt: skip
"""What each move does, for people."""

ALL_BODIES: Final = Text(zh="定全部单位的提交期限。", en="Set the date by which all bodies submit.")


class Offer(msgspec.Struct, frozen=True):
    """One move that there is: on an indicator (`about`) or a query or dispute (`thread`), and what is in its way.

    `barred` says that it is the right that is missing, not the state; `way_out` says what to do then.
    """

    body: str
    move: MoveName
    about: str = ""
    thread: str = ""
    subject: str = ""
    obstacle: Text | None = None
    way_out: Text | None = None
    barred: bool = False

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.move}/{self.about}/{self.thread}"

    @property
    def allowed(self) -> bool:
        """Whether it can be made now, by whoever asked."""
        return self.obstacle is None

    def edit(self, *, text: str = "", due: str = "", role: str = "") -> TakeWork:
        """The move with what was said."""
        return TakeWork(self.body, self.move, about=self.about, thread=self.thread, text=text, due=due, role=role)


def offers(session: Session, body: str, indicator: str = "", threads: tuple[str, ...] | None = None) -> list[Offer]:
    """All moves on `body` and on `indicator`, those that can be made first; in the order of the work else.

    `threads` narrows to these queries and disputes; without, those of the indicator and of the whole body count.
    """
    if not body:
        return [attempted(session, Offer("", "deadline"))]
    found: list[Offer] = []
    work = session.work(body)
    for query in work.queries:
        if query.state != "closed" and _meant(query.id, query.about, indicator, threads):
            found += [_of(body, m, query.asked) for m in OF_QUERY]
    for dispute in work.open_disputes():
        if _meant(dispute.id, dispute.about, indicator, threads):
            found += [_of(body, m, dispute.raised) for m in OF_DISPUTE]
    if threads is None:
        found += [Offer(body, m, about=indicator) for m in OF_INDICATOR if indicator]
        found += [Offer(body, m) for m in OF_BODY]
    seen = [attempted(session, offer) for offer in found]
    return sorted(seen, key=lambda o: not o.allowed)


def _meant(id: str, about: str, indicator: str, threads: tuple[str, ...] | None) -> bool:
    if threads is not None:
        return id in threads
    return not indicator or about in ("", indicator)


def _of(body: str, move: MoveName, opened: WorkStep) -> Offer:
    return Offer(body, move, about=opened.about, thread=opened.id, subject=opened.text)


def attempted(session: Session, offer: Offer) -> Offer:
    """The offer with what stands in its way, were it made with all that it needs."""
    due = _ANY_DATE if "due" in MOVES[offer.move].needs else ""
    error = session.obstacle(offer.edit(text="…", due=due))
    if error is None:
        return offer
    barred = isinstance(error, NotAllowed)
    # What is possible instead stands in the list of moves; of a right that is missing it says whom to ask.
    return msgspec.structs.replace(
        offer, obstacle=error.message, way_out=error.hint if barred else None, barred=barred
    )


LEFT: Final[dict[str, Text]] = {
    "open": Text(zh="未答的指标 {n} 项", en="unanswered indicators: {n}"),
    "waits": Text(zh="未核实的自报 {n} 项", en="claims not verified: {n}"),
    "returned": Text(zh="退回而未改的指标 {n} 项", en="returned and not corrected: {n}"),
    "queries": Text(zh="未结束的提问 {n} 个", en="queries not closed: {n}"),
    "disputes": Text(zh="待裁决的异议 {n} 个", en="disputes not decided: {n}"),
    "short": Text(zh="证据不足以支持的等级 {n} 项", en="levels that evidence does not carry: {n}"),
    "apart": Text(zh="评判不一而未裁定的 {n} 项", en="judgements that differ and are not decided: {n}"),
}


def left_open(pack: Pack, view: BodyView) -> list[Text]:
    """What is still open on a body, in words: looked at before a step on all of it is taken."""
    work = view.work
    if work is None:
        return []
    counts = {
        "open": len(open_indicators(pack, view, "claimed")),
        "waits": sum(waits(i, view) for i in of_body(pack, view)),
        "returned": work.count("returned"),
        "queries": sum(q.state != "closed" for q in work.queries),
        "disputes": len(work.open_disputes()),
        "short": sum(lacks(i, view) for i in of_body(pack, view)),
        "apart": len(undecided(pack, view.state)),
    }
    return [LEFT[name].fill(n=n) for name, n in counts.items() if n]
