"""Guards against known faults of Textual 8.2, each with its issue; the tests say when to drop them.

Issue numbers are those of github.com/Textualize/textual.
"""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import functools
import importlib
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from rich.cells import cell_len
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.binding import Binding
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

_X10_MOUSE: Final = re.compile(rb"\x1b\[M...", re.DOTALL)
_X10_BEGUN: Final = re.compile(rb"\x1b\[M.{0,2}\Z", re.DOTALL)


def tolerate_invalid_bytes() -> None:
    """Input that is not UTF-8 becomes U+FFFD instead of ending the app (#6456, #6668).

    A terminal set to GBK sends such bytes. So does an X10 mouse report, as after tmux re-attaches; that one is left
    out whole, as the rest of it would be taken for keys.
    """
    if sys.platform == "win32":
        return
    importlib.import_module("textual.drivers.linux_driver").getincrementaldecoder = _forgiving  # type: ignore[attr-defined]


def _forgiving(name: str) -> Callable[[], _Forgiving]:
    return functools.partial(_Forgiving, name)


class _Forgiving:
    """An incremental decoder that replaces what is wrong and leaves out old mouse reports, also in two reads."""

    def __init__(self, name: str) -> None:
        self._decoder = codecs.getincrementaldecoder(name)(errors="replace")
        self._held = b""

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text of `data`, as far as it is complete."""
        data = _X10_MOUSE.sub(b"", self._held + data)
        begun = None if final else _X10_BEGUN.search(data)
        self._held = begun[0] if begun else b""
        return self._decoder.decode(data.removesuffix(self._held), final)


_INTRODUCERS: Final = "[O]P_^X\\\x1b"
"""What follows Escape in sequences of terminals: CSI, SS3, OSC, DCS, APC, PM, SOS, ST, and Alt before them."""
_PIECES: Final = re.compile("\x1b|[^\x1b]+")


def escape_stands_alone(keys: Iterable[str] = ()) -> None:
    """Escape followed at once by another key is Escape and that key, not Alt with it, unless `keys` has it so.

    Over a slow line both arrive together. Textual takes them for a sequence it does not know, waits for the rest of
    it, and hands on Alt with the key, which is bound to nothing, or a "^" that lands in the text. What begins a
    sequence that a terminal sends stays one.
    """
    if sys.platform == "win32":
        return
    _Parser.goes_with_escape = _INTRODUCERS + "".join(k[4:] for k in keys if k.startswith("alt+") and len(k) == 5)
    importlib.import_module("textual.drivers.linux_driver").XTermParser = _Parser  # type: ignore[attr-defined]


class _Parser(XTermParser):
    """Ends a lone Escape as soon as what follows cannot belong to it."""

    goes_with_escape = _INTRODUCERS
    _ended_on_escape = False

    def feed(self, data: str) -> Iterator[Message]:
        """The messages that `data` makes."""
        if not data:
            yield from super().feed(data)
            return
        for piece in _PIECES.findall(data):
            waits = self._ended_on_escape and self._timeout_time is not None
            if waits and piece[0] not in self.goes_with_escape:
                self._timeout_time = 0.0
                yield from self.tick()
            yield from super().feed(piece)
            self._ended_on_escape = piece == "\x1b"


def caret(widget: Widget | None) -> Offset | None:
    """Where the caret of a focused text field is on the screen, worked out anew from its present layout."""
    from textual.widgets import Input, TextArea

    if isinstance(widget, Input):
        x, y, *_ = widget.content_region
        before = cell_len(widget.value[: widget.cursor_position])
        return Offset(x + before - widget.scroll_offset.x, y)
    if isinstance(widget, TextArea):
        column, row = widget.wrapped_document.location_to_offset(widget.cursor_location)
        x, y, *_ = widget.content_region
        return Offset(x + column - widget.scroll_offset.x + widget.gutter_width, y + row - widget.scroll_offset.y)
    return None


class CaretFollows(App[int]):
    """Keeps the terminal's cursor on the caret, so that input-method windows follow it (#5457, #6082).

    Textual pushes the position on some events only and is off by one at the end of an Input; reading it afresh
    whenever the driver asks is right after resizing and scrolling too.
    """

    _pushed = Offset(0, 0)

    @property
    def cursor_position(self) -> Offset:
        """The caret of the focused field, else the last position pushed by a widget."""
        if not self._screen_stack_ready():
            return self._pushed
        found = caret(self.screen.focused)
        return self._pushed if found is None else found

    @cursor_position.setter
    def cursor_position(self, value: Offset) -> None:
        self._pushed = value

    def _screen_stack_ready(self) -> bool:
        return bool(getattr(self, "_screen_stacks", None)) and bool(self._screen_stack)


def on_hangup(loop: asyncio.AbstractEventLoop, leave: Callable[[], None]) -> None:
    """Call `leave` on SIGHUP, SIGTERM and SIGINT, which Textual lets end the process at once.

    Without it neither `on_unmount` nor `finally` runs when an SSH connection drops, and typed text is lost.
    """
    for name in ("SIGHUP", "SIGTERM", "SIGINT"):
        number: Any = getattr(signal, name, None)
        if number is not None and sys.platform != "win32":
            loop.add_signal_handler(number, leave)


@contextlib.contextmanager
def interrupts_set_aside() -> Iterator[None]:
    """While another program has the terminal, its Ctrl+C is not ours: neither leave nor die of it.

    A handler that does nothing is not inherited, as being ignored would be, so that program hears Ctrl+C itself.
    """
    if sys.platform == "win32":
        yield
        return
    loop = asyncio.get_running_loop()
    # What the loop would do on SIGINT comes back afterwards; asyncio has no public way to ask for it.
    handle = getattr(loop, "_signal_handlers", {}).get(signal.SIGINT)
    loop.remove_signal_handler(signal.SIGINT)
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if handle is not None:
            loop.add_signal_handler(signal.SIGINT, handle._callback, *handle._args)


TAB: Final = (
    Binding("tab", "next_field", show=False, priority=True),
    Binding("shift+tab", "previous_field", show=False, priority=True),
)
"""Tab ahead of everything else.

Textual hands keys to the focused field before Tab has moved the focus, so that in fast input, as over a slow line,
what follows a Tab lands in the field before it. A priority binding moves the focus first.
"""


def one_line(pasted: str) -> tuple[str, bool]:
    """What a single-line field makes of pasted text, and whether it had several lines.

    Textual's Input keeps the first line and drops the rest without a word; here they are joined by spaces.
    """
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    return " ".join(lines), len(lines) > 1
