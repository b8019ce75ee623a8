"""The crash boundary: when the app meets a fault of its own, what was typed is saved and a report is written.

Textual prints the local variables of every frame, and those hold evidence and answers. This report names files,
lines and functions only, and of the message it keeps no quoted text, path or non-ASCII words.
"""

from __future__ import annotations

import datetime as dt
import platform
import re
import sys
import tempfile
import traceback
from pathlib import Path

from assess import __version__
from assess.base import resources
from assess.base.texts import Lang, Text

EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h: an internal fault."""

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’")
_PATH = re.compile(r"(?:[A-Za-z]:)?[/\\][^\s:,;)]+")
_OTHER = re.compile(r"[^\x20-\x7e]+")

ENDED = Text(
    zh="assess 遇到内部错误，已经退出。显示“已保存”的内容都在卷宗里。\n错误报告（不含卷宗内容）：{path}",
    en="assess met an internal fault and has ended. Everything shown as saved is in the dossier.\n"
    "Report of the fault (nothing from the dossier in it): {path}",
)


def redact(message: str) -> str:
    """`message` without anything that could come from a dossier: quotations, paths, words that are not ASCII."""
    for pattern, instead in ((_QUOTED, "'…'"), (_PATH, "<path>"), (_OTHER, "…")):
        message = pattern.sub(instead, message)
    return message[:200]


def describe(error: BaseException) -> str:
    """The report as text: versions, then each error of the chain with its frames."""
    lines = [
        f"assess {__version__}  textual {_version('textual')}  python {platform.python_version()}  {sys.platform}",
        f"at {dt.datetime.now(dt.UTC).isoformat(timespec='seconds')}",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}: {redact(str(seen))}")
        for frame in traceback.extract_tb(seen.__traceback__):
            place = Path(frame.filename)
            lines.append(f"  {'/'.join(place.parts[-3:])}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def _version(package: str) -> str:
    # Imported when it is needed: it takes longer than the rest of this module.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "?"


def write(error: BaseException) -> Path | None:
    """Write the report where the user can find it; None when no folder can be written."""
    name = f"assess-crash-{dt.datetime.now():%Y%m%d-%H%M%S}.txt"
    for folder in (resources.home() / "crashes", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            path.write_text(describe(error), encoding="utf-8")
        except OSError:
            continue
        return path
    return None


def tell(error: BaseException, lang: Lang) -> int:
    """Write the report, say on standard error where it is, and give the exit code."""
    path = write(error)
    print(ENDED.fill(path=path or "-").get(lang), file=sys.stderr)
    return EXIT_CODE
