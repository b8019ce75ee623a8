"""Dialogs: a few labelled fields, a check, and an answer; Escape cancels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Literal

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Input

from assess.base.texts import Text
from assess.tui.actions import bindings
from assess.tui.widgets.base import Prose, Said, Speaking, para
from assess.tui.widgets.choices import Choice, Choices
from assess.tui.widgets.fields import Line, Paragraphs

OK = Text(zh="确定", en="OK")
HINT = Text(zh="Tab 换栏  Ctrl+S 确定  Esc 取消", en="Tab next field  Ctrl+S OK  Esc cancel")
Values = dict[str, str]


class Field(msgspec.Struct, frozen=True):
    """One field of a dialog; `choices` for the kinds "choices" and "several" (codes, separated by commas)."""

    name: str
    label: Text
    prompt: Text | None = None
    value: str = ""
    kind: Literal["line", "paragraphs", "choices", "several"] = "line"
    choices: tuple[Choice, ...] = ()


class Refusal(msgspec.Struct, frozen=True):
    """What is wrong, and in which field."""

    field: str
    text: Text


class Ok(Speaking, Widget, can_focus=True):
    """The button; Enter or a click on it confirms."""

    DEFAULT_CSS = """
    Ok { height: 1; width: auto; min-width: 12; content-align: center middle; background: $surface; color: $text; }
    Ok:focus { background: $primary; color: $background; text-style: bold; }
    """

    class Pressed(Message):
        """The dialog is confirmed."""

    BINDINGS: ClassVar[list[Binding]] = [Binding("enter,space", "press", show=False)]  # type: ignore[assignment]

    def action_press(self) -> None:
        """Confirm."""
        self.post_message(self.Pressed())

    def on_click(self) -> None:
        """Confirm."""
        self.post_message(self.Pressed())

    def render(self) -> VisualType:
        """Its name."""
        return Content(f"[ {self.t(OK)} ]")


class Dialog(ModalScreen[Values | None]):
    """Asks for `fields`; `check` says what is wrong with the values, or gives None and the dialog closes."""

    place = "dialog"
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        *bindings("dialog"),
        Binding("ctrl+s", "confirm", show=False),
    ]
    # Default styles, because those of a screen do not reach the dialogs that are made from it.
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    #box {
        width: 76; max-width: 94%; height: auto; max-height: 94%; padding: 1 2; background: $panel;
        border: round $primary; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    #box > #title { text-style: bold; color: $primary; margin-bottom: 1; }
    #box > #about { margin-bottom: 1; color: $text-muted; }
    #box > .label { color: $text-muted; }
    #box Line, #box Paragraphs { background: $surface; }
    #box Line:focus, #box Paragraphs:focus { background: $cursor; }
    #box > Line, #box > Paragraphs, #box > Choices { margin-bottom: 1; }
    #box > #problem { color: $error; }
    #box > .problem { color: $error; margin: 0 0 1 1; }
    /* In sight however far the fields reach; the room for it is that below the last of them. */
    #box > #buttons { dock: bottom; height: 1; layout: horizontal; background: $panel; }
    #box > #problem { margin-bottom: 2; }
    #buttons > #hint { color: $text-muted; margin-left: 2; height: 1; }
    """

    def __init__(
        self,
        title: Text,
        fields: Sequence[Field],
        check: Callable[[Values], Text | Refusal | None] | None = None,
        about: Text | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._title, self._fields, self._about = title, tuple(fields), about
        self._check = check

    def compose(self) -> ComposeResult:
        """Title, fields, the problem if there is one, the button."""
        with VerticalScroll(id="box", classes="frame", can_focus=False):
            yield Said(self._title, id="title")
            if self._about:
                yield Said(self._about, id="about")
            for field in self._fields:
                yield Said(field.label, classes="label")
                yield self._widget(field)
                yield from self.under(field)
                yield Prose(id=f"problem-{field.name}", classes="problem")
            yield Prose(id="problem")
            with Vertical(id="buttons"):
                yield Ok()
                yield Said(HINT, id="hint")

    def under(self, field: Field) -> ComposeResult:
        """What stands under `field`; nothing, unless a dialog says otherwise."""
        yield from self._nothing if field else ()

    _nothing: ClassVar[tuple[Widget, ...]] = ()

    def _widget(self, field: Field) -> Widget:
        name = f"field-{field.name}"
        if field.kind == "paragraphs":
            return Paragraphs(id=name, prompt=field.prompt)
        if field.kind in ("choices", "several"):
            return Choices(id=name)
        return Line(field.value, id=name, prompt=field.prompt)

    def on_mount(self) -> None:
        """Fill the fields and go to the first."""
        for field in self._fields:
            widget = self.query_one(f"#field-{field.name}")
            if isinstance(widget, Choices):
                chosen = [c.code for c in field.choices if c.code in field.value.split(",")]
                widget.show(field.choices, chosen, several=field.kind == "several")
            elif isinstance(widget, Paragraphs):
                widget.write(field.value)
        first = next((f for f in self._fields if f.kind != "choices" or len(self._fields) == 1), self._fields[0])
        self.query_one(f"#field-{first.name}").focus()

    @property
    def values(self) -> Values:
        """What the fields hold."""
        held: Values = {}
        for field in self._fields:
            widget = self.query_one(f"#field-{field.name}")
            if isinstance(widget, Choices):
                held[field.name] = ",".join(widget.chosen)
            elif isinstance(widget, Paragraphs):
                held[field.name] = widget.text
            elif isinstance(widget, Line):
                held[field.name] = widget.value
        return held

    def complain(self, problem: Text | Refusal) -> None:
        """Say what is wrong, beside the field where it is known, and stay."""
        self.unsay()
        found = problem if isinstance(problem, Refusal) else None
        told = found.text if found is not None else problem
        where = self.query_one(f"#problem-{found.field}" if found is not None else "#problem", Prose)
        assert isinstance(told, Text)
        where.show([para(told.get(self.query_one(Ok).lang), "", "! ", "bold")])
        if found is not None:
            self.query_one(f"#field-{found.field}").focus()
        self.call_after_refresh(where.scroll_visible, animate=False)

    def unsay(self) -> None:
        """Take back what was said to be wrong."""
        for prose in (*self.query(".problem").results(Prose), self.query_one("#problem", Prose)):
            prose.show(())

    def action_confirm(self) -> None:
        """Close with the values when nothing is wrong with them."""
        problem = self._check(self.values) if self._check else None
        if problem is None:
            self.dismiss(self.values)
        else:
            self.complain(problem)

    def action_back(self) -> None:
        """Cancel."""
        self.dismiss(None)

    def on_ok_pressed(self) -> None:
        """The button was pressed."""
        self.action_confirm()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next field, and confirms from the last."""
        event.stop()
        last = self._fields[-1].name
        if event.input.id == f"field-{last}":
            self.action_confirm()
        else:
            self.focus_next()

    def on_choices_picked(self, event: Choices.Picked) -> None:
        """A choice is only remembered."""
        event.stop()
        self.unsay()
