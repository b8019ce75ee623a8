"""What the verify screen shows: claim, evidence, measurement and judgement of one indicator side by side."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll

from assess.base.texts import Text
from assess.dossier.entities import Evidence, Voice
from assess.dossier.evidence_states import Stale, stale_reasons
from assess.packs.model import Indicator, Pack
from assess.packs.vocabulary import VOICES
from assess.tui import blind, formtext, verifying
from assess.tui.places import Place
from assess.tui.saving import BodyView
from assess.tui.screens.base import PlaceScreen
from assess.tui.states import SHORT, mark, sign_of, state_line
from assess.tui.widgets.bars import TopBar
from assess.tui.widgets.base import Para, Piece, Prose, Sheet, entitle, home, para
from assess.tui.widgets.evidence import EvidenceRows
from assess.tui.widgets.judging import JudgingForm
from assess.tui.worktext import indicator_lines

TITLE = Text(zh="核实", en="Verify")
COUNT = Text(zh="已核实 {done}，共 {of} 项自报", en="{done} of {of} claims verified")
EVIDENCE = Text(zh="证据", en="Evidence")
OTHERS = Text(zh="实测与用户", en="Measured and users")
NONE = Text(zh="没有证据", en="No evidence")
HOW_TO_ADD = Text(
    zh="没有证据。在工作台按 a 附文件，按 e 加链接。",
    en="No evidence. In the workbench, a attaches a file and e adds a link.",
)
ALL_DONE = Text(zh="没有待核实的指标了", en="Nothing is left to verify")
NO_GAP = Text(zh="自报与核实一致", en="Claim and judgement agree")
WAITS = Text(zh="待核实", en="waits for a judgement")
OWN = Text(zh="我的评判", en="My own judgement")
WIDE = 112
"""From this width on the four columns stand side by side."""
VOICE: Voice = "verified"


class VerifyView(PlaceScreen):
    """One indicator at a time, all that is said about it in sight, and the judgement beside it."""

    place: ClassVar[Place] = "verify"

    def __init__(self, pack: Pack, view: BodyView, at: str | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pack, self.view, self._whole = pack, view, view
        self.apart = False
        self.asked = verifying.of_body(pack, view)
        waiting = next((i for i in self.asked if verifying.waits(i, view)), None)
        first = next((i for i in self.asked if i.id == at), waiting or next(iter(self.asked), None))
        self.indicator: Indicator | None = first
        self.form, self.proofs = JudgingForm(), EvidenceRows(id="pieces")
        self.proofs.brief = True

    def middle(self) -> ComposeResult:
        """The question on top, four columns below it."""
        yield Prose(id="asked")
        with Horizontal(id="columns"):
            with VerticalScroll(id="said", can_focus=False):
                with Sheet(id="claim", classes="titled topped"):
                    yield Prose(id="claimed")
                    yield Prose(id="guide")
                with Sheet(id="proofs", classes="wall titled topped"):
                    yield self.proofs
                    yield Prose(id="piece")
                with Sheet(id="others", classes="wall titled topped"):
                    yield Prose(id="other")
            self.form.add_class("wall", "titled", "topped", "-shown")
            yield self.form

    def on_mount(self) -> None:
        """Show the first indicator that waits; the judgement takes the keys."""
        self.set_class(self.app.size.width < WIDE, "-narrow")
        self.see(self._whole)
        self.call_after_refresh(self.form.main_field.focus)

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room, else one below the other."""
        self.set_class(event.size.width < WIDE, "-narrow")

    # -- showing ---------------------------------------------------------------------------------------

    def relabel(self) -> None:
        """Show the indicator as it stands, in the language in use."""
        session, found = home(self).saver.session, self.indicator
        if session is None:
            return
        done, of = verifying.progress(self.pack, self.view)
        path = (session.campaign.title, self.view.state.body.name, TITLE)
        self.query_one(TopBar).show(path, self._aside(COUNT.fill(done=done, of=of)))
        if found is None:
            self.query_one("#asked", Prose).show([para(self.t(ALL_DONE), "bold")])
            return
        lang, g = self.lang, self.glyphs
        titles = {"#claim": VOICES["claimed"], "#proofs": EVIDENCE, "#others": OTHERS}
        for name, title in titles.items():
            entitle(self.query_one(name), self.t(title))
        entitle(self.form, self.t(OWN if self.judging_apart else VOICES["verified"]))
        self.query_one("#asked", Prose).show(self._asked(found))
        claim = verifying.answer_page(found, self.view, "claimed", lang, g)
        if lines := indicator_lines(found.id, self.view, lang):
            claim = [*claim, para(""), *lines]
        self.query_one("#claimed", Prose).show(claim)
        self.query_one("#guide", Prose).show(self._guidance(found))
        others = blind.judgement_lines(found, self._whole, session.author.name, lang, g)
        others += verifying.others_page(self.pack, found, self.view, lang, g)
        self.query_one("#other", Prose).show(others)
        self.proofs.show_evidence(self.view.state.evidence.get(found.id, ()), self._stale(found))
        self._show_piece()
        busy = home(self).saver.busy(f"answer/{self.view.state.body.id}/{found.id}/{VOICE}")
        self.form.show(self.pack, found, self.view, VOICE, busy=busy)

    @property
    def judging_apart(self) -> bool:
        """Whether what is given here is one's own judgement beside those of others."""
        return self.apart or (self.indicator is not None and blind.judged_apart(self.indicator, self._whole))

    def see(self, view: BodyView) -> None:
        """Show the body as it stands now, without what is not to be seen yet."""
        session = home(self).saver.session
        self._whole = view
        self.view = (
            view if session is None else blind.as_seen(self.pack, view, session.author.name, apart=self.apart)
        )
        self.asked = verifying.of_body(self.pack, self.view)
        self.relabel()

    def _aside(self, count: Text) -> Text:
        """On top: how much is verified, and where there is room the state of the assessment."""
        state = state_line(self.view)
        if state is None or self.has_class("-narrow"):
            return count
        return Text(zh=f"{state.zh}  {count.zh}", en=f"{state.en}  {count.en}")

    def _asked(self, found: Indicator) -> list[Para]:
        """Code, title and place in the round; the question; what sets claim and judgement apart."""
        at = self.asked.index(found) + 1 if found in self.asked else 0
        pieces: list[Piece] = [(f"{found.label}  ", "bold $primary"), (self.t(found.title), "bold")]
        pieces.append((f"  {at}/{len(self.asked)}", "$text-muted"))
        if (sign := sign_of(self.view.work, found.id)) is not None:
            shape, style = mark(sign, self.glyphs)
            pieces.append((f"  {shape} {self.t(SHORT[sign])}", style))
        lines = [Para(pieces=tuple(pieces))]
        if found.question != found.title:
            lines.append(para(self.t(found.question)))
        return [*lines, self._standing(found)]

    def _guidance(self, found: Indicator) -> list[Para]:
        if not found.guidance:
            return []
        return [para(""), para(self.t(formtext.GUIDANCE), "bold"), para(self.t(found.guidance), "$text-muted")]

    def _standing(self, found: Indicator) -> Para:
        scored = self.view.result.score.indicators.get(found.id)
        gap = formtext.gap(scored.voices if scored else {}, self.lang, self.glyphs)
        if gap:
            return gap[0]
        if verifying.waits(found, self.view):
            return para(self.t(WAITS), "$accent", f"{self.glyphs.unanswered} ", "$accent")
        voices = set(scored.voices) if scored else set()
        agreed = {"claimed", "verified"} <= voices
        return para(self.t(NO_GAP) if agreed else " ", "$text-muted", f"{self.glyphs.saved} " if agreed else "")

    def _show_piece(self) -> None:
        piece = self._piece
        page = [para(self.t(HOW_TO_ADD), "$text-muted")]
        if piece is not None and self.indicator is not None:
            page = verifying.evidence_page(piece, self._stale(self.indicator)[piece.id], self.lang)
        self.query_one("#piece", Prose).show(page)

    def _stale(self, found: Indicator) -> dict[str, tuple[Stale, ...]]:
        return {e.id: stale_reasons(e, found, self.view.state) for e in self.view.state.evidence.get(found.id, ())}

    @property
    def _piece(self) -> Evidence | None:
        held = self.view.state.evidence.get(self.indicator.id, ()) if self.indicator else ()
        return next((e for e in held if e.id == self.proofs.key), None)

    def on_row_list_moved(self, event: EvidenceRows.Moved) -> None:
        """Show the piece under the cursor in full."""
        event.stop()
        self._show_piece()
