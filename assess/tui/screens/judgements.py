"""Several evaluators: what they judged, how far they agree, the decision where they differ, second reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll

from assess.base.errors import AssessError, InputError
from assess.base.texts import Text
from assess.dossier.edits import Adjudicate, PutDraw
from assess.dossier.entities import BodyState
from assess.packs.model import Indicator
from assess.tui.actions import bindings
from assess.tui.agreeing import Agreed, decided_lines, read_agreed, summary_lines
from assess.tui.numerals import shown
from assess.tui.places import Place
from assess.tui.saving import Applied
from assess.tui.screens.base import PlaceScreen
from assess.tui.screens.confirming import Confirm
from assess.tui.screens.dialogs import Dialog, Field, Values
from assess.tui.screens.taking import StepDialog
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Prose, home, para
from assess.tui.widgets.choices import Choice
from assess.tui.widgets.rows import Row, RowList

if TYPE_CHECKING:
    from assess.dossier.draw import Draw
    from assess.session import Session

TITLE = Text(zh="评判 {open}/{n}", en="Judgements {open}/{n}")
NONE = Text(
    zh="还没有两人都评判过的指标。在核实处按 b 各评各的；按 p 抽样交第二人复核。",
    en="No indicator was judged by two evaluators yet. In verify, b judges apart; here p draws a sample for a "
    "second review.",
)
OPEN = Text(zh="待裁定", en="to decide")
DECIDED = Text(zh="已裁定", en="decided")
SAME = Text(zh="一致", en="agree")
APART = Text(zh="相差 {n}", en="{n} apart")
DECIDE = Text(zh="裁定：{label} {title}", en="Decide: {label} {title}")
DECIDE_ABOUT = Text(
    zh="评判人自己不能裁定，填报过的人也不能。裁定写明所依据的评判；评判一变，裁定即失效。",
    en="Neither an evaluator nor anybody who entered the claim decides. The decision names the judgements it was "
    "taken on and no longer holds when one of them changes.",
)
VALUE = Text(zh="裁定为", en="Decided as")
CODES = Text(zh="裁定为（代码，逗号分隔）", en="Decided as (codes, separated by commas)")
REASON = Text(zh="理由（留存）", en="The reason (kept)")
NOT_APPLICABLE = Text(zh="不适用", en="Not applicable")
UNKNOWN = Text(zh="不清楚", en="Not known")
DO_NOT_DIFFER = Text(zh="评判一致，无可裁定", en="They agree; there is nothing to decide")
CHOOSE_ONE = Text(zh="请先选定一项。", en="Choose one first.")
DRAW = Text(zh="抽样复核", en="A sample for a second review")
DRAW_ABOUT = Text(
    zh="从只评判过一次的指标里分层抽样，风险高的多抽，列入某人的复核清单。",
    en="Drawn from what was judged once: stratified, more where risk is, put on somebody's list.",
)
SHARE = Text(zh="抽取比例", en="The share to draw")
SEED = Text(zh="随机种子（事先定好，如开奖号码）", en="The seed (fixed beforehand, as a lottery number)")
WHO = Text(zh="交给谁复核", en="Who reviews them")
BAD_SHARE = Text(zh="比例请写成 10% 或 0.1。", en="Write the share like 10% or 0.1.")
REQUIRED = Text(zh="这一栏必须填写。", en="This field is required.")
PUT = Text(
    zh="抽出 {n} 件（可抽 {of} 件），列入 {who} 的清单？", en="{n} of {of} drawn: put them on the list of {who}?"
)
_NA, _UNKNOWN = "/not-applicable", "/unknown"


class JudgementsScreen(PlaceScreen):
    """What two evaluators judged, of one body or of all, those to be decided first; beside it who judged what."""

    place: ClassVar[Place] = "judgements"
    BINDINGS: ClassVar[list[Binding]] = bindings("judgements")  # type: ignore[assignment]
    CSS = """
    JudgementsScreen #split { height: 1fr; }
    JudgementsScreen RowList { width: 46fr; }
    JudgementsScreen #detail {
        width: 54fr; padding: 0 2; border-left: vkey $line; scrollbar-size-vertical: 1; overflow-y: auto;
    }
    JudgementsScreen.-narrow #split { layout: vertical; }
    JudgementsScreen.-narrow RowList { width: 1fr; height: 8; }
    JudgementsScreen.-narrow #detail {
        width: 1fr; height: 1fr; border-left: none; border-top: solid $line; padding: 0 1;
    }
    """

    def __init__(self, body: str | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._body = body
        self._found: Agreed | None = None

    def middle(self) -> ComposeResult:
        """List, and who judged what."""
        with Horizontal(id="split"):
            yield RowList(id="judged")
            with VerticalScroll(id="detail", classes="wall sill", can_focus=False):
                yield Prose(id="page")

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(RowList).focus()
        self._read()

    def on_resize(self, event: events.Resize) -> None:
        """List above detail where there is no room for both side by side."""
        self.set_class(event.size.width < 96, "-narrow")

    def _read(self) -> None:
        self._read_on([], [b.id for b in home(self).bodies if self._body in (None, b.id)])

    def _read_on(self, states: list[BodyState], left: list[str]) -> None:
        """Body by body, a turn at a time; what follows from them is worked out beside the session."""
        app, session = home(self), home(self).saver.session
        if session is None:
            return
        if left:
            app.saver.ask(lambda: _some(session, left), lambda got: self._more(states, *got), app.say_error)
        else:
            app.saver.aside(lambda: read_agreed(session, states), self._show, self._failed)

    def _more(self, states: list[BodyState], read: list[BodyState], left: list[str]) -> None:
        if self.is_mounted:
            self._read_on([*states, *read], left)

    def _failed(self, error: AssessError) -> None:
        # Whoever has left, and closed the dossier meanwhile, no longer asks.
        if self.is_mounted:
            home(self).say_error(error)

    def _show(self, found: Agreed) -> None:
        if self.is_mounted:
            self._found = found
            self.relabel()

    def relabel(self) -> None:
        """Say everything in the language in use."""
        session, found = home(self).saver.session, self._found
        if session is None or found is None:
            return
        n_open = sum(p.differ and not p.decided for p in found.pairs)
        title = TITLE.fill(open=n_open, n=len(found.pairs))
        names = {b.id: b.name for b in home(self).bodies}
        path = (session.campaign.title, *((names[self._body],) if self._body in names else ()), title)
        self.query_one(TopBar).show(path)
        self.query_one(RowList).show([self._row(session, p.key, names) for p in found.pairs])
        self._tell()

    def _row(self, session: Session, key: str, names: dict[str, Text]) -> Row:
        g, pair = self.glyphs, self._pair(key)
        assert pair is not None
        indicator = session.pack.indicator(pair.indicator)
        open_ = pair.differ and not pair.decided
        state = self.t(OPEN if open_ else DECIDED if pair.decided else SAME)
        if open_ and pair.apart is not None:
            state = f"{self.t(APART.fill(n=shown(pair.apart)))}  {state}"
        sign = (f"{g.disputed} ", "bold $warning") if open_ else (f"{g.saved} ", "$text-muted")
        where = (f"{self.t(names[pair.body])}  " if self._body is None and pair.body in names else "", "$accent")
        label = (f"{indicator.label} " if indicator else "", "$primary")
        title = (self.t(indicator.title) if indicator else pair.indicator, "" if open_ else "$text-muted")
        return Row(key, (sign, where, label, title), ((state, "$warning" if open_ else "$text-muted"),))

    def _tell(self) -> None:
        session, found = home(self).saver.session, self._found
        if session is None or found is None:
            return
        pair = self._pair(self.query_one(RowList).key or "")
        lang, g = self.lang, self.glyphs
        page = decided_lines(session.pack, pair, lang, g) if pair else [para(self.t(NONE), "$text-muted"), para("")]
        self.query_one("#page", Prose).show([*page, *summary_lines(session.pack, found, lang, g)])
        self.query_one("#detail").scroll_home(animate=False)

    def _pair(self, key: str) -> Any:
        return next((p for p in self._found.pairs if p.key == key), None) if self._found else None

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell of the one under the cursor."""
        event.stop()
        self._tell()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Enter decides."""
        event.stop()
        self.action_adjudicate()

    def applied(self, applied: Applied) -> None:
        """Something was written: read again."""
        if applied.change is not None:
            self._read()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    # -- deciding --------------------------------------------------------------------------------------

    def action_adjudicate(self) -> None:
        """Decide, as a third person, what the indicator under the cursor is."""
        app, session, pair = home(self), home(self).saver.session, self._pair(self.query_one(RowList).key or "")
        indicator = session.pack.indicator(pair.indicator) if session is not None and pair is not None else None
        if session is None or indicator is None or pair is None or not app.may_edit():
            return None
        if not pair.differ:
            return app.say(DO_NOT_DIFFER, "warning")
        title = Text(
            zh=DECIDE.zh.format(label=indicator.label, title=indicator.title.zh),
            en=DECIDE.en.format(label=indicator.label, title=indicator.title.en),
        )
        fields = [_value_field(indicator), Field("reason", REASON, kind="paragraphs")]
        asked = StepDialog(
            session, lambda v: _decision(pair.body, indicator, v), title, fields, DECIDE_ABOUT, ("reason",)
        )

        def take(values: Values | None) -> None:
            if values is not None:
                app.write(asked.edit_of(values), body=pair.body, then=app.tell_applied)

        return app.push_screen(asked, take)  # type: ignore[return-value]

    # -- second reviews --------------------------------------------------------------------------------

    def action_draw_sample(self) -> None:
        """Draw a sample for a second review and put it on somebody's list."""
        app = home(self)
        if not app.may_edit():
            return
        fields = [Field("who", WHO), Field("share", SHARE, value="10%"), Field("seed", SEED, value="1")]
        app.push_screen(Dialog(DRAW, fields, _sample_problem, DRAW_ABOUT), self._draw)

    def _draw(self, values: Values | None) -> None:
        app, session = home(self), home(self).saver.session
        if values is None or session is None:
            return
        from assess.session.second import draw_sample

        share, who = _share(values["share"]) or 0.1, " ".join(values["who"].split())
        app.saver.ask(
            lambda: draw_sample(session, seed=values["seed"].strip() or "1", assign=who, share=share),
            self._drawn,
            app.say_error,
        )

    def _drawn(self, made: Draw) -> None:
        app = home(self)
        names = {b.id: b.name for b in app.bodies}
        session = app.saver.session
        assert session is not None
        page = []
        for item in made.items:
            indicator = session.pack.indicator(item.indicator)
            title = f"{indicator.label} {self.t(indicator.title)}" if indicator else item.indicator
            page.append(para(f"{self.t(names[item.body]) if item.body in names else item.body}  {title}", "", "· "))
        of = sum(s.size for s in made.strata)

        def put(sure: bool | None) -> None:
            if sure:
                app.write(PutDraw(made), body="", then=self._put)

        app.push_screen(Confirm(PUT.fill(n=len(made.items), of=of, who=made.holder), page), put)

    def _put(self, applied: Applied) -> None:
        if applied.change is not None:
            home(self).say(applied.change.label)
        home(self).tell_applied(applied)

    def action_undo(self) -> None:
        """Take the last change back."""
        home(self).step("undo", self._body or "", home(self).tell_applied)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", self._body or "", home(self).tell_applied)


