"""The form of one indicator: mounted once, then only rewritten, so that moving through the tree stays quick."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from assess.base.texts import Text
from assess.dossier.edits import Edit
from assess.dossier.entities import Evidence, Voice
from assess.dossier.evidence_states import stale_reasons
from assess.dossier.gating import missing
from assess.packs.model import Indicator, Pack
from assess.packs.vocabulary import NORMALISATIONS
from assess.tui import formtext
from assess.tui.answers import Draft, draft_of
from assess.tui.numerals import outside, parse, shown, typed, unit_name
from assess.tui.roles import answer_note, number_notes
from assess.tui.saving import BodyView
from assess.tui.standing import concerns
from assess.tui.widgets.base import Para, Prose, Said, Sections, Sheet, Speaking, home, para
from assess.tui.widgets.choices import Choice, Choices
from assess.tui.widgets.evidence import EvidenceRows
from assess.tui.widgets.fields import Number, Paragraphs
from assess.tui.worktext import indicator_lines

COMMENT = Text(zh="备注与理由", en="Comment and reasons")
COMMENT_PROMPT = Text(
    zh="可写多段；粘贴的换行会保留", en="Several paragraphs are fine; pasted line breaks are kept"
)
EVIDENCE = Text(zh="证据", en="Evidence")
NO_EVIDENCE = Text(
    zh="还没有证据。按 a 附文件，按 e 加链接，或把文件拖进终端。",
    en="No evidence yet. Press a to attach a file, e to add a link, or drop a file on the terminal.",
)
VALUE_PROMPT = Text(zh="如 45%、12.5、1.2万", en="e.g. 45%, 12.5, 12k")
TEXT_PROMPT = Text(zh="在这里作答", en="Answer here")
NOT_SAVED = Text(zh="未保存：", en="Not saved: ")
LOST = Text(
    zh="{label}：输入的“{text}”不是有效数值，没有保存", en="{label}: “{text}” is no valid value and was not saved"
)
BY_ALL = Text(zh="与其他单位比较计分：", en="Scored beside the other bodies: ")
LESS = Text(zh="数值越小越好", en="Less is better")
CURVE = Text(zh="数值 › 得分：", en="value › points: ")
STATE_NOTES = {
    "not-applicable": Text(zh="不适用", en="not applicable"),
    "unknown": Text(zh="未知", en="unknown"),
}


class Edited(Message):
    """The form asks to write `edit` to `slot`; `typing` means that more may follow at once."""

    def __init__(self, edit: Edit, slot: str, *, typing: bool) -> None:
        super().__init__()
        self.edit, self.slot, self.typing = edit, slot, typing


class Spoilt(Message):
    """What is typed for `slot` can no longer be saved, and neither shall the beginning of it."""

    def __init__(self, slot: str) -> None:
        super().__init__()
        self.slot = slot


class IndicatorForm(Speaking, Sheet):
    """Question, answer, evidence and comment of one indicator, as one voice."""

    place = "form"
    DEFAULT_CSS = """
    IndicatorForm > * { margin-bottom: 1; }
    IndicatorForm > #value { width: 32; max-width: 100%; margin-bottom: 0; }
    IndicatorForm > #proofs, IndicatorForm > #evidence { margin-bottom: 0; }
    IndicatorForm > .section { margin: 1 0 0 0; }
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.indicator: Indicator | None = None
        self.draft: Draft | None = None
        self._shown: tuple[Pack, BodyView, Voice] | None = None
        self.top = Sections("head", "question", "voices", id="top")
        self.choices = Choices(id="choices")
        self.value = Number(id="value", prompt=VALUE_PROMPT)
        self.free = Paragraphs(id="free", prompt=TEXT_PROMPT)
        self.under = Sections("range", "wrong", "state", "needs", "guide", id="under")
        self.proofs, self.evidence = Prose(id="proofs"), EvidenceRows(id="evidence")
        self.comment = Paragraphs(id="comment", prompt=COMMENT_PROMPT)

    def compose(self) -> ComposeResult:
        """From the question down to the comment."""
        yield self.top
        yield self.choices
        yield self.value
        yield self.free
        yield self.under
        yield self.proofs
        yield self.evidence
        yield Said(COMMENT, "bold $primary", classes="section")
        yield self.comment

    # -- showing ---------------------------------------------------------------------------------------

    def show(self, pack: Pack, indicator: Indicator, view: BodyView, voice: Voice, *, busy: bool) -> None:
        """Show `indicator`; with `busy`, what is being typed is left alone."""
        label = self.indicator.label if self.indicator else ""
        same = self.indicator == indicator and self.draft is not None and self.draft.voice == voice
        same = same and self.draft is not None and self.draft.body == view.state.body.id
        self.indicator = indicator
        self._shown = (pack, view, voice)
        busy = busy or self._being_typed
        if not (same and busy):
            self.draft = draft_of(view.state.body.id, indicator.id, voice, view.state.answer(indicator.id, voice))
        if not same:
            self._part_with_wrong(label)
        self._write_fields(keep_typing=same and busy)
        self._write_texts(pack, indicator, view, voice)

    def _part_with_wrong(self, label: str) -> None:
        if self.under.has("wrong") and self.value.value:
            home(self).say(LOST.fill(label=label, text=self.value.value), "warning")
        self.under.put(wrong=())

    @property
    def _being_typed(self) -> bool:
        """Whether someone is in a field of text, which is then not to be overwritten."""
        return self.value.has_focus or self.free.has_focus or self.comment.has_focus

    def evidence_at(self, piece: str) -> Evidence | None:
        """The piece of evidence that is shown, by its id."""
        held = self._shown[1].state.evidence if self._shown else {}
        return next((e for items in held.values() for e in items if e.id == piece), None)

    def relabel(self) -> None:
        """Say everything again, in the language in use."""
        if self._shown and self.indicator:
            pack, view, voice = self._shown
            self.show(pack, self.indicator, view, voice, busy=True)
        self.refresh(layout=True)

    def _write_fields(self, *, keep_typing: bool) -> None:
        indicator, draft = self._now()
        scale = indicator.scale
        self.choices.display = bool(scale.options)
        self.value.display = scale.kind in ("share", "number")
        self.free.display = scale.kind == "text"
        if scale.options:
            several = scale.kind == "checklist"
            self.choices.show([self._choice(o.code) for o in scale.options], draft.codes, several=several)
        self.under.put(range=self._range() if self.value.display else ())
        if self.value.display and not keep_typing:
            self.value.write(typed(draft.value, self._unit()) if isinstance(draft.value, float) else "")
        if not keep_typing:
            self.free.write(draft.value if self.free.display and isinstance(draft.value, str) else "")
            self.comment.write(draft.comment)

    def _choice(self, code: str) -> Choice:
        indicator, _ = self._now()
        option = indicator.scale.option(code)
        assert option is not None
        if option.state != "scored":
            note = self.t(STATE_NOTES[option.state])
        elif indicator.role is not None:
            note = self.t(answer_note(indicator, option))
        else:
            note = shown(100 * option.points / indicator.scale.maximum) if indicator.scored else ""
        return Choice(code=code, text=option.text, note=note)

    def _write_texts(self, pack: Pack, indicator: Indicator, view: BodyView, voice: Voice) -> None:
        lang, g = self.lang, self.glyphs
        layer = pack.layer(indicator.layer)
        group = next((x for x in pack.groups if x.id == indicator.group), None)
        crumbs = [x.title for x in (layer, group) if x]
        raised = [f for f in view.result.findings if f.verdict == "yes"]
        flags = [f for f in raised if indicator.id in concerns(pack, f)]
        self.top.put(
            head=formtext.heading(indicator.label, indicator.title, crumbs, flags, lang, g),
            question=[para(self.t(indicator.question))] if indicator.question != indicator.title else (),
            voices=[
                *formtext.voices_line(indicator, view, voice, lang, g),
                *indicator_lines(indicator.id, view, lang),
            ],
        )
        items = view.state.evidence.get(indicator.id, ())
        self.evidence.show_evidence(items, {e.id: stale_reasons(e, indicator, view.state) for e in items})
        hint = [] if items else [para(self.t(NO_EVIDENCE), "$text-muted")]
        self.proofs.show([para(self.t(EVIDENCE), "bold $primary"), *hint])
        self._write_state(view, guide=formtext.guide(pack, indicator, lang, g))

    def _write_state(self, view: BodyView, **more: list[Para]) -> None:
        indicator, draft = self._now()
        code = draft.codes[0] if draft.codes else ""
        if self.choices.has_focus and self.choices.choices:
            code = self.choices.choices[self.choices.cursor].code
        state = formtext.state_text(draft, indicator, view, self.lang, self.glyphs)
        self.under.put(state=state, needs=self._needs(code), **more)

    def _needs(self, code: str) -> list[Para]:
        indicator, _ = self._now()
        codes = [o.code for o in indicator.scale.options]
        number = codes.index(code) + 1 if code in codes else 0
        option = indicator.scale.option(code)
        lacking = missing(indicator, option, self._shown[1].state) if option is not None and self._shown else ()
        return formtext.needs(option, number, lacking, self.lang, self.glyphs)

    def _now(self) -> tuple[Indicator, Draft]:
        assert self.indicator is not None
        assert self.draft is not None
        return self.indicator, self.draft

    def _unit(self) -> str:
        indicator, _ = self._now()
        return "share" if indicator.scale.kind == "share" else indicator.scale.unit

    def _range(self) -> list[Para]:
        indicator, _ = self._now()
        scale, unit = indicator.scale, self._unit()
        lines = [para(self.t(unit_name(unit)), "$text-muted")] if unit else []
        if indicator.role is not None:
            lines += [para(self.t(text), "$text-muted") for text in number_notes(indicator)]
        elif indicator.scored and scale.curve:
            corners = "  ".join(f"{shown(x, unit)} {self.glyphs.path} {shown(y)}" for x, y in scale.curve)
            lines.append(para(f"{self.t(CURVE)}{corners}", "$text-muted"))
        if indicator.scored and scale.normalise:
            how = self.t(NORMALISATIONS[scale.normalise.method])
            lines.append(para(f"{self.t(BY_ALL)}{how}", "$text-muted"))
            lines += [para(self.t(LESS), "$text-muted")] if scale.less_is_better else []
        return lines

    @property
    def main_field(self) -> Widget:
        """The field in which the answer is given."""
        if self.value.display:
            return self.value
        return self.free if self.free.display else self.choices

    @property
    def begins(self) -> bool:
        """Whether a digit would begin a number: one is asked, and none is there."""
        return bool(self.value.display and not self.value.value)

    # -- editing ---------------------------------------------------------------------------------------

    def change(self, draft: Draft, *, typing: bool = False) -> None:
        """Take `draft` as the answer now and ask for it to be written."""
        self.draft = draft
        if self._shown:
            self._write_fields(keep_typing=True)
            self._write_state(self._shown[1])
        self.post_message(Edited(draft.edit(), draft.slot, typing=typing))

    def pick(self, number: int) -> bool:
        """Choose option `number`, or begin typing that digit where a number is asked; False when neither fits."""
        if self.choices.display:
            return self.choices.pick(number)
        if self.begins:
            self.value.focus()
            self.value.insert_text_at_cursor(str(number))
            return True
        return False

    def clear(self) -> None:
        """Take the answer back; the comment stays."""
        _, draft = self._now()
        self.value.write("")
        self.free.write("")
        self.under.put(wrong=())
        if draft.state is not None:
            self.change(draft.with_value(None))

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """An option was chosen."""
        event.stop()
        indicator, draft = self._now()
        several = indicator.scale.kind == "checklist"
        self.change(draft.with_value(event.codes if several else event.codes[0]))

    def on_choices_considered(self, event: Choices.Considered) -> None:
        """Show what the option under the cursor asks for."""
        event.stop()
        self.under.put(needs=self._needs(event.code))

    def on_input_changed(self, event: Input.Changed) -> None:
        """A number is being typed; only one that is right is written."""
        event.stop()
        indicator, draft = self._now()
        if not event.value.strip():
            self.under.put(wrong=())
            return self.change(draft.with_value(None), typing=True)
        unit, scale = self._unit(), indicator.scale
        value = parse(event.value, unit)
        low = 0.0 if scale.kind == "share" and scale.lowest is None else scale.lowest
        high = 1.0 if scale.kind == "share" and scale.highest is None else scale.highest
        problem = value if isinstance(value, Text) else outside(value, low, high, unit)
        self.value.set_class(problem is not None, "-invalid")
        if problem is not None:
            self.post_message(Spoilt(draft.slot))
            return self.under.put(wrong=[para(self.t(NOT_SAVED) + self.t(problem), "$error", "! ", "bold $error")])
        self.under.put(wrong=())
        return self.change(draft.with_value(float(value)), typing=True)  # type: ignore[arg-type]

    def on_paragraphs_typed(self, event: Paragraphs.Typed) -> None:
        """Prose is being typed: the comment, or the answer itself."""
        event.stop()
        _, draft = self._now()
        if event.field is self.comment:
            self.change(draft.with_comment(event.field.text), typing=True)
        else:
            self.change(draft.with_value(event.field.text or None), typing=True)
