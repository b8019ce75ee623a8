"""Each guard against a fault of Textual: that it guards, and that the fault is still there.

A test named `…_still…` that fails means that Textual has mended the fault: drop the guard that it names.
"""

from __future__ import annotations

import asyncio
import codecs
import importlib
import inspect
import signal
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Offset
from textual.widgets import Input, TextArea

from assess.tui import compat
from assess.tui.compat import CaretFollows, caret, on_hangup, one_line, tolerate_invalid_bytes
from tests.tui.driving import running

GBK = "制度".encode("gbk")
X10_MOUSE = b"\x1b[M\xa0\xc8\xe1"


def test_input_that_is_not_utf8_is_replaced() -> None:
    driver = importlib.import_module("textual.drivers.linux_driver")
    before = driver.getincrementaldecoder
    try:
        tolerate_invalid_bytes()
        make = driver.getincrementaldecoder("utf-8")
        assert "\ufffd" in make().decode(GBK)
        assert make().decode("制度".encode()) == "制度"
        # Of an old mouse report nothing is left that could be taken for a key, wherever the reads part it.
        for at in range(3, len(X10_MOUSE) + 1):
            decoder = make()
            assert decoder.decode(b"a" + X10_MOUSE[:at]) + decoder.decode(X10_MOUSE[at:] + b"b") == "ab"
        assert make().decode(b"\x1b[M", final=True) == "\x1b[M"
    finally:
        driver.getincrementaldecoder = before


def test_textual_still_dies_of_input_that_is_not_utf8() -> None:
    """Textual #6456 and #6668; drop `tolerate_invalid_bytes`."""
    source = inspect.getsource(LinuxDriver.run_input_thread)
    assert 'getincrementaldecoder("utf-8")()' in source
    with pytest.raises(UnicodeDecodeError):
        codecs.getincrementaldecoder("utf-8")().decode(GBK, final=True)


class Fields(CaretFollows):
    """One field of each kind."""

    def compose(self) -> ComposeResult:
        yield Input()
        yield TextArea(id="area")


async def test_the_caret_is_where_the_next_character_goes_also_after_chinese_and_resizing() -> None:
    app = Fields()
    async with app.run_test(size=(120, 20)) as pilot:
        field = app.query_one(Input)
        field.focus()
        field.value = "数据 ab"
        field.cursor_position = 6
        await pilot.pause()
        x, y, *_ = field.content_region
        assert app.cursor_position == Offset(x + 7, y)
        area = app.query_one("#area", TextArea)
        area.text = "政务数据共享" * 12
        area.move_cursor((0, 72))
        area.focus()
        await pilot.pause()
        wide = app.cursor_position
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert app.cursor_position != wide
        assert app.cursor_position == caret(area)


async def test_textual_still_puts_the_caret_one_cell_too_far() -> None:
    """Textual #6082 (and #5457); drop `CaretFollows`."""

    class Plain(App[None]):
        def compose(self) -> ComposeResult:
            yield Input("ab")

    app = Plain()
    async with app.run_test() as pilot:
        field = app.query_one(Input)
        field.focus()
        field.cursor_position = 2
        await pilot.pause()
        assert field.cursor_screen_offset.x == field.content_region.x + 3


def test_hangup_and_termination_are_heard() -> None:
    async def main() -> list[str]:
        heard: list[str] = []
        loop = asyncio.get_running_loop()
        on_hangup(loop, lambda: heard.append("left"))
        try:
            for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
                signal.raise_signal(number)
                await asyncio.sleep(0)
                await asyncio.sleep(0)
        finally:
            for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(number)
        return heard

    assert asyncio.run(main()) == ["left"] * 3


def test_textual_still_leaves_hangup_and_termination_to_kill_the_process() -> None:
    """Drop `on_hangup` when the driver or the app takes these signals."""
    sources = inspect.getsource(LinuxDriver) + inspect.getsource(Driver) + inspect.getsource(App)
    assert "SIGHUP" not in sources
    assert "SIGTERM" not in sources


