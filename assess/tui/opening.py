"""Opening a file with whatever the desktop uses for it, where there is a desktop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def opener() -> list[str] | None:
    """The program that opens files here; None over SSH and on consoles, where a window would open nowhere."""
    if "SSH_CONNECTION" in os.environ:
        return None
    if sys.platform == "darwin":
        return ["open"]
    if sys.platform == "win32":
        return ["explorer"]
    return ["xdg-open"] if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") else None


def open_outside(path: Path) -> bool:
    """Hand `path` to the desktop; False where there is none, or nothing that opens files."""
    program = opener()
    if program is None:
        return False
    try:
        subprocess.Popen(
            [*program, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError:
        return False
    return True