def _some(session: Session, bodies: list[str]) -> tuple[list[BodyState], list[str]]:
    from assess.tui.summaries import in_turn

    return in_turn(bodies, session.state)


def _value_field(indicator: Indicator) -> Field:
    scale = indicator.scale
    if scale.kind in ("share", "number"):
        return Field("value", VALUE)
    if scale.kind == "checklist":
        codes = ", ".join(o.code for o in scale.options)
        return Field("value", CODES, Text(zh=codes, en=codes))
    choices = [Choice(o.code, o.text) for o in scale.options]
    if indicator.not_applicable != "refuse" and all(o.state != "not-applicable" for o in scale.options):
        choices.append(Choice(_NA, NOT_APPLICABLE))
    if all(o.state != "unknown" for o in scale.options):
        choices.append(Choice(_UNKNOWN, UNKNOWN))
    return Field("value", VALUE, kind="choices", choices=tuple(choices))


def _decision(body: str, indicator: Indicator, values: Values) -> Adjudicate:
    from assess.packs.scales import parse_value

    said, reason = values["value"].strip(), values["reason"].strip()
    if not said:
        raise InputError(CHOOSE_ONE)
    if said in (_NA, _UNKNOWN):
        state = "not-applicable" if said == _NA else "unknown"
        return Adjudicate(body, indicator.id, None, reason, state)  # type: ignore[arg-type]
    return Adjudicate(body, indicator.id, parse_value(indicator, said), reason)


def _share(text: str) -> float | None:
    plain = text.strip()
    try:
        share = float(plain.rstrip("%％")) / (100 if plain.endswith(("%", "％")) else 1)
    except ValueError:
        return None
    return share if 0 < share <= 1 else None


def _sample_problem(values: Values) -> Text | None:
    if not values["who"].strip():
        return REQUIRED
    return None if _share(values["share"]) is not None else BAD_SHARE
