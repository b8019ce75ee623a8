"""The real program in a real terminal: bad bytes, hang-ups, pastes, faults, and the terminal as it was before."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from assess.base.resources import home
from tests.tui.driving import answer
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.pty

READY = "各部门的数字化项目是否受同一套规划约束"
ENTER_ALT, LEAVE_ALT, SHOW_CURSOR = b"\x1b[?1049h", b"\x1b[?1049l", b"\x1b[?25h"
MOUSE_OFF, PASTE_OFF = b"\x1b[?1000l", b"\x1b[?2004l"
QUIT = b"\x11"


def comment_of(dossier: Path) -> str | None:
    """The comment that the file holds."""
    found = answer(dossier, "plan")
    return found.comment if found else None


def test_a_terminal_that_speaks_gbk_or_old_mouse_reports_does_not_end_the_app(dossier: Path) -> None:
    with Terminal(dossier) as terminal:
        terminal.wait_for(READY)
        for junk in ("制度".encode("gbk"), b"\x1b[M\xa0\xc8\xe1", b"\xff\xfe\x80"):
            terminal.send(junk)
            # An escape that stands alone is told from a sequence by the silence after it.
            while terminal.read(0.4):
                pass
        terminal.send_and_wait("c", "Esc")
        terminal.send_and_wait("还在", "还在")
        terminal.send(QUIT)
        assert terminal.end() == 0
    assert "还在" in (comment_of(dossier) or "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_was_typed_is_written_when_the_terminal_goes_away(dossier: Path, number: int) -> None:
    with Terminal(dossier) as terminal:
        terminal.wait_for(READY)
        terminal.send_and_wait("c", "Esc")
        terminal.send_and_wait("刚刚写下", "刚刚写下")
        terminal.signal(number)
        assert terminal.end() == 0
        assert terminal.shown.rindex(LEAVE_ALT) > 0
    assert comment_of(dossier) == "刚刚写下"


def test_a_bracketed_paste_of_many_lines_is_kept_whole(dossier: Path) -> None:
    text = "第一段。\n\n第二段，附：\n  1. 甲\n  2. 乙"
    with Terminal(dossier) as terminal:
        terminal.wait_for(READY)
        terminal.send_and_wait("c", "Esc")
        pasted = text.replace("\n", "\r").encode()
        terminal.send_and_wait(b"\x1b[200~" + pasted + b"\x1b[201~", "乙")
        terminal.send(QUIT)
        assert terminal.end() == 0
    assert comment_of(dossier) == text


def test_the_terminal_is_left_as_it_was(dossier: Path) -> None:
    with Terminal(dossier) as terminal:
        before = terminal.modes
        terminal.wait_for(READY)
        assert ENTER_ALT in terminal.shown
        terminal.send(QUIT)
        assert terminal.end() == 0
        for sequence in (LEAVE_ALT, SHOW_CURSOR, MOUSE_OFF, PASTE_OFF):
            assert sequence in terminal.shown
        import termios

        # The child has ended and its side is closed; the modes are read from ours, which shares them.
        assert termios.tcgetattr(terminal.fd)[3] == before[3]


def test_a_fault_saves_redacts_writes_its_report_and_ends_with_its_code(dossier: Path) -> None:
    before = "from assess.tui.app import AssessApp; AssessApp.action_help = lambda self: {}['机密证词']"
    with Terminal(dossier, before=before) as terminal:
        terminal.wait_for(READY)
        terminal.send_and_wait("c", "Esc")
        terminal.send_and_wait("写到一半", "写到一半")
        terminal.shown = b""
        terminal.send(b"\x1bOP")
        assert terminal.end() == 70
        assert LEAVE_ALT in terminal.shown
        assert "内部错误" in terminal.text
        assert "机密证词" not in terminal.text
        assert "Traceback" not in terminal.text
    (report,) = (home() / "crashes").iterdir()
    assert report.name in terminal.text
    assert "KeyError" in report.read_text(encoding="utf-8")
    assert "机密证词" not in report.read_text(encoding="utf-8")
    assert comment_of(dossier) == "写到一半"


def test_a_file_that_is_no_dossier_ends_with_one_line_and_its_code(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("hello", encoding="utf-8")
    with Terminal(wrong) as terminal:
        assert terminal.end() == 5
        assert "不是 assess 的卷宗" in terminal.text
        assert "Traceback" not in terminal.text


def test_a_storm_of_resizing_does_no_harm(dossier: Path) -> None:
    import fcntl
    import struct
    import termios

    with Terminal(dossier) as terminal:
        terminal.wait_for(READY)
        for columns, rows in [(40, 10), (200, 60), (20, 5), (80, 24), (1, 1), (120, 40)] * 3:
            fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            terminal.signal(signal.SIGWINCH)
            terminal.read(0.02)
        # A key pressed while the layout is still folding goes where the focus is then: let the storm pass first.
        while terminal.read(1):
            pass
        terminal.send("2")
        while terminal.read(1):
            pass
        terminal.send(QUIT)
        assert terminal.end() == 0
    assert getattr(answer(dossier, "plan"), "value", None) == "paper"


def test_the_editor_gets_the_terminal_and_what_it_leaves_is_the_comment(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\necho 编辑器在此; read line; printf \'%s\\n第二行\\n\' "$line" >> "$1"\n', encoding="utf-8"
    )
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    with Terminal(dossier) as terminal:
        terminal.wait_for(READY)
        terminal.send_and_wait(b"\x07", "编辑器在此")
        # Ctrl+C is the editor's own affair; here the shell's `read` goes on after the line.
        terminal.send_and_wait("甲乙\r", "第二行")
        terminal.send(QUIT)
        assert terminal.end() == 0
    assert comment_of(dossier) == "甲乙\n第二行"


def test_a_terminal_that_is_closed_leaves_nothing_unwritten(dossier: Path) -> None:
    import os

    with Terminal(dossier) as terminal:
        terminal.wait_for(READY)
        terminal.send_and_wait("c", "Esc")
        terminal.send_and_wait("线断了", "线断了")
        os.close(terminal.fd)
        terminal.fd = os.open(os.devnull, os.O_RDONLY)
        assert os.waitpid(terminal.pid, 0)[1] is not None
        terminal.status = 0
    assert comment_of(dossier) == "线断了"


def test_a_second_opener_reads_along_and_cannot_write(dossier: Path) -> None:
    with Terminal(dossier) as first:
        first.wait_for(READY)
        with Terminal(dossier) as second:
            second.wait_for("只读")
            second.wait_for(READY)
            second.send("2")
            while second.read(0.6):
                pass
            second.send(QUIT)
            assert second.end() == 0
        first.send(QUIT)
        assert first.end() == 0
    assert answer(dossier, "plan") is None
