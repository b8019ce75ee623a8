"""Paths as people type, paste and drop them, and their completion."""

from __future__ import annotations

import itertools
import os
import re
import urllib.parse
from pathlib import Path

MOST = 200
"""Entries of a folder that are offered at once."""


def clean(text: str) -> str:
    """The path meant by `text`: quotes, `file://`, backslash escapes and `~` taken off."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    elif "\\ " in text or re.search(r"\\[()&'\"\[\]]", text):
        text = re.sub(r"\\(.)", r"\1", text)
    if text.startswith("file://"):
        text = urllib.parse.unquote(text.removeprefix("file://"))
    return str(Path(text).expanduser()) + ("/" if text.endswith("/") and len(text) > 1 else "") if text else ""


def dropped_path(pasted: str) -> str | None:
    """The file that a pasted line names, when there is such a file; None for any other text."""
    if len(pasted) > 4096 or not re.match(r"[/~'\"]|file://|[A-Za-z]:[\\/]", pasted.strip()):
        return None
    path = clean(pasted)
    try:
        return path if Path(path).is_file() else None
    except OSError:
        return None


def entries(typed: str, suffixes: tuple[str, ...] = ()) -> list[str]:
    """Paths that begin with what was typed: folders first, with a slash at the end; hidden ones on request."""
    path = clean(typed)
    folder, start = os.path.split(path)
    try:
        with os.scandir(folder or ".") as found:
            names = [(not e.is_dir(), e.name + ("/" if e.is_dir() else "")) for e in found]
    except OSError:
        return []
    kept = [
        (file, name)
        for file, name in names
        if name.casefold().startswith(start.casefold())
        and (start.startswith(".") or not name.startswith("."))
        and (not file or not suffixes or name.endswith(suffixes))
    ]
    return [str(Path(folder) / name) + ("" if file else "/") for file, name in sorted(kept)[:MOST]]


def completed(typed: str, suffixes: tuple[str, ...] = ()) -> str:
    """`typed` carried on as far as all entries agree."""
    found = entries(typed, suffixes)
    if not found:
        return typed
    first, last = min(found), max(found)
    agreed = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    common = first[:agreed]
    return common if len(common) >= len(clean(typed)) else typed
