"""Long texts in the user's own editor: `$VISUAL` or `$EDITOR`, while the app stands aside."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from assess.base.errors import AssessError
from assess.base.texts import Text

NO_EDITOR = Text(zh="没有找到编辑器“{name}”", en="the editor “{name}” was not found")
SET_ONE = Text(zh="请设置环境变量 EDITOR，如 EDITOR=vim", en="Set EDITOR in the environment, such as EDITOR=vim")
ENDED = Text(
    zh="编辑器以代码 {code} 结束，文字没有改动", en="the editor ended with code {code}; the text was left as it was"
)
NOT_TEXT = Text(
    zh="编辑器留下的不是 UTF-8 文字，没有采用", en="what the editor left is not UTF-8 and was not taken"
)
SAVE_AS = Text(zh="请在编辑器里存为 UTF-8", en="Save it as UTF-8 in the editor")


class EditorFailed(AssessError):
    """The editor could not be run, or left nothing that can be used."""


def editor() -> list[str]:
    """The command line of the user's editor."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "vi")
    try:
        return shlex.split(named, posix=sys.platform != "win32") or ["vi"]
    except ValueError:
        return [named]


def edited(text: str) -> str:
    """`text` as the user's editor leaves it; the one line break that editors add at the end is taken off again.

    Raises EditorFailed, with the text unchanged, when there is no editor, when it ends with an error, and when what
    it leaves is not UTF-8. The file lies in a folder only this account reads, and is gone afterwards.
    """
    command = editor()
    with tempfile.TemporaryDirectory(prefix="assess-edit-") as folder:
        file = Path(folder) / "comment.txt"
        file.write_text(text, encoding="utf-8", newline="\n")
        try:
            code = subprocess.run([*command, str(file)], check=False).returncode
        except OSError as error:
            raise EditorFailed(NO_EDITOR.fill(name=command[0]), SET_ONE) from error
        if code:
            raise EditorFailed(ENDED.fill(code=code))
        try:
            left = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise EditorFailed(NOT_TEXT, SAVE_AS) from error
    return left.removesuffix("\n") if not text.endswith("\n") else left
