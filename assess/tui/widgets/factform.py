"""The form of one fact: its value now and a year before, the sample, the method and the period."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from assess.base.texts import Text
from assess.dossier.edits import ClearFact, RecordFact
from assess.dossier.entities import Measurement, Voice
from assess.packs.model import Fact, Pack
from assess.tui import formtext
from assess.tui.numerals import outside, parse, parse_band, typed_band
from assess.tui.outline import COLLECTORS, FACTS
from assess.tui.saving import BodyView
from assess.tui.widgets.base import Said, Sections, Sheet, Speaking, para
from assess.tui.widgets.fields import Line, Number
from assess.tui.widgets.form import NOT_SAVED, Edited, Spoilt

LABELS: dict[str, tuple[Text, Text]] = {
    "value": (Text(zh="数值", en="Value"),
              Text(zh="一个数，或 10–20", en="a number, or 10–20")),
    "n": (Text(zh="样本数", en="Sample size"), Text(zh="查看了多少个，可不填", en="looked at; optional")),
    "method": (Text(zh="方法", en="Method"), Text(zh="如：日志统计", en="e.g. log statistics")),
    "period": (Text(zh="时期", en="Period"), Text(zh="如：2025", en="e.g. 2025")),
    "previous": (Text(zh="上年数值", en="A year before"),
                 Text(zh="供比较变化的规则用", en="for rules on change")),
}  # fmt: skip
NUMBERS = ("value", "n", "previous")
NEEDS_VALUE = Text(
    zh="先填数值，样本数、方法和时期才会保存。", en="Fill in the value first; the rest is saved with it."
)
WHOLE = Text(zh="样本数应是正整数。", en="The sample size must be a whole number.")


class FactForm(Speaking, Sheet):
    """The fields of one fact, as one voice."""

    place = "form"
    DEFAULT_CSS = """
    FactForm > Sections { margin-bottom: 1; }
    FactForm > Horizontal { height: 1; margin-bottom: 1; }
    FactForm > Horizontal > Said { width: 16; color: $text-muted; }
    FactForm > Horizontal > Line { width: 1fr; max-width: 44; }
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fact: Fact | None = None
        self._shown: tuple[Pack, BodyView, Voice] | None = None
        self.top = Sections("head", "about", "voices")
        self.under = Sections("wrong", "uses", id="fact-under")
        self.fields = {
            name: (Number if name in NUMBERS else Line)(id=f"fact-{name}", prompt=prompt)
            for name, (_, prompt) in LABELS.items()
        }
        self.rows = [Horizontal(Said(LABELS[name][0]), self.fields[name]) for name in LABELS]

    def compose(self) -> ComposeResult:
        """What it is, the fields, what it is for."""
        yield self.top
        yield from self.rows
        yield self.under

    @property
    def main_field(self) -> Line:
        """The field of the value."""
        return self.fields["value"]

    @property
    def begins(self) -> bool:
        """Whether a digit would begin the value: it is not worked out, and none is there."""
        return bool(self.fact and not self.fact.derive and not self.main_field.value)

    def slot(self, *, previous: bool = False) -> str:
        """The slot of the measurement that the fields show."""
        assert self.fact
        assert self._shown
        _, view, voice = self._shown
        return f"measurement/{view.state.body.id}/{self.fact.id}/{voice}" + ("/previous" if previous else "")

    def show(self, pack: Pack, fact: Fact, view: BodyView, voice: Voice, *, busy: bool) -> None:
        """Show `fact`; with `busy`, what is being typed is left alone."""
        same = self._shown is not None and self.fact == fact and self._shown[2] == voice
        same = same and self._shown is not None and self._shown[1].state.body.id == view.state.body.id
        self.fact, self._shown = fact, (pack, view, voice)
        lang, g = self.lang, self.glyphs
        self.top.put(
            head=formtext.heading("", fact.title, (FACTS, COLLECTORS[fact.collector]), (), lang, g),
            about=formtext.fact_about(fact, view, lang, g),
            voices=formtext.fact_voices(fact, view.state.measurements, voice, lang, g) if not fact.derive else [],
        )
        self.under.put(uses=formtext.fact_uses(pack, fact, view, lang, g))
        for row in self.rows:
            row.display = fact.derive is None
        if not same:
            self.under.put(wrong=())
        busy = busy or any(field.has_focus for field in self.fields.values())
        if not (same and busy):
            key = f"{fact.id}/{voice}"
            self._write(fact, view.state.measurements.get(key), view.state.previous.get(key))

    def relabel(self) -> None:
        """Say everything again, in the language in use."""
        if self._shown and self.fact:
            pack, view, voice = self._shown
            self.show(pack, self.fact, view, voice, busy=True)
        self.refresh(layout=True)

    def _write(self, fact: Fact, now: Measurement | None, before: Measurement | None) -> None:
        held = {
            "value": typed_band(now.band, fact.unit) if now else "",
            "n": str(now.n) if now and now.n is not None else "",
            "method": now.method if now else "",
            "period": now.period if now else "",
            "previous": typed_band(before.band, fact.unit) if before else "",
        }
        for name, value in held.items():
            self.fields[name].write(value)

    def clear(self) -> None:
        """Take the value of this voice back."""
        assert self.fact
        assert self._shown
        _, view, voice = self._shown
        for field in self.fields.values():
            field.write("")
        self.under.put(wrong=())
        for previous, held in ((False, view.state.measurements), (True, view.state.previous)):
            if f"{self.fact.id}/{voice}" in held:
                edit = ClearFact(body=view.state.body.id, fact=self.fact.id, voice=voice, previous=previous)
                self.post_message(Edited(edit, self.slot(previous=previous), typing=False))

    def pick(self, number: int) -> bool:
        """Begin typing the value with that digit."""
        if self.begins:
            self.main_field.focus()
            self.main_field.insert_text_at_cursor(str(number))
            return True
        return False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Something is being typed; only what is right is written."""
        event.stop()
        previous = event.input is self.fields["previous"]
        edit = self._edit(previous=previous)
        if isinstance(edit, Text):
            self.post_message(Spoilt(self.slot(previous=previous)))
            return self.under.put(wrong=[para(self.t(NOT_SAVED) + self.t(edit), "$error", "! ", "bold $error")])
        self.under.put(wrong=())
        self.post_message(Edited(edit, self.slot(previous=previous), typing=True))
        return None

    def _edit(self, *, previous: bool) -> RecordFact | ClearFact | Text:
        assert self.fact
        assert self._shown
        fact, (_, view, voice) = self.fact, self._shown
        text = self.fields["previous" if previous else "value"].value
        if not text.strip():
            rest = "" if previous else "".join(self.fields[n].value for n in ("n", "method", "period"))
            return NEEDS_VALUE if rest else ClearFact(view.state.body.id, fact.id, voice, previous)
        value = parse_band(text, fact.unit)
        if isinstance(value, Text):
            return value
        for end in value if isinstance(value, tuple) else (value,):
            if problem := outside(end, fact.lowest, fact.highest, fact.unit):
                return problem
        n: float | Text | None = parse(self.fields["n"].value) if self.fields["n"].value.strip() else None
        if isinstance(n, Text) or (n is not None and (n < 1 or not n.is_integer())):
            return WHOLE
        return RecordFact(
            body=view.state.body.id,
            fact=fact.id,
            value=value,
            voice=voice,
            n=int(n) if n is not None and not previous else None,
            method=self.fields["method"].value.strip(),
            period=self.fields["period"].value.strip() if not previous else "",
            previous=previous,
        )