def test_pasted_lines_are_joined_and_reported() -> None:
    assert one_line("a\n\n  b\r\nc ") == ("a b c", True)
    assert one_line(" one ") == ("one", False)
    assert one_line("") == ("", False)


def test_textual_still_keeps_only_the_first_pasted_line() -> None:
    """Drop `Line._on_paste` and `one_line` when Input keeps or refuses the other lines."""
    assert "splitlines()[0]" in inspect.getsource(Input._on_paste)


def test_textual_still_prints_the_locals_of_every_frame() -> None:
    """Drop `Core._handle_exception` when crash reports no longer show local variables."""
    assert "show_locals=True" in inspect.getsource(App._fatal_error)


async def test_textual_still_hands_keys_to_the_old_field_before_tab_has_moved_on() -> None:
    """Drop the priority of `TAB` when keys typed right after Tab reach the next field by themselves."""

    class Two(App[None]):
        def compose(self) -> ComposeResult:
            yield Input(id="one")
            yield Input(id="two")

    from textual import events

    app = Two()
    async with app.run_test() as pilot:
        app.query_one("#one").focus()
        await pilot.pause()
        for key, character in (("a", "a"), ("tab", "\t"), ("b", "b")):
            app.post_message(events.Key(key, character))
        await pilot.pause()
        assert app.query_one("#one", Input).value == "ab"


async def test_keys_typed_right_after_tab_reach_the_next_field(dossier: Path) -> None:
    from textual import events

    async with running(dossier) as app:
        await app.press("e")
        for key, character in (("a", "a"), ("tab", "\t"), ("b", "b")):
            app.app.post_message(events.Key(key, character))
        await app.settle()
        assert app.app.screen.query_one("#field-locator", Input).value == "a"
        assert app.app.screen.query_one("#field-title", Input).value == "b"
        assert compat.TAB[0].priority


@pytest.mark.parametrize(
    ("reads", "keys"),
    [
        (["\x1bj"], ["escape", "j"]),
        (["\x1b中文"], ["escape", "中", "文"]),
        (["ab\x1bn3n\x1b[A\x1b", "[B\x1b", "x"], ["a", "b", "escape", "n", "3", "n", "up", "down", "escape", "x"]),
        (["\x1b[200~a\rb\x1b[201~q\x1bOP"], ["a\rb", "q", "f1"]),
        (["\x1bt"], ["alt+t"]),
    ],
)
def test_escape_with_the_next_key_right_after_it_is_both_keys(reads: list[str], keys: list[str]) -> None:
    driver = importlib.import_module("textual.drivers.linux_driver")
    before = driver.XTermParser
    try:
        compat.escape_stands_alone(["alt+t", "ctrl+t"])
        parser = driver.XTermParser()
        found = [e for read in reads for e in parser.feed(read)]
        # What is left is a key with Alt that the user has bound: it ends with the silence after it.
        parser._timeout_time = 0.0 if parser._timeout_time is not None else None
        found += parser.tick()
        assert [getattr(e, "key", None) or getattr(e, "text", None) for e in found] == keys
    finally:
        driver.XTermParser = before
        compat.escape_stands_alone()
        driver.XTermParser = before


def test_escape_that_was_ended_by_silence_is_not_ended_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    driver = importlib.import_module("textual.drivers.linux_driver")
    monkeypatch.setattr(driver, "XTermParser", driver.XTermParser)
    compat.escape_stands_alone()
    parser = driver.XTermParser()
    assert [*parser.feed("\x1b")] == []
    parser._timeout_time = 0.0
    assert [e.key for e in parser.tick()] == ["escape"]
    assert [e.key for e in parser.feed("j")] == ["j"]


def test_textual_still_takes_escape_and_a_key_for_alt_or_a_circumflex() -> None:
    """Drop `escape_stands_alone` when both keys come out of this as they were typed."""
    from textual._xterm_parser import XTermParser

    typed = "\x1b" + "n3" * 20
    keys = [getattr(e, "key", "") for e in XTermParser().feed(typed)]
    assert keys[0] == "circumflex_accent"
    assert "escape" not in keys
