"""What leaves the app or stands in small marks: copies, texts from the editor, profiles, rows without colours."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from assess.base.band import Band
from assess.tui import clipboard
from assess.tui.bars import profile
from assess.tui.cells import width
from assess.tui.editing import EditorFailed, edited
from assess.tui.glyphs import ASCII, UNICODE, Glyphs
from assess.tui.summaries import Summary
from assess.tui.widgets.bodyrows import body_row, columns

BANDS = [Band(0, 0), Band(0, 100), Band(50, 50), None, Band(100, 100)]


def test_a_copy_is_handed_on_by_tmux_and_screen_as_they_want_it() -> None:
    plain = "\x1b]52;c;" + base64.b64encode("数据".encode()).decode() + "\x07"
    assert clipboard.sequence("数据") == plain
    assert clipboard.sequence("数据", "tmux-256color", tmux=True) == f"\x1bPtmux;\x1b{plain}\x1b\\"
    parts = clipboard.sequence("x" * 300, "screen.xterm").split("\x1b\\")
    assert all(part.startswith("\x1bP") and len(part) <= 80 for part in parts[:-1])
    assert "".join(part.removeprefix("\x1bP") for part in parts) == clipboard.sequence("x" * 300)


def test_a_copy_lies_in_a_file_that_only_its_owner_reads() -> None:
    path = clipboard.to_file("first")
    assert path == clipboard.to_file("机密")
    assert path is not None
    assert path.read_text("utf-8") == "机密"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_tmux_none_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    assert not clipboard.to_tmux("x")
    monkeypatch.setenv("TMUX", "/nowhere,1,0")
    monkeypatch.setenv("PATH", "")
    assert not clipboard.to_tmux("x")


@pytest.mark.parametrize(
    ("body", "before", "after"),
    [
        ("printf '新的\\n' > \"$1\"", "旧的", "新的"),
        ("printf '一\\n\\n二\\n' > \"$1\"", "", "一\n\n二"),
        ("true", "不动\n", "不动\n"),
        ("printf 'x\\n' > \"$1\"", "有换行\n", "x\n"),
    ],
)
def test_what_the_editor_leaves_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, before: str, after: str
) -> None:
    _use_editor(tmp_path, monkeypatch, body)
    assert edited(before) == after


@pytest.mark.parametrize(
    ("body", "told"),
    [("exit 3", "code 3"), ("printf '\\326\\306' > \"$1\"", "not UTF-8"), ("rm \"$1\"", "not UTF-8")],
)  # fmt: skip
def test_an_editor_that_fails_changes_nothing_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, told: str
) -> None:
    _use_editor(tmp_path, monkeypatch, body)
    with pytest.raises(EditorFailed) as raised:
        edited("text")
    assert told in raised.value.message.en


def test_an_editor_that_is_not_there_is_named_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    with pytest.raises(EditorFailed) as raised:
        edited("text")
    assert "no-such-editor" in raised.value.message.en
    assert raised.value.hint is not None


def _use_editor(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    script = folder / "an editor"
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{script}'")


def test_a_profile_has_one_cell_a_layer_with_the_low_end_left_and_the_high_end_right() -> None:
    """Dots counted by hand: none; right column of four; both of three; unknown; both of four."""
    assert profile(BANDS, UNICODE) == "\u2800\u28b8\u28f6·\u28ff"
    assert profile(BANDS, ASCII) == "005.9"
    assert [width(c) for c in profile(BANDS, UNICODE)] == [1] * len(BANDS)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("cells", [75, 115])
def test_outcomes_differ_without_colours_on_narrow_and_wide_screens(glyphs: Glyphs, cells: int) -> None:
    from assess.packs.vocabulary import OUTCOMES

    rows = set()
    for outcome, told in OUTCOMES.items():
        one = Summary("b", 3, 7, Band(40, 60), 100, (Band(40, 60),), 0, 0, outcome, told)
        row = body_row("b", "市大数据局", one, columns(cells, 1), "zh", glyphs)
        rows.add("".join(text for text, _ in row.left))
    assert len(rows) == len(OUTCOMES)
