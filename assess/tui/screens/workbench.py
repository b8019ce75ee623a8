"""The workbench: tree, form, scores and findings of one body, and every edit that can be made there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import ModuleType
from typing import ClassVar, get_args

import msgspec
from textual.binding import Binding

from assess.base.texts import Text
from assess.dossier.edits import AddEvidence, AttachFile, Edit, JudgeEvidence, RecordFact, RemoveEvidence
from assess.dossier.entities import Voice
from assess.dossier.evidence_states import STATES
from assess.packs.vocabulary import VOICES
from assess.tui.actions import bindings
from assess.tui.paths import clean
from assess.tui.places import Place
from assess.tui.saving import Applied
from assess.tui.screens.bench import NOW_AS, REFUSED
from assess.tui.screens.dialogs import Values
from assess.tui.screens.going import Going
from assess.tui.widgets.base import home
from assess.tui.widgets.evidence import EvidenceRows
from assess.tui.widgets.fields import Line
from assess.tui.widgets.form import Edited, Spoilt

THERE = Text(
    zh="这里已有内容；按 Enter 到栏里修改", en="There is something already; Enter goes to the field to change it"
)
ONCE_MORE = Text(
    zh="题目刚显示出来，还没有作答；看过再按数字",
    en="Here is the question, not answered yet; press the digit again",
)


class Workbench(Going):
    """One body, being assessed."""

    place: ClassVar[Place] = "workbench"
    BINDINGS: ClassVar[list[Binding]] = bindings("workbench")  # type: ignore[assignment]
    CSS = """
    Workbench #main { height: 1fr; }
    Workbench Sheet { border-left: vkey $line; }
    Workbench ScoreStrip { display: none; }
    Workbench.-middle ScoreStrip, Workbench.-narrow ScoreStrip { display: block; }
    Workbench.-middle ScorePanel { display: none; }
    Workbench.-middle.-at-score ScorePanel { display: block; }
    Workbench.-middle TreePanel { width: 34; }
    Workbench.-broad TreePanel { width: 30%; max-width: 72; }
    Workbench.-broad ScorePanel { width: 24%; max-width: 56; }
    Workbench.-narrow Sheet { border-left: none; padding: 0 2 0 1; }
    Workbench.-narrow TreePanel, Workbench.-narrow Sheet.-shown, Workbench.-narrow ScorePanel {
        display: none; width: 1fr;
    }
    Workbench.-narrow ScorePanel { border-left: none; }
    Workbench.-narrow.-at-tree TreePanel { display: block; }
    Workbench.-narrow.-at-form Sheet.-shown { display: block; }
    Workbench.-narrow.-at-score ScorePanel { display: block; }
    """

    def on_edited(self, event: Edited) -> None:
        """Write what the form asks for: at once, or when typing pauses."""
        app = home(self)
        if not app.may_edit():
            return self.call_after_refresh(self._restore)  # type: ignore[return-value]
        edit = self._own(event.edit)
        if isinstance(edit, Text):
            app.saver.drop(event.slot)
            app.say(edit, "warning")
            if not event.typing:
                self.call_after_refresh(self._restore)
        elif event.typing:
            app.hold(event.slot, edit)
        else:
            app.write(edit, key=event.slot, body=self.body, then=self.applied)
        return None

    def _own(self, edit: Edit) -> Edit | Text:
        """A verified answer beside judgements is one's own judgement."""
        if self.voice != "verified" or self.view is None or self.form.indicator is None:
            return edit
        from assess.tui.blind import judged_apart, own_edit

        return own_edit(edit, apart=judged_apart(self.form.indicator, self.view))

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
        if applied.view is not None and applied.view.state.body.id == self.body:
            self.show_view(applied.view)

    def on_evidence_rows_removed(self, event: EvidenceRows.Removed) -> None:
        """Remove a piece of evidence."""
        self._write(RemoveEvidence(body=self.body, evidence=event.evidence))

    def on_evidence_rows_judged(self, event: EvidenceRows.Judged) -> None:
        """Judge a piece of evidence."""
        found = self.form.evidence_at(event.evidence)
        edit = JudgeEvidence(body=self.body, evidence=event.evidence, status=event.status)
        if event.status == "accepted" or found is None:
            self._write(edit)
        elif home(self).may_edit():
            asked = _asks().why(STATES[event.status], found.note)
            self.app.push_screen(asked, lambda values: self._judge_because(edit, values))

    def _judge_because(self, edit: JudgeEvidence, values: Values | None) -> None:
        if values is not None:
            self._write(msgspec.structs.replace(edit, note=values["reason"].strip()))

    def _write(self, edit: AddEvidence | AttachFile | RemoveEvidence | JudgeEvidence | RecordFact) -> None:
        if home(self).may_edit():
            home(self).write(edit, body=self.body, then=self.applied)

    def dropped(self, path: str) -> None:
        """A file was dropped: ask whether to attach it."""
        self._ask_file(path)

    def _ask_file(self, path: str) -> None:
        label = self.indicator_label()
        if label is not None and home(self).may_edit():
            self.app.push_screen(_asks().attach(label, path), self._attach_file)

    def _attach_file(self, values: Values | None) -> None:
        if values is not None and self.form.indicator is not None:
            self._write(
                AttachFile(
                    body=self.body,
                    indicator=self.form.indicator.id,
                    path=str(Path(clean(values["path"])).absolute()),
                    kind=values["kind"] or "document",
                    title=values["title"].strip(),
                    captured=values["captured"].strip(),
                    independent=values["independent"] == "yes",
                )
            )

    def _link(self, values: Values | None) -> None:
        if values is not None and self.form.indicator is not None:
            self._write(
                AddEvidence(
                    body=self.body,
                    indicator=self.form.indicator.id,
                    kind="link",
                    title=values["title"].strip(),
                    locator=values["locator"].strip(),
                    captured=values["captured"].strip(),
                    independent=values["independent"] == "yes",
                )
            )

    def action_pick(self, number: int) -> None:
        """Choose an option by its number."""
        self.catch_up()
        if not home(self).may_edit():
            return
        form = self.at_fact or (self.form if self.at_indicator else None)
        if form is None:
            return
        if not self.in_form and isinstance(form.main_field, Line) and form.main_field.value:
            # The digits after this one would be added to the number that is there.
            home(self).say(THERE, "warning")
        elif self.in_form or not self.has_class("-narrow"):
            form.pick(number)
        elif form.begins:
            # Of 45% nothing may be lost: the field shows each digit as it is typed.
            self.show_panel("form")
            self.call_after_refresh(form.pick, number)
        else:
            # Nobody should answer a question that is not on the screen.
            self.enter_form()
            home(self).say(ONCE_MORE)

    def action_not_applicable(self) -> None:
        """Mark as not applicable, with a reason."""
        self.catch_up()
        form = self.form
        if not self.at_indicator or form.draft is None or form.indicator is None or not home(self).may_edit():
            return
        option = next((o for o in form.indicator.scale.options if o.state == "not-applicable"), None)
        if option is not None:
            form.change(form.draft.with_value(option.code))
        elif form.indicator.not_applicable == "refuse":
            home(self).say(REFUSED.fill(label=form.indicator.label), "warning")
        elif form.draft.comment.strip():
            form.change(form.draft.with_state("not-applicable"))
        else:
            self.app.push_screen(_asks().reason(form.indicator.label), self._because)

    def _because(self, values: Values | None) -> None:
        if values is not None and self.form.draft is not None:
            self.form.comment.write(values["reason"].strip())
            self.form.change(self.form.draft.with_state("not-applicable", values["reason"].strip()))

    def action_unknown(self) -> None:
        """Mark as unknown."""
        if not home(self).may_edit():
            return
        self.catch_up()
        form = self.form
        if self.at_indicator and form.draft is not None and form.indicator is not None:
            option = next((o for o in form.indicator.scale.options if o.state == "unknown"), None)
            draft = form.draft.with_value(option.code) if option else form.draft.with_state("unknown")
            form.change(draft)
        elif (fact_form := self.at_fact) is not None and fact_form.fact is not None:
            fact = fact_form.fact
            if fact.derive is None:
                self._write(RecordFact(body=self.body, fact=fact.id, value=None, voice=self.voice))

    def action_clear(self) -> None:
        """Take the answer of this voice back."""
        self.catch_up()
        if not home(self).may_edit():
            return
        if self.at_indicator:
            self.form.clear()
        elif (fact_form := self.at_fact) is not None:
            fact_form.clear()

    def action_attach(self) -> None:
        """Attach a file."""
        self._ask_file("")

    def action_measure(self) -> None:
        """Measure a file for this body."""
        if self.view is not None:
            home(self).measure(self.body, self.view.state.body.name)

    def action_link(self) -> None:
        """Add a link."""
        label = self.indicator_label()
        if label is not None and home(self).may_edit():
            today = dt.datetime.now().astimezone().date().isoformat()
            self.app.push_screen(_asks().link(label, today), self._link)

    def action_voice(self) -> None:
        """Write as the next voice."""
        home(self).flush()
        voices: tuple[Voice, ...] = get_args(Voice)
        self.voice = voices[(voices.index(self.voice) + 1) % len(voices)]
        self.relabel()
        home(self).say(NOW_AS.fill(voice=self.t(VOICES[self.voice])))

    def action_undo(self) -> None:
        """Take the last change back."""
        home(self).step("undo", self.body, self._stepped)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        home(self).step("redo", self.body, self._stepped)

    def _stepped(self, applied: Applied) -> None:
        self.form.indicator = None
        self.applied(applied)
        for slot in applied.change.slots if applied.change else ():
            kind, body, *rest = slot.split("/")
            if body == self.body and kind in ("answer", "measurement"):
                self.voice = next((v for v in get_args(Voice) if v in rest), self.voice)
                self.go(f"{'indicator' if kind == 'answer' else 'fact'}/{rest[0]}")
                break

    def action_save(self) -> None:
        """Write what is being typed now, and retry what failed."""
        home(self).flush(retry=True)


def _asks() -> ModuleType:
    # Imported when first asked: the dialogs are not needed to open a dossier.
    from assess.tui.screens import asks

    return asks
