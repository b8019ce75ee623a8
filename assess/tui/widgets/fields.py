"""Text fields that lose nothing: a line that joins pasted lines, and a paragraph field that keeps them."""

from __future__ import annotations

from typing import Any, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea

from assess.base.texts import Text
from assess.tui.compat import one_line
from assess.tui.numerals import parse_band
from assess.tui.widgets.base import Speaking, home

JOINED = Text(
    zh="这里只能写一行：粘贴的多行文字已用空格连成一行。多行内容请写在备注里。",
    en="This field takes one line: the pasted lines were joined by spaces. Use the comment for several lines.",
)

NO_NUMBER = Text(
    zh="粘贴的不是数字，没有采用。文字请写在备注里（按 c）。",
    en="What was pasted is no number and was not taken. Words belong in the comment (c).",
)
COUNTS: Final = frozenset("kKmM")
"""Letters after a number; before one they are commands."""
SIGNS: Final = frozenset("+-.,%~ ")


class Line(Speaking, Input):
    """A one-line field; `prompt` is what it shows while empty."""

    DEFAULT_CSS = """
    Line { border: none; border-left: vkey $edge; height: 1; padding: 0 1 0 0; background: $panel; }
    Line > .input--placeholder { color: $text-muted; }
    Line:focus { border: none; border-left: outer $primary; background: $cursor; background-tint: transparent; }
    Line.-invalid, Line.-invalid:focus {
        border: none; border-left: outer $error; background: $panel; text-style: underline;
    }
    Line:disabled { opacity: 70%; }
    """

    def __init__(self, value: str = "", *, prompt: Text | None = None, **kwargs: Any) -> None:
        super().__init__(value, compact=False, select_on_focus=False, **kwargs)
        self._prompt = prompt

    def on_mount(self) -> None:
        """Show the prompt in the language in use."""
        self.relabel()

    def ask(self, prompt: Text | None) -> None:
        """Change the prompt."""
        self._prompt = prompt
        self.relabel()

    def relabel(self) -> None:
        """The prompt in the language in use."""
        self.cursor_blink = home(self).blinks
        self.placeholder = self.drawn(Content(self.t(self._prompt))).plain if self._prompt else ""

    def _on_paste(self, event: events.Paste) -> None:
        line, joined = one_line(event.text)
        if joined:
            home(self).say(JOINED, "warning")
        event.prevent_default()
        event.stop()
        selection = self.selection
        if selection.is_empty:
            self.insert_text_at_cursor(line)
        else:
            self.replace(line, *selection)

    def write(self, value: str) -> None:
        """Show `value` without it counting as typed; nothing happens when it is there already."""
        if value != self.value:
            with self.prevent(Input.Changed):
                self.value = value
            self.cursor_position = len(value)


class Number(Line):
    """A line for a number or a range: what no number holds is a command here as elsewhere, not text.

    Prose that is pasted is refused with a word, so that a number that is there stays as it was.
    """

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether `character` may be part of a number, as it is typed or by an input method."""
        if not super().check_consume_key(key, character) or character is None:
            return False
        if character in COUNTS:
            return any(c.isdigit() for c in self.value)
        return not character.isascii() or character.isdigit() or character in SIGNS

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and not self.check_consume_key(event.key, event.character):
            # Passed on to the bindings, and not to what Input would make of it.
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        if isinstance(parse_band(event.text), Text):
            event.prevent_default()
            event.stop()
            home(self).say(NO_NUMBER, "warning")


class Paragraphs(Speaking, TextArea):
    """A field for prose: as high as its text, keeps every pasted line, Tab leaves it."""

    DEFAULT_CSS = """
    Paragraphs {
        border: none; border-left: vkey $edge; height: auto; min-height: 2; max-height: 12; padding: 0 1 0 0;
        background: $panel;
        scrollbar-size-vertical: 1;
    }
    Paragraphs:focus { border: none; border-left: outer $primary; background: $cursor; }
    Paragraphs .text-area--placeholder { color: $text-muted; }
    Paragraphs .text-area--cursor-line { background: transparent; }
    Paragraphs:disabled { opacity: 70%; }
    """

    class Typed(Message):
        """Someone has typed; the text is now `text`."""

        def __init__(self, field: Paragraphs) -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> Paragraphs:
            """The field."""
            return self.field

    def __init__(self, *, prompt: Text | None = None, **kwargs: Any) -> None:
        super().__init__(
            "", soft_wrap=True, show_line_numbers=False, tab_behavior="focus", highlight_cursor_line=False, **kwargs
        )
        self._prompt = prompt
        self._written = ""

    def on_mount(self) -> None:
        """Show the prompt in the language in use."""
        self.relabel()

    def relabel(self) -> None:
        """The prompt in the language in use."""
        self.cursor_blink = home(self).blinks
        self.placeholder = self.drawn(Content(self.t(self._prompt))).plain if self._prompt else ""

    def write(self, text: str) -> None:
        """Show `text` without it counting as typed; nothing happens when it is there already."""
        if text != self.text:
            self._written = text
            self.load_text(text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell of text that was typed, not of text that was loaded."""
        event.stop()
        if self.text != self._written:
            self._written = self.text
            self.post_message(self.Typed(self))
