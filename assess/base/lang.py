"""The languages of the product, and which one this user reads. Imports nothing heavy: `--help` needs it."""

from __future__ import annotations

import locale
import os
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


def preferred_lang() -> Lang:
    """The user's language: `ASSESS_LANG` first, then the locale; anything but Chinese gives English."""
    wanted = os.environ.get("ASSESS_LANG", "")
    if not wanted:
        wanted = next((os.environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(k)), "")
    if not wanted:
        wanted = locale.getlocale()[0] or ""
    return "zh" if wanted.lower().startswith(("zh", "chinese")) else "en"
