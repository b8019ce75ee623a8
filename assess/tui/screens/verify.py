"""The verify screen: going from indicator to indicator, judging evidence, giving the verified answer."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.widget import Widget

from assess.base.texts import Text
from assess.dossier.edits import JudgeEvidence, RemoveEvidence, Waive
from assess.dossier.entities import Evidence, EvidenceStatus
from assess.packs.model import Indicator
from assess.tui import blind, verifying
from assess.tui.actions import bindings
from assess.tui.saving import Applied
from assess.tui.screens.asks import REQUIRED, reason
from assess.tui.screens.bench import REFUSED
from assess.tui.screens.dialogs import Dialog, Field, Values
from assess.tui.screens.verifyview import ALL_DONE, NONE, VerifyView
from assess.tui.standing import concerns
from assess.tui.widgets.base import Sheet, home
from assess.tui.widgets.evidence import STATUSES, EvidenceRows
from assess.tui.widgets.form import Edited, Spoilt

NO_CLAIM = Text(zh="没有自报的答案可以采纳", en="There is no claimed answer to adopt")
WHY = Text(zh="{status}：为什么？", en="“{status}”: why?")
NOTHING_TO_WAIVE = Text(zh="核实的答案不缺证据，不需要豁免", en="The verified answer lacks no evidence to waive")
WAIVE = Text(zh="{label}：豁免所缺的证据", en="{label}: waive the evidence that is missing")
WAIVE_WHY = Text(zh="理由（与档次一起写进报告）", en="The reason (told in the report wherever the level is)")
WAIVE_AGAIN = Text(zh="理由（清空则取消豁免）", en="The reason (none takes the waiver back)")
APART = Text(
    zh="各评各的：所给的是自己的评判，看不到别人的；再按 b 回到核实",
    en="Judging apart: what you give is your own judgement, unseen by and of others; b again goes back",
)
TOGETHER = Text(zh="回到核实：所给的是核实的答案", en="Back to verifying: what you give is the verified answer")
REASON = Text(zh="理由（与判定一起留存）", en="The reason (kept with the judgement)")


class VerifyScreen(VerifyView):
    """A round through the indicators of one body, judging."""

    BINDINGS: ClassVar[list[Binding]] = bindings("verify")  # type: ignore[assignment]
    CSS = """
    VerifyScreen > #asked { margin: 0 1; }
    VerifyScreen #columns { height: 1fr; }
    VerifyScreen #said { layout: horizontal; width: 82fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    VerifyScreen Sheet { display: block; padding: 0 2 0 1; }
    VerifyScreen #others, VerifyScreen #proofs, VerifyScreen JudgingForm { border-left: vkey $line; }
    VerifyScreen #claim { width: 24fr; } VerifyScreen #proofs { width: 32fr; }
    VerifyScreen #others { width: 26fr; } VerifyScreen JudgingForm { width: 38fr; }
    VerifyScreen #piece { margin-top: 1; }
    VerifyScreen.-narrow #said { layout: vertical; width: 45fr; }
    VerifyScreen.-narrow #said > Sheet { width: 1fr; height: auto; border-left: none; margin-bottom: 1; }
    VerifyScreen.-narrow #guide { max-height: 0; }
    VerifyScreen.-narrow JudgingForm { width: 55fr; }
    """

    # -- going -----------------------------------------------------------------------------------------

    def go(self, indicator: Indicator) -> None:
        """Show another indicator; what was being typed is written first."""
        home(self).flush()
        typing = self.form.comment.has_focus or self.proofs.has_focus
        self.indicator = indicator
        self.relabel()
        for sheet in (*self.query(Sheet), self.query_one("#said")):
            sheet.scroll_home(animate=False)
        if typing or not self.form.main_field.has_focus:
            self.call_after_refresh(self.form.main_field.focus)

    def _step(self, by: int) -> None:
        if self.indicator in self.asked:
            self.go(self.asked[(self.asked.index(self.indicator) + by) % len(self.asked)])

    def go_to(self, key: str) -> bool:
        """Show the indicator that was asked for by name; False for what is not verified here."""
        found = next((i for i in self.asked if f"indicator/{i.id}" == key), None)
        if found is not None:
            self.go(found)
        return found is not None

    def go_to_finding(self, id: str) -> bool:
        """Show the first indicator that the finding rests on; False when it rests on none."""
        found = next((f for f in self.view.result.findings if f.id == id), None)
        about = concerns(self.pack, found) if found is not None else set()
        return any(self.go_to(f"indicator/{i.id}") for i in self.asked if i.id in about)

    def action_next_indicator(self) -> None:
        """To the next indicator."""
        self._step(1)

    def action_previous_indicator(self) -> None:
        """To the one before."""
        self._step(-1)

    def action_next_waiting(self) -> None:
        """To the next indicator that waits for a judgement."""
        at = self.asked.index(self.indicator) + 1 if self.indicator in self.asked else 0
        order = (*self.asked[at:], *self.asked[:at])
        found = next((i for i in order if i != self.indicator and verifying.waits(i, self.view)), None)
        if found is None:
            home(self).say(ALL_DONE)
        else:
            self.go(found)

    def action_back(self) -> None:
        """Back to the workbench, at the indicator that was shown."""
        home(self).flush()
        self.dismiss(f"indicator/{self.indicator.id}" if self.indicator else None)

    def action_scroll_down(self) -> None:
        """Scroll what is said down."""
        for sheet in self._scrolling():
            sheet.scroll_page_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll what is said up."""
        for sheet in self._scrolling():
            sheet.scroll_page_up(animate=False)

    def _scrolling(self) -> list[Widget]:
        said = self.query_one("#said")
        return [said] if self.has_class("-narrow") else [*said.query_children(Sheet)]

    # -- judging ---------------------------------------------------------------------------------------

    def on_edited(self, event: Edited) -> None:
        """Write the judgement: at once, or when typing pauses."""
        app, edit = home(self), blind.own_edit(event.edit, apart=self.judging_apart)
        if not app.may_edit():
            self.call_after_refresh(self._restore)
        elif isinstance(edit, Text):
            app.saver.drop(event.slot)
            app.say(edit, "warning")
            if not event.typing:
                self.call_after_refresh(self._restore)
        elif event.typing:
            app.hold(event.slot, edit)
        else:
            app.write(edit, key=event.slot, body=self.view.state.body.id, then=app.tell_applied)

    def action_judge_apart(self) -> None:
        """Judge beside others, without seeing what they judged, or no longer."""
        home(self).flush()
        self.apart = not self.apart
        self.form.indicator = None
        self.see(self._whole)
        home(self).say(APART if self.apart else TOGETHER)

    def on_spoilt(self, event: Spoilt) -> None:
        """Do not save the beginning of what has become wrong."""
        home(self).saver.drop(event.slot)
        home(self).show_status()

    def _restore(self) -> None:
        self.form.indicator = None
        self.relabel()

    def refused(self) -> None:
        """The dossier did not take an edit: show what it holds."""
        self._restore()

    def applied(self, applied: Applied) -> None:
        """Show what follows from a change."""
        if applied.view is not None and applied.view.state.body.id == self.view.state.body.id:
            self.see(applied.view)

    def on_descendant_blur(self) -> None:
        """A field was left: what was typed in it is written."""
        home(self).flush()

    def action_pick(self, number: int) -> None:
        """Give the verified answer by the number of its option."""
        if home(self).may_edit():
            self.form.pick(number)

    def action_adopt(self) -> None:
        """Take the claim as the verified answer."""
        if self.indicator is None or self.form.draft is None or not home(self).may_edit():
            return
        claim = self.view.state.answer(self.indicator.id, "claimed")
        if claim is None or claim.state == "not-reviewed":
            home(self).say(NO_CLAIM, "warning")
        elif claim.state == "answered":
            self.form.change(self.form.draft.with_value(claim.value))
        else:
            self.form.change(self.form.draft.with_state(claim.state))

    def action_not_applicable(self) -> None:
        """Judge that the indicator does not apply, with the reason."""
        found, draft = self.indicator, self.form.draft
        if found is None or draft is None or not home(self).may_edit():
            return
        option = next((o for o in found.scale.options if o.state == "not-applicable"), None)
        if option is not None:
            self.form.change(draft.with_value(option.code))
        elif found.not_applicable == "refuse":
            home(self).say(REFUSED.fill(label=found.label), "warning")
        elif draft.comment.strip():
            self.form.change(draft.with_state("not-applicable"))
        else:
            self.app.push_screen(reason(found.label), self._not_applicable)

    def _not_applicable(self, values: Values | None) -> None:
        if values is not None and self.form.draft is not None:
            self.form.comment.write(values["reason"].strip())
            self.form.change(self.form.draft.with_state("not-applicable", values["reason"].strip()))

    def action_unknown(self) -> None:
        """Judge that it cannot be known."""
        if self.form.draft is not None and home(self).may_edit():
            self.form.change(self.form.draft.with_state("unknown"))

    def action_clear(self) -> None:
        """Take the verified answer back."""
        if self.indicator is not None and home(self).may_edit():
            self.form.clear()

    def action_comment(self) -> None:
        """To the reasons."""
        self.form.comment.focus()

    def action_evidence_list(self) -> None:
        """To the pieces of evidence, and back to the judgement."""
        (self.form.main_field if self.proofs.has_focus or not self.proofs.can_focus else self.proofs).focus()

    def action_judge_accept(self) -> None:
        """Accept the piece of evidence under the cursor."""
        self._judge("accepted")

    def action_judge_insufficient(self) -> None:
        """Judge the piece under the cursor as insufficient."""
        self._judge("insufficient")

    def action_judge_reject(self) -> None:
        """Reject the piece under the cursor."""
        self._judge("rejected")

    def on_evidence_rows_judged(self, event: EvidenceRows.Judged) -> None:
        """A piece of evidence is to be judged."""
        event.stop()
        self._judge(event.status)

    def on_evidence_rows_removed(self, event: EvidenceRows.Removed) -> None:
        """Remove a piece of evidence."""
        event.stop()
        if home(self).may_edit():
            body = self.view.state.body.id
            home(self).write(
                RemoveEvidence(body=body, evidence=event.evidence), body=body, then=home(self).tell_applied
            )

    def _judge(self, status: EvidenceStatus) -> None:
        """Accept at once; anything else asks for its reason."""
        piece = self._piece
        if piece is None:
            home(self).say(NONE, "warning")
        elif not home(self).may_edit():
            return
        elif status == "accepted":
            self._write_judgement(piece, status, "")
        else:
            asked = Dialog(
                Text(zh=WHY.zh.format(status=STATUSES[status].zh), en=WHY.en.format(status=STATUSES[status].en)),
                [Field("reason", REASON, kind="paragraphs", value=piece.note)],
                lambda values: None if values["reason"].strip() else REQUIRED,
            )
            self.app.push_screen(asked, lambda values: self._because(piece, status, values))

    def _because(self, piece: Evidence, status: EvidenceStatus, values: Values | None) -> None:
        if values is not None:
            self._write_judgement(piece, status, values["reason"].strip())

    def _write_judgement(self, piece: Evidence, status: EvidenceStatus, note: str) -> None:
        edit = JudgeEvidence(body=piece.body, evidence=piece.id, status=status, note=note)
        home(self).write(edit, body=piece.body, then=home(self).tell_applied)

    def action_waive(self) -> None:
        """Let the level stand that evidence does not carry, as a second person; without a reason no longer."""
        found = self.indicator
        if found is None or not home(self).may_edit():
            return
        home(self).flush()
        held = self.view.state.waivers.get(found.id)
        if held is None and not verifying.lacks(found, self.view):
            home(self).say(NOTHING_TO_WAIVE, "warning")
            return
        asked = Dialog(
            WAIVE.fill(label=found.label),
            [Field("reason", WAIVE_WHY if held is None else WAIVE_AGAIN, kind="paragraphs",
                   value=held.reason if held else "")],
            lambda values: None if held or values["reason"].strip() else REQUIRED,
        )  # fmt: skip
        self.app.push_screen(asked, lambda values: self._waive(found, values))

    def _waive(self, found: Indicator, values: Values | None) -> None:
        if values is not None:
            edit = Waive(body=self.view.state.body.id, indicator=found.id, reason=values["reason"].strip())
            home(self).write(edit, body=edit.body, then=home(self).tell_applied)

    def action_steps(self) -> None:
        """Take a step of the workflow, on this indicator or on the whole."""
        from assess.tui.screens.taking import choose

        choose(home(self), self.view.state.body.id, self.indicator.id if self.indicator else "", lambda _: None)

    def action_work(self) -> None:
        """All that waits for me."""
        home(self).action_work()

    def action_judgements(self) -> None:
        """What several evaluators judged on this body."""
        home(self).flush()
        from assess.tui.screens.judgements import JudgementsScreen

        self.app.push_screen(JudgementsScreen(self.view.state.body.id))

    def action_flow(self) -> None:
        """The workflow of this body: state, queries, disputes, dates, sign-offs."""
        from assess.tui.screens.flow import FlowScreen

        home(self).flush()
        at = self.indicator.id if self.indicator else ""
        self.app.push_screen(FlowScreen(self.view.state.body.id, at), self._from_flow)

    def _from_flow(self, key: str | None) -> None:
        wanted = (key or "").partition("/")[2]
        if found := next((i for i in self.asked if i.id == wanted), None):
            self.go(found)

    def action_undo(self) -> None:
        """Take the last change back."""
        home(self).step("undo", self.view.state.body.id, self._stepped)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", self.view.state.body.id, self._stepped)

    def _stepped(self, applied: Applied) -> None:
        self.form.indicator = None
        home(self).tell_applied(applied)

    def action_save(self) -> None:
        """Write what is being typed now, and retry what failed."""
        home(self).flush(retry=True)
