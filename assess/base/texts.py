"""Texts in the two languages of the product, kept side by side so that neither can be missing."""

from __future__ import annotations

import locale
import os
from typing import Literal

import msgspec

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


class Text(msgspec.Struct, frozen=True):
    """One text in Chinese (zh-CN) and in English."""

    zh: str
    en: str

    def get(self, lang: Lang) -> str:
        """The text in `lang`."""
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> Text:
        """The text with its `{named}` places filled in, in both languages."""
        return Text(zh=self.zh.format(**values), en=self.en.format(**values))


def same(value: str) -> Text:
    """A text that reads the same in both languages (a name, a code)."""
    return Text(zh=value, en=value)


def preferred_lang() -> Lang:
    """The user's language: `ASSESS_LANG` first, then the locale; anything but Chinese gives English."""
    wanted = os.environ.get("ASSESS_LANG", "")
    if not wanted:
        wanted = next((os.environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(k)), "")
    if not wanted:
        wanted = locale.getlocale()[0] or ""
    return "zh" if wanted.lower().startswith(("zh", "chinese")) else "en"
