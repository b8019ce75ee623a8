"""Copying out of the app: to the terminal's clipboard by OSC 52, through tmux where there is one, and to a file.

No terminal says whether it took what OSC 52 offers, and tmux drops it by default (`set-clipboard external`). So
inside tmux its own command is asked first, which takes the text as a buffer of tmux and passes it on; and the text
always lies in a file as well, whose place is told.
"""

from __future__ import annotations

import base64
import contextlib
import os
import subprocess
from pathlib import Path
from typing import Final, Literal

from assess.base import resources
from assess.base.texts import Text

Way = Literal["tmux", "terminal", "file"]
MOST: Final = 74_994
"""Bytes of text that OSC 52 carries in terminals with xterm's limit of 100,000 bytes a sequence."""
SCREEN_PART: Final = 76
"""Characters of a device control string that GNU screen passes on at once, with room to spare."""

SAID: Final[dict[Way, Text]] = {
    "tmux": Text(zh="已复制到 tmux 和终端的剪贴板", en="Copied to the clipboards of tmux and the terminal"),
    "terminal": Text(
        zh="已交给终端的剪贴板；终端没有收下的话，见 {path}",
        en="Offered to the terminal's clipboard; if it did not take it: {path}",
    ),
    "file": Text(
        zh="内容太长，终端的剪贴板装不下，已存为 {path}", en="Too long for a terminal's clipboard: {path}"
    ),
}


def sequence(text: str, term: str = "", tmux: bool = False) -> str:
    """OSC 52 with `text`, wrapped so that tmux or GNU screen hands it on to the terminal it runs in."""
    plain = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    if tmux:
        return "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if term.startswith("screen"):
        parts = (plain[n : n + SCREEN_PART] for n in range(0, len(plain), SCREEN_PART))
        return "".join(f"\x1bP{part}\x1b\\" for part in parts)
    return plain


def to_tmux(text: str) -> bool:
    """Give `text` to tmux as a buffer that it passes on to its terminal; False without tmux 3.2 or later."""
    if "TMUX" not in os.environ:
        return False
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"], input=text.encode(), capture_output=True, timeout=2, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def to_file(text: str) -> Path | None:
    """Write `text` where only this account reads it; None when the folder cannot be written."""
    path = resources.home() / "copied.txt"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        return path
    return None


def terminal() -> tuple[str, bool]:
    """The name of the terminal, and whether it is tmux: what `sequence` has to know."""
    return os.environ.get("TERM", ""), "TMUX" in os.environ
