"""Taking a step of the workflow: choosing one of those that there are, saying what it needs, and writing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec

from assess.base.clock import utc_now
from assess.base.errors import AssessError
from assess.base.texts import Text, same
from assess.dossier.dates import is_date
from assess.dossier.workflow.table import ASSESSMENT_STATES, MOVES
from assess.packs.model import Pack
from assess.tui.moves import ALL_BODIES, MEANS, Offer, left_open, offers
from assess.tui.numerals import score_text
from assess.tui.saving import Applied, BodyView, view_of
from assess.tui.screens.asks import BAD_DATE, REQUIRED
from assess.tui.screens.dialogs import Dialog, Field, Values
from assess.tui.widgets.base import home

if TYPE_CHECKING:
    from assess.dossier.edits import Edit, TakeWork
    from assess.session import Session
    from assess.tui.app import AssessApp

DAYS_TO_REPLY: Final = 14
WHOLE: Final = Text(zh="整份评估", en="the whole assessment")
EVERYBODY: Final = Text(zh="全部单位", en="all bodies")
TITLED: Final = Text(zh="{move}：{on}", en="{move}: {on}")
REASON: Final = Text(zh="理由（会留存，对方看得到）", en="The reason (kept, and seen by the other side)")
REMARK: Final = Text(zh="说明（可不填）", en="A remark (optional)")
QUESTION: Final = Text(zh="问题", en="The question")
ANSWER: Final = Text(zh="答复", en="The reply")
REPLY_BY: Final = Text(zh="答复期限（可不填）", en="Reply due by (optional)")
DATE: Final = Text(zh="期限", en="The date")
CAPACITY: Final = Text(zh="以什么身份签署，如 局长（可不填）", en="In what capacity, e.g. director (optional)")
STILL_OPEN: Final = Text(zh="尚未了结：{what}。", en="Still open: {what}.")
NOTHING_OPEN: Final = Text(zh="没有未了的事项。", en="Nothing is open.")
SIGNED_IS: Final = Text(
    zh="所签：{body}，{state}，{title} {score}，流水头 {head}。",
    en="What is signed: {body}, {state}, {title} {score}, journal head {head}.",
)
ASKED: Final = Text(zh="“{text}”", en="“{text}”")
DONE: Final = Text(zh="{label}。现状态：{state}", en="{label}. State now: {state}")
WHOLE_STEPS: Final = frozenset({"submit", "verify", "close", "sign"})
"""Steps on all of a body, before which it is told what is open."""


class Ahead(msgspec.Struct, frozen=True):
    """What has to be known to ask for a step: the body as it stands, and the heads of the journal and the body."""

    view: BodyView | None
    head: str
    basis: str


class StepDialog(Dialog):
    """Asks for what a step needs; the dossier itself says whether it can be taken, before the dialog closes."""

    def __init__(
        self,
        session: Session,
        make: Callable[[Values], Edit],
        title: Text,
        fields: list[Field],
        about: Text | None = None,
        needs: tuple[str, ...] = (),
    ) -> None:
        super().__init__(title, fields, None, about)
        self._session, self._make, self._needs = session, make, needs

    def on_mount(self) -> None:
        """What has to be chosen is chosen first."""
        first = self._fields[0]
        if first.kind == "choices" and not first.value:
            self.call_after_refresh(self.query_one(f"#field-{first.name}").focus)

    def edit_of(self, values: Values) -> Edit:
        """The step with what was said; AssessError where a value cannot be read."""
        return self._make(values)

    def action_confirm(self) -> None:
        """Have the step looked at; close when nothing is in its way."""
        values = self.values
        due = values.get("due", "").strip()
        if due and not is_date(due):
            return self.complain(BAD_DATE)
        if any(not values.get(name, "").strip() for name in self._needs):
            return self.complain(REQUIRED)
        try:
            edit = self.edit_of(values)
        except AssessError as error:
            return self.complain(both(error.message, error.hint))
        return home(self).saver.ask(lambda: self._session.obstacle(edit), lambda error: self._end(values, error))

    def _end(self, values: Values, error: AssessError | None) -> None:
        if not self.is_current:
            return
        if error is None:
            self.dismiss(values)
        else:
            self.complain(both(error.message, error.hint))


def both(message: Text, hint: Text | None) -> Text:
    """What is wrong and the way out, as sentences."""
    if not hint:
        return message
    return Text(
        zh=f"{message.zh.rstrip('。')}。{hint.zh}",
        en=f"{message.en[:1].upper()}{message.en[1:].rstrip('.')}. {hint.en}",
    )


def ask(app: AssessApp, offer: Offer, then: Callable[[Applied], None]) -> None:
    """Ask for what `offer` needs and take the step; `then` gets what follows. Says why not when it cannot be."""
    session = app.saver.session
    if session is None or not app.may_edit():
        return
    if offer.obstacle is not None:
        app.say_error(AssessError(offer.obstacle, offer.way_out))
        return
    app.flush()

    def look() -> Ahead:
        view = view_of(session, offer.body) if offer.body else None
        return Ahead(view, session.head, session.body_head(offer.body) if offer.move == "sign" else "")

    app.saver.ask(look, lambda ahead: _open(app, session, offer, ahead, then), app.say_error)


def _open(app: AssessApp, session: Session, offer: Offer, ahead: Ahead, then: Callable[[Applied], None]) -> None:
    move, on = MOVES[offer.move].name, subject(session.pack, offer, ahead.view)
    title = filled(TITLED, move=move, on=on)
    about = _about(session.pack, offer, ahead, app)
    needs = MOVES[offer.move].needs
    asked = StepDialog(session, lambda v: _edit(offer, v, ahead.basis), title, _fields(offer), about, needs)

    def take(values: Values | None) -> None:
        if values is not None:
            app.write(asked.edit_of(values), body=offer.body, then=lambda applied: _taken(app, applied, then))

    app.push_screen(asked, take)


def _edit(offer: Offer, values: Values, basis: str) -> TakeWork:
    said = {name: values.get(name, "").strip() for name in ("text", "due", "role")}
    edit = offer.edit(**said)
    # What is signed is what was shown, also where others write to the same dossier meanwhile.
    return msgspec.structs.replace(edit, basis=basis)


def _taken(app: AssessApp, applied: Applied, then: Callable[[Applied], None]) -> None:
    if applied.change is not None:
        label, work = applied.change.label, applied.view.work if applied.view else None
        app.say(filled(DONE, label=label, state=ASSESSMENT_STATES[work.state]) if work else label)
    app.tell_applied(applied)
    then(applied)


def filled(form: Text, **values: Text) -> Text:
    """`form` with texts in its places, each in its own language."""
    zh = form.zh.format(**{name: text.zh for name, text in values.items()})
    return Text(zh=zh, en=form.en.format(**{name: text.en for name, text in values.items()}))


def subject(pack: Pack, offer: Offer, view: BodyView | None) -> Text:
    """What a step is on: an indicator, the whole of a body, or all bodies."""
    if not offer.body:
        return EVERYBODY
    indicator = pack.indicator(offer.about) if offer.about else None
    if indicator is not None:
        return Text(zh=f"{indicator.label} {indicator.title.zh}", en=f"{indicator.label} {indicator.title.en}")
    return view.state.body.name if view is not None else WHOLE


def _fields(offer: Offer) -> list[Field]:
    needs = MOVES[offer.move].needs
    if offer.move == "ask":
        due = (dt.date.fromisoformat(utc_now()[:10]) + dt.timedelta(days=DAYS_TO_REPLY)).isoformat()
        return [Field("text", QUESTION, kind="paragraphs"), Field("due", REPLY_BY, BAD_DATE, due)]
    if offer.move == "reply":
        return [Field("text", ANSWER, kind="paragraphs")]
    fields = [Field("due", DATE, BAD_DATE)] if "due" in needs else []
    if offer.move == "sign":
        fields.append(Field("role", CAPACITY))
    if "text" in needs:
        return [*fields, Field("text", REASON, kind="paragraphs")]
    return [*fields, Field("text", REMARK)]


def _about(pack: Pack, offer: Offer, ahead: Ahead, app: AssessApp) -> Text:
    """What the step does, and what is to be known before: what is open, what is signed, what was asked."""
    lines = [MEANS[offer.move] if offer.body else ALL_BODIES]
    if offer.subject:
        lines.append(ASKED.fill(text=offer.subject))
    view = ahead.view
    if view is not None and offer.move in WHOLE_STEPS and not offer.about:
        left = left_open(pack, view)
        what = Text(zh="；".join(x.zh for x in left), en="; ".join(x.en for x in left))
        lines.append(filled(STILL_OPEN, what=what) if left else NOTHING_OPEN)
    if view is not None and offer.move == "sign" and view.work is not None:
        total = pack.totals[0]
        score = score_text(view.result.score.totals[total.id].value, app.glyphs.dash)
        state = ASSESSMENT_STATES[view.work.state]
        held = {"score": same(score), "head": same(ahead.head[:16])}
        lines.append(filled(SIGNED_IS, body=view.state.body.name, state=state, title=total.title, **held))
    return Text(zh="\n".join(x.zh for x in lines), en="\n".join(x.en for x in lines))


def choose(
    app: AssessApp,
    body: str,
    indicator: str,
    then: Callable[[Applied], None],
    threads: tuple[str, ...] | None = None,
) -> None:
    """Show the moves that there are on `body` and `indicator`, and take the one that is chosen."""
    session = app.saver.session
    if session is None:
        return
    app.flush()

    def show(found: list[Offer]) -> None:
        from assess.tui.screens.moving import MovesScreen

        app.push_screen(MovesScreen(session.pack, found), lambda offer: ask(app, offer, then) if offer else None)

    app.saver.ask(lambda: offers(session, body, indicator, threads), show, app.say_error)
